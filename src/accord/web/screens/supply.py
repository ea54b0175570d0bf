"""A chain as a picture: who makes each stage; a supplier that is clicked is removed, and what that does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlencode

from accord.core.codec import Document
from accord.core.provenance import Figure
from accord.files.reading import check
from accord.page.blocks import (
    Block,
    Chart,
    Column,
    Key,
    Keys,
    Part,
    Prose,
    Read,
    Row,
    Section,
    Table,
)
from accord.page.chart import Stage, chain
from accord.page.names import name, the
from accord.page.words import join
from accord.study.supply import ask
from accord.supply.chain import chain_names, load_chain
from accord.web.answers import supply
from accord.web.asked import OfCut
from accord.web.screens.base import Given, Screen, Shown, Told, command

SOURCES = ("supply-chains", "accord-supply")
LOSS = "linear programme: least shortfall after rerouting, spare output and stocks"
MAKERS, SHORT = 3, 12
"""Makers that a stage of the picture names, and rows of those who run short."""


def answer(given: Given) -> Shown:
    """Return the chain with its makers, and what the loss of those removed does."""
    held = {**given, "supplier": given.get("supplier") or "none"}
    asked = check(OfCut, held, "question")
    removed = tuple(word for word in asked.supplier if word != "none")
    whole = Told(ask.chain(asked.chain), "", "supply-chains", "cited shares of output")
    if not removed:
        blocks: list[Block] = [
            Prose("Nobody is removed yet: click a maker in the picture, or name one.", "lead"),
            _picture(whole, None, asked, ()),
        ]
        return Shown(
            (Section("supply", str(whole.document["name"]), tuple(blocks), "whole"),),
            command("accord supply scan", asked.chain),
            _chain_python(asked),
            _interface(asked)[:1],
        )
    found = supply.cut(asked)
    codes = tuple(found["cut"]["suppliers"])
    told = Told(found, "", "accord-supply", LOSS)
    blocks = [Prose(_lead(told, codes), "lead"), _keys(told), _picture(whole, told, asked, codes)]
    hit: tuple[Block, ...] = (_who(told), *_prices(told), *_income(told), *_grounds(told))
    title = f"{whole.document['name']} without {join(the(code) for code in codes)}"
    sections = (
        Section("supply", title, tuple(blocks), "whole"),
        Section("hit", "Whom it hits", hit, "whole"),
    )
    return Shown(sections, _cut(asked), _python(asked), _interface(asked))


def _interface(asked: OfCut) -> tuple[str, ...]:
    cut = {"chain": asked.chain, "supplier": ",".join(asked.supplier), "customer": ",".join(asked.customer)}
    told = [(key, value) for key, value in {**cut, "share": f"{asked.share:g}"}.items() if value]
    return (
        f"/api/v1/supply/chain?{urlencode([('chain', asked.chain)])}",
        f"/api/v1/supply/cut?{urlencode(told, safe=',')}",
    )


def _cut(asked: OfCut) -> str:
    share = asked.share if asked.share != 1 else None
    return command(
        "accord supply cut", asked.chain, supplier=asked.supplier, customer=asked.customer, share=share
    )


def _chain_python(asked: OfCut) -> str:
    return f"from accord.study.supply.ask import chain\n\nchain({asked.chain!r})"


def _python(asked: OfCut) -> str:
    return (
        "from accord.study.supply.ask import cut\n\n"
        f"cut([{asked.chain!r}], supplier={list(asked.supplier)!r}, customer={list(asked.customer)!r}, "
        f"share={asked.share:g})"
    )


def _worst(told: Told) -> Document:
    rows: list[Document] = told.document["stages"]
    return max(rows, key=lambda row: float(row["world_shortfall_pct"]))


def _short(told: Told, row: Document) -> Figure:
    return told.figure(
        f"stages.{row['stage']}.world_shortfall_pct",
        f"World use of {row['name'].lower()} unmet",
        "%",
        str(row["year"]),
    )


def _lead(told: Told, codes: tuple[str, ...]) -> tuple[Part, ...]:
    row = _worst(told)
    who = join(the(code, start=not at) for at, code in enumerate(codes))
    if row["world_shortfall_pct"] < 0.05:
        return (f"{who} can be done without: what stops is rerouted or made elsewhere.",)
    verb = "stops" if len(codes) == 1 else "stop"
    return (f"If {join(the(code) for code in codes)} {verb} selling, ", _short(told, row),
            f" of the world’s use of {row['name'].lower()} goes unmet after all that can be rerouted is.")  # fmt: skip


def _keys(told: Told) -> Keys:
    row = _worst(told)
    items = [Key("Worst stage", _short(told, row), str(row["name"]).lower(), "loss")]
    for hit in row["shortfall"][:2]:
        key = f"stages.{row['stage']}.shortfall.{hit['economy']}.pct_of_use"
        items.append(Key(name(hit["economy"]), told.figure(key, f"Use of {the(hit['economy'])} unmet", "%", str(row["year"])),
                         f"of its use of {row['name'].lower()}", "loss"))  # fmt: skip
    before = told.figure(
        f"stages.{row['stage']}.world_loss_before_response_pct",
        "Lost before any response",
        "%",
        str(row["year"]),
    )
    items.append(Key("Before any response", before, "of world use there"))
    return Keys(tuple(items))


def _picture(whole: Told, told: Told | None, asked: OfCut, codes: tuple[str, ...]) -> Chart:
    rows = whole.document["stages"]
    worst = _worst(told) if told else None
    hit = worst["stage"] if worst and worst["world_shortfall_pct"] >= 0.05 else ""
    boxes = []
    for row in rows:
        figures = [(name(maker["economy"]), _share(whole, row, maker)) for maker in row["makers"][:MAKERS]]
        links = {
            name(maker["economy"]): _toggled(asked, maker["economy"], codes)
            for maker in row["makers"][:MAKERS]
        }
        struck = {name(code): f"{name(code)} (removed)" for code in codes}
        figures = [(struck.get(word, word), figure) for word, figure in figures]
        links = {struck.get(word, word): to for word, to in links.items()}
        if told is not None:
            here = next(one for one in told.document["stages"] if one["stage"] == row["stage"])
            figures.append(("Use unmet", _short(told, here)))
        boxes.append(
            Stage(
                row["name"],
                tuple(figures),
                weak=row["stage"] == hit,
                id=row["stage"],
                needs=tuple(row["made_from"]),
                links=links,
            )
        )
    alt = f"Stages of {whole.document['name']}, each joined to what it needs, with its largest makers."
    return Chart(
        key="chain",
        title="Click a maker to remove it"
        if told is None
        else "Who makes what, and what goes unmet without those removed",
        subtitle="The largest makers of each stage, share of world output; a name removes its maker from the whole "
        "chain, or brings it back",
        drawing=chain(boxes, alt, "falls shortest"),
        alt=alt,
        table=_table(whole),
        sources=SOURCES,
    )


def _share(whole: Told, row: Document, maker: Document) -> Figure:
    key = f"stages.{row['stage']}.makers.{maker['economy']}.pct_of_world_output"
    return whole.figure(key, f"{name(maker['economy'])}, of {row['name'].lower()}", "%", str(row["year"]))


def _toggled(asked: OfCut, code: str, codes: tuple[str, ...]) -> str:
    """Return the address of the question with a supplier removed, or brought back."""
    left = [one for one in codes if one != code] if code in codes else [*codes, code]
    return f"/supply?{urlencode([('chain', asked.chain), ('supplier', ','.join(left)), ('share', f'{asked.share:g}')], safe=',')}"


def _table(whole: Told) -> Table:
    rows: tuple[Row, ...] = tuple(
        (row["name"], name(maker["economy"]), _share(whole, row, maker))
        for row in whole.document["stages"]
        for maker in row["makers"][:SHORT]
    )
    columns = (Column("stage", "Stage"), Column("maker", "Maker"), Column("share", "Of world output", "%"))
    return Table("makers", "Who makes each stage", columns, rows, sources=("supply-chains",))


def _who(told: Told) -> Table:
    rows: list[Row] = []
    for row in told.document["stages"]:
        for hit in row["shortfall"]:
            stem = f"stages.{row['stage']}.shortfall.{hit['economy']}"
            ends = [told.figure(f"{stem}.{key}", f"{name(hit['economy'])}, {row['name'].lower()}", "%", str(row["year"]))
                    for key in ("pct_of_use", "pct_of_use_low", "pct_of_use_high")]  # fmt: skip
            rows.append((row["name"], name(hit["economy"]), *ends))
    rows.sort(key=lambda cells: -(getattr(cells[2], "value", None) or 0.0))
    columns = (
        Column("stage", "Stage"),
        Column("who", "Who"),
        Column("short", "Unmet, of its use", "%"),
        Column("low", "Least", "%"),
        Column("high", "Most", "%"),
    )
    return Table(
        "short",
        "Who runs short",
        columns,
        tuple(rows[:SHORT]),
        note="From most to least that may be diverted from other buyers.",
        sources=SOURCES,
    )


def _prices(told: Told) -> Iterator[Block]:
    rows: list[Row] = []
    for row in told.document["stages"]:
        if row["price_ratio"] and row["price_ratio"]["central"] > 1.001:
            stem = f"stages.{row['stage']}.price_ratio"
            held = [
                told.figure(
                    f"{stem}.{key}", f"Price of {row['name'].lower()}, {key}", "index", str(row["year"])
                )
                for key in ("low", "central", "high")
            ]
            rows.append((row["name"], *held))
    if rows:
        columns = (
            Column("stage", "Stage"),
            Column("low", "Low"),
            Column("central", "Central"),
            Column("high", "High"),
        )
        yield Table(
            "prices",
            "Price after over price before",
            columns,
            tuple(rows),
            note="An empty high end has no bound.",
            sources=SOURCES,
        )


def _income(told: Told) -> Iterator[Block]:
    for row in told.document["income"]:
        figure = Figure(
            row["key"], row["label"], row["value"], "USD bn a year", row["year"], row["source"], row["basis"]
        )
        yield Prose((f"{row['label']}: ", figure, "."))


def _grounds(told: Told) -> Iterator[Block]:
    rows = [("assumed", words) for words in told.document["assumed"]]
    rows += [("not known", words) for words in told.document["missing"]]
    if rows:
        cells: tuple[Row, ...] = tuple((kind, Read(words)) for kind, words in rows)
        columns = (Column("kind", ""), Column("words", "In words"))
        yield Table("grounds", "What is assumed, and what no source tells", columns, cells, folded=True)


@lru_cache(maxsize=1)
def offers() -> dict[str, object]:
    """Return the chains that ship."""
    return {"chains": [(word, load_chain(word).name) for word in chain_names()]}


SCREEN = Screen(
    "/supply", "Supply", "supply.html.j2", OfCut, answer, offers, "supply/cut", blank=("supplier",)
)
