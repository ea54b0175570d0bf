"""The last net: what no check foresaw ends in one sentence too, and what nobody can hear is no traceback."""

from __future__ import annotations

import sys

import pytest

from accord.cli import main as command


def ended(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def broken(**how: object) -> None:
        raise error

    monkeypatch.setattr(command, "prepare", lambda: None)
    monkeypatch.setattr(command, "app", broken)
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
    monkeypatch.setenv(command.TRACED, "1")
    monkeypatch.setattr(command, "prepare", lambda: None)

    def broken(**how: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(command, "app", broken)
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
