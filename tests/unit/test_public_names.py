"""The public names are sorted, importable, and cheap until used."""

import subprocess
import sys

import accord


def test_public_names_are_sorted_and_resolve():
    assert list(accord.__all__) == sorted(accord.__all__)
    for name in accord.__all__:
        assert getattr(accord, name) is not None, name


def test_importing_accord_loads_no_numerical_library():
    heavy = ("scipy", "highspy", "trafilatura", "polars")
    code = f"import sys, accord; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
