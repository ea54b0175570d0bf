"""Hooks of the site: pages made when it is built (notebooks, commands, changes), and addresses of the source.

Links from a page to a file that is not part of the site (code, tests, examples) become plain words, since the site
stands by itself.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((\.\./[^)]+)\)")
HELD = {"../CHANGELOG.md": "changes.md", "../CONTRIBUTING.md": "contributing.md", "../README.md": "index.md"}
sys.path.insert(0, str(ROOT))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from other files."""
    from docs.make.commands import page
    from docs.make.notebooks import FOLDER, as_markdown

    made = {f"tutorials/{path.stem}.md": as_markdown(path) for path in sorted(FOLDER.glob("*.ipynb"))}
    made["reference/commands.md"] = page()
    made["changes.md"] = _from_root((ROOT / "CHANGELOG.md").read_text("utf-8"))
    made["contributing.md"] = _from_root((ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    for place, text in made.items():
        files.append(File.generated(config, place, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep links inside the site and turn those to other files of the project into words."""
    del config, files
    if page.file.src_uri.startswith(("tutorials/", "reference/")):
        return markdown
    return LINK.sub(_linked, markdown)


def _linked(found: re.Match[str]) -> str:
    words, address = found[1], found[2]
    place, _, anchor = address.partition("#")
    if place in HELD:
        return f"[{words}]({HELD[place]}{'#' * bool(anchor)}{anchor})"
    return words


def _from_root(text: str) -> str:
    """Return a page of the project's root as one of the site: its links go to docs/ or nowhere."""
    inside = re.sub(r"\]\(docs/", "](", text)
    return re.sub(r"(?<!!)\[([^\]]+)\]\((?!https?:|[\w-]+\.md)([^)#][^)]*)\)", r"\1", inside)
