"""OECD ICIO table for 2020: 77 economies by 11 industry groups, here by three blocks of World 2022's sectors.

The eleven groups are agriculture with mining and food, manufacturing without food, and nine of services.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.core.frozen import dataclass
from accord.sources.readers import Array
from accord.sources.readers.files import read_npz

TABLE = "icio2020_77c_11s.npz"
GROUPS = 11

BLOCK_OF = np.array(
    [0 if code[0] in "AB" or code == "C10T12" else 2 if code == "SERVICES" else 1 for code in SECTORS]
)
"""The block (0, 1, 2) of each of the 28 sectors: primary and food; other manufacturing; services."""


@dataclass(frozen=True)
class Blocks:
    """By economy (rows) and block, USD mn of 2020.

    use         [n, a, b]  use of products of block a, all origins, by industries of block b
    final       [n, a]     use of products of block a in final demand
    value_added [n, b]
    net_tax     [n, b]     taxes less subsidies on the products that industries of block b use
    output      [n, b]
    """

    economies: tuple[str, ...]
    use: Array
    final: Array
    value_added: Array
    net_tax: Array
    output: Array


def read_blocks(folder: Path) -> Blocks:
    """Read the table and sum it to three blocks."""
    raw = read_npz(folder, TABLE, ("Z", "F", "VA", "net_tax", "countries", "fd"))
    economies = tuple(map(str, raw["countries"]))
    N, finals = len(economies), len(raw["fd"])
    if raw["Z"].shape != (N * GROUPS, N * GROUPS):
        raise InputError(f"{TABLE}: shape {raw['Z'].shape} where {N} economies by {GROUPS} groups are due")
    to_block = np.zeros((3, GROUPS))
    to_block[[0, 1], [0, 1]] = 1.0
    to_block[2, 2:] = 1.0
    between = raw["Z"].reshape(N, GROUPS, N, GROUPS).sum(axis=0)
    final = raw["F"].reshape(N, GROUPS, N, finals).sum(axis=(0, 3))
    supply = raw["Z"].sum(axis=1) + raw["F"].sum(axis=1)
    return Blocks(
        economies,
        use=np.einsum("ag,gnh,bh->nab", to_block, between, to_block),
        final=np.einsum("ag,gn->na", to_block, final),
        value_added=raw["VA"].reshape(N, GROUPS) @ to_block.T,
        net_tax=raw["net_tax"][: N * GROUPS].reshape(N, GROUPS) @ to_block.T,
        output=supply.reshape(N, GROUPS) @ to_block.T,
    )
