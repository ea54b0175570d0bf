"""On whom a measure falls: who is named as struck, who stands nearest, whom the two sides leave."""

from __future__ import annotations

from itertools import pairwise

from accord.docket.frames.duties import RATED
from accord.docket.frames.frame import Frame
from accord.docket.frames.grammar import act_of
from accord.docket.frames.heads import Role, let_off
from accord.docket.frames.named import DEALS
from accord.docket.items import Doubt
from accord.docket.measures.context import mentioned
from accord.docket.measures.merge import family
from accord.docket.measures.paper import is_act, struck_by
from accord.docket.measures.roles import antecedent, company, goes_back
from accord.docket.measures.tied import EXPORTS, beside, inferred, titled_parties
from accord.docket.measures.told import Made, codes_of, row_of
from accord.docket.reading import Reading

SPARING = (*RATED, "quota", "tariff_quota", "import_ban", "export_ban", "import_restriction")
"""Levers that fall on all but those who are let off; of a deal or a sanction "except" says other things."""


def target_of(
    reading: Reading, frame: Frame, agent: tuple[str, ...], made: Made, doubts: list[Doubt]
) -> tuple[str, ...]:
    """Return on whom a measure falls; what rests on nearness bears a doubt. Who is let off is not struck."""
    told = _target_told(reading, frame, agent, made, doubts)
    if told in (None, ("world",)) and frame.falls.back and (earlier := antecedent(frame, made)) is not None:
        told = tuple(c for c in earlier.target if c not in agent) or None
    if told in (None, ("world",)) and frame.falls.back:
        told = _listed_before(reading, frame, agent) or told
    if told is None:
        told = _target_near(reading, frame, agent, made, doubts)
    if told is None:
        told = _target_of_sides(reading, frame, agent, made, doubts)
    spared = {*spared_of(frame)}
    if not spared & {*told}:
        return told
    doubts[:] = [d for d in doubts if d.slot != "target"]
    return tuple(c for c in told if c not in spared) or ("world",)


def _on_everybody(frame: Frame, agent: tuple[str, ...], made: Made) -> bool:
    """Whether the one before of the same author and kind is told to fall on everybody, or on whoever does something."""
    before = [(f, m) for f, m in made if family(m.lever) == family(frame.lever) and m.imposing == agent]
    told, measure = before[-1] if before else (None, None)
    if told is None or measure is None or measure.target != ("world",):
        return False
    return (
        told.falls.everybody
        or "world" in (*told.falls.origins, *told.patient.codes)
        or (measure.value is None and _on_everybody(told, agent, made[: made.index(before[-1])]))
    )


_MANY = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5}


def _listed_before(reading: Reading, frame: Frame, agent: tuple[str, ...]) -> tuple[str, ...]:
    """Return the economies that "the three countries" goes back to: as many as a sentence before names in a row."""
    many = next((_MANY[m.lower] for m in frame.clause.row[frame.at :] if m.lower in _MANY), 0)
    for number in range(frame.sentence.number - 1, max(frame.sentence.number - 4, -1), -1):
        row = row_of(reading, reading.sentences[number])
        named = [(i, c) for i, m in enumerate(row) for c in codes_of(m) if c not in agent]
        for first in range(len(named) - many + 1) if many else ():
            part = named[first : first + many]
            if all(b[0] - a[0] <= 3 for a, b in pairwise(part)) and len({c for _, c in part}) == many:
                return tuple(c for _, c in part)
    return ()


def spared_of(frame: Frame) -> tuple[str, ...]:
    """Return the economies that a clause lets off; what "where it stays at 3%" says is said of them."""
    if frame.lever not in SPARING or frame.clause.opener == "where":
        return ()
    return tuple(dict.fromkeys((*frame.falls.excluded_codes, *let_off(frame.clause.row), *_exempted(frame))))


def _exempted(frame: Frame) -> tuple[str, ...]:
    """Return whom a clause behind a duty lets off: "put a duty on tea, but exempted several neighbours, Chad among them"."""
    row = frame.clause.row
    acts = ((i, act_of(row[i])) for i in range(frame.at + 1, len(row)) if frame.deed != "exempt")
    at = next(
        (i for i, a in acts if a is not None and a.lemma in ("exempt", "spare") and a.form != "ing"), len(row)
    )
    return tuple(c for m in row[at + 1 :] for c in codes_of(m)) if row[at - 1].lower in ("but", "and") else ()


