"""Lists of duties as files: read, each entry checked, the whole checked, and joined with a user's own.

A list that comes with Accord was checked so when it was built.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainValidator

from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.core.places import files
from accord.files.forms import Form
from accord.files.reading import check, parse, read_text
from accord.files.strict import Economy, Strict
from accord.policy.parties import Parties, numbers
from accord.policy.stack.act import Act
from accord.policy.stack.book import DutyBook, Gap
from accord.policy.stack.duty import COLLECTED, DUTY_KINDS, Duty, named, party
from accord.policy.stack.products import Exemption, Products, codes_of, overlap, product_lists
from accord.policy.written import PartiesWritten


def _hs_codes(value: object) -> tuple[str, ...]:
    items = value if isinstance(value, list | tuple) else (value,)
    for item in items:
        if isinstance(item, (int, float)):
            raise ValueError(
                f"the HS code {item} stands without quotation marks, so a leading zero is lost (0105 is read as "
                "69): write it as '0105'"
            )
    codes = tuple(str(item).replace(".", "") for item in items)
    for code in codes:
        if not (code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 8, 10}):
            raise ValueError(f"'{code}' is not an HS code of 2, 4, 6, 8 or 10 digits in quotes")
    return codes


def _something(products: Products) -> Products:
    if not products.lists and not products.codes:
        raise ValueError("no product is named: give lists, codes or both")
    return products


def _part(part: Exemption) -> Exemption:
    _something(part)
    if not 0 < part.share <= 1:
        raise ValueError("the share of an exemption must lie above 0 and not above 1")
    return part


def _renamed(parties: object) -> object:
    """Return the words of a file's parties (one, a list, or lists by key) by their codes and ids."""
    if isinstance(parties, str):
        return named(parties)
    if isinstance(parties, list | tuple):
        return [_renamed(word) for word in parties]
    return {key: _renamed(words) for key, words in parties.items()} if isinstance(parties, dict) else parties


def _named_duty(value: object) -> object:
    """Take exporters as people name them: "China", UK, "European Union"."""
    if not isinstance(value, dict):
        return value
    given = dict(value)
    for key in {"rate", "liable"} & given.keys():
        if isinstance(given[key], dict):
            given[key] = {named(str(word)): rate for word, rate in given[key].items()}
    if "exporters" in given:
        given["exporters"] = _renamed(given["exporters"])
    return given


def _sound(duty: Duty) -> Duty:
    _scope(duty)
    _dates(duty)
    return duty


def _scope(duty: Duty) -> None:
    if isinstance(duty.rate, dict) == bool(duty.exporters):
        raise ValueError("give exporters with one rate, or rates by exporter without exporters")
    for word in (*duty.exporters_named, *(duty.liable if isinstance(duty.liable, dict) else ())):
        party(word)
    if any(rate < 0 for rate in numbers(duty.rate)):
        raise ValueError(
            "a duty's rate cannot be negative: write what remains as kind 'preferential' or 'offer', or a cut "
            "in points as a scenario's tariff"
        )
    if any(not 0 <= share <= 1 for share in numbers(duty.liable)):
        raise ValueError("liable must lie between 0 and 1")
    for chapter, share in duty.content.items():
        if not (len(chapter) == 2 and chapter.isdigit() and 0 <= share <= 1):
            raise ValueError("content takes a share between 0 and 1 for each HS chapter, as '84': 0.15")
    if not 0 <= duty.usmca_free <= 1 or duty.in_2024 < 0:
        raise ValueError("usmca_free must lie between 0 and 1, in_2024 not below 0")


def _dates(duty: Duty) -> None:
    days = [day for day in (duty.announced, duty.effective, duty.ended) if day]
    if days != sorted(days) or (duty.effective and duty.effective == duty.ended):
        raise ValueError("the dates must run announced, effective, ended")
    if duty.status in COLLECTED and not duty.effective:
        raise ValueError(f"a duty that is {duty.status} needs the date 'effective'")
    if duty.status in {"ended", "struck_down"} and not duty.ended:
        raise ValueError(f"a duty that is {duty.status} needs the date 'ended'")
    if duty.status not in COLLECTED and not duty.announced:
        raise ValueError(f"a duty that is {duty.status} needs the date 'announced'")


