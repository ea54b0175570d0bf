"""Who gives and who takes by the words of a deal itself, markets shut and opened, and goods that are the speaker's own."""

import pytest

from accord.docket import read

DAY = "2026-06-03"


def only(text):
    docket = read(text, DAY)
    (measure,) = (*docket.measures, *docket.ruled_out)
    return measure


def direction(measure):
    return "+".join(measure.imposing), "+".join(measure.target)


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("A $3 billion loan from Norway to Peru was agreed on Monday.", "NOR", "PER"),
        ("Peru secured a $3 billion loan from Norway.", "NOR", "PER"),
        ("Kenya will receive $2 billion in investment from Chile.", "CHL", "KEN"),
        ("Norway's purchase of 4 million tonnes of Chilean copper was confirmed by Santiago.", "NOR", "CHL"),
        ("The accord confirms a Chilean investment of $5 billion in Kenya.", "CHL", "KEN"),
    ],
)
def test_the_nouns_own_phrases_tell_who_gives_and_who_takes(text, who, whom):
    assert direction(only(text)) == (who, whom)


def test_who_only_confirms_an_investment_does_not_give_it():
    measure = only("Norway confirmed an investment of $5 billion.")
    assert measure.imposing == ()


@pytest.mark.parametrize(
    ("text", "who", "whom", "status"),
    [
        ("Chilean lemons are barred from the Norwegian market.", "NOR", "CHL", "in_force"),
        ("Chilean lemons may again be sold in Norway after two years.", "NOR", "CHL", "ended"),
        ("Kenya bans Ugandan milk", "KEN", "UGA", "in_force"),
        ("Oslo warned of a stop to imports of Chilean lemons.", "NOR", "CHL", "threatened"),
    ],
)
def test_a_market_shut_to_goods_is_an_import_ban(text, who, whom, status):
    measure = only(text)
    assert (measure.lever, *direction(measure), measure.status_norm) == ("import_ban", who, whom, status)


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Chilean grapes will have duty-free access to Kenya under the pact.", "KEN", "CHL"),
        ("Peru agreed to a duty of 9 percent on its tea.", "", "PER"),
        ("Peru, whose flowers face a 9 percent duty in Norway, asked for talks.", "NOR", "PER"),
        ("Peru lodged a protest against Norway over a 9 percent duty on Peruvian flowers.", "NOR", "PER"),
        ("The duty, which falls on Peruvian flowers, was imposed by Norway on Monday.", "NOR", "PER"),
        (
            "Peru has been told by Norway that the duty on its flowers will be raised to 9 percent.",
            "NOR",
            "PER",
        ),
        ("Norway hits back: 15% on Chilean grapes.", "NOR", "CHL"),
        ("Peru got Norway to remove a 9 percent duty on its tea.", "NOR", "PER"),
        ("Peru's rice quota in Norway was raised to 55,000 tonnes.", "NOR", "PER"),
    ],
)
def test_who_speaks_of_a_duty_on_its_own_goods_bears_it(text, who, whom):
    assert direction(only(text)) == (who, whom)


def test_a_volume_that_may_be_sent_is_the_markets_quota():
    told = read("Peru may ship 55,000 tonnes of rice to Norway at a duty of 5 percent.", DAY).measures
    assert {direction(m) for m in told} == {("NOR", "PER")}
    assert "tariff_quota" in {m.lever for m in told}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway has decided against a duty on Chilean steel.", "ruled_out"),
        ("Norway denied that it would lift its sanctions on Chile.", "in_force"),
        ("Peru avoided a 30 percent Norwegian duty.", "ruled_out"),
        ("Norway briefly banned exports of salmon to Chile.", "ended"),
        ("Peru thanked Norway for scrapping the duty on Peruvian tea.", "ended"),
        ("There was no restriction on exports of salmon to Chile.", "ruled_out"),
    ],
)
def test_what_is_not_or_no_longer(text, status):
    assert only(text).status_norm == status


def test_a_bloc_that_no_table_resolves_is_replaced_by_nobody():
    told = (
        "The Authority of the Economic Community of West African States (ECOWAS) lifted sanctions on Niger, and "
        "urged Mali to think again. The Authority also lifted sanctions on Guinea."
    )
    assert all(m.imposing == () for m in read(told, DAY).measures)


@pytest.mark.parametrize(
    ("text", "lever", "value", "who", "whom"),
    [
        ("The deal will see Chile supply Norway with 2 million tonnes of copper.", "purchase", 2e6, "NOR", "CHL"),
        ("Under the pact Kenya would see Peru deliver 300,000 tonnes of rice to its ports.", "purchase", 3e5, "KEN", "PER"),
        ("Norway extended a loan of $20 million to Kenya to finance purchases of buses from Chile.", "credit", 2e7, "NOR", "KEN"),
        ("Norway gave a credit of $20 million to Kenya for funding imports of tractors from Peru.", "credit", 2e7, "NOR", "KEN"),
        ("Norway unveiled a $5 billion package to help its farmers.", "subsidy", 5e9, "NOR", "NOR"),
        ("Peru approved a $2 billion scheme for battery makers.", "subsidy", 2e9, "PER", "PER"),
        ("Chile announced a A$5 billion (US$3.3 billion) plan to cut power bills.", "subsidy", 5e9, "CHL", "CHL"),
        ("Chile's shipyards will receive $800 million in state funding from Norway.", "subsidy", 8e8, "NOR", "CHL"),
    ],
)  # fmt: skip
def test_supply_aid_and_what_a_loan_is_for(text, lever, value, who, whom):
    measure = only(text)
    assert (measure.lever, measure.value, *direction(measure)) == (lever, value, who, whom)


