"""Whose fuel the measures and the sentences of a report speak of, and which other economies they name with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from accord.assess.mentions import FUELS, GAS, OTHER_OILS, PIPE, named, owners, sellers
from accord.core.codes import economies
from accord.core.frozen import dataclass
from accord.docket.items import Docket, Measure
from accord.study.energy.suppliers import LAST, volumes

TRADES = ("purchase", "purchase_stop", "import_ban")
"""Levers that say who buys from whom: the imposing side from the target."""
ON_SELLERS = ("sanction", "price_cap", "licence", "export_ban")
ENERGY = re.compile(r"\b(?:energy|fuels?|oil|crude|petroleum|gas|lng|coal|liquefied)\b", re.IGNORECASE)
LEAST_SOLD, MUCH_SOLD, SMALLEST = 0.001, 0.02, 1e-3
"""Shares of what the world sells abroad from which an economy is a seller of a fuel, and from which it is one though
it buys more; mb/d or Mt that count as bought."""
LEANS, MOST_BUYERS = 0.1, 3
"""Share of a buyer's purchases abroad from which it is one that a report is about wherever it is named; how many are."""
LNG_A_BCM, LEAST_PLEDGE = 0.735, 1e8
"""Mt of liquefied gas in a billion cubic metres (Energy Institute); USD from which a sum is a pledge."""
GASES = ("pipeline gas", "LNG")
"""What gas is where a report does not say whether it comes by ship or by pipe."""


@dataclass(frozen=True)
class Hit:
    """A seller and fuel that a measure (``at``) or a sentence (``said``) names."""

    seller: str
    fuel: str
    at: int | None = None
    said: int | None = None


def from_measures(docket: Docket) -> Iterator[Hit]:
    """Yield the seller and fuel of each measure on a fuel; the words name the owner where a role is in doubt."""
    for at, measure in enumerate(docket.measures):
        if measure.status_norm == "ruled_out":
            continue
        for code, fuel in _of(measure):
            yield Hit(code, fuel, at)


def _of(measure: Measure) -> list[tuple[str, str]]:
    """Return the sellers and fuels of a measure: what its goods name counts before the rest of its words."""
    if measure.lever not in (*TRADES, *ON_SELLERS):
        return []
    said, goods = measure.evidence.text, " ".join((*measure.goods, measure.product_scope))
    fuels = fuels_of(goods) or fuels_of(said)
    whose = [(code, fuel) for code in sellers(said) for fuel in fuels if sells(code, fuel)]
    whose = whose or [one for one in owned(said) if not fuels or one[1] in fuels]
    targets = [code for code in measure.target if code in economies() and not measure.doubts_of("target")]
    net = measure.lever != "purchase"
    sold = [(code, fuel) for code in targets for fuel in fuels if sells(code, fuel, net=net)]
    if measure.lever in ON_SELLERS:
        return whose[:1] or sold[:1]
    if sold and ENERGY.search(goods):
        return sold
    return [one for one in whose if not targets or one[0] in targets][:1]


def owned(words: str) -> list[tuple[str, str]]:
    """Return seller and fuel of the firms, grades and pipes that words name."""
    return [one for one in owners(words) if sells(*one)]


def from_text(told: Sequence[str]) -> Iterator[Hit]:
    """Yield the seller and fuel of each sentence that speaks of one's fuel."""
    whole = " ".join(told)
    kinds = tuple(kind for kind, word in zip(GASES, (PIPE, FUELS["LNG"]), strict=True) if word.search(whole))
    for said, sentence in enumerate(told):
        pairs = owned(sentence)
        for code in dict.fromkeys(sellers(sentence)):
            pairs += [(code, fuel) for fuel in fuels_of(sentence, kinds) if sells(code, fuel)]
        yield from (Hit(*pair, said=said) for pair in dict.fromkeys(pairs))


