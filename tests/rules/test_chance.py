"""Exact tails against counting every outcome; Holm against its definition."""

from itertools import combinations, product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.chance import (
    binomial_tail,
    fewest_seen,
    holm,
    hypergeometric_tail,
    rate_seen,
)

SMALL = st.integers(0, 7)


@settings(max_examples=60)
@given(st.integers(-1, 9), SMALL, st.sampled_from((0.0, 0.01, 0.3, 0.5, 0.99, 1.0)))
def test_a_binomial_tail_is_the_sum_over_every_run_of_tries(most: int, n: int, p: float) -> None:
    runs = (run for run in product((0, 1), repeat=n) if sum(run) >= most)
    slow = sum(prod(p if hit else 1 - p for hit in run) for run in runs)
    assert binomial_tail(most, n, p) == pytest.approx(slow, abs=1e-12)


@settings(max_examples=80)
@given(st.integers(-1, 8), SMALL, SMALL, st.integers(1, 8))
def test_a_hypergeometric_tail_counts_every_hand(
    most: int, drawn: int, marked: int, whole: int
) -> None:
    drawn, marked = min(drawn, whole), min(marked, whole)
    hands = list(combinations(range(whole), drawn))
    slow = sum(sum(card < marked for card in hand) >= most for hand in hands) / len(hands)
    assert hypergeometric_tail(most, drawn, marked, whole) == pytest.approx(slow, abs=1e-12)


def test_tails_of_great_numbers_stay_finite() -> None:
    assert binomial_tail(11_000, 100_000, 0.1) == pytest.approx(0.0, abs=1e-20)
    assert binomial_tail(10_000, 100_000, 0.1) == pytest.approx(0.5, abs=0.01)
    assert 0 < hypergeometric_tail(30, 200, 500, 40_000) < 1e-15


@given(st.lists(st.floats(0, 1), max_size=8), st.sampled_from((0.01, 0.05, 0.5)))
def test_holm_rejects_while_every_smaller_one_passes(chances: list[float], level: float) -> None:
    found = holm(dict(enumerate(chances)), level)
    rising = sorted(range(len(chances)), key=lambda key: chances[key])
    for rank, key in enumerate(rising):
        passes = all(chances[rising[n]] <= level / (len(chances) - n) for n in range(rank + 1))
        assert (key in found) == passes


def test_the_fewest_seen_is_the_first_that_is_no_chance() -> None:
    own = fewest_seen(60, 30, 3000, 0.001)
    assert own is not None
    assert hypergeometric_tail(own, 60, 30 + own, 3000) <= 0.001
    assert hypergeometric_tail(own - 1, 60, 30 + own - 1, 3000) > 0.001


def test_nothing_can_be_seen_of_somebody_with_one_award() -> None:
    assert fewest_seen(1, 30, 3000, 0.001) is None


@given(st.integers(1, 20), st.integers(0, 20))
def test_the_rate_seen_is_reached_in_four_of_five(fewest: int, more: int) -> None:
    rate = rate_seen(fewest, fewest + more)
    assert binomial_tail(fewest, fewest + more, rate) == pytest.approx(0.8, abs=1e-6)
