"""Input-output tables from pymrio: its test system, and a small file in each provider's own form."""

import json
from importlib.util import find_spec

import numpy as np
import pytest

import accord
from accord.core.errors import InputError

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(find_spec("pymrio") is None, reason="needs pymrio"),
]

REGIONS, SECTORS = ("USA", "IND"), ("c1", "c35")
Z = np.array([[30.0, 5, 2, 1], [6, 40, 1, 2], [3, 1, 20, 4], [1, 2, 5, 25]])
Y = np.array([[50.0, 6], [70, 2], [5, 40], [2, 45]])
"""Inputs and final demand, rows USA c1, USA c35, IND c1, IND c35."""


def expected(**options):
    import pandas
    import pymrio

    index = pandas.MultiIndex.from_product([REGIONS, SECTORS], names=["region", "sector"])
    columns = pandas.MultiIndex.from_tuples([(r, "fd") for r in REGIONS], names=["region", "category"])
    system = pymrio.IOSystem(
        Z=pandas.DataFrame(Z, index, index),
        Y=pandas.DataFrame(Y, index, columns),
        unit=pandas.DataFrame({"unit": ["M.USD"] * 4}, index=index),
    )
    return accord.from_pymrio(system, 4.0, **options)


def same(found, told):
    assert (found.economies, found.sectors) == (told.economies, told.sectors)
    for name in ("trade", "input_share", "value_added_share"):
        np.testing.assert_allclose(getattr(found, name), getattr(told, name), rtol=1e-12)


def test_the_arrays_are_those_of_the_table():
    world = expected()
    assert world.trade[0, 1, 0] == 2 + 1 + 6  # of c1, by India, from the United States
    assert world.input_share[1, 0, 0] == pytest.approx((5 + 1) / (6 + 40 + 1 + 2 + 72))
    built = accord.World.from_arrays(
        REGIONS,
        SECTORS,
        world.trade,
        np.zeros((2, 2, 2)),
        [4.0, 4.0],
        world.value_added_share,
        world.input_share,
    )
    assert built.fingerprint == world.fingerprint


def test_the_test_system_gives_what_its_arrays_give():
    import pymrio

    system = pymrio.load_test()
    world = accord.from_pymrio(system, 4.0, year="test")
    raw = system.Z.to_numpy().reshape(6, 8, 6, 8)  # i, k, n, j
    final = system.Y.to_numpy().reshape(6, 8, 6, 7).sum(axis=3)
    trade = (raw.sum(axis=3) + final).transpose(1, 2, 0)
    shares = np.einsum("iknj->jnk", raw) / trade.sum(axis=1)[:, :, None]
    built = accord.World.from_arrays(
        list(system.get_regions()),
        list(system.get_sectors()),
        trade,
        np.zeros((8, 6, 6)),
        [4.0] * 8,
        None,
        shares,
    )
    duty = np.zeros((8, 6, 6))
    duty[2, 1, 0] = 0.25
    one, two = accord.counterfactual(world, tariffs=duty), accord.counterfactual(built, tariffs=duty)
    assert one.converged
    np.testing.assert_allclose(one.welfare_pct, two.welfare_pct, rtol=1e-9)


def test_a_world_goes_there_and_back():
    world = accord.toy_world()
    back = accord.from_pymrio(accord.to_pymrio(world), world.trade_elasticity, tariffs=world.tariffs)
    for name in ("trade", "input_share", "final_share", "value_added_share", "output", "deficit"):
        np.testing.assert_allclose(getattr(back, name), getattr(world, name), rtol=1e-13, atol=1e-15)


def test_a_file_in_the_form_of_the_oecd(tmp_path):
    import pandas
    import pymrio

    names = [f"{r}_{s}" for r in REGIONS for s in SECTORS]
    columns = [*names, "USA_HFCE", "IND_HFCE", "ALL_DISC", "TOTAL"]
    rows = np.hstack([Z, Y, np.zeros((4, 1)), (Z.sum(1) + Y.sum(1))[:, None]])
    table = pandas.DataFrame(rows, names, columns)
    table.loc["VALU"] = [*(Z.sum(1) + Y.sum(1) - Z.sum(0)), 0, 0, 0, 0]
    table.loc["OUTPUT"] = [*(Z.sum(1) + Y.sum(1)), 0, 0, 0, 0]
    table.to_csv(tmp_path / "ICIO2021_2018.csv")
    world = accord.from_pymrio(pymrio.parse_oecd(tmp_path, 2018), {"c1": 4.0, "c35": 4.0})
    same(accord.from_pymrio(accord.to_pymrio(world), 4.0), world)
    order = [world.economies.index(code) for code in REGIONS]
    told = expected()
    np.testing.assert_allclose(world.trade[:, order][:, :, order], told.trade)


