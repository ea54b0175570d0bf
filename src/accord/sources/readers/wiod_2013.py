"""World Input-Output Database, release 2013, table for 2011: 40 economies, rest of world, 35 industries."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.errors import InputError
from accord.sources.readers import UseTable, gather
from accord.sources.readers.files import read_npz

TABLE = "wiod2011_41c_35s.npz"
RENAMED = {"ROM": "ROU", "RoW": "ROW"}

CONCORDANCE: dict[str, tuple[str, ...]] = {
    "c1": ("A01", "A02", "A03"),
    "c2": ("B05", "B06", "B07", "B08", "B09"),
    "c3": ("C10T12",),
    "c4": ("C13T15",),
    "c5": ("C13T15",),
    "c6": ("C16",),
    "c7": ("C17_18",),
    "c8": ("C19",),
    "c9": ("C20", "C21"),
    "c10": ("C22",),
    "c11": ("C23",),
    "c12": ("C24A", "C24B", "C25"),
    "c13": ("C28",),
    "c14": ("C26", "C27"),
    "c15": ("C29", "C301", "C302T309"),
    "c16": ("C31T33",),
}
"""NACE revision 1 industries; c17 to c35 are services."""


def read_tables(folder: Path) -> dict[str, UseTable]:
    """Read the table of every economy, uses of all origins summed."""
    raw = read_npz(folder, TABLE, ("Z", "F", "out", "countries", "industries"))
    economies = [RENAMED.get(str(code), str(code)) for code in raw["countries"]]
    industries = [str(code) for code in raw["industries"]]
    N, K = len(economies), len(industries)
    if raw["Z"].shape != (N * K, N * K):
        raise InputError(f"{TABLE}: shape {raw['Z'].shape} where {N} economies by {K} industries are due")
    use = raw["Z"].astype(float).reshape(N, K, N, K).sum(axis=0)
    final = raw["F"].astype(float).reshape(N, K, N, -1).sum(axis=(0, 3))
    output = raw["out"].reshape(N, K)
    groups, add = gather(industries, {code: CONCORDANCE.get(code, ("SERVICES",)) for code in industries})
    tables = {}
    for n, economy in enumerate(economies):
        own = add @ use[:, n, :] @ add.T
        spent = own.sum(axis=1) + np.maximum(0.0, add @ final[:, n])
        tables[economy] = UseTable("wiod-2013", "2011", groups, own, add @ output[n], spent)
    return tables
