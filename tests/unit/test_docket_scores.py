"""Scores against labelled reports with the shared scorer: what is tuned on must not fall back."""

import json
import subprocess
import sys

from accord.docket import read


def test_shared_reports(shared_articles, tmp_path):
    for path in sorted(shared_articles.glob("*.txt")):
        if path.with_suffix(".json").exists():
            output = read(path.read_text("utf-8"), name=path.stem).to_json()
            (tmp_path / f"{path.stem}.json").write_text(json.dumps(output), "utf-8")
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