def test_a_file_in_the_form_of_exiobase(tmp_path):
    import pymrio

    output = Z.sum(axis=1) + Y.sum(axis=1)
    heads = [("region", *(r for r in ("US", "IN") for _ in SECTORS)), ("sector", *(SECTORS * 2))]
    label = [(r, s) for r in ("US", "IN") for s in SECTORS]

    def write(name, top, values):
        lines = ["\t".join(["", *row]) for row in top]
        lines += [
            "\t".join([*at, *map(repr, map(float, row))]) for at, row in zip(label, values, strict=True)
        ]
        (tmp_path / name).write_text("\n".join([*lines, ""]))

    write("A.txt", [heads[0], heads[1]], Z / output)
    write("Y.txt", [("region", "US", "IN"), ("category", "fd", "fd")], Y)
    unit = ["region\tsector\tunit", *("\t".join([*at, "M.EUR"]) for at in label)]
    (tmp_path / "unit.txt").write_text("\n".join([*unit, ""]))
    files = {name: {"name": f"{name}.txt", "nr_index_col": "2", "nr_header": "2"} for name in ("A", "Y")}
    files["unit"] = {"name": "unit.txt", "nr_index_col": "2", "nr_header": "1"}
    told = {"systemtype": "IOSystem", "name": "EXIO3", "population": None, "files": files}
    (tmp_path / "file_parameters.json").write_text(json.dumps(told))
    system = pymrio.parse_exiobase3(tmp_path)
    with pytest.raises(InputError, match=r"M\.EUR"):
        accord.from_pymrio(system, 4.0)
    world = accord.from_pymrio(system, 4.0, usd_mn_per_unit=1.0, economies={"US": "USA", "IN": "IND"})
    same(world, expected())
    half = accord.from_pymrio(system, 4.0, usd_mn_per_unit=0.5, economies={"US": "USA", "IN": "IND"})
    np.testing.assert_allclose(half.trade, world.trade / 2)


def test_a_file_in_the_form_of_eora(tmp_path):
    import pymrio

    def write(name, rows):
        (tmp_path / name).write_text("\n".join("\t".join(map(str, row)) for row in rows) + "\n")

    full = {"USA": "United States", "IND": "India"}
    sectors = [(full[r], r, "Industries", s) for r in REGIONS for s in SECTORS]
    rest = [("ROW", "ROW", "TOTAL", "TOTAL")]
    write("labels_T.txt", [*sectors, *rest])
    write(
        "labels_FD.txt",
        [*((full[r], r, "Final Demand", "fd") for r in REGIONS), ("ROW", "ROW", "TOTAL", "TOTAL")],
    )
    write("labels_Q.txt", [("water (m3)", "all")])
    write("labels_VA.txt", [("Primary Inputs", "labour")])
    five = np.zeros((5, 5))
    five[:4, :4] = Z * 1000
    write("Eora26_2015_bp_T.txt", five)
    write("Eora26_2015_bp_FD.txt", [*np.hstack([Y * 1000, np.zeros((4, 1))]), [0, 0, 0]])
    write("Eora26_2015_bp_VA.txt", [[1, 1, 1, 1, 0]])
    write("Eora26_2015_bp_Q.txt", [[1, 1, 1, 1, 0]])
    write("Eora26_2015_bp_QY.txt", [[0, 0, 0]])
    system = pymrio.parse_eora26(tmp_path, 2015)
    same(accord.from_pymrio(system, 4.0, usd_mn_per_unit=1e-3), expected())


def test_a_file_in_the_form_of_wiod(tmp_path):
    import openpyxl
    import pymrio

    book = openpyxl.Workbook()
    sheet = book.active
    rows = [(s, s, r, s) for r in REGIONS for s in SECTORS]
    uses = [*rows, *(("f", "final", r, "c37") for r in REGIONS), ("t", "total", "TOT", "c99")]
    sheet.append(["Intercountry table 2009", *[None] * 10])
    sheet.append([None] * 11)
    for at in range(4):
        first = ["(industry-by-industry)", "(millions of US$)", None, None][at]
        sheet.append([first, None, None, None, *(use[at] for use in uses)])
    for row, z, y in zip(rows, Z, Y, strict=True):
        sheet.append([*row, *z, *y, z.sum() + y.sum()])
    sheet.append(["va", "value added", "TOT", "r64", *[1.0] * 6, 6.0])
    book.save(tmp_path / "wiot09_row.xlsx")
    system = pymrio.parse_wiod(tmp_path, year=2009, names="c_codes")
    same(accord.from_pymrio(system, 4.0, usd_mn_per_unit=1.0), expected())


def test_flows_below_zero_are_said():
    system = accord.to_pymrio(expected())
    system.Y.iloc[1, 1] = -5.0
    world = accord.from_pymrio(system, 4.0)
    assert any(line.startswith("1 flows below zero") for line in world.fitted)
    with pytest.raises(InputError, match="negative"):
        accord.from_pymrio(system, 4.0, fit="refuse")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"trade_elasticity": {"c1": 4.0}}, "sector 'c35'"),
        ({"trade_elasticity": 4.0, "tariffs": np.zeros((2, 2))}, "tariffs"),
        ({"trade_elasticity": -2.0}, "above -1"),
    ],
)
def test_what_does_not_fit_is_one_sentence(options, word):
    with pytest.raises(InputError, match=word):
        accord.from_pymrio(accord.to_pymrio(expected()), **options)


def test_regions_and_sectors_are_added_up():
    world = expected(economies={"USA": "ALL", "IND": "ALL"}, sectors={"c1": "x", "c35": "x"})
    assert (world.economies, world.sectors) == (("ALL",), ("x",))
    assert world.trade.sum() == pytest.approx(Z.sum() + Y.sum())
