"""The page, its JSON document and its tables, from a small made-up case."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from accord.assess.tariff.case import Case
from accord.brief import write as writing
from accord.brief.compose import SECTIONS, compose
from accord.brief.write import document, write
from accord.core.errors import CheckError, InputError
from accord.core.provenance import Figure, source
from accord.page.blocks import Brief, Column, Prose, Section, Table, figures
from accord.page.csv import tables, to_csv
from accord.page.html import page, plain_words
from accord.page.words import show

HOSTILE = (
    "<script>alert(1)</script> \"><img src=x onerror=alert(1)> &lt;b&gt; ' \u202egnp.exe\u0000 "
    "{{ 7 * 7 }} </style></svg><a href='javascript:alert(1)'>x</a> =cmd|' /C calc'!A0"
)
MEASURES = ("welfare_pct", "real_wage_pct", "price_index_pct", "exports_pct", "imports_pct")


def run_json(title: str, target: float, imposer: float, cut: float, name: str = "s") -> dict[str, Any]:
    economies = {
        code: {name: value * (at + 1) / 5 for at, name in enumerate(MEASURES)}
        for code, value in {"BRA": target, "USA": imposer, "CHN": 0.013, "SGP": -0.02, "ROW": 0.004}.items()
    }
    for row in economies.values():
        row["welfare_pct"] *= 5
        row["tariff_revenue_change_usd_bn"] = 0.7
    flows = [("C10T12", 12.5), ("C24A", 6.25), ("C29", 0.75), ("A02", 0.0), ("SERVICES", 9.0)]
    bilateral = [
        {
            "exporter": "BRA",
            "importer": "USA",
            "sector": code,
            "baseline_usd_bn": base,
            "scenario_usd_bn": base * (1 - cut * (code != "SERVICES")),
        }
        for code, base in flows
    ]
    scenario = {"id": name, "title": title, "as_of": "2025-10-07", "assumptions": [HOSTILE]}
    scenario["measures"] = [{"kind": "tariff", "rate": 100 * cut}]
    world = {"id": "world-2022", "fingerprint": "ab" * 32, "year": "2022"}
    held = {"scenario": scenario, "world": world, "horizon": "long run"}
    return {**held, "economies": economies, "bilateral": bilateral}


def docket_json() -> dict[str, Any]:
    words = {"text": HOSTILE, "start": 3, "end": 90}
    return {
        "article_date": "2025-10-07",
        "title": HOSTILE,
        "participants": [
            {"person": HOSTILE, "role": HOSTILE, "country": "BRA", "part": "actor", "evidence": words}
        ],
        "events": [
            {"type": "call", "date": "2025-10-06", "countries": ["BRA", "USA"], "status": "held",
             "description": HOSTILE, "evidence": words},
            {"type": "tariff_change", "date": "2025-07", "countries": ["USA"], "status": "in force",
             "description": HOSTILE, "evidence": {**words, "start": 4}},
            {"type": "statement", "date": None, "countries": [], "status": HOSTILE, "description": HOSTILE},
        ],
        "policy_levers": [
            {"lever": "tariff_additional", "value": 40, "unit": "percent", "imposing": "USA", "target": "BRA",
             "product_scope": HOSTILE, "status_norm": "in_force", "effective_date": "2025-07",
             "evidence": words},
            {"lever": HOSTILE, "value": None, "unit": None, "imposing": None, "target": None, "status": None},
        ],
        "alliances": [{"name": HOSTILE, "action": "mention", "who": ["BRA"], "date": None}],
        "next_steps": [{"what": HOSTILE, "date": "2025-11", "status": "planned", "evidence": words}],
        "statements": [{"speaker": HOSTILE, "gist": HOSTILE, "evidence": words}],
    }  # fmt: skip


def uncertainty_json() -> dict[str, Any]:
    ends = {"central": -0.1, "low": -0.2, "median": -0.1, "high": 0.05, "above_zero": 3}
    rows = [
        {"scenario": role, "economy": code, "measure": measure, "unit": "%", **ends}
        for role in ("today", "agreement", "no_agreement")
        for code in ("BRA", "USA")
        for measure in ("welfare_pct", "welfare_against_today_pct")
    ]
    ends_at = {"low": 5, "median": 50, "high": 95}
    return {"draws": 9, "answered": 9, "seed": 1, "percentiles": ends_at, "basis": HOSTILE, "rows": rows}


def talks_json() -> dict[str, Any]:
    def worth(first: float, second: float, **more: Any) -> dict[str, Any]:
        return {"worth_usd_bn": {"USA": first, "BRA": second}, "others_usd_bn": {"CHN": -0.3}, **more}

    packages = [
        worth(4.25, 1.5, id="a", title="A truce", in_zone=True),
        worth(5.0, -0.25, id="b", title=HOSTILE, in_zone=False),
    ]
    return {
        "parties": ["USA", "BRA"],
        "world": {"year": "2022"},
        "alone": {code: {"mean_tariff_pct": {"USA": 8.04, "BRA": 9.9}} for code in ("USA", "BRA")},
        "failure": {"USA": {"against_baseline_usd_bn": 7.5}, "BRA": {"against_baseline_usd_bn": 2.25}},
        "frontier": [worth(6.0, 1.0), worth(5.5, 2.0), worth(4.0, 2.75)],
        "deals": {"nash": worth(5.25, 2.125), "kalai_smorodinsky": None},
        "concessions": [worth(1.125, 0.5, id="c", giver="BRA", what=HOSTILE)],
        "packages": packages,
        "best_packages": packages[:1],
    }


@pytest.fixture
def case() -> Case:
    scenarios = {
        "today": run_json("Forty per cent", -0.11, 0.02, 0.4),
        "agreement": run_json("Lifted", 0.0512, 0.01, 0.0, name="free-trade"),
        "no_agreement": run_json("Retaliation", -0.17, -0.03, 0.45),
    }
    record = {"fingerprint": "c0ffee", "versions": {"accord": "0.1.0"}, "runs": {}}
    findings = {"uncertainty": uncertainty_json(), "talks": talks_json()}
    return Case(docket_json(), "USA", "BRA", scenarios, findings=findings, record=record)


class Reader(HTMLParser):
    """Collects what a page shows: marked numbers, all tags, and the text outside marked numbers."""

    EXEMPT = ("data", "time", "code", "bdi", "title", "style", "script")
    EXEMPT_CLASSES = ("tick", "span", "when", "read", "source")

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.marked: list[tuple[str, str | None, str]] = []
        self.free: list[str] = []
        self.stack: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "img", "input"):
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        marks = [attrs for _, attrs in self.stack if "data-key" in attrs]
        if marks and self.stack[-1][0] != "title":
            self.marked.append((str(marks[-1]["data-key"]), marks[-1].get("value"), data))
        elif not any(
            tag in self.EXEMPT or attrs.get("class") in self.EXEMPT_CLASSES for tag, attrs in self.stack
        ):
            self.free.append(data)


def read(brief: Brief) -> Reader:
    reader = Reader()
    reader.feed(page(brief))
    return reader


def test_every_number_on_the_page_stands_in_the_json_document(case: Case) -> None:
    brief = compose(case)
    known = document(brief)["figures"]
    reader = read(brief)
    assert len(reader.marked) > 60
    for key, value, words in reader.marked:
        figure = known[key]
        held = {
            field: figure[field] for field in ("label", "value", "unit", "year", "source", "basis", "quality")
        }
        again = Figure(key=key, **held)
        forms = {
            show(again, unit=u, sign=s, short=h, answer=a)
            for u in (True, False)
            for s in (True, False)
            for h in (True, False)
            for a in (True, False)
        }
        assert words in forms
        assert value is None or figure["value"] == float(value)


def test_no_number_is_shown_that_is_not_marked(case: Case) -> None:
    for text in read(compose(case)).free:
        assert not re.search(r"\d", text), text


def test_axis_marks_are_in_the_json_document_too(case: Case) -> None:
    charts = [block for section in document(compose(case))["sections"] for block in section["blocks"]]
    legend = next(block["ticks"] for block in charts if block.get("key") == "map")
    assert len(legend) == 6


def test_each_figure_has_unit_year_source_and_basis(case: Case) -> None:
    for key, figure in document(compose(case))["figures"].items():
        assert figure["basis"], key
        if figure["source"] != "report":
            assert source(figure["source"])
        assert figure["unit"] == "relative error" or figure["year"], key


def test_text_of_a_document_is_never_markup(case: Case) -> None:
    text = page(compose(case))
    reader = read(compose(case))
    used = {tag for tag, _ in reader.tags}
    assert not used & {"img", "b", "iframe", "object", "form", "link", "base"}
    assert [tag for tag, _ in reader.tags].count("script") == 1
    for _, attributes in reader.tags:
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        kept = (attributes.get("download") or "").endswith((".csv", ".svg"))
        assert (attributes.get("href") or "#").startswith("data:" if kept else "#")
    assert "&lt;script&gt;alert(1)" in text
    assert "{{ 7 * 7 }}" in text
    assert "\x00" not in text
    assert "default-src &#39;none&#39;" not in text
    assert "default-src 'none'" in text


def test_the_page_is_in_order_for_a_screen_reader(case: Case) -> None:
    reader = read(compose(case))
    tags = [tag for tag, _ in reader.tags]
    assert [tags.count(tag) for tag in ("h1", "main", "header", "footer", "nav")] == [1, 1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    attributes = dict(reader.tags)
    assert attributes["html"]["lang"] == "en-GB"
    pictures = [held for tag, held in reader.tags if tag == "svg" and held.get("aria-hidden") != "true"]
    assert all(held["role"] == "img" and held["aria-label"] for held in pictures)
    names = [held["id"] for _, held in reader.tags if "id" in held]
    assert len(names) == len(set(names))


def test_the_answer_says_who_changes_how_much_in_which_year(case: Case) -> None:
    lead = [plain_words(block.text) for block in compose(case).sections[0].blocks if isinstance(block, Prose)]
    assert lead[0] == (
        "If the measures of 7 October 2025 stay, Brazil’s real income will in the long run be 0.11 % "
        "lower and that of the United States 0.020 % higher than in the world economy of 2022."
    )
    assert lead[1] == (
        "Brazil’s goods exports to the United States, USD 19.5 billion in 2022, shrink by 40 %, and the "
        "largest losses are in food, drink and tobacco (−40 %), iron and steel (−40 %) and "
        "motor vehicles (−40 %)."
    )
    assert lead[2].startswith(
        "Against today, free trade between the two would raise Brazil’s real income by 0.16 %"
    )


def test_without_a_measure_in_force_the_page_looks_at_failure(case: Case) -> None:
    case.scenarios["today"]["scenario"]["measures"] = []
    lead = [plain_words(block.text) for block in compose(case).sections[0].blocks if isinstance(block, Prose)]
    assert lead[0] == (
        "No duty of the United States on Brazil on top of the tariffs of 2022 is on record here for "
        "7 October 2025."
    )
    assert lead[1].startswith("Without an agreement, Brazil’s goods exports to the United States, USD 19.5")
    assert lead[2] == (
        "Against today, free trade between the two would raise Brazil’s real income by 0.16 % and lower that "
        "of the United States by 0.010 %; without an agreement, Brazil’s real income would fall by "
        "0.060 % and that of the United States by 0.050 %."
    )


def test_the_talks_say_what_failure_costs_and_what_a_package_brings(case: Case) -> None:
    talks = next(section for section in compose(case).sections if section.key == "talks")
    assert plain_words(talks.blocks[0].text).startswith(
        "If the talks fail, and what was threatened comes, the United States loses USD 7.50 billion a year "
        "and Brazil loses USD 2.25 billion a year"
    )
    assert plain_words(talks.blocks[1].title) == (
        "The deal “A truce” would bring the United States USD 4.25 billion and Brazil USD 1.50 billion a year"
    )


def test_without_a_scenario_the_page_says_why(case: Case) -> None:
    bare = replace(case, scenarios={}, refusal="the report names no tariff", imposer="", target="")
    text = page(compose(bare))
    assert "No tariff scenario was computed: the report names no tariff." in text
    assert "What was read" in text
    assert '<svg class="map"' not in text


def test_a_missing_number_is_shown_as_missing(case: Case) -> None:
    del case.scenarios["agreement"]["economies"]["BRA"]["welfare_pct"]
    brief = compose(case)
    key = "scenario.agreement.BRA.welfare_pct"
    assert document(brief)["figures"][key]["value"] is None
    assert (key, "", "no data") in read(brief).marked


def test_the_json_document_is_plain_and_repeatable(case: Case) -> None:
    first = json.dumps(document(compose(case)), sort_keys=True, allow_nan=False)
    assert first == json.dumps(document(compose(case)), sort_keys=True, allow_nan=False)


def test_tables_hold_full_numbers_and_no_formula(case: Case) -> None:
    made = tables(compose(case))
    rows = list(csv.reader(io.StringIO(made["sectors.csv"])))
    assert rows[0][1] == "Baseline (USD bn, 2022)"
    assert float(rows[1][1]) == 12.5
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


def test_a_failed_write_leaves_the_old_briefing(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    write(compose(case), target)
    before = (target / "brief.json").read_bytes()
    monkeypatch.setattr(writing, "tables", lambda brief: _fail())
    with pytest.raises(OSError, match="disk full"):
        write(compose(case), target)
    assert (target / "brief.json").read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def _fail() -> Iterator[Any]:
    raise OSError("disk full")


def test_a_folder_with_other_things_in_it_is_refused(case: Case, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.docx").write_text("years of work")
    with pytest.raises(InputError, match=r"out: holds 'thesis\.docx'"):
        write(compose(case), tmp_path / "out")
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="is a file"):
        write(compose(case), tmp_path / "file")


def test_sections_are_a_plain_list(case: Case) -> None:
    assert all(callable(builder) for builder in SECTIONS)
    keys = [section.key for section in compose(case).sections]
    assert keys[0] == "answer"
    assert len(keys) == len(set(keys))


def test_terms_that_the_report_gives_are_called_so_and_two_ways_are_enough(case: Case) -> None:
    case.scenarios["agreement"]["scenario"]["id"] = "terms"
    two = {role: run for role, run in case.scenarios.items() if role != "no_agreement"}
    for scenarios, ways in ((case.scenarios, "Three ways"), (two, "Two ways")):
        shown = page(compose(replace(case, scenarios=scenarios)))
        assert "the deal that the report tells of would raise Brazil" in shown
        assert f"{ways} this can go" in shown
        assert ("without an agreement" in shown) == (len(scenarios) == 3)


def test_what_moves_nobody_is_said_in_words(case: Case) -> None:
    for role in ("agreement", "no_agreement"):
        case.scenarios[role]["economies"] = case.scenarios["today"]["economies"]
    lead = [plain_words(block.text) for block in compose(case).sections[0].blocks if isinstance(block, Prose)]
    assert lead[2] == (
        "Against today, free trade between the two would change next to nothing; without an agreement, "
        "little would change."
    )
