"""Units: currencies, measures and scales, with the words that stand for each."""

from __future__ import annotations

import re

SCALES = {
    "hundred": 10**2, "thousand": 10**3, "k": 10**3, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5,
    "million": 10**6, "mn": 10**6, "mln": 10**6, "mio": 10**6, "m": 10**6, "crore": 10**7, "crores": 10**7,
    "cr": 10**7, "billion": 10**9, "bn": 10**9, "bln": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "trn": 10**12, "lakh crore": 10**12, "thousand crore": 10**10,
}  # fmt: skip

SIGNS = {
    "US$": "USD", "U.S.$": "USD", "S$": "SGD", "NT$": "TWD", "HK$": "HKD", "A$": "AUD", "AU$": "AUD",
    "C$": "CAD", "CA$": "CAD", "Can$": "CAD", "NZ$": "NZD", "R$": "BRL", "MX$": "MXN", "Mex$": "MXN",
    "J$": "JMD", "JA$": "JMD", "TT$": "TTD", "FJ$": "FJD", "Bds$": "BBD", "BDS$": "BBD", "GY$": "GYD", "G$": "GYD",
    "N$": "NAD", "BZ$": "BZD", "EC$": "XCD", "B$": "BND", "BN$": "BND", "SI$": "SBD", "L$": "LRD", "ZW$": "ZWL",
    "$": "USD", "€": "EUR", "£": "GBP", "CN¥": "CNY", "RMB¥": "CNY", "JP¥": "JPY", "¥": "JPY", "￥": "JPY",
    "₹": "INR", "Rs.": "INR", "Rs": "INR", "₩": "KRW", "₫": "VND", "₺": "TRY", "TL": "TRY", "₽": "RUB",
    "₱": "PHP",
    "Tk": "BDT", "KSh": "KES", "Ksh": "KES", "฿": "THB", "₦": "NGN", "₪": "ILS", "₴": "UAH",
    "₸": "KZT", "Rp": "IDR", "RM": "MYR",
    "SFr": "CHF", "SwFr": "CHF", "Fr.": "CHF", "RMB": "CNY", "R": "ZAR",
}  # fmt: skip
"""Signs that stand before a figure. "R" counts only before a scaled figure ("R12 billion")."""

_ISO_CODES = (
    "USD EUR GBP JPY CNY INR KRW TWD HKD SGD AUD CAD NZD BRL MXN CHF SEK NOK DKK PLN CZK HUF RON TRY "
    "RUB UAH KZT ZAR NGN KES GHS EGP MAD ETB SAR AED QAR KWD ILS IDR MYR THB VND PHP PKR BDT LKR NPR "
    "JMD TTD FJD BBD GYD NAD BZD XCD BND ARS CLP COP PEN BWP IRR IQD OMR BHD JOD AZN UZS MNT MMK KHR LAK"
)
ISO = tuple(_ISO_CODES.split())

