"""The application in the test's own process, its cache in a folder of the test."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from accord.web import jobs
from accord.web.app import application
from accord.web.settings import Settings


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a visitor on the machine itself."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with TestClient(
        application(Settings()), base_url="http://127.0.0.1:8000", follow_redirects=False
    ) as visitor:
        yield visitor


class _Idle:
    """Stands for the process of a job, which the test is not about."""

    def __init__(self, *command: object, **how: object) -> None:
        self.pid = 0

    def poll(self) -> None:
        return None


@pytest.fixture
def idle(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let jobs begin without a process that works."""
    monkeypatch.setattr(jobs, "subprocess", SimpleNamespace(Popen=_Idle, DEVNULL=subprocess.DEVNULL))
    yield
    jobs._CHILDREN.clear()
