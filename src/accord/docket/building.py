"""Make a measure other than a tariff from the words that name it: its parties, status, products and dates."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.amounts.before import Amount
from accord.docket.cues import Standing, standing
from accord.docket.details import scope, with_dates
from accord.docket.following import Found
from accord.docket.items import Evidence, Measure
from accord.docket.parties import Parties, find_parties
from accord.docket.reading import Reading
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_GRANTS = re.compile(r"grant|exempt|giv|gave|offer|spar|allow", _I)
_DONE = re.compile(
    r"\b(?:has|have|had|already)\s+(?:\w+\s+)?(?:bought|purchased|invested|ordered|"
    r"imported)\b|\b(?:bought|purchased|invested)\b",
    _I,
)
_HALT = re.compile(r"(?:halt|suspend|stop|block)|.*\b(?:halted|suspended)$", _I | re.DOTALL)
_PAST = re.compile(
    r"(?:halted|stopped|suspended|blocked|banned|restricted|forbade|curbed|barred|prohibited|ceased|withdrew|revoked|removed)\b",
    _I,
)
_MODAL = re.compile(r"\b(?:will|would|to|could|may|might|should|shall|must)\s+(?:\w+\s+){0,2}$", _I)
_SECURED = re.compile(r"\b(?:secur|win|won|obtain|extract|gain)\w*\s+(?:[\w$.-]+\s+){0,5}$", _I)
_LISTED = re.compile(
    r"\b(?:added|adds|adding|decision\s[^.;]{0,20}to\s+add|placed|put)\s[^.;]{1,80}\blist$", _I
)
_UNVEILED = re.compile(r"(?:announc(?:ed|es)|unveil(?:ed|s))$", _I)
_PASSIVE = re.compile(r"(?:exports?|shipments|sales)\s+(?:of|to)\b", _I)
_PLEDGED = re.compile(r"\b(?:pledg|promis|commit|intend)\w*\s[^.;]*$", _I)
_ENDING = re.compile(r"\b(?:end|lift|scrap|replac|remov|eas|drop|phase\s+out)\w*\s+(?:\w+\s+){0,4}$", _I)


def build(
    reading: Reading,
    sentence: Sentence,
    lever: str,
    span: tuple[int, int],
    default: str,
    found: list[Found],
    amount: Amount | None = None,
) -> Found:
    """Make one measure from the words at ``span`` of a sentence."""
    text, base = sentence.text, sentence.start
    start, end = span
    state = standing(text, start, end, default)
    if (verb := _PAST.match(text[start:end])) and not _MODAL.search(text[:start]):
        state = replace(state, status="in_force", cue=verb[0])
    same = [f for f in found if f.measure.lever.split("_")[0] == lever.split("_", maxsplit=1)[0]]
    known = same[-1].parties if same else None
    kind = "deal" if lever in ("purchase", "investment") else lever.split("_", maxsplit=1)[0]
    parties = find_parties(reading, sentence, base + start, base + end, known, kind=kind)
    parties = _by_grammar(reading, sentence, span, lever, parties)
    ending = bool(_ENDING.search(text[:start])) and amount is None
    status = _status(text, span, lever, state, ending)
    measure = Measure(
        lever=lever,
        value=amount.value if amount else None,
        unit=amount.unit if amount else None,
        imposing=parties.imposing,
        target=parties.target or ("world",),
        product_scope=scope(sentence, base + start, base + end),
        status=_words(state.cue, status, ending),
        status_norm=status,
        evidence=Evidence(reading.text[base : sentence.end], base, sentence.end),
        trace=(
            f"'{text[start:end].strip()}' names the lever",
            f"imposing from {parties.how}",
            f"status from '{state.cue}'" if state.cue else f"no status word: {default.replace('_', ' ')}",
        ),
    )
    measure = with_dates(measure, reading, sentence, start, end)
    if ending and measure.effective_date and not measure.end_date:
        measure = replace(measure, effective_date=None, end_date=measure.effective_date)
    return Found(measure, state, parties, sentence.number)


def _by_grammar(
    reading: Reading, sentence: Sentence, span: tuple[int, int], lever: str, parties: Parties
) -> Parties:
    """Correct the parties where the words at ``span`` name the target: "exports to Japan need a licence"."""
    if lever == "sanctions_waiver":
        return _exempted(reading, sentence, span, parties)
    if lever in ("purchase", "investment"):
        return _dealing(reading, sentence, span, parties)
    if lever in ("sanctions", "export_control") and not parties.target:
        homes = _homes(reading, sentence, span)
        return replace(parties, target=tuple(c for c in homes if c not in parties.imposing))
    cap = lever == "sanctions_price_cap"
    if not cap and not _PASSIVE.match(sentence.text[span[0] : span[1]]):
        return parties
    base = sentence.start
    actors = reading.actors(sentence)
    inside = [a for a in actors if span[0] <= sentence.tokens[a.first].start - base < span[1]]
    named = inside if cap else [a for a in inside if "to" in sentence.before(a.first, 2).split()]
    target = tuple(dict.fromkeys(a.code for a in named))
    others = [a for a in actors if a not in inside and not a.is_place and a.code not in target]
    speakers = [a.code for a in others if sentence.after(a.last) in ("said", "announced")]
    imposing = tuple(c for c in parties.imposing if c not in target)
    if not cap and speakers:
        imposing = tuple(speakers[:1])
    imposing = imposing or tuple(a.code for a in others[:1])
    imposing = imposing or tuple(c for c in reading.common if c not in target)[:1]
    return Parties(imposing, target or tuple(c for c in parties.target if c not in imposing), parties.how)


def _dealing(reading: Reading, sentence: Sentence, span: tuple[int, int], parties: Parties) -> Parties:
    """Give a deal to the home of the company that makes it; who secures a promise is who it is made to."""
    text, base = sentence.text, sentence.start
    lead = text[: span[0]]
    if _SECURED.search(lead) and len(parties.imposing) == 1:
        giver = parties.target or tuple(c for c in reading.pair if c not in parties.imposing)
        return replace(parties, imposing=giver, target=parties.imposing) if giver else parties
    company = next((m for m in sentence.names if m.kind == "company" and m.start - base < span[0]), None)
    home = reading.words.companies.get(company.value) if company else None
    other = any(sentence.tokens[a.first].start - base < span[0] for a in reading.actors(sentence))
    if (
        not home
        or other
        or not re.match(r"(?:\W*\w+\W+){0,5}$", text[: company.start - base] if company else "")
    ):
        return parties
    target = tuple(c for c in (*parties.target, *parties.imposing) if c != home)[:1]
    return replace(parties, imposing=(home,), target=target)


def _exempted(reading: Reading, sentence: Sentence, span: tuple[int, int], parties: Parties) -> Parties:
    """Give a waiver the target it is granted to: "exempted Hungary from sanctions on Russia"."""
    for actor in reading.actors(sentence):
        lead = sentence.before(actor.first, 2).removesuffix(" the").split()[-1:]
        if lead and _GRANTS.match(lead[0]) and actor.code not in parties.imposing:
            return replace(parties, target=(actor.code,))
    return parties


def _homes(reading: Reading, sentence: Sentence, span: tuple[int, int]) -> list[str]:
    """Return the economies of the companies named beside a measure: "sanctioned Rosneft and Lukoil"."""
    homes = reading.words.companies
    after = [m for m in sentence.names if m.kind == "company" and m.start - sentence.start >= span[0]]
    return list(dict.fromkeys(homes[m.value] for m in after if m.value in homes))


def _status(text: str, span: tuple[int, int], lever: str, state: Standing, ending: bool) -> str:
    """Return the status: a control to be lifted is still in force; a promise to buy is pledged until done."""
    start, end = span
    if ending and state.status in ("announced", "scheduled", "agreed") and lever.startswith("export"):
        return "in_force"
    halted = lever in ("export_ban", "import_ban") and _HALT.match(text[start:end])
    if halted and state.status == "suspended":
        return "in_force"
    listed = _LISTED.search(text[:end]) if lever.startswith(("sanctions", "export_control")) else None
    if state.status == "announced" and (listed or (lever == "sanctions" and _UNVEILED.match(state.cue))):
        return "in_force"
    promise = lever in ("purchase", "investment") and state.status in ("in_force", "announced", "scheduled")
    if lever in ("purchase", "investment") and _PLEDGED.search(text[max(start - 120, 0) : start]):
        return "pledged"
    return "pledged" if promise and not _DONE.search(text[max(start - 30, 0) : end]) else state.status


def _words(cue: str, status: str, ending: bool) -> str:
    if ending and status == "in_force":
        return "in force, to be lifted"
    return cue.strip().casefold() or status.replace("_", " ")
