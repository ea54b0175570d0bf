"""Fixtures for all tests: where the source figures are, and a skip with a reason where they are not."""

from __future__ import annotations

import fcntl
import gc
import json
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from tests.tries import share

# As the command sets it: two workers share two processors, and threads for small matrices wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

if TYPE_CHECKING:
    from accord.study.run import Run

ROOT = Path(__file__).resolve().parents[1]

settings.register_profile(
    "explore", max_examples=share(100), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("accord", settings.get_profile("explore"), derandomize=True, database=None)
settings.load_profile("accord")


def pytest_configure(config: pytest.Config) -> None:
    """Draw the same examples whatever was imported before and whatever number a module holds.

    Hypothesis draws constants of the modules that are loaded too, and reads them all first; `explore` lets it.
    """
    if not config.getoption("--hypothesis-profile"):
        providers._get_local_constants = lambda: providers._local_constants


def pytest_collection_finish() -> None:
    """Leave what stays until the end, modules and tests, out of every search for what can be let go."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of the source figures, or a skip."""
    return _shared("data")


@pytest.fixture(scope="session")
def shared_articles() -> Path:
    """Folder of the labelled reports, or a skip."""
    return _shared("articles")


@pytest.fixture(scope="session")
def dispatch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the bundled dispatch's briefing with four draws, as it was read for the golden numbers.

    It takes ten seconds, so the first worker that asks makes it for all.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "dispatch"
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.is_dir():
            _brief(ROOT / "tests" / "golden" / "briefs" / "dispatch.docket.json", folder)
    return folder


@pytest.fixture(scope="session")
def ran() -> Callable[[str], Run]:
    """Return what a scenario of the library gives on World 2022, solved once."""

    @cache
    def of(name: str) -> Run:
        from accord.study.run import run

        return run(name, "world-2022")

    return of


def _brief(docket: Path, folder: Path) -> None:
    from accord.assess.desk import Desk
    from accord.assess.kind import Parameters
    from accord.assess.record import make
    from accord.brief.compose import compose
    from accord.brief.write import write
    from accord.docket import Docket

    held = json.loads(docket.read_text("utf-8"))
    write(compose(make(Docket.from_json(held, "dispatch"), Desk(Parameters(draws=4)))), folder)


def _shared(name: str) -> Path:
    folder = Path(os.environ.get("ACCORD_SHARED", ROOT.parent / "shared")) / name
    if not folder.is_dir():
        pytest.skip(f"needs the source figures in ../shared/{name}, which are not here")
    return folder
