"""``accord verify``: what was changed, added or left out is named; what a version cannot compare is said."""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from tests.assess.dockets import TOY

from accord.assess.desk import Desk
from accord.assess.record import make
from accord.brief import verify as verification
from accord.brief.compose import compose
from accord.brief.verify import compare, verify
from accord.brief.write import contents, write
from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.provenance import fingerprint
from accord.docket import read, together
from accord.files.writing import to_json

REPORT = (
    "WASHINGTON, 7 October 2025 - The United States will raise its tariff on goods from India to 60 per cent from 50 "
    "per cent on 1 November 2025, the White House said on Monday. The two presidents will meet next month."
)


@pytest.fixture(scope="module")
def record() -> Document:
    return make(together([read(REPORT)]), Desk(replace(TOY, horizon="10")))


@pytest.fixture(scope="module")
def written(record: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written") / "out"
    write(compose(record), folder)
    return folder


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "out"))


HELD: dict[object, dict[str, bytes]] = {}
"""The files of each record by its fingerprint."""


def once(record: Document, where: str = "") -> dict[str, bytes]:
    """Return the files of a record, composed once."""
    key = record["fingerprint"]
    return HELD.get(key) or HELD.setdefault(key, contents(compose(record)))


@pytest.fixture
def composed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """One record is composed once: that it gives the same bytes again is another test's."""
    monkeypatch.setattr(verification, "composed", once)


def signed(record: Document, **changes: object) -> Document:
    """Return a record with parts exchanged and its fingerprint made anew, as a forger would."""
    body = {key: value for key, value in record.items() if key != "fingerprint"} | changes
    return {**body, "fingerprint": fingerprint(body)}


def fill(folder: Path, record: Document) -> Document:
    for name, content in once(record).items():
        (folder / name).write_bytes(content)
    return record


def by_another_version(folder: Path, record: Document) -> Document:
    return fill(folder, signed(record, versions={**record["versions"], "accord": "0.0.1"}))


def test_a_briefing_is_verified(folder: Path) -> None:
    verdict = verify(folder)
    assert verdict.differences == ()
    assert verdict.files >= 5


@pytest.mark.usefixtures("composed_once")
def test_a_file_that_does_not_belong_is_named(folder: Path, record: Document) -> None:
    (folder / "tables" / "mine.csv").write_text("a\n1\n")
    (folder / "notes.txt").symlink_to(folder / "brief.html")
    assert compare(folder, record)[1] == [
        "notes.txt: does not belong to the briefing",
        "tables/mine.csv: does not belong to the briefing",
    ]


@pytest.mark.usefixtures("composed_once")
def test_a_record_written_otherwise_is_found(folder: Path, record: Document) -> None:
    held = json.loads((folder / "record.json").read_text("utf-8"))
    (folder / "record.json").write_text(json.dumps(held))
    assert compare(folder, record)[1] == ["record.json: is not what its record gives"]
    other = by_another_version(folder, record)
    assert compare(folder, other)[1] == []
    (folder / "record.json").write_text(json.dumps(other))
    assert compare(folder, other)[1] == [
        "record.json: is not written as Accord writes it",
        "record.json: is not the file that brief.json lists",
    ]


def test_a_docket_that_its_text_does_not_give_is_found(folder: Path, record: Document) -> None:
    docket = json.loads(json.dumps(record["docket"]))
    docket["policy_levers"][0]["value"] = 10
    forged = fill(folder, signed(record, docket=docket))
    assert compare(folder, forged)[1] == [
        "docket: 'policy_levers' is not what its text gives when it is read again"
    ]


