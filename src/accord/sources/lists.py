"""The product lists of the US measures, from the source files, as the text file that ships.

A list holds codes at the digits at which its notice printed them. Lists that are in no source file and were
typed from the notices are kept by hand in ``policy/data/notices.txt``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import polars as pl

from accord.core.errors import InputError

ONE_COLUMN: dict[str, tuple[str, int]] = {
    "electronics-april-2025": ("annexII_electronics_apr11.csv", 10),
    "section-122-exempt": ("s122_exemptions.csv", 8),
    "section-232-steel-derivatives": ("s232_steel.csv", 10),
    "section-232-aluminium-derivatives-76": ("s232_alu.csv", 10),
    "section-232-aluminium-derivatives-other": ("s232_alu.csv", 10),
    "section-232-copper": ("s232_copper.csv", 10),
    "section-232-vehicles": ("s232_auto.csv", 10),
    "section-232-auto-parts": ("s232_auto.csv", 10),
    "section-232-metals-annex-ia": ("metals_annex_IA.csv", 10),
    "section-232-metals-annex-ib": ("metals_annex_IB.csv", 10),
}
"""Lists in files of one column: source file, and the digits at which the notice published its codes.

Lists of 8 digits that a file pads with zeros to 10 are cut back to 8 before matching. Two
files hold two lists each: vehicles apart from parts, and aluminium of chapter 76 (dutiable on its full value)
apart from goods that contain some."""

_HEADS: dict[str, tuple[tuple[str, ...], bool]] = {
    "section-232-vehicles": (("8703", "8704"), True),
    "section-232-auto-parts": (("8703", "8704"), False),
    "section-232-aluminium-derivatives-76": (("76",), True),
    "section-232-aluminium-derivatives-other": (("76",), False),
}
"""Lists that take only the codes of their file that begin so, or only those that do not."""

SCHEDULE: dict[str, tuple[str, ...]] = {
    "china-301-list-1": ("china_301_list1",),
    "china-301-list-2": ("china_301_list2",),
    "china-301-list-3": ("china_301_list3",),
    "china-301-list-4a": ("china_301_list4a",),
    "civil-aircraft": ("s122_gn6_conditional",),
    "safeguard-solar": ("s201_cspv",),
}
"""Lists of the codified tariff schedule (HTS 2026 revision 15)."""

GTA: dict[str, tuple[tuple[str, str, str], ...]] = {
    "section-232-steel-derivatives-june-2025": (("Section 232 Steel Derivative", "ALL", "2025-06-23"),),
    "section-232-steel-derivatives-august-2025": (("Section 232 Steel Derivative", "ALL", "2025-08-18"),),
    "section-232-aluminium-derivatives-august-2025": (
        ("Section 232 Aluminum Derivative", "ALL", "2025-08-18"),
    ),
    "section-232-truck-parts": (("Section 232 MHDV Parts", "ALL", "2025-08-01"),),
    "informational-materials": (("IEEPA Statute", "ALL", "2025-04-05"),),
    "pharmaceutical-use": (("Pharmaceutical Agreement", "ALL", "2025-04-05"),),
    "deal-eu": (("EU Floor Rate Agreement", "DEU", "2025-08-01"),),
    "deal-switzerland": (("Switzerland Agreement", "CHE", "2025-11-14"),),
    "brazil-annex-july-2025": (("Brazil Annex April 2", "BRA", "2025-04-05"),),
    "brazil-annex-november-2025": (("Brazil Annex November 13", "BRA", "2025-11-13"),),
    "canada-energy": (("Canada Northern Border Energy", "CAN", "2025-08-01"),),
    "textiles-cafta": (("WTO ATC Annex (HS-92 concordance mapping)", "CAFTA", "2026-02-24"),),
}
"""Lists of Global Trade Alert's table of exceptions: its source, origin and effective date."""

AIRCRAFT = (
    "8801", "8802", "880529", "88071000", "88072000", "88073000", "84071000", "84091000", "841111", "841112",
    "841121", "841122", "841191", "90141010", "90142020", "90142060", "94011040", "94011080", "40113000", "40121300",
)  # fmt: skip
"""Codes of aircraft, engines and parts of nothing else, which the book names one by one; the rest of the list of
goods that are free in civil aircraft have many uses."""

PARTLY = (("Section 122 Annex II (Ex)", "ALL", "2026-02-24"),)
"""Codes of which a notice frees a part that has no code of its own ("Ex"): they count as paying."""

ANNEXES: dict[str, tuple[tuple[str, ...], str]] = {
    "section-232-metals-annex-ib-june-2026": (("1b",), "2026-06-08"),
    "section-232-metals-mobile": (("1c",), "2026-06-08"),
    "section-232-metals-annex-iii": (("3",), "2026-04-06"),
}
"""Annexes of the metals action of 2026: annex letters, and the day by which a row must be in force. A code
of fewer than 8 digits is a caption of the table there, not a product."""


