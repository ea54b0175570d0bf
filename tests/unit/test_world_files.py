"""World files: the shipped one, a user's own, and the one sentence each broken file gets."""

from __future__ import annotations

import json
import zipfile

import numpy as np
import pytest

from accord.core.errors import InputError
from accord.core.provenance import source
from accord.world import load_world, toy_world, world_ids
from accord.world.figures import economy_figures
from accord.world.store import metadata, published_value_added, save_npz


def toy_arrays():
    toy = toy_world()
    return {
        "economies": np.array(toy.economies),
        "sectors": np.array(toy.sectors),
        "trade": toy.trade,
        "tariffs": toy.tariffs,
        "trade_elasticity": toy.trade_elasticity,
        "input_share": toy.input_share,
    }


def test_shipped_world_is_what_its_record_says():
    world = load_world("world-2022")
    assert world_ids() == ("world-2022", "toy")
    assert (len(world.economies), len(world.sectors), world.year) == (81, 28, "2022")
    assert world.fingerprint == metadata("world-2022")["fingerprint"]
    assert world.elasticity_source == "fontagne-2022"


def test_npz_and_json_files_give_the_same_world(tmp_path):
    save_npz(tmp_path / "mine.npz", toy_arrays())
    document = {key: array.tolist() for key, array in toy_arrays().items()}
    (tmp_path / "mine.json").write_text(json.dumps(document))
    for name in ("mine.npz", "mine.json"):
        world = load_world(tmp_path / name)
        assert world.fingerprint == toy_world().fingerprint
        assert world.id == name


def test_same_arrays_give_the_same_bytes(tmp_path):
    for name in ("a.npz", "b.npz"):
        save_npz(tmp_path / name, toy_arrays())
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def write_broken(folder, kind):
    path = folder / "broken.npz"
    arrays = toy_arrays()
    if kind == "text":
        path.write_text("hello")
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "missing key":
        save_npz(path, {key: value for key, value in arrays.items() if key != "tariffs"})
    elif kind == "shape":
        save_npz(path, arrays | {"trade": arrays["trade"][:, :, :2]})
    elif kind == "nan":
        arrays["trade"] = arrays["trade"].copy()
        arrays["trade"][0, 0, 0] = np.nan
        save_npz(path, arrays)
    elif kind == "pickle":
        np.savez(path, **(arrays | {"economies": np.array(["USA", "IND", None], dtype=object)}))
    elif kind == "not arrays":
        with zipfile.ZipFile(path, "w") as archive:
            for key in arrays:
                archive.writestr(f"{key}.npy", "hello")
    elif kind == "truncated":
        save_npz(path, arrays)
        path.write_bytes(path.read_bytes()[:400])
    elif kind == "words":
        save_npz(path, arrays | {"trade": np.array(["a", "b"])})
    elif kind == "duplicate":
        save_npz(path, arrays | {"economies": np.array(["USA", "USA", "IND"])})
    elif kind in JSON:
        path = folder / "broken.json"
        path.write_text(JSON[kind][0])
    return path


JSON = {
    "not json": ("{", "not valid JSON"),
    "list": ("[1, 2]", "found the file to be a list"),
    "json without keys": ('{"economies": ["USA"]}', "the key 'sectors' is missing"),
    "ragged": (
        '{"economies": ["USA"], "sectors": ["A"], "trade": [[1], [1, 2]], "tariffs": [], '
        '"trade_elasticity": [1]}',
        "not an array of numbers",
    ),
    "scalar codes": (
        '{"economies": 3, "sectors": [], "trade": 1, "tariffs": 1, "trade_elasticity": 1}',
        "a list",
    ),
    "null in trade": (
        '{"economies": ["USA"], "sectors": ["A"], "trade": [[[null]]], '
        '"tariffs": [[[0]]], "trade_elasticity": [1]}',
        "missing or infinite",
    ),
}

BROKEN = {
    "text": "not an .npz archive",
    "empty": "not an .npz archive",
    "missing key": "the key 'tariffs' is missing",
    "shape": "trade: shape (2, 3, 2)",
    "nan": "trade: a missing or infinite value",
    "pickle": "pickled objects",
    "not arrays": "not an .npz archive of arrays",
    "truncated": "not an .npz archive",
    "words": "trade: not an array of numbers",
    "duplicate": "'USA' is listed twice",
    **{kind: words for kind, (_, words) in JSON.items()},
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_files_get_one_sentence(tmp_path, kind):
    with pytest.raises(InputError) as caught:
        load_world(write_broken(tmp_path, kind))
    message = str(caught.value)
    assert BROKEN[kind] in message
    assert "broken." in message
    assert "\n" not in message


def test_unknown_world_suggests_a_near_one():
    with pytest.raises(InputError, match=r"did you mean world-2022\?"):
        load_world("world-2020")


def test_every_figure_has_unit_year_source_and_basis():
    world = load_world("world-2022")
    for code in ("IND", "USA", "DEU", "ROW"):
        figures = economy_figures(world, code)
        assert len({figure.key for figure in figures}) == len(figures) > 15
        for figure in figures:
            assert figure.unit in {"USD bn", "percent"}
            assert figure.year == "2022"
            assert figure.basis
            assert source(figure.source).credit


def test_figures_of_india_are_the_published_ones():
    values = {figure.key: figure.value for figure in economy_figures(load_world(), "IND")}
    assert values["world.IND.output"] == pytest.approx(6297.7, abs=0.1)
    assert values["world.IND.value_added"] == pytest.approx(3042.9, abs=0.1)
    assert values["world.IND.goods_exports_to.USA"] == pytest.approx(86.48, abs=0.01)


def test_estimated_value_added_says_so():
    quality = {figure.key: figure.quality for figure in economy_figures(load_world(), "DEU")}
    assert quality["world.DEU.value_added"] == "estimated"


def test_published_value_added_lies_below_output():
    world, made = load_world(), published_value_added("world-2022")
    assert made is not None
    assert (made >= 0).all()
    assert (made <= world.output * (1 + 1e-6)).all()


def test_a_users_world_names_its_file_as_source(tmp_path):
    save_npz(tmp_path / "world-2022.npz", toy_arrays())
    figures = economy_figures(load_world(tmp_path / "world-2022.npz"), "IND")
    assert {figure.source for figure in figures} == {"world-2022.npz"}