@pytest.mark.parametrize(
    "other",
    [False, True],
)
@pytest.mark.usefixtures("composed_once")
def test_a_flipped_digit_is_found_in_every_file(other: bool, folder: Path, record: Document) -> None:
    """Of this version: byte for byte. Of another: every number is one that the record gives."""
    if other:
        record = by_another_version(folder, record)
    assert compare(folder, record)[1] == []
    random, flipped = Random(6), 0
    for path in [folder / "brief.html", folder / "brief.json", *sorted(folder.glob("tables/*.csv"))]:
        whole, name = path.read_text("utf-8"), path.relative_to(folder).as_posix()
        places = [match.start() for match in re.finditer(r"(?<=\d\.\d{4})\d", whole)]
        for at in random.sample(places, min(1 if path.suffix == ".csv" else 2, len(places))):
            path.write_text(f"{whole[:at]}{(int(whole[at]) + 5) % 10}{whole[at + 1 :]}", "utf-8")
            found = compare(folder, record)[1]
            assert any(sentence.startswith(name) and "its record" in sentence for sentence in found)
            flipped += 1
        path.write_text(whole, "utf-8")
    assert flipped > 6


@pytest.mark.usefixtures("composed_once")
def test_a_figure_of_another_version_is_held_against_its_key(folder: Path, record: Document) -> None:
    """A number that stands elsewhere on the page is found where it has a key that says another."""
    record = by_another_version(folder, record)
    page = (folder / "brief.html").read_text("utf-8")
    one, two = list(dict.fromkeys(re.findall(r'(data-key="[^"]+") value="[^"]+"', page)))[:2]
    (folder / "brief.html").write_text(page.replace(one, two), "utf-8")
    assert any("which its record does not give" in sentence for sentence in compare(folder, record)[1])


@pytest.mark.parametrize("how", ["missing", "empty", "link", "pipe", "one letter", "one number for another"])
@pytest.mark.usefixtures("composed_once")
def test_what_became_of_a_file_of_another_version_is_found(how: str, folder: Path, record: Document) -> None:
    record = by_another_version(folder, record)
    path = folder / "tables" / "timeline.csv"
    whole = path.read_text("utf-8")
    path.unlink()
    if how == "link":
        path.symlink_to(folder / "brief.html")
    elif how == "pipe":
        os.mkfifo(path)
    elif how != "missing":
        other = {"empty": "", "one letter": whole.replace("United", "Untied", 1)}
        path.write_text(other.get(how, whole.replace("1 November", "7 October", 1)), "utf-8")
    assert "tables/timeline.csv: is not the file that brief.json lists" in compare(folder, record)[1]


@pytest.mark.parametrize("wrong", ['"label": null, "label"', '"label"'])
@pytest.mark.usefixtures("composed_once")
def test_a_document_that_says_a_thing_twice_is_found(wrong: str, folder: Path, record: Document) -> None:
    record = by_another_version(folder, record)
    path = folder / "brief.json"
    path.write_text(path.read_text("utf-8").replace('"label"', wrong, 1), "utf-8")
    found = compare(folder, record)[1]
    assert found == ([] if wrong == '"label"' else [f"brief.json: {words}" for words in (
        "not a briefing's document", "holds no list of the briefing's files that can be read",
    )])  # fmt: skip


@pytest.mark.parametrize("how", ["utf-16", "utf-8-sig", "one more line"])
@pytest.mark.usefixtures("composed_once")
def test_a_document_written_otherwise_is_found(how: str, folder: Path, record: Document) -> None:
    record = by_another_version(folder, record)
    path = folder / "brief.json"
    text = path.read_text("utf-8")
    path.write_bytes((text + "\n").encode() if how == "one more line" else text.encode(how))
    assert any(words.startswith("brief.json: ") for words in compare(folder, record)[1])


@pytest.mark.parametrize("number", ["1e999", "-1e999", "NaN", "9" * 400])
def test_a_number_that_is_none_in_a_record_is_told(number: str, folder: Path) -> None:
    path = folder / "record.json"
    path.write_text(re.sub(r"(?<=[ \[])\d+\.\d{4,}", number, path.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(InputError, match=r"record\.json"):
        verify(folder)


@pytest.mark.usefixtures("composed_once")
def test_what_another_version_wrote_is_said(folder: Path, record: Document) -> None:
    assert "another version" in compare(folder, by_another_version(folder, record))[2]
    assert to_json(record).endswith(b"\n")
