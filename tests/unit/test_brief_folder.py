"""A folder is replaced only if it is a briefing that nobody touched, and then in one step or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from accord.assess.desk import Desk
from accord.assess.record import make
from accord.brief import folder as room
from accord.brief import write as writing
from accord.brief.compose import compose
from accord.brief.write import contents, write
from accord.cli.main import app
from accord.core.errors import InputError
from accord.docket import read, together
from accord.files import exchange as moving
from accord.files import replace as replacing
from accord.page.blocks import Brief

REPORT = (
    "BRASILIA, 7 October 2025 - Brazil's foreign minister and the US Secretary of State spoke by phone on Monday "
    "about trade. They will meet next month."
)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return compose(make(together([read(REPORT)]), Desk()))


@pytest.fixture(scope="module")
def files(brief: Brief) -> dict[str, bytes]:
    """The briefing's files, composed once: what becomes of the folder is asked here."""
    return contents(brief)


@pytest.fixture(autouse=True)
def composed_once(brief: Brief, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "contents", lambda one: files if one is brief else contents(one))


@pytest.fixture(scope="module")
def written(brief: Brief, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing as it is written, once for all tests."""
    return write(brief, tmp_path_factory.mktemp("written") / "out").parent


@pytest.fixture
def target(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "out"))


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every entry below a folder: files by content, links by target, folders as folders."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_symlink():
            found[name] = b"link " + os.fsencode(os.readlink(path))
        else:
            found[name] = b"file " + path.read_bytes() if path.is_file() else b"folder"
    return found


def add(name: str, text: str = "years of work") -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)

    return change


def edit(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes() + b"\nmine")

    return change


def edit_document(folder: Path) -> None:
    held = json.loads((folder / "brief.json").read_text("utf-8"))
    (folder / "brief.json").write_bytes(room.to_json({**held, "title": "my own"}))


def link(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(__file__)

    return change


def remove(name: str) -> Callable[[Path], None]:
    return lambda folder: (folder / name).unlink()


FOREIGN: dict[str, Callable[[Path], None]] = {
    "a file beside": add("thesis.docx"),
    "a hidden file": add(".notes"),
    "a table of one's own": add("tables/my.csv"),
    "a folder among the tables": add("tables/mine/a.csv"),
    "an empty folder": lambda folder: (folder / "empty").mkdir(),
    "an empty folder among the tables": lambda folder: (folder / "tables" / "empty").mkdir(),
    "a link": link("notes.txt"),
    "a link for a page": link("brief.html"),
    "a link among the tables": link("tables/a.csv"),
    "a pipe": lambda folder: os.mkfifo(folder / "pipe"),
    "a changed page": edit("brief.html"),
    "a changed record": edit("record.json"),
    "a changed table": lambda folder: edit(f"tables/{min(os.listdir(folder / 'tables'))}")(folder),
    "a changed document": edit_document,
    "a document of one's own": add("brief.json", "{}"),
    "no document": remove("brief.json"),
    "no record": remove("record.json"),
    "a record of one's own": add("record.json", '{"form": 1}'),
    "a record nested deep": add("record.json", "[" * 100_000),
    "a document that is no text": lambda folder: (folder / "brief.json").write_bytes(b"\xff\xfe\x00"),
}
OURS: dict[str, Callable[[Path], None]] = {
    "as written": lambda folder: None,
    "without its page": remove("brief.html"),
    "without its tables": lambda folder: shutil.rmtree(folder / "tables"),
    "made private": lambda folder: folder.chmod(0o700),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_somebody_else_made_is_never_touched(kind: str, brief: Brief, target: Path) -> None:
    FOREIGN[kind](target)
    held = snapshot(target.parent) if kind != "a pipe" else {}
    with pytest.raises(InputError, match=r"^out: ") as caught:
        write(brief, target)
    assert "\n" not in str(caught.value)
    assert held == (snapshot(target.parent) if kind != "a pipe" else {})
    assert target.is_dir()


def test_two_hundred_folders_of_all_kinds(files: dict[str, bytes], tmp_path: Path) -> None:
    """Random folders: only an empty one or an untouched briefing is replaced, all others stay bit for bit."""
    random, made = Random(12), files
    names = [*made, "tables/my.csv", "notes.txt", ".hidden", "data/a.csv", "tables/mine/b.csv"]
    replaced = 0
    for number in range(200):
        folder = tmp_path / str(number)
        folder.mkdir()
        whole = random.random() < 0.6
        for name in made if whole else random.sample(names, random.randint(0, 5)):
            add(name)(folder)
            (folder / name).write_bytes(made.get(name, b"mine"))
        for _ in range(random.choice([0, 0, 1, 2])):
            mine = random.choice(names)
            add(mine)(folder)
            (folder / mine).write_bytes(random.choice([b"mine", made.get(mine, b"")]))
        held = snapshot(folder)
        there = {name: content[5:] for name, content in held.items() if content.startswith(b"file ")}
        folders = {name for name, content in held.items() if content == b"folder"}
        ours = folders <= {"tables"} and all(made.get(name) == text for name, text in there.items())
        ours = ours and (not held or {"record.json", "brief.json"} <= set(there))
        try:
            room.put(folder, made)
        except InputError:
            assert snapshot(folder) == held, number
            assert not ours, number
        else:
            assert ours, number
            replaced += 1
    assert 40 < replaced < 160
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(map(str, range(200)))


@pytest.mark.parametrize("kind", OURS)
def test_an_untouched_briefing_is_replaced(
    kind: str, brief: Brief, files: dict[str, bytes], target: Path
) -> None:
    OURS[kind](target)
    write(brief, target)
    assert {name: text[5:] for name, text in snapshot(target).items() if name != "tables"} == files
    assert [entry.name for entry in target.parent.iterdir()] == ["out"]


def test_a_briefing_without_a_list_may_hold_what_its_record_composes(brief: Brief, target: Path) -> None:
    held = json.loads((target / "brief.json").read_text("utf-8"))
    del held["files"]
    (target / "brief.json").write_bytes(room.to_json(held))
    add("tables/my.csv")(target)
    with pytest.raises(InputError, match=r"holds 'tables/my\.csv'"):
        write(brief, target)
    (target / "tables" / "my.csv").unlink()
    write(brief, target)
    assert "files" in json.loads((target / "brief.json").read_text("utf-8"))


@pytest.mark.parametrize("at_once", [True, False])
def test_without_or_with_one_step_the_folder_is_replaced(
    at_once: bool, brief: Brief, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not at_once:
        monkeypatch.setattr(moving, "_exchanged_at_once", lambda one, other: False)
    (target / "brief.html").unlink()
    write(brief, target)
    assert (target / "brief.html").is_file()
    assert [entry.name for entry in target.parent.iterdir()] == ["out"]


@pytest.mark.parametrize("failing", [1, 2])
@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), KeyboardInterrupt()])
def test_a_rename_that_fails_leaves_the_old_briefing(
    failing: int,
    error: BaseException,
    brief: Brief,
    target: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held, calls, rename = snapshot(target.parent), [], os.rename

    def broken(one: Path, other: Path) -> None:
        calls.append(one)
        if len(calls) == failing:
            raise error
        rename(one, other)

    monkeypatch.setattr(moving, "_exchanged_at_once", lambda one, other: False)
    monkeypatch.setattr(os, "rename", broken)
    with pytest.raises((InputError, KeyboardInterrupt)):
        write(brief, target)
    assert snapshot(target.parent) == held


def test_when_nothing_can_be_moved_back_the_message_says_where_it_is(
    brief: Brief, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, calls, rename = snapshot(target), [], os.rename

    def broken(one: Path, other: Path) -> None:
        calls.append(one)
        if len(calls) > 1:
            raise OSError(5, "Input/output error")
        rename(one, other)

    monkeypatch.setattr(moving, "_exchanged_at_once", lambda one, other: False)
    monkeypatch.setattr(os, "rename", broken)
    with pytest.raises(InputError, match="what it held is in ") as caught:
        write(brief, target)
    assert snapshot(Path(str(caught.value).rpartition(" is in ")[2])) == held


def test_what_is_put_there_in_the_meantime_stays(
    brief: Brief, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that appears between the check and the exchange is found again and moved back."""
    fill = replacing.fill

    def late(folder: Path, made: dict[str, bytes]) -> None:
        fill(folder, made)
        add("thesis.docx")(target)

    monkeypatch.setattr(replacing, "fill", late)
    with pytest.raises(InputError, match=r"holds 'thesis\.docx'"):
        write(brief, target)
    assert (target / "thesis.docx").read_text() == "years of work"
    assert [entry.name for entry in target.parent.iterdir()] == ["out"]


def test_a_full_disk_leaves_the_old_briefing(
    brief: Brief, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = snapshot(target.parent)

    def full(path: Path, content: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match=r"^out: .*No space left on device"):
        write(brief, target)
    assert snapshot(target.parent) == held


@pytest.mark.parametrize(
    "place",
    ["n" * 300, "/proc", "/proc/new", "/dev/null", "/dev/full/out", ".", "..", "/", "link", "file/out"],
)
def test_where_no_briefing_can_be_written(
    place: str, brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    held = snapshot(tmp_path)
    with pytest.raises(InputError) as caught:
        write(brief, Path(place))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert snapshot(tmp_path) == held


def test_a_link_in_the_middle_of_the_path_is_followed(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    write(brief, tmp_path / "link" / "new" / "out")
    assert (tmp_path / "real" / "new" / "out" / "record.json").is_file()


def test_the_command_refuses_before_it_reads(tmp_path: Path) -> None:
    add("out/tables/my.csv")(tmp_path)
    done = CliRunner().invoke(app, ["brief", str(tmp_path / "no such report"), "-o", str(tmp_path / "out")])
    assert isinstance(done.exception, InputError)
    assert "holds 'tables/my.csv'" in str(done.exception)
    assert (tmp_path / "out" / "tables" / "my.csv").read_text() == "years of work"
