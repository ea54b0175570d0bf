"""How reporters word measures: who imposes what on whom, in sentences of many shapes."""

from pathlib import Path

import pytest

from accord.docket import read

# Each row: a sentence, then what it states: lever, value, who imposes > on whom, status; * is anything.
WORDINGS = Path(__file__).parents[1] / "docket_reports" / "wordings.txt"
ROWS = [row.partition("||")[::2] for row in WORDINGS.read_text("utf-8").splitlines()]


def family(lever):
    known = ("tariff", "quota", "export", "sanction", "purchase", "investment")
    return next((name for name in known if name in lever), lever)


def fits(measure, lever, value, flow, status):
    imposing, target = flow.split(">")
    return (
        family(measure.lever) == family(lever)
        and (value == "*" or measure.value == float(value))
        and (imposing == "*" or set(measure.imposing) == set(imposing.split(",")))
        and (target == "*" or set(measure.target) == set(target.split(",")))
        and status in ("*", measure.status_norm)
    )


@pytest.mark.parametrize(("text", "told"), ROWS)
def test_wording(text, told):
    found = list(read(text.strip(), "2026-02-10").measures)
    for wanted in filter(None, (part.split() for part in told.split(";"))):
        match = next((m for m in found if fits(m, *wanted)), None)
        assert match is not None, (wanted, [(m.lever, m.value, m.imposing, m.target) for m in found])
        found.remove(match)
    assert not found, [(m.lever, m.value, m.imposing, m.target) for m in found]
