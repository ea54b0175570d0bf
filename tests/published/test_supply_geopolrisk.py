"""GeoPolRisk scores equal the published package's, and say what is missing where it is silently wrong."""

import json
from pathlib import Path

import numpy as np
import pytest

from accord.supply.holes import holes
from accord.supply.risk import risk_table
from accord.supply.tables import find_material, load

REFERENCE = json.loads(Path(__file__).with_name("geopolrisk_2_0_1.json").read_text("utf-8"))
IMPORTERS = ("USA", "IND", "JPN")
YEARS = (2022, 2023)


@pytest.fixture(scope="module")
def table():
    names = dict.fromkeys(cell["material"] for cell in REFERENCE["cells"])
    return risk_table([find_material(name) for name in names], IMPORTERS, YEARS)


@pytest.mark.parametrize(
    "cell", REFERENCE["cells"], ids=lambda cell: f"{cell['material']}-{cell['importer']}-{cell['year']}"
)
def test_scores_equal_the_published_package(table, cell):
    m = [material.name for material in table.materials].index(cell["material"])
    place = m, YEARS.index(cell["year"]), IMPORTERS.index(cell["importer"])
    assert table.score[place] == pytest.approx(cell["score"], abs=1e-4)
    assert table.output_hhi[place[:2]] == pytest.approx(cell["hhi"], abs=1e-5)
    assert table.import_risk[place] == pytest.approx(cell["import_risk"], abs=1e-4)
    assert table.price[place] == pytest.approx(cell["price"], rel=2e-3)
    assert table.factor[place] == pytest.approx(cell["factor"], rel=2e-3)


@pytest.mark.parametrize(
    ("name", "words"), [("gallium", "counts it in one code"), ("germanium", "stop in 2016")]
)
def test_a_missing_score_is_missing_and_explained(name, words):
    material = find_material(name)
    table = risk_table([material], IMPORTERS, YEARS)
    assert np.isnan(table.score).all()
    assert np.isnan(table.import_dependence).all()
    assert not np.isnan(table.output_hhi).any()
    assert words in " ".join(holes(material, 2023, "USA"))


def test_every_score_of_the_world_is_a_share_or_missing():
    table = risk_table(load().materials, load().economies[:81])
    for values in (table.score, table.import_dependence, table.import_hhi, table.output_hhi):
        seen = values[~np.isnan(values)]
        assert seen.size > 0
        assert seen.min() >= 0
        assert seen.max() <= 1 + 1e-9