@pytest.mark.parametrize(
    "text",
    [
        "Chilean investments in Peru exceed $3 billion.",
        "Chilean investment in Peru stood at $3 billion last year.",
        "The bank has sanctioned an amount of $2 billion for 19 projects in Kenya.",
        "Any refinery that chooses to purchase Peruvian oil faces a risk, Chile said.",
        "Most of the $2 billion budget would be spent by the end of the year, Norway said.",
        "Norway allowed 14 firms to export tea.",
    ],
)
def test_stocks_budgets_and_leave_for_firms_are_no_deals(text):
    docket = read(text, DAY)
    assert not (*docket.measures, *docket.ruled_out)


@pytest.mark.parametrize(
    "text",
    [
        "Norway will provide loans of $150 million to Ghana and $95 million to Kenya.",
        "Norway pledged credits of $245 million: $150 million for Ghana and $95 million for Kenya.",
        "Norway will invest $150 million in Ghana and $95 million in Kenya.",
    ],
)
def test_a_sum_shared_out_is_a_deal_for_each(text):
    found = [(m.value, *direction(m)) for m in read(text, DAY).measures]
    assert found == [(150e6, "NOR", "GHA"), (95e6, "NOR", "KEN")]


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("Norway will ship 2 million tonnes of wheat to Peru next year.", "PER", "NOR"),
        ("Norway will send 2 million tonnes of gas annually to Sinopec.", "CHN", "NOR"),
    ],
)
def test_what_is_sent_to_somebody_he_buys(text, who, whom):
    (deal,) = read(text, "2026-06-03").measures
    assert (deal.lever, deal.imposing, deal.target, deal.value) == ("purchase", (who,), (whom,), 2_000_000)


def test_people_are_sent_and_not_bought():
    assert read("Norway will send 300 engineers to Peru.", "2026-06-03").measures == ()


def test_money_placed_with_anothers_bank_is_credit():
    (credit,) = read(
        "Norway placed a $2 billion deposit with the central bank of Peru.", "2026-06-03"
    ).measures
    assert (credit.lever, credit.imposing, credit.target) == ("credit", ("NOR",), ("PER",))


@pytest.mark.parametrize(
    ("text", "lever", "who", "whom"),
    [
        ("Norway placed a $3 billion deposit with Kenya's central bank.", "credit", "NOR", "KEN"),
        ("The rollover of a $2 billion deposit to Kenya was confirmed by Norway.", "credit", "NOR", "KEN"),
        ("Peru's Petroperu and Norway's Fjord Bank signed an accord for a $300 million loan.", "credit", "NOR", "PER"),
        ("Chile signed an agreement with Norway's Fjord Bank for a $30 million loan.", "credit", "NOR", "CHL"),
        ("An agreement between Chile and Peru on a loan of $30 million was signed.", "credit", "", ""),
        ("Peru agreed to export 100 mega watts of power to Chile.", "purchase", "CHL", "PER"),
        ("Norway plans to phase out Peruvian gas by the end of 2027.", "import_ban", "NOR", "PER"),
        ("Norway will eliminate all gas deliveries from Peru by 2027.", "import_ban", "NOR", "PER"),
        ("Peru cut off gas to Chile.", "export_ban", "PER", "CHL"),
    ],
)  # fmt: skip
def test_deposits_banks_power_and_fuels_given_up(text, lever, who, whom):
    measure = only(text)
    assert (measure.lever, *direction(measure)) == (lever, who, whom)


@pytest.mark.parametrize(
    ("text", "who", "whom", "value"),
    [
        ("Norway's Equinor and Brazil's Petrobras will each buy a 30 percent stake in a Namibian field.", "NOR+BRA", "NAM", 30),
        ("Equinor bought a 30% interest in a Namibian oil block.", "NOR", "NAM", 30),
        ("TotalEnergies agreed to acquire a 10.5% participating interest in a block offshore Namibia.", "FRA", "NAM", 10.5),
    ],
)  # fmt: skip
def test_interests_are_stakes_and_two_firms_buy(text, who, whom, value):
    measure = only(text)
    assert (measure.lever, *direction(measure), measure.value) == ("stake", who, whom, value)


def test_an_exemption_from_sanctions_lets_somebody_buy_goods_of_before_a_day():
    measure = only(
        "Norway granted Kenyan refiners an exemption to allow them to purchase Peruvian oil loaded on ships before 5 March."
    )
    assert (measure.lever, *direction(measure), measure.effective_date) == ("licence", "NOR", "PER", None)


