"""docs/data.md holds every registered source as registered, and every shipped data file of the world room."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.provenance import sources


@pytest.fixture(scope="module")
def page(request):
    return (request.config.rootpath / "docs" / "data.md").read_text("utf-8")


def rows_of(page, first):
    """Rows of the table whose header starts with ``first``, as lists of cells."""
    table = page.split(f"| {first} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_every_source_stands_there_as_registered(page):
    found = {row[0].strip("`"): row[1:] for row in rows_of(page, "id")}
    expected = {
        key: [entry.title, entry.publisher, entry.year, entry.licence, entry.credit, entry.shipped]
        for key, entry in sources().items()
    }
    assert found == expected


def test_the_command_prints_the_table(page):
    printed = CliRunner().invoke(app, ["world", "sources"]).stdout
    assert printed in page


def test_every_shipped_file_is_listed_with_registered_sources(page, request):
    root = request.config.rootpath
    listed = set()
    for name, _, keys in rows_of(page, "file"):
        paths = list(root.glob(name.strip("`")))
        assert paths, f"{name} is listed but not shipped"
        listed |= {path.relative_to(root).as_posix() for path in paths}
        for key in re.split(r",\s*", keys):
            assert key in sources(), f"{name} names an unregistered source {key}"
    shipped = [*root.glob("src/accord/*/data/*.npz"), *root.glob("src/accord/world/data/*")]
    shipped += root.glob("src/accord/groups/*.yml")
    assert {path.relative_to(root).as_posix() for path in shipped} <= listed
