"""Results and worlds in other people's forms: what is written is read back by their own library, number for number."""

import csv
import json
import subprocess
import sys

import numpy as np
import pytest
from typer.testing import CliRunner

import accord
from accord.cli.main import app
from accord.connect.extras import extra
from accord.connect.files import save_runs
from accord.core.errors import InputError, MissingExtraError
from accord.study.document import run_document

RUN = CliRunner()


@pytest.fixture(scope="module")
def run():
    return accord.run("india-50", "toy")


@pytest.fixture(scope="module")
def document(run):
    return run_document(run)


def test_the_workbook_equals_the_json(run, document, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(accord.to_excel(run, tmp_path / "run.xlsx"))
    assert book.sheetnames == ["Contents", "economies", "bilateral", "sectors"]
    rows = list(book["economies"].iter_rows(values_only=True))
    assert book["economies"].freeze_panes == "B4"
    assert rows[1][2:4] == ("Real income", "Real wage")
    assert rows[2][2] == "change, %"
    for row in rows[3:6]:
        numbers = list(document["economies"][row[0]].values())
        assert [type(cell) for cell in row[2:]] == [float] * len(numbers)
        assert list(row[2:]) == pytest.approx(numbers, rel=1e-15, abs=0)  # a workbook holds 16 digits
    assert any(str(row[0]).startswith("Source: ") for row in rows[6:] if row[0])
    found = [row for row in book["sectors"].iter_rows(min_row=4, values_only=True) if row[2] is not None]
    assert [row[:2] for row in found] == [(row["economy"], row["sector"]) for row in document["sectors"]]
    told = [row["output_pct"] for row in document["sectors"]]
    assert [row[2] for row in found] == pytest.approx(told, rel=1e-15, abs=0)


def test_the_stata_file_equals_the_json(run, document, tmp_path):
    pandas = pytest.importorskip("pandas")
    path = accord.to_stata(run, tmp_path / "run.dta")
    frame = pandas.read_stata(path).set_index("economy")
    for code, row in document["economies"].items():
        for key, value in row.items():
            assert frame.loc[code, key[:32]] == value
    with pandas.io.stata.StataReader(path) as reader:
        labels = reader.variable_labels()
    assert labels["welfare_pct"] == "Real income (change, %)"


def test_the_frame_equals_the_json(run, document):
    frame = accord.to_frame(run, "sectors")
    assert frame.to_dict("records") == document["sectors"]
    assert frame.attrs["units"] == {"output_pct": "% change", "employment_share_change_pp": "points change"}
    flows = accord.to_frame(run.world)
    assert flows["trade_usd_mn"].sum() == pytest.approx(run.world.trade.sum())
    with pytest.raises(InputError, match="economies, bilateral, sectors"):
        accord.to_frame(run, "prices")


def test_csv_opens_in_a_spreadsheet_and_equals_the_json(run, document, tmp_path):
    paths = save_runs(tmp_path / "run.csv", [run])
    assert [path.name for path in paths] == ["run.csv", "run-bilateral.csv", "run-sectors.csv"]
    assert paths[0].read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(paths[0].read_text("utf-8-sig").splitlines()))
    assert rows[0][:3] == ["Economy", "Name", "Real income (% change)"]
    for row in rows[1:]:
        assert [float(cell) for cell in row[2:]] == list(document["economies"][row[0]].values())


@pytest.mark.parametrize("world", ["toy", "world-2022"])
def test_a_world_goes_to_netcdf_and_back_bit_for_bit(world, tmp_path):
    told = accord.load_world(world)
    found = accord.from_xarray(accord.to_netcdf(told, tmp_path / "world.nc"))
    assert found.fingerprint == told.fingerprint
    for name in (
        "trade",
        "tariffs",
        "trade_elasticity",
        "value_added_share",
        "input_share",
        "final_share",
        "deficit",
    ):
        assert np.array_equal(getattr(found, name), getattr(told, name)), name
    assert (found.economies, found.sectors, found.year) == (told.economies, told.sectors, told.year)


def test_a_dataset_follows_the_conventions(run, tmp_path):
    """The rules of CF-1.8 that concern such data: attributes, names, units that UDUNITS knows, coordinates."""
    xarray = pytest.importorskip("xarray")
    known = {"1", "percent", "1e6 USD", "1e9 USD"}
    for given in (run, run.world):
        with xarray.open_dataset(accord.to_netcdf(given, tmp_path / "x.nc"), engine="h5netcdf") as found:
            assert found.attrs["Conventions"] == "CF-1.8"
            assert {"title", "institution", "source", "history", "references"} <= set(found.attrs)
            for name, variable in found.data_vars.items():
                assert name.isidentifier()
                assert variable.attrs["long_name"]
                assert variable.attrs["units"] in known
                assert set(variable.dims) <= set(found.coords)
                assert len(set(variable.dims)) == variable.ndim
            for name in found.coords:
                assert found[name].dims == (name,)
                assert found[name].attrs["long_name"]
    assert float(accord.to_xarray(run)["welfare_pct"].sel(economy="IND")) == run.result.welfare_pct[1]


