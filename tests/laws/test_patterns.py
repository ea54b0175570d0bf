"""Laws of expressions that are compiled late: they match what compiled ones match, and ask for no word too many."""

import re
import sys

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.core.places import files
from accord.docket import patterns, read
from accord.docket.dates.forms import FORMS
from accord.docket.events.find import triggers
from accord.docket.patterns import SHORT, holds, lean, needs, regex
from accord.docket.rules import rule_file

LETTERS = st.characters(max_codepoint=0x17F)

SHAPES = (
    (r"\b(?:sign(?:ed|s|ing)?|str(?:uck|ike)) (?:\S+ ){0,3}(?:deals?|pacts?)\b", 0),
    (r"colou?rs? of-the [a-f]{2,3}\.? day", re.IGNORECASE),
    (r"(?P<a>one|two)-(?P=a)|(?:three ){2}four*", 0),
    (r"(?i:from|since) May(?= the)? [12]\d", 0),
    (r"(?<!no )(?:up\s+to|at\s+most)?\s*cut{2} x+yz", re.IGNORECASE),
    (r"a(?:b|)c(?:d{0,2}e|f{1,}g)", 0),
    (r"[^\]x-]?end|\(bracket\)|\|bar", 0),
    (r"(?:(?:in|ex)port){1,2}s?|(?:tariff){0,1}", 0),
    (r"kiss", re.IGNORECASE),
)


@pytest.mark.parametrize(("pattern", "flags"), SHAPES)
@tries(20)
@given(data=st.data())
def test_whatever_matches_holds_what_is_needed(pattern, flags, data):
    text = data.draw(st.from_regex(re.compile(pattern, flags), alphabet=LETTERS))
    late, made = regex(pattern, flags), re.compile(pattern, flags)
    assert [m.span() for m in late.finditer(text)] == [m.span() for m in made.finditer(text)]
    assert regex(pattern, flags).sub("-", text) == made.sub("-", text)
    assert regex(pattern, flags).split(text) == made.split(text)


@pytest.mark.parametrize(("pattern", "flags"), SHAPES)
@tries(20)
@given(data=st.data())
def test_what_is_left_of_an_expression_for_a_text_matches_the_same(pattern, flags, data):
    made = re.compile(pattern, flags)
    text = data.draw(st.from_regex(made, alphabet=LETTERS))
    part = re.compile(lean(pattern, flags, text), flags)
    assert [(m.span(), m.groups()) for m in part.finditer(text)] == [
        (m.span(), m.groups()) for m in made.finditer(text)
    ]


def test_branches_without_their_words_are_left_out():
    text = "They sign a deal in May"
    assert (
        lean(r"sign(?:ed|s)? (?:a|the) (?:deal|pact)s?|seal \w+", 0, text)
        == r"sign(?:s)? (?:a|the) (?:deal)s?"
    )
    assert lean(r"(?:(?P<month>June|May)|(?:next|last) year)", 0, text) == r"(?:(?P<month>May))"
    assert lean(r"(?P<a>June) (?P<b>\d)|(?:May|\u2013 June)", 0, text).endswith("June)")


def test_what_is_not_of_the_first_report_is_searched_whole(monkeypatch):
    long = "|".join(f"word{number}" for number in range(40))
    monkeypatch.setattr(patterns, "_FIRST", [])
    late = regex(long)
    patterns.begin("here is word7 and no other")
    assert late.search("is word7")[0] == "word7"
    assert late.search("is word8")[0] == "word8"
    other = regex(long)
    assert other.search("word7 and")
    patterns.begin("another report of word9")
    assert other.search("report of word9")


def test_what_an_expression_needs():
    assert needs(r"\bsign(?:ed)?\b (?:a |the )?deals?", re.IGNORECASE) == (("sign", "deal"),)
    assert needs(r"(?:may|shall) not") == ((" not", ("may", "shall")),)
    assert needs(r"cut|\d+") == ()
    assert needs(r"cut \u2013 off\x2d") == (("cut ", " off"),)
    assert needs(r"(?i:May) June") == ((" June", ("may",)),)
    assert not holds("A signature\0a signature", needs("sign(?:ed)? deal"))


def test_other_letters_for_the_same_and_long_texts_are_let_through():
    for text in ("k\u0131\u017f\u017f", "\u212aiss", "x" * SHORT + "kiss"):
        assert regex("kiss", re.IGNORECASE).search(text)
    assert regex("kiss", re.IGNORECASE).search("a hug") is None
    late = regex("ki(?P<end>ss)")
    assert late.fullmatch("kiss")["end"] == "ss"
    assert late.groupindex == {"end": 1}


def test_shipped_expressions_find_in_sentences_what_compiled_ones_find():
    assert read("Norway will cut its duty on cheese to 8 percent.", date="2026-01-05").measures
    told = [
        one
        for name, module in sys.modules.items()
        if name.startswith("accord.docket")
        for one in vars(module).values()
    ]
    shipped = {(one.pattern, one._flags) for one in told if type(one) is type(regex(""))}
    shipped |= {(one.pattern.pattern, re.IGNORECASE) for one in triggers()}
    shipped |= {(one.compiled.pattern, 0) for one in FORMS}
    assert len(shipped) > 150
    sentences = [row["example"] for row in (*rule_file("happenings")["events"], *rule_file("acts").values())]
    sentences += [
        "On 3 March 2026, Chile's 12.5 per cent duty was halved; see section 301, signed by J. Smith."
    ]
    for pattern, flags in shipped:
        made, wanted = re.compile(pattern, flags), needs(pattern, flags)
        for text in sentences if wanted else ():
            found = [m.span() for m in made.finditer(text)]
            assert not found or holds(f"{text}\0{text.casefold()}", wanted), (pattern, text)
        for text in sentences:
            part = re.compile(lean(pattern, flags, text), flags)
            assert [(m.span(), m.groupdict()) for m in part.finditer(text)] == [
                (m.span(), m.groupdict()) for m in made.finditer(text)
            ], (pattern, text)


@pytest.mark.parametrize("name", ["actions", "acts", "happenings", "measures", "words"])
def test_rule_files_are_read_as_yaml_is(name):
    place = files("accord.docket.lexicon").joinpath(f"{name}.yml")
    assert rule_file(name) == yaml.safe_load(place.read_text("utf-8"))
