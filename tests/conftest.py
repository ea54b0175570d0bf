"""Fixtures for all tests: where the source figures are, and a skip with a reason where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the source figures, or a skip."""
    return _shared("data")


@pytest.fixture(scope="session")
def shared_articles() -> Path:
    """Folder of the labelled reports, or a skip."""
    return _shared("articles")


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("ACCORD_SHARED", ROOT.parent / "shared")) / name
    if not folder.is_dir():
        pytest.skip(f"needs the source figures in ../shared/{name}, which are not here")
    return folder
