"""Codes are resolved strictly, and a wrong one is answered with the closest right ones."""

import pytest

from accord.core import codes
from accord.core.errors import InputError


def test_28_sectors_and_their_sets_are_consistent():
    assert len(codes.SECTORS) == 28
    assert len(codes.GOODS) == 27
    for name, members in codes.SECTOR_SETS.items():
        assert members, name
        assert set(members) <= set(codes.SECTORS), name


@pytest.mark.parametrize("word", ["IND", "ind", "India", "india"])
def test_an_economy_is_found_by_code_or_name(word):
    assert codes.economy_code(word) == "IND"


@pytest.mark.parametrize(("word", "meant"), [("Inda", "India"), ("USB", "USA"), ("Germny", "Germany")])
def test_an_unknown_economy_names_the_closest(word, meant):
    with pytest.raises(InputError, match=f"unknown economy '{word}'.*{meant}"):
        codes.economy_code(word, where="a test")


def test_an_unknown_sector_names_the_place_and_the_closest():
    with pytest.raises(InputError, match=r"measure 1: unknown sector 'C27x' \(did you mean C27"):
        codes.check_code("C27x", codes.SECTORS, "sector", "measure 1")


def test_every_economy_has_a_three_letter_code_and_a_name():
    table = codes.economies()
    assert len(table) > 240
    assert all(len(code) == 3 and code.isupper() and name for code, name in table.items())
    assert codes.economy_name("XXZ") == "XXZ"
