"""The two tests of fairness: against counting every outcome, and as seeded years of an agency."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.chance import LEVEL, hypergeometric_tail
from coordinator.rules.fairness_tests import (
    ASKED,
    AVAILABLE,
    Contest,
    Judged,
    OrderTest,
    order_test,
    outcome_test,
)

# ── the order ────────────────────────────────────────────────────────────────────────────────


def test_the_only_award_out_of_order_accuses_nobody() -> None:
    found = order_test({key: Judged(60, int(key == 1)) for key in range(50)})
    assert found.found == ()
    assert found.findings[0].officer_id == 1
    assert found.findings[0].chance == pytest.approx(60 / 3000)


def test_one_who_gets_many_is_found_with_his_figures() -> None:
    found = order_test({key: Judged(60, 12 if key == 7 else 1) for key in range(50)})
    assert [(f.officer_id, f.awards, f.out) for f in found.found] == [(7, 60, 12)]
    assert found.found[0].chance == hypergeometric_tail(12, 60, 61, 3000)


def test_what_is_said_to_be_seen_is_found_and_one_less_is_not() -> None:
    def year(own: int) -> dict[int, Judged]:
        return {key: Judged(60, own if key == 0 else key % 3 == 0) for key in range(50)}

    told = order_test(year(0))
    assert told.fewest is not None
    assert 0 in {f.officer_id for f in order_test(year(told.fewest)).found}
    assert 0 not in {f.officer_id for f in order_test(year(told.fewest - 1)).found}
    assert told.fewest / 60 < (told.rate_seen or 0) < 3 * told.fewest / 60


@pytest.mark.parametrize("judged", [{}, {1: Judged(0, 0)}, {1: Judged(1, 1)}])
def test_too_little_finds_nobody_and_says_that_nothing_could_be_seen(
    judged: dict[int, Judged],
) -> None:
    found = order_test(judged)
    assert found.found == ()
    assert found.fewest is None
    assert found.rate_seen is None


# ── the outcome ──────────────────────────────────────────────────────────────────────────────


def spread_of(won: Counter[int], contests: Sequence[Contest]) -> float:
    """The sum of (won - expected)^2 / variance, by definition."""
    total = 0.0
    for key in {key for contest in contests for key in contest.pool}:
        chances = [1 / len(c.pool) for c in contests if key in c.pool]
        variance = sum(p * (1 - p) for p in chances)
        total += (won[key] - sum(chances)) ** 2 / variance
    return total


pools = st.lists(
    st.lists(st.integers(1, 4), min_size=2, max_size=3, unique=True), min_size=1, max_size=6
)


@settings(max_examples=25, deadline=None)
@given(pools, st.data())
def test_the_chance_is_that_of_counting_every_way_to_win(
    asked: list[list[int]], data: st.DataObject
) -> None:
    contests = [Contest(data.draw(st.sampled_from(pool)), tuple(pool)) for pool in asked]
    found = outcome_test(contests, {}, "seed")
    assert found.basis == ASKED
    here = spread_of(Counter(contest.winner for contest in contests), contests)
    ways = [spread_of(Counter(way), contests) for way in product(*asked)]
    slow = sum(way >= here - 1e-9 for way in ways) / len(ways)
    assert found.chance == pytest.approx(slow, abs=0.06)


def test_the_same_seed_gives_the_same_and_expected_awards_add_up() -> None:
    contests = list(fair_year(Random(1), 300, range(20)))
    one, two = (outcome_test(contests, {}, "Rivermouth 2026") for _ in range(2))
    assert one == two
    assert sum(f.expected for f in one.findings) == pytest.approx(300)
    assert sum(f.won for f in one.findings) == 300


def test_where_few_asked_the_days_of_opportunity_are_the_measure() -> None:
    contests = [Contest(1, (1,))] * 30 + [Contest(2, (2,))] * 10 + [Contest(3, (1, 3))] * 5
    found = outcome_test(contests, {1: 300, 2: 300, 3: 300, 4: 0}, "seed")
    assert (found.basis, found.officers, found.awards) == (AVAILABLE, 3, 45)
    assert [f.expected for f in found.findings] == [15, 15, 15]
    assert found.chance is not None
    assert found.chance < 0.01
    assert [f.officer_id for f in found.found] == [1, 3], "one has too many, one none at all"


@pytest.mark.parametrize("opportunity", [{}, {1: 0}, {1: 365}])
def test_without_anybody_to_compare_nothing_is_said(opportunity: dict[int, int]) -> None:
    found = outcome_test([Contest(1, (1,))], opportunity, "seed")
    assert (found.chance, found.seen, found.found) == (None, None, ())
    assert outcome_test([], opportunity, "seed").chance is None


# ── the measure: simulated years ─────────────────────────────────────────────────────────────

OFFICERS = 100
AWARDS = range(60, 181)
"""An officer's awards in a year, evenly spread: about 12,000 in all."""
FAVOURED_AWARDS = 120
USUAL = 0.01
"""Awards out of order in a clean agency: each a slip, or a reason that was not recorded."""
FAVOUR = 0.10