def _target_told(  # noqa: PLR0911
    reading: Reading, frame: Frame, agent: tuple[str, ...], made: Made, doubts: list[Doubt]
) -> tuple[str, ...] | None:
    """Return whom the clause names as struck, None where it names nobody."""
    falls = frame.falls
    exports = frame.lever in EXPORTS
    if frame.deed == "exempt" and (frame.own is not None or frame.cue == "let off") and not falls.origins:
        earlier = antecedent(frame, made)
        if earlier is not None and earlier.imposing == agent and earlier.target:
            return earlier.target
    clause = frame.clause
    if clause.opener == "where" and frame.lever in RATED and clause.first > 1 and agent and not falls.origins:
        there = clause.row[clause.first - 1 - (clause.row[clause.first - 1].lower == ",")]
        if codes := tuple(c for c in codes_of(there) if c not in agent):
            frame.patient = Role(codes, "where", there.text, "economy")
            return codes
    of_others = frame.lever == "price_cap" and frame.patient.how == "owner" and falls.origins
    part = frame.patient.how == "struck" and set(frame.patient.codes) < set(falls.origins) and not exports
    if frame.patient.codes and set(frame.patient.codes) - set(agent) and not (of_others or part):
        return tuple(c for c in frame.patient.codes if c not in agent)
    sides = falls.dests or falls.origins if exports else falls.origins or falls.dests
    if frame.lever == "sanction":
        sides = [*falls.origins, *falls.dests]
    named = tuple(c for c in sides if c not in agent)
    if named:
        return named
    if falls.unknown:
        doubts.append(Doubt("target", "not resolved", falls.unknown[0]))
        return ()
    if (
        (frame.lever in ("sanction", "purchase", "stake", "investment") or frame.cue == "kept from")
        and (home := company(reading, frame, after=frame.cue != "supplied"))
        and (home not in agent or frame.lever in ("stake", "investment"))
    ):
        return (home,)
    if frame.lever == "export_control" and (homes := _listed(reading, frame, agent)):
        return homes
    if falls.everybody:
        return ("world",)
    if falls.ours and reading.home_told and reading.home not in agent:
        return (reading.home,)
    return None


_LISTING = ("put", "add", "place", "list")


def _listed(reading: Reading, frame: Frame, agent: tuple[str, ...]) -> tuple[str, ...]:
    """Return whose companies are put on a list: "put Huawei on its entity list", "widened the list by adding nine firms in"."""
    row, at = frame.clause.row, frame.at
    if not row[at].lower.endswith(("list", "blacklist")):
        return ()
    adding = [i for i, m in enumerate(row) if (act := act_of(m)) is not None and act.lemma in _LISTING]
    before = [i for i in adding if i < frame.first and row[frame.first - 1].lower in ("on", "to")]
    after = [i for i in adding if at < i < at + 4]
    named = row[before[-1] : frame.first] if before else row[after[0] :] if after else []
    homes = [reading.words.companies.get(str(m.ref), "") if m.kind == "company" else "" for m in named]
    codes = (c for home, m in zip(homes, named, strict=True) for c in (home, *codes_of(m)))
    return tuple(dict.fromkeys(c for c in codes if c and c not in agent))


def _target_near(  # noqa: PLR0911
    reading: Reading, frame: Frame, agent: tuple[str, ...], made: Made, doubts: list[Doubt]
) -> tuple[str, ...] | None:
    """Return who stands nearest or was struck before, None where nobody was."""
    if answered := _answered(frame, agent, made):
        return answered
    near, governed = beside(frame, agent) if frame.lever != "subsidy" else ((), False)
    earlier = antecedent(frame, made)
    again = earlier is not None and goes_back(frame) and set(earlier.imposing) & set(agent)
    if again and earlier is not None and earlier.target and not governed and near != earlier.target:
        doubts += [d for d in earlier.doubts if d.slot == "target"]
        return earlier.target
    if frame.lever in EXPORTS and not governed and (kept := _kept_from(frame, agent, made)):
        doubts.append(Doubt("target", "named before", ""))
        return kept
    if near and frame.lever != "export_tax" and (agent or governed or frame.lever not in EXPORTS):
        if not governed:
            doubts.append(Doubt("target", "named nearest", ""))
        return near
    if earlier is not None and earlier.imposing == agent and goes_back(frame) and earlier.target:
        doubts += [d for d in earlier.doubts if d.slot == "target"]
        return earlier.target
    opening = frame.clause.row[max(frame.first - 1, frame.clause.first) : frame.first + 1]
    if earlier is None and any(mark.lower == "such" for mark in opening):
        doubts.append(Doubt("target", "not said", ""))
        return ()
    if goes_back(frame) and earlier is None:
        hit = tuple(c for c in mentioned(reading, frame).hit if c not in agent)
        if hit:
            doubts.append(Doubt("target", "named before", ""))
            return hit
    return None


