"""What happened and what is to happen: expressions of ``lexicon/happenings.yml`` in clauses, and what measures imply."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from accord.core.frozen import NamedTuple
from accord.docket.dates import DateFound
from accord.docket.events.implied import AGAIN, OF_LEVER, dated, gone_back_to, implied, is_day, with_parties
from accord.docket.events.once import merged, same
from accord.docket.events.parties import (
    TALKING,
    as_a_group,
    economies,
    economies_of,
    of_a_firm,
    one_statement,
    same_body,
    speaker,
)
from accord.docket.items import Event, Measure
from accord.docket.measures.project import FALSE
from accord.docket.measures.told import is_ahead
from accord.docket.patterns import by_sign, likely, regex
from accord.docket.quoted import brief, evidence
from accord.docket.reading import Reading
from accord.docket.rules import rule_file
from accord.docket.tokens import Sentence


class Trigger(NamedTuple):
    """An expression that tells an event of a type."""

    type: str
    needs: int
    pattern: re.Pattern[str]
    example: str
    lead: bool = False
    dated: bool = False


@lru_cache(maxsize=1)
def triggers() -> tuple[Trigger, ...]:
    """Return the shipped expressions, compiled once."""
    data = rule_file("happenings")
    made = []
    for entry in data["events"]:
        pattern = entry["pattern"]
        for name, words in data["nouns"].items():
            pattern = pattern.replace(name, words)
        made.append(
            Trigger(
                entry["type"],
                entry["needs"],
                regex(pattern, re.IGNORECASE),
                entry["example"],
                entry.get("lead", False),
                entry.get("dated", False),
            )
        )
    return tuple(made)


@lru_cache(maxsize=1)
def _signs() -> dict[str, tuple[int, ...]]:
    return by_sign(trigger.pattern for trigger in triggers())


@lru_cache(maxsize=1)
def _unreal() -> tuple[re.Pattern[str], ...]:
    """Return words of wishes, of what is ahead, and of a deal, whatever is to be done under it."""
    data = rule_file("happenings")
    texts = (data["wished"], data["planned"], data["nouns"]["DEAL"])
    return tuple(regex(text, re.IGNORECASE) for text in texts)


def is_planned(text: str, start: int, end: int) -> bool:
    """Whether words look ahead: "will sign", "is to join"."""
    return bool(_unreal()[1].search(text[max(start - 45, 0) : end]))


def events_of(
    reading: Reading, measures: tuple[Measure, ...], joined: list[Event] | None = None
) -> tuple[Event, ...]:
    """Return the events of a report: those its clauses tell and those its measures imply, each once."""
    told: list[Event] = []
    for sentence in reading.sentences:
        if sentence.is_title or not reading.has_room(told, "events"):
            continue
        told += _of_sentence(reading, sentence)
    told = [*same_body(reading, [e for e in told if e.type != AGAIN]), *gone_back_to(told, measures)]
    deeds = [*(with_parties(e, measures) for e in told if e.type != "statement"), *(joined or ())]
    deeds = merged([*deeds, *_titled(reading, deeds)])
    deeds = merged([*deeds, *implied(reading, measures, deeds)])
    deeds = merged([*deeds, *dated(reading, measures, deeds)])
    if not any(reading.is_lead_span(e.evidence.start) for e in deeds):
        deeds = merged([*deeds, *(_headlined(reading, measures) or _decided(reading, measures))])
    said = one_statement(reading, [e for e in told if e.type == "statement"], deeds)
    said = [*said, *_spoken(reading, said)]
    return tuple(sorted([*deeds, *said], key=lambda e: (e.evidence.start, e.type)))


_HEREBY = regex(r"\b(?:hereby|do) (?:determine|order|proclaim|ordered)\b", re.IGNORECASE)
_MEMO = regex(r"\bmemorand(?:um|a)(?! of understanding)", re.IGNORECASE)
_AGREED = regex(
    r"\W*(?:(?:has|have|had) )?(?:agreed|sent|said|confirmed|announced (?:\w+ )?(?:that|they|both))\b",
    re.IGNORECASE,
)
"""Words of what is done, whatever it is to bring: "have agreed to cut duties in July", "sent tariff letters"."""
_DENIED = regex(
    r"\b(?:has|have|had|did|do|does|is|was|were|could|would|will|can|may)(?:n['\u2019]t| not| never| yet to)\b",
    re.IGNORECASE,
)
_BARRED = regex(r"[^.;]{0,40}?\b(?:would|will|to) be (?:banned|barred|prohibited|forbidden)\b", re.IGNORECASE)
_TOLD_OF = regex(r"\b(?:it|they|he|she|that|which|who) (?:has |have |had )?$", re.IGNORECASE)
_AS_GROUND = regex(r"\b(?:when|after|since|which|that) (?:\w+ ){1,3}$", re.IGNORECASE)
"""Words of a clause that only says what went before: "ruled that he overstepped when he imposed tariffs"."""
MOST = 3
"""Places of a sentence that one expression may read."""


def _of_sentence(reading: Reading, sentence: Sentence) -> list[Event]:
    found: list[Event] = []
    taken: list[tuple[int, int]] = []
    for trigger in (triggers()[number] for number in likely(_signs(), sentence.text)):
        for match in islice(trigger.pattern.finditer(sentence.text), MOST):
            if any(a < match.end() and match.start() < b for a, b in taken):
                continue
            taken.append(match.span())
            event = _told(reading, sentence, trigger, match)
            again = event is not None and any(e.type == event.type and not event.date_text for e in found)
            again = again or (event is not None and any(_ordered(e, event) for e in found))
            if event is not None and not again and not any(same(e, event) for e in found):
                found.append(event)
    return found


def _ordered(act: Event, change: Event) -> bool:
    """Whether a change is but what an order of the same sentence says, told with no day of its own."""
    return act.type == "regulatory_action" and change.type in OF_LEVER.values() and act.date == change.date


def _scope(reading: Reading, sentence: Sentence, match: re.Match[str]) -> tuple[int, int]:
    """Return the characters of the clauses that an expression stands in."""
    parts = [c for c in reading.clauses_of(sentence) if c.start < match.end() and match.start() < c.end]
    return (parts[0].start, parts[-1].end) if parts else (0, len(sentence.text))


def _told(reading: Reading, sentence: Sentence, trigger: Trigger, match: re.Match[str]) -> Event | None:
    text, kind = sentence.text, trigger.type
    scope = _scope(reading, sentence, match)
    wished, ahead, deal = _unreal()
    lead = text[max(scope[0] - 30, 0) : match.start()][-60:]
    gone_back_to = kind == "statement" and _TOLD_OF.search(text[: match.start()])
    said = kind in ("statement", "deadline", "court_ruling")
    unreal = not said and (
        wished.search(lead) or _DENIED.search(match[0]) or _BARRED.match(text, match.end())
    )
    if gone_back_to or unreal or (kind in OF_LEVER.values() and FALSE.search(text)):
        return None
    codes = economies(reading, sentence, scope, kind, trigger.needs)
    if kind == "statement":
        spoken = speaker(reading, sentence, match.start())
        if spoken is None or of_a_firm(text, scope, match):
            return None
        codes = spoken or codes
    if kind == "agreement" and len(codes) < 2 and _MEMO.search(match[0]):
        kind = "regulatory_action"
    planned = kind != "statement" and bool(
        ahead.search(
            text[match.start() if deal.match(match[0]) else max(match.start() - 45, scope[0]) : match.end()]
        )
    )
    if kind in ("agreement", "tariff_change") and _AGREED.match(match[0]):
        planned = False
    date, words, precision, why = _day(reading, sentence, scope, match, planned, kind)
    if kind == "regulatory_action" and reading.home and _HEREBY.search(text):
        codes, date, words = (reading.home,), reading.today.isoformat(), ""
        precision, why = "inferred", "the document's own day"
    planned = planned or (date is not None and is_ahead(reading, date))
    ground = _is_ground(lead, kind, words, text[match.start() :])
    talk = trigger.lead and (ground or (not words and (lead[-1:] == "(" or not reading.is_lead(sentence))))
    needs = 0 if kind == "agreement" and as_a_group(sentence, match) else trigger.needs
    if talk or len(codes) < needs or _is_undated(trigger, kind, date, planned):
        return None
    return Event(
        type=kind, date=date, date_precision=precision, date_text=words, countries=codes,
        status="planned" if planned else "done",
        participants=tuple(dict.fromkeys(a.person for a in reading.actors(sentence) if a.person)),
        description=brief(sentence), evidence=evidence(reading, sentence), trace=(f"'{match[0][:60]}'", why),
    )  # fmt: skip


_PAPER = regex(
    r"\b(?:proclamation|order|decree|regulation|act|law|bill|notice)\s+(?:also\s+)?$", re.IGNORECASE
)


def _is_ground(lead: str, kind: str, words: str, after: str) -> bool:
    """Whether an act is but the ground of another, or what a paper told before brings about: "The decree raises the duty"."""
    if kind in OF_LEVER.values() and not words and _PAPER.search(lead):
        return True
    return bool(_AS_GROUND.search(lead)) and not (words and words in after)


def _is_undated(trigger: Trigger, kind: str, date: str | None, planned: bool) -> bool:
    """Whether an event lacks the day without which its words are but talk of one."""
    if kind == "deadline":
        return date is None or not planned
    left_open = trigger.dated or kind == "regulatory_action"
    return date is None and (left_open or (planned and kind not in ("agreement", "negotiation", "meeting")))


_HORIZON = regex(r"\b(?:by|through|until|to|over)(?: (?:the|end|of))*\s*$", re.IGNORECASE)


_EXTENDS = regex(r"\b(?:extend|prolong|renew)", re.IGNORECASE)


def _is_of_act(date: DateFound, sentence: Sentence, today: str, kind: str, ends: bool) -> bool:
    """Whether a date is when an act is done; not since when or until when something is, nor what goods and money are told for."""
    lead, text = sentence.text[: date.start - sentence.start], date.text.casefold()
    deal = kind in ("investment", "purchase")
    if deal and (date.precision == "year" or date.iso == today):
        return False
    if kind in (*TALKING, "agreement") and text.startswith("since "):
        return False
    return not (deal or ends) or not (_HORIZON.search(lead) or text.startswith("within "))


_AGREED_TO = regex(r"\b(?:agreed|decided|resolved|vowed) to (?:\w+ ){0,2}$", re.IGNORECASE)
_DURING = regex(r"\b(?:during|after|at|in) (?:the|their|his|her)\s+$", re.IGNORECASE)
_SINCE = regex(r"\bsince \w+ing\b", re.IGNORECASE)
"""Words that tell of what came before an act, with its own day: "his first trip since taking office in May"."""


def _day(
    reading: Reading,
    sentence: Sentence,
    scope: tuple[int, int],
    match: re.Match[str],
    planned: bool,
    kind: str,
) -> tuple[str | None, str, str, str]:
    """Return the day of an event: the date nearest its words in its clause, then beside it, then the lead's."""
    base, today = sentence.start, reading.today.isoformat()
    dates = [d for d in reading.dates_of(sentence) if is_day(sentence, d)]
    if kind in ("agreement", "tariff_change") and _AGREED.match(match[0]):
        dates = [d for d in dates if not d.ahead]
    if kind == "statement":
        dates = [d for d in dates if d.precision != "year" and not d.ahead]
    goes_on = bool(_EXTENDS.search(match[0])) or (kind in ("agreement", "negotiation") and not planned)
    dates = [d for d in dates if _is_of_act(d, sentence, today if planned else "", kind, goes_on)]
    dates = [d for d in dates if not _SINCE.search(sentence.text[match.end() : d.start - base])]
    if _DURING.search(sentence.text[: match.start()]):
        dates = [d for d in dates if _far(d.start - base, d.end - base, match) < 45]
    pool = [d for d in dates if scope[0] <= d.start - base < scope[1]]
    if not pool and len(reading.clauses_of(sentence)) < 4:
        pool = [d for d in dates if scope[0] - 90 < d.start - base < scope[1] + 60]
    if planned:
        later = [d for d in pool if d.iso >= today[: len(d.iso)]]
        bound = _AGREED_TO.search(sentence.text[: match.start()])
        pool = [d for d in pool if d.ahead] if bound else later or (pool if kind in TALKING else [])
    if pool:
        far = [_far(d.start - base, d.end - base, match) + 80 * (d.precision == "year") for d in pool]
        near = pool[far.index(min(far))]
        return near.iso, near.text, near.precision, f"'{near.text}'"
    entry = reading.cleaned.entry_at(base)
    if entry is not None and entry.day is not None and not planned:
        return entry.day.isoformat(), "", "inferred", entry.basis
    if planned:
        return None, "", "unknown", "no day told"
    if reading.is_lead(sentence) or kind == "statement":
        day, why = reading.lead_day
        return day, "", "inferred", why
    own = kind in _OWN_ACTS and bool(_OF_NOW.search(match[0])) and _is_document(reading)
    if own and not _BACK.search(sentence.text):
        return today, "", "inferred", "the document's own day"
    return None, "", "unknown", "no day told"