def hits(random: Random, tries: int, rate: float) -> int:
    return sum(random.random() < rate for _ in range(tries))


def order_year(
    random: Random, favoured: int = 0, *, usual: float = USUAL, exactly: bool = False
) -> OrderTest:
    """A year; officer 0 has so many awards, and a tenth of them are out of order, if any."""
    year = {}
    for key in range(1, OFFICERS):
        awards = random.choice(AWARDS)
        year[key] = Judged(awards, hits(random, awards, usual))
    if favoured:
        out = round(favoured * FAVOUR) if exactly else hits(random, favoured, FAVOUR)
        year[0] = Judged(favoured, out)
    return order_test(year)


def found_in(years: Iterator[OrderTest]) -> tuple[float, float]:
    """Shares of the years in which officer 0 was found, and in which anybody else was."""
    found = [{f.officer_id for f in year.found} for year in years]
    return (
        sum(0 in year for year in found) / len(found),
        sum(bool(year - {0}) for year in found) / len(found),
    )


def measure(years: int, capsys: pytest.CaptureFixture[str]) -> tuple[float, float]:
    random = Random("fairness")
    seen, others = found_in(order_year(random, FAVOURED_AWARDS) for _ in range(years))
    _, clean = found_in(order_year(random) for _ in range(years))
    with capsys.disabled():
        print(
            f"\n{years} simulated years, {OFFICERS} officers, 60 to 180 awards each, "
            f"{USUAL:.0%} out of order everywhere: an officer with {FAVOUR:.0%} of "
            f"{FAVOURED_AWARDS} awards out of order was found in {seen:.1%} "
            f"(somebody else in {others:.1%}); nobody was found in {1 - clean:.1%} of clean years."
        )
    return seen, 1 - clean


def test_a_tenth_out_of_order_is_found_and_a_clean_year_accuses_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    seen, clean = measure(150, capsys)
    assert seen >= 0.90
    assert clean >= 0.95


@pytest.mark.soak
def test_the_measure_over_many_years_and_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    seen, clean = measure(2000, capsys)
    assert seen >= 0.90
    assert clean >= 0.95
    random = Random("sizes")
    for usual, favoured, exactly in product(
        (0.0, 0.002, 0.01, 0.02), (30, 60, 90, 120, 180), (False, True)
    ):
        years = (order_year(random, favoured, usual=usual, exactly=exactly) for _ in range(300))
        found, others = found_in(years)
        with capsys.disabled():
            how = "exactly" if exactly else "each by"
            print(f"usual {usual:5.1%}, {favoured:3} awards, {how} 10 %: {found:6.1%} {others:.1%}")
        assert others <= LEVEL + 0.03


def fair_year(
    random: Random, awards: int, officers: range, favour: float = 1.0
) -> Iterator[Contest]:
    """Four ask for each award; officer 0 wins `favour` times as often as the others."""
    for _ in range(awards):
        pool = tuple(random.sample(officers, 4))
        weights = [favour if key == 0 else 1.0 for key in pool]
        yield Contest(random.choices(pool, weights)[0], pool)


def found_years(random: Random, size: tuple[int, range], years: int, favour: float) -> float:
    """Share of years in which officer 0 (favoured), or anybody (not favoured), stands out."""
    found = 0
    for _ in range(years):
        year = outcome_test(list(fair_year(random, *size, favour)), {}, "seed")
        out = {finding.officer_id for finding in year.found}
        found += 0 in out if favour > 1 else bool(out)
    return found / years


def outcome_measure(
    size: tuple[int, range], years: int, capsys: pytest.CaptureFixture[str]
) -> tuple[float, float]:
    """How often the difference said to be seen is seen, and how often a clean year accuses."""
    random = Random("outcome")
    told = outcome_test(list(fair_year(random, *size)), {}, "seed")
    assert told.seen is not None
    # He wins a quarter of what he asks for, as all do; so much more often, he wins `seen` more.
    rate = (told.typical + told.seen) / (4 * told.typical)
    favoured = found_years(random, size, years, 3 * rate / (1 - rate))
    clean = found_years(random, size, years, 1.0)
    with capsys.disabled():
        print(
            f"\nOutcome, {years} years of {size[0]:,} awards: {told.seen} more than "
            f"{told.typical:.0f} seen in {favoured:.0%}; somebody in {clean:.0%} of clean years."
        )
    return favoured, clean


def test_what_the_outcome_test_says_it_sees_it_sees(capsys: pytest.CaptureFixture[str]) -> None:
    favoured, clean = outcome_measure((300, range(20)), 30, capsys)
    assert favoured >= 0.6
    assert clean <= 0.2


@pytest.mark.soak
def test_the_same_over_many_years(capsys: pytest.CaptureFixture[str]) -> None:
    favoured, clean = outcome_measure((1000, range(40)), 300, capsys)
    assert favoured >= 0.75
    assert clean <= LEVEL + 0.03
