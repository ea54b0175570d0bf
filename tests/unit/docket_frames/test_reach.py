"""What a measure falls on: lists before a date, rates that share their goods, compounds, what a pronoun stands for."""

import pytest

from accord.docket import read

DAY = "2026-02-10"


def told(text):
    return [(m.value, m.imposing, m.target, m.goods) for m in read(text, DAY).measures]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Norway threatened duties of 30 percent on goods from Chile and Peru from May 1, and Kenya protested.",
            [(30, ("NOR",), ("CHL", "PER"), ())],
        ),
        (
            "Kenya raised its duty on used cars from Japan to 40 percent, or at least $900 a car.",
            [(40, ("KEN",), ("JPN",), ("used cars",))],
        ),
        (
            "Norway imposes a tariff of 25 percent on light- and heavy-duty lorries.",
            [(25, ("NOR",), ("world",), ("light- and heavy-duty lorries",))],
        ),
        (
            "Norway quadrupled the duty on Chilean salmon to 100 percent and doubled that on copper to 50 percent.",
            [(100, ("NOR",), ("CHL",), ("salmon",)), (50, ("NOR",), ("CHL",), ("copper",))],
        ),
        (
            "The levy on Chilean salmon, which the Norwegian minister first floated in May, is to be 25 percent.",
            [(25, ("NOR",), ("CHL",), ("salmon",))],
        ),
        (
            "Chile's salmon, Peru's copper and Kenya's tea will enter Norway without paying duty.",
            [(0, ("NOR",), ("CHL", "PER", "KEN"), ("salmon", "copper", "tea"))],
        ),
        (
            "Norway put a duty of 12 percent on Chilean cheese; the same duty will apply to cheese from Peru.",
            [(12, ("NOR",), ("CHL",), ("cheese",)), (12, ("NOR",), ("PER",), ("cheese",))],
        ),
    ],
)
def test_goods_and_targets_of_a_sentence(text, found):
    assert told(text) == found


def test_products_of_a_list_bear_the_duty_and_charge_nobody():
    text = "Effective May 1, products of Chile, Peru and Kenya shall be subject to an additional duty of 30 percent."
    ((_, imposing, target, _),) = told(text)
    assert imposing == ()
    assert set(target) == {"CHL", "PER", "KEN"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Norway will cut its duty on imports from Chile to 9 percent, except for certain goods of a list, which will receive a zero duty.",
            [(9, ("NOR",), ("CHL",), ()), (0, ("NOR",), ("CHL",), ())],
        ),
        (
            "Norway will set up a mechanism that will allow for certain apparel from Chile to receive a zero tariff rate.",
            [(0, ("NOR",), ("CHL",), ("apparel",))],
        ),
        (
            "Chile will provide preferential market access for Norwegian goods, including cheese and salmon.",
            [(None, ("CHL",), ("NOR",), ("cheese", "salmon"))],
        ),
        (
            "Norway set duties at $199 a tonne for resins of Chilean origin and at $238 a tonne for those of Peruvian origin.",
            [(199, ("NOR",), ("CHL",), ("resins",)), (238, ("NOR",), ("PER",), ("resins",))],
        ),
        (
            "Norway approved definitive anti-dumping duties, for five years, on imports of steel sheets originating in"
            " Chile and on imports of copper wire originating in Peru and Kenya.",
            [
                (None, ("NOR",), ("CHL",), ("steel sheets",)),
                (None, ("NOR",), ("PER", "KEN"), ("copper wire",)),
            ],
        ),
    ],
)
def test_what_is_let_in_and_several_things_told_on(text, found):
    assert told(text) == found


def test_the_rate_on_goods_is_a_duty_of_the_scheme_told_before():
    told = read(
        "SOURCE: Ministry of Commerce, Chile\nDATE: 2026-06-01\n\nChile will raise its tariffs on $9 billion of imports from Peru. "
        "Ministers spoke of unfair practices.\n\nSemiconductors\n\nThe rate on semiconductors will rise from 25% to 50% by 2027. "
        "Chile spends much on its own plants.\n\nSolar cells\n\nThe rate on solar cells will increase from 25% to 60% in 2027."
    )
    found = {(m.value, m.previous_value, m.imposing, m.target, m.goods) for m in told.measures if m.value}
    assert found == {
        (50, 25, ("CHL",), ("PER",), ("semiconductors",)),
        (60, 25, ("CHL",), ("PER",), ("solar cells",)),
    }


