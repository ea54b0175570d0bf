"""What the project may not contain: addresses of registries, paths of a machine, copies of source files."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOSTS = re.compile(rb"files\.pythonhosted|pypi\.org/simple|registry\.npmjs|deb\.debian|--(extra-)?index-url")
PATHS = re.compile(rb"(?<![\w.])/(work|root|home|Users)/\w")


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
        assert not HOSTS.search(content), path
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
