"""Every registered kind of lever is held to the same laws, whatever it computes.

A kind that is added needs one example in ``tests/assess/dockets.py`` and nothing else here.
"""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import lru_cache

import pytest
from tests.assess.dockets import EXAMPLES, HOSTILE, TOY, docket, doubtful, duty, hostile
from tests.assess.reading import Reader, read

from accord.assess.compare import leaves, recompute, same
from accord.assess.desk import Answer, Assessed, Desk, Kind, assess, kinds
from accord.assess.kind import Page, Refusal
from accord.assess.record import assessed, record_of
from accord.brief.compose import compose
from accord.brief.write import document
from accord.core.codec import from_json, to_json
from accord.core.errors import InputError
from accord.core.levers import LEVERS as TABLE
from accord.core.provenance import source
from accord.docket.items import LEVERS as READ
from accord.docket.items import Docket
from accord.page.blocks import Brief, figures, plain, plain_words
from accord.page.csv import tables
from accord.page.html import page
from accord.page.words import show

KINDS = [pytest.param(kind, id=kind.name) for kind in kinds()]
KEY = re.compile(r"[A-Za-z0-9_%+-]+(\.[A-Za-z0-9_%+-]+)+")


@lru_cache
def example(name: str) -> tuple[Docket, Desk]:
    """Return the example of a kind, on its desk."""
    if name not in EXAMPLES:
        pytest.fail(f"the kind '{name}' needs an example in tests/assess/dockets.py")
    held = EXAMPLES[name]()
    return held.docket, Desk(held.parameters)


@lru_cache
def done(name: str) -> Assessed:
    """Return everything the example of a kind calls for, answered."""
    held, desk = example(name)
    return assess(held, desk)


def answer(kind: Kind) -> Answer:
    """Return the answer of a kind to its example."""
    return next(one for one in done(kind.name).answers if one.kind is kind)


def page_of(kind: Kind) -> Page:
    one = answer(kind)
    return kind.page(one.asked, one.found, done(kind.name).docket)


@lru_cache
def briefed(name: str) -> Brief:
    """Return the briefing on the example of a kind."""
    return compose(record_of(done(name), example(name)[1]))


