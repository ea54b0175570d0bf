"""The shipped supply tables: what is in them, what is not, and that the builder makes them again."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.supply import tables
from accord.supply.holes import holes
from accord.supply.risk import risk_table


def test_output_shares_sum_to_one_or_are_missing():
    total = tables.load().output_share.sum(axis=2)
    assert np.all(np.isnan(total) | (np.abs(total - 1) < 1e-5))


def test_tables_are_small_and_hold_every_year():
    folder = files("accord.supply").joinpath("data")
    assert sum(len(item.read_bytes()) for item in folder.iterdir()) < 3_000_000
    loaded = tables.load()
    assert len(loaded.first_row) == len(loaded.hs) * len(tables.YEARS) + 1
    assert loaded.first_row[-1] == len(loaded.tonnes)


def test_india_imports_lithium_mostly_by_value_recorded():
    matrix = tables.trade_matrix(("282520", "283691"), 2023, "kusd")
    assert matrix[tables.economy_index("IND")].sum() > 10_000


def test_unknown_names_are_answered_with_close_ones():
    with pytest.raises(InputError, match="did you mean gallium"):
        tables.find_material("galium")
    with pytest.raises(InputError, match="1999 is not in the trade tables"):
        tables.trade_matrix(("282520",), 1999)
    with pytest.raises(InputError, match="unknown HS 1992 code"):
        tables.trade_matrix(("999999",), 2020)


def test_a_year_without_output_says_so():
    words = " ".join(holes(tables.find_material("cobalt"), 2016))
    assert "missing for 2016" in words


def test_a_group_is_one_importer_without_risk_inside():
    cobalt = tables.find_material("cobalt")
    union = risk_table([cobalt], [("BEL", "FIN", "FRA")], [2022])
    alone = risk_table([cobalt], ["BEL", "FIN", "FRA"], [2022])
    assert 0 < union.score[0, 0, 0] < alone.score[0, 0].max()


@pytest.mark.shared
def test_the_builder_makes_the_same_bytes(shared_data, tmp_path):
    from accord.sources.supply import build  # polars is slow to import

    build(shared_data, tmp_path)
    shipped = files("accord.supply").joinpath("data")
    for name in ("supply.npz", "materials.json"):
        assert _hash((tmp_path / name).read_bytes()) == _hash(shipped.joinpath(name).read_bytes())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
