"""The site builds offline without a warning, its links resolve, and what its pages tell a reader to run does run."""

import json
import logging
import os
import re
import shlex
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from accord.cli.commands import Later, table
from accord.cli.main import app

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
BLOCK = re.compile(r"^```(\w*)(?: title=\"([^\"]+)\")?\n(.*?)^```", re.S | re.M)
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
HEAVY = {"talks.md"}
"""Pages whose code the tests of the room run, since it takes long."""


class Links(HTMLParser):
    """The addresses and the anchors of one page."""

    def __init__(self, text):
        super().__init__()
        self.addresses, self.fetched, self.anchors = [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.anchors.add(held.get("id"))
        address = held.get("href") or held.get("src")
        if address:
            (self.addresses if tag == "a" else self.fetched).append(address)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("mkdocstrings")
    pytest.importorskip("material")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    found = []

    class Heard(logging.Handler):
        def emit(self, record):
            found.append(record.getMessage())

    heard, place = Heard(logging.WARNING), tmp_path_factory.mktemp("site")
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(place)))
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
    assert not found
    return place


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_the_site_stands_by_itself(site):
    pages = {path: Links(path.read_text("utf-8")) for path in site.rglob("*.html")}
    assert len(pages) > 25
    for path, links in pages.items():
        assert not [one for one in links.fetched if one.startswith(("http", "//"))], path
        for address in links.addresses:
            place, _, anchor = address.partition("#")
            if place.startswith(("http:", "https:", "mailto:")) or path.name == "404.html":
                continue
            target = (path.parent / place).resolve() if place else path
            target = target / "index.html" if target.is_dir() else target
            assert target.is_file(), (path.name, address)
            if anchor and target.suffix == ".html":
                assert anchor in pages[target].anchors, (path.name, address)


def test_the_reference_holds_every_public_name(site):
    import accord

    text = (site / "reference" / "python.html").read_text("utf-8")
    skipped = {"Atoms", "Shock", "Status", "Measure", "Docket", "load_documents", "make"}
    for name in set(accord.__all__) - skipped:
        assert re.search(rf'id="accord[\w.]*\.{name}"', text), name


def test_the_manual_page_is_that_of_the_commands():
    from docs.make.commands import MAN, manual

    assert MAN.read_text("utf-8") == manual()


def test_every_command_that_a_page_names_parses():
    loaded = {
        name: Later(name, f"accord.cli.{row['home']}", row["help"]).loaded() for name, row in table().items()
    }
    count = 0
    for page in PAGES:
        text = page.read_text("utf-8")
        lines = [
            line
            for _, _, body in BLOCK.findall(text)
            for line in body.splitlines()
            if line.startswith("accord ")
        ]
        for line in lines:
            words = shlex.split(re.split(r"\s[>|]\s|\s{4,}", line)[0], comments=True)[1:]
            words = [word for word in words if word != "--quiet"]
            if words[0].startswith("--"):
                continue
            command, rest = loaded[words[0]], words[1:]
            while rest and rest[0] in getattr(command, "commands", {}):
                command, rest = command.commands[rest[0]], rest[1:]
            made = command.make_context("x", list(rest), resilient_parsing=True)
            assert not made.args, (page.name, line)
            count += 1
    assert count > 30


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_what_a_page_tells_to_run_runs(page, tmp_path, monkeypatch):
    text = (DOCS / page if page != "README.md" else ROOT / page).read_text("utf-8")
    blocks = [found for found in BLOCK.findall(text) if found[0] in {"bash", "python"} or found[1]]
    if page in HEAVY or not blocks:
        pytest.skip("nothing to run here")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    held = {"text": "The United States raised its duty on steel from India to 50 percent."}
    for kind, title, body in blocks:
        if title:
            (tmp_path / title).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / title).write_text(body, "utf-8")
        elif kind == "python":
            exec(compile(body, page, "exec"), held)
        else:
            for line in body.splitlines():
                run(line)


def run(line):
    words, _, target = line.partition(" > ")
    done = CliRunner().invoke(app, shlex.split(words, comments=True)[1:])
    assert done.exit_code == 0, (line, done.exception)
    if target:
        Path(target).write_text(done.stdout, "utf-8")


RSCRIPT = shutil.which("Rscript")
TOLD = {"jsonlite": "cat(run$economies$IND$welfare_pct)", "ncdf4": "cat(dim(trade))"}
"""What R is asked for after each block of the page, by the library that the block uses."""


@pytest.mark.skipif(not RSCRIPT, reason="needs R (Debian: r-base-core, r-cran-jsonlite, r-cran-ncdf4)")
@pytest.mark.parametrize("library", TOLD)
def test_the_page_for_r_runs_in_r(library, tmp_path, monkeypatch):
    text = (DOCS / "r.md").read_text("utf-8")
    (code,) = [body for kind, _, body in BLOCK.findall(text) if kind == "r" and f"library({library})" in body]
    if subprocess.run([RSCRIPT, "-e", f"library({library})"], capture_output=True, check=False).returncode:
        pytest.skip(f"R has no {library}")
    monkeypatch.chdir(tmp_path)
    for line in next(body for kind, _, body in BLOCK.findall(text) if kind == "bash").splitlines():
        run(line)
    (tmp_path / "page.R").write_text(f"options(digits = 15)\n{code}\n{TOLD[library]}\n", "utf-8")
    done = subprocess.run([RSCRIPT, "page.R"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    last = done.stdout.splitlines()[-1]
    if library == "ncdf4":
        assert last == "3 3 2"
    else:
        told = json.loads((tmp_path / "run.json").read_text("utf-8"))
        assert float(last) == pytest.approx(told["economies"]["IND"]["welfare_pct"], rel=1e-12)


NOTEBOOKS = sorted(path.name for path in (DOCS / "tutorials").glob("*.ipynb"))


def test_there_are_three_notebooks_with_their_outputs():
    assert len(NOTEBOOKS) == 3
    for name in NOTEBOOKS:
        book = json.loads((DOCS / "tutorials" / name).read_text("utf-8"))
        cells = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
        assert all(cell["execution_count"] for cell in cells)
        assert any(cell["outputs"] for cell in cells)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_gives_what_it_shows(name, monkeypatch):
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("pymrio")
    from docs.make.notebooks import executed

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    path = DOCS / "tutorials" / name
    told = json.loads(path.read_text("utf-8"))["cells"]
    for cell, before in zip(executed(path).cells, told, strict=True):
        for found, shown in zip(cell.get("outputs", []), before.get("outputs", []), strict=True):
            for kind in ("text/plain", "text/html"):
                words = "".join(shown.get("data", {}).get(kind, ""))
                if "object at 0x" not in words:
                    assert "".join(found.get("data", {}).get(kind, "")) == words
