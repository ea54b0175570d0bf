"""Measures and scenarios: JSON and YAML round trips, and one sentence for every broken file."""

import json
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.codes import GOODS, economies
from accord.core.errors import InputError
from accord.policy import Measure, Scenario, library_names, load_scenario, scenario_as_of
from accord.policy.written import parties

CODES = st.sampled_from(("USA", "IND", "CHN", "DEU", "ROW"))
WORDS = st.lists(CODES | st.sampled_from(("EU27", "pax-silica", "MSP")), min_size=1, max_size=4, unique=True)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
RATE = st.floats(0, 300).map(lambda x: round(x, 3))
BY_SECTOR = RATE | st.dictionaries(st.sampled_from(GOODS), RATE, min_size=1, max_size=4)


@st.composite
def measures(draw):
    kind = draw(
        st.sampled_from(("tariff", "export_tax", "trade_cost", "embargo", "productivity", "transfer"))
    )
    keys = {"kind": kind, "source": draw(TEXT), "note": draw(TEXT), "from": draw(DAYS)}
    if kind == "transfer":
        return Measure(**keys, payer="USA", receiver="IND", usd_bn=draw(st.floats(0.1, 90)))
    if kind == "productivity":
        return Measure(**keys, economies=draw(WORDS), rate=draw(BY_SECTOR))
    parties = {"of": draw(WORDS), "except": draw(WORDS)} if draw(st.booleans()) else draw(WORDS)
    keys |= {"importers": parties, "exporters": draw(WORDS)}
    if kind == "tariff":
        keys["share_hit"] = draw(st.floats(0, 1))
        keys["mode"] = draw(st.sampled_from(("add", "level")))
    if kind != "embargo":
        keys["rate"] = draw(BY_SECTOR)
    return Measure(**keys)


@tries(80)
@given(st.lists(measures(), max_size=4), TEXT, DAYS)
def test_scenarios_survive_json_and_yaml(found, title, day):
    scenario = Scenario(id="x-1", title=title, as_of=day, measures=found, sources=(title,))
    assert Scenario.from_text(scenario.to_yaml()) == scenario
    assert Scenario.from_text(scenario.to_json()) == scenario
    assert json.loads(scenario.to_json()) == yaml.safe_load(scenario.to_yaml())


@pytest.mark.parametrize("name", library_names())
def test_library_scenarios_are_whole(name):
    scenario = load_scenario(name)
    assert scenario.id == name
    assert scenario.title
    assert scenario.description
    assert scenario.sources
    assert scenario.assumptions
    assert Scenario.from_text(scenario.to_yaml()) == scenario
    for measure in scenario.measures:
        assert measure.status in {"assumed", "announced"} or measure.source


def test_the_library_has_what_the_reference_case_needs():
    assert {
        "india-50",
        "india-25",
        "india-18-announced",
        "february-2026-framework",
        "india-us-zero-goods",
        "india-no-deal-retaliation",
        "april-2025-schedule",
        "uniform-10",
        "russia-india-crude-embargo",
        "china-electronics-stop-to-pax-silica",
        "section-122",
    } <= set(library_names())


GOOD = {"id": "x", "title": "t", "as_of": "2025-01-01"}
TARIFF = {"kind": "tariff", "importers": "USA", "exporters": "IND", "rate": 5}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"importer": "USA"}, ("measures[0].importer", "importers")),
        ({"exporters": ["IND", "IND"]}, ("IND", "twice")),
        ({"exporters": []}, ("exporters",)),
        ({"exporters": {"of": "all", "excpet": "USA"}}, ("excpet",)),
        ({"rate": True}, ("rate", "number")),
        ({"rate": {}}, ("sector",)),
        ({"rate": {"C26": "x"}}, ("number",)),
        ({"rate": {"C26": 5}, "sectors": "C27"}, ("sectors",)),
        ({"rate": -5, "mode": "level"}, ("negative",)),
        ({"share_hit": 1.5}, ("share_hit", "between 0 and 1")),
        ({"payer": "USA"}, ("payer",)),
        ({"mode": "plus"}, ("add, level",)),
        ({"status": "in-force"}, ("in_force",)),
        ({"from": 2025}, ("from", "date")),
        ({"from": "2025-02-01", "until": "2025-02-01"}, ("until",)),
        ({"kind": "transfer", "usd_bn": 4}, ("needs the key",)),
        ({"kind": "export_quota", "rate": 0}, ("above 0",)),
        ({"kind": "embargo"}, ("has no key 'rate'",)),
        ({"kind": "trade_cost", "rate": -100}, ("above -100",)),
    ],
)
def test_broken_measures_give_one_sentence(change, words):
    value = {**GOOD, "measures": [{**TARIFF, **change}]}
    with pytest.raises(InputError) as caught:
        Scenario.from_dict(value, "file.yml")
    sentence = str(caught.value)
    assert sentence.startswith("file.yml: ")
    assert "\n" not in sentence
    assert all(word in sentence for word in words), sentence


def test_a_misspelt_key_comes_before_the_missing_one():
    value = {**GOOD, "stack": {"importer": "USA", "exporter": ["IND"], "as_of": "2025-01-01"}}
    with pytest.raises(InputError, match=r"unknown key 'stack\.exporter' \(did you mean exporters"):
        Scenario.from_dict(value)


def test_a_key_written_twice_is_refused():
    with pytest.raises(InputError, match="'title' is written twice"):
        Scenario.from_text("id: x\ntitle: a\ntitle: b\nas_of: 2025-01-01\n", "f.yml")


def test_a_misspelt_library_name_gets_close_ones():
    with pytest.raises(InputError, match="india-50"):
        load_scenario("india-5")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone\.yml: there is no such file"):
        load_scenario(tmp_path / "gone.yml")
    (tmp_path / "bytes.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        load_scenario(tmp_path / "bytes.yml")


def test_named_economies_are_codes_in_order():
    scenario = load_scenario("india-no-deal-retaliation")
    assert scenario.named_economies() == ("USA", "IND")


def test_duties_of_a_day_make_a_scenario():
    scenario = scenario_as_of("USA", "IND", date(2026, 1, 14))
    assert scenario.stack is not None
    assert scenario.stack.as_of == scenario.as_of == date(2026, 1, 14)
    assert Scenario.from_text(scenario.to_json()) == scenario


def test_parties_are_written_short_where_they_can_be():
    assert parties("USA").words() == ["USA"]
    assert parties({"of": "all", "except": ["USA"]}).words() == {"of": ("all",), "except": ("USA",)}
    assert "USA" in economies()


def test_a_number_with_an_exponent_is_a_number():
    measure = "{kind: tariff, importers: USA, exporters: IND, rate: 1e1}"
    text = f"{{id: a, title: b, as_of: 2025-01-01, measures: [{measure}]}}"
    assert Scenario.from_text(text).measures[0].rate == 10.0