def _far(start: int, end: int, match: re.Match[str]) -> int:
    """Return how many characters lie between a date and an expression."""
    return min(abs(start - match.end()), abs(end - match.start()))


_OWN_ACTS = ("agreement", "launch")
_OF_NOW = regex(
    r"^(?:\w+ed|set up|struck|signing|conclusion|exchange)\b|\b(?:was|were|been)\b", re.IGNORECASE
)
_DOCUMENT = regex(
    r"\b(?:joint (?:leaders'? )?(?:statement|declaration)|communiqu[e\u00e9]|fact sheet|press release)\b",
    re.IGNORECASE,
)
_BACK = regex(
    r"\b(?:had|recall\w*|previous\w*|earlier|last|already|since|ago|past|when|after|once|under|negotiat\w+|remain\w*)\b",
    re.IGNORECASE,
)
"""Words of a sentence that may go back to what was before the document's day."""


def _is_document(reading: Reading) -> bool:
    """Whether a report is the paper by which governments make their acts known, on its own day."""
    source = reading.cleaned.headers.get("source", "")
    return bool(_DOCUMENT.search(f"{reading.cleaned.title} {source}"))


_TITLE = regex(
    r"\b(?:joint (?:leaders'? )?statement|framework|agreement|memorandum of understanding|general terms|declaration|treaty|protocol)\b",
    re.IGNORECASE,
)
_NO_TITLE = regex(
    r"\b(?:readout|fact sheet|talks|remarks|modifying|amend\w*|extending|implementing|adjusting)\b",
    re.IGNORECASE,
)
_DECIDES = regex(
    r"\b(?:government|cabinet|ministr(?:y|ies)|commission|department|treasury|authorit(?:y|ies)|office|agency|committee|council|"
    r"board|bank|customs|secretary|minister|president|regulator|gazette)\b[^;.]{0,80}?\b(?:decid|suspend|set(?:s|ting)?\b|approv|"
    r"adopt|unveil|announc|order|lower|rais|impos|lift|put\b|introduc|extend|prolong|scrap|cap(?:s|ped)\b|fix|carries|tighten|"
    r"eas(?:e|ed|es)\b)|\b(?:will|shall|have to|must)\b.*\b(?:commission|ministry|government|department|treasury) said\b",
    re.IGNORECASE,
)


