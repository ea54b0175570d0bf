"""The shipped tables: small, covered by the concordance, and the same bytes when built again."""

from importlib.resources import files

import numpy as np
import pytest
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.codes import SECTORS
from accord.core.errors import InputError
from accord.policy.stack.book import book_importers, load_book
from accord.policy.stack.tables import IMPORTS, MFN, column, partner_for, partners
from accord.policy.stack.weights import SECTOR_NAMES, UNMAPPED, concordance, weights
from accord.policy.stack.written import written
from accord.sources import concordance as rules
from accord.sources.concordance import icio_sector

SHIPPED = files("accord.policy").joinpath("data")


def test_tables_stay_small():
    books = SHIPPED.joinpath("books")
    files = [entry for folder in (SHIPPED, books) for entry in folder.iterdir() if entry.is_file()]
    assert sum(len(entry.read_bytes()) for entry in files) < 3_000_000


@pytest.mark.parametrize("table", [IMPORTS, MFN])
def test_columns_are_what_the_files_of_arrays_hold(table):
    with np.load(SHIPPED.joinpath(f"{table}.npz")) as held:
        for key in set(held.files) - {"names"}:
            np.testing.assert_array_equal(column(table, key), held[key])
        if "names" in held.files:
            assert partners() == tuple(held["names"])


@pytest.mark.parametrize("importer", book_importers())
def test_a_built_book_is_the_written_one(importer):
    assert load_book(importer) == written(importer), "run: accord stack build --sources ../shared/data"


def test_the_command_builds_the_tables_and_the_same_sources_give_the_same_bytes(shared_data, tmp_path):
    words = ["stack", "build", "--sources", str(shared_data), "--target", str(tmp_path)]
    CliRunner().invoke(app, words, catch_exceptions=False)
    assert {path.name for path in tmp_path.iterdir()} == {
        "us_imports_2024.npz",
        "products.txt",
        "us_schedule.csv.gz",
        "mfn_hs6.npz",
        "books",
    }
    for path in tmp_path.rglob("*.*"):
        assert path.read_bytes() == SHIPPED.joinpath(path.relative_to(tmp_path).as_posix()).read_bytes()


def test_missing_sources_are_named(tmp_path):
    from accord.sources.stack import build

    with pytest.raises(InputError, match=r"yale_hs10_gtap.csv: there is no such file"):
        build(tmp_path, tmp_path)


def test_every_product_outside_chapters_98_and_99_has_a_sector():
    codes, sector = concordance()
    special = codes // 10**8 >= 98
    unmapped = sector == SECTOR_NAMES.index(UNMAPPED)
    np.testing.assert_array_equal(special, unmapped)


def test_every_sector_that_makes_goods_is_reached():
    reached = {SECTOR_NAMES[j] for j in np.unique(concordance()[1])}
    assert set(SECTORS) - reached == {"B09"}, "mining support is a service: no product belongs to it"
    assert "2022" in rules.VINTAGE


@pytest.mark.parametrize(
    ("gtap", "hs", "sector"),
    [
        ("oxt", "2601", "B07"),
        ("OXT", "2501", "B08"),
        ("OXT", "7102", "B08"),
        ("OTN", "8901", "C301"),
        ("OTN", "8802", "C302T309"),
        ("I_S", "7208", "C24A"),
        ("NFM", "7601", "C24B"),
        ("FMP", "7308", "C25"),
        ("ELE", "8542", "C26"),
        ("EEQ", "8504", "C27"),
        ("CHM", "2901", "C20"),
        ("BPH", "3004", "C21"),
        ("OMF", "7113", "C31T33"),
        ("OMF", "8523", "C26"),
        ("FRS", "4001", "A01"),
        ("NA", "9801", None),
    ],
)
def test_rules(gtap, hs, sector):
    assert icio_sector(gtap, hs) == sector


def test_unmapped_imports_are_small_and_known():
    india = weights("USA", "IND")
    share = india.imports[india.sector == SECTOR_NAMES.index(UNMAPPED)].sum() / india.imports.sum()
    assert share == pytest.approx(0.0163, abs=0.0005)


def test_weights_of_all_partners():
    assert len(partners()) == 51
    for name in partners():
        table = weights("USA", name)
        assert table.imports.min() >= 0
        assert ((table.base >= 0) & (table.base <= 4)).all()
        assert table.by_line == (name == "IND")
    assert weights("USA", "CHN").imports.sum() / 1e6 == pytest.approx(429.4, abs=0.1)


def test_members_of_the_union_share_its_weights():
    assert partner_for("USA", "DEU") == "EU27"
    assert partner_for("USA", "SVK") == "SVK"
    assert partner_for("USA", "KAZ") is None
    assert partner_for("IND", "USA") is None
    with pytest.raises(InputError, match="no import weights for USA from KAZ"):
        weights("USA", "KAZ")
