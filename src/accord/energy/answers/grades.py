"""Which grades replace Russian crude in India's refineries, with a strait closed or a seller favoured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from accord.core.codec import Document, finite
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.energy import tables
from accord.energy.answers.numbers import Number, computed, grounds
from accord.energy.refine import Slate, replace_grades, share_premium


@dataclass(frozen=True)
class GradesAnswer:
    """The cheapest slate, and what closing or a seller's share adds.

    by_origin, by_grade  kb/d
    premium              USD bn a year over the slate without the shares asked for
    against_lost         landed cost over what Urals costs delivered at the central discount, USD a barrel
    """

    slate: Slate
    lost_kbd: float
    by_origin: dict[str, float]
    by_grade: tuple[tuple[str, str, float], ...]
    premium: float
    closed: tuple[str, ...]
    shares: dict[str, float]
    tolerance: float
    assumptions: tuple[str, ...]
    sources: tuple[str, ...]

    def numbers(self) -> dict[str, Number]:
        """Return its numbers by key; differentials, availability and bands are assumptions, so all are L."""
        basis = "least landed cost within the refiners' bands of sulphur and gravity (linear programme)"
        number = computed("2025", basis)
        found = {"lost": number(self.lost_kbd, "kb/d"), "landed": number(self.slate.landed, "USD/bbl")}
        found["premium"] = number(self.premium, "USD bn a year")
        found["unmet"] = number(float(self.slate.unmet.sum()), "kb/d")
        return found | {f"origin_{code}": number(amount, "kb/d") for code, amount in self.by_origin.items()}

    def document(self) -> Document:
        """Return a slate."""
        return {
            "lost_kbd": self.lost_kbd,
            "unmet_kbd": float(self.slate.unmet.sum()),
            "by_origin_kbd": self.by_origin,
            "by_grade": [
                {"grade": name, "origin": origin, "kbd": amount} for name, origin, amount in self.by_grade
            ],
            "landed_usd_bbl_over_brent": finite(self.slate.landed),
            "premium_usd_bn": self.premium,
            "closed": list(self.closed),
            "shares": self.shares,
            "tolerance": self.tolerance,
            "dual_usd_bbl": dict(zip(self.slate.grades, self.slate.dual.tolist(), strict=True)),
            "refiners": [
                {
                    "refiner": name,
                    "unmet_kbd": float(unmet),
                    "intake_kbd": dict(zip(self.slate.grades, row.tolist(), strict=True)),
                }
                for name, unmet, row in zip(
                    self.slate.refiners, self.slate.unmet, self.slate.intake, strict=True
                )
            ],
            "certificate": {"primal_dual_gap": self.slate.gap},
            "status": "converged",
            **grounds(self),
        }


def replacement(
    *,
    closed: Sequence[str] = (),
    shares: Mapping[str, float] | None = None,
    tolerance: float = 0.0,
    part: float = 1.0,
) -> GradesAnswer:
    """Return the cheapest grades for ``part`` of the Russian intake of 2025.

    shares   least share of each refiner's loss by origin, such as ``{"USA": 0.3}``
    """
    if not 0 < part <= 1:
        raise InputError(f"part: must be above 0 and at most 1, not {part:g}")
    refiners, grades = tables.refiners(), tables.grades()
    lost = part * np.array([one.lost for one in refiners])
    floors = dict(shares or {})
    for origin in floors:
        if origin not in {grade.origin for grade in grades}:
            raise InputError(f"share: no grade of {origin} is in the table of grades")
    free = replace_grades(refiners, grades, lost, tolerance=tolerance, closed=closed)
    slate = (
        replace_grades(refiners, grades, lost, tolerance=tolerance, closed=closed, floor_by_origin=floors)
        if floors
        else free
    )
    amounts = slate.intake.sum(axis=0)
    used = sorted(zip(grades, amounts, strict=True), key=lambda pair: -pair[1])
    return GradesAnswer(
        slate,
        float(lost.sum()),
        {code: amount for code, amount in slate.by_origin(grades).items() if amount > 1e-6},
        tuple((grade.grade, grade.origin, float(amount)) for grade, amount in used if amount > 1e-6),
        share_premium(free, slate),
        tuple(closed),
        floors,
        tolerance,
        (
            "differentials, spare availability and the refiners' bands of sulphur and gravity "
            "are assumptions",
            "Merey needs a licence of the United States",
            "freight, discount and the refiners' Russian intake are cited",
        ),
        ("oil grades table", "refiners: Kpler via Business Standard 2026-03-01; capacity PPAC"),
    )
