"""Ten briefings for docs/gallery.md: what each asks, its answer, its leading chart.

``python -m docs.make.gallery`` works them out again from reports of our own; it takes some minutes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from accord.assess.desk import Desk
from accord.assess.kind import Parameters
from accord.assess.record import make
from accord.brief.compose import compose
from accord.docket import load_documents, read_documents, together
from accord.page.blocks import Brief, Prose, Question, plain_words
from accord.page.markdown import escaped
from accord.page.picture import charts, drawn
from accord.page.words import date_words

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "tests" / "docket_reports" / "seen"
NAMES = (
    "turnberry_deal", "swiss_relief", "thirty_five", "geneva_truce", "rare_earths_widened", "gabon_manganese",
    "nineteenth_package", "output_pause", "deal_in_london",
)  # fmt: skip
HEAD = """# Gallery: ten briefings

Each was written by `accord brief REPORT` from a report of our own (fictional wordings of measures of those days; the
dispatch is `examples/dispatch.txt`, the others are among the tests). Shown are the headline, the first question, the answer and the
leading chart; the whole page has sources, intervals, every other section and what was read.
"""


def written(path: Path) -> Brief:
    """Return the briefing of one report."""
    dockets = read_documents(load_documents([str(path)], print), None, None, False, print)
    return compose(make(together(dockets), Desk(Parameters(draws=0))))


def entry(name: str, brief: Brief, folder: Path) -> str:
    """Return one briefing's part of the page, its chart written beside it."""
    parts = [f"## {escaped(plain_words(brief.title, answer=True))}", f"*Report of {date_words(brief.date)}*"]
    blocks = [block for section in brief.sections[:1] for block in section.blocks]
    for block in blocks:
        if isinstance(block, Question):
            parts.append(f"Asked: {escaped(plain_words(block.text))}")
            break
    parts += [escaped(plain_words(block.text, answer=True)) for block in blocks if isinstance(block, Prose)][
        :2
    ]
    held = charts(brief)
    small = [key for key, chart in held.items() if 'class="map"' not in chart.drawing]
    if small:
        chart = held[small[0]]
        (folder / f"{name}.svg").write_bytes(drawn(chart, "svg"))
        alt = plain_words(chart.title).replace("]", "").replace("[", "")
        parts.append(f"![{alt}](gallery/{name}.svg)")
    return "\n\n".join(parts)


def main() -> None:
    """Write the page and its charts."""
    folder = ROOT / "docs" / "gallery"
    folder.mkdir(exist_ok=True)
    paths = {
        "dispatch": ROOT / "examples" / "dispatch.txt",
        **{name: REPORTS / f"{name}.txt" for name in NAMES},
    }
    parts = [HEAD]
    for name, path in paths.items():
        print(name, file=sys.stderr)
        parts.append(entry(name, written(path), folder))
    (ROOT / "docs" / "gallery.md").write_text("\n\n".join(parts) + "\n", "utf-8")


if __name__ == "__main__":
    main()
