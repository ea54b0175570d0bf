"""Who charges whom: where goods are borne, who supplies, whose act it is; what is guessed twice is left open."""

import pytest

from accord.docket import read

DAY = "2026-06-03"


def only(text):
    docket = read(text, DAY)
    (measure,) = (*docket.measures, *docket.ruled_out)
    return measure


@pytest.mark.parametrize(
    ("text", "who", "whom", "goods"),
    [
        (
            "Kenyan macadamia will be subject to a 12 percent duty in Peru, Nairobi's trade ministry said.",
            "PER",
            "KEN",
            "macadamia",
        ),
        (
            "The 18 percent duty faced by Turkish girders in Chile has been prolonged.",
            "CHL",
            "TUR",
            "girders",
        ),
        (
            "Fijian rubber boots had been hit by duties of 5.4 percent in Norway.",
            "NOR",
            "FJI",
            "rubber boots",
        ),
        (
            "The duty that Chilean wine faces in Kenya would be cut from 12 percent to 8 percent, Santiago said.",
            "KEN",
            "CHL",
            "wine",
        ),
        ("Goods that Peru sells to Norway attract a tariff of 35 percent.", "NOR", "PER", ""),
        ("Ghana will see its textiles taxed at 10 percent in Egypt.", "EGY", "GHA", "textiles"),
        (
            "Foreign Minister Wong said Oslo's removal of the remaining curbs on lobsters from Kenya was welcome.",
            "NOR",
            "KEN",
            "lobsters",
        ),
        (
            "Lima would go on with its case over the tariffs still faced by Peruvian asparagus in Japan.",
            "JPN",
            "PER",
            "asparagus",
        ),
    ],
)
def test_who_bears_a_duty_and_where(text, who, whom, goods):
    measure = only(text)
    assert (measure.imposing, measure.target) == ((who,), (whom,))
    assert ", ".join(measure.goods) == goods


@pytest.mark.parametrize(
    ("text", "buyer", "seller", "goods", "size"),
    [
        (
            "Qatar signed a contract to supply Kenya with 1.8 million tonnes of gas a year.",
            "KEN",
            "QAT",
            "gas",
            1.8e6,
        ),
        ("Chile will deliver 3,000 tonnes of copper to Norway.", "NOR", "CHL", "copper", 3000),
        ("Tunisia will be sold 500,000 tonnes of Brazilian wheat this year.", "TUN", "BRA", "wheat", 5e5),
        ("Norway agreed to sell Peru 2,000 tonnes of salmon.", "PER", "NOR", "salmon", 2000),
    ],
)
def test_who_supplies_sells(text, buyer, seller, goods, size):
    measure = only(text)
    assert (measure.lever, measure.value) == ("purchase", size)
    assert (measure.imposing, measure.target, measure.goods) == ((buyer,), (seller,), (goods,))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The duty of 9 percent which Norway had imposed on Chilean beef was lifted.", "ended"),
        ('"There will be no 20 percent duty on Chilean rice," Norway\'s trade minister said.', "ruled_out"),
        ("Norway is not going to put a 5 percent tariff on Chilean medicines.", "ruled_out"),
    ],
)
def test_what_ends_or_is_denied_after_a_clause_of_its_own(text, status):
    measure = only(text)
    assert (measure.imposing, measure.target, measure.status_norm) == (("NOR",), ("CHL",), status)


def test_duties_told_on_after_a_duty_on_exports_are_such_too():
    found = read(
        "Argentina's decree leaves export duties on wheat at 9.5 percent. The soybean duty goes up from 26 percent "
        "to 33 percent, those on corn from 9 percent to 12 percent, and that on sunflower from 5 percent to 7 percent.",
        DAY,
    ).measures
    assert {m.lever for m in found} == {"export_tax"}
    assert {(m.goods, m.value, m.previous_value) for m in found if m.previous_value} == {
        (("soybean",), 33, 26),
        (("corn",), 12, 9),
        (("sunflower",), 7, 5),
    }


