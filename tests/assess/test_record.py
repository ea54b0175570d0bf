"""The run record, ``accord brief``, ``accord verify``: the same numbers, or one sentence why not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.assess.dockets import TOY, docket, duty, joining
from typer.testing import CliRunner

from accord.assess.compare import recompute, same
from accord.assess.desk import Desk
from accord.assess.record import load, make
from accord.brief.compose import compose
from accord.brief.verify import verify
from accord.brief.write import contents, write
from accord.cli.main import app
from accord.core.errors import AccordError, CheckError, InputError
from accord.core.provenance import fingerprint
from accord.docket import Docket, together
from accord.page.html import page

KNOWN = ("id", "title", "article_date", "text", "policy_levers", "alliances", "countries", "documents")
"""Parts of a docket that are taken out, one at a time."""
REPORT = (
    "NEW DELHI, 7 October 2025 - The United States will raise its tariff on goods from India to 70 per cent "
    "next month, officials said on Monday. The two sides will meet next month."
)


def report(**changes: Any) -> Docket:
    """Return a report that asks for a duty, a chain and an alliance of the toy world."""
    held = {"minerals": ("gallium",), "alliances": (joining(),), **changes}
    return docket(duty(target=("IND",)), **held)


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return make(report(), Desk(TOY))


@pytest.fixture(scope="module")
def lean() -> dict[str, Any]:
    """A record that is computed again in no time."""
    return make(docket(duty(target=("IND",))), Desk(replace(TOY, horizon="10")))


@pytest.fixture(scope="module")
def written(record: dict[str, Any], lean: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefings on both, written once."""
    place = tmp_path_factory.mktemp("written")
    write(compose(record), place / "whole")
    write(compose(lean), place / "lean")
    return place


@pytest.fixture
def folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written / "whole", tmp_path / "out"))


@pytest.fixture
def lean_folder(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written / "lean", tmp_path / "out"))


