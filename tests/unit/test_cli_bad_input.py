"""Broken scenario, world and document files: one helpful sentence, status 2, nothing on standard output."""

import io
import json
import sys
import zipfile

import numpy as np
import pytest
from tests.copied import copied
from typer.testing import CliRunner

from accord.cli.main import app
from accord.core.errors import AccordError
from accord.world import store

GOOD = """
id: test
title: A test
as_of: 2025-09-01
measures:
  - kind: tariff
    importers: USA
    exporters: IND
    rate: 20
"""

SCENARIOS = {
    "empty": ("", "empty"),
    "not yaml": ("id: [unclosed", "YAML"),
    "a list": ("- 1\n- 2\n", "scenario"),
    "unknown key": (GOOD + "colour: red\n", "colour"),
    "missing title": (GOOD.replace("title: A test\n", ""), "title"),
    "unknown economy": (GOOD.replace("IND", "IDN2"), "IDN"),
    "misspelt economy": (GOOD.replace("IND", "INB"), "IND"),
    "unknown group": (GOOD.replace("IND", "EU28"), "EU27"),
    "unknown sector": (GOOD + "    sectors: C27x\n", "C27"),
    "unknown kind": (GOOD.replace("kind: tariff", "kind: tarif"), "tariff"),
    "rate in words": (GOOD.replace("rate: 20", "rate: twenty"), "twenty"),
    "rate infinite": (GOOD.replace("rate: 20", "rate: .inf"), "number"),
    "no rate": (GOOD.replace("    rate: 20\n", ""), "rate"),
    "a date that is none": (GOOD.replace("2025-09-01", "'2025-13-01'"), "2025-13-01"),
    "a date out of range": (GOOD.replace("2025-09-01", "2025-13-01"), "date"),
    "two levels on one flow": (
        GOOD + "    mode: level\n  - {kind: tariff, importers: USA, exporters: IND, rate: 30, mode: level}\n",
        "contradicts",
    ),
    "an object in yaml": ("!!python/object/apply:os.system ['true']", "scenario"),
    "until before from": (GOOD + "    from: 2025-09-01\n    until: 2025-08-01\n", "until"),
}


def invoke(*arguments: str):
    """Run the command line as main() does; return status, standard output and the sentence."""
    result = CliRunner().invoke(app, list(arguments))
    if isinstance(result.exception, AccordError):
        return result.exception.exit_status, result.stdout, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def one_sentence(status: int, out: str, sentence: str, word: str) -> None:
    assert status == 2, sentence
    assert out == ""
    assert word.casefold() in sentence.casefold(), sentence
    assert "Traceback" not in sentence
    assert sentence.count("\n") == 0, sentence
    assert len(sentence) < 400, sentence


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_broken_scenario_file(name, tmp_path):
    text, word = SCENARIOS[name]
    path = tmp_path / "scenario.yml"
    path.write_text(text, "utf-8")
    one_sentence(*invoke("run", str(path), "--world", "toy", "--json"), word)


def test_scenario_files_that_are_not_text(tmp_path):
    (tmp_path / "binary.yml").write_bytes(bytes(range(256)) * 10)
    one_sentence(*invoke("run", str(tmp_path / "binary.yml"), "--world", "toy"), "binary.yml")
    one_sentence(*invoke("run", str(tmp_path / "absent.yml"), "--world", "toy"), "absent.yml")
    one_sentence(*invoke("run", str(tmp_path), "--world", "toy"), tmp_path.name)
    one_sentence(*invoke("run", "india-5o"), "india-50")


def arrays() -> dict[str, np.ndarray]:
    trade = np.array([[[8.0, 2.0], [1.0, 9.0]]])
    return {
        "economies": np.array(["USA", "IND"]),
        "sectors": np.array(["C26"]),
        "trade": trade,
        "tariffs": np.zeros_like(trade),
        "trade_elasticity": np.array([5.0]),
    }


