"""Files that attack: each ends in one sentence, whatever it holds; names are taken as people write them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from tests.copied import copied
from typer.testing import CliRunner

from accord import groups
from accord.cli.main import app
from accord.core.codes import economy_code, find_economy
from accord.core.errors import AccordError, InputError, one_line
from accord.files.reading import parse, parse_json, read_bytes
from accord.policy import load_book, load_scenario, with_own
from accord.supply.chain import load_chain
from accord.talks.menu import load_menu
from accord.world import World, load_world
from accord.world.elasticities import load as load_elasticities

DISPATCH = Path(__file__).resolve().parents[2] / "examples" / "dispatch.txt"
SCENARIO = """
id: test
title: "[/] [bold]x"
as_of: 2025-09-01
measures:
  - {kind: tariff, importers: USA, exporters: IND, rate: 20}
"""
CHAIN = """
id: toy
name: Toy
stages:
  - id: ore
    name: Ore
    unit: t
    world: 100
    output: [{economy: CHN, share_pct: 60, year: 2023, source: s}]
    use: [{economy: IND, share_pct: 50, year: 2023, source: s}]
    trade: {content: {"260300": 1}, year: 2023}
    elasticity: {demand: [0.1, 0.2, 0.3], supply: [0.1, 0.2, 0.3], source: s}
    spare_pct: {value: 5, year: 2023, source: s}
"""
GROUP = "id: toy\nname: Toy\nmemberships: [{code: IND, from: 2024-01-01}]\n"
MENU = """
id: toy
title: Toy
parties: [USA, IND]
concessions:
  - {id: cars, giver: IND, what: Cars, sectors: [C29], to: 0}
packages: [{id: all, title: All, lines: [cars]}]
"""
MEASURES = """
importer: USA
duties:
  - {id: mine, title: t, kind: section_301, exporters: IND, rate: 25, announced: 2025-07-01,
     effective: 2025-08-01, status: in_force, source: own, products: {codes: ["0105"]}}
