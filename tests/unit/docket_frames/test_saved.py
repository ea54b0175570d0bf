"""A reading saved for correction comes back as the same typed docket; what is wrong in it is said in one sentence."""

import json

import pytest
import yaml

from accord.core.errors import InputError
from accord.docket import Docket, read
from accord.docket.label import Label
from accord.docket.saved import load, to_yaml

TEXT = "Norway imposed a 12 percent duty on cheese from Chile on Monday. ECOWAS will charge 5 percent on cement from Brazil."


def test_saved_and_loaded_is_the_same(tmp_path):
    docket = read(TEXT, "2026-06-03")
    path = tmp_path / "reading.yml"
    path.write_text(to_yaml(docket), "utf-8")
    assert load(path).to_json() == docket.to_json()
    assert Docket.from_json(json.loads(json.dumps(docket.to_json()))).to_json() == docket.to_json()


def test_a_doubt_taken_from_the_head_of_the_file_is_settled(tmp_path):
    path = tmp_path / "reading.yml"
    path.write_text(to_yaml(read(TEXT, "2026-06-03")), "utf-8")
    assert any(m.doubts for m in load(path).measures)
    held = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**held, "doubts": []}), "utf-8")
    assert not any(m.doubts for m in load(path).measures)


def test_doubts_stand_first():
    lines = [x for x in to_yaml(read(TEXT, "2026-06-03")).splitlines() if not x.startswith("#")]
    assert lines[0] == "doubts:"
    assert "slot: imposing" in "\n".join(lines[:6])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("lever", "tarif", "lever 'tarif' is none of"),
        ("status_norm", "live", "status 'live' is none of"),
        ("value", "twelve", "value must be float"),
        ("colour", "red", "unknown key 'colour'"),
    ],
)
def test_what_is_wrong_is_named(key, value, said):
    data = read(TEXT, "2026-06-03").to_json()
    data["policy_levers"][0][key] = value
    with pytest.raises(InputError, match=said):
        Docket.from_json(data)


@pytest.mark.parametrize("data", [None, [], "x", {}, {"policy_levers": 3}])
def test_no_reading_at_all(data):
    with pytest.raises(InputError):
        Docket.from_json(data)


def test_no_file(tmp_path):
    with pytest.raises(InputError, match=r"cannot be read|no such file"):
        load(tmp_path / "none.yml")


def test_a_label_has_the_rule_book_s_fields():
    label = Label(read(TEXT, "2026-06-03")).to_json()
    first, second = label["policy_levers"]
    assert (first["lever"], first["value"], first["imposing"], first["target"]) == (
        "tariff",
        12,
        ["NOR"],
        ["CHL"],
    )
    assert "optional" not in first
    assert second["optional"] is True