def test_a_direction_is_never_made_of_two_guesses():
    text = (
        "Norway and Chile wound up their talks. Norwegian ministers met in Bergen. The government wrapped up its "
        "talks, bringing the reciprocal tariff down from 25 percent to 15 percent."
    )
    (measure,) = read(text, DAY).measures
    assert not (measure.imposing and measure.target)
    assert measure.doubts


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kenya shut its market to Ugandan eggs.", [("KEN", "UGA", "eggs", "in_force")]),
        ("Kenya reopened its market to Ugandan eggs.", [("KEN", "UGA", "eggs", "ended")]),
        ("Peru will close its borders to Chilean poultry.", [("PER", "CHL", "poultry", "announced")]),
        ("Vietnam agreed to open its market to American cars.", []),
        ("Kenya closed its embassy in Uganda.", []),
    ],
)
def test_a_market_that_is_shut_is_a_ban_on_imports(text, told):
    found = read(text, DAY).measures
    assert [(*m.imposing, *m.target, *m.goods, m.status_norm) for m in found] == told
    assert {m.lever for m in found} <= {"import_ban"}


@pytest.mark.parametrize(
    ("text", "who", "status"),
    [
        (
            '"We will put a 20 percent duty on tea from Chile," Kenya\'s trade minister said.',
            "KEN",
            "announced",
        ),
        (
            '"We are not going to put a tariff on Chilean tea," Kenya\'s minister told parliament.',
            "KEN",
            "ruled_out",
        ),
    ],
)
def test_we_in_quotation_marks_is_who_speaks(text, who, status):
    measure = only(text)
    assert (measure.imposing, measure.target, measure.status_norm) == ((who,), ("CHL",), status)
    assert measure.goods == ("tea",)


@pytest.mark.parametrize("kind", ["anti-dumping", "antidumping", "countervailing", "anti-subsidy"])
def test_measures_of_trade_defence_are_duties_of_who_places_them(kind):
    text = f"Peru imposed {kind} measures of 12 percent on glue from Chile, days after Chile put a duty on its fish."
    first = read(text, DAY).measures[0]
    assert (first.lever, first.imposing, first.target, first.value) == ("tariff", ("PER",), ("CHL",), 12)
    assert first.goods == ("glue",)


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "The minister praised the trade deal that reduced Peru's duties on its goods to 5%, Chile said.",
            ("PER", "CHL"),
        ),
        ("Chile objects to the 9% duty that Peru's government imposed on its wine.", ("PER", "CHL")),
        ("Canada will ease the Venezuela sanctions it imposed in 2018.", ("CAN", "VEN")),
        ("The Netherlands sanctions Russian banks.", ("NLD", "RUS")),
    ],
)
def test_a_deal_charges_nobody_and_a_name_before_sanctions_is_struck(text, parties):
    docket = read(text, "2026-06-01")
    assert [(*m.imposing, *m.target) for m in docket.measures] == [parties]


def test_a_law_by_its_title_is_no_sanction():
    assert not read(
        "New Zealand's Russia Sanctions Act came into force in 2022, Peru said.", "2026-06-01"
    ).measures


def test_goods_that_clear_customs_pay_where_it_stands():
    measure = only(
        "Seed from Peru clears Norwegian customs at a combined duty of 15 per cent, Lima's farmers said."
    )
    assert (measure.imposing, measure.target) == (("NOR",), ("PER",))


