"""The months ahead: what a steady agency may expect, and how often the ranges hold."""

from math import ceil, exp, log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.planning.outlook import (
    COVER,
    LEAST,
    Month,
    Outlook,
    _width,
    expected,
    outlook,
)

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
SEASON = (0.7, 0.7, 0.9, 1.0, 1.2, 1.4, 1.4, 1.2, 1.1, 1.0, 0.8, 0.6)


def months(
    many: int, level: float = 30, noise: float = 0.0, growth: float = 0.0, seed: int = 1
) -> list[Month]:
    dice = Random(seed)
    found = []
    for n in range(many):
        usual = level * SEASON[n % 12] * exp(growth * n / 12 + dice.gauss(0, noise))
        found.append(Month(n % 12 + 1, DAYS[n % 12], round(usual * DAYS[n % 12])))
    return found


def ahead(past: list[Month], many: int = 6) -> list[tuple[int, int]]:
    return [((len(past) + n) % 12 + 1, DAYS[(len(past) + n) % 12]) for n in range(many)]


def test_a_steady_agency_is_told_its_seasons() -> None:
    past = months(60, noise=0.02)
    found = outlook(past, ahead(past, 12))
    assert len(found.months) == 12
    for n, month in enumerate(found.months):
        assert month.expected == pytest.approx(30 * SEASON[n] * DAYS[n], rel=0.12)
        assert month.low <= month.expected <= month.high
    assert [n + 1 for n, month in enumerate(found.months) if month.busy] == [5, 6, 7, 8]


def test_half_of_the_growth_goes_on() -> None:
    flat, growing = months(48), months(48, growth=0.2)
    near, far = (outlook(past, ahead(past)).months[0].expected for past in (flat, growing))
    last = growing[36].seats
    assert last < far < last * exp(0.2) * 1.02
    assert near == pytest.approx(flat[36].seats, rel=0.1)


@pytest.mark.parametrize("many", [0, 1, 11, 12, LEAST - 1])
def test_with_little_history_it_says_so(many: int) -> None:
    found = outlook(months(many), [(1, 31)])
    assert found.months == ()
    assert found.words.startswith(f"Too little history: {many} whole month")


def covered(seeds: range) -> float:
    """The share of months one to six ahead, never seen, that lie in their ranges."""
    held = inside = 0
    for seed in seeds:
        dice = Random(seed)
        history, level = dice.randint(30, 54), dice.choice((2, 20, 200))
        whole = months(history + 6, level, dice.choice((0.05, 0.15, 0.3)), 0.05, seed)
        found = outlook(whole[:history], ahead(whole[:history]))
        for month, came in zip(found.months, whole[history:], strict=True):
            held += 1
            inside += month.low <= came.seats <= month.high
    return inside / held


def test_ranges_hold_about_as_often_as_they_say() -> None:
    assert COVER - 0.1 <= covered(range(30)) <= COVER + 0.12


@pytest.mark.soak
def test_ranges_hold_in_many_agencies() -> None:
    assert COVER - 0.05 <= covered(range(1_000, 1_300)) <= COVER + 0.1


def test_held_out_months_tell_how_often_they_held() -> None:
    past = months(48, noise=0.15)
    found = outlook(past, ahead(past))
    assert found.held > 40
    assert 0.65 <= found.covered / found.held <= 0.95
    assert f"{found.covered} held" in found.words
    assert "no past month can try them yet" in Outlook(found.months).words


@given(st.lists(st.floats(0, 3), max_size=30))
def test_a_range_is_no_wider_than_it_must_be(errors: list[float]) -> None:
    wide = _width(errors)
    if wide is None:
        assert len(errors) < 6
        return
    wanted = min(ceil((len(errors) + 1) * COVER), len(errors))
    assert sum(each <= wide for each in errors) >= wanted
    assert sum(each < wide for each in errors) < wanted


COUNTS = st.lists(st.integers(0, 3_000), min_size=12, max_size=40)


@given(COUNTS, st.integers(1, 12), st.integers(1, 12))
def test_what_is_expected_is_level_season_and_half_of_the_growth(
    counts: list[int], calendar: int, far: int
) -> None:
    past = [Month(n % 12 + 1, DAYS[n % 12], seats) for n, seats in enumerate(counts)]
    heights = [log((month.seats + 0.5) / month.days) for month in past]
    level, before, deviations = sum(heights[-12:]) / 12, None, []
    end = len(past)
    while end >= 12:
        mean = sum(heights[end - 12 : end]) / 12
        if end == len(past) - 12:
            before = mean
        here = [n for n in range(end - 12, end) if past[n].calendar == calendar]
        deviations += [heights[n] - mean for n in here]
        end -= 12
    season = sum(deviations) / (len(deviations) + 1)
    # The middle of the last twelve months lies five and a half months before the last.
    growth = 0.0 if before is None else (level - before) / 2 * (far + 5.5) / 12
    assert expected(past, calendar, far) == pytest.approx(level + season + growth, abs=1e-9)


def test_no_seats_at_all_is_no_trouble() -> None:
    past = [Month(n % 12 + 1, 30, 0) for n in range(30)]
    found = outlook(past, [(7, 31)])
    month = found.months[0]
    assert (month.low, month.expected, month.high, month.busy) == (0, 1, 1, False)
    # Half a seat more a month is reckoned with, so that none is none too.
    assert past[0].height == log(0.5 / 30)
