"""The public names are sorted, importable, cheap until used, and typed for editors and checkers."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest
from numpy.typing import NDArray

import accord
from accord.trade.result import Result

HOME = Path(accord.__file__).parent


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


def test_a_checker_knows_the_type_of_every_answer(tmp_path):
    """What an editor completes: ``accord.run(...).result.welfare_pct`` is an array of floats.

    The checker sees this package alone: to read numpy's own stubs takes it longer than everything else.
    """
    assert get_type_hints(Result.welfare_pct.func)["return"] == NDArray[np.float64]
    asked = {
        'accord.run("india-50").result': f"{Result.__module__}.Result",
        'accord.load_world("world-2022").economies': "tuple[str, ...]",
        'accord.read("x").measures[0].value': "float | None",
        "accord.assess(accord.read('x'), accord.Desk()).refusals": "accord.assess.kind.Refusal",
    }
    lines = [f"reveal_type({words})" for words in asked]
    (tmp_path / "use.py").write_text("\n".join(["import accord", *lines, ""]), "utf-8")
    alone = ("--no-site-packages", "--ignore-missing-imports", "--follow-imports=silent")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", os.devnull, *alone, "use.py"],
        cwd=tmp_path,
        env={"MYPYPATH": str(HOME.parent), "PYTHONPATH": str(HOME.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stdout.splitlines() if line.startswith("use.py") and "note" in line]
    assert len(said) == len(asked), done.stdout + done.stderr
    for line, kind in zip(said, asked.values(), strict=True):
        assert kind in line.replace("builtins.", ""), line


def test_the_question_is_asked_by_its_name_whatever_was_imported_first():
    code = "import accord.assess.kind, accord; print(accord.assess(accord.read('x', '2026-01-14'), accord.Desk()).answers)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "()"
