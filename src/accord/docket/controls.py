"""Measures other than tariffs: export controls, bans, quotas, sanctions, purchases, investments."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from accord.docket.amounts import Amount, money, number, quantities, rates
from accord.docket.cues import Standing, cues, standing
from accord.docket.details import scope, with_dates
from accord.docket.items import Evidence, Measure
from accord.docket.parties import Parties, find_parties
from accord.docket.reading import Reading
from accord.docket.rules import expression, rule_file
from accord.docket.tariffs import Found
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_RESERVE = re.compile(
    r"\b(?:set\s+aside|reserv(?:e|ed|ing)|retain(?:ed)?|earmark(?:ed)?|kept\s+back|withheld)\b", _I
)
_LIMIT = re.compile(
    r"\b(?:quotas?|caps?|capped|ceiling|limit(?:s|ed)?|export\s+up\s+to|import\s+up\s+to|"
    r"admit\s+up\s+to|allow(?:ed|s|ing)?\s+up\s+to|"
    r"(?:export|import|admit|ship|bring\s+in|let\s+in)\b.{0,30}\bup\s+to|"
    r"up\s+to\s+\d[^;.]{0,60}?\b(?:enter|be\s+(?:imported|exported|admitted|shipped|sold|let\s+in))|"
    r"(?:admits?|let\s+in)(?=\s+(?:a\s+further\s+|another\s+|about\s+|some\s+)?\d))\b",
    _I,
)
_QUOTA_SHARE = re.compile(r"\bquotas?\s+(?:of|at|equal\s+to)\s+(\d{1,3}(?:\.\d+)?)\s?(?:%|per\s?cent)", _I)
_PRICE_CAP = re.compile(
    r"\b(?:cap|capped|capping|ceiling|limit)\b[^.;$]{0,60}?(?:US)?\$(\d{1,3}(?:\.\d+)?)(?:\s+(?:a|per)\s+barrel)",
    _I,
)
_IMPORTING = re.compile(
    r"\b(?:import|admit|let\s+in|into\s+the\s+country|tariff-rate|enter|bring\s+in)\w*\b", _I
)


@lru_cache(maxsize=1)
def _levers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = rule_file("levers")
    return tuple(
        (rule["lever"], expression(rf"\b(?:{'|'.join(rule['patterns'])})".replace("<goods>", rules["goods"])))
        for rule in rules["levers"]
    )


_BUY = re.compile(
    r"\b(?:buy|purchas|import|order|procur)(?:e|es|ed|ing|s)?\b|\bbought\b|"
    r"\bpurchases\s+of\b|\b(?:purchases|buying)\b",
    _I,
)
_OIL = r"(?:oil|crude|gas|LNG|energy|coal|uranium|fuel)"
_FOREIGN_OIL = re.compile(
    rf"\b(?:purchas(?:e|es|ing)|buy(?:s|ing)?|imports?|importing|"
    rf"bought)\s+(?:of\s+)?(?:\w+\s+){{0,2}}?(?P<a>[A-Z]\w+)\s+{_OIL}\b|"
    rf"\b(?P<b>[A-Z]\w+)\s+{_OIL}\s+(?:purchases|imports|buying)\b"
)
_INVEST = re.compile(
    r"\binvest(?:s|ed|ing|ments?)?\b|\bput(?:ting)?\s+(?:at\s+least\s+|about\s+|some\s+|"
    r"up\s+to\s+)*(?=US\$|\$|\u20ac|\u00a3)",
    _I,
)
_FIRM = re.compile(
    r"\b(?:(?:is|are)\s+to\b|agree|pledg|commit|promis|will|plan|intend|vow|undertak|"
    r"order|sign|deal|contract|announc|would|aim)\w*\b",
    _I,
)


_DONE = re.compile(
    r"\b(?:has|have|had|already)\s+(?:\w+\s+)?(?:bought|purchased|invested|ordered|"
    r"imported)\b|\b(?:bought|purchased|invested)\b",
    _I,
)
_HALT = re.compile(r"(?:halt|suspend|stop|block)|.*\b(?:halted|suspended)$", _I | re.DOTALL)
_PASSIVE = re.compile(r"(?:exports?|shipments|sales)\s+(?:of|to)\b", _I)
_PLEDGED = re.compile(r"\b(?:pledg|promis|commit|intend)\w*\s[^.;]*$", _I)
_ENDING = re.compile(r"\b(?:end|lift|scrap|replac|remov|eas|drop|phase\s+out)\w*\s+(?:\w+\s+){0,4}$", _I)
_ANAPHOR = re.compile(
    r"(?:The|These|Those|This|Its)\s+(?:\w+\s+){0,1}(?:ban|curbs?|controls?|restrictions?|"
    r"quotas?|sanctions)\b(?=.{0,60}\b(?:force|effect|since|place|took|imposed|introduced|"
    r"applied|applies|apply))"
)
_OF_EXPORTS = re.compile(r"\s+of\s+(?:[\w'-]+\s+){0,3}(?:exports?|output|production|shipments)")
_IN_PASSING = re.compile(
    r"\b(?:under|amid|amidst|despite|over|about|of|against|by|from|as|with|like|including)\s+(?:(?:the|any|all|such)\s+)?$",
    _I,
)
_APART = re.compile(
    r";|\b(?:while|but|whereas|compared|from|invest|with|estimated|valued|investing|buy|buying|purchase)\b"
)
_WILL = re.compile(
    r"\b(?:will|would|(?:pledg|agree|plan|commit|promis|vow|undert|offer|intend)\w*\s+(?:itself\s+)?(?:to|on))\s+(?:also\s+)?$",
    _I,
)
_BOUGHT = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:bought|purchased|imported|ordered)\b|^[^.]*\bbought$", _I
)
_PROMISED = re.compile(r"\b(?:agree|pledg|promis|commit|vow|deal|contract|sign)\w*\b", _I)


def find_controls(reading: Reading) -> list[Found]:
    """Return every measure of these kinds, in the order of the text."""
    found: list[Found] = []
    for sentence in reading.sentences:
        if not reading.has_room(found, "measures"):
            break
        numbered = _numbered(reading, sentence, found)
        found += numbered
        taken = {f.measure.lever for f in numbered}
        for lever, pattern in _levers():
            if lever in taken or (
                lever == "sanctions" and {"sanctions_waiver", "sanctions_price_cap"} & taken
            ):
                continue
            authors: set[tuple[str, ...]] = set()
            for match in pattern.finditer(sentence.text):
                made = _build(reading, sentence, lever, match.span(), "in_force", found)
                if made.parties.how.startswith("context") and _IN_PASSING.search(
                    sentence.text[: match.start()]
                ):
                    continue
                if made.parties.imposing not in authors:
                    authors.add(made.parties.imposing)
                    found.append(made)
                    taken.add(lever)
        found += _purchases(reading, sentence, found)
        found += _again(reading, sentence, found)
    return found


def _build(
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


def _status(text: str, span: tuple[int, int], lever: str, state: Standing, ending: bool) -> str:
    """Return the status: a control to be lifted is still in force; a promise to buy is pledged until done."""
    start, end = span
    if ending and state.status in ("announced", "scheduled", "agreed") and lever.startswith("export"):
        return "in_force"
    halted = lever == "export_ban" and _HALT.match(text[start:end])
    if halted and state.status == "suspended":
        return "in_force"
    promise = lever in ("purchase", "investment") and state.status in ("in_force", "announced", "scheduled")
    if lever in ("purchase", "investment") and _PLEDGED.search(text[max(start - 120, 0) : start]):
        return "pledged"
    return "pledged" if promise and not _DONE.search(text[max(start - 30, 0) : end]) else state.status


def _words(cue: str, status: str, ending: bool) -> str:
    if ending and status == "in_force":
        return "in force, to be lifted"
    return cue.strip().casefold() or status.replace("_", " ")


def _again(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Read "The ban has been in force since February" as the control named before."""
    match = _ANAPHOR.match(sentence.text)
    recent = [f for f in found if 0 < sentence.number - f.sentence <= 3 and f.measure.value is None]
    if match is None or not recent or any(f.sentence == sentence.number for f in found):
        return []
    stem = next((s for s in ("ban", "quota", "sanction", "control") if s in match[0].casefold()), "control")
    last = next((f for f in reversed(recent) if stem in f.measure.lever), None)
    if last is None:
        return []
    words = Evidence(reading.text[sentence.start : sentence.end], sentence.start, sentence.end)
    measure = replace(last.measure, effective_date=None, end_date=None, evidence=words)
    measure = with_dates(measure, reading, sentence, match.start(), match.end())
    return [replace(last, measure=measure, sentence=sentence.number)]


