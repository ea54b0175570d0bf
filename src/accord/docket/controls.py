"""Measures other than tariffs: export controls, bans, quotas, sanctions, purchases, investments."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from accord.docket.amounts.before import Amount, number, quantities, rates
from accord.docket.building import build
from accord.docket.dealings import find_dealings
from accord.docket.details import with_dates
from accord.docket.following import Found
from accord.docket.items import Evidence
from accord.docket.parties import Parties
from accord.docket.reading import Reading
from accord.docket.rules import expression, rule_file
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
_PUNISHED = re.compile(r"\b(?:sanction|blacklist|shadow\s+fleet)", _I)
_SHIPS = re.compile(
    r"\b(?P<n>\d{1,4}|two|three|four|five|six|seven|eight|nine|ten)\s+(?:[\w-]+\s+){0,3}?"
    r"(?P<unit>tankers|vessels|ships|terminals)\b",
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


_OUTPUT = re.compile(r"\b(?:output|production|adjustments?)\b", _I)
_CHANGED_BY = re.compile(
    r"\b(?:rais|lift|increas|boost|hik|cut|reduc|trim|curb|adjust|unwind)\w*\s+(?:[\w-]+\s+){0,7}?(?:by|of)\s+"
    r"(?:[\w-]+\s+){0,3}$|\bfrom\s+the\s+$",
    _I,
)
_ADJUSTED = re.compile(r"\badjustments?\s+of\b", _I)
_MEMBERS = re.compile(r"\b(?:members?|member\s+countries|participating|producers|countries)\b", _I)


@lru_cache(maxsize=1)
def _levers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rules = rule_file("levers")
    return tuple(
        (
            rule["lever"],
            expression(
                rf"\b(?:{'|'.join(rule['patterns'])})".replace("<goods>", rules["goods"]).replace(
                    "<both>", rules["both"]
                )
            ),
        )
        for rule in rules["levers"]
    )


_ANAPHOR = re.compile(
    r"(?:The|These|Those|This|Its)\s+(?:\w+\s+){0,1}(?:ban|curbs?|controls?|restrictions?|"
    r"quotas?|sanctions)\b(?=.{0,60}\b(?:force|effect|since|place|took|imposed|introduced|"
    r"applied|applies|apply))"
)
_OF_EXPORTS = re.compile(r"\s+of\s+(?:[\w'-]+\s+){0,3}(?:exports?|output|production|shipments)")
_OTHERS = re.compile(
    r"\b(?:make|making|force|forcing|get|getting|pressur\w+|urg\w+)\s+(?:others|other\s+\w+|third\s+countries)\b",
    _I,
)
_IN_PASSING = re.compile(
    r"\b(?:under|amid|amidst|despite|over|about|of|against|by|from|as|with|like|including|towards?)\s+"
    r"(?:(?:the|any|all|such|an?|fresh|new|current|complete|recent|existing|(?-i:[A-Z]\w+))\s+){0,3}$",
    _I,
)


def find_controls(reading: Reading) -> list[Found]:
    """Return every measure of these kinds, in the order of the text."""
    found: list[Found] = []
    for sentence in reading.sentences:
        if not reading.has_room(found, "measures"):
            break
        numbered = _numbered(reading, sentence, found)
        found += numbered
        found += _named(reading, sentence, found, {f.measure.lever for f in numbered})
        found += find_dealings(reading, sentence, found)
        found += _again(reading, sentence, found)
    return found


def _named(reading: Reading, sentence: Sentence, found: list[Found], taken: set[str]) -> list[Found]:
    """Return the controls a sentence names, one for each lever and author, none inside another's words."""
    made: list[Found] = []
    spans: list[tuple[int, int]] = []
    for lever, pattern in _levers():
        family = lever.split("_", maxsplit=1)[0]
        capped = lever == "sanctions" and "sanctions_price_cap" in taken
        matches = islice(pattern.finditer(sentence.text), 4) if lever not in taken and not capped else ()
        for match in matches:
            inside = any(match.start() < b and a < match.end() and (a, b) != match.span() for a, b in spans)
            if inside or _OTHERS.search(sentence.text[: match.start()][-60:]):
                continue
            item = build(reading, sentence, lever, match.span(), "in_force", [*found, *made])
            told = any(
                f.parties.imposing == item.parties.imposing and f.measure.lever.startswith(family)
                for f in made
            )
            if not told and not _in_passing(sentence, match, item):
                made.append(item)
                spans.append(match.span())
    return made


