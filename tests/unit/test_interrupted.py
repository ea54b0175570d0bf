"""Interrupted is not done: no numbers, status 130, and what was finished is in a file to go on from."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from accord.cli import main as command
from accord.files.kept import Finished
from accord.study.talks import document as talks


def run(monkeypatch: pytest.MonkeyPatch, *words: str) -> int:
    monkeypatch.setattr(sys, "argv", ["accord", *words])
    monkeypatch.setattr(command, "prepare", lambda: None)
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


@pytest.mark.parametrize("how", ["inside", "between"])
def test_interrupted_talks_print_no_numbers(
    how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def stopped(*given: object, **options: object) -> dict[str, bool]:
        if how == "inside":
            raise KeyboardInterrupt
        return {"interrupted": True}

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(talks, "talks_document", stopped)
    assert run(monkeypatch, "talks", "USA", "IND", "--json") == command.INTERRUPTED
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.endswith("accord: interrupted\n")


def test_finished_parts_are_taken_up_again(tmp_path: Path) -> None:
    first = Finished(tmp_path, "question")
    first.keep("war", {"war": [1.5]})
    assert Finished(tmp_path, "question").parts == {"war": {"war": [1.5]}}
    assert Finished(tmp_path, "another question").parts == {}
    (file,) = tmp_path.iterdir()
    file.write_text(json.dumps({**json.loads(file.read_text()), "parts": {"war": {"war": [9.0]}}}))
    assert Finished(tmp_path, "question").parts == {}
    first.done()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_kept_is_no_failure() -> None:
    Finished(Path("/proc/none"), "question").keep("war", {"war": 1})
    Finished(None, "question").keep("war", {"war": 1})