def _numbered(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Return quotas with a quantity, and shares of exports kept back."""
    text = sentence.text
    made: list[Found] = []
    limit = _LIMIT.search(text)
    for amount in quantities(text) if limit else ():
        quotas = [
            f for f in [*found, *made] if "quota" in f.measure.lever and sentence.number - f.sentence <= 3
        ]
        carried = bool(quotas) and quotas[-1].measure.lever == "export_quota"
        exporting = carried or re.search(r"\bexport", text, _I)
        lever = "export_quota" if exporting and not _IMPORTING.search(text) else "import_quota"
        span = min(limit.start(), amount.start), max(limit.end(), amount.end)  # type: ignore[union-attr]
        made.append(_build(reading, sentence, lever, span, "announced", [*found, *made], amount))
    for match in _QUOTA_SHARE.finditer(text):
        share = Amount(*match.span(), number(match[1]), "percent")
        made.append(
            _build(reading, sentence, "import_quota", match.span(), "in_force", [*found, *made], share)
        )
    for match in _PRICE_CAP.finditer(text):
        price = Amount(*match.span(), number(match[1]), "USD/barrel")
        made.append(
            _build(reading, sentence, "sanctions_price_cap", match.span(), "in_force", [*found, *made], price)
        )
    for rate in rates(text) if _RESERVE.search(text) else ():
        if _OF_EXPORTS.match(text[rate.end :]):
            share = Amount(rate.start, rate.end, rate.value, "percent")
            span = rate.start, rate.end
            made.append(
                _build(reading, sentence, "export_reserve_share", span, "announced", [*found, *made], share)
            )
    return made


def _purchases(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Return promised purchases and investments, and purchases of another economy's energy."""
    text = sentence.text
    made: list[Found] = []
    for pattern, lever in ((_BUY, "purchase"), (_INVEST, "investment")):
        match = pattern.search(text)
        if match is None or cues().denial.search(text[max(match.start() - 60, 0) : match.start()]):
            continue
        if _BOUGHT.search(text[max(match.start() - 12, 0) : match.end()]) and not _PROMISED.search(text):
            continue
        amounts = [*money(text), *(quantities(text) if lever == "purchase" else ())]
        near = [
            a
            for a in amounts
            if 0 <= a.start - match.end() < 160 and not _APART.search(text[match.end() : a.start])
        ]
        if near and _FIRM.search(text):
            made += [_build(reading, sentence, lever, match.span(), "pledged", found, a) for a in near]
        elif _WILL.search(text[max(match.start() - 40, 0) : match.start()]):
            made.append(_build(reading, sentence, lever, match.span(), "pledged", found))
    foreign = _FOREIGN_OIL.search(text)
    told = {f.measure.lever for f in [*found, *made] if f.sentence == sentence.number}
    if foreign and not told & {"purchase", "import_ban", "embargo"}:
        made += _foreign_energy(reading, sentence, foreign)
    return made


def _foreign_energy(reading: Reading, sentence: Sentence, match: re.Match[str]) -> list[Found]:
    word = match["a"] or match["b"]
    seller = next(
        (
            a
            for a in reading.actors(sentence)
            if sentence.text[sentence.tokens[a.first].start - sentence.start :].startswith(word)
        ),
        None,
    )
    if seller is None:
        return []
    buyers = [
        a.code
        for a in reading.actors(sentence)
        if a.code != seller.code and a.kind in ("adjective", "economy")
    ]
    buyer = next((c for c in buyers if c != "USA"), None) or next(
        (c for c in reading.common if c not in (seller.code, "USA")), None
    )
    if buyer is None:
        return []
    found = _build(reading, sentence, "purchase", match.span(), "in_force", [])
    measure = replace(
        found.measure,
        imposing=(buyer,),
        target=(seller.code,),
        status="in force",
        status_norm="in_force",
        effective_date=None,
    )
    return [
        Found(measure, found.standing, Parties((buyer,), (seller.code,), "buyer and seller"), sentence.number)
    ]
