"""The metal in derivatives: what the book says is what the use tables of the Bureau of Economic Analysis give."""

import pytest

from accord.policy.stack.book import load_book

PUBLISHED = {"83": (0.241, 0.355), "84": (0.1125, 0.1835), "85": (0.1334, 0.2579), "87": (0.0992, 0.1792)}
"""The Budget Lab at Yale, metal content shares by industry: domestic and total requirements of primary metal."""


def contents():
    return [duty.content for duty in load_book("USA").duties if duty.content]


def test_one_rule_for_every_list_and_partner():
    assert len(contents()) >= 5
    assert all(content == contents()[0] for content in contents())
    assert all(duty.liable == 1 for duty in load_book("USA").duties if duty.content)


def test_the_shares_lie_in_the_published_range():
    for chapter, (low, high) in PUBLISHED.items():
        assert low <= contents()[0][chapter] <= high


def test_the_shares_are_those_of_the_use_tables(shared_data):
    from accord.sources.metals import metal_content

    found = metal_content(shared_data)
    assert contents()[0] == {chapter: pytest.approx(share, abs=0.006) for chapter, share in found.items()}