def test_the_rate_on_loans_is_no_duty():
    told = read(
        "Chile raised its tariffs on Peruvian tea on Monday. The rate on mortgages rose from 4% to 5%.",
        "2026-06-01",
    )
    assert not [m for m in told.measures if m.value]


GOODS = [
    ("Chile published a list of Kenyan flowers on which a duty of 8 percent will be charged from 1 May.", [("flowers",)]),
    (
        "Peru put 40 percent on Omani barley.\n\nOman wants other curbs to go, beginning with those on dates, on which Peru levied duties of 90%.",
        [("barley",), ("dates",)],
    ),
    ("Ecuador will loosen its control of banana exports in June to help local packers.", [("banana",)]),
    ("Kenya's quota of sugar for Uganda was raised to 90,000 tonnes.", [("sugar",)]),
    ("Peru put a duty of 30 percent on everything from Bolivia, textiles and toys included.", [("textiles", "toys")]),
    ("The duty of 12 percent on Chilean goods, copper excluded, starts in May.", [()]),
    ("Kenya imposed duties of 12 percent on goods from Hoa Phat, Nam Kim and their affiliates in Vietnam.", [()]),
    ("Norway put a duty of 9 percent on tyres made by Habas and other firms in Turkey.", [("tyres",)]),
    ("Oman imposed export controls to limit Peru's access to advanced sensors, which can be used to make weapons.", [("advanced sensors",)]),
    ("Kazakhstan barred the export of nine vegetables: among them are onions, cabbage and carrots.", [("vegetables", "onions", "cabbage", "carrots")]),
    ("Zambia has banned the import of several crops. The list covers maize, groundnuts and soya.", [("crops", "maize", "groundnuts", "soya")]),
    ("Kenya raised the duty on farm products: the minister said the budget and the debt left no choice.", [("farm products",)]),
    ("Norway imposed sanctions on 27 Libyan ships which it says carry arms.", [("ships",)]),
    ("Norway put 16 people on its sanctions list.\n\nThe package is to make existing sanctions harder to evade.", [()]),
    ("The court left alone the 5 percent tariff on all goods from Peru. It struck down the 5 percent duty on cars.", [(), ("cars",)]),
    ("Oman will invest $12 billion in a tourism and farming project on Morocco's northern coast.", [("tourism", "farming")]),
    ("Oman will invest $9 billion in new projects in Morocco.", [()]),
    ("Norway cut duties on shoes to 9 percent.\n\nThe average for fridges falls to 8 percent.", [("shoes",), ("fridges",)]),
    ("Kenya put a duty of 9 percent on tea and dates.\n\nA week before, it had cut to 5 percent a duty on many of the same products.", [("tea", "dates"), ("tea", "dates")]),
    ("Zambia suspended exports of maize.\n\nMalawi did the same for soya.", [("maize",), ("soya",)]),
    ("Zambia suspended exports of maize.\n\nMalawi did the same.", [("maize",), ("maize",)]),
    ("Norway kept its 25 percent duty on Chilean copper.\n\nIt removed the other duties on Monday.", [("copper",), ()]),
    ("Oman restored import permits for Brazilian coffee exporters.", [("coffee",)]),
    ("Swiss watchmakers are hit by the 39 percent tariff that Norway imposed in August.", [()]),
    ("Oman cleared 5 billion euros in state aid for a tyre factory.", [("tyre",)]),
    ("Norway set a domestic price ceiling of $70 a tonne for coal sold to utilities.", [("coal",)]),
    ("New sanctions by Norway target 30 ships, six Libyan banks and four people.", [("ships",), ("banks",)]),
    ("The EU's 20th package targets 45 ships of the so-called shadow fleet.", [("ships", "shadow fleet")]),
    (
        "Oman put controls on exports of three minerals.\n\nThe three minerals are tin, a soft metal; zinc; and cobalt, which goes into batteries.",
        [("minerals", "tin", "zinc", "cobalt")],
    ),
    ("Kenya imposed a 5 percent duty to offset Oman's unfair treatment of Kenyan tea and flowers.", [()]),
    ("Oman allowed firms that use more Omani copper and zinc to pay a duty of 9 percent on machines.", [("machines",)]),
    ("Norway agreed to a gradual ban on the purchase by member countries of certain kinds of Omani tin.", [("tin",)]),
    ("Norway imposed duties on all countries.\n\nIts duties on cheese and butter stay in force.", [(), ("cheese", "butter")]),
    ("Items with the following features may not be exported without permission.", [()]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "goods"), GOODS)
def test_goods_are_those_of_the_measure_itself(text, goods):
    assert [m.goods for m in read(text, DAY).measures] == goods
