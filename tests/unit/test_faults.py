"""The last net: what no check foresaw ends in one sentence too, and what nobody can hear is no traceback."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from accord.brief.forms import charts_in
from accord.brief.verify import verify
from accord.cli import main as command
from accord.core.errors import InputError
from accord.docket.vocabulary import vocabulary
from accord.page.ends import TRACED


def ended(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def broken() -> int:
        raise error

    monkeypatch.setattr(command, "prepare", lambda: None)
    monkeypatch.setattr(command, "_typed", broken)
    monkeypatch.setattr(sys, "argv", ["accord", "world", "list"])
    with pytest.raises(SystemExit) as stopped:
        command.main()
    return int(stopped.value.code or 0)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyError("x"), "Accord's fault (KeyError"),
        (OSError(36, "File name too long", "a" * 5000), "File name too long"),
        (MemoryError(), "not enough memory"),
        (RecursionError(), "nested too deeply"),
    ],
)
def test_whatever_is_raised_is_one_short_sentence(
    error: BaseException, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ended(monkeypatch, error) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1
    assert len(said) < 700


def test_whoever_mends_it_can_see_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRACED, "1")
    monkeypatch.setattr(command, "prepare", lambda: None)

    def broken() -> int:
        raise KeyError("x")

    monkeypatch.setattr(command, "_typed", broken)
    with pytest.raises(KeyError):
        command.main()


def test_a_full_standard_error_leaves_the_status(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(sys, "stderr", Full())
    assert ended(monkeypatch, KeyError("x")) == 2


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "huge", "Latin-1", "none"])
def test_a_record_that_is_no_file_is_not_waited_for(kind: str, tmp_path: Path) -> None:
    """A pipe in a folder that somebody sent would be read for ever, and so would a link to a device."""
    made = {
        "pipe": os.mkfifo,
        "device": lambda path: path.symlink_to("/dev/zero"),
        "folder": Path.mkdir,
        "huge": lambda path: (path.touch(), os.truncate(path, 10_000_000_000)),
        "Latin-1": lambda path: path.write_bytes(b"caf\xe9"),
        "none": lambda path: None,
    }
    made[kind](tmp_path / "record.json")
    for reader in (verify, charts_in):
        with pytest.raises(InputError) as refused:
            reader(tmp_path)
        assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "text",
    ["code,name,forms\nx", "a\n1\n", '"', "x" * 200_000, "code,forms,name,1,2,3\n" + "a," * 90, "\ud800"],
)
def test_a_lexicon_that_is_no_table(text: str, tmp_path: Path) -> None:
    (tmp_path / "economies.csv").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputError, match="economies"):
        vocabulary(str(tmp_path))
