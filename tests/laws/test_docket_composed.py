"""Laws of reading over composed reports: every lever, every economy by name, nationality or capital, in many forms.

What a report says does not hang on whose name it bears, on its rate, on the order of paragraphs that do not speak
of each other, nor on sport; and every item holds in its words what it claims.
"""

import csv
import re
from dataclasses import dataclass, replace
from importlib.resources import files

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.tries import tries

from accord.docket import read

DAY = "2026-06-03"
ROWS = list(
    csv.DictReader(files("accord.docket.lexicon").joinpath("economies.csv").read_text("utf-8").splitlines())
)


def forms(column):
    """Return each economy's forms of a kind; plural people and clusters of cities are left out."""
    found = {}
    for row in ROWS:
        kept = [f for f in (row[column] or "").split("|") if f]
        kept = [f for f in kept if not (column == "adjectives" and f.endswith("s"))]
        if kept:
            found[row["code"]] = kept[:3] if column == "places" else kept
    return found


NAMES, ADJECTIVES, PLACES = forms("names"), forms("adjectives"), forms("places")
CODES = sorted(set(NAMES) & set(ADJECTIVES))
TAKEN = {"EU", "PRK"}
"""Left out where two of a kind are paired: a union holds others, and the Koreas share their adjective."""

# A sentence and what it tells: lever, status. {A} acts on {B}; {Bj} is its adjective.
TARIFFS = {
    "{A} imposed a {x} percent tariff on {g} from {B}.": ("tariff", "in_force"),
    "{A} will cut its duty on {g} from {B} to {x} percent.": ("tariff", "announced"),
    "A {x} percent duty on {g} from {B} was imposed by {A} on Monday.": ("tariff", "in_force"),
    "{Bj} {g} will face a {x} percent tariff in {A}.": ("tariff", "announced"),
    "{A}'s {x} percent tariff on {Bj} {g} takes effect on 1 July 2026.": ("tariff", "scheduled"),
    "{A} has removed its {x} percent duty on {Bj} {g}.": ("tariff", "ended"),
    "{A} threatened to put a {x} percent tariff on {g} from {B}.": ("tariff", "threatened"),
    "{A} suspended its {x} percent duty on {g} from {B} until 1 September 2026.": ("tariff", "paused"),
    "{A} proposed a {x} percent duty on {g} from {B}.": ("tariff", "proposed"),
    "Exporters in {B} pay a {x} percent duty on {g} in {A}.": ("tariff", "in_force"),
    "{A} raised its tariff on {Bj} {g} from 2 percent to {x} percent.": ("tariff", "in_force"),
    '"{A} will charge {x} percent on {Bj} {g}," the minister said.': ("tariff", "announced"),
    "{A} doubled its {x} percent duty on {g} from {B}.": ("tariff", "in_force"),
    "{A} said it would levy a {x} percent duty on {g} from {B} from 1 July 2026.": ("tariff", "scheduled"),
    "{A} denied that it plans a {x} percent duty on {g} from {B}.": ("tariff", "ruled_out"),
    "The {x} percent duty that {A} charges on {Bj} {g} was repealed.": ("tariff", "ended"),
    "{A} extended its anti-dumping duty of {x} percent on {Bj} {g} by five years.": ("tariff", "in_force"),
}
OTHERS = {
    "{A} banned imports of {g} from {B}.": ("import_ban", "in_force"),
    "{A} will ban imports of {Bj} {g}.": ("import_ban", "announced"),
    "{A} banned exports of {g} to {B}.": ("export_ban", "in_force"),
    "{A} lifted its ban on exports of {g} to {B}.": ("export_ban", "ended"),
    "{A} tightened export controls on {g} to {B}.": ("export_control", "in_force"),
    "{A} imposed sanctions on {B}.": ("sanction", "in_force"),
    "Sanctions on {B} were lifted by {A}.": ("sanction", "ended"),
    "{A} agreed to buy {n} tonnes of {g} from {B}.": ("purchase", "agreed"),
    "{A} will invest ${n} million in {B}.": ("investment", "pledged"),
    "{A} will lend ${n} million to {B}.": ("credit", "pledged"),
    "{A} set a quota of {n} tonnes a year on {g} from {B}.": ("quota", "in_force"),
    "{A} capped the price of {Bj} {g} at ${n} a tonne.": ("price_cap", "in_force"),
}
ALL = TARIFFS | OTHERS
GOODS = ("copper", "timber", "wheat", "salmon", "tyres", "steel", "sugar")
SPORT = (
    "The striker scored twice in the second half and the home side won 3-1.",
    "She won the 100 metres in 10.9 seconds, a record for the stadium.",
    "After extra time the cup went to the visitors, whose captain lifted it in the rain.",
    "The chess master drew his last two games and finished second with 7.5 points out of 11.",
    "The marathon was run in the heat; a third of the field gave up before the bridge.",
)


@dataclass(frozen=True)
class Told:
    """One sentence: who acts, on whom, by which of their names, at what rate."""

    form: str
    a: str
    b: str
    a_word: str
    b_word: str
    b_adjective: str
    goods: str
    rate: int
    sum: int

    @property
    def text(self):
        """The sentence as written."""
        words = {
            "A": self.a_word,
            "B": self.b_word,
            "Bj": self.b_adjective,
            "g": self.goods,
            "x": self.rate,
            "n": self.sum,
        }
        text = self.form.format(**words)
        return text[0].upper() + text[1:]