def solved(record: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = record["answers"]["tariff"]["found"]["solved"]
    return found


def test_a_record_holds_no_time_and_no_path(record: dict[str, Any]) -> None:
    assert set(record["answers"]) == {"tariff", "chain", "alliance"}
    assert {one["horizon"] for one in solved(record)} == {"1", "10", "long"}
    for one in solved(record):
        assert "seconds" not in one["document"]
        assert {row["exporter"] for row in one["document"]["bilateral"]} == {"IND", "USA"}
    text = json.dumps(record)
    assert str(Path.home()) not in text
    assert str(Path(__file__).parents[2]) not in text


def test_the_same_docket_gives_the_same_record(record: dict[str, Any]) -> None:
    assert make(report(), Desk(TOY)) == record


def test_a_briefing_is_verified(folder: Path) -> None:
    verdict = verify(folder)
    assert verdict.differences == ()
    assert verdict.numbers > 300
    assert verdict.files >= 8


def test_a_changed_page_or_table_is_found(folder: Path) -> None:
    page = folder / "brief.html"
    page.write_text(page.read_text("utf-8").replace("lower", "higher"), "utf-8")
    table = min((folder / "tables").iterdir()).name
    (folder / "tables" / table).unlink()
    assert verify(folder).differences == (
        "brief.html: is not what its record gives",
        f"tables/{table}: is not what its record gives",
    )


def test_a_record_with_another_number_is_refused_or_found(folder: Path, record: dict[str, Any]) -> None:
    forged = json.loads(json.dumps(record))
    solved(forged)[0]["document"]["economies"]["IND"]["welfare_pct"] = 1.0
    (folder / "record.json").write_text(json.dumps(forged))
    with pytest.raises(InputError, match="was changed after it was written"):
        verify(folder)
    body = {key: value for key, value in forged.items() if key != "fingerprint"}
    again = recompute({**body, "fingerprint": fingerprint(body)})
    assert len(again.differences) == 1
    assert again.differences[0].startswith(
        "answers.tariff.found.solved[0].document.economies.IND.welfare_pct: 1.0 is recorded"
    )


def test_a_record_of_another_version_has_its_numbers_compared(
    lean: dict[str, Any], lean_folder: Path
) -> None:
    record, folder = lean, lean_folder
    body = {key: value for key, value in record.items() if key != "fingerprint"}
    body["versions"] = {**body["versions"], "accord": "0.0.1"}
    for name, content in contents(compose({**body, "fingerprint": fingerprint(body)})).items():
        (folder / name).write_bytes(content)
    assert verify(folder).differences == ()
    assert "another version" in verify(folder).note
    held = json.loads((folder / "brief.json").read_text())
    held["figures"]["scenario.after.10.IND.welfare_pct"]["value"] = 3.0
    (folder / "brief.json").write_text(json.dumps(held))
    assert any("scenario.after.10.IND.welfare_pct is 3.0" in found for found in verify(folder).differences)


@pytest.mark.parametrize("seed", range(16))
def test_a_malformed_record_is_found(seed: int, lean: dict[str, Any], lean_folder: Path) -> None:
    record, folder = lean, lean_folder
    body = json.loads(json.dumps({key: value for key, value in record.items() if key != "fingerprint"}))
    spoil(body, Random(seed))
    forged = {**body, "fingerprint": fingerprint(body)}
    (folder / "record.json").write_text(json.dumps(forged))
    try:
        verdict = verify(folder)
    except AccordError:
        return
    assert verdict.differences or verdict.note or forged == record


def spoil(node: Any, random: Random) -> None:
    """Take one entry out of a document, or put another in its place, at any depth."""
    key = random.choice(sorted(node) if isinstance(node, dict) else range(len(node)))
    if isinstance(node[key], dict | list) and node[key] and random.random() < 0.8:
        spoil(node[key], random)
    elif random.random() < 0.5:
        del node[key]
    else:
        node[key] = random.choice([None, [], {}, "x", -1, 1e300, [[]]])


def test_another_world_is_said(record: dict[str, Any]) -> None:
    other = {**record, "world": {**record["world"], "fingerprint": "0" * 64}}
    assert "has changed since" in recompute(other).differences[0]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not valid JSON"),
        ("[]", "expected keys and values, found the file to be a list"),
        ("{}", "its key 'form' is missing"),
        ('{"form": NaN}', "NaN is not a number"),
        ("[" * 100000, "too many levels within each other"),
        ('{"form": "1"}', "its key 'form' is missing or of the wrong kind"),
    ],
)
def test_what_is_no_record_gives_one_sentence(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load(text)


def test_numbers_are_the_same_within_the_tolerance() -> None:
    assert same(1.0, 1.0 + 5e-8)
    assert not same(1.0, 1.0 + 5e-7)
    assert same(1e9, 1e9 + 10.0)
    assert not same(1.0, None)
    assert not same("a", "b")
    assert same(0.0, 0)


def test_parameters_reach_the_runs() -> None:
    near = make(report(), Desk(replace(TOY, horizon="3")))
    assert [one["horizon"] for one in solved(near)] == ["3"]
    assert solved(near)[0]["document"]["horizon"] == "3 years"
    assert recompute(near).differences == ()
    text = page(compose(near))
    assert "in 3 years" in text
    assert "in the long run" not in text.partition('id="limits"')[0]


def test_a_report_without_a_measure_still_gets_a_briefing(tmp_path: Path) -> None:
    quiet = make(docket(), Desk(TOY))
    assert quiet["answers"] == {}
    write(compose(quiet), tmp_path / "out")
    assert verify(tmp_path / "out").differences == ()


def test_several_reports_become_one_docket() -> None:
    later = replace(report(id="a", day="2025-10-08", countries=("IND",)), title="The later one")
    both = together([later, report(id="b", countries=("USA", "IND"))])
    assert (both.article_date, both.title) == ("2025-10-08", "The later one")
    assert [one.evidence.document for one in both.measures] == ["b", "a"]
    assert both.countries == ("USA", "IND")
    assert [one.id for one in both.documents] == ["b", "a"]
    assert recompute(make(both, Desk(TOY))).differences == ()


@pytest.mark.parametrize("key", ["answers", "refusals", "docket", "parameters", "world", "versions"])
def test_a_nested_key_that_is_gone_is_a_sentence(key: str, lean: dict[str, Any], lean_folder: Path) -> None:
    """Every key below the top, one at a time: a sentence or a difference, and never a bare KeyError."""
    record, folder = lean, lean_folder
    known = {"docket": KNOWN}.get(key, record[key])
    for place in sorted(set(record[key]) & set(known)):
        body = json.loads(json.dumps({name: held for name, held in record.items() if name != "fingerprint"}))
        del body[key][place]
        (folder / "record.json").write_text(json.dumps({**body, "fingerprint": fingerprint(body)}))
        try:
            verdict = verify(folder)
        except InputError as error:
            assert "\n" not in str(error)
            assert "Error" not in str(error), (key, place)
        else:
            assert verdict.differences or verdict.note, (key, place)


def test_the_command_writes_prints_and_verifies(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    out = tmp_path / "out"
    words = [str(tmp_path / "report.txt"), "-o", str(out), "--world", "toy", "--horizon", "10"]
    done = CliRunner().invoke(app, ["brief", *words, "--no-talks", "--json"])
    assert done.exit_code == 0, done.output
    assert "brief.html" in done.stderr
    held = json.loads((out / "brief.json").read_text("utf-8"))
    assert json.loads(done.stdout) == held
    assert held["docket"]["article_date"] == "2025-10-07"
    assert held["figures"]["scenario.after.10.IND.welfare_pct"]["value"] < 0
    checked = CliRunner().invoke(app, ["verify", str(out)])
    assert checked.exit_code == 0
    assert checked.output.startswith("The same:")
    (out / "brief.json").write_text("{}")
    failed = CliRunner().invoke(app, ["verify", str(out)])
    assert isinstance(failed.exception, CheckError)
    assert "brief.json" in str(failed.exception)
    assert isinstance(CliRunner().invoke(app, ["verify", str(tmp_path)]).exception, InputError)
