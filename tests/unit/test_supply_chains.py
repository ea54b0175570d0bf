"""Chain files: the shipped ones are sound, and each kind of mistake gets one clear sentence."""

import pytest

from accord.core.errors import InputError
from accord.study.supply.cut import cut_report
from accord.supply.chain import chain_names, load_chain, parse_chain
from accord.supply.disruption import Cut, cut
from accord.supply.exposure import inside_share, single_points, sources, upstream
from accord.supply.network import networks

GOOD = """
id: toy
name: Toy
stages:
  - id: ore
    name: Ore
    unit: t
    output: [{economy: CHN, share_pct: 60, year: 2023, source: toy}]
  - id: metal
    name: Metal
    unit: t
    made_from: [ore]
    output: [{economy: IND, share_pct: 60, year: 2023, source: toy}]
"""


@pytest.mark.parametrize("name", chain_names())
def test_shipped_chains_balance_and_cite(name):
    chain = load_chain(name)
    for network in networks(chain):
        assert network.supply.sum() == pytest.approx(1, abs=1e-9)
        assert network.use.sum() == pytest.approx(1, abs=1e-9)
        assert network.flows.min() >= 0
        assert network.stage.unit
        for entry in (
            *network.stage.output,
            *network.stage.use,
            *network.stage.announced,
            *network.stage.straight,
        ):
            assert entry.source
            assert entry.confidence in {"H", "M", "L"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("made_from: [ore]", "made_from: [ore, metal]", "stage 'metal' is made from itself, which is"),
        (
            "unit: t\n    output",
            "unit: t\n    made_from: [metal]\n    output",
            "stages 'ore' and 'metal' are made from each other, which is a cycle",
        ),
        ("source: toy}]\n  - id", "source: toy, confidence: Z}]\n  - id", "confidence 'Z' is not H, M or L"),
        ("2023, source: toy}]\n  - id", "3023, source: toy}]\n  - id", "3023 is not a year from"),
        (
            "unit: t\n    made",
            "unit: t\n    spare_pct: {value: 500, year: 2023, source: toy}\n    made",
            "spare_pct: a share of 500 % is not between",
        ),
        ("economy: IND, share_pct: 60", "economy: IND, share_pct: 160", "a share of 160 % is not between"),
        (
            "made_from: [ore]",
            "straight: [{economy: IND, supplier: CHN, share_pct: 120, of: use, year: 2023, source: toy}]",
            "straight, IND: a share of 120.0 % is not between",
        ),
        ("made_from: [ore]", "straight: [{economy: IND, supplier: CHN}]", "an entry has no share_pct"),
        (
            "60, year: 2023, source: toy}]\n  - id",
            "60, year: 2023, source: toy}, {economy: USA, share_pct: 50, year: 2023, source: toy}]\n  - id",
            "the shares sum to 110.0 %, more than 100 %",
        ),
        ("economy: IND", "economy: INX", "unknown economy 'INX' .did you mean .*IND"),
        ("    unit: t\n    made_from", "    made_from", "stage 'metal' has no unit"),
        ("made_from: [ore]", "made_from: [oar]", "unknown stage 'oar' .did you mean ore"),
        ("made_from: [ore]", "madefrom: [ore]", "unknown key of a stage 'madefrom' .did you mean made_f"),
        ("source: toy}]\n  - id: metal", "source: }]\n  - id: metal", "needs a year and a source"),
        ("id: metal", "id: ore", "the stage 'ore' is there twice"),
        ("economy: CHN, share_pct: 60", "economy: CHN, amount: 60", "needs the stage's world quantity"),
        ("id: toy", "id: [", "not valid YAML or JSON in line"),
    ],
)  # fmt: skip
def test_mistakes_get_one_sentence(old, new, words):
    assert old in GOOD
    with pytest.raises(InputError, match=words) as caught:
        parse_chain(GOOD.replace(old, new), "toy.yml")
    assert "toy.yml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_user_file_is_read_and_a_missing_one_is_named(tmp_path):
    path = tmp_path / "mine.yml"
    path.write_text(GOOD, encoding="utf-8")
    assert [stage.id for stage in load_chain(str(path)).stages] == ["ore", "metal"]
    with pytest.raises(InputError, match="there is no such file"):
        load_chain(str(tmp_path / "absent.yml"))
    with pytest.raises(InputError, match="did you mean gallium"):
        load_chain("galium")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (Cut(("XXX",)), "unknown supplier 'XXX'"),
        (Cut(("CHN",), ("XXX",)), "unknown customer 'XXX'"),
        (Cut(("CHN",), stages=("oar",)), "unknown stage 'oar'"),
        (Cut(("CHN",), share=2), "not between 0 and 1"),
        (Cut(("CHN",), start="soon"), "'soon' is not a day"),
        (Cut(("CHN",), ("USA", "CHN")), "China is both supplier and customer"),
    ],
)
def test_a_wrong_cut_is_refused(event, words):
    with pytest.raises(InputError, match=words):
        cut(load_chain("gallium"), event)


def test_what_the_tables_do_not_know_is_told_with_its_place():
    trade = "trade: {year: 2023, content: {'999999': 0.5}}\n    made_from"
    with pytest.raises(InputError, match=r"chain toy, stage metal: .*HS 1992 code '999999'"):
        networks(parse_chain(GOOD.replace("made_from", f"world: 100\n    {trade}"), "toy.yml"))
    with pytest.raises(InputError, match=r"stage metal: trade in HS 999999 needs the stage's world quantity"):
        networks(parse_chain(GOOD.replace("made_from", trade), "toy.yml"))


def test_a_customer_without_recorded_use_is_told_not_counted_as_whole():
    report = cut_report(load_chain("rare-earths"), Cut(("CHN",), ("JPN",)))
    assert any("no source gives the use of Japan" in sentence for sentence in report.missing)
    assert not any(
        "the use of" in s for s in cut_report(load_chain("gallium"), Cut(("CHN",), ("USA",))).missing
    )


def test_behind_refined_cobalt_stands_the_congo():
    chain = load_chain("cobalt")
    refined = networks(chain)[1]
    assert upstream(chain, "refined", "USA")["mined"]["COD"] > 0.5
    assert all(item.economy != "COD" or item.made < 0.05 for item in sources(refined, "USA"))
    assert 0 < inside_share(refined, "USA", ("CAN", "FIN")) < 1


def test_single_points_of_the_silicon_chain():
    found = {(stage, economy) for stage, economy, _ in single_points(load_chain("silicon"))}
    assert {("lithography", "NLD"), ("fab-leading", "TWN"), ("quartz", "USA")} <= found
