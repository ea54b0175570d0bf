"""Words of headlines and sentences by which the measures of a report are told apart and ranked."""

from __future__ import annotations

import re

from accord.page.words import MONTHS

PERCENT = r"(?: ?%|[- ]?per ?cent\b| ?pct\b)"
"""What follows the figure of a rate."""
SUMS = {
    "million": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "b": 1e9,
    "trillion": 1e12,
}
SUM = re.compile(
    rf"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?)[ -]?(?P<scale>{'|'.join(SUMS)})?\b", re.IGNORECASE
)
"""A figure of a headline: "$3 bln", "49,000"."""
CHANGED = re.compile(
    r"\b(?:reduc|cut|lower|slash|rais|increas|doubl|eliminat|scrap|suspend|end|remov)\w*\s+(?:all )?"
    r"(?P<whose>[A-Z][\w.]+(?: [A-Z][\w.]+){0,2})['\u2019]s?\s+(?:\w+ ){0,2}(?:tariffs?|duties|duty|levies|levy)\b"
)
"""Words that say whose duties are changed."""
TITLED = {
    lever: re.compile(words, re.IGNORECASE)
    for lever, words in {
        "tariff": r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|surcharges?)\b",
        "export_tax": r"\b(?:export (?:tax|dut|lev)|dut(?:y|ies) on [\w ]{0,20}exports)",
        "import_ban": r"\bbans?\b|\bembargo",
        "export_ban": r"\bbans?\b|\bhalts?\b|\bembargo",
        "export_control": r"\bcontrols?\b|\bcurbs?\b",
        "sanction": r"\bsanction",
        "quota": r"\bquotas?\b",
        "export_quota": r"\bquotas?\b",
        "price_cap": r"\bprice (?:cap|ceiling)",
    }.items()
}
"""Words of a headline that name a lever."""
_AT = (
    r"\b(?:keep|maintain|retain|leave)(?:s|ing)?\b"
    rf"(?:(?: unchanged)? at \d| (?:an?|its|their|the) \d[\d.]*{PERCENT})"
)
KEPT_AT = re.compile(_AT, re.IGNORECASE)
"""Words by which a rate is what it was."""
KEPT = re.compile(
    r"\b(?:current|existing|present)\b.{0,200}?\b(?:remain|stay|continue|keep|be kept)\b"
    rf"|{_AT}",
    re.IGNORECASE | re.DOTALL,
)
"""Words by which a rate stays what it is."""
SUSPENDED = r"\b(?:remains?|stays?|continues? to be|be kept|still) suspended\b"
"""Words by which a rate is not charged, and goes on not being charged."""
RETAINED = (
    r"(?:\b(?:shall|will|would|to|is|are) be (?:retained|kept|maintained)\b"
    r"|\b(?:stays?|remains?) (?:in (?:place|force|effect)|unchanged)\b)"
)
"""Words by which a rate goes on being charged."""
BEYOND = re.compile(
    r"\b(?:above|beyond|over|outside|exceed\w*)\b.{0,30}?\b(?:them|it|that|this|those|these|quotas?|volumes?|limits?)\b"
    r"|\b(?:out-of|over|outside|above)-quota\b",
    re.IGNORECASE,
)
"""Words for what enters beyond a quota."""
ENDING = re.compile(
    r"\b(?:will |to |would )?(?:end|lift|scrap|remove|drop|abolish|replace)(?:s|ed|d)?\b"
    r"|\buntil\b.{0,60}?\bafter which\b",
    re.IGNORECASE,
)
"""Words by which a limit ends, on a day to come too."""
ALL = re.compile(
    r"\b(?:all|any\w*|every\w*|countries|nations|foreign|globa\w+|world\w*|universal\w*)\b", re.IGNORECASE
)
"""Words by which a measure falls on everybody, whoever is named beside it."""
VAGUE = ("articles", "components", "equipment", "goods", "items", "materials", "parts", "products", "systems")
"""Nouns that say little of goods by themselves."""
BARGAIN = re.compile(
    r"\b(?:trade|tariff)s? (?:\w+ ){0,2}(?:deal|agreement|pact|accord|framework)s?\b", re.IGNORECASE
)
"""Words of a headline for a bargain on trade, in which promised money is the price."""
PROMISED = re.compile(r"\b(?:invest|buy|purchas|pledg|order|loan|lend|stake)\w*", re.IGNORECASE)
"""Words of a headline for promised money."""
PACKAGE = re.compile(
    r"\b(?:round|package|tranche) of sanctions\b|\bsanctions (?:package|round)\b", re.IGNORECASE
)
"""Words for a list of sanctions of which a measure is a part."""
EXTENDED = re.compile(
    r"\b(?:extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|renew(?:s|ed|ing)?|extension|prolongation|renewal)\b"
    r"(?!\W+(?:\w+\W+){0,6}to (?:cover|include|all|more|other|new|further|goods|products|imports))",
    re.IGNORECASE,
)
"""Words by which what holds goes on longer."""
AGREED = re.compile(r"\b(?:deal|pact|accord|agreement|framework|treaty|partnership)s?\b", re.IGNORECASE)
"""Words for what two sides agree on, of which the measures of each are a half."""
LIMITED = re.compile(
    r"\b(?:limit|restrict|cap|cut|reduc|shrink|halv|tighten|curb)\w*\b[^.;]{0,60}?"
    r"\b(?:(?:tariff|duty|levy|tax)-free|free of (?:the |all |extra )?(?:tariffs?|dut(?:y|ies)|charge|levies))\b",
    re.IGNORECASE,
)
"""Words by which less than before goes on entering free of duty."""
SHORT = tuple(month[:3].lower() for month in MONTHS)
DATED = re.compile(
    r"\b(?:on|in|since) (?:(?:\d{1,2} )?(?P<month>"
    rf"{'|'.join(SHORT)})[a-z]*\.? (?:\d{{1,2}}, )?(?:of )?)?(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
"""When something is told to have been done: "on August 26, 2024", "in 2018"."""
PLUPERFECT = re.compile(
    r"^(?:[\w'\u2019-]+ ){1,6}?had (?:\w+ )?(?:been|\w+ed|put|set|cut|risen)\b(?!.*\b(?:will|would|is|are|now) )",
    re.DOTALL,
)
"""A sentence on what was so before: "The levy had been 26 percent"."""