def _bearing(act: Act) -> Act:
    for word in act.concerns:
        party(word)
    if act.until and act.until <= act.date:
        raise ValueError("the dates must run date, until")
    return act


def _whole(book: DutyBook) -> DutyBook:
    """Return a list in the order of ids, kinds written out; ValueError for what contradicts or refers to nothing."""
    party(book.importer)
    ordered = sorted(book.duties, key=lambda duty: duty.id)
    duties = tuple(_kinds_named(duty, ordered) for duty in ordered)
    by_id = {duty.id: duty for duty in duties}
    if len(by_id) < len(duties):
        twice = next(a.id for a, b in pairwise(duties) if a.id == b.id)
        raise ValueError(f"two duties have the id '{twice}'")
    _references_exist(duties, by_id)
    _acts_refer(book.acts, by_id)
    _no_circle(by_id)
    _no_contradiction(duties)
    return replace(book, duties=duties, acts=tuple(sorted(book.acts, key=lambda act: (act.date, act.id))))


_SAID = Annotated[str, Field(min_length=1)]
_ID = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
_CODES = Annotated[tuple[str, ...], BeforeValidator(_hs_codes)]

PRODUCTS = Form(Products, _something, special={"codes": _CODES})
EXEMPTION = Form(Exemption, _part, parts={Parties: PartiesWritten}, special={"codes": _CODES})
_PARTS = {Parties: PartiesWritten, Products: PRODUCTS.annotated(), Exemption: EXEMPTION.annotated()}
DUTY = Form(Duty, _sound, before=_named_duty, parts=_PARTS, special={"id": _ID, "source": _SAID})
ACT = Form(Act, _bearing, parts=_PARTS, special={"id": _ID, "instrument": _SAID, "source": _SAID})
GAP = Form(Gap, lambda gap: gap, parts=_PARTS)
BOOK = Form(DutyBook, _whole, parts={Duty: DUTY.annotated(), Act: ACT.annotated(), Gap: GAP.annotated()})
_KEYS = {"duties": DUTY.model, "acts": ACT.model, "gaps": GAP.model}


def written(importer: str) -> DutyBook:
    """Return a list that comes with Accord from the YAML file in which it is written, checked in full."""
    name = f"measures/{importer.lower()}.yml"
    return read_book(files("accord.policy").joinpath(name).read_text("utf-8"), name)


def read_book(text: str, where: str) -> DutyBook:
    """Read a list of duties from YAML or JSON text; ``where`` names it in messages."""
    return BOOK.check(parse(text, where, aliases=True), where, _KEYS)


class _OwnDuties(Strict):
    importer: Economy
    duties: tuple[Annotated[Duty, PlainValidator(DUTY.read)], ...]
    acts: tuple[Annotated[Act, PlainValidator(ACT.read)], ...] = ()


def with_own(book: DutyBook, path: Path) -> DutyBook:
    """Return the list with a user's file on top: a duty with a known id takes that duty's place.

    The file holds ``importer`` and ``duties``. The whole is checked again: no unknown names, circles or
    contradictions.
    """
    own = check(_OwnDuties, parse(read_text(path), str(path)), str(path), _KEYS)
    if own.importer != book.importer:
        raise InputError(f"{path}: holds duties of {own.importer}, not of the importer {book.importer}")
    ids = [duty.id for duty in own.duties]
    kept = [duty for duty in book.duties if duty.id not in ids]
    acts = [act for act in book.acts if act.id not in {mine.id for mine in own.acts}]
    whole = {**vars(book), "duties": (*kept, *own.duties), "acts": (*acts, *own.acts)}
    return BOOK.check(whole, str(path), _KEYS)


