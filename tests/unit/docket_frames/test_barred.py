"""What may not come in, whom it strikes, caps whose figure comes a sentence later, and what is kept."""

import pytest

from accord.docket import read

DAY = "2026-06-03"


def only(text):
    (measure,) = read(text, DAY).measures
    return measure


@pytest.mark.parametrize(
    ("text", "lever", "who", "whom", "goods"),
    [
        ("Peruvian wine may no longer be sold in Norway.", "import_ban", "NOR", "PER", "wine"),
        ("Goods made with forced labour may not enter Norway.", "import_ban", "NOR", "world", "goods"),
        ("Beef from Peru can no longer enter Norway.", "import_ban", "NOR", "PER", "beef"),
        (
            "Fuels made from Peruvian crude may not be imported into Norway.",
            "import_ban",
            "NOR",
            "PER",
            "fuels",
        ),
        ("Raw nuts may not be exported from Ghana.", "export_ban", "GHA", "world", "raw nuts"),
        ("Norway and Chile agreed on a ban on salmon exports.", "export_ban", "NOR CHL", "world", "salmon"),
        ("Norway's ministers agreed on a ban on Peruvian gas.", "import_ban", "NOR", "PER", "gas"),
        ("Norway removed restrictions on Syrian banks.", "sanction", "NOR", "SYR", "banks"),
        ("Norway lifted economic curbs on Zimbabwe.", "sanction", "NOR", "ZWE", ""),
        ("Norway cut Peruvian banks off from the Swift system.", "sanction", "NOR", "PER", "banks"),
    ],
)
def test_what_may_not_come_in_and_who_is_struck(text, lever, who, whom, goods):
    measure = only(text)
    assert (measure.lever, measure.imposing, measure.target) == (lever, tuple(who.split()), (whom,))
    assert " ".join(measure.goods) == goods


@pytest.mark.parametrize(
    "text",
    [
        "Peruvian officials may not enter Norway.",
        "Peruvian wine may no longer be sold at home.",
        "Norway's ministers failed to agree on sanctions against Peru.",
    ],
)
def test_what_bars_no_goods(text):
    assert read(text, DAY).measures == ()


@pytest.mark.parametrize(
    "text",
    [
        "Norway may put a 25 percent tariff on countries that buy Peruvian copper.",
        "Norway put a 25 percent tariff on nations in the region that trade with Peru.",
    ],
)
def test_a_duty_on_whoever_trades_with_somebody_strikes_all(text):
    assert only(text).target == ("world",)


@pytest.mark.parametrize(
    ("text", "value", "before"),
    [
        ("Norway lowered the ceiling on the price of Peruvian fuel to $90 a barrel from $100.", 90, 100),
        (
            "Norway's envoys approved a price cap on Peruvian fuel set 10 percent below the market price. "
            "That takes it down to about $50 a barrel from $60.",
            50,
            60,
        ),
        (
            "Norway agreed a floating price cap on Peruvian fuel. The market price is $70 a barrel.",
            None,
            None,
        ),
    ],
)
def test_a_cap_has_the_figure_that_the_next_sentence_gives_it(text, value, before):
    measure = only(text)
    assert (measure.lever, measure.imposing, measure.target) == ("price_cap", ("NOR",), ("PER",))
    assert (measure.value, measure.previous_value, measure.goods) == (value, before, ("fuel",))


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway's 12 percent duty on Peruvian tea will stay in place while both talk.", "in_force"),
        ("Norway will keep its 12 percent duty on Peruvian tea.", "in_force"),
        ("Norway's duty on Peruvian tea would come down to 12 percent, the minister said.", "announced"),
        ("Norway's duty on Peruvian tea would come down to 12 percent.", "proposed"),
    ],
)
def test_what_is_kept_holds_and_what_a_minister_said_is_announced(text, status):
    assert only(text).status_norm == status
