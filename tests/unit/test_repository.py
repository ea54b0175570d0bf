"""What the project may not contain: addresses of registries, paths of a machine, copies of source files."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOSTS = (
    *(b"files.pythonhosted", b"pypi.org/simple", b"registry.npmjs", b"deb.debian"),
    *(b"--index-url", b"--extra-index-url"),
)
PATHS = re.compile(rb"/(?<![\w.]/)(work|root|home|Users)/\w")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    out = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if out.returncode:
        pytest.skip("needs a git checkout")
    return [ROOT / name for name in out.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_registry_host_or_a_path_of_a_machine(tracked):
    for path in tracked:
        if path == Path(__file__).resolve():
            continue
        content = path.read_bytes()
        assert not any(host in content for host in HOSTS), path
        assert not PATHS.search(content), path


def test_no_file_is_larger_than_four_megabytes(tracked):
    for path in tracked:
        assert path.stat().st_size <= 4_000_000, path


def test_no_source_file_is_copied(tracked, shared_data, shared_articles):
    theirs = {p.name for folder in (shared_data, shared_articles) for p in folder.iterdir()} - {"README.md"}
    ours = {p.name for p in tracked}
    assert not ours & theirs


def test_no_sentence_of_a_report_is_in_the_project(tracked, shared_articles):
    def sentences(text: str) -> set[str]:
        flat = re.sub(r"\s+", " ", text)
        return {s.strip() for s in re.split(r"(?<=[.!?”\"])\s+", flat) if len(s.strip()) > 60}

    reports = set().union(*(sentences(p.read_text("utf-8")) for p in shared_articles.glob("*.txt")))
    for path in tracked:
        if path.suffix in {".py", ".md", ".txt", ".json", ".yml", ".html", ".csv"}:
            text = re.sub(r"\s+", " ", path.read_text("utf-8", errors="replace"))
            found = [s for s in reports if s in text]
            assert not found, (path, found[:1])


PACKAGE = ROOT / "src" / "accord"
ANY = {"core": 1, "docket": 24, "policy": 1, "sources": 1, "study": 3, "talks": 5, "world": 2}
"""Signatures that name ``Any``, at most, by room, 0 where a room is not named; 40 in all."""
LONGEST, LARGEST = 45, 400


@cache
def functions(path: Path) -> tuple[ast.FunctionDef, ...]:
    return tuple(functions_in(ast.parse(path.read_text("utf-8"))))


def functions_in(node: ast.AST) -> Iterator[ast.FunctionDef]:
    """Yield every function below a node; none stands in an expression."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            if isinstance(child, ast.FunctionDef):
                yield child
            yield from functions_in(child)


def names_any(made: ast.FunctionDef) -> bool:
    held = made.args
    given = [*held.args, *held.kwonlyargs, *held.posonlyargs, held.vararg, held.kwarg]
    notes = [one.annotation for one in given if one] + [made.returns]
    return any(
        isinstance(node, ast.Name) and node.id == "Any" for note in notes if note for node in ast.walk(note)
    )


def test_no_room_names_any_more_often_than_it_may():
    assert sum(ANY.values()) <= 40
    for room in sorted(path for path in PACKAGE.iterdir() if path.is_dir()):
        paths = [path for path in room.rglob("*.py") if "Any" in path.read_text("utf-8")]
        found = [f"{p.name}:{f.name}" for p in paths for f in functions(p) if names_any(f)]
        assert len(found) <= ANY.get(room.name, 0), (room.name, found)


def test_functions_and_modules_are_short():
    lengths = []
    for path in sorted(PACKAGE.rglob("*.py")):
        where = str(path.relative_to(PACKAGE))
        assert len(path.read_text("utf-8").splitlines()) <= LARGEST, where
        for made in functions(path):
            lengths.append((made.end_lineno or 0) - made.lineno + 1)
            assert lengths[-1] <= LONGEST, (where, made.name, lengths[-1])
    assert sorted(lengths)[len(lengths) // 2] <= 9
