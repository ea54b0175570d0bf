"""A kind of lever that is added in one file stands on the page, in the documents and in the record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from accord.assess import desk as room
from accord.assess.desk import Desk, kinds
from accord.assess.record import load, make
from accord.brief.compose import compose
from accord.brief.verify import verify
from accord.brief.write import write
from accord.cli.main import app
from accord.core.errors import InputError
from accord.docket.items import Measure
from accord.page.html import page
from tests.assess.dockets import TOY, docket, doubtful, duty


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Accord with one kind more, for as long as a test lasts."""
    monkeypatch.setattr(room, "KINDS", (*room.KINDS, "tests.assess.port_fee"))
    kinds.cache_clear()
    yield
    monkeypatch.undo()
    kinds.cache_clear()


def fee(**changes: object) -> Measure:
    """Return a fee of 50 dollars a call that India takes of ships of China."""
    held = {"lever": "port_fee", "value": 1000.0, "unit": "USD", "imposing": ("IND",), "target": ("CHN",)}
    return duty(**{**held, **changes})


def test_without_it_the_page_says_that_nothing_answers_it() -> None:
    record = make(docket(fee()), Desk(TOY))
    assert record["answers"] == {}
    text = page(compose(record))
    assert "shipping services are not a sector of their own" in text
    assert compose(record).questions[0]["answered_by"] is None


@pytest.mark.usefixtures("added")
def test_it_stands_on_the_page_in_the_documents_and_in_the_record(tmp_path: Path) -> None:
    record = make(docket(fee()), Desk(TOY))
    out = tmp_path / "out"
    write(compose(record), out)
    text = (out / "brief.html").read_text("utf-8")
    assert "India’s fee on ships would bring" in text
    assert "Fees on ships" in text
    assert 'data-key="portfee.IND.revenue"' in text
    held = json.loads((out / "brief.json").read_text("utf-8"))
    assert held["figures"]["portfee.IND.revenue"]["value"] == 9.0
    assert held["questions"][0]["answered_by"] == "portfee"
    assert load((out / "record.json").read_text("utf-8"))["answers"]["portfee"]["asked"]["fee_usd"] == 1000.0
    assert (out / "tables" / "port-fees.csv").read_text("utf-8").splitlines()[1] == "India,9.0"
    assert verify(out).differences == ()
    done = CliRunner().invoke(app, ["verify", str(out), "--json"])
    assert json.loads(done.stdout)["same"] is True


@pytest.mark.usefixtures("added")
def test_another_number_of_it_is_found() -> None:
    from accord.assess.compare import recompute

    record = json.loads(json.dumps(make(docket(fee()), Desk(TOY))))
    record["answers"]["portfee"]["found"]["revenue"]["value"] = 9.5
    (said,) = recompute(record).differences
    assert said == "answers.portfee.found.revenue.value: 9.5 is recorded, 9.0 recomputed"


@pytest.mark.usefixtures("added")
def test_what_it_refuses_is_named_and_what_nobody_counts_is_not_known() -> None:
    refused = page(compose(make(docket(fee(doubts=doubtful())), Desk(TOY))))
    assert "unclear in the report: who takes the fee" in refused.lower()
    unknown = page(compose(make(docket(fee(imposing=("CHN",), target=("IND",))), Desk(TOY))))
    assert "China’s fee on ships would bring" in unknown
    assert "not known" in unknown


def test_a_record_of_a_kind_that_is_not_there_is_a_sentence(added: None) -> None:
    record = make(docket(fee()), Desk(TOY))
    kinds.cache_clear()
    room.KINDS = room.KINDS[:-1]
    with pytest.raises(InputError, match=r"answers\.portfee is of no kind that this Accord knows"):
        compose(record)
