"""Every duty on one product: base, each layer, what pre-empts or frees it, the total, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from accord.core.codec import Document
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.policy.stack.book import DutyBook, duties_paid, load_book
from accord.policy.stack.duty import BASE_KINDS, Duty, changes, party_code, territory, union_of
from accord.policy.stack.lines import UNSCHEDULED, Goods, Paid, us_goods
from accord.policy.stack.products import Products, codes_of
from accord.policy.stack.schedule import COLUMN_2, Ordinary, mfn_ordinary, us_ordinary

if TYPE_CHECKING:
    from accord.core.shock import Array

    Product = Goods[float] | Goods[Array]


UNIT = "percent of customs value"


@dataclass(frozen=True)
class Layer:
    """One duty on the product: ``paid_share`` of its value pays ``rate_pct``, which adds ``adds_pct`` points.

    ``why`` says what reduces it: a list that frees the product, a duty that takes its place, a condition.
    """

    id: str
    title: str
    kind: str
    rate_pct: float
    by_maker: dict[str, float]
    paid_share: float
    adds_pct: float
    why: tuple[str, ...]
    effective: str | None
    ended: str | None
    in_transit_until: str | None
    instrument: str
    source: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Dated:
    """A day on which the product's total changes, and what begins or ends on it."""

    day: str
    total_pct: float | None
    what: tuple[str, ...]


@dataclass(frozen=True)
class ProductDuty:
    """What a product of one exporter pays on a day, in percent of customs value.

    ``total_pct`` is the ordinary tariff (without a preference) and all layers; ``with_preference_pct`` what
    goods pay that meet the rules of the exporter's agreement. For Canada and Mexico the total is the mean of
    the two by the share that claimed USMCA, and ``without_preference_pct`` what the rest pay. They are None
    where the ordinary tariff is not known as a percentage; ``added_pct`` is known all the same.
    """

    importer: str
    exporter: str
    code: str
    as_of: str
    lines: int
    base: Ordinary | None
    layers: tuple[Layer, ...]
    not_paid: tuple[Layer, ...]
    added_pct: float
    total_pct: float | None
    with_preference_pct: float | None
    without_preference_pct: float | None
    history: tuple[Dated, ...]
    scheduled: tuple[Dated, ...]
    notes: tuple[str, ...]

    def document(self) -> Document:
        """Return it as JSON-ready values."""
        return {**asdict(self), "unit": UNIT}

    def row(self) -> Document:
        """Return it as one row of a table."""
        return {
            "code": self.code,
            "importer": self.importer,
            "exporter": self.exporter,
            "as_of": self.as_of,
            "base_pct": self.base.mean_pct if self.base else None,
            "added_pct": self.added_pct,
            "total_pct": self.total_pct,
            "with_preference_pct": self.with_preference_pct,
            "without_preference_pct": self.without_preference_pct,
            "duties": "; ".join(f"{layer.title} ({layer.rate_pct:g} %)" for layer in self.layers),
            "unit": UNIT,
        }


def product_duty(
    importer: str, exporter: str, code: str, day: date, book: DutyBook | None = None, *, history: bool = True
) -> ProductDuty:
    """Return every duty on one product.

    ``code`` has 2, 4, 6, 8 or 10 digits, dots allowed. A code wider than a tariff line is averaged over its
    lines by 2024 imports where they are known, evenly otherwise. Raises InputError for a code that is none or
    that no tariff line begins with, and for a day outside the book.
    """
    digits = _digits(code)
    importer = union_of(party_code(importer, "importer"))
    exporter = party_code(exporter, "exporter")
    if importer == union_of(exporter):
        raise InputError(f"importer and exporter are both {importer}")
    book = book or load_book(importer)
    goods = us_goods(exporter, digits) if importer == "USA" else UNSCHEDULED
    held = us_ordinary(digits, exporter) if importer == "USA" else mfn_ordinary(importer, digits)
    if held and held.mean_pct is None and importer == "USA" and exporter not in COLUMN_2:
        held = replace(held, mean_pct=100 * goods.base, equivalent=True)
    base = _published(book, exporter, digits, day) or held
    now = _at(book, exporter, digits, day, goods, base)
    steps = _history(book, exporter, digits, goods, held) if history else ()
    return replace(
        now,
        history=tuple(step for step in steps if step.day <= day.isoformat()),
        scheduled=tuple(step for step in steps if step.day > day.isoformat()),
        notes=tuple(
            gap.sentence
            for gap in book.gaps
            if gap.concerns(territory(exporter), day) and gap.touches(digits)
        ),
    )


def _digits(code: str) -> str:
    digits = code.strip().replace(".", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) in {2, 4, 6, 8, 10}):
        raise InputError(f"'{code}' is not an HS code of 2, 4, 6, 8 or 10 digits")
    return digits


