"""OECD ICIO table for 2019: 20 economies by 20 ISIC sections. Not used to calibrate: it tests the result."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.sources.readers import Array
from accord.sources.readers.files import read_npz

TABLE = "icio2019_g20_20s.npz"
SECTION_OF = np.array([{"A": 0, "B": 1, "C": 2}.get(code[0], 3) for code in SECTORS])
"""The section of each of the 28 sectors: agriculture, mining, manufacturing, services."""


def read_coefficients(folder: Path) -> dict[str, Array]:
    """Return input coefficients ``[a, b]`` by section (A, B, C, D to T) of every single economy."""
    raw = read_npz(folder, TABLE, ("Z", "F", "countries", "sectors"))
    economies, sections = [str(code) for code in raw["countries"]], len(raw["sectors"])
    N = len(economies)
    if raw["Z"].shape != (N * sections, N * sections):
        raise InputError(
            f"{TABLE}: shape {raw['Z'].shape} where {N} economies by {sections} sections are due"
        )
    add = np.zeros((4, sections))
    add[np.minimum(np.arange(sections), 3), np.arange(sections)] = 1.0
    use = raw["Z"].reshape(N, sections, N, sections).sum(axis=0)
    output = (raw["Z"].sum(axis=1) + raw["F"].sum(axis=1)).reshape(N, sections)
    return {
        code: (add @ use[:, n, :] @ add.T) / (add @ output[n])
        for n, code in enumerate(economies)
        if code != "ROW"
    }
