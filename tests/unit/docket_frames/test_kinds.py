"""Kinds of sentence that a reader gets wrong in the worst way: each in several wordings of our own."""

import pytest

from accord.docket import read

DAY = "2026-06-03"


def told(text, day=DAY):
    docket = read(text, day)
    return [
        (m.lever, m.value, m.previous_value, ",".join(m.imposing), ",".join(m.target), m.status_norm)
        for m in (*docket.measures, *docket.ruled_out)
    ]


@pytest.mark.parametrize(
    "verb",
    [
        "lifted",
        "removed",
        "dropped",
        "ended",
        "withdrew",
        "rescinded",
        "revoked",
        "waived",
        "cancelled",
        "repealed",
        "scrapped",
        "abolished",
        "eliminated",
        "rolled back",
        "did away with",
        "phased out",
    ],
)
def test_a_duty_that_is_taken_off_is_not_one_that_is_put_on(verb):
    text = f"Norway {verb} its 25 percent tariff on cheese from Chile on Tuesday."
    assert told(text) == [("tariff", 0, 25, "NOR", "CHL", "ended")]


def test_lifted_to_a_higher_rate_is_a_rise():
    assert told("Norway lifted its tariff on Chilean cheese to 50 percent from 25 percent.") == [
        ("tariff", 50, 25, "NOR", "CHL", "in_force")
    ]


@pytest.mark.parametrize(
    ("text", "value", "before"),
    [
        ("Norway doubled its 15 percent tariff on cheese from Chile.", 30, 15),
        ("Norway halved its 10 percent duty on cheese from Chile.", 5, 10),
        ("Norway cut its duty on cheese from Chile to 8 percent from 12 percent.", 8, 12),
        ("Norway raised its duty on cheese from Chile by 5 percentage points to 20 percent.", 20, 15),
        ("Norway lowered its duty on Chilean cheese from 30 percent to 20 percent.", 20, 30),
        ("Goods from Chile will face a duty of 19 percent in Norway, down from 32 percent.", 19, 32),
    ],
)
def test_old_and_new(text, value, before):
    (measure,) = read(text, DAY).measures
    assert (measure.value, measure.previous_value) == (value, before)
    assert (measure.imposing, measure.target) == (("NOR",), ("CHL",))


@pytest.mark.parametrize(
    "text",
    [
        "Norway will charge 14 percent on cheese and 72 percent on salmon from Chile.",
        "Norway raised tariffs on Chilean cheese to 14 percent and on Chilean salmon to 72 percent.",
        "Norway imposed duties of 14% on cheese and 72% on salmon from Chile.",
        "Norway will levy a 14 percent duty on Chilean cheese, and a 72 percent duty on Chilean salmon.",
        "Norway imposed a tariff of 14% on cheese from Chile and 72% on salmon from Chile.",
    ],
)
def test_two_rates_are_of_two_products(text):
    found = {(m.value, m.previous_value, m.target) for m in read(text, DAY).measures}
    assert found == {(14, None, ("CHL",)), (72, None, ("CHL",))}
    goods = {m.value: " ".join(m.goods) for m in read(text, DAY).measures}
    assert "cheese" in goods[14]
    assert "salmon" in goods[72]


@pytest.mark.parametrize(
    "text",
    [
        "ECOWAS imposed a 12 percent duty on cement from Brazil.",
        "The BRICS countries will impose a 10 percent tariff on Norwegian salmon, the European Commission said.",
        "CARICOM raised its duty on Brazilian sugar to 40 percent.",
        "The African Union will charge a 5 percent levy on cars from Japan.",
        "ASEAN kept its 9 percent duty on Chilean copper.",
    ],
)
def test_an_author_that_no_table_knows_is_never_replaced(text):
    (measure,) = read(text, DAY).measures
    assert measure.imposing == ()
    assert [d.how for d in measure.doubts_of("imposing")] == ["not resolved"]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (
            "The EFTA countries except Liechtenstein impose a 12 percent duty on cheese from Chile.",
            "CHE,NOR,ISL",
        ),
        (
            "Chile and Peru, but not Kenya, will charge a 9 percent duty on Japanese cars.",
            "CHL,PER",
        ),
        (
            "The Group of Seven countries except Italy agreed a 22 percent duty on Russian timber.",
            "USA,JPN,DEU,GBR,FRA,CAN",
        ),
        ("Eswatini and Lesotho imposed a 12 percent duty on cheese from Chile.", "SWZ,LSO"),
        (
            "Norway, Chile and the Kyrgyz Republic imposed a 7 percent duty on cotton from Brazil.",
            "NOR,CHL,KGZ",
        ),
    ],
)
def test_who_is_left_out_and_who_is_joined(text, author):
    (measure,) = read(text, DAY).measures
    assert ",".join(measure.imposing) == author