_PURE_MEDICINES = frozenset({"2936", "2937", "2939", "2941"})
"""Vitamins, hormones, alkaloids and antibiotics: free as such in the notices of 2026, whatever their use."""


def product_lists(sources: Path) -> str:
    """Return all lists as text: a line with the name in brackets, then the codes, ascending."""
    lists = {
        **{name: _one_column(sources, name) for name in ONE_COLUMN},
        **{name: _schedule(sources, parts) for name, parts in SCHEDULE.items()},
        **{name: _gta(sources, parts) for name, parts in GTA.items()},
        **{name: _annex(sources, *part) for name, part in ANNEXES.items()},
    }
    lists["brazil-301-exempt"] = _brazil_301(sources, lists)
    lists["civil-aircraft"] = {code for code in lists["civil-aircraft"] if not code.startswith(AIRCRAFT)}
    partly = _gta(sources, PARTLY)
    lists["brazil-annex-november-2025"] -= partly
    lists |= _annex_ii(sources, partly)
    return "\n".join(f"[{name}]\n{_columns(codes)}\n" for name, codes in lists.items())


def _columns(codes: Iterable[str]) -> str:
    ordered = sorted(codes)
    return "\n".join(" ".join(ordered[start : start + 12]) for start in range(0, len(ordered), 12))


def _one_column(sources: Path, name: str) -> set[str]:
    file, digits = ONE_COLUMN[name]
    codes = {str(code).strip()[:digits] for code in read(sources, file).to_series(0)}
    heads, wanted = _HEADS.get(name, (("",), True))
    return {code for code in codes if code.startswith(heads) == wanted}


def _schedule(sources: Path, parts: tuple[str, ...]) -> set[str]:
    table = read(sources, "us_tariff_lists_2026/hts_rev15_list_membership.csv")
    return set(table.filter(pl.col("list").is_in(parts))["hts_code"])


def _exceptions(sources: Path) -> pl.DataFrame:
    table = read(sources, "gta_us_tariff_2026/exceptions.csv.gz", ";")
    return table.with_columns(pl.col("hs_8digit").str.zfill(8))


def _gta(sources: Path, parts: tuple[tuple[str, str, str], ...]) -> set[str]:
    """Codes of Global Trade Alert's table; it has lost leading zeros in places, which are put back."""
    keys = ("source", "import_origin", "effective_date")
    table = _exceptions(sources)
    wanted = pl.DataFrame([dict(zip(keys, part, strict=True)) for part in parts])
    codes = set(table.join(wanted, on=keys)["hs_8digit"])
    if not codes:
        raise InputError(f"{sources}/gta_us_tariff_2026/exceptions.csv.gz: no rows for {parts[0][0]}")
    return {code for code in codes if code[:2] != "00"}


def _annex_ii(sources: Path, partly: set[str]) -> dict[str, set[str]]:
    """Annex II of Executive Order 14257 (1,039 codes) and as it was changed on three days of 2025.

    Copper, which left it when it moved to section 232, stays in: section 232 takes its place anyway.
    """
    table = _exceptions(sources).filter(pl.col("source") == "IEEPA Annex II")

    def codes(column: str, day: str) -> set[str]:
        return set(table.filter(pl.col(column) == day)["hs_8digit"])

    april = codes("effective_date", "2025-04-05")
    left = {code for code in codes("end_date", "2025-09-04") if code[:2] != "74"}
    september = (april - left) | codes("effective_date", "2025-09-05")
    october = september - codes("end_date", "2025-10-13")
    november = (october | codes("effective_date", "2025-11-13")) - partly
    return {
        "annex-ii-april-2025": april,
        "annex-ii-september-2025": september,
        "annex-ii-october-2025": october,
        "annex-ii-november-2025": november,
    }


def _brazil_301(sources: Path, lists: dict[str, set[str]]) -> set[str]:
    """The proposal's list for Brazil without what the final notice frees only by use (aircraft, medicines)."""
    table = read(sources, "us_tariff_lists_2026/s301_brazil_exempt_products_june2026.csv")
    by_use = lists["civil-aircraft"] | {
        code for code in lists["pharmaceutical-use"] if code[:2] != "30" and code[:4] not in _PURE_MEDICINES
    }
    return set(table["hts8"]) - by_use - {"47020000"}  # dissolving pulp, which the final notice left out


def _annex(sources: Path, annexes: tuple[str, ...], day: str) -> set[str]:
    table = read(sources, "us_tariff_lists_2026/s232_metals_annex_products_2026-06.csv")
    kept = table.filter(pl.col("annex").is_in(annexes) & (pl.col("effective_date") <= day))
    return {code for code in kept["hts_prefix"] if len(code) >= 8}


def read(sources: Path, file: str, separator: str = ",") -> pl.DataFrame:
    """Return a source table with every column as text; a missing file is named."""
    path = sources / file
    if not path.exists():
        raise InputError(f"{path}: there is no such file")
    return pl.read_csv(path, infer_schema_length=0, separator=separator)