def test_a_dataset_in_another_order_is_the_same_world():
    world = accord.toy_world()
    turned = accord.to_xarray(world).transpose("exporter", "importer", "input", "sector")
    assert accord.from_xarray(turned).fingerprint == world.fingerprint


def test_what_is_no_world_is_one_sentence(tmp_path):
    good = accord.to_xarray(accord.toy_world())
    with pytest.raises(InputError, match="'trade' is missing"):
        accord.from_xarray(good.drop_vars("trade"))
    with pytest.raises(InputError, match="dimensions"):
        accord.from_xarray(good.assign(tariffs=good["tariffs"].sum("sector")))
    with pytest.raises(InputError, match="same economies"):
        accord.from_xarray(good.assign_coords(exporter=["A", "B", "C"]))
    (tmp_path / "x.nc").write_bytes(b"CDF nothing")
    for path in (tmp_path / "x.nc", tmp_path / "gone.nc"):
        with pytest.raises(InputError, match=path.name):
            accord.from_xarray(path)


def test_commands_write_files(tmp_path):
    words = ["run", "india-50", "--world", "toy", "--json", "--out"]
    plain = RUN.invoke(app, words[:-1])
    for kind in ("xlsx", "csv", "dta", "nc", "md", "txt", "json"):
        done = RUN.invoke(app, [*words, str(tmp_path / f"run.{kind}")])
        assert done.exit_code == 0, done.exception
        assert f"run.{kind}" in done.stderr
        assert (tmp_path / f"run.{kind}").stat().st_size > 100
    told, held = json.loads((tmp_path / "run.json").read_text()), json.loads(plain.stdout)
    assert {**told, "seconds": 0} == {**held, "seconds": 0}
    two = ["run", "india-50", "india-25", "--world", "toy", "-o", str(tmp_path / "both.md")]
    assert RUN.invoke(app, two).exit_code == 0
    assert "India at the 25 % stage" in (tmp_path / "both-india-25.md").read_text("utf-8")
    risk = ["supply", "risk", "gallium", "--for", "IND", "-o", str(tmp_path / "risk.xlsx")]
    assert RUN.invoke(app, risk).exit_code == 0
    for wrong, word in ((tmp_path / "run.pdf", "pdf"), (tmp_path / "no" / "run.csv", "no folder")):
        assert word in str(RUN.invoke(app, [*words, str(wrong)]).exception)


def test_a_world_is_converted_and_used(tmp_path):
    netcdf, archive = tmp_path / "w.nc", tmp_path / "w.npz"
    assert RUN.invoke(app, ["world", "convert", "toy", str(netcdf)]).exit_code == 0
    assert RUN.invoke(app, ["world", "convert", str(netcdf), str(archive)]).exit_code == 0
    assert accord.load_world(archive).fingerprint == accord.toy_world().fingerprint
    assert isinstance(RUN.invoke(app, ["world", "convert", "toy", "w.xlsx"]).exception, InputError)


def test_an_extra_that_is_not_there_is_named():
    with pytest.raises(MissingExtraError, match=r"pip install 'accord\[xarray\]'"):
        extra("no_such_library", "xarray", "a dataset")


def test_unused_extras_cost_nothing():
    heavy = ("pandas", "xarray", "h5py", "pymrio", "pyreadstat", "xlsxwriter", "resvg_py", "icalendar")
    code = "import sys, accord.cli.run, accord.connect.files, accord.connect.mrio, accord.brief.forms"
    asked = f"{code}; print([m for m in {heavy} if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_a_world_that_was_fitted_comes_back_to_the_last_bit():
    """Shares over many sectors miss one by a bit or two; they are not divided again."""
    random, (J, N) = np.random.default_rng(1), (40, 24)
    trade = random.lognormal(0, 1.5, (J, N, N))
    inputs = random.dirichlet(np.ones(J), size=(J, N)) * 0.4
    codes = [f"{chr(65 + at)}AA" for at in range(N)]
    tariffs, theta = np.zeros((J, N, N)), np.full(J, 4.0)
    world = accord.World.from_arrays(
        codes, [f"S{j}" for j in range(J)], trade, tariffs, theta, None, inputs, fit="clip"
    )
    assert accord.from_xarray(accord.to_xarray(world)).fingerprint == world.fingerprint
