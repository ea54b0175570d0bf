"""``accord docket scenario`` prints what ``accord brief`` computes: one reading of one report, two commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.assess.reading import dockets
from typer.testing import CliRunner

from accord.assess import desk as room
from accord.assess.desk import Desk, assess, kinds
from accord.assess.tariff.found import Found
from accord.assess.tariff.kind import Tariff
from accord.assess.tariff.scenario import to_scenario
from accord.cli.main import app
from accord.core.errors import InputError
from accord.docket import load_documents, read, read_document
from accord.policy import Scenario

ROOT = Path(__file__).parents[2]
REPORTS = sorted((ROOT / "tests" / "docket_reports").glob("*/*.txt"))


@pytest.fixture
def only_duties(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desk that asks the question on duties and leaves it unsolved, so that many reports are quick."""
    monkeypatch.setattr(room, "KINDS", ("accord.assess.tariff.kind",))
    monkeypatch.setattr(Tariff, "assess", lambda self, asked, desk: Found((), None, None, {}))
    kinds.cache_clear()


@pytest.fixture(autouse=True)
def registered_again() -> object:
    yield
    kinds.cache_clear()


def both(path: Path, desk: Desk) -> tuple[object, object]:
    """Return what each command makes of a report: the scenario without its comparison, None for a refusal."""
    (docket,) = dockets(str(path))
    states = [state for one in assess(docket, desk).answers for state in one.asked.states]
    computed = json.loads(json.dumps(dict(states[0].scenario))) if states else None
    try:
        printed = json.loads(json.dumps(to_scenario(docket, desk).to_dict()))
    except InputError as error:
        assert "\n" not in str(error)
        return computed, None
    said = printed.pop("assumptions")
    assert said[-1].startswith("Compare with ")
    assert set((computed or {}).pop("assumptions", [])) <= set(said)
    assert {key: value for key, value in (computed or {}).items() if key != "id"}
    return (computed or {}) | {"id": ""}, printed | {"id": ""}


@pytest.mark.usefixtures("only_duties")
def test_both_commands_compute_the_same_reports() -> None:
    desk, computed = Desk(), 0
    for path in REPORTS:
        brief, scenario = both(path, desk)
        assert brief == scenario, path.name
        computed += brief is not None
    assert computed >= 5


def test_the_command_prints_that_scenario_under_the_documents_name(tmp_path: Path) -> None:
    place = tmp_path / "Who pays (draft).txt"
    place.write_text("BRUSSELS, 7 October 2025 - The EU imposed a tariff of 35.3% on Chinese electric cars.")
    done = CliRunner().invoke(app, ["docket", "scenario", str(place)])
    found = Scenario.from_text(done.stdout)
    assert found.id.startswith("who-pays-draft")
    (document,) = load_documents([str(place)])
    assert found == to_scenario(read_document(document))


@pytest.mark.usefixtures("only_duties")
def test_both_commands_compute_the_same_labelled_reports(shared_articles: Path) -> None:
    desk = Desk()
    for path in sorted(shared_articles.glob("*.txt")):
        brief, scenario = both(path, desk)
        assert brief == scenario, path.name


def test_a_report_on_export_taxes_has_a_scenario_and_no_traceback() -> None:
    path = ROOT / "tests" / "docket_reports" / "seen" / "soy_levies.txt"
    done = CliRunner().invoke(app, ["docket", "scenario", str(path)])
    assert done.exit_code == 0, done.exception
    assert {one.kind for one in Scenario.from_text(done.stdout).measures} == {"export_tax"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("China tightened export controls on gallium.", "it names no duty, ban or export tax"),
        ("Japan pledged to invest $550 billion in the United States.", "it names no duty"),
        ("India and Japan held talks.", "it names no duty"),
        ("Brussels will impose tariffs on steel from China.", "no rate"),
    ],
)
def test_refusals_say_why(text: str, reason: str) -> None:
    with pytest.raises(InputError, match="the report carries no scenario: ") as refused:
        to_scenario(read(text, "2025-10-07", name="a report"))
    assert reason in str(refused.value)


def test_the_file_can_be_run_as_it_stands() -> None:
    found = to_scenario(read("The EU imposed a tariff of 35.3% on Chinese electric vehicles.", "2025-10-07"))
    assert Scenario.from_text(found.to_yaml()) == found
    assert found.measures[0].importers.of == ("EU27",)
    assert found.assumptions[-1] == "Compare with law:2025-10-06."
