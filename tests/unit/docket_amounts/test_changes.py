"""Old and new rates: what stands in the text, and what it lets one reckon."""

import pytest

from accord.docket.amounts import find_amounts, find_changes


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("cut the duty to 15 % from 27.5", 27.5, 15),
        ("raised it from 25 to 50 %", 25, 50),
        ("19%, down from 32%", 32, 19),
        ("15% instead of 25%", 25, 15),
        ("25% (was 26%)", 26, 25),
        ("the existing 27.5% tariff will be cut to 15%", 27.5, 15),
        ("India's 110% duty falls to 40%", 110, 40),
        ("10% \u2192 50%", 10, 50),
        ("cut to zero from 10 percent", 10, 0),
        ("lifted its wine duty by 5 percentage points to 20%", 15, 20),
        ("cut its beef duty by 250 basis points to 12.5%", 15, 12.5),
        ("raised its 10% duty by 5 points", 10, 15),
        ("doubled to 50%", 25, 50),
        ("doubled the 25% tariff", 25, 50),
        ("halved from 30%", 30, 15),
        ("a quota lowered to 10,000 tonnes from 12,000 tonnes", 12000, 10000),
    ],
)
def test_one_change(text, before, after):
    (change,) = find_changes(text, find_amounts(text))
    assert (change.before, change.after) == (before, after)


@pytest.mark.parametrize(
    "text",
    [
        "10% on cars and 25% on trucks",
        "raise tariffs on cars to 25% next year and 50% after that",
        "tariffs ranging from 10 to 41 percent",
        "imports fell 3 percent in 2024 and 5 percent in 2025",
        "a 10% duty; wages doubled",
        "India paid $5 billion, a 3 percent rise",
    ],
)
def test_no_change(text):
    assert find_changes(text, find_amounts(text)) == []