def fuels_of(words: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the fuels that words name, in order; gas alone is what ``kinds`` say, else both of its kinds."""
    plain = OTHER_OILS.sub(" ", words)
    places = {fuel: match.start() for fuel, word in FUELS.items() if (match := word.search(plain))}
    gas = GAS.search(plain)
    if gas and PIPE.search(plain) and "LNG" not in places:
        places["pipeline gas"] = gas.start()
    elif gas and not any(kind in places for kind in GASES):
        for kind in kinds or GASES:
            places[kind] = gas.start()
    return tuple(sorted(places, key=lambda fuel: places[fuel]))


def sells(code: str, fuel: str, *, net: bool = True) -> bool:
    """Return whether an economy sold more of a fuel abroad than it bought, in the last year on record.

    Where not ``net``, as a pledge names its seller, whether it sold much of what the world sells.
    """
    if fuel not in FUELS or code not in economies():
        return False
    if fuel == "crude oil" and code in ("IRN", "VEN"):
        return True
    amounts, at = volumes(fuel, LAST)[0], _row(code)
    sold = float(np.nansum(amounts[:, at])) if at is not None else 0.0
    world = float(np.nansum(amounts))
    least = (
        max(float(np.nansum(amounts[at])), LEAST_SOLD * world)
        if net and at is not None
        else MUCH_SOLD * world
    )
    return sold > least


def takes(buyer: str, seller: str, fuel: str) -> bool:
    """Return whether a buyer bought any of a seller's fuel in the last year on record."""
    to, at = _row(buyer), _row(seller)
    return to is not None and at is not None and bool(volumes(fuel, LAST)[0][to, at] > SMALLEST)


def _row(code: str) -> int | None:
    from accord.supply import tables as trade

    known = trade.load().economies
    return known.index(code) if code in known else None


def leans(buyer: str, seller: str, fuel: str) -> float:
    """Return the share that a seller has of all that a buyer bought of a fuel abroad, in the last year on record."""
    to, at = _row(buyer), _row(seller)
    if to is None or at is None:
        return 0.0
    bought = volumes(fuel, LAST)[0][to]
    whole = float(np.nansum(bought))
    return float(np.nan_to_num(bought[at])) / whole if whole > SMALLEST else 0.0


def spoken_with(told: Sequence[str], hits: Sequence[Hit], seller: str) -> Counter[str]:
    """Return how many sentences on fuel name an economy (or "EU") beside its seller."""
    heard = {hit.said for hit in hits if hit.seller == seller}
    count: Counter[str] = Counter()
    for said, sentence in enumerate(told):
        if said in heard or fuels_of(sentence):
            count.update(code for code in named(sentence) if code != seller)
    return count


def about(
    docket: Docket, told: Sequence[str], count: Counter[str], seller: str, fuel: str
) -> tuple[str, ...]:
    """Return the buyers that a report is about: those its sentences on the fuel name most, whoever acts left out.

    Where those name none that buys, the ones named elsewhere that buy much of theirs from the seller.
    """
    authors = {code for m in docket.measures if m.lever not in TRADES for code in m.imposing}
    held = {code: n for code, n in count.items() if code not in authors and takes(code, seller, fuel)}
    most = max(held.values(), default=0)
    if found := [code for code, n in sorted(held.items(), key=lambda one: -one[1]) if 2 * n >= most]:
        return tuple(found[:MOST_BUYERS])
    others = dict.fromkeys(code for sentence in told for code in named(sentence) if code != seller)
    return tuple(code for code in others if leans(code, seller, fuel) >= LEANS)[:MOST_BUYERS]


def gas_first(pairs: Sequence[tuple[str, str]], buyers: Sequence[str]) -> list[tuple[str, str]]:
    """Return sellers and fuels with gas by the way in which the named buyers take most of it, and not by the other.

    A report that says "gas" alone means what comes; where nobody named buys, both ways stay.
    """
    found = list(pairs)
    for seller in dict.fromkeys(code for code, _ in pairs):
        ways = [(seller, way) for way in GASES]
        if not set(ways) <= set(found):
            continue
        taken = [sum(_taken(buyer, *way) for buyer in buyers) for way in ways]
        little = ways[int(np.argmin(taken))]
        if min(taken) < LEANS * max(taken):
            found.remove(little)
    return found


def _taken(buyer: str, seller: str, fuel: str) -> float:
    to, at = _row(buyer), _row(seller)
    return float(np.nan_to_num(volumes(fuel, LAST)[0][to, at])) if to is not None and at is not None else 0.0


def is_pledge(measure: Measure) -> bool:
    """Return whether a measure is a sum of dollars to be bought by one party from another, which leaves no role open."""
    sides = {*measure.imposing, *measure.target}
    known = len(measure.imposing) == len(measure.target) == 1 and sides <= {*economies(), "EU"}
    told = (measure.unit or "").startswith("USD") and (measure.value or 0.0) >= LEAST_PLEDGE
    return measure.lever == "purchase" and told and known and not measure.doubts_of("imposing", "target")


def amount_of(measure: Measure, fuel: str) -> tuple[float, bool] | None:
    """Return what a purchase takes a year in Mt, or mb/d of crude oil, and whether from another unit; None: untold."""
    words, value = f"{measure.unit or ''} {measure.per or ''}".lower(), measure.value
    if measure.lever != "purchase" or value is None:
        return None
    if fuel == "crude oil":
        return (value / 1e6, False) if "barrel" in words and "day" in words else None
    if "year" not in words:
        return None
    if "tonne" in words:
        return value / 1e6, False
    return (value / 1e9 * LNG_A_BCM, True) if "cubic met" in words and fuel in GASES else None