@st.composite
def tellings(draw, forms=ALL, codes=CODES):
    """Draw a sentence on two economies by any of their names."""
    a, b = draw(st.lists(st.sampled_from(codes), min_size=2, max_size=2, unique=True))
    assume(not {a, b} & TAKEN)
    acting = NAMES[a] + (PLACES.get(a, []) if draw(st.booleans()) else [])
    form = draw(st.sampled_from(sorted(forms)))
    if " in {A}" in form or "by {A}" in form or "{A}'s" in form:
        acting = NAMES[a]
    pick = {"a_word": acting, "b_word": NAMES[b], "b_adjective": ADJECTIVES[b]}
    chosen = {k: draw(st.sampled_from(v)) for k, v in pick.items()}
    return Told(
        form,
        a,
        b,
        goods=draw(st.sampled_from(GOODS)),
        rate=draw(st.integers(3, 95)),
        sum=draw(st.integers(101, 949)),
        **chosen,
    )


def items(text):
    docket = read(text, DAY)
    return sorted(
        (
            (
                m.lever,
                m.imposing,
                m.target,
                m.goods,
                m.value,
                m.previous_value,
                m.status_norm,
                m.effective_date,
                m.end_date,
            )
            for m in (*docket.measures, *docket.ruled_out)
        ),
        key=str,
    )


def swapped(found, old, new):
    return sorted(
        (
            tuple(tuple(new if c == old else c for c in p) if isinstance(p, tuple) else p for p in m)
            for m in found
        ),
        key=str,
    )


@tries(50)
@given(tellings())
def test_any_economy_by_any_of_its_names(told):
    (found,) = items(told.text)
    lever, status = ALL[told.form]
    assert (found[0], found[1], found[2], found[6]) == (lever, (told.a,), (told.b,), status)
    if "{g}" in told.form:
        assert found[3] == (told.goods,)


@tries(15)
@given(tellings(), st.sampled_from(CODES), st.data())
def test_another_economy_takes_its_place_and_nothing_else(told, other, data):
    assume(other not in TAKEN and other not in (told.a, told.b))
    new = replace(
        told,
        b=other,
        b_word=data.draw(st.sampled_from(NAMES[other])),
        b_adjective=data.draw(st.sampled_from(ADJECTIVES[other])),
    )
    assert swapped(items(told.text), told.b, other) == items(new.text)


@tries(15)
@given(tellings(TARIFFS), st.integers(5, 95).map(lambda n: n / 2) | st.integers(3, 95))
def test_another_rate_takes_its_place_and_nothing_else(told, rate):
    before, after = items(told.text), items(replace(told, rate=f"{rate:g}").text)
    assert [m[:4] + m[6:] for m in before] == [m[:4] + m[6:] for m in after]
    scale = {v / told.rate for m in before for v in m[4:6] if v and v != 2}
    assert {v / rate for m in after for v in m[4:6] if v and v != 2} == scale


@st.composite
def reports(draw):
    """Draw paragraphs on economies that share none: as prose, bullets or quotes."""
    pool = draw(st.permutations([c for c in CODES if c not in TAKEN]))
    told = []
    for n in range(draw(st.integers(2, 4))):
        one = draw(tellings(codes=sorted(pool[2 * n : 2 * n + 2])))
        told.append(one)
    return told


@tries(10)
@given(reports(), st.randoms(use_true_random=False))
def test_paragraphs_that_do_not_speak_of_each_other_may_change_places(told, rng):
    moved = told[:]
    rng.shuffle(moved)
    one, two = ("\n\n".join(t.text for t in order) for order in (told, moved))
    assert items(one) == items(two)
    events = [
        sorted((e.type, e.date, tuple(sorted(e.countries))) for e in read(text, DAY).events if e.date_text)
        for text in (one, two)
    ]
    assert events[0] == events[1]


@tries(10)
@given(reports())
def test_bullets_tell_what_paragraphs_tell(told):
    prose = "\n\n".join(t.text for t in told)
    bullets = "What governments did:\n\n" + "\n".join(f"- {t.text}" for t in told)
    assert items(prose) == items(bullets)


@tries(10)
@given(reports(), st.sampled_from(SPORT), st.integers(0, 4))
def test_sport_changes_nothing(told, sport, at):
    paragraphs = [t.text for t in told]
    mixed = [*paragraphs[: at + 1], sport, *paragraphs[at + 1 :]]
    plain, other = read("\n\n".join(paragraphs), DAY), read("\n\n".join(mixed), DAY)
    assert items("\n\n".join(paragraphs)) == items("\n\n".join(mixed))
    for kind in ("participants", "alliances", "events", "next_steps", "money"):
        one, two = (
            [(type(i), getattr(i, "date", ""), getattr(i, "countries", "")) for i in getattr(d, kind)]
            for d in (plain, other)
        )
        assert sorted(one, key=str) == sorted(two, key=str), kind


@tries(15)
@given(reports())
def test_every_span_holds_what_its_measure_claims(told):
    docket = read("\n\n".join(t.text for t in told), DAY)
    by_text = {t.text: t for t in told}
    for measure in (*docket.measures, *docket.ruled_out):
        words = measure.evidence
        assert docket.text[words.start : words.end] == words.text
        one = by_text[words.text]
        assert (measure.imposing, measure.target) == ((one.a,), (one.b,))
        if measure.value and "doubled" not in one.form:
            assert re.search(rf"\b{measure.value:g}\b", words.text) or measure.value in (
                one.sum * 1e6,
                one.sum,
            )
        assert all(g in words.text for g in measure.goods)
