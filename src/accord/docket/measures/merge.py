"""One measure told twice is one: the fuller telling stays, the other lends what it lacks."""

from __future__ import annotations

import math
from dataclasses import replace

from accord.docket.items import Measure
from accord.docket.measures.told import LIVE, Made
from accord.docket.reading import Reading

NEAR = 500
"""Characters within which a telling without a figure may date one of another target."""


def family(lever: str) -> str:
    """Return the lever with which a measure may be the same."""
    return "tariff" if lever in ("tariff", "tariff_exemption", "tariff_quota") else lever


def merged(reading: Reading, made: Made) -> list[Measure]:
    """Join the tellings of each measure, in the order of the text."""
    kept: list[Measure] = []
    whole: list[bool] = []
    for frame, measure in made:
        on_all = not measure.goods and (
            frame.falls.whole or (frame.falls.everybody and not frame.sentence.is_title)
        )
        same = (
            i for i, k in enumerate(kept) if _same(k, measure) and not _in_part(k, whole[i], measure, on_all)
        )
        index = next(same, None)
        if index is None and frame.sentence.is_title:
            index = next((i for i, k in enumerate(kept) if _headed(k, measure)), None)
        if index is None:
            kept.append(measure)
            whole.append(on_all)
        else:
            joined = _joined(kept[index], measure)
            kept[index] = joined if frame.sentence.is_title else _decided(reading, joined, measure)
    for bare in [m for m in kept if m.value is None and m.effective_date]:
        for index, valued_one in enumerate(kept):
            sure = bare.imposing and bare.imposing == valued_one.imposing and not bare.doubts
            open_ = valued_one.value is not None and valued_one.effective_date is None
            open_ = open_ and valued_one.status_norm not in ("proposed", "threatened")
            open_ = open_ and not (
                valued_one.status_norm in ("announced", "ended") and _of_old(reading, bare)
            )
            near = abs(valued_one.evidence.start - bare.evidence.start) < NEAR
            open_ = open_ and (near or valued_one.target == bare.target)
            if sure and open_ and _covers(valued_one, bare):
                kept[index] = replace(_joined(valued_one, bare), target=valued_one.target or bare.target)
    for bare in [m for m in kept if m.value is None and (m.main or m.end_date)]:
        index = next((i for i, v in enumerate(kept) if v.value is not None and _covers(v, bare)), None)
        if index is not None:
            one = kept[index]
            kept[index] = replace(one, main=one.main or bare.main, end_date=one.end_date or bare.end_date)
    kept = [m for m in kept if not _is_sum(m, kept)]
    for bare in [m for m in kept if m.value is None]:
        listed = [i for i, v in enumerate(kept) if _headed_by(v, bare)]
        if len({kept[i].goods for i in listed}) > 2:
            kept[listed[0]] = replace(kept[listed[0]], main=bare.main or kept[listed[0]].main)
            kept.remove(bare)
    valued = [m for m in kept if m.value is not None]
    return [m for m in kept if m.value is not None or not any(_covers(v, m) for v in valued)]


def _is_sum(whole: Measure, kept: list[Measure]) -> bool:
    """Whether a sum of money is that of its parts, which count: "$5 million, $3 million for Chile and $2 million for Peru"."""
    like = (m for m in kept if m.lever == whole.lever and m.unit == whole.unit and m is not whole)
    parts = [m.value for m in like if m.value and whole.value and m.value < whole.value]
    dealt = whole.lever in ("credit", "investment", "subsidy")
    return dealt and len(parts) > 1 and math.isclose(sum(parts), whole.value or 0, rel_tol=1e-6)


def _of_old(reading: Reading, bare: Measure) -> bool:
    """Whether a measure is one of an earlier year: "In 2023, Peru had imposed a duty on tea"."""
    return (bare.effective_date or "9")[:4] < str(reading.today.year)


def _headed_by(listed: Measure, bare: Measure) -> bool:
    """Whether a rate may be one of a list that a telling without a figure opens: "is lowering its duties on crops: 9% on"."""
    alike = (listed.lever, listed.imposing, listed.target) == (bare.lever, bare.imposing, bare.target)
    after = 0 < listed.evidence.start - bare.evidence.start < NEAR
    rated = bare.lever in ("tariff", "export_tax") and bool(bare.goods and listed.goods and bare.imposing)
    return listed.value is not None and alike and after and rated


