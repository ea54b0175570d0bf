# ruff: noqa: E501
"""Measures other than tariffs: export controls, bans, quotas, sanctions, purchases, investments, reserved shares."""

from __future__ import annotations

import re
from dataclasses import dataclass

from accord.docket.amounts import Amount, money, quantities, rates
from accord.docket.cues import clause, cues, standing
from accord.docket.items import Evidence, Measure
from accord.docket.parties import Parties, find_parties
from accord.docket.reading import Reading
from accord.docket.tariffs import Found, scope, with_dates
from accord.docket.tokens import Sentence

_I = re.IGNORECASE
_GOODS = r"(?:[\w'-]+\s+){0,5}?"
_RESERVE = re.compile(
    r"\b(?:set\s+aside|reserv(?:e|ed|ing)|retain(?:ed)?|earmark(?:ed)?|kept\s+back|withheld)\b", _I
)
_LIMIT = re.compile(
    r"\b(?:quotas?|caps?|capped|ceiling|limit(?:s|ed)?|export\s+up\s+to|import\s+up\s+to|admit\s+up\s+to|allow(?:ed|s|ing)?\s+up\s+to|"
    r"(?:export|import|admit|ship|bring\s+in|let\s+in)\b.{0,30}\bup\s+to)\b",
    _I,
)
_IMPORTING = re.compile(
    r"\b(?:import|admit|let\s+in|into\s+the\s+country|tariff-rate|enter|bring\s+in)\w*\b", _I
)


@dataclass(frozen=True)
class _Rule:
    lever: str
    pattern: re.Pattern[str]
    default: str = "in_force"


_RULES = (
    _Rule("export_ban", re.compile(
        rf"\bexport\s+(?:ban|embargo)\w*|\bban(?:s|ned|ning)?\s+(?:on\s+)?(?:the\s+|all\s+|its\s+|raw\s+|unprocessed\s+)*{_GOODS}exports?\b|\b(?:halt|stop|suspend|prohibit|block)(?:s|ped|ed|ing)?\s+(?:the\s+|all\s+|its\s+)*(?:exports?|shipments)\s+of\b|"
        r"\bban(?:s|ned|ning)?\s+(?:on\s+)?(?:the\s+)?(?:exports?|exporting|shipments?|sale)\b", _I)),
    _Rule("export_control", re.compile(
        rf"\bexport[\s-](?:controls?|curbs?|restrictions?|licen[cs]\w+|limits?|rules|permits?)|\b(?:controls?|curbs?|restrictions?|limits?)\s+on\s+(?:the\s+|its\s+|all\s+)*{_GOODS}(?:exports?|sales?|shipments?)\b|"
        r"\brestrict(?:s|ed|ing)?\s+(?:the\s+|its\s+|all\s+)*(?:\w+\s+){0,2}(?:exports?|sales?|shipments?)\b|\bentity\s+list\b|\bcontrols\s+on\s+exports\b|\bcurb(?:s|ed|ing)?\s+(?:\w+\s+){0,3}exports\b", _I)),
    _Rule("export_quota", re.compile(r"\bexport\s+quotas?\b", _I)),
    _Rule("import_ban", re.compile(rf"\bimport\s+(?:ban|embargo)\w*|\bban(?:s|ned|ning)?\s+(?:on\s+)?(?:the\s+|all\s+)*{_GOODS}imports?\b|\b(?:halt|suspend|prohibit|block)(?:s|ped|ed|ing)?\s+(?:the\s+|all\s+|its\s+)*imports\s+of\b", _I)),
    _Rule("embargo", re.compile(r"\b(?:trade|oil|arms|full)\s+embargo\b", _I)),
    _Rule("sanctions_waiver", re.compile(r"\b(?:sanctions?\s+(?:waiver|exemption|relief)|waiver\s+(?:from|of|on)\s+(?:\w+\s+){0,2}sanctions?)\b", _I)),
    _Rule("sanctions", re.compile(r"\b(?:sanctions\s+(?:on|against)|(?:impos|announc|unveil|adopt|levy|levi|eas|lift|tighten|expand)\w*\s+(?:new\s+|fresh\s+|further\s+|its\s+|sweeping\s+|all\s+|some\s+|the\s+|\d+(?:th|st|nd|rd)\s+)*(?:package\s+of\s+)?sanctions|sanctioned|sanctioning|blacklisted|sanctions\s+package|package\s+of\s+sanctions|price\s+cap\s+on)\b", _I)),
)  # fmt: skip
_BUY = re.compile(
    r"\b(?:buy|purchas|import|order|procur)(?:e|es|ed|ing|s)?\b|\bbought\b|\bpurchases\s+of\b|\b(?:purchases|buying)\b",
    _I,
)
_OIL = r"(?:oil|crude|gas|LNG|energy|coal|uranium|fuel)"
_FOREIGN_OIL = re.compile(
    rf"\b(?:purchas(?:e|es|ing)|buy(?:s|ing)?|imports?|importing|bought)\s+(?:of\s+)?(?:\w+\s+){{0,2}}?(?P<a>[A-Z]\w+)\s+{_OIL}\b|\b(?P<b>[A-Z]\w+)\s+{_OIL}\s+(?:purchases|imports|buying)\b"
)
_INVEST = re.compile(r"\binvest(?:s|ed|ing|ments?)?\b", _I)
_FIRM = re.compile(
    r"\b(?:agree|pledg|commit|promis|will|plan|intend|vow|undertak|order|sign|deal|contract|announc|would|aim)\w*\b",
    _I,
)


