"""World 2022: an exact baseline, the published totals, and the same bytes from the raw files again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import accord.world
from accord.cli.main import app
from accord.world import load_world
from accord.world.checks import check_world
from accord.world.store import metadata, published_value_added, save_npz

DATA = Path(accord.world.__file__).parent / "data"


def test_every_check_holds():
    checks = check_world(load_world())
    assert len(checks) == 6 + 4 + 20
    assert [check.name for check in checks if not check.holds] == []


def test_baseline_closes_exactly():
    world = load_world()
    use = np.einsum("jik,ji->ki", world.input_share, world.output)
    spending = world.trade.sum(axis=2)
    np.testing.assert_allclose(world.final_demand + use, spending, rtol=1e-12)
    assert (world.value_added_share > 0).all()
    assert (world.final_share > 0).all()


def test_cells_without_output_are_value_added_alone():
    world = load_world()
    idle = world.output == 0
    assert idle.sum() == 41
    assert (world.value_added_share[idle] == 1).all()
    assert not world.input_share[idle].any()


def test_taxes_inside_value_added_are_small():
    world, made = load_world(), published_value_added("world-2022")
    held = world.value_added.sum(axis=0)
    assert (np.abs(held / made.sum(axis=0) - 1) < 0.09).all()


def test_services_pay_no_tariff_and_own_goods_none():
    world = load_world()
    assert not world.tariffs[world.sectors.index("SERVICES")].any()
    diagonal = np.arange(len(world.economies))
    assert not world.tariffs[:, diagonal, diagonal].any()


@pytest.fixture(scope="module")
def built(shared_data, tmp_path_factory):
    """What the command says of a build from the raw files, and the folder it wrote into."""
    folder = tmp_path_factory.mktemp("built")
    words = ["--sources", str(shared_data), "--out", str(folder), "--report", str(folder / "report.md")]
    told = CliRunner().invoke(app, ["world", "build", *words, "--json"], catch_exceptions=False).stdout
    return json.loads(told), folder


def test_rebuilt_from_the_raw_files_by_the_command_it_is_the_same(built, tmp_path):
    told, folder = built
    world = load_world(folder / "world-2022.npz")
    assert told["fingerprint"] == world.fingerprint == metadata("world-2022")["fingerprint"]
    assert (folder / "world-2022.json").read_bytes() == (DATA / "world-2022.json").read_bytes()
    with np.load(folder / "world-2022.npz") as made, np.load(DATA / "world-2022.npz") as kept:
        assert set(made.files) == set(kept.files)
        assert all(np.array_equal(made[name], kept[name]) for name in kept.files)
        save_npz(tmp_path / "again.npz", dict(made))
    assert (tmp_path / "again.npz").read_bytes() == (folder / "world-2022.npz").read_bytes()


def test_report_on_file_is_the_one_the_build_writes(built, request):
    filed = request.config.rootpath / "docs" / "calibration.md"
    assert filed.read_text("utf-8") == (built[1] / "report.md").read_text("utf-8")