def _published(book: DutyBook, exporter: str, code: str, day: date) -> Ordinary | None:
    """The ordinary tariff that a book itself gives: of the product, else a published average of all goods."""
    found = [
        duty
        for duty in book.duties
        if duty.kind == "mfn" and duty.rate_on(exporter) is not None and duty.collected_on(day)
    ]
    own = [duty for duty in found if duty.products is not None and _covers(duty, code) == 1.0]
    if own:
        duty = max(own, key=lambda duty: _closest(duty, code, exporter))
        return Ordinary(duty.rate_on(exporter), None, None, 0.0, duty.title, "", None, duty.source)
    for duty in found:
        if duty.products is None:
            text = f"the product's own rate is not held; {duty.title}: {duty.rate_on(exporter):g} %"
            return Ordinary(None, None, None, 1.0, text, "", None, duty.source)
    return None


def _closest(duty: Duty, code: str, exporter: str) -> tuple[int, bool]:
    """How near a rate comes to a product: by the digits of its code, then by naming the exporter."""
    codes = codes_of(duty.products) if duty.products else ()
    digits = max((len(one) for one in codes if code.startswith(one)), default=0)
    return digits, any(name in duty.exporters_named for name in territory(exporter))


def _at(
    book: DutyBook, exporter: str, code: str, day: date, goods: Product, base: Ordinary | None
) -> ProductDuty:
    paid = [duty for duty in duties_paid(book, exporter, day) if _in_scope(duty, code, goods)]
    base_pct = base.mean_pct if base else None
    if book.importer != "USA":
        goods = goods.at((base_pct or 0.0) / 100)
        paid = [_whole(duty, code) for duty in paid]
    pays = goods.paid(paid, exporter, day)
    layers = [_layer(duty, exporter, day, goods, pays, paid) for duty in paid]
    base_duties = [d for d in book.duties if d.kind in BASE_KINDS and d.collected_on(day)]
    cut = _preferential(base_duties, exporter, code)
    added = sum((layer.adds_pct for layer in layers), 0.0)
    total = None if base_pct is None else (cut.rate_on(exporter) or 0.0 if cut else base_pct) + added
    inside = outside = None
    if base and base.preference_pct is not None:
        inside = _total(paid, exporter, day, goods, base.preference_pct, meets=True)
        outside = total if goods.usmca is None else _total(paid, exporter, day, goods, base_pct, meets=False)
    if goods.usmca is not None and inside is not None and outside is not None:
        total = goods.usmca * inside + (1 - goods.usmca) * outside
    return ProductDuty(
        importer=book.importer,
        exporter=exporter,
        code=code,
        as_of=day.isoformat(),
        lines=goods.lines,
        base=base,
        layers=tuple(layer for layer in layers if layer.paid_share > 0),
        not_paid=tuple(layer for layer in layers if layer.paid_share <= 0),
        added_pct=added,
        total_pct=total,
        with_preference_pct=inside,
        without_preference_pct=outside,
        history=(),
        scheduled=(),
        notes=(),
    )


def _total(
    paid: Sequence[Duty], exporter: str, day: date, goods: Product, base_pct: float | None, meets: bool
) -> float | None:
    """Total in percent at a given ordinary tariff, where all goods meet their agreement's rules or none do."""
    if base_pct is None:
        return None
    base = base_pct / 100 if meets or goods.usmca is None else None
    pays = goods.at(base, meets).paid(paid, exporter, day)
    return base_pct + sum(one.adds for one in pays.values())


def _preferential(duties: Sequence[Duty], exporter: str, code: str) -> Duty | None:
    """A preferential rate of the book that covers the product."""
    for duty in duties:
        if duty.kind == "preferential" and duty.rate_on(exporter) is not None and _covers(duty, code) == 1.0:
            return duty
    return None


def _covers(duty: Duty, code: str) -> float:
    """1 where a scope by codes holds the whole product, 0.5 where it holds a part of it, 0 where none."""
    if duty.products is None:
        return 1.0
    codes = codes_of(duty.products)
    if any(code.startswith(one) for one in codes):
        return 1.0
    return 0.5 if any(one.startswith(code) for one in codes) else 0.0


def _in_scope(duty: Duty, code: str, goods: Product) -> bool:
    if goods.lines:
        return duty.products is None or goods.some(duty.products)
    return _covers(duty, code) > 0


def _whole(duty: Duty, code: str) -> Duty:
    """The duty as one on the product alone, without a tariff schedule: a part of a code counts as half of it."""
    liable = duty.liable if isinstance(duty.liable, dict) else duty.liable * _covers(duty, code)
    free = any(any(code.startswith(one) for one in codes_of(part)) for part in duty.exempt)
    if duty.content and not isinstance(liable, dict):
        liable *= duty.content.get(code[:2], 1.0)
    return replace(duty, products=None, exempt=(), content={}, liable=0.0 if free else liable)


