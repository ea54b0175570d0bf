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