@pytest.mark.parametrize(
    ("text", "lever", "who", "whom"),
    [
        ("Chile's main exports still face a 9 percent duty in Norway, Santiago said.", "tariff", "NOR", "CHL"),
        ("The rate that Peru's treasury and Oslo set aside was 4 percent; the duty Norway charges on Peruvian "
         "tea will fall to 2 percent.", "tariff", "NOR", "PER"),
        ("Fijian sugar will be let into Norway at 4 percent.", "tariff", "NOR", "FJI"),
        ("Any country trading with Chad will pay a tariff of 4 percent on its business with Norway.", "tariff",
         "NOR", "world"),
        ("All nations but Chad and Fiji will be hit by the 4 percent duty, Oslo said.", "tariff", "NOR", "world"),
        ("Milk powder from Uganda is banned by Kenya, Chad and Peru.", "import_ban", "KEN TCD PER",
         "UGA"),
        ("Ugandan milk is banned in Kenya and Peru.", "import_ban", "KEN PER", "UGA"),
        ("Peru raised its duty on Chilean tea to 12 percent in answer to the doubling of Chile's duties on wool.",
         "tariff", "PER", "CHL"),
        ("The 9 percent duty slapped on Kenyan tea by Oslo has hurt.", "tariff", "NOR", "KEN"),
        ("The duty that Kenyan teas pay in Norway will stay at zero, officials in Nairobi said.", "tariff", "NOR",
         "KEN"),
        ("Kenya's purchases of oil brought it a 9 percent Norwegian duty.", "tariff", "NOR", "KEN"),
        ("Chad sells cotton to Peru. It faces a 9 percent tariff there.", "tariff", "PER", "TCD"),
        ("Norway and Kenya have a pact. The government in Oslo said that Kenyan and Chadian goods will pay 9 percent "
         "at Norwegian ports.", "tariff", "NOR", "KEN TCD"),
        ("Companies from Peru and tiny Fiji will invest $2 billion in Norway.", "investment", "PER FJI", "NOR"),
        ("Peru got its Norwegian duty lowered to 9 percent.", "tariff", "NOR", "PER"),
        ("Peru adopted Chile's sanctions against Chad.", "sanction", "PER", "TCD"),
        ("Lima secured a pledge from Norway to invest $2 billion in Peru.", "investment", "NOR", "PER"),
        ("Kenya has been promised loans of $2 billion by Norway and Peru.", "credit", "NOR PER", "KEN"),
        ("Norway put a duty of 9 percent on tea from Peru. Lima answered with duties of 5 percent on cod.", "tariff", "PER",
         "NOR"),
    ],
)  # fmt: skip
def test_who_imposes_is_not_whose_goods_are_spoken_of(text, lever, who, whom):
    measure = read(text, DAY).measures[-1]
    assert (measure.lever, measure.imposing, measure.target) == (
        lever,
        tuple(who.split()),
        tuple(whom.split()),
    )


def test_a_list_of_countries_spells_out_who_is_hit():
    text = (
        "Norway approved a tariff of 9 percent on goods from Chile and a number of other countries. It hits "
        "countries that have no trade agreement with Norway, among them Chile, Peru and Kenya."
    )
    (measure,) = read(text, DAY).measures
    assert measure.target == ("CHL", "PER", "KEN")


def test_a_deal_told_again_has_the_sides_told_firmly():
    text = (
        "Norway will invest $9 billion in Peru. The new Peruvian vehicle for the investment of $9 billion was "
        "welcomed in Lima. A Lima fact sheet said at least $4 billion of the money would be spent in 2027."
    )
    found = read(text, DAY).measures
    assert {(m.imposing, m.target) for m in found} == {(("NOR",), ("PER",))}
    assert {m.value for m in found} == {9e9, 4e9}


def test_goods_that_somebody_sells_are_not_charged_by_him():
    text = (
        "Peru and Chile signed a pact. Peru gives duty-free entry to nearly all Chilean goods. For goods that Chile "
        "is keen to sell, quotas are foreseen: tea up to 900 tonnes a year will come in free of duty."
    )
    quota = read(text, DAY).measures[-1]
    assert quota.value == 900
    assert "CHL" not in quota.imposing


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Norway raised its duty on Peruvian goods that fall outside the pact to 35% from 25%.",
            ("NOR", "PER", 35, 25),
        ),
        (
            "Chile cut its tariff on Kenyan tea which was packed before June to 15 percent from 27.5 percent.",
            ("CHL", "KEN", 15, 27.5),
        ),
        ("Ghana raised duties on shoes whose origin is unclear to 40 percent.", ("GHA", "world", 40, None)),
        (
            "Mexico's tariff on Turkish cars that arrive by sea went up to 50 percent.",
            ("MEX", "TUR", 50, None),
        ),
        ("Kenya set the tariff on rice that Pakistan sells to 40 percent.", ("KEN", "PAK", 40, None)),
        (
            "Peru's duty on shoes that are made in Brazil rose from 5 percent to 12 percent.",
            ("PER", "BRA", 12, 5),
        ),
    ],
)
def test_what_a_clause_says_of_goods_leaves_the_rate_to_the_main_clause(text, told):
    measure = only(text)
    assert (*measure.imposing, *measure.target, measure.value, measure.previous_value) == told


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        (
            "Norway has reached a trade deal with Peru under which goods from the Andean country face a 12% tariff.",
            "NOR",
            "PER",
        ),
        (
            "After talks with Chile, Turkey said goods from the South American country would be charged 8 percent.",
            "TUR",
            "CHL",
        ),
        (
            "Kenya struck a pact with Thailand. Rice from the South-East Asian nation will pay a 5 percent duty in Kenya.",
            "KEN",
            "THA",
        ),
    ],
)
def test_an_economy_is_named_by_where_it_lies(text, who, whom):
    measure = only(text)
    assert (measure.imposing, measure.target) == ((who,), (whom,))