@pytest.mark.parametrize(
    "text",
    [
        "Will Brazil impose a 100 percent tariff on Norwegian salmon?",
        "If Norway imposed a 60 percent tariff on Chilean cheese, growth would slow.",
        "Whether Chile will impose a 30 percent duty on salmon is not known.",
        "Would Norway really put a 40 percent tariff on cars from Japan?",
        "There are rumours that Chile will impose a 30 percent duty on salmon.",
    ],
)
def test_questions_suppositions_and_rumours_are_no_measures(text):
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Reports that Chile had imposed a 45 percent tariff on Norwegian salmon were false, Santiago said.",
        "Chile denied that it plans a 45 percent duty on Norwegian salmon.",
        "Chile will not impose a 45 percent tariff on Norwegian salmon.",
        "Chile has no plan to impose a 45 percent tariff on Norwegian salmon.",
        "Chile refused to impose a 45 percent tariff on Norwegian salmon.",
    ],
)
def test_what_is_denied_is_ruled_out(text):
    docket = read(text, DAY)
    assert docket.measures == ()
    assert [m.value for m in docket.ruled_out] == [45]


@pytest.mark.parametrize(
    ("text", "status", "end"),
    [
        ("China suspended its export controls on gallium until November 27, 2026.", "paused", "2026-11-27"),
        ("Norway has paused its sanctions on Syria until July 2026.", "paused", "2026-07"),
        ("The ban on exports of cheese to Chile was lifted on 2 June.", "ended", "2026-06-02"),
        ("Norway ended its ban on imports of Chilean salmon.", "ended", None),
        ("Norway has suspended its 12 percent duty on cheese from Chile for 90 days.", "paused", None),
    ],
)
def test_what_is_suspended_or_ended_is_not_in_force(text, status, end):
    (measure,) = read(text, DAY).measures
    assert measure.status_norm == status
    assert end is None or measure.end_date == end


@pytest.mark.parametrize(
    "text",
    [
        "Norway imposed an 18 percent tariff on Chilean salmon. The central bank cut its repo rate to 5.25 percent.",
        "Norway imposed an 18 percent tariff on Chilean salmon. Inflation rose to 4.2 percent in May.",
        "Norway imposed an 18 percent tariff on Chilean salmon, which makes up 40 percent of exports.",
        "Norway imposed an 18 percent tariff on Chilean salmon. Shares fell by 3 percent.",
        "Norway imposed an 18 percent tariff on Chilean salmon. The economy grew 2 percent last year.",
    ],
)
def test_other_percentages_are_no_duties(text):
    assert [m.value for m in read(text, DAY).measures] == [18]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Norway imposed tariffs of between 10% and 41% on 69 countries.", 10, 41),
        ("Norway will charge duties of 7 to 15 percent on cheese from Chile.", 7, 15),
        ("Norway's duties on Chilean cheese range from 20 percent to 30 percent.", 20, 30),
        ("Norway imposed a duty of 5-9% on cheese from Chile.", 5, 9),
        ("Norway set tariffs of between 2.5% and 4% on cheese.", 2.5, 4),
    ],
)
def test_a_range_stays_a_range(text, low, high):
    (measure,) = read(text, DAY).measures
    assert (measure.low, measure.value) == (low, high)


def test_rows_of_a_table_are_measures():
    text = (
        "OSLO, 3 June 2026 - Norway announced new tariffs on Tuesday. They take effect on 15 June 2026.\n\n"
        "Country | Old rate | New rate\nBrazil | 10% | 50%\nChile | 31% | 39%\nKenya | 26% | 25%\n"
    )
    found = [
        (m.imposing, m.target, m.value, m.previous_value, m.effective_date) for m in read(text, DAY).measures
    ]
    assert found == [
        (("NOR",), ("BRA",), 50, 10, "2026-06-15"),
        (("NOR",), ("CHL",), 39, 31, "2026-06-15"),
        (("NOR",), ("KEN",), 25, 26, "2026-06-15"),
    ]


