"""Tariffs: the percentages that are tariff rates, who imposes them on whom, since when, in what status."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from accord.docket.amounts import Rate, quantities, rates
from accord.docket.cues import Standing, clause, cues, standing
from accord.docket.details import scope, with_dates
from accord.docket.items import Evidence, Measure
from accord.docket.parties import Parties, find_parties
from accord.docket.percentages import ANAPHOR, gap, is_tariff, listed, own_target
from accord.docket.reading import MOST, Reading
from accord.docket.tokens import Sentence

_EXPORT = re.compile(r"\bexport\s+(?:dut|tax|lev|tariff)", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:(?:will|would|shall|do|does)?\s*no\s+longer\s+(?:apply|be\s+(?:charged|levied|"
    r"subject))|(?:enter|access|import|ship|sell|sold|export)\w*\b[^.;]{0,60}?\b(?:duty|"
    r"tariff)[- ]free|(?:duty|tariff)[- ]free\s+(?:access|entry)|free\s+(?:of|"
    r"from)\s+(?:all\s+|any\s+|import\s+)*(?:tariffs?|dut(?:y|ies))|zero[- ](?:tariffs?|"
    r"dut(?:y|ies))|(?:charg|pay|fac|levy|impos|attract|bear|carry|at|with)(?:e|es|ed|ing|s)?\s+(?:no|zero)\s+"
    r"(?:import\s+|additional\s+|customs\s+)?(?:tariffs?|dut(?:y|ies))|"
    r"(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b[^.;]{0,60}?\b(?:was|were|be|been|are|is)\s+(?:\w+ly\s+)?(?:abolished|"
    r"scrapped|eliminated|removed|waived|lifted|dropped|phased\s+out|withdrawn)|"
    r"exempt(?:ed|ing)?\b|exemptions?\b(?!\s+(?:\w+\s+){0,2}(?:laps|expir|end|was|were))|(?:scrap|abolish|eliminat|remov|waiv|drop|lift|"
    r"end)(?:s|ed|e|es|ing|ped|ping)?\s+(?:all\s+|its\s+|the\s+|their\s+|most\s+|"
    r"remaining\s+|retaliatory\s+|import\s+|additional\s+|\d+(?:\.\d+)?(?:%|"
    r"\s+per\s?cent)\s+)*(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)))",
    re.IGNORECASE,
)
_KINDS = (
    ("tariff_reciprocal", r"\breciprocal\b"),
    ("tariff_additional", r"\b(?:additional|extra|on\s+top\s+of|further|adding|added)\b"),
    ("tariff_secondary", r"\bsecondary\b"),
    ("tariff_antidumping", r"\banti-?\s?dumping\b|\bcountervailing\b"),
)


@dataclass(frozen=True)
class Found:
    """A measure with its polarity and the parties it was given, for what follows to refer to."""

    measure: Measure
    standing: Standing
    parties: Parties
    sentence: int


def find_tariffs(reading: Reading) -> list[Found]:
    """Return every tariff the report states with a rate, and exemptions that set one to zero."""
    found: list[Found] = []
    told = _told(reading)
    for sentence in reading.sentences:
        if not reading.has_room(found, "tariffs"):
            break
        nouns = list(cues().tariff.finditer(sentence.text))
        for rate in rates(sentence.text):
            before = found[-1] if found and sentence.number - found[-1].sentence <= 4 else None
            beside = bool(found) and found[-1].sentence == sentence.number
            if is_tariff(sentence, rate, nouns, before is not None) or listed(sentence, rate, beside):
                found.append(_measure(reading, sentence, rate, nouns, found, told))
        _take_effect(reading, sentence, found)
        _stand_down(sentence, found)
        if nouns and not any(f.sentence == sentence.number for f in found):
            found += _unnumbered(reading, sentence, nouns)
        if nouns:
            found += _exemption(reading, sentence, nouns, found, told)
    _stand_by(found)
    return [f for f in found if f.measure.value is not None or _adds(f, found)]


def _stand_by(found: list[Found]) -> None:
    """Let a pause told without a rate hold for the rates it is about: "paused tariffs he had imposed"."""
    pauses = [
        f for f in found if f.measure.value is None and f.measure.status_norm in ("paused", "suspended")
    ]
    for index, item in enumerate(found):
        standing_rate = item.measure.value is not None and item.measure.status_norm in _STANDING
        for pause in pauses if standing_rate else ():
            same = set(pause.parties.imposing) & set(item.parties.imposing)
            if same and set(pause.parties.target) & set(item.parties.target):
                told = pause.measure
                measure = replace(item.measure, status=told.status, status_norm=told.status_norm)
                found[index] = replace(item, measure=measure)


def _told(reading: Reading) -> list[tuple[int, Parties]]:
    """Return where the report names a tariff's author outright: what "the duty" elsewhere refers to."""
    told = []
    for sentence in reading.sentences[:MOST]:
        for noun in list(cues().tariff.finditer(sentence.text))[:4]:
            start, end = sentence.start + noun.start(), sentence.start + noun.end()
            parties = find_parties(reading, sentence, start, end)
            if parties.told:
                told.append((start, parties))
    return told


