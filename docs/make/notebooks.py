"""The notebooks of docs/tutorials: executed, and as pages of the site.

``python -m docs.make.notebooks`` executes each again and keeps its outputs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

BLANK = re.compile(r"\n\s*\n")
FOLDER = Path(__file__).resolve().parents[1] / "tutorials"


def executed(path: Path) -> NotebookNode:
    """Return a notebook with the outputs of a run from its top; an error in a cell is raised."""
    book = nbformat.read(path, as_version=4)
    NotebookClient(
        book, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    for cell in book.cells:
        cell.metadata.clear()
        for output in cell.get("outputs", []):
            if "metadata" in output:
                output.metadata.clear()
            if len(output.get("data", {})) > 1:
                output.data.pop("text/plain", None)
    return book


def as_markdown(path: Path) -> str:
    """Return an executed notebook as a page: words, code, and what each cell gave."""
    book = nbformat.read(path, as_version=4)
    return "\n\n".join(part for cell in book.cells for part in _cell(cell)) + "\n"


def _cell(cell: NotebookNode) -> Iterator[str]:
    if cell.cell_type == "markdown":
        yield cell.source.replace(".ipynb)", ".md)")
        return
    yield f"```python\n{cell.source}\n```"
    for output in cell.outputs:
        yield _output(output)


def _output(output: NotebookNode) -> str:
    if output.output_type == "stream":
        return f'<pre class="output">{html.escape(output.text.rstrip())}</pre>'
    data = output.get("data", {})
    for kind in ("image/svg+xml", "text/html"):
        if kind in data:
            return f'<div class="output">{BLANK.sub(chr(10), data[kind])}</div>'
    return f'<pre class="output">{html.escape(data.get("text/plain", ""))}</pre>'


def main() -> None:
    """Execute every notebook and keep its outputs."""
    for path in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(executed(path), path)
        print(path.name)


if __name__ == "__main__":
    main()