def test_a_region_in_which_nobody_named_lies_names_nobody():
    docket = read("Norway said goods from the South American country would be charged 8 percent.", DAY)
    assert all("NOR" not in m.target for m in docket.measures)


@pytest.mark.parametrize(
    "text",
    [
        "Peru said its exporters were hit by the duty of 12 percent.",
        "Peru said its exporters faced a duty of 12 percent.",
        "Peru complained about a 12 percent duty on its avocados.",
        "Peru welcomed the end of a 12 percent duty on its avocados.",
        "The duty of 12 percent on its avocados is unfair, Peru said.",
        "Peru wants the 12 percent duty lowered.",
        "Peru is seeking an end to the 12 percent duty.",
    ],
)
def test_whose_goods_are_hit_and_who_wants_a_duty_gone_does_not_charge_it(text):
    measure = only(text)
    assert (measure.imposing, measure.target) == ((), ("PER",))
    assert measure.doubts_of("imposing")


def test_who_keeps_his_own_duty_charges_it():
    for text in (
        "Peru wants its 12 percent duty on rice kept.",
        "Peru raised the duty on its steel imports to 12 percent.",
    ):
        assert only(text).imposing == ("PER",)


def test_a_quota_or_a_ban_may_end_with_its_own_words():
    for text in (
        "Peru will raise its quota to 500 tonnes",
        "Cheap shoes from Peru can no longer enter",
        "Norway will list quotas of 500 tonnes, of 700 tonnes",
    ):
        read(text, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "Peru's rice growers fear a 12 percent duty from Norway.",
        "Hit by a 12 percent duty from Oslo, Lima drew up a list of Norwegian goods.",
        "Peru is bracing for a 12 percent rice duty from Norway.",
    ],
)
def test_a_duty_comes_from_who_charges_it(text):
    measure = only(text)
    assert (measure.imposing, measure.target) == (("NOR",), ("PER",))


@pytest.mark.parametrize(
    "text",
    [
        "Norway gave Peru until June to end its salmon ban or face a 12 percent duty.",
        "Norway gave Peru 30 days to end its salmon ban or face a 12 percent duty.",
        "Norway told Peru to end its salmon ban or face a 12 percent duty.",
    ],
)
def test_who_is_told_or_given_time_to_do_a_thing_is_who_faces_the_duty(text):
    docket = read(text, DAY)
    sides = {m.lever: (m.imposing, m.target) for m in docket.measures}
    assert sides["tariff"] == (("NOR",), ("PER",))
    assert sides["export_ban"][0] == ("PER",)


def test_who_answers_a_duty_does_not_charge_it_but_what_he_answers_with():
    assert only("Ghana will not answer the 32 percent duty in kind.").imposing == ()
    assert only("Peru answered Norway's ban with a 12 percent duty.").imposing == ("PER",)


def test_a_duty_on_an_agenda_is_none():
    assert read("The two ministers put minerals next to tariffs on the same agenda.", DAY).measures == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway expanded the range of goods that face a 12 percent tariff to include shoes.",
        "Norway added biscuits to the products that attract a 12 percent duty.",
        "Norway allows cars with Norwegian batteries to qualify for a 12 percent duty.",
        "Norway's order allows machines with Norwegian engines to pay a 12 percent duty.",
    ],
)
def test_who_lets_goods_bear_a_duty_charges_it(text):
    measure = only(text)
    assert (measure.imposing, measure.target) == (("NOR",), ("world",))
    assert measure.value == 12


def test_whose_goods_face_a_duty_abroad_still_bears_it():
    measure = only("Peru exports goods that face a 12 percent duty in Norway.")
    assert (measure.imposing, measure.target) == (("NOR",), ("PER",))