_NATIONS = {
    "dollar": {
        "us": "USD", "u.s.": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
        "new zealand": "NZD", "singapore": "SGD", "hong kong": "HKD", "taiwan": "TWD", "new taiwan": "TWD",
        "taiwanese": "TWD", "": "USD",
    },
    "rupee": {"indian": "INR", "pakistani": "PKR", "sri lankan": "LKR", "nepali": "NPR", "": "INR"},
    "peso": {
        "mexican": "MXN", "philippine": "PHP", "argentine": "ARS", "chilean": "CLP", "colombian": "COP",
        "": "",
    },
    "franc": {"swiss": "CHF", "": ""},
    "krona": {"swedish": "SEK", "icelandic": "ISK", "": "SEK"},
    "krone": {"norwegian": "NOK", "danish": "DKK", "": ""},
    "crown": {"czech": "CZK", "swedish": "SEK", "norwegian": "NOK", "danish": "DKK", "": ""},
    "dinar": {"kuwaiti": "KWD", "bahraini": "BHD", "jordanian": "JOD", "iraqi": "IQD", "": ""},
    "dirham": {"emirati": "AED", "uae": "AED", "moroccan": "MAD", "": "AED"},
    "riyal": {"saudi": "SAR", "qatari": "QAR", "omani": "OMR", "": "SAR"},
    "rial": {"iranian": "IRR", "omani": "OMR", "": "IRR"},
    "pound": {"egyptian": "EGP", "british": "GBP", "": "GBP"},
    "shilling": {"kenyan": "KES", "": ""},
    "lira": {"turkish": "TRY", "": "TRY"},
    "won": {"south korean": "KRW", "korean": "KRW", "": "KRW"},
    "rouble": {"russian": "RUB", "": "RUB"},
    "real": {"brazilian": "BRL", "": "BRL"},
    "yuan": {"chinese": "CNY", "": "CNY"},
    "yen": {"japanese": "JPY", "": "JPY"},
    "rand": {"south african": "ZAR", "": "ZAR"},
    "euro": {"": "EUR"}, "dong": {"vietnamese": "VND", "": "VND"}, "baht": {"thai": "THB", "": "THB"},
    "ringgit": {"malaysian": "MYR", "": "MYR"}, "rupiah": {"indonesian": "IDR", "": "IDR"},
    "zloty": {"polish": "PLN", "": "PLN"}, "forint": {"hungarian": "HUF", "": "HUF"},
    "koruna": {"czech": "CZK", "": "CZK"}, "hryvnia": {"ukrainian": "UAH", "": "UAH"},
    "tenge": {"": "KZT"}, "naira": {"nigerian": "NGN", "": "NGN"}, "cedi": {"": "GHS"}, "birr": {"": "ETB"},
    "taka": {"": "BDT"}, "shekel": {"israeli": "ILS", "": "ILS"},
}  # fmt: skip
_SPELLINGS = {
    "dollars": "dollar", "rupees": "rupee", "pesos": "peso", "francs": "franc", "kronor": "krona",
    "kronas": "krona", "kroner": "krone", "crowns": "crown", "dinars": "dinar", "dirhams": "dirham", "riyals": "riyal",
    "rials": "rial", "pounds": "pound", "sterling": "pound", "shillings": "shilling", "liras": "lira",
    "lire": "lira", "roubles": "rouble", "rubles": "rouble", "ruble": "rouble", "reais": "real",
    "reals": "real", "renminbi": "yuan", "rmb": "yuan", "euros": "euro", "rands": "rand", "zlotys": "zloty",
    "forints": "forint", "korunas": "koruna", "hryvnias": "hryvnia", "shekels": "shekel", "cedis": "cedi",
    "dongs": "dong",
}  # fmt: skip

MEASURES = {
    "tonnes": r"(?:metric\s+)?tonnes?|(?:metric\s+)?tons?|(?-i:t)(?=\s|[.,;)]|$)|(?<=per\s)mt\b",
    "short tons": r"short\s+tons?",
    "kilograms": r"kilograms?|kilogrammes?|kilos?|kg",
    "pounds": r"lbs?\.?",
    "troy ounces": r"troy\s+ounces?|(?-i:ozt)|oz\s+t",
    "ounces": r"ounces?|oz",
    "carats": r"carats?",
    "barrels": r"barrels?|bbls?",
    "bushels": r"bushels?",
    "bales": r"bales?",
    "litres": r"lit(?:re|er)s?",
    "gallons": r"gallons?",
    "hectolitres": r"hectolit(?:re|er)s?|hl",
    "cubic metres": r"cubic\s+met(?:re|er)s?|cu\s?m",
    "square kilometres": r"square\s+kilomet(?:re|er)s?|sq\s?km",
    "hectares": r"hectares?",
    "acres": r"acres?",
    "MW": r"(?-i:MWe?)|mega[\s-]?watts?",
    "GW": r"(?-i:GWe?)|gigawatts?",
    "kWh": r"(?-i:kWh)|kilowatt[\s-]hours?",
    "MWh": r"(?-i:MWh)|megawatt[\s-]hours?",
    "GWh": r"(?-i:GWh)|gigawatt[\s-]hours?",
    "TWh": r"(?-i:TWh)|terawatt[\s-]hours?",
    "MMBtu": r"mmbtu|million\s+british\s+thermal\s+units",
    "PJ": r"(?-i:PJ)|petajoules?",
    "TJ": r"(?-i:TJ)|terajoules?",
    "cubic feet": r"cubic\s+f(?:ee|oo)t|cu\s?ft",
    "vehicles": r"vehicles?",
    "cars": r"cars?",
    "aircraft": r"aircraft|air?planes?|planes?|jets?",
    "units": r"units?",
    "head": r"head(?:\s+of\s+\w+)?",
    "containers": r"containers?|TEUs?",
    "items": r"items?|packages?|parcels?|pieces?",
}
"""Measures by the name that a reading gives them, with the words that stand for each."""