def _of_its_own(
    kind: str, day: str, codes: tuple[str, ...], reading: Reading, sentence: Sentence, *trace: str
) -> Event:
    """Return what a sentence as a whole tells to be done, on a day that is not among its words."""
    words = evidence(reading, sentence)
    return Event(kind, day, "inferred", "", codes, "done", (), brief(sentence), words, trace)


def _decided(reading: Reading, measures: tuple[Measure, ...]) -> list[Event]:
    """Return what an authority decides in the first sentences, where no expression and no measure told an event."""
    for sentence in reading.sentences[:14]:
        match = _DECIDES.search(sentence.text) if reading.is_lead(sentence) else None
        if match is None:
            continue
        codes = economies_of(reading, sentence) or ((reading.home,) if reading.home else ())
        mine = [m for m in measures if m.evidence.start == sentence.start]
        kind = OF_LEVER.get(mine[0].lever, "regulatory_action") if mine else "regulatory_action"
        kind = "regulatory_action" if kind in ("purchase", "investment") else kind
        day, why = reading.lead_day
        if codes:
            return [_of_its_own(kind, day, codes, reading, sentence, f"'{match[0][:60]}'", why)]
    return []


def _headlined(reading: Reading, measures: tuple[Measure, ...]) -> list[Event]:
    """Return the act of the headline, else that of the first measure, where the first sentences told none."""
    day, why = reading.lead_day
    title = next((s for s in reading.sentences[:2] if s.is_title), None)
    found = [e for e in (_of_sentence(reading, title) if title else []) if e.type not in ("statement", AGAIN)]
    if found:
        return [replace(e, date=e.date or day, trace=(*e.trace, why)) for e in found[:1] if e.countries]
    vain = ("ruled_out", "proposed", "threatened")
    first = next((m for m in measures if m.main and m.status_norm not in vain), None)
    kind = OF_LEVER.get(first.lever) if first else None
    if first is None or kind is None or not first.parties:
        return []
    return [Event(kind, day, "inferred", "", first.parties, "done", (), "", first.evidence,
                  (f"the measure '{first.lever}'", why))]  # fmt: skip


