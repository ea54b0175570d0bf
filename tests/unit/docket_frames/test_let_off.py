"""Who is let off a measure on everybody is no target, and is told by code."""

import pytest

from accord.docket import read

SENTENCES = (
    (
        "The United States will impose a 20 percent tariff on steel from all countries except Britain.",
        ("GBR",),
    ),
    ("Canada raised its duty on cars to 30 percent for every country but Japan and Korea.", ("JPN", "KOR")),
    (
        "Mexico will charge 35 percent on imports of steel from all countries, except Canada and Chile.",
        ("CAN", "CHL"),
    ),
    ("Brazil banned imports of tyres from all partners, with the exception of Uruguay.", ("URY",)),
    ("Apart from Chile, all countries will pay the US tariff of 50 percent on copper.", ("CHL",)),
    ("Apart from Peru, everyone will pay the US tariff of 40 percent on zinc.", ("PER",)),
    ("Except for Norway, all partners face a British duty of 25 percent on salmon.", ("NOR",)),
    (
        "The EU will impose a 50 percent duty on steel from every country bar Norway and Iceland.",
        ("NOR", "ISL"),
    ),
    (
        "The United States will put a 12 percent duty on flowers from all countries other than Kenya.",
        ("KEN",),
    ),
)


@pytest.mark.parametrize(("sentence", "spared"), SENTENCES, ids=[s[:40] for s, _ in SENTENCES])
def test_everybody_but_some(sentence, spared):
    (measure,) = read(f"DATE: 2026-03-12\n\nGENEVA, March 12, 2026 - {sentence}").measures
    assert measure.target == ("world",)
    assert set(spared) <= set(measure.excluded)
    assert not measure.doubts_of("target")


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("The EU will put a 15 percent tariff on steel from China, except special alloys.", ("CHN",)),
        ("Japan will put a 10 percent tariff on pork from Spain but not from Denmark.", ("ESP",)),
    ],
)
def test_a_named_target_stays(sentence, target):
    (measure,) = read(f"DATE: 2026-03-12\n\nGENEVA, March 12, 2026 - {sentence}").measures
    assert measure.target == target
    assert not [code for code in measure.excluded if code.isupper()]