PACKED = {
    "mb/d": (10**6, "barrels", "day"), "mbpd": (10**6, "barrels", "day"), "mbd": (10**6, "barrels", "day"),
    "kb/d": (10**3, "barrels", "day"), "b/d": (1, "barrels", "day"), "bpd": (1, "barrels", "day"),
    "mtpa": (10**6, "tonnes", "year"), "mmtpa": (10**6, "tonnes", "year"), "mmt": (10**6, "tonnes", ""),
    "mt": (10**6, "tonnes", ""), "lmt": (10**5, "tonnes", ""), "kt": (10**3, "tonnes", ""),
    "tpa": (1, "tonnes", "year"),
    "ktpa": (10**3, "tonnes", "year"), "bcm": (10**9, "cubic metres", ""),
    "tcm": (10**12, "cubic metres", ""), "bcma": (10**9, "cubic metres", "year"),
}  # fmt: skip
"""Short forms that hold a scale, a measure and a span of time."""

PER_TIME = r"year|annum|month|week|day|quarter|hour"

_NATION = sorted({n for table in _NATIONS.values() for n in table if n}, key=len, reverse=True)
_NAMES = sorted({*_NATIONS, *_SPELLINGS}, key=len, reverse=True)
SIGN = "|".join(re.escape(s) for s in sorted(SIGNS, key=len, reverse=True))
SCALE = "lakh\\s+crores?|thousand\\s+crores?|" + "|".join(sorted(SCALES, key=len, reverse=True)).replace(
    " ", "\\s+"
)
CURRENCY = (
    rf"(?:(?P<nation>{'|'.join(map(re.escape, _NATION))})[\s-]+)?"
    rf"(?P<name>{'|'.join(_NAMES)})(?:\s+sterling)?\b"
    rf"|(?P<iso>(?-i:{'|'.join(ISO)}))\b"
)
MEASURE = "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(MEASURES.values()))
MEASURE_NAMES = tuple(MEASURES)
CURRENCY_WORDS = (*_NAMES, *(code.casefold() for code in ISO))
"""Lower-case words of which a named currency has one."""
_SINGLE = (
    "ton tonne kilogram kilogramme kilo lb pound ounce carat barrel bbl bushel bale liter litre gallon "
    "hectolitre hectoliter hectare acre megawatt gigawatt vehicle car airplane aeroplane plane jet unit "
    "container teu item package parcel piece petajoule terajoule"
)
_OTHER = (
    "t metric short troy ozt oz kg hl cubic cu square sq mw mwe gw gwe kwh kilowatt mwh gwh twh terawatt "
    "mega mmbtu million aircraft head pj tj feet foot ft"
)
MEASURE_WORDS = (*_SINGLE.split(), *(f"{word}s" for word in _SINGLE.split()), *_OTHER.split())
"""Lower-case words of which a measure has one."""
PACK = "|".join(re.escape(p) for p in sorted(PACKED, key=len, reverse=True))


def currency_of(nation: str | None, name: str) -> tuple[str, str]:
    """Return the ISO 4217 code of "Canadian", "dollars", and where the text leaves it open a reason."""
    base = _SPELLINGS.get(name.casefold(), name.casefold())
    table = _NATIONS[base]
    code = table.get((nation or "").casefold(), "")
    if code and not nation and len(table) > 2:
        return code, f"{name} of no country named"
    return code, "" if code else f"the text does not say which {name}"


def measure_of(match: re.Match[str]) -> str:
    """Return the name of the measure that a match of MEASURE found."""
    groups = match.groupdict()
    return next(name for i, name in enumerate(MEASURE_NAMES) if groups.get(f"u{i}"))


def scale_of(text: str | None) -> float:
    """Return what a scale word multiplies by; 1 for none."""
    return (
        float(SCALES[" ".join((text or "").casefold().split()).replace("crores", "crore")]) if text else 1.0
    )
