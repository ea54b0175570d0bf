"""The public names are sorted, importable, cheap until used, and typed for editors and checkers."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest
from numpy.typing import NDArray

import accord
from accord.trade.result import Result

HOME = Path(accord.__file__).parent
ROOT = Path(__file__).parents[2]


def stub() -> dict[str, str]:
    """Return every name of the stub with the module it comes from."""
    tree = ast.parse((HOME / "__init__.pyi").read_text("utf-8"))
    lines = [node for node in tree.body if isinstance(node, ast.ImportFrom)]
    return {name.asname: node.module for node in lines for name in node.names if name.asname == name.name}


def test_public_names_are_sorted_and_resolve():
    assert list(accord.__all__) == sorted(accord.__all__)
    for name in accord.__all__:
        assert getattr(accord, name) is not None, name


def test_the_stub_names_what_the_package_exports():
    assert stub() == accord._HOMES
    assert (HOME / "py.typed").is_file()


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'accord' has no attribute 'runn'"):
        getattr(accord, "run" + "n")


def test_importing_accord_loads_no_numerical_library():
    heavy = ("scipy", "highspy", "trafilatura", "polars")
    code = f"import sys, accord; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_checker_knows_the_type_of_every_answer():
    """What an editor completes: ``accord.run(...).result.welfare_pct`` is an array of floats.

    The static check reads what is claimed of the others: a second checker here would take as long again.
    """
    assert get_type_hints(Result.welfare_pct.func)["return"] == NDArray[np.float64]
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert told["strict"]
    assert "tests.public_types" in told["modules"]
    claims = (ROOT / "tests" / "public_types.py").read_text("utf-8")
    for name in ("run", "load_world", "read", "assess"):
        assert f"assert_type(accord.{name}(" in claims


def test_the_question_is_asked_by_its_name_whatever_was_imported_first():
    code = "import accord.assess.kind, accord; print(accord.assess(accord.read('x', '2026-01-14'), accord.Desk()).answers)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "()"