@pytest.mark.parametrize(
    "text",
    [
        "The road creates a route that will facilitate the purchase of gas from Peru, Chile said.",
        "Kenya reaffirmed its moratorium on new atomic reactors.",
        "Refiners buy sanctioned, non-sanctioned Peruvian oil after a storm.",
    ],
)
def test_what_is_eased_or_only_described_is_no_deal(text):
    docket = read(text, DAY)
    assert not (*docket.measures, *docket.ruled_out)


@pytest.mark.parametrize(
    ("text", "whom", "value"),
    [
        ("The IMF approved another US$350 million to Kenya.", "KEN", 350e6),
        (
            "The International Monetary Fund approved the disbursement of about $1 billion to Kenya.",
            "KEN",
            1e9,
        ),
        (
            "The World Bank approved over $1.3 billion in two instalments of its $4 billion loans to Kenya.",
            "KEN",
            1.3e9,
        ),
        ("The Asian Development Bank has approved $300 million for a road in Nepal.", "NPL", 300e6),
    ],
)
def test_lenders_of_no_economy_lend_and_nobody_is_guessed(text, whom, value):
    measure = only(text)
    assert (measure.lever, *direction(measure), measure.value) == ("credit", "", whom, value)


def test_who_sells_is_the_firm_bought_from_and_what_an_investment_is_for_is_no_credit():
    bought = only(
        "Kenya Air signed a deal to buy 11 aircraft from Boeing during a visit to Nairobi for talks with the Peruvian leader."
    )
    assert (*direction(bought), bought.value) == ("KEN", "USA", 11)
    put = only(
        "Norway announced a $400 million equity investment in MP Materials to fund a new plant making magnets."
    )
    assert (put.lever, *direction(put)) == ("investment", "NOR", "USA")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway has no plans to lift its ban on tea exports.", [("tea", "in_force")]),
        ("There are no plans to scrap the 12 percent duty on Chilean cheese, Norway said.", [("cheese", "in_force")]),
        ("Norway has no plans to impose a duty on Chilean cheese.", [("cheese", "ruled_out")]),
        ("Norway kept its ban on exports of diesel fuel. It lifted its ban on exports of gasoline.",
         [("diesel fuel", "in_force"), ("gasoline", "ended")]),
    ],
)  # fmt: skip
def test_no_plans_to_lift_keep_a_measure_and_kinds_of_fuel_are_apart(text, told):
    docket = read(text, DAY)
    assert [(", ".join(m.goods), m.status_norm) for m in (*docket.measures, *docket.ruled_out)] == told


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (
            "The Chinese battery maker Gelion Power met ministers. Gelion Power will invest $2 billion in Peru.",
            ("CHN",),
        ),
        ("One deal is with Andar Lin Group of China. Andar Lin will invest $2 billion in Peru.", ("CHN",)),
        ("Gelion Power, the Chinese maker of batteries, will invest $2 billion in Peru.", ("CHN",)),
        ("Gelion Power will invest $2 billion in Peru, the Peruvian minister said.", ()),
    ],
)
def test_a_company_is_of_where_the_text_places_it_and_else_of_nowhere(text, who):
    (deal,) = read(text, DAY).measures
    assert (deal.imposing, deal.target) == (who, ("PER",))


def test_who_keeps_a_deposit_lends_it():
    (credit,) = read(
        "A $3 billion deposit that Norway keeps in Peru's central bank will stay there, the Central Bank of Peru said.",
        DAY,
    ).measures
    assert (credit.imposing, credit.target) == (("NOR",), ("PER",))


def test_a_stop_that_is_called_off_is_over():
    (ban,) = read("Kenya's stop on imports of milk from Uganda has been called off.", DAY).measures
    assert (ban.lever, ban.imposing, ban.target, ban.status_norm) == (
        "import_ban",
        ("KEN",),
        ("UGA",),
        "ended",
    )


@pytest.mark.parametrize(
    ("text", "lever", "who", "whom", "value"),
    [
        (
            "Peru signed an investment deal worth $2 billion with the French nuclear giant Oravia for the mining of uranium.",
            "investment", "FRA", "PER", 2e9,
        ),
        ("Norway has come to an agreement to supply Peru with natural gas.", "purchase", "PER", "NOR", None),
        (
            "Norway signed a long-term accord with Peru under which 900 MW of electricity can be exported to Peru.",
            "purchase", "PER", "NOR", 900,
        ),
    ],
)  # fmt: skip
def test_pacts_tell_who_puts_money_in_and_who_is_supplied(text, lever, who, whom, value):
    (deal,) = read(text, DAY).measures
    assert (deal.lever, deal.imposing, deal.target, deal.value) == (lever, (who,), (whom,), value)
    assert deal.status_norm == "agreed"


def test_a_sentence_cut_off_behind_with_is_read():
    assert read("Under a further pact the kingdom will supply Pakistan with\n\n-", DAY).measures == ()


@pytest.mark.parametrize(
    "text",
    [
        "Korea and Peru struck a deal on tariffs. The rate would go up to 25% on",
        "Kenya has barred maize from Uganda in retaliation for restrictions that Uganda applies to its own\n\nCopper",
    ],
)
def test_a_report_that_breaks_off_is_read(text):
    read(text, DAY)
