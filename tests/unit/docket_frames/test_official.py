"""Wordings of ministries and their notices: bodies, headings, lists of rates, asides, what is only awaited."""

from __future__ import annotations

import pytest

from accord.docket.read import read


def told(text, source="Wire"):
    docket = read(f"SOURCE: {source}\nDATE: 2026-03-10\n\n{text}\n")
    return [(m.lever, m.value, m.imposing, m.target) for m in docket.measures]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The Ministry of Economy, Trade and Industry of Japan has increased sanctions against Belarus.", [("sanction", None, ("JPN",), ("BLR",))]),
        ("The Department of Commerce of Thailand raised the duty on Chilean wine to 20 percent.", [("tariff", 20, ("THA",), ("CHL",))]),
        ("Gecex approved antidumping rights on imports of yarn from Vietnam.", [("tariff", None, ("BRA",), ("VNM",))]),
        ("The Commission acts.\n\nTyres imported from Thailand\n\nThe duties that the Commission imposed range from 12% to 31%.", [("tariff", 31, ("EU",), ("THA",))]),
        ("Turkey set duties of 8% for exporting producers from Vietnam and 12% for those in Laos.", [("tariff", 8, ("TUR",), ("VNM",)), ("tariff", 12, ("TUR",), ("LAO",))]),
        ("Turkey will impose duties of 30% and 12%, respectively, on Chinese tyres and Indian yarn.", [("tariff", 30, ("TUR",), ("CHN",)), ("tariff", 12, ("TUR",), ("IND",))]),
        ("Surtaxes of 25% and 10% will apply, respectively, to Chilean steel and wine, Peru's finance ministry said.", [("tariff", 25, ("PER",), ("CHL",)), ("tariff", 10, ("PER",), ("CHL",))]),
        ("The ministry will levy a tariff of 15 percent on rice, Kenya said.", [("tariff", 15, ("KEN",), ("world",))]),
        ("Japan widened its export control list by adding nine firms in Iran and Belarus.", [("export_control", None, ("JPN",), ("IRN", "BLR"))]),
        ("Chile extended the duty of 12% on Chilean imports of yarn from Vietnam.", [("tariff", 12, ("CHL",), ("VNM",))]),
        ("Turkey levied duties of 12% on tyres, classified under heading 4011, originating in Thailand.", [("tariff", 12, ("TUR",), ("THA",))]),
        ("Kenya said that if talks fail it will impose a duty of 20% on Ugandan milk.", [("tariff", 20, ("KEN",), ("UGA",))]),
    ],
)  # fmt: skip
def test_who_charges_whom_in_a_notice(text, measures):
    assert told(text) == measures


@pytest.mark.parametrize(
    "text",
    [
        "The ban will stay until Peru drops its duties on Chilean wine.",
        "If Peru finds that Chile has ended its duties on wine, it will respond.",
        "The ministry regretted the failure of each economy to impose a ban on the import of such goods.",
    ],
)
def test_what_is_awaited_found_or_lacking_is_no_measure(text):
    assert told(text) == []


def test_items_of_a_list_are_dated_by_the_line_above():
    text = (
        "Chile's duty rates for goods entered on or after 4 April 2026 shall be:\n\n(a) 15 percent for steel;\n\n"
        "(b) 25 percent for copper."
    )
    docket = read(f"SOURCE: Ministry of Finance of Chile\nDATE: 2026-03-10\n\n{text}\n")
    dated = {(m.value, m.goods[0], m.effective_date) for m in docket.measures if m.effective_date}
    assert dated == {(15, "steel", "2026-04-04"), (25, "copper", "2026-04-04")}


def test_goods_left_unnamed_are_those_they_include():
    docket = read(
        "DATE: 2026-03-10\n\nJapan banned exports to Belarus of many goods, including engines and tools.\n"
    )
    assert docket.measures[0].goods == ("engines", "tools")


