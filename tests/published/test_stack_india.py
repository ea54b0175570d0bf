"""The stack of the United States on India against published shares, and against the recorded steps."""

from dataclasses import replace
from datetime import date

import pytest

from accord.policy import load_book, stack, steps
from accord.policy.stack.products import Exemption
from accord.policy.stack.tables import partners


def rates(day):
    return stack("USA", "IND", date.fromisoformat(day))


def test_the_fifty_percent_stage():
    """30.2 % exempt, 6.9 pre-empted and 63.2 hit rest on 720 of the 1,039 codes of Annex II; see the next test."""
    found = rates("2025-09-01")
    assert found.statutory_pct == 50
    assert 100 * found.overall.exempt_share == pytest.approx(31.3, abs=0.1)
    assert 100 * found.overall.preempted_share == pytest.approx(7.8, abs=0.1)
    assert 100 * found.overall.hit_share == pytest.approx(60.9, abs=0.1)
    assert found.overall.addon_pct == pytest.approx(30.4, abs=0.1)
    assert found.overall.base_pct == pytest.approx(2.40, abs=0.005)
    assert found.overall.imports_usd_bn == pytest.approx(87.735, abs=0.001)


def test_the_shares_of_a_shorter_annex(shared_data):
    """With the 720 codes of the list that circulates, the shares published with it come out, metals apart."""
    lines = (shared_data / "annexII_exemptions.csv").read_text("utf-8").split()[1:]
    short = Exemption(codes=tuple(dict.fromkeys(line.strip('"')[:8] for line in lines)))
    book = load_book("USA")
    lists = ("annex-ii-april-2025",)
    duties = tuple(
        replace(duty, exempt=tuple(short if part.lists == lists else part for part in duty.exempt))
        for duty in book.duties
    )
    found = stack("USA", "IND", date(2025, 9, 1), replace(book, duties=duties)).overall
    assert 100 * found.exempt_share == pytest.approx(30.2, abs=0.7)
    assert 100 * (found.hit_share + found.preempted_share) == pytest.approx(63.2 + 6.9, abs=0.7)
    assert found.addon_pct + found.preempting_pct == pytest.approx(31.6 + 2.5, abs=0.7)


def test_gtri_shares_of_exempt_and_hit_goods():
    """Global Trade Research Initiative, August 2025: about 30 % exempt, 66 % at the full rate, 4 % car parts.

    It counts most metals as hit: together with what is pre-empted here, 70 %.
    """
    found = rates("2025-09-01").overall
    assert 100 * found.exempt_share == pytest.approx(30, abs=1.5)
    assert 100 * (found.hit_share + found.preempted_share) == pytest.approx(66 + 4, abs=1.5)


@pytest.mark.parametrize(
    ("chapter", "hit"),
    [
        ("30", 0.0),
        ("27", 0.0),
        ("85", 0.31),
        ("29", 0.345),  # 0.58 on the shorter Annex II, which lacks 108 organic chemicals
        ("87", 0.315),
        ("73", 0.335),  # 0.42 without tubes (7304 to 7306), which Proclamation 9705 puts in section 232
        ("84", 0.83),
        ("61", 1.0),
        ("62", 1.0),
        ("63", 1.0),
        ("71", 1.0),
        ("03", 1.0),
    ],
)
def test_hit_share_by_chapter_at_fifty_percent(chapter, hit):
    assert rates("2025-09-01").chapters[chapter].hit_share == pytest.approx(hit, abs=0.05)


def test_the_announced_eighteen_was_never_collected():
    found = rates("2026-02-10")
    assert found.statutory_pct == 25
    assert found.overall.addon_pct == pytest.approx(15.0, abs=0.1)
    assert [(duty.rate_pct, duty.announced) for duty in found.pending] == [(18.0, "2026-02-06")]


@pytest.mark.parametrize(
    ("day", "headline"),
    [
        ("2024-12-31", 0),
        ("2025-04-04", 0),
        ("2025-04-05", 10),
        ("2025-04-20", 10),
        ("2025-08-06", 10),
        ("2025-08-07", 25),
        ("2025-08-26", 25),
        ("2025-08-27", 50),
        ("2026-02-06", 50),
        ("2026-02-07", 25),
        ("2026-02-23", 25),
        ("2026-02-24", 10),
        ("2026-03-15", 10),
        ("2026-07-23", 10),
        ("2026-07-24", 10),
        ("2026-08-01", 10),
    ],
)
def test_the_statutory_path(day, headline):
    found = rates(day)
    assert found.statutory_pct == headline
    if not headline:
        assert found.overall.addon_pct == 0
        assert found.overall.hit_share == 0


def test_nothing_at_all_before_the_metals_duties_of_march_2025():
    found = rates("2025-03-11").overall
    assert found.total_pct == found.base_pct
    assert found.exempt_share == 1


def test_published_effective_rates_are_near():
    """IMF 35.8 (October 2025), Goldman Sachs 32 to 34 (50 % stage), Nomura about 20 (25 % stage)."""
    assert rates("2025-10-15").overall.total_pct == pytest.approx(35.8, abs=1.0)
    assert 32 <= rates("2025-09-01").overall.addon_pct + rates("2025-09-01").overall.preempting_pct <= 35
    assert rates("2025-08-10").overall.total_pct == pytest.approx(20, abs=1.0)


def test_the_average_over_all_partners():
    """The Budget Lab at Yale, 9 November 2026: average statutory rate of the United States 11.2 %."""
    found = [stack("USA", name, date(2026, 11, 9)).overall for name in partners() if name != "SVK"]
    imports = sum(part.imports_usd_bn for part in found)
    mean = sum(part.total_pct * part.imports_usd_bn for part in found) / imports
    assert imports == pytest.approx(3209, abs=1)
    assert mean == pytest.approx(11.2, abs=0.5)


def test_garments_with_the_ordinary_tariff():
    """GTRI at the 25 % stage: knitted 38.9 %, woven 35.3 %."""
    chapters = rates("2026-02-10").chapters
    assert chapters["61"].total_pct == pytest.approx(38.9, abs=3.5)
    assert chapters["62"].total_pct == pytest.approx(35.3, abs=3.5)


def test_steps_draw_apart_what_was_never_collected():
    found = steps("USA", "IND")
    announced = [(step.since, step.statutory_pct) for step in found if not step.collected]
    assert announced == [("2025-04-02", 26), ("2026-02-06", 18), ("2026-02-21", 15), ("2026-06-02", 12.5)]
    collected = [step for step in found if step.collected]
    assert [a.until for a in collected[:-1]] == [b.since for b in collected[1:]]
    assert all(step.sources for step in found if step.statutory_pct)