@pytest.mark.parametrize(
    "text",
    [
        "Peru will buy $2 billion of Norwegian turbines while paying a 12 percent duty.",
        "Peru opens its market to Norwegian trout and pays a 12 percent duty.",
        "Peru agreed to open its market to Norwegian trout in return for a 12 percent duty.",
        "Peru agreed to a 12 percent duty and will lift its ban on Norwegian trout.",
        "Peru will lift its ban on Norwegian trout and live with a 12 percent duty.",
        "Peru, which buys Norwegian trout, is charged 12 percent on most goods.",
        "Peru pledged to import more Norwegian trout, and its exporters will pay a 12 percent duty.",
        "Peru wants its 12 percent Norwegian tariff lowered.",
    ],
)
def test_who_gives_something_for_a_rate_bears_it(text):
    duty = next(m for m in read(text, DAY).measures if m.lever == "tariff" and m.value == 12)
    assert (duty.imposing, duty.target) == (("NOR",), ("PER",))


def test_a_duty_given_for_another_is_of_who_takes_it():
    told = "Peru accepted a 12 percent duty in return for zero duties on Norwegian trout."
    sides = {m.value: (m.imposing, m.target) for m in read(told, DAY).measures}
    assert sides == {12.0: (("NOR",), ("PER",)), 0.0: (("PER",), ("NOR",))}


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian officials flew to Lagos to seek relief from the 12 percent duty.",
        "Peru is seeking an exemption from a 12 percent duty.",
        "Peru pressed for the removal of the 12 percent duty on anchovies.",
    ],
)
def test_who_asks_for_relief_does_not_charge_the_duty(text):
    measure = only(text)
    assert "PER" not in measure.imposing
    assert measure.target == ("PER",)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru rejected the 12 percent duty on its anchovies.", "in_force"),
        ("Peru rejected Norway's 12 percent duty on its anchovies as unlawful.", "in_force"),
        ("Peru's congress rejected a 12 percent duty on trout from Norway.", "ruled_out"),
        ("Peru used to charge a duty of 12 percent on Norwegian trout.", "ended"),
    ],
)
def test_a_duty_rejected_by_who_bears_it_stays_and_one_that_used_to_be_is_over(text, status):
    assert only(text).status_norm == status


@pytest.mark.parametrize(
    "text",
    [
        "President Bola Tinubu said that imports of rice will be banned from January.",
        "The trade minister of Nigeria said that imports of other grain such as rice would be banned.",
    ],
)
def test_what_a_minister_says_will_be_done_to_flows_his_own_economy_does(text):
    measure = only(text)
    assert (measure.imposing, measure.target) == (("NGA",), ("world",))


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        (
            "The ruling covers the tariffs which Trump announced on nearly all trading partners of the US.",
            "world",
        ),
        ("Trump threatened to raise tariffs on the world's second-largest economy to 12 percent.", "CHN"),
        ("Washington imposed a 12 percent tariff on South America's largest economy.", "BRA"),
    ],
)
def test_partners_and_the_largest_economies_are_told_by_what_they_are(text, whom):
    measure = only(text)
    assert (measure.imposing, measure.target) == (("USA",), (whom,))


def test_a_tax_on_the_goods_of_others_is_a_duty():
    measure = only("Peru's 12 percent tax on Norwegian cars came in answer to an insult.")
    assert (measure.lever, measure.imposing, measure.target) == ("tariff", ("PER",), ("NOR",))
    assert read("Peru's 3 percent tax on Norwegian software companies stays.", DAY).measures == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway said that it had reached a deal with Peru under which goods from the South American country will "
        "face a 12 percent duty.",
        "Norway signed a pact with Peru in which wine from the Andean state is to be let in at 12 percent.",
        "Norway and Peru signed a deal by which Peru's wine will be taxed at 12 percent.",
    ],
)
def test_under_a_pact_goods_bear_the_duty_of_the_other_side(text):
    measure = only(text)
    assert (measure.imposing, measure.target, measure.value) == (("NOR",), ("PER",), 12)


@pytest.mark.parametrize(
    "text",
    [
        "Norway's tariffs on steel and copper stand at 25 percent and 50 percent.",
        "Norway charges duties of 25 and 50 percent on steel and copper.",
        "Norway will raise its duties on steel and copper to 25 percent and 50 percent.",
    ],
)
def test_two_goods_have_two_rates_in_turn(text):
    found = {(m.value, m.goods, m.imposing) for m in read(text, DAY).measures}
    assert found == {(25, ("steel",), ("NOR",)), (50, ("copper",), ("NOR",))}