"""
READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "scenario": (SCENARIO, load_scenario),
    "chain": (CHAIN, lambda path: load_chain(str(path))),
    "group": (GROUP, groups.read_group),
    "menu": (MENU, lambda path: load_menu(str(path))),
    "measures": (MEASURES, lambda path: with_own(load_book("USA"), path)),
    "elasticities": ("C26: 4\nSERVICES: 4\n", lambda path: load_elasticities(path, ("C26", "SERVICES"))),
}
LAUGHS = "".join(f"l{n + 1}: &l{n + 1} [{', '.join(f'*l{n}' for _ in range(10))}]\n" for n in range(8))

KINDS: dict[str, str | bytes] = {
    "nested brackets": "a: " + "[" * 100_000,
    "nested brackets, closed": "a: " + "[" * 50_000 + "]" * 50_000,
    "nested mappings": "a: " + "{a: " * 50_000,
    "nested by indent": "\n".join(" " * n + "a:" for n in range(200)),
    "aliases that expand": "l0: &l0 [x, x]\n" + LAUGHS,
    "an anchor": "id: &a toy\n",
    "a merge": "x: &a {b: 1}\n<<: *a\n",
    "a tag": "id: !!bool maybe\n",
    "a tag for an object": "!!python/object/apply:os.system ['true']",
    "a local tag": "id: !mine toy\n",
    "a time": "id: !!timestamp x\n",
    "a set as a key": "? !!set {a}\n: 1\n",
    "a list as a key": "? [a]\n: 1\n",
    "a key twice": "id: a\nid: b\n",
    "a key of 100,000 signs": "x" * 100_000 + ": 1\n",
    "an integer of 400 digits": "id: " + "1" * 400,
    "an integer of 5,000 digits": "id: " + "1" * 5000,
    "an exponent out of range": "id: 1e999999\n",
    "two documents": "id: a\n---\nid: b\n",
    "no text": b"\xff\xfe\x00\x00",
    "Latin-1": "id: caf\xe9\n".encode("latin-1"),
    "a control character": "id: toy\ntitle: a\x07b\n",
    "an escape": 'id: toy\ntitle: "\\e[31m"\n',
    "half a character": 'id: toy\ntitle: "\\ud800"\n',
    "NUL": b"id: a\x00b\n",
    "only a comment": "# nothing\n",
    "a list": "- 1\n- 2\n",
    "a word": "word\n",
    "an empty file": "",
    "null keys": "~: 1\n",
    "a number as a key": "1: 1\n2: 2\n",
    "JSON with a key twice": '{"id": "a", "id": "b"}',
    "JSON that ends early": '{"id": "a", ',
}


def one_sentence(path: Path, reader: Callable[[Path], object]) -> str:
    with pytest.raises(InputError) as caught:
        reader(path)
    sentence = str(caught.value)
    assert len(sentence) < 700, sentence
    assert one_line(sentence) == sentence
    assert "Traceback" not in sentence
    return sentence


@pytest.mark.parametrize("room", READERS)
def test_every_reader_takes_what_is_whole(room: str, tmp_path: Path) -> None:
    text, reader = READERS[room]
    (tmp_path / "x.yml").write_text(text, "utf-8")
    assert reader(tmp_path / "x.yml")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("room", READERS)
def test_every_reader_refuses_hostile_text(room: str, kind: str, tmp_path: Path) -> None:
    held = KINDS[kind]
    path = tmp_path / "x.yml"
    path.write_bytes(held if isinstance(held, bytes) else held.encode())
    one_sentence(path, READERS[room][1])


WRONG = {
    "chain": {
        "stages that are a word": ("stages:\n  - id: ore", "stages: ore\nx:\n  - id: ore"),
        "stages that are a mapping": ("stages:\n  -", "stages:\n  a:\n   -"),
        "no id": ("id: toy", "about: toy"),
        "a world in words": ("world: 100", "world: many"),
        "a world that is true": ("world: 100", "world: true"),
        "an infinite world": ("world: 100", "world: .inf"),
        "made from a number": ("unit: t", "unit: t\n    made_from: 5"),
        "made from itself": ("unit: t", "unit: t\n    made_from: [ore]"),
        "a share in words": ("share_pct: 60", "share_pct: most"),
        "a share that is a list": ("share_pct: 60", "share_pct: [60]"),
        "a share that is no number": ("share_pct: 60", "share_pct: .nan"),
        "a share above all": ("share_pct: 60", "share_pct: 1000"),
        "an economy that is a list": ("economy: CHN", "economy: [CHN]"),
        "an economy that may be two": ("economy: CHN", "economy: Korea"),
        "a year in words": ("year: 2023, source: s}]", "year: last, source: s}]"),
        "output that is a word": (
            "output: [{economy: CHN, share_pct: 60, year: 2023, source: s}]",
            "output: x",
        ),
        "trade that is a list": ('trade: {content: {"260300": 1}, year: 2023}', "trade: [1]"),
        "content that is a list": ('content: {"260300": 1}', "content: [1]"),
        "content in words": ('{"260300": 1}', '{"260300": all}'),
        "two elasticities": ("demand: [0.1, 0.2, 0.3]", "demand: [0.1, 0.2]"),
        "elasticities in words": ("demand: [0.1, 0.2, 0.3]", "demand: [a, b, c]"),
        "elasticities that are one": ("demand: [0.1, 0.2, 0.3]", "demand: 0.2"),
        "a value in words": ("value: 5", "value: five"),
        "a value without its mapping": ("spare_pct: {value: 5, year: 2023, source: s}", "spare_pct: 5"),
        "dependents that are a word": ("id: toy", "id: toy\ndependents: x"),
        "straight that is a word": ("unit: t", "unit: t\n    straight: x"),
    },
    "group": {
        "no memberships": ("memberships: [{code: IND, from: 2024-01-01}]", ""),
        "memberships that are a word": ("[{code: IND, from: 2024-01-01}]", "IND"),
        "a member that is a word": ("[{code: IND, from: 2024-01-01}]", "[IND]"),
        "a date in words": ("from: 2024-01-01", "from: last year"),
        "the 31 of February": ("from: 2024-01-01", "from: 2024-02-31"),
        "a date that is a list": ("from: 2024-01-01", "from: [2024]"),
        "until before from": ("from: 2024-01-01", "from: 2024-01-01, until: 2023-01-01"),
        "no economy": ("code: IND", "code: ATLANTIS"),
        "a code that is a number": ("code: IND", "code: 5"),
        "aliases that are a number": ("name: Toy", "name: Toy\naliases: 5"),
        "institutions that are a word": ("name: Toy", "name: Toy\ninstitutions: EU"),
        "a state that is none": ("code: IND", "code: IND, state: friend"),
        "a confidence that is none": ("code: IND", "code: IND, confidence: X"),
        "an empty name": ("id: toy", "id: ''"),
    },
    "menu": {
        "parties that are a word": ("parties: [USA, IND]", "parties: USA"),
        "three parties": ("parties: [USA, IND]", "parties: [USA, IND, CHN]"),
        "a party that is a list": ("parties: [USA, IND]", "parties: [[USA], IND]"),
        "a giver that is no party": ("giver: IND", "giver: China"),
        "a giver that is a list": ("giver: IND", "giver: [IND]"),
        "concessions that are a word": ("concessions:\n  - ", "concessions: x\ny:\n  - "),
        "a rate of 400 digits": ("to: 0", "to: " + "9" * 400),
        "a rate that is true": ("to: 0", "to: true"),
        "a share above one": ("to: 0", "to: 0, share: 2"),
        "a package of nothing known": ("lines: [cars]", "lines: [boats]"),
        "sectors that are a mapping": ("sectors: [C29]", "sectors: {C29: 1}"),
        "excluded that are a list": ("title: Toy", "title: Toy\nexcluded: [C29]"),
        "an id with a line break": ("id: cars", 'id: "cars\\n"'),
        "an id with markup": ("id: toy", "id: '[/]'"),
    },
    "measures": {
        "duties that are a word": ("duties:\n  - ", "duties: x\ny:\n  - "),
        "another importer": ("importer: USA", "importer: India"),
        "an importer that is a list": ("importer: USA", "importer: [USA]"),
        "exporters that are a number": ("exporters: IND", "exporters: 5"),
        "exporters that may be two": ("exporters: IND", "exporters: Korea"),
        "a rate in words": ("rate: 25", "rate: high"),
        "a rate below zero": ("rate: 25", "rate: -5"),
        "a rate that is a set": ("rate: 25", "rate: !!set {a}"),
        "a rate without an end": ("rate: 25", "rate: .inf"),
        "codes that are a word": ('codes: ["0105"]', "codes: live poultry"),
        "codes that are a mapping": ('codes: ["0105"]', "codes: {a: 1}"),
        "dates that run backwards": ("effective: 2025-08-01", "effective: 2025-06-01"),
        "a day in words": ("effective: 2025-08-01", "effective: soon"),
        "no source": ("source: own", "source: ''"),
    },
}


@pytest.mark.parametrize(("room", "kind"), [(room, kind) for room in WRONG for kind in WRONG[room]])
def test_what_is_wrong_in_a_file_is_told(room: str, kind: str, tmp_path: Path) -> None:
    text, reader = READERS[room]
    old, new = WRONG[room][kind]
    assert old in text
    (tmp_path / "x.yml").write_text(text.replace(old, new, 1), "utf-8")
    one_sentence(tmp_path / "x.yml", reader)


def test_a_menu_of_three_thousand_concessions(tmp_path: Path) -> None:
    rows = "".join(f"  - {{id: c{n}, giver: IND, what: x, sectors: [C29], to: 0}}\n" for n in range(3000))
    (tmp_path / "x.yml").write_text(MENU[: MENU.index("  - ")] + rows, "utf-8")
    assert "3000 concessions" in one_sentence(tmp_path / "x.yml", READERS["menu"][1])


@pytest.mark.parametrize(
    "place", ["/dev/zero", "/dev/null", "/proc/self/mem", ".", "absent.yml", "n" * 300 + ".yml"]
)
def test_what_is_no_file_is_not_read(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo(tmp_path / "pipe.yml")
    for path in (Path(place), tmp_path / "pipe.yml"):
        one_sentence(path, read_bytes)
        one_sentence(path, load_scenario)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "x.yml").open("wb") as file:
        file.truncate(10_000_000_000)
    assert "larger than" in one_sentence(tmp_path / "x.yml", load_scenario)
    assert "larger than" in one_sentence(tmp_path / "x.yml", load_world)


def test_words_are_read_as_written() -> None:
    held = parse(
        "a: [0105, 020321, NO, off, 08]\nb: 1e-7\nc: 2025-9-1\nd: 12\ne: 2025-13-45\nf: 1_000\n", "x"
    )
    assert held["a"] == ["0105", "020321", "NO", "off", "08"]
    assert (held["b"], held["d"], held["c"].isoformat()) == (1e-7, 12, "2025-09-01")
    assert (held["e"], held["f"]) == ("2025-13-45", "1_000")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, '{"a": NaN}', '{"a": -1e999}', '{"a": ' + "1" * 500 + "}", '{"a":1,"a":2}', b"\xff"],
)
def test_json_of_a_program_is_read_as_strictly(text: str | bytes) -> None:
    with pytest.raises(InputError) as caught:
        parse_json(text, "x")
    assert one_line(str(caught.value)) == str(caught.value)


MATRIX = {"trade": [[[8.0, 1.0], [1.0, 9.0]]], "tariffs": np.zeros((1, 2, 2)), "trade_elasticity": [5.0]}


@pytest.mark.parametrize(
    ("economies", "changes"),
    [
        ({"USA", "IND"}, {}),
        (["USA", ""], {}),
        (["USA", "I\nD"], {}),
        (["USA", "\x1b[31m"], {}),
        (["USA", "\ud800"], {}),
        (["USA", "x" * 500], {}),
        (("USA", "IND"), {"trade": np.ma.masked_less([[[8.0, 1.0], [1.0, 9.0]]], 2)}),
        (("USA", "IND"), {"trade": {8.0}}),
        (("USA", "IND"), {"trade": [[[10**400, 1], [1, 9]]]}),
        (("USA", "IND"), {"trade_elasticity": {5.0}}),
    ],
)
def test_arrays_that_are_none(economies: object, changes: dict[str, object]) -> None:
    with pytest.raises(InputError) as caught:
        World.from_arrays(economies, ["C26"], **{**MATRIX, **changes})
    assert one_line(str(caught.value)) == str(caught.value)


def command(*words: str, **how: object) -> tuple[int, str]:
    """Run a command as ``main`` does; return its status and its sentence."""
    result = CliRunner().invoke(app, list(words))
    if isinstance(result.exception, AccordError):
        return result.exception.exit_status, str(result.exception)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stderr


ATTACKS = {
    **dict.fromkeys(
        ("y_bool_tag", "y_deep", "y_hugeint400", "y_int_empty", "y_laughs8_rate", "y_set_key"), "yml"
    ),
    **dict.fromkeys(("w_badhdr", "w_hugeshape"), "npz"),
    **dict.fromkeys(("w_hugeint5000", "w_surrogate_code"), "json"),
    **dict.fromkeys(("el_deep", "el_dup2"), "yml"),
    "y_rich_markup_title2": "yml",
}


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attacks_that_were_found(name: str, tmp_path: Path) -> None:
    shared = Path(os.environ.get("ACCORD_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    path = shared / "failures" / "attacks" / f"{name}.{ATTACKS[name]}"
    if not path.is_file():
        pytest.skip("needs ../shared/failures/attacks, which is not here")
    good = tmp_path / "good.yml"
    good.write_text(SCENARIO, "utf-8")
    kind = name.split("_", maxsplit=1)[0]
    options = {"w": ("--world", str(path)), "el": ("--elasticities", str(path))}.get(kind)
    status, sentence = command("run", str(good) if options else str(path), *(options or ("--world", "toy")))
    assert status == (0 if "markup" in name else 2), sentence
    assert one_line(sentence) == sentence


@pytest.mark.skipif(sys.platform != "linux", reason="copies its process, and needs /dev/full")
@pytest.mark.parametrize(
    ("words", "streams", "status", "said"),
    [
        (("world", "list", "--json"), {"out": "/dev/full"}, 2, b"No space left"),
        (("world", "list"), {"out": "/dev/full"}, 2, b"No space left"),
        (("world", "list", "--json"), {"out": None}, 2, b"standard output is closed"),
        (("world", "list"), {"err": None}, 0, b""),
        (("run", "/dev/zero"), {}, 2, b"is a device or a pipe"),
        (("run", "no\nsuch\x1b[31m"), {}, 2, b"unknown scenario"),
        (("run", "\udcff\udcfe.yml"), {}, 2, b"no such file"),
        (("sweep", "x", "--draws", "100000000000"), {}, 2, b"at most 1,000,000"),
        (("brief", "x", "--draws", "100000000000"), {}, 2, b"from 0 to 1,000,000"),
        (("talks", "USA", "IND", "--points", "1000000000"), {}, 2, b"--points takes 1 to"),
        (("read", str(DISPATCH), "--lexicon", "/nope"), {}, 2, b"nope"),
        (("docket", "list", "--archive", "/dev/null"), {}, 2, b"not the file of an archive"),
        (("run", "x", "--elasticities", "a" * 5000), {}, 2, b"unknown"),
        (("world", "show", "a" * 100_000), {}, 2, b"unknown"),
    ],
)
def test_a_command_ends_in_one_sentence(
    words: tuple[str, ...], streams: dict[str, str | None], status: int, said: bytes, tmp_path: Path
) -> None:
    done = copied(tmp_path, *words, **streams)
    assert done.status == status, done.err
    assert said in done.err
    assert done.err.count(b"\n") <= 1
    assert len(done.err) < 700
    assert b"Traceback" not in done.err
    assert b"\x1b" not in done.err


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="needs a shell")
def test_a_reader_that_leaves_is_no_error() -> None:
    script = f"{sys.executable} -m accord.cli.main world list --json | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["/bin/bash", "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="copies its process")
def test_a_code_page_of_windows_takes_any_name(tmp_path: Path) -> None:
    report = tmp_path / "r.txt"
    report.write_text(
        "DATE: 2026-06-03\n\nEU trade chief Maroš Šefčovič met Jamieson Greer in Paris.\n", "utf-8"
    )
    plain = copied(tmp_path, "read", str(report), PYTHONIOENCODING="cp1252")
    assert (plain.status, plain.err) == (0, b"")
    as_json = copied(tmp_path, "read", str(report), "--json", PYTHONIOENCODING="cp1252")
    assert "Šefčovič" in json.loads(as_json.out)["text"]
    words = copied(tmp_path, "read", str(report), "--json", PYTHONIOENCODING="")
    assert "Šefčovič" in words.out.decode("utf-8")


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("United States", "USA"), ("US", "USA"), ("U.S.", "USA"), ("the United States of America", "USA"),
        ("uk", "GBR"), ("Great Britain", "GBR"), ("GB", "GBR"), ("Türkiye", "TUR"), ("Turkiye", "TUR"),
        ("TURKEY", "TUR"), ("Viet Nam", "VNM"), ("Vietnam", "VNM"), ("Czech Republic", "CZE"), ("IND", "IND"),
        ("ind", "IND"), ("Ivory Coast", "CIV"), ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"),
        ("Republic of Korea", "KOR"), ("South Korea", "KOR"), ("DPR Korea", "PRK"), ("Chinese Taipei", "TWN"),
        ("Taiwan", "TWN"), ("Macau", "MAC"), ("Russian Federation", "RUS"), ("UAE", "ARE"), ("EL", "GRC"),
        ("Lao PDR", "LAO"), ("Slovak Republic", "SVK"), ("Curaçao", "CUW"), ("São Tomé and Príncipe", "STP"),
        ("Bosnia & Herzegovina", "BIH"), ("Burma", "MMR"), ("Swaziland", "SWZ"), ("Holland", "NLD"),
        ("rest of the world", "ROW"), ("Congo, Dem. Rep.", "COD"), ("Iran (Islamic Republic of)", "IRN"),
    ],
)  # fmt: skip
def test_an_economy_is_named_as_people_name_it(word: str, code: str) -> None:
    assert economy_code(word) == code
    assert groups.named(word) == code


@pytest.mark.parametrize(("word", "group"), [("EU", "EU27"), ("European Union", "EU27"), ("msp", "MSP")])
def test_a_group_is_no_economy(word: str, group: str) -> None:
    assert find_economy(word) is None
    assert groups.named(word) == group
    with pytest.raises(InputError, match="unknown economy"):
        economy_code(word)


def test_a_name_of_two_economies_is_asked_about() -> None:
    with pytest.raises(InputError, match=r"may be South Korea \(KOR\) or North Korea \(PRK\)"):
        economy_code("Korea", "--exporter")


NAMED = {
    "run": ("run", "{scenario}", "--world", "toy"),
    "stack": (
        "stack",
        "--importer",
        "United States",
        "--exporter",
        "European Union",
        "--as-of",
        "2025-09-01",
    ),
    "stack of a person's own duties": (
        *("stack", "--exporter", "India", "--as-of", "2025-09-01", "--measures", "{measures}"),
    ),
    "world show": ("world", "show", "Türkiye"),
    "supply risk": ("supply", "risk", "gallium", "--for", "European Union"),
    "supply cut": ("supply", "cut", "gallium", "--supplier", "PRC", "--customer", "the United States"),
    "supply exposure": ("supply", "exposure", "gallium", "--for", "the USA"),
    "alliance": ("alliance", "msp", "--add", "Viet Nam"),
}


@pytest.mark.parametrize("name", NAMED)
def test_every_command_takes_names(name: str, tmp_path: Path) -> None:
    scenario, measures = tmp_path / "s.yml", tmp_path / "m.yml"
    scenario.write_text(SCENARIO.replace("USA", "United States").replace("IND,", "India,"), "utf-8")
    measures.write_text(MEASURES.replace("importer: USA", "importer: US").replace("IND,", "India,"), "utf-8")
    words = (word.format(scenario=scenario, measures=measures) for word in NAMED[name])
    status, sentence = command(*words)
    assert status == 0, sentence


def test_a_menu_names_its_parties_as_it_likes(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_text(MENU.replace("giver: IND", "giver: India"), "utf-8")
    assert load_menu(str(tmp_path / "x.yml")).concessions[0].giver == "IND"