_REMARKS = regex(
    r"\b(?:transcript|press conference|media briefing|weekly briefing|remarks (?:by|of))\b", re.IGNORECASE
)
SPEECHES = 6
"""Speeches that make a document of a government a transcript."""
_SPEAKER = regex(
    r"^[A-Z][\w.'-]*+(?: [A-Z][\w.'-]*+){0,5}(?:, [A-Z]\w*+(?: [A-Z]\w*+){0,4})?: [A-Z]", re.MULTILINE
)


def _spoken(reading: Reading, said: list[Event]) -> list[Event]:
    """Return the statement that a transcript is itself, on its own day."""
    opening = (s for s in reading.sentences[:3] if s.is_title or len(s.tokens) < 15)
    head = next((s for s in opening if _REMARKS.search(s.text)), None)
    day = reading.today.isoformat()
    if head is None and reading.home_told and len(_SPEAKER.findall(reading.text)) >= SPEECHES:
        head = reading.sentences[0]
    if head is None or not reading.home or any(e.date == day for e in said):
        return []
    return [_of_its_own("statement", day, (reading.home,), reading, head, "a transcript")]


def _titled(reading: Reading, deeds: list[Event]) -> list[Event]:
    """Return the agreement that a document is itself, by its title: "Chile-Norway Framework on Copper"."""
    title = next((s for s in reading.sentences if s.is_title), None)
    if title is None or not _TITLE.search(title.text) or _NO_TITLE.search(title.text):
        return []
    codes = tuple(dict.fromkeys(a.code for a in reading.actors(title) if a.kind in ("economy", "adjective")))
    told = [e for e in deeds if e.type == "agreement" and reading.is_lead_span(e.evidence.start)]
    if len(codes) != 2 or told or not reading.home_told:
        return []
    day = reading.today.isoformat()
    return [_of_its_own("agreement", day, codes, reading, title, "the title")]
