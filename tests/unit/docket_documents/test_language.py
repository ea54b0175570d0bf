"""What is not English, or speaks of no measure, is said."""

import pytest

from accord.docket.documents.language import no_economics, not_english


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Le gouvernement a dit mardi que la taxe sur les vins est de 10 %, et que les ministres sont là.",
            "French",
        ),
        (
            "Der Minister hat gesagt, dass die Zölle auf Stahl nicht steigen und der Handel frei ist.",
            "German",
        ),
        (
            "El ministro anunció el lunes un arancel del 10 % para los vinos que llegan desde la costa.",
            "Spanish",
        ),
        ("Министр объявил о пошлине в 10 процентов на вино", "Cyrillic"),
        ("政府は鉄鋼に10%の関税を課すと発表した。", "Japanese"),
        ("政府宣布对钢铁征收百分之十的关税", "Chinese"),
    ],
)
def test_other_languages(text, language):
    assert language in not_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Šefčovič met Lula.",
        "La Paz and El Paso signed a trade pact, and the leader of Las Palmas will see the El Salvador team.",
        "The European Union imposed a 25% tariff on steel from China on Tuesday.",
        "Brazil | 10% | 50%\nSwitzerland | 31% | 39%",
    ],
)
def test_english_passes(text):
    assert not_english(text) == ""


def test_no_economics():
    assert "no trade" in no_economics("The team won the match on Sunday after a late goal by its captain.")
    assert no_economics("Kenya cut its duty on maize to 10%.") == ""
    assert "no words" in no_economics(" \n")