def _in_passing(sentence: Sentence, match: re.Match[str], item: Found) -> bool:
    """Whether a control is named without telling whose it is: "chips they need under export curbs"."""
    told = not item.parties.how.startswith("context")
    return not told and bool(_IN_PASSING.search(sentence.text[: match.start()]))


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
        made.append(build(reading, sentence, lever, span, "announced", [*found, *made], amount))
    made += _production(reading, sentence, found)
    for match in islice(_SHIPS.finditer(text), 4) if _PUNISHED.search(text) else ():
        ships = Amount(*match.span(), number(match["n"]), match["unit"].casefold())
        item = build(reading, sentence, "sanctions", match.span(), "in_force", [*found, *made], ships)
        made.append(_by_the_same(item, found))
    for match in _QUOTA_SHARE.finditer(text):
        share = Amount(*match.span(), number(match[1]), "percent")
        made.append(
            build(reading, sentence, "import_quota", match.span(), "in_force", [*found, *made], share)
        )
    for match in _PRICE_CAP.finditer(text):
        price = Amount(*match.span(), number(match[1]), "USD/barrel")
        made.append(
            build(reading, sentence, "sanctions_price_cap", match.span(), "in_force", [*found, *made], price)
        )
    for rate in rates(text) if _RESERVE.search(text) else ():
        if _OF_EXPORTS.match(text[rate.end :]):
            share = Amount(rate.start, rate.end, rate.value, "percent")
            span = rate.start, rate.end
            made.append(
                build(reading, sentence, "export_reserve_share", span, "announced", [*found, *made], share)
            )
    return made


def _by_the_same(item: Found, found: list[Found]) -> Found:
    """Give ships to who imposed the first sanctions, where no author is told or the sanctioned seem it."""
    first = next((f.parties for f in found if f.measure.lever == "sanctions" and f.parties.imposing), None)
    told = item.parties
    if first is None or not (told.how.startswith("context") or set(told.imposing) <= set(first.target)):
        return item
    target = told.target if told.how.startswith("context") else told.imposing
    parties = replace(first, target=target)
    return replace(
        item, parties=parties, measure=replace(item.measure, imposing=first.imposing, target=target)
    )


def _production(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Return changes of oil output; a producers' group makes them with the members the report names."""
    text = sentence.text
    if not _OUTPUT.search(text):
        return []
    made: list[Found] = []
    for barrels in [a for a in quantities(text) if a.unit.startswith(("barrel", "bpd"))]:
        change = _CHANGED_BY.search(text[max(barrels.start - 90, 0) : barrels.start])
        if change is None:
            continue
        default = "in_force" if _ADJUSTED.search(text) else "announced"
        item = build(
            reading,
            sentence,
            "production_quota",
            (barrels.start, barrels.end),
            default,
            [*found, *made],
            barrels,
        )
        if group := _producers(reading):
            parties = Parties(group, (), "the producers' group")
            item = replace(
                item, parties=parties, measure=replace(item.measure, imposing=group, target=("world",))
            )
        made.append(item)
    return made


def _producers(reading: Reading) -> tuple[str, ...]:
    """Return the producers' group a report names, followed by the members it lists."""
    names = [(s, m) for s in reading.sentences[:40] for m in s.names if m.value in ("OPEC+", "OPEC")]
    if not names:
        return ()
    members: list[str] = []
    for sentence, _ in names:
        codes = [a.code for a in reading.actors(sentence) if a.kind == "economy"]
        if len(codes) > 2 and _MEMBERS.search(sentence.text):
            members += codes
    return tuple(dict.fromkeys([max(m.value for _, m in names), *members]))