def _known(told: list[tuple[int, Parties]], place: int) -> Parties | None:
    """Return the parties named last before a place of the text, else those named next."""
    before = [parties for start, parties in told if start < place]
    after = [parties for start, parties in told if start > place]
    return before[-1] if before else after[0] if after else None


def _adds(item: Found, found: list[Found]) -> bool:
    """Whether a tariff without a rate says something that no rate of the same author does."""
    first = next(f for f in found if f.measure.value is None and f.parties.imposing == item.parties.imposing)
    reciprocal = item.measure.lever == "tariff_reciprocal"
    return item is first and not any(
        f.measure.value is not None
        and set(f.parties.imposing) & set(item.parties.imposing)
        and (not reciprocal or f.measure.lever == item.measure.lever)
        for f in found
    )


_NEW_TARIFF = re.compile(
    r"\b(?:impos\w+|announc\w+|introduc\w+|plac(?:e|ed|ing)|slap\w*|threaten\w*|rais\w+|"
    r"hik\w+|reduc\w+|lower(?:s|ed|ing)|lower(?=\s+(?:its|their|all)\b)|cut(?:ting|s)?|slash\w*|eas(?:e|ed|ing)|halv\w+|doubl\w+|lead\s+to|postpon\w+|paus\w+|delay\w*|suspend\w*|lift\w*|remov\w+|scrap\w*|"
    r"put(?:ting)?|levi\w+|new|additional|"
    r"fresh)\s+(?:\w+\s+){0,5}?(?:of\s+)?(?:\w+\s+){0,2}?$",
    re.IGNORECASE,
)


def _unnumbered(reading: Reading, sentence: Sentence, nouns: list[re.Match[str]]) -> list[Found]:
    """Return a tariff that is imposed, threatened or put off without a rate being named."""
    text, base = sentence.text, sentence.start
    for noun in nouns:
        lead = text[max(noun.start() - 80, 0) : noun.start()]
        if not _NEW_TARIFF.search(lead) or re.search(r"\b(?:if|unless)\b", lead):
            continue
        state = standing(text, noun.start(), noun.end())
        parties = find_parties(reading, sentence, base + noun.start(), base + noun.end())
        if "context" in parties.how or state.requested:
            continue
        beside = f"'{noun[0]}' without a rate"
        lever = "tariff_reciprocal" if re.search(r"\breciprocal\b", text, re.IGNORECASE) else "tariff"
        return [_found(reading, sentence, lever, None, noun.span(), state, parties, beside)]
    return []


_CHANGE = re.compile(
    r"^(?:The|These|Those|Both|All|They|It|That|This)\b[^.;]{0,50}?\b(?:changes?|rates?|"
    r"cuts?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|measures?|reductions?|increases?|hikes?|"
    r"they|it|that|taxes)\b",
    re.IGNORECASE,
)
_INTO_EFFECT = re.compile(
    r"\b(?:effect|force|apply|applies|applied|start|starts|started|begin|begins|began|"
    r"kick|kicked|in\s+place)\b",
    re.IGNORECASE,
)


_IT_TAKES = re.compile(
    r"^(?:It|They|This|These|Both)\s+(?:will\s+|is\s+to\s+|are\s+to\s+)?(?:take|took|enter|appl|start|go|come|kick|begin)"
)


