"""Scores against labelled reports: the shared set, own reports that rules were tuned on, and others."""

import importlib.util
import json
from pathlib import Path

import pytest

from accord.docket import read

OWN = Path(__file__).parents[1] / "docket_reports"


def scores(score, folder):
    """Return F1 by field, and the share of matched measures with the right status."""
    counts = {field: [0, 0, 0] for field in score.FIELDS}
    right = known = 0
    for path in sorted(folder.glob("*.txt")):
        label = json.loads(path.with_suffix(".json").read_text("utf-8"))
        output = read(path.read_text("utf-8"), name=path.stem).to_json()
        for field, (key, match, keep) in score.FIELDS.items():
            labels, found = ([x for x in side.get(key) or [] if keep(x)] for side in (label, output))
            pairs = score.pair(labels, found, match)
            for at, number in enumerate((len(pairs), len(labels), len(found))):
                counts[field][at] += number
            if field == "measures":
                known += sum(bool(a.get("status_norm")) for a, _ in pairs)
                right += sum(
                    bool(a.get("status_norm")) and a["status_norm"] == b["status_norm"] for a, b in pairs
                )
    return {field: 2 * hit / (want + got) for field, (hit, want, got) in counts.items()}, right / known


@pytest.fixture(scope="module")
def score(shared_articles):
    spec = importlib.util.spec_from_file_location("score", shared_articles / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_development_set(score, shared_articles):
    fields, status = scores(score, shared_articles)
    assert sum(fields.values()) / 5 >= 0.95
    assert min(fields.values()) >= 0.9
    assert status >= 0.9


def test_own_reports_tuned_on(score):
    fields, status = scores(score, OWN / "seen")
    assert sum(fields.values()) / 5 >= 0.88
    assert min(fields.values()) >= 0.8
    assert status >= 0.85


def test_own_reports_kept_back(score):
    fields, _ = scores(score, OWN / "held")
    assert sum(fields.values()) / 5 >= 0.75
