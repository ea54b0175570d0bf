"""What axe objects to on a page, its contrast asked once for each look.

Contrast is most of axe's time, and a table of three hundred rows has one answer: what a text is painted in and on. So
the first text of each colour, size and weight on each stack of backgrounds stands for those that look the same.
"""

from __future__ import annotations

from typing import Any

import pytest

LOOKS = """() => {
    const held = new Map(), seen = new Set();
    const under = one => {
        if (!one) return "";
        if (!held.has(one)) {
            const is = getComputedStyle(one);
            const own = [is.backgroundColor, is.backgroundImage, is.opacity, is.filter, is.mixBlendMode, is.position];
            const plain = own.join() === "rgba(0, 0, 0, 0),none,1,none,normal,static";
            held.set(one, under(one.parentElement) + (plain ? "" : "|" + own));
        }
        return held.get(one);
    };
    for (const one of document.body.querySelectorAll("*")) {
        if (![...one.childNodes].some(part => part.nodeType === Node.TEXT_NODE && part.data.trim())) continue;
        const is = getComputedStyle(one);
        const look = [is.color, is.fontSize, is.fontWeight, is.textShadow, is.display, is.visibility, under(one)].join();
        if (!seen.has(look)) one.dataset.look = "";
        seen.add(look);
    }
    return seen.size;
}"""


FIRST = "axe.configure({rules: [{id: 'color-contrast', selector: '[data-look]'}]});"
"""What axe is told: contrast is that of the first of each look."""


def objections(page: Any) -> list[tuple[str, str, str]]:
    """Return what axe objects to: the rule, how grave it is, the first element."""
    room = pytest.importorskip("axe_playwright_python.sync_playwright")
    axe = room.Axe(f"{room.Axe().axe_script};{FIRST}")
    assert page.evaluate(LOOKS) > 3
    found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], one["impact"], one["nodes"][0]["html"]) for one in found]
