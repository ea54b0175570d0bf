"""The application in the test's own process, its cache in a folder of the test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

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