def _kept_from(frame: Frame, agent: tuple[str, ...], made: Made) -> tuple[str, ...]:
    """Return whom the last ban on exports of the same economy, told just before, keeps them from."""
    near = (
        m for f, m in reversed(made) if frame.sentence.number - f.sentence.number <= 4 and m.lever in EXPORTS
    )
    told = next((m for m in near if m.imposing == agent and set(m.target) - {"world"}), None)
    return told.target if told is not None else ()


_ANSWERS = frozenset(["answer", "retaliate", "respond", "reply", "counter", "hit back", "strike back"])


def _answered(frame: Frame, agent: tuple[str, ...], made: Made) -> tuple[str, ...]:
    """Return whose measure is answered by one that names nobody: "Peru charged Chile 9%. Santiago answered with duties on"."""
    row, first = frame.clause.row, frame.clause.first
    if not any((act := act_of(m)) is not None and act.lemma in _ANSWERS for m in row[first : frame.first]):
        return ()
    theirs = (m.imposing for _, m in reversed(made) if {*agent} <= {*m.target} - {*m.imposing})
    return next(filter(None, theirs), ())


_BEYOND = frozenset(["above", "beyond", "outside", "exceeding", "over"])
_BOUNDS = frozenset(
    ["quota", "quotas", "level", "levels", "volume", "volumes", "limit", "ceiling", "it", "them"]
)


def _beyond_quota(frame: Frame) -> bool:
    """Whether a duty falls on what a quota lets in no more, whoever sells it: "anything above that level will be hit with"."""
    row = frame.clause.row
    past = any(
        m.lower in _BEYOND and _BOUNDS & {n.lower for n in row[i + 1 : i + 4]} for i, m in enumerate(row)
    )
    return frame.lever in RATED and past


def _target_of_sides(  # noqa: PLR0911
    reading: Reading, frame: Frame, agent: tuple[str, ...], made: Made, doubts: list[Doubt]
) -> tuple[str, ...]:
    """Return whom the kind of measure and the sides of the report leave."""
    falls, exports = frame.falls, frame.lever in EXPORTS
    if frame.lever == "subsidy":
        return agent
    before = antecedent(frame, made) if frame.lever == "sanction" and frame.amount is not None else None
    if before is not None and before.imposing == agent and set(before.target) - {"world"}:
        doubts.append(Doubt("target", "named before", ""))
        return before.target
    if frame.lever in RATED and _on_everybody(frame, agent, made):
        return ("world",)
    if agent == (reading.home,) and is_act(reading) and (struck := struck_by(reading)):
        return struck
    if frame.lever in DEALS and len(agent) == 2 and set(agent) == set(reading.sides):
        return agent
    if frame.lever in DEALS:
        others = [c for c in reading.sides if c not in agent]
        if len(others) == 1:
            doubts += inferred(reading, "target")
            return (others[0],)
        return ()
    if frame.lever in RATED and _on_the_rest(frame):
        return ("world",)
    block = reading.cleaned.block_at(frame.sentence.start)
    listed = frame.goods or (block is not None and block.kind == "bullet")
    if frame.lever in RATED and listed and (on := _list_goes_on(frame, agent, made)):
        doubts.append(Doubt("target", "named before", ""))
        return on
    others = [c for c in reading.sides if c not in agent]
    ours = reading.home_told and reading.home not in agent and set(agent) <= set(titled_parties(reading))
    if ours and reading.tells_of_terms and len(others) != 1 and frame.lever in (*RATED, "tariff_quota"):
        return (reading.home,)
    bilateral = reading.tells_of_terms and len(others) == 1 and set(agent) <= set(reading.sides)
    if (falls.imports or frame.goods) and not (
        bilateral and frame.lever not in ("import_ban", "import_restriction", *EXPORTS)
    ):
        return ("world",)
    if len(others) == 1 and agent and not _beyond_quota(frame):
        doubts += [Doubt("target", "other side", "")] if exports else inferred(reading, "target")
        return (others[0],)
    return ("world",)


def _on_the_rest(frame: Frame) -> bool:
    """Whether a duty is on what none told before is on: "20 percent for all other imports"."""
    lowers = [m.lower for m in frame.clause.row[frame.clause.first : frame.clause.last]]
    return any(pair == ("all", "other") for pair in pairwise(lowers))


def _list_goes_on(frame: Frame, agent: tuple[str, ...], made: Made) -> tuple[str, ...]:
    """Return on whom the list of duties falls that a sentence goes on with: "Cheese still faces 9%, too"."""
    listed = frame.clause.row[frame.at].lower.split()[-1] in ("rate", "rates")
    for other, measure in reversed(made):
        near = frame.sentence.number - other.sentence.number
        kin = family(other.lever) == family(frame.lever)
        if not listed and (near > 2 or not kin):
            return ()
        if kin and measure.imposing == agent and set(measure.target) - {"world"}:
            return measure.target
    return ()
