"""The chance that a post stays empty: against known chances, and what it must not claim."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.planning.posts import FEATURES, HOUR, Post, features_of, like
from coordinator.rules.planning.risk import (
    LEAST_EMPTY,
    LEAST_POSTS,
    Risk,
    learn,
    sigmoid,
    too_little,
)
from coordinator.rules.planning.score import Score, brier, score
from tests.rules.planning.agencies import agency

NEAR_TRUTH, NEAR_ON_AVERAGE = 0.02, 0.008
"""How far above the score of the true chances ours may lie, each time and on the average."""
NEAR_BEST = 0.006
"""How far from it the estimate of the best may lie."""


def judge(seed: int) -> tuple[Score, float]:
    """Our score, and the score that the true chances have on the same posts."""
    simulated = agency(seed)
    found = score([post for post, _ in simulated], held=3)
    held = {each.month for each in found.months}
    true = brier((chance, post.empty) for post, chance in simulated if post.month in held)
    return found, true


def held_to_the_truth(seeds: range) -> None:
    found = [judge(seed) for seed in seeds]
    for ours, true in found:
        assert ours.better, ours.words
        assert ours.ours <= true + NEAR_TRUTH, (ours.words, true)
        assert abs(ours.best - true) <= NEAR_BEST, (ours.words, true)
    assert sum(ours.ours - true for ours, true in found) / len(found) <= NEAR_ON_AVERAGE
    mean = sum(ours.best - true for ours, true in found) / len(found)
    assert abs(mean) <= NEAR_BEST / 2


def test_it_beats_the_base_rate_and_comes_near_the_true_chances() -> None:
    held_to_the_truth(range(3))


@pytest.mark.soak
def test_it_does_so_in_many_agencies() -> None:
    held_to_the_truth(range(100, 160))


def test_where_nothing_sets_posts_apart_every_chance_is_nearly_the_rate() -> None:
    dice = Random(1)
    posts = [replace(post, empty=dice.random() < 0.1) for post, _ in agency(7)]
    risk = learn(posts)
    assert isinstance(risk, Risk)
    off = [abs(risk.chance(post.features) - risk.rate) for post in posts]
    assert max(off) < 0.06
    assert sum(off) / len(off) < 0.015


def test_its_effects_are_where_the_likelihood_is_greatest() -> None:
    posts = [post for post, _ in agency(3, posts=1_200)]
    risk = learn(posts)
    assert isinstance(risk, Risk)

    def slope(feature: int, name: str) -> float:
        """Of the penalised likelihood, post by post."""
        mine = [post for post in posts if post.features[feature] == name]
        short = sum(post.empty - plain_chance(risk, post) for post in mine)
        return short - risk.effects[feature][name] / risk.spread[feature]

    for feature, effects in enumerate(risk.effects):
        assert all(abs(slope(feature, name)) < 0.5 for name in effects), FEATURES[feature]
    assert abs(sum(post.empty - plain_chance(risk, post) for post in posts)) < 0.5


def plain_chance(risk: Risk, post: Post) -> float:
    pairs = zip(risk.effects, post.features, strict=True)
    return sigmoid(risk.base + sum(effect[name] for effect, name in pairs))


@given(st.integers(0, 400), st.integers(0, 400))
def test_too_little_history_is_said_and_nothing_else(posts: int, empty: int) -> None:
    empty = min(empty, posts)
    enough = posts >= LEAST_POSTS and LEAST_EMPTY <= empty <= posts - LEAST_EMPTY
    assert (too_little(posts, empty) == "") == enough
    features = features_of("road", "PO", (5, 1, 9), None, 4 * HOUR, 1, "E1")
    found = learn(Post(n, "2026-05", features, n < empty) for n in range(posts))
    if enough:
        assert isinstance(found, Risk)
        assert abs(found.chance(features) - empty / posts) < 0.01
        assert found.like(features) == (posts, empty)
    else:
        assert isinstance(found, str)
        assert found.startswith("Too little history")


def test_no_chance_is_smaller_than_its_posts_can_show() -> None:
    risk = Risk(400, 30, -30.0, tuple({} for _ in FEATURES), (1.0,) * len(FEATURES), 1.0, {})
    features = ("",) * len(FEATURES)
    assert risk.chance(features) == 1 / 402
    assert replace(risk, base=30.0).chance(features) == 1 - 1 / 402
    assert risk.why(features) == ()


def test_it_says_what_raises_the_chance_and_how_many_were_alike() -> None:
    features = features_of("film", "PO", (5, 5, 2), 10 * HOUR, 4 * HOUR, 1, "E1")
    effects = tuple(
        {name: value}
        for name, value in zip(features, (0.9, 0, 0, 0.4, 0, 0, 1.2, 0, 0, -3), strict=True)
    )
    risk = Risk(400, 30, -2.0, effects, (1.0,) * 10, 9.0, {like(features): (12, 5)})
    assert risk.why(features) == ("notice: under a day", "type: film", "time of day: night")
    assert risk.like(features) == (12, 5)


def test_what_came_of_a_month_is_not_known_when_it_is_foretold() -> None:
    posts = [post for post, _ in agency(4, posts=1_600)]
    last = max(post.month for post in posts)
    turned = [replace(post, empty=post.empty != (post.month == last)) for post in posts]
    one, other = score(posts, held=1).months[0], score(turned, held=1).months[0]
    assert one.told == other.told
    assert one.empty == one.posts - other.empty
    assert one.ours != other.ours


def test_a_score_of_nothing_says_so() -> None:
    assert score([]).words == "No month could be held out to score it."
    assert not score([post for post, _ in agency(1, posts=200)]).better


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=20))
def test_the_brier_score_is_the_mean_square(told: list[tuple[float, bool]]) -> None:
    total = 0.0
    for chance, empty in told:
        total += (1 - chance) * (1 - chance) if empty else chance * chance
    assert brier(told) == pytest.approx(total / len(told) if told else 0.0)