def _layer(
    duty: Duty,
    exporter: str,
    day: date,
    goods: Product,
    pays: Mapping[str, Paid],
    paid: Sequence[Duty],
) -> Layer:
    return Layer(
        id=duty.id,
        title=duty.title,
        kind=duty.kind,
        rate_pct=duty.rate_on(exporter) or 0.0,
        by_maker=dict(duty.by_maker),
        paid_share=pays[duty.id].share,
        adds_pct=pays[duty.id].adds,
        why=tuple(_reasons(duty, exporter, day, goods, pays, paid)),
        effective=duty.effective.isoformat() if duty.effective else None,
        ended=duty.ended.isoformat() if duty.ended else None,
        in_transit_until=duty.in_transit_until.isoformat() if duty.in_transit_until else None,
        instrument=duty.instrument,
        source=duty.source,
        confidence=duty.confidence,
        note=duty.note,
    )


def _reasons(
    duty: Duty,
    exporter: str,
    day: date,
    goods: Product,
    pays: Mapping[str, Paid],
    paid: Sequence[Duty],
) -> list[str]:
    """What keeps the product, or part of it, from paying a duty, in short sentences."""
    said: list[str] = []
    if goods.lines and duty.products is not None and not goods.all(duty.products):
        said.append("only some lines of the code are listed")
    for part in duty.exempt:
        if part.frees(territory(exporter), day) and (not goods.lines or goods.some(part)):
            lists = [name for name in part.lists or () if _on(name, goods)]
            name = f"free by list {', '.join(lists)}" if lists else "free by the notice's own codes"
            partly = f" ({100 * part.share:g} % taken to be so)" if part.share < 1 else ""
            said.append((f"free: {part.condition}" if part.condition else name) + partly)
    for other in paid:
        if other.id in (duty.pre_empted_by or ()) and pays[other.id].somewhere:
            said.append(f"gives way to {other.title}")
    if duty.usmca_free and goods.usmca is not None:
        whole = "" if duty.usmca_free == 1 else f" on {100 * duty.usmca_free:.0f} % of the value"
        said.append(
            f"free where it meets USMCA{whole} ({100 * goods.usmca:.0f} % claimed it, July to September 2025)"
        )
    liable = duty.liable_on(exporter)
    if duty.content:
        share = goods.by_chapter(duty.content)
        said.append(f"paid on the metal alone, taken as {100 * share:.0f} % of the value")
    elif liable < 1:
        said.append(f"{100 * liable:.0f} % of the value is taken to be liable")
    return said


def _on(name: str, goods: Product) -> bool:
    """Whether a published list holds some of the product's lines."""
    return not goods.lines or goods.some(Products(lists=(name,)))


def _history(
    book: DutyBook, exporter: str, code: str, goods: Product, held: Ordinary | None
) -> tuple[Dated, ...]:
    """Every day on which the total changes, from the book's start to what is scheduled after its end."""
    reaching = tuple(duty for duty in book.duties if duty.rate_on(exporter) is not None)
    mine = [duty for duty in reaching if duty.kind != "offer" and _in_scope(duty, code, goods)]
    days = sorted({day for duty in mine for day in changes(duty)} | {book.since})
    ahead = replace(book, until=date.max, duties=reaching)
    found: list[Dated] = []
    before: ProductDuty | None = None
    for day in (day for day in days if day >= book.since):
        now = _at(ahead, exporter, code, day, goods, _published(book, exporter, code, day) or held)
        value = now.total_pct if now.total_pct is not None else now.added_pct
        if before is None or abs(value - (found[-1].total_pct or 0.0)) > 1e-9:
            found.append(Dated(day.isoformat(), value, tuple(_events(before, now)) if before else ()))
        before = now
    return tuple(found)


def _events(before: ProductDuty, after: ProductDuty) -> list[str]:
    """What of the duties that the product pays began or ended, or else that the part that pays changed."""
    was = {layer.id: layer for layer in before.layers}
    now = {layer.id for layer in after.layers}
    begun = [f"begins: {layer.title}" for layer in after.layers if layer.id not in was]
    ended = [f"ends: {layer.title}" for layer in before.layers if layer.id not in now]
    if after.base and before.base and after.base.text != before.base.text:
        begun.insert(0, f"begins: {after.base.text}")
    other = [
        f"exempt goods change: {layer.title}"
        for layer in after.layers
        if layer.id in was and abs(layer.paid_share - was[layer.id].paid_share) > 1e-9
    ]
    return begun + ended or other