def _in_part(a: Measure, a_whole: bool, b: Measure, b_whole: bool) -> bool:
    """Whether one rate is told of all goods and of some: "15% on most goods", "cuts its car tariffs to 15%"."""
    part = (b if a_whole else a).goods
    return a_whole != b_whole and bool(part) and a.lever == b.lever == "tariff"


def _one_day(a: str, b: str) -> bool:
    """Whether two ISO dates may be one, to the coarser precision."""
    return a.startswith(b) or b.startswith(a)


def _parties(a: Measure, b: Measure) -> bool:
    def fits(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
        return not x or not y or bool(set(x) & set(y)) or "world" in x or "world" in y

    crossed = {*a.imposing} & {*b.target} or {*b.imposing} & {*a.target}
    mutual = {*a.imposing} & {*a.target} or {*b.imposing} & {*b.target}
    same = a.value is not None and a.value == b.value and a.imposing == b.imposing and bool(a.goods)
    whom = fits(a.target, b.target) or (same and _guessed(a) != _guessed(b))
    return (mutual or not crossed) and fits(a.imposing, b.imposing) and whom


_SHORT = {"lng": "liquefied natural gas", "lpg": "liquefied petroleum gas", "evs": "electric vehicles"}


def _long(name: str) -> str:
    """Return goods with what letters stand for, so that "LNG" and "liquefied natural gas" are one."""
    return " ".join(_SHORT.get(w, w) for w in name.replace("-", " ").split())


def _goods(a: Measure, b: Measure) -> bool:
    if not a.goods or not b.goods:
        return True
    words = [{w.rstrip("s") for g in m.goods for w in _long(g).split()} for m in (a, b)]
    if a.value is not None and _is_parts(a) != _is_parts(b):
        return False
    dealt = a.lever in ("purchase", "investment", "credit", "stake", "subsidy")
    return bool(words[0] & words[1]) or (not dealt and (_classed(*words) or _classed(*reversed(words))))


def _is_parts(measure: Measure) -> bool:
    """Whether a measure is only on parts of goods: "drone components" are no drones."""
    return bool(measure.goods) and all(
        g.split()[-1] in ("parts", "components", "derivatives", "accessories") for g in measure.goods
    )


def _classed(names: set[str], goods: set[str]) -> bool:
    """Whether a name of a class stands for goods of it: "minerals" for gallium."""
    members = (_CLASSES.get(w, frozenset()) for w in names)
    return any(m & goods and not m & names for m in members)


def _finer(a: Measure, b: Measure) -> bool:
    """Whether the second telling names the goods of which the first only names the class."""
    mine, other = ({w.rstrip("s") for g in m.goods for w in g.split()} for m in (a, b))
    return len(a.goods) == 1 and not mine & other and _classed(mine, other)


_CLASSES = {
    "metal": frozenset(["steel", "aluminium", "aluminum", "copper", "iron", "zinc", "nickel", "tin"]),
    "grain": frozenset(["wheat", "maize", "corn", "barley", "rice", "sorghum", "oat"]),
    "mineral": frozenset(
        ["gallium", "germanium", "antimony", "graphite", "tungsten", "lithium", "cobalt", "earth"]
    ),
    "fuel": frozenset(["oil", "gas", "diesel", "petrol", "gasoline", "coal", "kerosene"]),
    "car": frozenset(["vehicle", "auto", "automobile"]),
}
"""Names of classes of goods, so that "metals tariffs" are those on steel."""


def _headed(told: Measure, title: Measure) -> bool:
    """Whether a title names in other words what the report tells: the same kind between the same two."""
    if title.value is not None and not (
        told.value and told.value != title.value and math.isclose(told.value, title.value, rel_tol=0.01)
    ):
        return False
    if title.value is not None:
        return told.unit == title.unit and family(told.lever) == family(title.lever) and _parties(told, title)
    return family(told.lever) == family(title.lever) and bool(
        set(told.imposing) & set(title.imposing) and set(told.target) & set(title.target)
    )


def _same(a: Measure, b: Measure) -> bool:
    if family(a.lever) != family(b.lever) or not _parties(a, b) or not _goods(a, b):
        return False
    if a.effective_date and b.effective_date and not _one_day(a.effective_date, b.effective_date):
        return False
    if a.value is not None and b.value is not None:
        if _apart(a, b):
            return False
        lifted = a.value == 0 and None not in (a.previous_value, b.previous_value)
        return (
            a.value == b.value and a.unit == b.unit and not (lifted and a.previous_value != b.previous_value)
        )
    if a.value is None and b.value is None:
        return a.lever == b.lever
    return False


def _apart(a: Measure, b: Measure) -> bool:
    """Whether one rate is on all of an economy's goods and one on a ware of everybody's."""
    if bool(a.goods) == bool(b.goods):
        return False
    ware, whole = (a, b) if a.goods else (b, a)
    unsaid = _guessed(ware) or ware.target == ("world",)
    return bool(whole.target) and not _guessed(whole) and unsaid != (whole.target == ("world",))


def _covers(valued: Measure, bare: Measure) -> bool:
    """Whether a telling without a figure says nothing that one with a figure does not."""
    if family(valued.lever) != family(bare.lever) or not _parties(valued, bare):
        return False
    free = bare.lever == "tariff_quota" and valued.value == 0
    if bare.lever != valued.lever and (bare.lever == "tariff_exemption" or free):
        return False
    long_since = valued.lever == "sanction" and len(valued.effective_date or "") == 4
    new = ("agreed", "pledged", *(("announced", "proposed", "scheduled") if long_since else ()))
    if valued.status_norm == "in_force" and bare.status_norm in new:
        return False
    return not bare.goods or (_goods(valued, bare) and bool(valued.goods))


def _joined(a: Measure, b: Measure) -> Measure:
    """Keep the first telling; take from the second what the first lacks."""
    surer = a if len(a.doubts) <= len(b.doubts) else b
    told = [m for m in (surer, a, b) if not (m is not surer and surer.target and _guessed(m))]
    named_target = next(
        (m.target for m in told if m.target and m.target != ("world",)), surer.target or a.target
    )
    open_ = any(x.how == "not resolved" for m in (a, b) for x in m.doubts_of("imposing"))
    firm = [m.imposing for m in (surer, a, b) if m.imposing and not (open_ and m.doubts_of("imposing"))]
    imposing = firm[0] if firm else ()
    finer = _finer(a, b)
    over = a.status_norm == "paused" and b.status_norm == "in_force"
    return replace(
        a.stated(_surer_status(a, b)),
        imposing=imposing,
        target=tuple(c for c in named_target if c not in imposing) or a.target,
        doubts=surer.doubts,
        goods=b.goods if finer else a.goods or b.goods,
        product_scope=b.product_scope if finer else a.product_scope or b.product_scope,
        effective_date=a.effective_date or (None if over else b.effective_date),
        end_date=a.end_date or b.end_date,
        previous_value=a.previous_value if a.previous_value is not None else b.previous_value,
        main=a.main or b.main,
        excluded=a.excluded or b.excluded,
        additional=a.additional or b.additional,
    )


def _guessed(measure: Measure) -> bool:
    return bool(measure.doubts_of("target"))


def _decided(reading: Reading, joined: Measure, later: Measure) -> Measure:
    """Let an order's own act outdo the advice that it recounts: "The minister recommended ... I impose"."""
    if not reading.home_told or joined.status_norm != "proposed" or later.status_norm not in LIVE:
        return joined
    return joined.stated(later.status_norm)


def _surer_status(a: Measure, b: Measure) -> str:
    if {a.status_norm, b.status_norm} in ({"agreed", "ended"}, {"announced", "ended"}, {"pledged", "ended"}):
        return "ended"
    if {a.status_norm, b.status_norm} == {"in_force", "ended"} and b.status_norm == "ended":
        return "ended"
    begun = [m for m in (a, b) if m.status_norm == "in_force" and m.effective_date]
    if begun and {a.status_norm, b.status_norm} == {"announced", "in_force"}:
        return "in_force"
    if "scheduled" in (a.status_norm, b.status_norm) and {a.status_norm, b.status_norm} <= {*LIVE, "pledged"}:
        return "scheduled"
    return a.status_norm
