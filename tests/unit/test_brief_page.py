"""The page as a whole, its JSON document and its tables; what holds for every kind of lever is in tests/assess."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.assess.dockets import TOY, docket, doubtful, duty, hostile
from tests.assess.reading import read

from accord.assess.desk import Desk
from accord.assess.record import make
from accord.brief import write as writing
from accord.brief.compose import compose
from accord.brief.write import document, write
from accord.core.errors import CheckError, InputError
from accord.core.provenance import Figure, source
from accord.page.blocks import (
    Brief,
    Column,
    Prose,
    Question,
    Section,
    Table,
    Unanswered,
    figures,
    plain_words,
)
from accord.page.csv import tables, to_csv
from accord.page.html import page

LEVY = duty(target=("IND",), additional=False, value=50.0, effective_date="2025-08-27")
REPORT = docket(LEVY, duty(lever="subsidy", value=None, main=False), day="2025-09-01", minerals=("gallium",))


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return make(hostile(REPORT), Desk(TOY))


@pytest.fixture(scope="module")
def brief(record: dict[str, Any]) -> Brief:
    return compose(record)


def test_the_question_stands_first_with_what_it_is_compared_with(brief: Brief) -> None:
    answer = brief.sections[0]
    (asked,) = (block for block in answer.blocks if isinstance(block, Question))
    assert answer.blocks[0] is asked
    assert plain_words(asked.text).startswith("The United States’ duty on goods from India")
    assert plain_words(asked.against) == "the law of 26 August 2025, for everybody."


def test_the_answer_is_in_at_most_four_sentences_each_with_its_horizon(brief: Brief) -> None:
    lead = [plain_words(block.text) for block in brief.sections[0].blocks if isinstance(block, Prose)]
    leads = [b for b in brief.sections[0].blocks if isinstance(b, Prose) and b.style == "lead"]
    assert 1 <= len(leads) <= 4
    assert all(word in " ".join(lead) for word in ("within a year", "in ten years", "in the long run"))


def test_what_is_read_and_not_computed_is_named_with_its_reason(brief: Brief) -> None:
    (left,) = (block for block in brief.sections[0].blocks if isinstance(block, Unanswered))
    assert any("subsidy" in plain_words(point.subject) for point in left.items)
    (asked,) = (one for one in document(brief)["questions"] if one["lever"] == "subsidy")
    assert asked["answered_by"] is None
    assert asked["why_not"] == "the model does not tell what public money would build"


def test_a_role_that_is_open_is_a_question_to_the_reader() -> None:
    found = compose(make(docket(replace(LEVY, doubts=doubtful())), Desk(TOY)))
    text = page(found)
    assert "Who imposes it?" in text
    assert "scenarios" not in {section.key for section in found.sections}


def test_a_role_that_is_open_is_not_named_where_the_measure_is_listed() -> None:
    barred = duty(lever="import_restriction", value=None, main=False, doubts=doubtful())
    found = compose(make(docket(LEVY, barred, day="2025-09-01"), Desk(TOY)))
    (left,) = (block for block in found.sections[0].blocks if isinstance(block, Unanswered))
    subjects = [plain_words(point.subject) for point in left.items]
    assert any(subject.startswith("Import restriction") for subject in subjects), subjects


def test_a_report_without_a_measure_says_so() -> None:
    text = page(compose(make(docket(), Desk(TOY))))
    assert "nothing in it could be computed" in text
    assert "What was read" in text
    assert '<svg class="map"' not in text


def test_each_figure_has_unit_year_source_and_basis(brief: Brief) -> None:
    for key, figure in document(brief)["figures"].items():
        assert figure["basis"], key
        if figure["source"] != "report":
            assert source(figure["source"])
        toy = figure["source"] == "accord-model"  # its world has no year
        assert figure["unit"] == "relative error" or bool(figure["year"]) != toy, key


def test_the_page_is_in_order_for_a_screen_reader(brief: Brief) -> None:
    reader = read(brief)
    tags = [tag for tag, _ in reader.tags]
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    attributes = dict(reader.tags)
    assert attributes["html"]["lang"] == "en-GB"
    pictures = [held for tag, held in reader.tags if tag == "svg" and held.get("aria-hidden") != "true"]
    assert all(held["role"] == "img" and held["aria-label"] for held in pictures)


def test_the_page_fetches_nothing(brief: Brief) -> None:
    text = page(brief)
    assert "default-src &#39;none&#39;" not in text
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)=\"https?:", text)


def test_the_json_document_is_plain_and_repeatable(record: dict[str, Any], brief: Brief) -> None:
    first = json.dumps(document(brief), sort_keys=True, allow_nan=False)
    assert first == json.dumps(document(compose(record)), sort_keys=True, allow_nan=False)


def test_tables_hold_full_numbers_and_no_formula(brief: Brief) -> None:
    made = tables(brief)
    rows = [row for text in made.values() for row in csv.reader(io.StringIO(text))]
    assert max(len(cell.partition(".")[2]) for row in rows for cell in row) > 8
    bad = Table(
        "t", "T", (Column("a", "A"), Column("b", "B", "%")), tuple((sign + "1+1", None) for sign in "=+-@\t")
    )
    for row in list(csv.reader(io.StringIO(to_csv(bad))))[1:]:
        assert row[0].startswith("'")
        assert row[1] == ""


def test_two_different_figures_may_not_share_a_key() -> None:
    one = Figure("k", "a", 1.0, "%", "2022", "accord-model", "b")
    section = Section("s", "S", (Prose((one, replace(one, value=2.0))),))
    with pytest.raises(CheckError, match="two different figures carry the key 'k'"):
        figures(section)


def test_a_figure_without_a_value_is_missing() -> None:
    assert Figure("k", "a", None, "%", "2022", "accord-model", "b").quality == "missing"


def test_a_failed_write_leaves_the_old_briefing(
    brief: Brief, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    write(brief, target)
    before = (target / "brief.json").read_bytes()
    monkeypatch.setattr(writing, "tables", lambda brief: _fail())
    with pytest.raises(OSError, match="disk full"):
        write(brief, target)
    assert (target / "brief.json").read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def _fail() -> Iterator[Any]:
    raise OSError("disk full")


def test_a_folder_with_other_things_in_it_is_refused(brief: Brief, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"out: holds 'thesis\.docx'"):
        write(brief, tmp_path / "out")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        write(brief, tmp_path / "file")


def test_the_union_is_known_on_every_page() -> None:
    """Whoever names the European Union gets its members, as a party and in every section."""
    cars = duty(
        imposing=("EU",), target=("CHN",), value=35.3, goods=("electric cars",), product_scope="electric cars"
    )
    record = make(
        docket(cars, day="2025-10-07", minerals=("gallium",)), Desk(replace(TOY, world="world-2022"))
    )
    brief = compose(record)
    text = page(brief)
    assert "unknown economy" not in text
    assert "the European Union" in text
    found = document(brief)["figures"]
    unions = [key for key in found if ".EU27." in key and key.endswith("welfare_pct")]
    assert unions
    assert all(found[key]["value"] is not None for key in unions)