def test_letters_in_brackets_end_no_dateline():
    docket = read(
        "DATE: 2026-03-10\n\nU.S. Trade Representative (USTR) proposes to raise the duty on toys to 30%.\n"
    )
    assert [(m.value, m.status_norm) for m in docket.measures] == [(30, "proposed")]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("The U.S. imposed a 25% tariff on exports from Peru.", [("tariff", 25, ("USA",), ("PER",))]),
        ("Chile faces a 15% tariff on exports to Norway.", [("tariff", 15, ("NOR",), ("CHL",))]),
        ("Nairobi said the 50% tariff on exports to Norway hurt its growers.", [("tariff", 50, ("NOR",), ("KEN",))]),
        ("Argentina lowered its tax on exports of soybeans to 24%.", [("export_tax", 24, ("ARG",), ("world",))]),
        ("Export policy of rice is amended from free to prohibited, India's trade ministry said.", [("export_ban", None, ("IND",), ("world",))]),
        ("Chile changed the import policy of laptops from restricted to free.", [("import_restriction", None, ("CHL",), ("world",))]),
        ("Kenya paused for a period of four months all tariffs on Ugandan milk.", [("tariff", None, ("KEN",), ("UGA",))]),
        ("Norway also banned loans to or investment in Belarus.", []),
        ("The regulations prohibit the exportation of arms, engines (of all sizes), alumina and lime to Belarus, Norway said.", [("export_ban", None, ("NOR",), ("BLR",))]),
    ],
)  # fmt: skip
def test_what_is_charged_on_exports_and_what_policies_come_to(text, measures):
    assert told(text) == measures


def test_what_a_proposal_lists_is_proposed():
    text = "The Commission has presented a proposal to protect makers by:\n- doubling the duty on steel to 50%,\n- limiting imports."
    docket = read(f"SOURCE: European Commission\nDATE: 2026-03-10\n\n{text}\n")
    assert [(m.value, m.status_norm) for m in docket.measures if m.value] == [(50, "proposed")]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Chile agreed to buy 30 trucks from Norway in return for lowering its duty on salmon to 5 percent.", ("tariff", 5, ("NOR",), ("CHL",))),
        ("Peru and Norway signed a memorandum in exchange for Norway lowering its tariffs on Peruvian fish to 8 percent.", ("tariff", 8, ("NOR",), ("PER",))),
        ("Peru secured a Norwegian commitment that duties applied to Peruvian exports will be no higher than 6 percent.", ("tariff", 6, ("NOR",), ("PER",))),
        ("Oman decided to impose duties on the imports of the GCC countries of tiles originating from or exported from China.", ("tariff", None, ("OMN",), ("CHN",))),
        ("Norway will continue to suspend 24 percentage points of the additional duty on Chilean fish.", ("tariff", 24, ("NOR",), ("CHL",))),
        ("The 12% duty on goods from Peru will continue to be suspended, Chile said.", ("tariff", 12, ("CHL",), ("PER",))),
        ("Kenya imposed an anti-dumping tax of 9 per cent on yarn, whether dyed or not, originating from Vietnam.", ("tariff", 9, ("KEN",), ("VNM",))),
    ],
)  # fmt: skip
def test_who_charges_whom_in_exchange_and_on_whose_imports(text, measures):
    assert measures in told(text)


def test_what_partners_agree_to_falls_on_who_publishes_it():
    text = (
        "Chile, Norway and the United States have reached a framework agreement.\n\n"
        "- Chile and Norway will remove tariffs on nuts and whiskey.\n"
    )
    docket = read(
        f"TITLE: The United States, Chile and Norway Reach a Deal\nSOURCE: White House\nDATE: 2026-03-10\n\n{text}"
    )
    assert [(m.imposing, m.target) for m in docket.measures] == [(("CHL", "NOR"), ("USA",))]


def test_duties_in_the_title_of_an_order_are_none():
    text = "In Executive Order 12 of April 2, 2025 (Regulating Imports With a Reciprocal Tariff on Chilean Goods), I found a threat."
    assert told(text, "White House") == []