@lru_cache
def seen_on(name: str) -> Reader:
    """Return the page of the briefing on the example of a kind, as a browser takes it in."""
    return read(briefed(name))


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_it_is(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+", kind.name)
    assert set(kind.levers) <= set(READ), "a kind answers levers that a reader reads"
    assert kind.__doc__
    for held in (kind.asked, kind.found):
        assert is_dataclass(held)
        assert held.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_names_and_places_on_the_page_are_their_own() -> None:
    assert len({kind.name for kind in kinds()}) == len(kinds())
    assert [kind.order for kind in kinds()] == sorted({kind.order for kind in kinds()})
    assert set(EXAMPLES) >= {kind.name for kind in kinds()}


def test_every_lever_of_the_reader_is_known_and_answered_or_said_why_not() -> None:
    assert set(TABLE) == set(READ)
    for code, lever in TABLE.items():
        assert lever.noun, code
        assert lever.why_not, code
        assert not lever.why_not.endswith("."), code
        assert lever.why_not[0].islower(), code


@pytest.mark.parametrize("kind", KINDS)
def test_a_report_without_it_asks_nothing(kind: Kind) -> None:
    _, desk = example(kind.name)
    assert kind.read(docket(), desk) is None
    others = tuple(duty(lever=code, value=None) for code in READ if code not in kind.levers)
    assert not kind.levers or kind.read(docket(*others), desk) is None


@pytest.mark.parametrize("kind", KINDS)
def test_its_example_is_asked_and_answered(kind: Kind) -> None:
    one = answer(kind)
    assert isinstance(one.asked, kind.asked)
    assert isinstance(one.found, kind.found)
    covered = kind.answers(one.asked)
    assert set(covered) <= set(range(len(done(kind.name).docket.measures)))
    assert all(done(kind.name).docket.measures[at].lever in kind.levers for at in covered)
    assert bool(covered) == bool(kind.levers)


@pytest.mark.parametrize("kind", KINDS)
def test_question_and_answer_survive_json(kind: Kind) -> None:
    one = answer(kind)
    for held, form in ((one.asked, kind.asked), (one.found, kind.found)):
        text = json.dumps(to_json(held), allow_nan=False)
        assert from_json(form, json.loads(text), "x") == held


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_is_made_of_what_the_record_holds(kind: Kind) -> None:
    """A page drawn from the record again is the page; it asks no world and computes nothing."""
    held, desk = example(kind.name)
    record = json.loads(json.dumps(record_of(done(kind.name), desk)))
    again = next(one for one in assessed(record).answers if one.kind is kind)
    assert plain(kind.page(again.asked, again.found, held)) == plain(page_of(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_computing_again_gives_the_same(kind: Kind) -> None:
    held, desk = example(kind.name)
    one = answer(kind)
    assert kind.read(held, desk) == one.asked
    old, new = to_json(one.found), to_json(kind.assess(one.asked, Desk(desk.chosen)))
    differing = [place for place, a, b in leaves(old, new, "found") if not same(a, b)]
    assert not differing


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_is_gone_from_the_record_is_a_sentence(kind: Kind) -> None:
    one = answer(kind)
    for form, held in ((kind.asked, to_json(one.asked)), (kind.found, to_json(one.found))):
        assert isinstance(held, dict)
        for key in (item.name for item in fields(form) if item.default is MISSING):
            with pytest.raises(InputError, match=f"^record: {key}: ") as caught:
                from_json(form, {k: v for k, v in held.items() if k != key}, "record")
            assert "\n" not in str(caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_has_one_key_and_says_where_it_comes_from(kind: Kind) -> None:
    made, dated = page_of(kind), example(kind.name)[1].world.year
    found = figures((made.lead, made.head, made.note, made.title, made.question, made.sections))
    assert found, "a page without a number answers nothing"
    for key, figure in found.items():
        assert KEY.fullmatch(key), key
        assert figure.label, key
        assert figure.unit, key
        assert figure.basis, key
        assert figure.year or (figure.source == "accord-model" and not dated), (
            f"{key}: only a toy has no year"
        )
        assert (figure.value is None) == (figure.quality == "missing"), key
        assert figure.source == "report" or source(figure.source), key
        assert "change" not in show(figure), f"{key}: its unit '{figure.unit}' has no way of writing"


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_on_the_page_is_a_figure(kind: Kind) -> None:
    brief = briefed(kind.name)
    known = document(brief)["figures"]
    seen = seen_on(kind.name)
    assert seen.marked
    for key, value, _ in seen.marked:
        assert key in known, key
        assert value is None or value == "" or known[key]["value"] == float(value), key
    assert not [words for words in seen.free if re.search(r"\d", words)]


@pytest.mark.parametrize("kind", KINDS)
def test_its_sections_are_named_once_and_its_tables_too(kind: Kind) -> None:
    brief = briefed(kind.name)
    keys = [section.key for section in brief.sections]
    assert len(keys) == len(set(keys))
    assert {section.key for section in page_of(kind).sections} <= set(keys)
    named = [attributes["id"] for _, attributes in seen_on(kind.name).tags if "id" in attributes]
    assert len(named) == len(set(named))


@pytest.mark.parametrize("kind", KINDS)
def test_words_of_the_report_are_never_markup(kind: Kind) -> None:
    held, desk = example(kind.name)
    brief = compose(record_of(assess(hostile(held), desk), desk))
    text, seen = page(brief), read(brief)
    assert not {tag for tag, _ in seen.tags} & {"img", "iframe", "object", "form", "link", "base"}
    assert sum(tag == "script" for tag, _ in seen.tags) <= 1
    for _, attributes in seen.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        assert (attributes.get("href") or "#").startswith(("#", "data:"))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "{{ 7 * 7 }}" in text
    assert "\x00" not in text
    for table in tables(brief).values():
        assert not re.search(r"(?m)(^|,)\"?[=+@]", table)


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_is_one_sentence_without_a_full_stop(kind: Kind) -> None:
    """Whatever the report leaves open or gets wrong, a kind answers, passes or says why not; it never fails."""
    held, desk = example(kind.name)
    for changed in broken(held):
        found = kind.read(changed, desk)
        assert found is None or isinstance(found, Refusal | kind.asked)
        if isinstance(found, Refusal):
            assert found.reason
            assert "\n" not in found.reason
            assert not found.reason.endswith(".")
            assert not re.search(r"\. [A-Z]", found.reason), found.reason
            assert found.reason[0].islower() or found.reason.split()[0].isupper(), found.reason
            assert set(found.measures) <= set(range(len(changed.measures)))


@pytest.mark.parametrize("kind", [one for one in KINDS if one.values[0].levers])
def test_nothing_is_computed_on_a_role_that_was_guessed(kind: Kind) -> None:
    held, desk = example(kind.name)
    for slot in ("imposing", "target"):
        guessed = replace(held, measures=tuple(replace(one, doubts=doubtful(slot)) for one in held.measures))
        found = kind.read(guessed, desk)
        assert found is None or isinstance(found, Refusal) or not kind.answers(found), slot


def broken(held: Docket) -> list[Docket]:
    """Return the example with each measure's slots emptied, turned or made strange, one at a time."""
    changes: tuple[dict[str, object], ...] = (
        {"imposing": ()},
        {"target": ()},
        {"imposing": ("world",)},
        {"target": ("world",)},
        {"imposing": ("LIE",)},
        {"target": ("QAT",)},
        {"imposing": ("EU",), "target": ("DEU",)},
        {"value": None},
        {"value": -5.0},
        {"value": 1e9},
        {"value": 30.0, "unit": "USD"},
        {"goods": ("unobtainium",), "product_scope": "unobtainium"},
        {"status_norm": "ruled_out"},
        {"status_norm": "ended"},
        {"status_norm": "threatened"},
        {"effective_date": "2035"},
        {"main": False},
        {"doubts": doubtful("value")},
    )
    made = [
        replace(held, measures=tuple(replace(one, **change) for one in held.measures)) for change in changes
    ]
    swapped = tuple(replace(one, imposing=one.target, target=one.imposing) for one in held.measures)
    return [*made, replace(held, measures=swapped), replace(held, article_date="2031-01-01")]


def test_one_report_may_ask_several_kinds_and_is_verified_whole() -> None:
    ask = [EXAMPLES[name]().docket for name in ("tariff", "control", "chain", "alliance")]
    both = replace(
        ask[0],
        measures=tuple(one for held in ask for one in held.measures),
        minerals=tuple(one for held in ask for one in held.minerals),
        alliances=tuple(one for held in ask for one in held.alliances),
    )
    desk = Desk(TOY)
    record = record_of(assess(both, desk), desk)
    assert set(record["answers"]) >= {"tariff", "control", "chain", "alliance"}
    assert recompute(record).differences == ()


def test_fields_of_a_page_are_all_held_here() -> None:
    assert {item.name for item in fields(Page)} == {
        "lead", "sections", "note", "title", "question", "head", "open",
    }  # fmt: skip


def test_the_attack_is_an_attack() -> None:
    assert "<script>" in HOSTILE
    assert plain_words(HOSTILE) == HOSTILE
