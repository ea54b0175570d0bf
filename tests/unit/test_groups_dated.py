"""Groups: who belonged to what on which day, in which state; disputed and unpublished lists say so."""

from __future__ import annotations

import pytest

from accord import groups
from accord.core.codes import economies
from accord.core.errors import InputError

SILICA_LAUNCH = {"USA", "AUS", "ISR", "JPN", "KOR", "SGP", "GBR"}


def test_names_are_sorted_and_hold_the_reference_case():
    assert list(groups.names()) == sorted(groups.names(), key=str.casefold)
    assert {
        "EU27",
        "G7",
        "G20",
        "quad",
        "pax-silica",
        "MSP",
        "MSP-forum",
        "FORGE",
        "BRICS",
        "ASEAN",
        "USMCA",
        "C5+1",
    } <= set(groups.names())


@pytest.mark.parametrize("name", groups.names())
def test_every_membership_has_a_source_and_a_known_code(name):
    group = groups.info(name)
    assert group.memberships
    for entry in group.memberships:
        assert entry.code in economies()
        assert entry.source
        assert entry.until is None or entry.until > entry.start


def test_pax_silica_grows_by_signature():
    at = groups.members
    assert set(at("pax-silica", "2025-12-12")) == SILICA_LAUNCH
    assert set(at("pax-silica", "2026-01-13")) == SILICA_LAUNCH | {"QAT"}
    assert len(at("pax-silica", "2026-05-31")) == 14
    # the European Union is the twenty-fourth
    assert len(at("pax-silica", "2026-06-30")) == 23
    assert at("pax-silica", "2025-12-11") == ()


def test_invited_endorsed_and_observing_are_not_signing():
    assert groups.members("Pax Silica", "2026-01-13", "invited") == ("IND",)
    assert groups.members("Pax Silica", "2026-02-20", "invited") == ()
    assert "IND" in groups.members("Pax Silica", "2026-02-20")
    assert groups.members("Pax Silica", state="endorsed") == ("TWN",)
    assert "CAN" in groups.members("Pax Silica", state="observer")
    assert "TWN" not in groups.members("Pax Silica")


def test_conflicts_are_listed():
    said = " ".join(groups.info("pax-silica").conflicts)
    for word in ("Greece", "Estonia", "Qatar", "Portugal"):
        assert word in said


def test_members_join_and_leave():
    assert "GBR" in groups.members("EU", "2020-01-31")
    assert "GBR" not in groups.members("EU", "2020-02-01")
    assert len(groups.members("EU27")) == 27
    assert len(groups.members("EU27", "1958-01-01")) == 6
    assert len(groups.members("G20")) == 19
    assert set(groups.members("quad")) == {"AUS", "IND", "JPN", "USA"}
    assert "IND" not in groups.members("MSP", "2023-05-31")
    assert len(groups.members("MSP")) == 14
    assert len(groups.members("MSP Forum", "2024-04-30")) == 4


def test_unpublished_list_is_not_an_empty_one():
    with pytest.raises(InputError, match="has not been published"):
        groups.members("FORGE")
    assert groups.members("FORGE", state="endorsed") == ("IND",)


@pytest.mark.parametrize(
    ("name", "day", "state", "words"),
    [
        ("pax silka", None, "signed", "did you mean Pax Silica"),
        ("quad", "2026-13-01", "signed", "is not a date"),
        ("quad", "soon", "signed", "is not a date"),
        ("quad", None, "sined", r"unknown state 'sined' \(did you mean signed"),
        ("nowhere.yml", None, "signed", "there is no such file"),
    ],
)
def test_bad_questions_get_one_sentence(name, day, state, words):
    with pytest.raises(InputError, match=words):
        groups.members(name, day, state)


def test_a_users_group_file(tmp_path):
    path = tmp_path / "ours.yml"
    path.write_text("id: ours\nmemberships:\n  - {code: IND, from: 2024-09}\n  - {code: USA, from: 2025}\n")
    assert groups.members(path) == ("IND", "USA")
    assert groups.members(path, "2024-09-29") == ()
    assert groups.members(str(path), "2024-09-30") == ("IND",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[", "not valid YAML or JSON in line"),
        ("- 1", "found the file to be a list"),
        ("id: x", "the key 'memberships' is missing"),
        ("id: x\nmembers: []\nmemberships: []", r"unknown key 'members' \(did you mean memberships"),
        ("id: x\nmemberships: [{code: IND}]", r"the key 'memberships\[0\]\.from' is missing"),
        ("id: x\nmemberships: [{code: INX, from: 2024-01-01}]", "unknown economy 'INX'"),
        (
            "id: x\nmemberships: [{code: IND, from: 2024-01-01, state: member}]",
            r"memberships\[0\]\.state is 'member', not one of signed",
        ),
        ("id: x\nmemberships: [{code: IND, from: 2024-02-31}]", "not"),
        (
            "id: x\nmemberships: [{code: IND, form: 2024-02-01, from: 2024-02-01}]",
            r"form' \(did you mean from",
        ),
    ],
)
def test_broken_group_files_get_one_sentence(tmp_path, text, words):
    path = tmp_path / "ours.yml"
    path.write_text(text)
    with pytest.raises(InputError, match=words) as caught:
        groups.members(path)
    assert "ours.yml" in str(caught.value)
    assert "\n" not in str(caught.value)
