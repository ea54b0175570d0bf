"""Laws of reading: what a report says does not hang on where a paragraph stands, nor on whose name it bears."""

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.tries import tries

from accord.docket import read

DAY = "2026-06-03"
NAMES = {
    "Norway": "NOR",
    "Chile": "CHL",
    "Kenya": "KEN",
    "Japan": "JPN",
    "Peru": "PER",
    "Vietnam": "VNM",
    "Ghana": "GHA",
}
FORMS = (
    "{a} imposed a {x} percent tariff on {g} from {b}.",
    "{a} will cut its duty on {g} from {b} to {x} percent.",
    "{a} removed its {x} percent duty on {g} from {b}.",
    "{a} threatened to impose a {x} percent tariff on {g} from {b}.",
    "{a} suspended its {x} percent duty on {g} from {b} for 90 days.",
    "{b} faces a {x} percent duty on {g} in {a}.",
    "{a} banned imports of {g} from {b}.",
    "{a} agreed to buy 300 trucks from {b}.",
)
GOODS = ("cheese", "salmon", "cement", "copper", "timber")
SPORT = (
    "The striker scored twice in the second half and the home side won 3-1.",
    "She won the 100 metres in 10.9 seconds, a record for the stadium.",
    "The coach praised the young goalkeeper after a quiet final.",
)

economies = st.lists(st.sampled_from(sorted(NAMES)), min_size=2, max_size=2, unique=True)
rates = st.integers(3, 95)
sentences = st.tuples(st.sampled_from(FORMS), economies, rates, st.sampled_from(GOODS))


def written(parts):
    form, (a, b), x, g = parts
    return form.format(a=a, b=b, x=x, g=g)


def told(text):
    docket = read(text, DAY)
    found = [
        (m.lever, m.value, m.previous_value, m.imposing, m.target, m.goods, m.status_norm)
        for m in (*docket.measures, *docket.ruled_out)
    ]
    return sorted(found, key=str)


@tries(20)
@given(sentences)
def test_a_sentence_says_who_and_on_whom(parts):
    form, (a, b), x, g = parts
    (found,) = told(written(parts))
    assert (found[3], found[4]) == ((NAMES[a],), (NAMES[b],))
    if "percent" in form:
        assert x in (found[1], found[2])
    if "{g}" in form:
        assert found[5] == (g,)


@tries(20)
@given(sentences, st.sampled_from(sorted(NAMES)))
def test_another_economy_of_its_kind_takes_its_place_and_nothing_else(parts, other):
    form, (a, b), x, g = parts
    if other in (a, b):
        return
    before, after = told(written(parts)), told(written((form, (a, other), x, g)))
    swapped = [tuple(tuple(NAMES[other] if c == NAMES[b] else c for c in p) if isinstance(p, tuple) else p for p in m)
               for m in before]  # fmt: skip
    assert swapped == after


@tries(20)
@given(sentences, rates)
def test_another_rate_takes_its_place_and_nothing_else(parts, other):
    form, pair, x, g = parts
    before, after = told(written(parts)), told(written((form, pair, other, g)))
    swapped = [
        tuple(float(other) if p == x and not isinstance(p, (str, tuple)) else p for p in m) for m in before
    ]
    assert swapped == [tuple(float(p) if isinstance(p, (int, float)) else p for p in m) for m in after]


@tries(15)
@given(st.lists(sentences, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_paragraphs_that_do_not_refer_to_each_other_may_change_places(parts, rng):
    paragraphs = [written(p) for p in parts]
    moved = paragraphs[:]
    rng.shuffle(moved)
    assert told("\n\n".join(paragraphs)) == told("\n\n".join(moved)) or _repeats(parts)


def _repeats(parts):
    """Two paragraphs on one duty are one measure told twice, of which the first telling counts."""
    pairs = [frozenset(p[1]) for p in parts]
    return len(pairs) != len(set(pairs))


@tries(15)
@given(st.lists(sentences, min_size=1, max_size=3), st.sampled_from(SPORT))
def test_sport_changes_nothing(parts, sport):
    paragraphs = [written(p) for p in parts]
    mixed = [*paragraphs, sport]
    plain, other = read("\n\n".join(paragraphs), DAY), read("\n\n".join(mixed), DAY)
    assert told("\n\n".join(paragraphs)) == told("\n\n".join(mixed))
    assert sorted(str((e.type, e.date, e.countries)) for e in plain.events) == sorted(
        str((e.type, e.date, e.countries)) for e in other.events
    )
    assert [s.date for s in plain.next_steps] == [s.date for s in other.next_steps]


@tries(15)
@given(st.lists(sentences, min_size=1, max_size=3))
def test_every_span_holds_what_the_measure_claims(parts):
    docket = read("\n\n".join(written(p) for p in parts), DAY)
    for measure in docket.measures:
        words = measure.evidence
        assert docket.text[words.start : words.end] == words.text
        for value in filter(None, (measure.value, measure.previous_value)):
            assert re.search(rf"\b{value:g}\b", words.text)
        for code in (*measure.imposing, *measure.target):
            assert code == "world" or next(n for n, c in NAMES.items() if c == code) in words.text