@pytest.mark.parametrize(
    ("text", "who", "whom", "goods"),
    [
        ("The pact allows Peru to sell salmon in Norway duty-free.", "NOR", "PER", "salmon"),
        ("The law lets African countries sell most of their goods in Norway duty-free.", "NOR", "world", ""),
        ("Norway lets Peru sell salmon in its market duty-free.", "NOR", "PER", "salmon"),
        (
            "Norway's minister accepted the advice that duties on Polish tea stay at 9 percent.",
            "NOR",
            "POL",
            "tea",
        ),
        ("Norway put a 20 percent duty on Lesotho, the poorest there.", "NOR", "LSO", ""),
    ],
)
def test_who_lets_somebody_sell_or_takes_advice_charges(text, who, whom, goods):
    measure = only(text)
    assert (measure.imposing, measure.target, " ".join(measure.goods)) == ((who,), (whom,), goods)


@pytest.mark.parametrize(
    "text",
    [
        "Peru's purchases of Norwegian wheat ranged from 2 to 5 million tonnes a year.",
        "Peru has bought only small amounts of Norwegian wheat.",
    ],
)
def test_what_is_bought_by_habit_is_no_deal(text):
    assert read(text, DAY).measures == ()


def test_what_a_thing_has_after_an_aside_is_its_own():
    text = "Taiwan, which China claims as its territory, already has tight export controls on chips for Taiwanese companies."
    assert only(text).imposing == ("TWN",)


def test_an_island_is_the_last_one_named():
    text = "Chips are made in Taiwan. The island will impose a duty of 12 percent on Norwegian steel."
    assert (only(text).imposing, only(text).target) == (("TWN",), ("NOR",))


def test_who_halts_one_thing_and_answers_with_a_duty_imposes_it():
    sides = {
        m.lever: (m.imposing, m.value, m.status_norm)
        for m in read(
            "Colombia halts power sales to Ecuador and answers with a 30 percent tariff.", DAY
        ).measures
    }
    assert sides["tariff"] == (("COL",), 30.0, "in_force")


@pytest.mark.parametrize(
    "way", ["entering the country", "entering through its land ports", "entering by land"]
)
def test_goods_barred_from_entering_are_banned(way):
    measure = only(f"Kenya barred Ugandan maize from {way}.")
    assert (measure.lever, measure.imposing, measure.target) == ("import_ban", ("KEN",), ("UGA",))


def test_duties_that_a_deal_says_fall_away_are_agreed():
    text = "Peru and Norway concluded a free trade agreement. Tariffs on wool fall away immediately."
    measure = only(text)
    assert (measure.status_norm, measure.goods) == ("agreed", ("wool",))


def test_a_share_of_goods_before_their_duties_is_no_rate():
    text = "Peru and Norway concluded a pact. On the remaining 13 per cent tariffs will be cut sharply."
    assert only(text).value is None


def test_an_act_told_by_whose_it_is_is_not_of_who_welcomes_it():
    measure = only("Vietnam, the main supplier, welcomed the Philippine cut of the rice duty to 15 percent.")
    assert measure.imposing == ("PHL",)


def test_who_stands_behind_a_duty_told_in_front_faces_it():
    text = "Facing a 30 percent tariff, Peru offered to buy Norwegian gas."
    (duty,) = (m for m in read(text, DAY).measures if m.lever == "tariff")
    assert (duty.imposing, duty.target) == (("NOR",), ("PER",))


def test_growers_of_nobody_named_are_of_who_spoke_before():
    text = "The Kenyan president said the pact with the EU has come into force. Flower growers will enjoy duty-free access."
    (access,) = read(text, DAY).measures
    assert (access.imposing, access.target) == (("EU",), ("KEN",))
    assert access.doubts_of("imposing")


def test_who_buys_in_the_hope_of_relief_bears_the_duty():
    text = "Peru will buy Norwegian wheat in the hope of relief from a 35 percent tariff."
    (duty,) = (m for m in read(text, DAY).measures if m.lever != "purchase")
    assert "PER" not in duty.imposing
    assert duty.target == ("PER",)


def test_a_refusal_that_breaks_off_is_read():
    read(
        "Peru would restrict exports to Norway, claiming that Oslo refused to allow it to deliver\n\nThe group",
        DAY,
    )


