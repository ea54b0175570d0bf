"""The triggers of ``lexicon/events.yml``: expressions made of classes of verbs and nouns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from accord.docket.rules import expression, rule_file

_GAP = r"(?:[^\s,;]+(?:,\d[^\s,;]*)?\s+){0,%s}?"
_PLAIN_GAP = r"(?:(?!to\b|that\b|which\b|after\b|before\b)[^\s,;]+(?:,\d[^\s,;]*)?\s+){0,%s}?"
_ANY_GAP = r"(?:[^\s;]+\s+){0,%s}?"
_BE = (
    r"(?:(?:(?:has|have|had)\s+(?:\w+\s+)?been|is|are|was|were|be|been|being|got)\s+"
    r"(?:(?:\w+ly|also|first|then|later|not|to\s+be)\s+)?)"
)
_GAPS = {"~": _GAP, "~~": _ANY_GAP, "-": _PLAIN_GAP}
_MACRO = re.compile(r"<(~{1,2}|-)(\d+)>|<(\w+)(\.ed)?>")


@dataclass(frozen=True)
class Trigger:
    """One event type and the words that tell it.

    ``needs`` economies must stand in the sentence; ``undated`` says where it counts without a date: anywhere,
    in the lead, never, or now (it goes on while the report is written).
    """

    type: str
    pattern: re.Pattern[str]
    needs: int
    undated: str
    wish: re.Pattern[str]

    def wished(self, before: str) -> bool:
        """Whether the words before make it a wish, a topic or a condition."""
        return bool(self.wish.search(before))


@lru_cache(maxsize=1)
def triggers() -> tuple[Trigger, ...]:
    """Return the shipped triggers in their order."""
    data = rule_file("events")
    wishes = {kind: expression(rf"\b{p}") for kind, p in data["not_events"].items()}
    return tuple(
        Trigger(
            e["type"],
            expression(rf"\b(?:{expand(e['pattern'])})"),
            e["needs"],
            e.get("undated", "anywhere"),
            wishes.get(e["type"], wishes["all"]),
        )
        for e in data["events"]
    )


def expand(pattern: str) -> str:
    """Write out the classes and gaps of a pattern."""

    def written(m: re.Match[str]) -> str:
        gap, count, name, past = m.groups()
        if gap:
            return _GAPS[gap] % count
        if name == "be":
            return _BE
        if name in data["verbs"]:
            return f"(?:{'|'.join(_forms(v, bool(past)) for v in data['verbs'][name].split())})"
        return f"(?:{expand(data['nouns'][name])})"

    data = rule_file("events")
    return _MACRO.sub(written, pattern)


def _forms(verb: str, participle: bool) -> str:
    """Return an expression for the forms of a verb: "sign", "strike|struck", "take|took|taken"."""
    base, *past = verb.split("|")
    on_y = re.search(r"[^aeiou]y$", base)
    silent = re.search(r"[^e]e$", base)
    stem = base[:-1] if on_y or silent else base
    double = f"{base[-1]}?" if re.search(r"(?:[^aeiou][aeiou][bdgmnprt]|[aeiou]l)$", base) else ""
    ending = "ied" if on_y else "d" if base.endswith("ee") else "ed"
    ed = past or [f"{stem}{double}{ending}"]
    if participle:
        return ed[-1]
    s = f"{stem}ies" if on_y else f"{base}es" if base[-1] in "sxzh" else f"{base}s"
    return "|".join((base, s, f"{stem if silent else base}{double}ing", *ed))