def _kinds_named(duty: Duty, duties: Sequence[Duty]) -> Duty:
    """Return the duty with each kind in ``pre_empted_by`` written out as the duties of that kind on products."""
    words = duty.pre_empted_by or ()
    if not any(word in DUTY_KINDS for word in words):
        return duty
    known = [word for word in words if word not in DUTY_KINDS]
    of_kind = [d.id for d in duties if d.kind in words and not d.general and d.id not in (*known, duty.id)]
    return replace(duty, pre_empted_by=(*known, *of_kind))


def _references_exist(duties: Iterable[Duty], by_id: dict[str, Duty]) -> None:
    for duty in duties:
        for key in ("adds_to", "replaces", "pre_empted_by"):
            for other in getattr(duty, key) or ():
                if other not in by_id:
                    raise ValueError(f"duty '{duty.id}' {key} unknown duty '{other}'{nearest(other, by_id)}")
        for products in (duty.products, *duty.exempt):
            for name in (products.lists if products else None) or ():
                if name not in product_lists():
                    close = nearest(name, product_lists())
                    raise ValueError(f"duty '{duty.id}': unknown product list '{name}'{close}")


def _acts_refer(acts: Iterable[Act], by_id: dict[str, Duty]) -> None:
    seen: set[str] = set()
    for act in acts:
        if act.id in seen or act.id in by_id:
            raise ValueError(f"two entries have the id '{act.id}'")
        seen.add(act.id)
        for other in act.duties or ():
            if other not in by_id:
                raise ValueError(f"act '{act.id}' is about unknown duty '{other}'{nearest(other, by_id)}")


def _no_circle(by_id: dict[str, Duty]) -> None:
    """Refuse duties that give way, or add, to each other in a circle."""
    over = {key: list(duty.pre_empted_by or ()) for key, duty in by_id.items()}
    for duty in by_id.values():
        for name in duty.replaces or ():
            over[name].append(duty.id)
    _refuse_circle(over, "duties give way to each other", " gives way to ")
    _refuse_circle(
        {key: list(duty.adds_to or ()) for key, duty in by_id.items()},
        "duties add to each other",
        " adds to ",
    )


def _refuse_circle(links: dict[str, list[str]], what: str, verb: str) -> None:
    done: set[str] = set()

    def visit(key: str, path: tuple[str, ...]) -> None:
        if key in path:
            raise ValueError(f"{what} in a circle: {verb.join((*path[path.index(key) :], key))}")
        if key in done:
            return
        for other in links[key]:
            visit(other, (*path, key))
        done.add(key)

    for key in links:
        visit(key, ())


def _no_contradiction(duties: tuple[Duty, ...]) -> None:
    """Refuse two duties of one kind on the same goods of the same exporter at the same time."""
    by_kind: dict[str, list[Duty]] = {}
    for duty in duties:
        by_kind.setdefault(duty.kind, []).append(duty)
    pairs = (pair for same in by_kind.values() for pair in combinations(same, 2))
    for one, two in pairs:
        if two.id in one.settled_with or one.id in two.settled_with or not _same_days(one, two):
            continue
        exporter = _same_exporter(one, two)
        if exporter and _same_products(one, two):
            raise ValueError(
                f"duties '{one.id}' and '{two.id}' contradict each other: both are of kind {one.kind} on the "
                f"same goods of {exporter} at one time; let one add to, replace or be pre-empted by the other"
            )


def _same_days(one: Duty, two: Duty) -> bool:
    if not COLLECTED.issuperset((one.status, two.status)):
        return False
    start = max(duty.effective or date.min for duty in (one, two))
    return start < min(duty.ended or date.max for duty in (one, two))


def _same_products(one: Duty, two: Duty) -> bool:
    if one.products is None or two.products is None:
        return one.products is two.products
    return overlap(codes_of(one.products), codes_of(two.products))


def _same_exporter(one: Duty, two: Duty) -> str:
    """Return an exporter whose goods pay both, or an empty string."""
    named = [word for duty in (one, two) for word in duty.exporters_named if word != "all"]
    return next((w for w in (*named, "ROW") if one.rate_on(w) is not None and two.rate_on(w) is not None), "")