def find_controls(reading: Reading) -> list[Found]:
    """Return every measure of these kinds, in the order of the text."""
    found: list[Found] = []
    for sentence in reading.sentences:
        numbered = _numbered(reading, sentence, found)
        found += numbered
        taken = {f.measure.lever for f in numbered}
        for rule in _RULES:
            match = rule.pattern.search(sentence.text)
            if (
                match
                and rule.lever not in taken
                and not (rule.lever == "sanctions" and "sanctions_waiver" in taken)
            ):
                found.append(
                    _build(reading, sentence, rule.lever, match.start(), match.end(), rule.default, found)
                )
                taken.add(rule.lever)
        found += _purchases(reading, sentence, found)
    return found


def _build(
    reading: Reading, sentence: Sentence, lever: str, start: int, end: int, default: str, found: list[Found],
    amount: Amount | None = None, value: float | None = None, unit: str | None = None,
) -> Found:  # fmt: skip
    text, base = sentence.text, sentence.start
    state = standing(text, start, end, default)
    same = [f for f in found if f.measure.lever.split("_")[0] == lever.split("_", maxsplit=1)[0]]
    parties = find_parties(reading, sentence, base + start, base + end, same[-1].parties if same else None)
    status = state.status
    ending = re.search(
        r"\b(?:end|lift|scrap|replac|remov|eas|drop|phase\s+out)\w*\s+(?:\w+\s+){0,4}$",
        text[:start],
        re.IGNORECASE,
    )
    if (
        ending
        and status in ("announced", "scheduled", "agreed")
        and lever.startswith("export")
        and amount is None
    ):
        status = "in_force"
    measure = Measure(
        lever=lever,
        value=amount.value if amount else value,
        unit=amount.unit if amount else unit,
        imposing=parties.imposing,
        target=parties.target or ("world",),
        product_scope=scope(sentence, base + start, base + end),
        status="in force, to be lifted"
        if ending and status == "in_force"
        else state.cue.strip().casefold() or status.replace("_", " "),
        status_norm=status,
        effective_date=None,
        end_date=None,
        previous_value=None,
        evidence=Evidence(reading.text[base : sentence.end], base, sentence.end),
        trace=(
            f"'{text[start:end].strip()}' names the lever",
            f"imposing from {parties.how}",
            f"status from '{state.cue}'",
        ),
    )
    measure = with_dates(measure, reading, sentence, start, end)
    if ending and measure.effective_date and not measure.end_date:
        measure = type(measure)(
            **{**measure.__dict__, "effective_date": None, "end_date": measure.effective_date}
        )
    return Found(measure, state, parties, sentence.number)


def _numbered(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Quotas with a quantity, and shares of exports kept back."""
    text = sentence.text
    made: list[Found] = []
    limit = _LIMIT.search(text)
    if limit:
        for amount in quantities(text):
            carried = [
                f for f in [*found, *made] if "quota" in f.measure.lever and sentence.number - f.sentence <= 3
            ]
            exporting = re.search(r"\bexport", text, re.IGNORECASE) or (
                carried and carried[-1].measure.lever == "export_quota"
            )
            lever = "export_quota" if exporting and not _IMPORTING.search(text) else "import_quota"
            start, end = min(limit.start(), amount.start), max(limit.end(), amount.end)
            made.append(_build(reading, sentence, lever, start, end, "announced", [*found, *made], amount))
    if _RESERVE.search(text):
        for rate in rates(text):
            if re.match(
                r"\s+of\s+(?:[\w'-]+\s+){0,3}(?:exports?|output|production|shipments)", text[rate.end :]
            ):
                made.append(
                    _build(
                        reading,
                        sentence,
                        "export_reserve_share",
                        rate.start,
                        rate.end,
                        "announced",
                        [*found, *made],
                        None,
                        rate.value,
                        "percent",
                    )
                )
    return made


def _purchases(reading: Reading, sentence: Sentence, found: list[Found]) -> list[Found]:
    """Promised purchases and investments with a sum or a quantity; purchases of another economy's energy."""
    text = sentence.text
    made: list[Found] = []
    for pattern, lever in ((_BUY, "purchase"), (_INVEST, "investment")):
        match = pattern.search(text)
        if match is None or cues().negation.search(text[max(match.start() - 30, 0) : match.start()]):
            continue
        amounts = [*money(text), *(quantities(text) if lever == "purchase" else ())]
        left, right = clause(text, match.start(), match.end())
        near = [a for a in amounts if left <= a.start <= right and abs(a.start - match.end()) < 120]
        if near and _FIRM.search(text):
            amount = as_written(text, near[0])
            made.append(
                _build(reading, sentence, lever, match.start(), match.end(), "pledged", found, amount)
            )
    foreign = _FOREIGN_OIL.search(text)
    if foreign and not any(f.measure.lever == "purchase" for f in made):
        made += _foreign_energy(reading, sentence, foreign)
    return made


def as_written(text: str, amount: Amount) -> Amount:
    """Return money in the scale the text uses: 500 in "USD billion" rather than 5e11."""
    for word, scale in (("trillion", 1e12), ("billion", 1e9), ("bn", 1e9), ("million", 1e6), ("mn", 1e6)):
        if word in text[amount.start : amount.end].casefold() and len(amount.unit) == 3:
            name = {"bn": "billion", "mn": "million"}.get(word, word)
            return Amount(amount.start, amount.end, round(amount.value / scale, 6), f"{amount.unit} {name}")
    return amount


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
    found = _build(reading, sentence, "purchase", match.start(), match.end(), "in_force", [])
    measure = type(found.measure)(
        **{
            **found.measure.__dict__,
            "imposing": (buyer,),
            "target": (seller.code,),
            "status_norm": "in_force",
            "status": "in force",
            "effective_date": None,
        }
    )
    return [
        Found(measure, found.standing, Parties((buyer,), (seller.code,), "buyer and seller"), sentence.number)
    ]
