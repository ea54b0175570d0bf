"""The application in the test's own process; what one test had answered stands in the cache for the others."""

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


@pytest.fixture(scope="session")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the cache that tests share."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def store(answered: Path) -> Path:
    """Return the folder of the cache; a module whose tests fill it with things of their own has one for each."""
    return answered


@pytest.fixture
def client(store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Return a visitor on the machine itself."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(store))
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
