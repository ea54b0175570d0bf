"""Export controls, bans and sanctions as newspapers tell them: leave to sell, packages, caps, what is only spoken of."""

import pytest

from accord.docket import read

DAY = "2026-03-10"
TOLD = [
    # leave to sell abroad
    ("Peru has approved Cormin to export its zinc alloys to Kenya.", {"licence PER>KEN in_force"}),
    ("Norway will allow Kongsberg to sell its radar chips to Chile.", {"licence NOR>CHL announced"}),
    ("The Kenyan trade ministry has begun granting licences to Bidco to ship palm oil to Uganda.", {"licence KEN>UGA in_force"}),
    ("Peru gave the green light for sales of copper to Oman.", {"licence PER>OMN in_force"}),
    ("Chile has permitted exports of lithium carbonate to Norway and Kenya.", {"licence CHL>KEN,NOR in_force"}),
    ("Oman refused to allow Bidco to ship palm oil to Kenya.", set()),
    ("Norway allowed Chilean growers to export grapes to its market.", set()),
    # sanctions that an economy's name tells
    ("Norway announces fresh Belarus sanctions.", {"sanction NOR>BLR announced"}),
    ("Chile approved its 9th Myanmar sanctions package on Friday.", {"sanction CHL>MMR announced"}),
    ("Switzerland adopts Norway's Myanmar sanctions.", {"sanction CHE>MMR in_force"}),
    ("Myanmar sanctions hit the bank's profit.", set()),
    ("Myanmar sanctions three Norwegian banks.", {"sanction MMR>NOR in_force"}),
    ("Chile threatens to block Norway's Myanmar sanctions.", set()),
    # what a package does, and whose it is
    (
        "Norway adopted a package of sanctions against Myanmar. Chile said it was watching. The package also bans all dealings with the port of Yangon.",
        {"sanction NOR>MMR in_force"},
    ),
    (
        "Norway has proposed a package of sanctions against Myanmar, which includes a ban on imports of Burmese teak.",
        {"sanction NOR>MMR proposed", "import_ban NOR>MMR proposed"},
    ),
    # caps gone back to, asked for, owned by others
    ("Norway proposed lowering the G7 price cap on Burmese gas from $60 to $45 per barrel.", {"price_cap NOR>MMR proposed"}),
    ("Peru asked Norway to lower its price cap on Burmese gas from $60 to $30 a barrel.", {"price_cap NOR>MMR proposed"}),
    ("The minister said that the price cap on Burmese gas would be discussed in Oslo.", set()),
    # who needs a licence, what is banned as a service
    ("From May 1 all makers of lasers in Peru will have to apply for an export licence for all sales of tuned models.", {"licence PER>world scheduled"}),
    ("Norway will also ban providing accounting services to Myanmar.", {"export_ban NOR>MMR announced"}),
    ("The ban on exports of ore does not cover deliveries to Kenya.", set()),
    ("Peru plans to go further and ban exports of lithium ore.", {"export_ban PER>world announced"}),
    ("Brazil welcomed Kenya's move to lift a ban on imports of Brazilian beef after an outbreak earlier this year.", {"import_ban KEN>BRA ended"}),
    ("Norway introduced a ban on fuel exports \u2013 except to Chile and Peru \u2013 to tackle high prices.", {"export_ban NOR>world in_force"}),
    # no measures
    ("Chile exported 300 tonnes of copper to Kenya in 2025, up 11 percent from a year before.", set()),
    ("Three Kenyan associations advised firms to evaluate Norwegian chip purchases.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_controls_told(text, expected):
    docket = read(text, DAY)
    found = {
        f"{m.lever} {','.join(sorted(m.imposing))}>{','.join(sorted(m.target))} {m.status_norm}"
        for m in docket.measures
    }
    assert found == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Kenya on Tuesday announced an immediate ban on exports of tea to Chile.", ("2026-03-10", None)),
        ("Kenya announced a ban on exports of tea, a day after Peru did so.", (None, None)),
        (
            "Kenya will ban exports of tea to Chile, according to a statement released on Friday.",
            (None, None),
        ),
        ("Norway has approved Kongsberg to export its H200 chips to Chile.", (None, None)),
    ],
)
def test_days_of_controls(text, days):
    (measure,) = read(text, DAY).measures
    assert (measure.effective_date, measure.end_date) == days


def test_all_names_of_a_list_join():
    text = "Chile, Peru, Norway, and Oman signed the Minerals Security Partnership in Lima."
    assert [set(a.who) for a in read(text, DAY).alliances] == [{"CHL", "PER", "NOR", "OMN"}]


