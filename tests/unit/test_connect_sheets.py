"""A world from CSV files: the same as from arrays; one sentence with file and line for what does not fit."""

import numpy as np
import pytest

import accord
from accord.core.errors import InputError

HEADS = {
    "trade": "sector,importer,exporter,usd_mn",
    "tariffs": "sector,importer,exporter,rate_pct",
    "elasticities": "sector,theta",
    "inputs": "economy,sector,input,share",
}


@pytest.fixture
def folder(tmp_path):
    """The toy world as a spreadsheet would write it."""
    toy = accord.toy_world()
    cells = {
        "trade": [
            (s, n, i, repr(float(toy.trade[a, b, c])))
            for a, s in enumerate(toy.sectors)
            for b, n in enumerate(toy.economies)
            for c, i in enumerate(toy.economies)
        ],
        "tariffs": [
            (s, n, i, repr(float(100 * toy.tariffs[a, b, c])))
            for a, s in enumerate(toy.sectors)
            for b, n in enumerate(toy.economies)
            for c, i in enumerate(toy.economies)
            if n != i
        ],
        "elasticities": [(s, repr(float(t))) for s, t in zip(toy.sectors, toy.trade_elasticity, strict=True)],
        "inputs": [
            (n, s, k, repr(float(toy.input_share[a, b, c])))
            for b, n in enumerate(toy.economies)
            for a, s in enumerate(toy.sectors)
            for c, k in enumerate(toy.sectors)
        ],
    }
    for name, rows in cells.items():
        lines = [HEADS[name], *(",".join(row) for row in rows)]
        (tmp_path / f"{name}.csv").write_text("\ufeff" + "\r\n".join(lines), "utf-8")
    return tmp_path


def test_it_is_the_same_as_from_arrays(folder):
    toy, made = accord.toy_world(), accord.from_csv(folder)
    assert (made.sectors, made.economies) == (toy.sectors, toy.economies)
    for name in ("trade", "tariffs", "trade_elasticity", "input_share", "value_added_share"):
        np.testing.assert_allclose(getattr(made, name), getattr(toy, name), rtol=1e-12, atol=1e-15)


def test_codes_of_any_revision_are_means_by_the_stated_concordance(folder):
    (folder / "tariffs.csv").write_text(
        "code,importer,exporter,rate_pct\n0101,USA,*,10\n9,USA,*,50\n9,USA,IND,0\n0101,IND,*,4\n9,IND,*,4\n0101,CHN,*,0\n9,CHN,*,0\nS,USA,*,0\nS,IND,*,0\nS,CHN,*,0\n"
    )
    (folder / "concordance.csv").write_text("code,sector,weight\n0101,C26,3\n9,C26,1\nS,SERVICES,\n")
    made = accord.from_csv(folder)
    usa, ind, chn = (made.economies.index(one) for one in ("USA", "IND", "CHN"))
    assert made.tariffs[0, usa, chn] == pytest.approx(0.2)
    assert made.tariffs[0, usa, ind] == pytest.approx(0.075), (
        "the code that is not named for India has everybody's rate"
    )
    assert made.tariffs[0, usa, usa] == 0
    assert made.tariffs[0, ind, usa] == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("trade", "C26,USA,IND,1", "has a row already"),
        ("trade", "C26,USA,XYZ,", "the column 'usd_mn' is empty"),
        ("trade", "C26,USA,IND,-3", "'-3' in 'usd_mn' is no number from 0 up"),
        ("trade", "C26,USA,IND,nan", "no number from 0 up"),
        ("tariffs", "C99,USA,IND,3", "'C99' does not stand in trade.csv"),
        ("elasticities", "C26,2", "has a row already"),
        ("inputs", "USA,C26,C27,0.1", "'C27' does not stand in trade.csv"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_with_its_line(folder, name, line, said):
    with (folder / f"{name}.csv").open("a", encoding="utf-8") as out:
        out.write(f"\r\n{line}\r\n")
    with pytest.raises(InputError) as refusal:
        accord.from_csv(folder)
    assert said in str(refusal.value)
    assert f"{name}.csv: line " in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_what_is_missing_is_never_zero(folder):
    (folder / "tariffs.csv").write_text("sector,importer,exporter,rate_pct\nC26,USA,*,10\n")
    with pytest.raises(InputError, match=r"has no rate of \w+ on C26 from \w+, which is traded"):
        accord.from_csv(folder)
    (folder / "elasticities.csv").write_text("sector,theta\nC26,4\n")
    with pytest.raises(InputError, match="has no theta of 'SERVICES'"):
        accord.from_csv(folder)
    (folder / "elasticities.csv").write_text("sector;theta\nC26;4\n")
    with pytest.raises(InputError, match="has no column 'sector'"):
        accord.from_csv(folder)