def world_bytes(**changes) -> bytes:
    content = {key: value for key, value in (arrays() | changes).items() if value is not None}
    buffer = io.BytesIO()
    np.savez(buffer, **content)
    return buffer.getvalue()


def bomb(size: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("trade.npy", b"\0" * size)
    return buffer.getvalue()


WORLDS = {
    "not a zip": (b"hello", "world.npz"),
    "empty": (b"", "world.npz"),
    "missing array": (world_bytes(trade=None), "trade"),
    "wrong shape": (world_bytes(tariffs=np.zeros((1, 2, 3))), "shape"),
    "NaN": (world_bytes(trade=np.array([[[8.0, np.nan], [1.0, 9.0]]])), "missing"),
    "negative": (world_bytes(trade=np.array([[[8.0, -2.0], [1.0, 9.0]]])), "negative"),
    "elasticity below minus one": (world_bytes(trade_elasticity=np.array([-1.5])), "elasticity"),
    "duplicate economy": (world_bytes(economies=np.array(["IND", "IND"])), "twice"),
    "pickled objects": (world_bytes(trade=np.array([[object()]], dtype=object)), "pickled"),
}


@pytest.mark.parametrize("name", WORLDS)
def test_a_broken_world_file(name, tmp_path):
    content, word = WORLDS[name]
    scenario = tmp_path / "scenario.yml"
    scenario.write_text(GOOD, "utf-8")
    (tmp_path / "world.npz").write_bytes(content)
    one_sentence(*invoke("run", str(scenario), "--world", str(tmp_path / "world.npz"), "--json"), word)


def test_a_world_file_that_unpacks_to_too_much(tmp_path, monkeypatch):
    """A hundredth of the limit is packed and unpacked as quickly as it is told."""
    assert store.LARGEST <= 500_000_000
    monkeypatch.setattr(store, "LARGEST", store.LARGEST // 100)
    scenario = tmp_path / "scenario.yml"
    scenario.write_text(GOOD, "utf-8")
    (tmp_path / "bomb.npz").write_bytes(bomb(store.LARGEST + 1))
    told = invoke("run", str(scenario), "--world", str(tmp_path / "bomb.npz"))
    one_sentence(*told, "unpacks to more than")
    assert "bomb" in told[2]


def test_a_good_world_file_runs(tmp_path):
    scenario = tmp_path / "scenario.yml"
    scenario.write_text(GOOD, "utf-8")
    (tmp_path / "world.npz").write_bytes(world_bytes())
    status, out, _ = invoke("run", str(scenario), "--world", str(tmp_path / "world.npz"), "--json")
    assert status == 0
    assert json.loads(out)["status"] == "converged"


DOCUMENTS = {
    "empty.txt": (b"", "empty"),
    "undated.txt": (b"Ministers met on Tuesday and agreed to keep talking about tariffs.", "--date"),
    "fake.pdf": (b"%PDF-1.7 and then nothing", "PDF"),
    "binary.txt": (bytes(range(256)) * 50, "binary"),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_broken_document(name, tmp_path):
    content, word = DOCUMENTS[name]
    (tmp_path / name).write_bytes(content)
    one_sentence(*invoke("read", str(tmp_path / name), "--json"), word)


def test_documents_that_are_not_there(tmp_path):
    one_sentence(*invoke("read", str(tmp_path / "absent.txt")), "absent.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="copies its process")
@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["rnu"], "run"),
        (["run"], "scenarios"),
        (["run", "uniform-10", "--wrld", "toy"], "--wrld"),
        (["supply", "risk", "gallium", "--for", "IND", "--year", "abc"], "--year"),
    ],
)
def test_words_of_the_command_line_that_do_not_fit(arguments, word, tmp_path):
    done = copied(tmp_path, *arguments)
    one_sentence(done.status, done.out.decode(), done.err.decode().strip(), word)
