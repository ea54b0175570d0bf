"""The dated list of an importer's duties: read, checked as a whole, and joined with a user's own file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path

from pydantic import ValidationInfo, model_validator

from accord.core.codes import nearest
from accord.core.errors import InputError
from accord.files.reading import check, parse, read_text
from accord.files.strict import Day, Economy, Strict
from accord.policy.parties import Parties
from accord.policy.stack.act import Act
from accord.policy.stack.duty import COLLECTED, DUTY_KINDS, Duty, party
from accord.policy.stack.products import Products, codes_of, overlap, product_lists


class Gap(Strict):
    """What the list leaves out since a date, in one sentence; ``products`` where it matters for some alone."""

    since: Day
    until: Day | None = None
    exporters: Parties = Parties(of=("all",))
    products: Products | None = None
    sentence: str

    def concerns(self, names: tuple[str, ...], day: date) -> bool:
        """Whether the gap matters for an exporter, given the words that name it, on ``day``."""
        if day < self.since or (self.until is not None and day >= self.until):
            return False
        return any(name in self.exporters.of for name in (*names, "all"))

    def touches(self, code: str) -> bool:
        """Whether it matters for a product, given an HS code."""
        return self.products is None or overlap(codes_of(self.products), frozenset({code}))


class DutyBook(Strict):
    """All duties of one importer between two dates; their order has no meaning, they are kept by id."""

    importer: str
    since: Day
    until: Day
    duties: tuple[Duty, ...]
    acts: tuple[Act, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @model_validator(mode="after")
    def _whole(self, info: ValidationInfo) -> DutyBook:
        party(self.importer)
        ordered = tuple(sorted(self.duties, key=lambda duty: duty.id))
        object.__setattr__(self, "duties", tuple(_kinds_named(duty, ordered) for duty in ordered))
        object.__setattr__(self, "acts", tuple(sorted(self.acts, key=lambda act: (act.date, act.id))))
        by_id = {duty.id: duty for duty in self.duties}
        if len(by_id) < len(self.duties):
            twice = next(a.id for a, b in zip(self.duties, self.duties[1:], strict=False) if a.id == b.id)
            raise ValueError(f"two duties have the id '{twice}'")
        if info.context is None:
            _references_exist(self.duties, by_id)
            _acts_refer(self.acts, by_id)
            _no_circle(by_id)
            _no_contradiction(self.duties)
        return self


def _kinds_named(duty: Duty, duties: tuple[Duty, ...]) -> Duty:
    """Return the duty with each kind in ``pre_empted_by`` written out as the duties of that kind on products."""
    words = duty.pre_empted_by or ()
    if not any(word in DUTY_KINDS for word in words):
        return duty
    named = [word for word in words if word not in DUTY_KINDS]
    of_kind = [d.id for d in duties if d.kind in words and not d.general and d.id not in (*named, duty.id)]
    return duty.model_copy(update={"pre_empted_by": (*named, *of_kind)})


def load_book(importer: str) -> DutyBook:
    """Return the list of duties that comes with Accord for an importer."""
    path = files("accord.policy").joinpath(f"measures/{importer.lower()}.yml")
    if not path.is_file():
        have = ", ".join(book_importers())
        raise InputError(f"importer {importer}: no list of duties comes with Accord (there are {have})")
    return _shipped(importer)


@lru_cache(maxsize=16)
def _shipped(importer: str) -> DutyBook:
    """Read a list that comes with Accord, as built from its YAML file (the tests hold the two together).

    That its entries refer to what exists and do not contradict each other was tested when it was built.
    """
    text = files("accord.policy").joinpath(f"data/books/{importer.lower()}.json").read_text("utf-8")
    return DutyBook.model_validate_json(text, context="built")


def written(importer: str) -> DutyBook:
    """Return a list that comes with Accord from the YAML file in which it is written, checked in full."""
    name = f"measures/{importer.lower()}.yml"
    return read_book(files("accord.policy").joinpath(name).read_text("utf-8"), name)


def book_importers() -> tuple[str, ...]:
    """Return the importers whose duties come with Accord."""
    folder = files("accord.policy").joinpath("measures")
    return tuple(sorted(entry.name.removesuffix(".yml").upper() for entry in folder.iterdir()))


def read_book(text: str, where: str) -> DutyBook:
    """Read a list of duties from YAML or JSON text; ``where`` names it in messages."""
    return check(
        DutyBook, parse(text, where, aliases=True), where, {"duties": Duty, "acts": Act, "gaps": Gap}
    )


class _OwnDuties(Strict):
    importer: Economy
    duties: tuple[Duty, ...]
    acts: tuple[Act, ...] = ()


def with_own(book: DutyBook, path: Path) -> DutyBook:
    """Return the list with a user's file on top: a duty with a known id takes that duty's place.

    The file holds ``importer`` and ``duties``. The whole is checked again: no unknown names, circles or
    contradictions.
    """
    own = check(_OwnDuties, parse(read_text(path), str(path)), str(path), {"duties": Duty, "acts": Act})
    if own.importer != book.importer:
        raise InputError(f"{path}: holds duties of {own.importer}, not of the importer {book.importer}")
    ids = [duty.id for duty in own.duties]
    kept = [duty for duty in book.duties if duty.id not in ids]
    acts = [act for act in book.acts if act.id not in {mine.id for mine in own.acts}]
    whole = {**dict(book), "duties": (*kept, *own.duties), "acts": (*acts, *own.acts)}
    return check(DutyBook, whole, str(path))


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