@pytest.mark.parametrize(
    ("text", "imposing", "target"),
    [
        (
            "South Korea's car makers will see their duty in the United States cut to 14 percent from 26 percent.",
            "USA",
            "KOR",
        ),
        ("The sanctions by Norway on Russian shippers were widened.", "NOR", "RUS"),
        ("Taiwan's exports to the United States will be taxed at 15 percent.", "USA", "TWN"),
        ("Mexican exporters pay a 25 percent tariff in the United States.", "USA", "MEX"),
        (
            "Trump said he would put a 60 percent duty on all that Peru ships to the United States.",
            "USA",
            "PER",
        ),
        ("Switzerland faces a US tariff of 39 percent.", "USA", "CHE"),
        ("Vietnamese goods entering the U.S. market will be charged a 20 percent duty.", "USA", "VNM"),
    ],
)
def test_direction_follows_the_goods(text, imposing, target):
    (measure,) = read(text, DAY).measures
    assert (measure.imposing, measure.target) == ((imposing,), (target,))


def test_a_transcript_has_speakers():
    text = (
        "DATE: 2026-06-03\n\nSENATOR WYDEN: What tariff does Peru pay on copper?\n"
        "SECRETARY LUTNICK: Peru pays 17 per cent today.\nSENATOR WYDEN: Will you go further?\n"
        "SECRETARY LUTNICK: We have no plan to go above 22 per cent on Peru."
    )
    assert ("tariff", 17, None, "USA", "PER", "in_force") in told(text)
    assert ("tariff", 22, None, "USA", "PER", "ruled_out") in told(text)


def test_given_names_and_states_are_no_economies():
    text = (
        "SAVANNAH - The governor of Georgia told port workers that Georgia ships less since Norway imposed a 14% "
        "duty on peanuts from the United States. Chad Miller, a pilot, and Jordan Reed, a farmer, were worried."
    )
    docket = read(text, DAY)
    assert [(m.imposing, m.target) for m in docket.measures] == [(("NOR",), ("USA",))]
    assert not {"GEO", "JOR", "TCD"} & {*docket.countries, *(p.country for p in docket.participants)}


def test_a_condition_is_the_price_of_a_threat():
    (measure,) = read(
        "If Chile does not stop logging, Norway will impose a 25 percent tariff on Chilean timber.", DAY
    ).measures
    assert measure.status_norm == "threatened"
    assert measure.condition == "If Chile does not stop logging"


def test_north_korea_in_its_own_words():
    assert told("Seoul will charge a 12 percent duty on anthracite from the DPR Korea.")[0][4] == "PRK"


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        (
            "Norway put duties on pipes from Chile. Seamless pipes will bear $961 per tonne.",
            {("tariff", 961, None, "seamless pipes")},
        ),
        (
            "Norway put duties on resin from Chile. On the resin, the government imposed $300 per tonne.",
            {("tariff", 300, None, "resin")},
        ),
        (
            "Norway will cut its export taxes. Wheat will pay 7%, down from 9%, and plums 6% in place of 8%.",
            {("export_tax", 7, 9, "wheat"), ("export_tax", 6, 8, "plums")},
        ),
        (
            "Norway raised its duties. Apples will pay 12%, up from 8%, pears 10%, up from 6%, and plums 9%.",
            {
                ("tariff", None, None, ""),
                ("tariff", 12, 8, "apples"),
                ("tariff", 10, 6, "pears"),
                ("tariff", 9, None, "plums"),
            },
        ),
        (
            "Norway keeps its duty on palm oil. Buyers pay $900 a tonne for Malaysian oil.",
            {("tariff", None, None, "palm oil")},
        ),
        ("Norway plans anti-subsidy duties on tea.", {("tariff", None, None, "tea")}),
    ],
)
def test_what_goods_bear_in_turn(text, rates):
    found = {(m.lever, m.value, m.previous_value, " ".join(m.goods)) for m in read(text, DAY).measures}
    assert found - {("tariff", None, None, "")} == rates - {("tariff", None, None, "")}


def test_a_sum_told_in_other_money_between_is_still_one_per_unit():
    (measure,) = read(
        "Norway will keep its duty on Chilean chicken at 9.40 rand ($0.49) per kilogram.", DAY
    ).measures
    assert (measure.value, measure.unit, measure.goods) == (9.4, "ZAR per kilogram", ("chicken",))


def test_lower_beside_a_noun_is_no_verb():
    assert read("Peru's trade minister hopeful on the pact and lower Norwegian tariffs.", DAY).measures == ()
    (cut,) = read("Norway will end its quota talks and lower its duty on tea to 5 percent.", DAY).measures
    assert (cut.value, cut.imposing) == (5, ("NOR",))
