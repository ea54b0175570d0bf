"""A scenario on a world: the contract's document, the named economies' flows, and typed refusals."""

import json

import numpy as np
import pytest

import accord
from accord.core.errors import InputError, SolveError
from accord.policy import Scenario
from accord.study.document import run_document
from accord.study.run import run
from accord.trade.columns import UNITS

TOY = {
    "id": "toy-tariff",
    "title": "USA adds 20 points on IND",
    "as_of": "2025-09-01",
    "measures": [{"kind": "tariff", "importers": "USA", "exporters": "IND", "rate": 20}],
}


def toy_scenario(**changes) -> Scenario:
    return Scenario.from_dict(TOY | changes)


@pytest.fixture(scope="module")
def document():
    return run_document(run(toy_scenario(), accord.toy_world()))


def test_the_document_has_the_keys_of_the_contract(document):
    assert {"scenario", "world", "status", "residual", "seconds", "economies", "bilateral", "sectors"} <= set(
        document
    )
    assert set(document["economies"]) == {"USA", "IND", "CHN"}
    for row in document["economies"].values():
        assert set(row) <= set(UNITS)
    assert set(document["bilateral"][0]) == {
        "exporter",
        "importer",
        "sector",
        "baseline_usd_bn",
        "scenario_usd_bn",
    }
    assert set(document["sectors"][0]) == {"economy", "sector", "output_pct", "employment_share_change_pp"}
    json.dumps(document, allow_nan=False)


def test_a_tariff_hurts_who_pays_it_and_shrinks_the_flow(document):
    assert document["status"] == "converged"
    assert document["residual"] < 1e-9
    assert document["economies"]["IND"]["welfare_pct"] < 0
    flow = next(
        row
        for row in document["bilateral"]
        if (row["exporter"], row["importer"], row["sector"]) == ("IND", "USA", "C26")
    )
    assert flow["scenario_usd_bn"] < flow["baseline_usd_bn"]


def test_a_scenario_without_measures_changes_nothing():
    still = run_document(run(toy_scenario(measures=[]), accord.toy_world()))
    for row in still["economies"].values():
        assert np.allclose([value for value in row.values() if value is not None], 0, atol=1e-9)


def test_employment_shares_move_by_zero_in_sum(document):
    for code in ("USA", "IND", "CHN"):
        moved = [row["employment_share_change_pp"] for row in document["sectors"] if row["economy"] == code]
        assert abs(sum(moved)) < 1e-9


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"closure": "open"}, "closure 'open' is not one of"),
        ({"horizon": "tomorrow"}, "horizon 'tomorrow' is neither"),
        ({"elasticity_set": "fontagne-2023"}, "did you mean fontagne-2022"),
    ],
)
def test_an_unknown_setting_is_refused(options, sentence):
    with pytest.raises(InputError, match=sentence):
        run(toy_scenario(), accord.toy_world(), **options)


def test_an_impossible_world_gives_a_sentence_and_no_number():
    cut_off = [
        {"kind": "embargo", "importers": "IND", "exporters": "all", "sectors": "all"},
        {"kind": "embargo", "importers": "all", "exporters": "IND", "sectors": "all"},
    ]
    alone = toy_scenario(measures=cut_off, closure="fixed")
    with pytest.raises(SolveError, match="toy-tariff"):
        run(alone, accord.toy_world())


def test_trade_moves_more_from_year_to_year():
    def flow(horizon: str | int) -> float:
        rows = run_document(run(toy_scenario(), accord.toy_world(), horizon=horizon))["bilateral"]
        return next(r["scenario_usd_bn"] for r in rows if (r["exporter"], r["importer"]) == ("IND", "USA"))

    path = [flow(horizon) for horizon in (1, "3 years", "10", "long")]
    assert path == sorted(path, reverse=True)


def test_services_keep_their_elasticity_at_every_horizon():
    theta = run(toy_scenario(), accord.toy_world(), horizon=1).world.trade_elasticity
    assert theta.tolist() == pytest.approx([0.76 - 1, 4.0])


@pytest.mark.parametrize("horizon", ["short run", "0", "11", "1e3", "soon", "-1"])
def test_a_horizon_that_does_not_exist_is_refused_in_one_sentence(horizon):
    with pytest.raises(InputError, match="horizon"):
        run(toy_scenario(), accord.toy_world(), horizon=horizon)


def test_a_group_that_the_scenario_names_has_a_row_of_its_own():
    measure = {"kind": "tariff", "importers": "EU27", "exporters": "CHN", "sectors": "C29", "rate": 35}
    document = run_document(run(toy_scenario(measures=[measure])))
    row = document["groups"]["EU27"]
    inside = [document["economies"][code]["welfare_pct"] for code in ("DEU", "FRA", "ITA", "ESP", "MLT")]
    assert min(inside) - 0.05 < row["welfare_pct"] < max(inside) + 0.05
    assert row["imports_pct"] < 0
    cars = [
        r
        for r in document["bilateral"]
        if (r["exporter"], r["importer"], r["sector"]) == ("CHN", "EU27", "C29")
    ]
    members = [
        r["baseline_usd_bn"]
        for r in document["bilateral"]
        if r["exporter"] == "CHN" and r["sector"] == "C29" and r["importer"] in ("DEU", "BEL")
    ]
    assert len(cars) == 1
    assert cars[0]["scenario_usd_bn"] < cars[0]["baseline_usd_bn"]
    assert cars[0]["baseline_usd_bn"] > sum(members)