def _take_effect(reading: Reading, sentence: Sentence, found: list[Found]) -> None:
    """Date the measures of the two sentences before: "The changes are to take effect by May 14"."""
    about = (
        _CHANGE.match(sentence.text) or _IT_TAKES.match(sentence.text) or cues().tariff.search(sentence.text)
    )
    if rates(sentence.text) or not about or not _INTO_EFFECT.search(sentence.text):
        return
    when = next((d for d in reading.dates_of(sentence) if d.precision in ("day", "month")), None)
    if when is None:
        return
    for index, item in enumerate(found):
        if 0 < sentence.number - item.sentence <= 2 and item.measure.effective_date is None:
            coming = when.ahead and item.measure.status_norm == "in_force"
            status = "scheduled" if coming else item.measure.status_norm
            measure = replace(item.measure, effective_date=when.iso, status_norm=status)
            found[index] = replace(item, measure=measure)


_PUT_OFF = re.compile(
    r"\b(?:paus|postpon|defer|delay|put|push)(?:e|es|ed|ing|s|ting)?\s+(?:it|them|this|(?:the|those|these|that)\s+"
    r"(?:\w+\s+)?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|measures?|rates?|increases?|hikes?))\b|"
    r"\b(?:suspend|shelv|freez)\w*\s+(?:it|them|(?:the|those|these)\s+(?:\w+\s+)?(?:tariffs?|dut(?:y|ies)|measures?))\b|"
    r"\b(?:pause|reprieve|suspension|extension)\b[^.;]{0,60}\b(?:from|of|on|to)\s+(?:that|the|those|these)\s+(?:\w+\s+)?"
    r"(?:increases?|hikes?|tariffs?|dut(?:y|ies)|rise)\b|"
    r"\b(?:par|cut|scal|brought|reduc|lower)\w*\s+(?:it|them)\s+(?:back|down)?\s*to\b",
    re.IGNORECASE,
)


def _stand_down(sentence: Sentence, found: list[Found]) -> None:
    """Pause the tariffs of the sentence before: "Washington afterwards paused it for 90 days"."""
    match = _PUT_OFF.search(sentence.text)
    if match is None or _DENIED.search(sentence.text[: match.start()]):
        return
    status = "suspended" if re.match("suspend|shelv|freez", match[0], re.IGNORECASE) else "paused"
    for index, item in enumerate(found):
        beside = 0 < sentence.number - item.sentence <= 1
        if beside and item.measure.status_norm in (*_STANDING, "threatened"):
            found[index] = replace(item, measure=replace(item.measure, status=status, status_norm=status))


_DENIED = re.compile(r"\b(?:not|never|n't)\s+(?:\w+\s+)?$", re.IGNORECASE)
_STANDING = ("in_force", "announced", "scheduled")
_OF_THE_OLD = re.compile(
    r"\b(?:current(?:ly)?|existing|still|stands?\s+at|stood\s+at|fac\w+|pays?)\b", re.IGNORECASE
)


def _measure(
    reading: Reading,
    sentence: Sentence,
    rate: Rate,
    nouns: list[re.Match[str]],
    found: list[Found],
    told: list[tuple[int, Parties]],
) -> Found:
    """Make a measure of a rate: its parties, its status, what it was before."""
    text, base = sentence.text, sentence.start
    noun = min(nouns, key=lambda n: gap(rate, n, text), default=None)
    start, end = rate.start, rate.end
    if noun is not None and gap(rate, noun, text) < 40:
        start, end = min(start, noun.start()), max(end, noun.end())
    state = standing(text, rate.start, rate.end)
    if rate.previous is not None and _OF_THE_OLD.fullmatch(state.cue):
        new = _OF_THE_OLD.sub(lambda m: " " * len(m[0]), text)
        state = standing(new, rate.start, rate.end)
    before = found[-1] if found else None
    beside = before.parties if before and before.sentence == sentence.number else None
    twin = next((f for f in found if rate.value in (f.measure.value, f.measure.previous_value)), None)
    known = (twin.parties if twin else None) or beside or _known(told, base + start)
    parties = find_parties(
        reading, sentence, base + start, base + end, known, base + noun.end() if noun else None
    )
    if (
        not parties.told
        and not beside
        and ANAPHOR.match(text)
        and (last := _tariffs_before(reading, sentence)) is not None
    ):
        state = state if state.cue else last[0]
        parties = find_parties(
            reading, sentence, base + start, base + end, last[1], base + noun.end() if noun else None
        )
    own = tuple(c for c in own_target(reading, sentence, rate) if c not in parties.imposing)
    parties = replace(parties, target=own or parties.target)
    lever = _lever(text, start, end, rate, before)
    words = f"'{text[rate.start : rate.end]}' beside '{noun[0] if noun else 'the rate'}'"
    made = _found(reading, sentence, lever, rate.value, (start, end), state, parties, words)
    measure = replace(made.measure, previous_value=rate.previous, note=_note(text, rate))
    return replace(made, measure=with_dates(measure, reading, sentence, rate.start, rate.end))


