"""Labelled reports: every item rests on words, and scores with the shared scorer do not fall back."""

import json
import subprocess
import sys

from tests.laws.test_docket_spans import words_hold_claims

from accord.docket import read


def test_shared_reports(shared_articles, tmp_path):
    for path in sorted(shared_articles.glob("*.txt")):
        docket = read(path.read_text("utf-8"), name=path.stem)
        words_hold_claims(docket)
        if path.with_suffix(".json").exists():
            (tmp_path / f"{path.stem}.json").write_text(json.dumps(docket.to_json()), "utf-8")
    scorer = [
        sys.executable,
        str(shared_articles / "score.py"),
        str(shared_articles),
        str(tmp_path),
        "--json",
    ]
    figures = json.loads(subprocess.run(scorer, capture_output=True, check=True, text=True).stdout)
    assert figures["mean_f1"] >= 0.87
    assert figures["fields"]["measures"]["F1"] >= 0.90
    assert figures["all_right"]["share"] >= 0.75
    assert figures["severe_total"] <= 4
