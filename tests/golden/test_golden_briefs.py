"""Numbers of whole briefings that a change of code may not change.

``briefs/NAME.docket.json`` is what was read from a report of our own, ``briefs/NAME.numbers.json`` every
figure of its ``brief.json`` and every number of its ``record.json``. They are written again (``python
tests/golden/test_golden_briefs.py``) only when a number is meant to change, and CHANGELOG then says so under
"Numbers that changed".
"""

import json
import re
import sys
from pathlib import Path

import pytest

from accord.assess.desk import Desk
from accord.assess.kind import Parameters
from accord.assess.record import make
from accord.brief.compose import compose
from accord.brief.write import document
from accord.docket import Docket

HERE = Path(__file__).with_name("briefs")
NAMES = sorted(path.name.removesuffix(".docket.json") for path in HERE.glob("*.docket.json"))
UNHELD = re.compile(r"residual|certificate|fingerprint|evidence|\.docket\.|^docket\.|versions|^form$")


def leaves(node, place=""):
    """Yield every number of a document with its place."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, f"{place}.{key}".lstrip("."))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from leaves(value, f"{place}[{at}]")
    elif isinstance(node, (int, float)) and not isinstance(node, bool):
        yield place, node


def briefed(name):
    """Return the record and the figures of a briefing.

    The bundled dispatch is held at every horizon and with intervals; the others at ten years, to stay quick.
    """
    held = json.loads((HERE / f"{name}.docket.json").read_text("utf-8"))
    chosen = Parameters(draws=4) if name == "dispatch" else Parameters(horizon="10")
    record = make(Docket.from_json(held, name), Desk(chosen))
    return record, document(compose(record))["figures"]


def written(folder):
    """Return the same of a briefing in a folder."""
    record, document = (
        json.loads((folder / name).read_text("utf-8")) for name in ("record.json", "brief.json")
    )
    return record, document["figures"]


def numbers(record, figures):
    """Return the figures of a briefing by key and the numbers of its record by place."""
    return {
        "figures": {key: figure["value"] for key, figure in figures.items() if key.find("residual") < 0},
        "record": {place: value for place, value in leaves(record) if not UNHELD.search(place)},
    }


def test_seven_reports_are_held():
    assert len(NAMES) == 7


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_the_same(name, request):
    held = json.loads((HERE / f"{name}.numbers.json").read_text("utf-8"))
    made = numbers(*(written(request.getfixturevalue(name)) if name == "dispatch" else briefed(name)))
    for part in ("figures", "record"):
        assert set(made[part]) == set(held[part])
        for key, value in held[part].items():
            near = value if value is None else pytest.approx(value, rel=1e-6, abs=1e-7)
            assert made[part][key] == near, key


if __name__ == "__main__":
    for each in sys.argv[1:] or NAMES:
        short = json.loads(
            json.dumps(numbers(*briefed(each))), parse_float=lambda word: float(f"{float(word):.9g}")
        )
        (HERE / f"{each}.numbers.json").write_text(
            json.dumps(short, indent=0, ensure_ascii=False) + "\n", "utf-8"
        )