def _found(
    reading: Reading,
    sentence: Sentence,
    lever: str,
    value: float | None,
    span: tuple[int, int],
    state: Standing,
    parties: Parties,
    beside: str,
) -> Found:
    """Make a measure from the words at ``span`` of a sentence, its dates read beside them."""
    base = sentence.start
    measure = Measure(
        lever=lever,
        value=value,
        unit="percent",
        imposing=parties.imposing,
        target=parties.target or ("world",),
        product_scope=scope(sentence, base + span[0], base + span[1]),
        status=state.cue.strip().casefold() or state.status.replace("_", " "),
        status_norm=state.status,
        evidence=Evidence(reading.text[base : sentence.end], base, sentence.end),
        trace=(
            beside,
            f"imposing from {parties.how}",
            f"status from '{state.cue}'"
            if state.cue
            else f"no status word: {state.status.replace('_', ' ')}",
        ),
    )
    return Found(with_dates(measure, reading, sentence, *span), state, parties, sentence.number)


def _note(text: str, rate: Rate) -> str:
    if rate.low is not None:
        return "upper end of a range"
    before = text[max(rate.start - 45, 0) : rate.start]
    again = re.search(
        r"\b(?:(?:second|another|further|separate)\s+(?:[\w'.]+\s+){0,4}|(?:additional|extra)\s+|"
        r"also\s+(?:fac|pay|charg|impos)\w+\s+(?:\w+\s+)?)$",
        before,
    )
    return "another layer of the same rate" if again else ""


def _tariffs_before(reading: Reading, sentence: Sentence) -> tuple[Standing, Parties] | None:
    """Status and parties of the tariffs of the sentence before, for "those tariffs"."""
    if sentence.number == 0:
        return None
    previous = reading.sentences[sentence.number - 1]
    nouns = list(cues().tariff.finditer(previous.text))
    if not nouns or previous.is_title:
        return None
    start, end = nouns[-1].span()
    parties = find_parties(reading, previous, previous.start + start, previous.start + end)
    return standing(previous.text, start, end), parties


def _lever(text: str, start: int, end: int, rate: Rate, before: Found | None) -> str:
    left, right = clause(text, start, end)
    if _EXPORT.search(text[max(start - 40, 0) : end + 20]) or (
        before is not None
        and before.measure.lever == "export_tax"
        and re.search(r"\bthose\b|\bthe\s+tax", text)
    ):
        return "export_tax"
    around = text[max(left, start - 60) : min(right, end + 60)]
    if rate.value == 0:
        return "tariff_exemption"
    return next((name for name, pattern in _KINDS if re.search(pattern, around, re.IGNORECASE)), "tariff")


_UNSURE = re.compile(
    r"\b(?:whether|toward|towards|aim(?:s|ed|ing)?\s+(?:for|at)|goal\s+of|push(?:es|ed|ing)?\s+for)\b",
    re.IGNORECASE,
)


def _exemption(
    reading: Reading,
    sentence: Sentence,
    nouns: list[re.Match[str]],
    found: list[Found],
    told: list[tuple[int, Parties]],
) -> list[Found]:
    """Tariffs that go to zero: "will no longer apply to", "duty-free", "scrapped tariffs on"."""
    text = sentence.text
    match = _FREE.search(text)
    if match is None or (quantities(text) and "duty" in match[0]):
        return []
    left, right = clause(text, match.start(), match.end())
    here = any(f.sentence == sentence.number for f in found)
    if here and ("exempting" in match[0].casefold() or any(left <= r.start < right for r in rates(text))):
        return []
    if _UNSURE.search(text[max(match.start() - 70, 0) : match.start()]):
        return []
    if cues().request.search(text[left : match.start()]) or cues().negation.search(
        text[left : match.start()]
    ):
        return []
    noun = min(nouns, key=lambda n: abs(n.start() - match.start()))
    start, end = min(match.start(), noun.start()), max(match.end(), noun.end())
    state = standing(text, start, end, default="announced")
    base = sentence.start
    known = _known(told, base + noun.start())
    parties = find_parties(reading, sentence, base + noun.start(), base + noun.end(), known)
    beside = f"'{match[0].strip()}' sets a tariff to zero"
    return [_found(reading, sentence, "tariff_exemption", 0.0, (start, end), state, parties, beside)]
