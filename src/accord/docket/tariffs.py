"""Tariffs: the percentages that are tariff rates, who imposes them on whom, since when, in what status."""

from __future__ import annotations

import re
from dataclasses import replace

from accord.docket.amounts.before import Rate, quantities, rates
from accord.docket.cues import Standing, clause, cues, standing
from accord.docket.details import scope, with_dates
from accord.docket.following import Found, stand_by, stand_down, take_effect
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
    r"(?:cut|reduc\w+|lower\w*|slash\w*|bring\w*|brought|drop\w*|fall\w*|go|goes|come)\s[^.;]{0,80}?\bto\s+zero|"
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
                found.append(_measure(reading, sentence, _abolished(sentence, rate), nouns, found, told))
        take_effect(reading, sentence, found)
        stand_down(sentence, found)
        if nouns and not any(f.sentence == sentence.number for f in found):
            found += _unnumbered(reading, sentence, nouns)
        if nouns:
            found += _exemption(reading, sentence, nouns, found, told)
    stand_by(found)
    return [f for f in found if f.measure.value is not None or _adds(f, found)]


_ENDS = r"(?:scrap|abolish|eliminat|dismantl|phas(?:e|ed|ing)\s+out|do\s+away\s+with)"
_ENDING = re.compile(rf"\b{_ENDS}\w*\s+(?:[\w'-]+\s+){{0,4}}$", re.IGNORECASE)
_TO_END = re.compile(
    r"\s+(?:\w+\s+)?(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\s[^.;,]{0,60}?\b(?:will|would|to|shall)\s+(?:\w+\s+){0,2}?be\s+"
    r"(?:scrapped|abolished|eliminated|dismantled|phased\s+out)|"
    r",\s+(?:will|would|is\s+to|are\s+to)\s[^.;,]{0,40}?(?:free\s+of\s+dut|dut(?:y|ies)[-\s]free|tariff-free)",
    re.IGNORECASE,
)


def _abolished(sentence: Sentence, rate: Rate) -> Rate:
    """Return a rate that is to be phased out as zero, with what it was: "dismantle duties of 35% on cars"."""
    before, after = sentence.text[max(rate.start - 90, 0) : rate.start], sentence.text[rate.end :][:140]
    match = _ENDING.search(before)
    asked = match and cues().request.search(before[: match.start()])
    if rate.previous is None and rate.value and ((match and not asked) or _TO_END.match(after)):
        return replace(rate, value=0.0, previous=rate.value)
    return rate


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
    others = [f for f in found if set(f.parties.imposing) & set(item.parties.imposing)]
    unnumbered = [f for f in others if f.measure.value is None and _alike(f, item)]
    headline = item.measure.evidence.start == 0
    return item is unnumbered[0] and not any(
        f.measure.value is not None and (headline or _alike(f, item)) for f in others
    )


def _alike(a: Found, b: Found) -> bool:
    """Whether two tariffs of one author may be the same: neither kind, target nor goods tells them apart."""
    if "tariff_reciprocal" in (a.measure.lever, b.measure.lever) and a.measure.lever != b.measure.lever:
        return False
    return "world" in b.measure.target or bool(set(a.measure.target) & {*b.measure.target, "world"})


_NEW_TARIFF = re.compile(
    r"\b(?:impos\w+|announc\w+|introduc\w+|plac(?:e|ed|ing)|slap\w*|threaten\w*|rais\w+|"
    r"hik\w+|keep\w*|extend\w*|prolong\w*|reduc\w+|lower(?:s|ed|ing)|lower(?=\s+(?:its|their|all)\b)|cut(?:ting|s)?|slash\w*|eas(?:e|ed|ing)|halv\w+|doubl\w+|lead\s+to|postpon\w+|paus\w+|delay\w*|suspend\w*|lift\w*|remov\w+|scrap\w*|"
    r"put(?:ting)?|levi\w+|new|additional|"
    r"adopt\w*|fresh|further)\s+(?:[\w'\"-]+\s+){0,7}?$",
    re.IGNORECASE,
)


_IMPOSED = re.compile(
    r"\s+(?:(?:that|which)\s+)?(?:[\w.'-]+\s+){0,5}?(?:imposed|put|placed|levied|slapped|introduced|adopted)\s+(?:last\s+\w+\s+)?"
    r"(?:on|against|in|by)\b",
    re.IGNORECASE,
)


def _unnumbered(reading: Reading, sentence: Sentence, nouns: list[re.Match[str]]) -> list[Found]:
    """Return a tariff that is imposed, threatened or put off without a rate being named."""
    text, base = sentence.text, sentence.start
    made: list[Found] = []
    for noun in nouns[:4]:
        lead = text[max(noun.start() - 80, 0) : noun.start()]
        imposed = None if _NEW_TARIFF.search(lead) else _IMPOSED.match(text[noun.end() :])
        if not (imposed or _NEW_TARIFF.search(lead)) or re.search(r"\b(?:if|unless)\b", lead):
            continue
        state = standing(text, noun.start(), noun.end())
        if imposed:
            state = replace(state, status="in_force", cue=imposed[0].split()[-2])
        parties = find_parties(reading, sentence, base + noun.start(), base + noun.end())
        if "context" in parties.how or state.requested:
            continue
        beside = f"'{noun[0]}' without a rate"
        lever = "tariff_reciprocal" if re.search(r"\breciprocal\b", text, re.IGNORECASE) else "tariff"
        made.append(_found(reading, sentence, lever, None, noun.span(), state, parties, beside))
    return made


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
