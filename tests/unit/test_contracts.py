"""The import contracts of the design hold, and each can fail: a package that breaks it is found out."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONTRACTS = {
    "One way": ("trade/breach.py", "from accord.study import run\n"),
    "Kinds of lever": ("assess/chain.py", "from accord.assess import control\n"),
    "The command line": ("cli/breach.py", "from accord.sources import map\n"),
    "A duty on one product": ("policy/stack/product.py", "import numpy\n"),
    "Trade computes": ("trade/breach.py", "from accord import groups\n"),
    "The reader": ("docket/breach.py", "from accord.policy import Scenario\n"),
    "The page": ("page/breach.py", "from accord.policy import Scenario\n"),
    "polars": ("world/breach.py", "import polars\nimport pandas\n"),
    "Web frameworks": ("study/breach.py", "import starlette\n"),
    "Energy": ("energy/breach.py", "from accord import groups\n"),
    "Core": ("core/breach.py", "import scipy\n"),
}
"""A word of each contract's name, and a module with an import that breaks it."""


def lint(folder: Path) -> str:
    """Return what import-linter says of a copy of the package."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src"), "COLUMNS": "250"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(
        ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "data", "*.npz")
    )
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def verdicts(said: str) -> dict[str, bool]:
    """Return which contracts were kept, by name."""
    rows = re.findall(r"(?m)^(.+?) (KEPT|BROKEN)(?: \(.*\))?$", said)
    return {name: verdict == "KEPT" for name, verdict in rows}


def test_they_hold(copy: Path) -> None:
    found = verdicts(lint(copy))
    assert found
    assert all(found.values()), found


def test_each_can_fail(copy: Path) -> None:
    """All breaches at once: every contract is broken, and by its own module."""
    names = [
        one["name"]
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    ]
    assert all(any(word in name for word in CONTRACTS) for name in names), names
    broken = copy.parent / "broken"
    shutil.copytree(copy, broken)
    for place, line in CONTRACTS.values():
        path = broken / "src" / "accord" / place
        path.write_text((path.read_text("utf-8") if path.exists() else "") + line, "utf-8")
    found = verdicts(lint(broken))
    assert set(found) == set(names)
    assert not any(found.values()), found


def test_every_kind_of_lever_is_held_apart() -> None:
    from accord.assess.desk import KINDS

    (contract,) = (
        one
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
        if one["type"] == "independence"
    )
    assert {name.removesuffix(".kind") for name in KINDS} <= set(contract["modules"])