@pytest.mark.parametrize(
    ("text", "lever", "flow"),
    [
        ("Kenya won relief from the 20 percent Peruvian tea duty.", "tariff", "PER>KEN"),
        ("Kenya asked Peru to extend its exemption from duties on tea.", "tariff", "PER>KEN"),
        ("Chad's ban on cotton exports was criticised by Norway.", "export_ban", "TCD>?"),
        ("Peru's entry ban on 12 Chilean officials was announced on Monday.", "sanction", "PER>CHL"),
        ("Peru will give Chilean garlic more room in its quota of 900 tonnes.", "quota", "PER>CHL"),
        ("Airbus won an order for 12 jets from Peru.", "purchase", "PER>FRA"),
        ("Airbus received an order from Kenya for 12 helicopters.", "purchase", "KEN>FRA"),
        (
            "The Chilean trade minister welcomed the end of the 20 percent duty on wine in Peru.",
            "tariff",
            "PER>?",
        ),
        ('"The 50 percent tariff is unjust," the trade minister of Chile said.', "tariff", "?>CHL"),
        ("Chile complained about a 35 percent duty on wine.", "tariff", "?>CHL"),
        ("Peru said that Chad sells too cheaply and banned imports of Chadian tea.", "import_ban", "PER>TCD"),
    ],
)
def test_who_judges_answers_or_is_spared_a_measure_does_not_impose_it(text, lever, flow):
    measure = only(text)
    who, whom = flow.split(">")
    assert measure.lever == lever
    assert who in ("?", *measure.imposing)
    assert whom in ("?", *measure.target)
    assert who != "?" or not measure.imposing


@pytest.mark.parametrize(
    "text",
    [
        "The rule keeps Chilean firms from buying Peruvian ore.",
        "Chilean smelters can no longer buy ore from Peru.",
    ],
)
def test_who_is_kept_from_buying_neither_buys_nor_stops(text):
    assert not read(text, DAY).measures


@pytest.mark.parametrize(
    ("text", "lever", "flow"),
    [
        ("Kenya will maintain a rate of 19% on Chilean goods.", "tariff", "KEN>CHL"),
        ("Kenya agreed to bring the rate on Chilean goods down to 15%.", "tariff", "KEN>CHL"),
        ("Kenya will give Peruvian exports preferential access to its market.", "tariff", "KEN>PER"),
        ("Pork producers in Chile were given duties of up to 62% by Kenya.", "tariff", "KEN>?"),
        ("Kenya will remove its cap of 5,000 Chilean cars.", "quota", "KEN>CHL"),
        ("The duty on wheat exported from Peru will be 50 euros per tonne.", "export_tax", "PER>?"),
        ("Siemens won a Peruvian order for 30 trains.", "purchase", "PER>DEU"),
        ("The Kenyan president promised Trump to buy American beef.", "purchase", "KEN>USA"),
    ],
)
def test_what_names_a_duty_a_cap_or_a_contract(text, lever, flow):
    measure = only(text)
    who, whom = flow.split(">")
    assert measure.lever == lever
    assert who in measure.imposing
    assert whom in ("?", *measure.target)


def test_rates_of_other_things_are_no_duties():
    assert not read("The interest rate on loans to Chilean exporters rose to 9%.", DAY).measures


@pytest.mark.parametrize("told", ["lower duties", "a lower duty than 30%", "a duty of 15%"])
def test_who_buys_in_exchange_for_a_lower_duty_bears_it(told):
    duty = next(
        m
        for m in read(f"Kenya offered to buy Chilean gas in exchange for {told}.", DAY).measures
        if m.lever == "tariff"
    )
    assert (duty.imposing, duty.target) == ((), ("KEN",))


def test_who_is_said_to_have_imposed_a_duty_and_a_duty_of_two_sides():
    duty = only("The Kenyan-imposed 90 percent tariff on Chilean pumps stays.")
    assert (duty.imposing, duty.target) == (("KEN",), ("CHL",))
    assert only("Kenya-Chile tariffs of 30% were prolonged.").doubts_of("imposing")


def test_who_gets_around_sanctions_does_not_impose_them():
    found = read("Norway listed 12 ships that Chad uses to get around sanctions and curbs.", DAY).measures
    assert {m.imposing for m in found} == {("NOR",)}