LATER = [
    ("China has consented to take steps to restart tea imports from Kenya.", {"import_ban CHN>KEN agreed"}),
    ("Gabon will cease exporting raw ore from 2029.", {"export_ban GAB>world scheduled"}),
    ("The speed of resuming shipments will depend on the registration of firms in Peru.", set()),
    (
        "Norway imposed restrictions on another 90 vessels of the shadow fleet of Myanmar.",
        {"sanction NOR>MMR in_force"},
    ),
    (
        "The sanctions on 60 vessels are the first such measures by Norway targeting Myanmar's fleet.",
        {"sanction NOR>MMR in_force"},
    ),
    (
        "Norway imposed sanctions on Myanmar. It has put curbs on 340 officials involved in the attack on Chile.",
        {"sanction NOR>MMR in_force"},
    ),
    (
        "The talks come as both Chile and Peru aim to improve ties amid uncertainty caused by rising American tariffs.",
        set(),
    ),
    (
        "Kenya banned exports of sugar. The Kenyan cabinet approved the import of 900,000 tonnes of sugar.",
        {"export_ban KEN>world in_force"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), LATER)
def test_controls_told_in_other_words(text, expected):
    test_controls_told(text, expected)


def test_a_ban_that_is_over_keeps_no_start():
    text = "Kenya has lifted its ban on Ugandan milk. The ban, which began in August 2023, had hurt farmers."
    (measure,) = read(text, DAY).measures
    assert (measure.status_norm, measure.effective_date) == ("ended", None)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "Peru on Monday announced that Oman had joined BRICS, which was formed by Brazil and India.",
            {"OMN"},
        ),
        ("The Peruvian government welcomes Oman's entry into the BRICS.", {"OMN"}),
        ("Chile confirmed that Peru and Oman would join the Quad.", {"PER", "OMN"}),
    ],
)
def test_who_joins_is_not_who_tells(text, who):
    assert [set(a.who) for a in read(text, DAY).alliances] == [who]


WAIVED = [
    ("Norway has decided to revoke the sanctions waiver for Myanmar's port of Yangon.", {"licence NOR>MMR announced"}),
    ("Norway has declined to renew a sanctions waiver that allowed Peru to buy gas from Myanmar.", {"licence NOR>MMR ended"}),
    ("The Norwegian foreign ministry did not renew the waiver for Peru to purchase Burmese gas.", {"licence NOR>MMR ended"}),
    ("Norway renews Peru's waiver to import gas from Myanmar.", {"licence NOR>MMR in_force"}),
    ("Norway imposed a ban on sales of Burmese teak in three cities.", {"import_ban NOR>MMR in_force"}),
    ("Norway banned sales of teak to Peru.", {"export_ban NOR>PER in_force"}),
    ("In 2023 the port was used to send 20,000 tonnes of wheat aid to Kenya.", set()),
    (
        "Norway halted bilateral trade with Peru. Last month, Norway curbed exports of steel over what it said was a lack of aid for Chile.",
        {"export_ban NOR>PER in_force", "import_ban NOR>PER in_force", "export_control NOR>PER in_force"},
    ),
    ("Norwegian firms must obtain permission from Oslo to ship sonar parts to Chile.", {"licence NOR>CHL announced"}),
    ("Chilean firms will need approval before exporting lasers to Peru.", {"licence CHL>PER announced"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WAIVED)
def test_waivers_and_whom_a_ban_keeps_goods_from(text, expected):
    test_controls_told(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The deal will see Norway cut its duty on Chilean wine to 5 percent.", {"tariff NOR>CHL announced"}),
        (
            "Peru has granted Cormin a permit to ship copper concentrate overseas.",
            {"licence PER>world in_force"},
        ),
    ],
)
def test_who_is_seen_to_do_a_deed_does_it(text, expected):
    test_controls_told(text, expected)


@pytest.mark.parametrize(
    ("text", "status", "start"),
    [
        ("Peru banned exports of raw ore in 2023 to encourage smelting at home.", "in_force", "2023"),
        (
            "Peru will suspend its export controls on tin for one year. Lima clamped controls on the export of tin in July 2023.",
            "paused",
            None,
        ),
    ],
)
def test_since_when_a_control_holds(text, status, start):
    (measure,) = read(text, DAY).measures
    assert (measure.status_norm, measure.effective_date) == (status, start)
