"""Harmonized System products to ICIO sectors.

The way is HS 2022, six or ten digits, to GTAP 11 sectors (the crosswalk of The Budget Lab at Yale, MIT
licence) to ISIC revision 4 as the ICIO groups it. Each product goes to one sector with weight one: no product
of the crosswalk is shared between GTAP sectors. Where GTAP is coarser than the ICIO, the HS heading decides.
Chapters 98 and 99 (special classifications) have no sector and are reported as unmapped.
"""

from __future__ import annotations

VINTAGE = "HS 2022 to GTAP 11 (Yale Budget Lab crosswalk, 2025) to ISIC revision 4"

_BY_GTAP: dict[str, str] = {
    **dict.fromkeys(
        ("PDR", "WHT", "GRO", "V_F", "OSD", "C_B", "PFB", "OCR", "CTL", "OAP", "RMK", "WOL"), "A01"
    ),
    "FRS": "A02",
    "FSH": "A03",
    "COA": "B05",
    **dict.fromkeys(("OIL", "GAS"), "B06"),
    "OXT": "B08",
    **dict.fromkeys(("CMT", "OMT", "VOL", "MIL", "PCR", "SGR", "OFD", "B_T"), "C10T12"),
    **dict.fromkeys(("TEX", "WAP", "LEA"), "C13T15"),
    "LUM": "C16",
    "PPP": "C17_18",
    "P_C": "C19",
    "CHM": "C20",
    "BPH": "C21",
    "RPP": "C22",
    "NMM": "C23",
    "I_S": "C24A",
    "NFM": "C24B",
    "FMP": "C25",
    "ELE": "C26",
    "EEQ": "C27",
    "OME": "C28",
    "MVH": "C29",
    "OTN": "C302T309",
    "OMF": "C31T33",
    "ELY": "SERVICES",
}

_BY_HEADING: dict[tuple[str, str], str] = {
    ("OXT", "26"): "B07",
    ("OTN", "89"): "C301",
    ("FRS", "0604"): "A01",
    ("FRS", "4001"): "A01",
    ("OMF", "30"): "C21",
    ("RPP", "30"): "C21",
    ("OMF", "8523"): "C26",
}
"""ISIC tells apart what GTAP lumps: ores from other mining, ships from other vehicles, cut greens and natural
rubber (farmed) from forestry, medical goods of chapter 30, and recorded or flash media from toys."""


def icio_sector(gtap: str, hs: str) -> str | None:
    """Return the ICIO sector of a product by its GTAP sector and HS code; None where it has none."""
    gtap = gtap.upper()
    for digits in (4, 2):
        sector = _BY_HEADING.get((gtap, hs[:digits]))
        if sector:
            return sector
    return _BY_GTAP.get(gtap)
