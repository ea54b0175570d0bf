"""Measures: who, on whom, how much, in what status; and what is no measure at all."""

import pytest

from accord.docket import read


def measures(text, date="2025-10-07"):
    return read(text, date).measures


def only(text, date="2025-10-07"):
    found = measures(text, date)
    assert len(found) == 1, [(m.lever, m.value, m.imposing) for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "imposing", "target", "value"),
    [
        ("The United States imposed a 25% tariff on goods from Japan.", "USA", "JPN", 25),
        ("A 25 per cent tariff was imposed on Japanese goods by the United States.", "USA", "JPN", 25),
        ("India faces a 50 percent tariff, the steepest levied by the United States.", "USA", "IND", 50),
        ("Washington's 39% duty on Swiss watches took effect in August.", "USA", "CHE", 39),
        (
            "Lula wants the 40% tariff that Washington has placed on Brazilian coffee lifted.",
            "USA",
            "BRA",
            40,
        ),
        ("Brussels will levy countervailing duties of 35.3% on Chinese electric cars.", "EU", "CHN", 35.3),
        ("Ottawa expects Beijing to cut duties on canola seed to 15 per cent.", "CHN", "CAN", 15),
        ("Canada will admit Chinese cars at a tariff rate of 6.1 per cent.", "CAN", "CHN", 6.1),
        ("Washington to cut Swiss tariff to 15%, Bern said.", "USA", "CHE", 15),
        ("Mexican exporters pay a 25% tariff in the United States.", "USA", "MEX", 25),
    ],
)
def test_who_imposes_what_on_whom(text, imposing, target, value):
    measure = only(text)
    assert (measure.imposing, measure.target, measure.value) == ((imposing,), (target,), value)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The United States imposed a 25% tariff on goods from Japan in July.", "in_force"),
        ("Trump threatened to impose a 100% tariff on goods from China.", "threatened"),
        ("The United States could raise its tariff on Swiss goods to 50%.", "proposed"),
        ("The United States will impose a 30% tariff on goods from Mexico, Trump announced.", "announced"),
        ("A US tariff of 30% on South African goods is due to take effect on Friday.", "scheduled"),
        ("A 90-day pause was agreed on the US tariff of 25% on South Korea.", "paused"),
        ("China suspended its 25% tariff on American soybeans for a year.", "paused"),
        ("The Commission proposed a tariff of 50% on steel from China.", "proposed"),
        ("Under the agreement the United States will lower its tariff on Japan to 15%.", "agreed"),
        ("Lula asked Trump to lift the 40% tariff on Brazil.", "in_force"),
    ],
)
def test_status(text, status):
    assert only(text).status_norm == status


def test_lowered_to_18_from_50_is_one_measure_with_its_past():
    for words in ("to 18% from 50%", "from 50% to 18%", "to 18 from 50 per cent"):
        measure = only(f"The United States lowered its tariff on India {words}.")
        assert (measure.value, measure.previous_value) == (18, 50)
    measure = only("Goods from Indonesia will face a US tariff of 19%, down from the 32% first announced.")
    assert (measure.value, measure.previous_value) == (19, 32)


def test_what_will_not_be_imposed_is_ruled_out_not_a_measure():
    docket = read("Mexico will not impose a 25% tariff on goods from the United States.", "2025-08-01")
    assert docket.measures == ()
    assert [m.value for m in docket.ruled_out] == [25]


@pytest.mark.parametrize(
    "text",
    [
        "Tariffs aside, exports rose 18% in May.",
        "The United States takes 20% of India's exports, which tariffs now threaten.",
        "Inflation slowed to 2.3% although tariffs stayed.",
        "China processes about 90 per cent of rare earths, and tariffs have not changed that.",
        "Steel shares fell by 5% after the tariff news.",
    ],
)
def test_percentages_that_are_not_tariffs(text):
    assert [m for m in measures(text) if m.value is not None] == []


def test_several_imposers_in_one_report():
    text = (
        "China placed a 100 per cent tariff on Canadian canola oil in March. The conflict began in "
        "August 2024 "
        "when Ottawa imposed a 100 per cent tariff on Chinese electric vehicles."
    )
    found = {(m.imposing, m.target, m.effective_date) for m in measures(text, "2025-08-13")}
    assert found == {(("CHN",), ("CAN",), "2025-03"), (("CAN",), ("CHN",), "2024-08")}


def test_export_measures():
    docket = read(
        "Congo will end its ban on cobalt exports on October 16. In its place come export quotas of "
        "18,125 tonnes "
        "for the rest of the year, the DRC's regulator said.",
        "2025-09-22",
    )
    assert {(m.lever, m.value, m.unit) for m in docket.measures} == {
        ("export_ban", None, None),
        ("export_quota", 18125, "tonnes"),
    }
    ban = next(m for m in docket.measures if m.lever == "export_ban")
    assert ban.end_date == "2025-10-16"


def test_export_tax_is_not_a_tariff():
    measure = only("Argentina will lower its export taxes on soybeans to 24% from 26%.")
    assert (measure.lever, measure.imposing, measure.value) == ("export_tax", ("ARG",), 24)


def test_promises_keep_the_text_s_scale():
    found = measures(
        "Japan pledged to invest $550 billion in the United States and to buy 100 Boeing aircraft."
    )
    assert {(m.lever, m.value, m.unit, m.status_norm) for m in found} == {
        ("investment", 550_000_000_000, "USD", "pledged"),
        ("purchase", 100, "aircraft", "pledged"),
    }
