"""First guesses of who uses what: a source's industries spread over the 28 sectors.

Where a source holds several sectors in one industry, its products are spread by how much of each the
economy absorbs, times an affinity: which of these products a user of the whole can plausibly mean (a
cement works that buys "other mining" buys stone, not diamonds). The affinities are Accord's own
judgement; balancing then moves every cell towards what is known of 2022.
"""

from __future__ import annotations

import numpy as np

from accord.core.codes import SECTORS
from accord.sources.readers import Array, UseTable
from accord.sources.world.balance import fit_shares

CODES = tuple(SECTORS)
PLACE = {code: at for at, code in enumerate(CODES)}

AFFINITY: dict[str, tuple[float, dict[str, float]]] = {
    "A01": (1.0, {"C16": 0.05, "C17_18": 0.05, "A02": 0.2, "A03": 0.2}),
    "A02": (0.05, {"A02": 1.0, "C16": 1.0, "C17_18": 1.0, "SERVICES": 0.5}),
    "A03": (0.02, {"A03": 1.0, "C10T12": 1.0, "SERVICES": 1.0}),
    "B05": (0.5, {"B05": 1.0, "C19": 0.1, "C23": 1.0, "C24A": 1.0, "SERVICES": 1.0, "C24B": 0.3}),
    "B06": (0.2, {"B06": 1.0, "C19": 1.0, "C20": 1.0, "SERVICES": 1.0}),
    "B07": (0.02, {"B07": 1.0, "C24A": 1.0, "C24B": 1.0, "C20": 0.2}),
    "B08": (0.1, {"B08": 1.0, "C23": 1.0, "C31T33": 1.0, "SERVICES": 1.0, "C20": 0.5}),
    "B09": (0.02, {"B05": 1.0, "B06": 1.0, "B07": 1.0, "B08": 1.0, "B09": 1.0}),
    "C20": (1.0, {"SERVICES": 0.3}),
    "C21": (0.02, {"C21": 1.0, "SERVICES": 1.0, "A01": 0.3, "C20": 0.1}),
    "C24A": (
        0.5,
        {
            "C24A": 1.0,
            "C25": 1.0,
            "C28": 1.0,
            "C29": 1.0,
            "C301": 1.0,
            "C24B": 0.1,
            "C26": 0.1,
            "C31T33": 0.1,
        },
    ),
    "C24B": (0.5, {"C24B": 1.0, "C26": 1.0, "C27": 1.0, "C31T33": 1.0, "C24A": 0.1}),
    "C25": (1.0, {"C24A": 0.1, "C24B": 0.1}),
    "C26": (1.0, {"C27": 0.5}),
    "C27": (1.0, {"C26": 0.5}),
    "C29": (0.1, {"C29": 1.0, "SERVICES": 1.0, "C28": 0.5, "C301": 0.02, "C302T309": 0.05}),
    "C301": (0.02, {"C301": 1.0, "A03": 1.0, "SERVICES": 0.5}),
    "C302T309": (0.1, {"C302T309": 1.0, "SERVICES": 1.0, "C29": 0.05}),
}
"""For each product that some source holds together with others: its affinity to any user, and exceptions."""


def affinity() -> Array:
    """Return the affinities as a table ``[k, j]``: product k to user j."""
    table = np.ones((len(CODES), len(CODES)))
    for product, (usual, exceptions) in AFFINITY.items():
        table[PLACE[product]] = usual
        for user, value in exceptions.items():
            table[PLACE[product], PLACE[user]] = value
    return table


def spread(table: UseTable, available: Array) -> Array:
    """Return input coefficients ``[k, j]`` over the 28 sectors from a table in its source's industries.

    ``available[k]`` is how much of product k the economy's industries may use, in any unit.
    """
    weights = affinity() * np.maximum(available, 1e-12 * available.max())[:, None]
    result = np.zeros((len(CODES), len(CODES)))
    columns = [PLACE[code] for users in table.groups for code in users]
    group = np.repeat(np.arange(len(table.groups)), [len(users) for users in table.groups])
    for a, products in enumerate(table.groups):
        rows = [PLACE[code] for code in products]
        share = weights[rows] / weights[rows].sum(axis=0)
        result[np.ix_(rows, columns)] = table.coefficients[a, group] * share[:, columns]
    return result


def intermediate_shares(table: UseTable, absorption: Array, fallback: Array) -> Array:
    """Return the share ``[k]`` of each product's absorption that industries use, as the source has it.

    Products the source holds together are told apart by ``fallback[k]``, weighted by ``absorption[k]``.
    """
    result = fallback.copy()
    if table.absorbed is not None:
        for products, used, absorbed in zip(table.groups, table.use.sum(axis=1), table.absorbed, strict=True):
            rows = [PLACE[code] for code in products]
            if absorbed > 0:
                whole = used / absorbed * absorption[rows].sum()
                result[rows] = fit_shares(fallback[rows], absorption[rows], whole)
    return np.clip(result, 0.02, 0.98)


def usual_shares(tables: list[UseTable]) -> Array:
    """Return the mean intermediate share ``[k]`` over the tables that hold product k most finely."""
    result = np.empty(len(CODES))
    for k, code in enumerate(CODES):
        seen = [
            (len(products), float(table.use[a].sum() / table.absorbed[a]))
            for table in tables
            if table.absorbed is not None
            for a, products in enumerate(table.groups)
            if code in products and table.absorbed[a] > 0
        ]
        finest = min(size for size, _ in seen)
        result[k] = np.mean([share for size, share in seen if size == finest])
    return result


def nearest_structure(output: Array, candidates: list[int]) -> tuple[Array, Array]:
    """For every economy return the candidate with the most similar output, and how dissimilar it is.

    ``output[j, i]``; dissimilarity is half the sum of absolute differences of sector shares, 0 to 1.
    """
    share = output / output.sum(axis=0)
    distance = np.abs(share[:, :, None] - share[:, None, candidates]).sum(axis=0) / 2
    best = distance.argmin(axis=1)
    return np.array(candidates)[best], distance[np.arange(len(best)), best]
