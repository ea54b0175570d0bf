"""Dated facts on Russian oil in India: what came by month, and the acts that were to change it."""

from __future__ import annotations

MONTHLY = (
    ("2021-12", 0.036, "Vortexa via Reuters"),
    ("2022-03", 0.066, "Reuters"),
    ("2022-04", 0.277, "Reuters"),
    ("2022-10", 0.94, "Vortexa"),
    ("2022-12", 1.18, "Vortexa"),
    ("2023-03", 1.64, "Vortexa"),
    ("2023-05", 1.96, "Vortexa"),
    ("2023-06", 2.2, "Kpler"),
    ("2024-04", 1.79, "Vortexa, Reuters"),
    ("2024-07", 2.07, "Kpler via OPEC"),
    ("2025-05", 1.96, "Kpler"),
    ("2025-06", 2.08, "Kpler"),
    ("2025-11", 1.858, "Kpler via Business Standard 2026-03-01"),
    ("2025-12", 1.274, "Kpler via Business Standard 2026-03-01"),
    ("2026-01", 1.192, "Kpler via Business Standard 2026-03-01"),
    ("2026-02", 1.117, "Kpler via Business Standard 2026-03-01, preliminary"),
)
"""Russian crude to India, mb/d, in months for which a figure was found; no month between is known."""

ACTS = (
    ("2022-12-05", "ban", "EU embargo on seaborne crude and the price cap of 60 USD a barrel", "H"),
    ("2025-08-27", "duty", "United States: 25 points on Indian goods over Russian oil (EO 14329)", "H"),
    ("2025-09-03", "cap", "European Union: cap of 47.6 USD a barrel", "M"),
    ("2025-10-22", "sanction", "United States: sanctions on Rosneft and Lukoil announced", "H"),
    ("2025-11-21", "sanction", "United States: sanctions on Rosneft and Lukoil binding", "M"),
    ("2026-02-07", "duty ended", "United States: the 25 points end (EO of 6 February 2026)", "H"),
    ("2026-02-28", "war", "war with Iran closes Hormuz", "H"),
    ("2026-03-05", "waiver", "United States: licence for cargoes loaded by 5 March, to 3 April 2026", "H"),
)
"""Date, kind, what happened, confidence."""


def rows() -> dict[str, list[dict[str, object]]]:
    """Return the two tables as they ship."""
    return {
        "russian_to_india": [
            {"month": month, "mbd": mbd, "source": source} for month, mbd, source in MONTHLY
        ],
        "oil_acts": [
            {"date": day, "kind": kind, "what": what, "confidence": confidence}
            for day, kind, what, confidence in ACTS
        ],
    }
