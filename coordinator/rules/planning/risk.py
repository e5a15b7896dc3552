"""The chance that a post stays empty: rates of the agency's own past, drawn together.

A logistic regression on classes: the logit of the chance is a base and one effect of each feature's
class. Every effect is drawn towards 0 by as much as the feature's classes differ less than chance
would make them differ (a normal prior whose variance is estimated from the posts, by EM on the
Laplace approximation), so that a class with three posts says little, and a feature that means
nothing says nothing. Effects are found by Newton's steps feature by feature over counted classes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Final

from coordinator.rules.planning.posts import FEATURES, Features, Post, like

LEAST_POSTS: Final = 300
"""Fewer posts are too little history to tell a chance by."""
LEAST_EMPTY: Final = 20
"""So are fewer posts that stayed empty, or that were filled."""
ROUNDS: Final = 14
SWEEPS: Final = 2
STEP: Final = 1.5
"""The greatest change of an effect at once."""
NARROWEST: Final = 1e-4
WIDEST: Final = 4.0
"""Bounds of the variance of a feature's effects."""


@dataclass(frozen=True, slots=True)
class Risk:
    """What was learnt. `effects` are by class, in the order of FEATURES; `spread` the variance of
    each feature's effects; `freedom` how many degrees of freedom they took up; `alike` (posts, of
    them empty) by what posts have in common."""

    posts: int
    empty: int
    base: float
    effects: tuple[Mapping[str, float], ...]
    spread: tuple[float, ...]
    freedom: float
    alike: Mapping[Features, tuple[int, int]]

    @property
    def rate(self) -> float:
        """The share of all posts that stayed empty."""
        return self.empty / self.posts

    def chance(self, features: Features) -> float:
        """The chance (0 to 1) that such a post stays empty.

        It is never told to be smaller or greater than that many posts can show.
        """
        known = zip(self.effects, features, strict=True)
        found = sigmoid(self.base + sum(effect.get(name, 0.0) for effect, name in known))
        least = 1 / (self.posts + 2)
        return min(max(found, least), 1 - least)

    def why(self, features: Features, most: int = 3) -> tuple[str, ...]:
        """The classes that raise the chance most, such as "time of day: night"."""
        raising = sorted(
            (
                (effect.get(name, 0.0), f"{feature}: {name or '(none)'}")
                for feature, effect, name in zip(FEATURES, self.effects, features, strict=True)
            ),
            reverse=True,
        )
        return tuple(words for value, words in raising[:most] if value > 0.05)

    def like(self, features: Features) -> tuple[int, int]:
        """How many posts of the same type, weekday and time of day there were; how many stayed
        empty."""
        return self.alike.get(like(features), (0, 0))


def sigmoid(x: float) -> float:
    """The chance whose logit is x."""
    return 1 / (1 + exp(-x)) if x > -700 else 0.0


def too_little(posts: int, empty: int) -> str:
    """Why a chance cannot be told from so many posts; empty where it can."""
    if posts < LEAST_POSTS:
        return f"Too little history: {posts:,} posts have passed, {LEAST_POSTS} are wanted."
    if min(empty, posts - empty) < LEAST_EMPTY:
        which = "stayed empty" if empty < LEAST_EMPTY else "were filled"
        few = min(empty, posts - empty)
        return f"Too little history: {few} of {posts:,} posts {which}, {LEAST_EMPTY} are wanted."
    return ""


def learn(posts: Iterable[Post]) -> Risk | str:
    """What the posts teach, or why they are too few."""
    counted, alike = _counted(posts)
    many, empty = sum(n for n, _ in counted.values()), sum(k for _, k in counted.values())
    if few := too_little(many, empty):
        return few
    fit = _Fit(counted, log(empty / (many - empty)))
    fit.settle()
    return Risk(many, empty, fit.base, fit.by_name(), tuple(fit.spread), fit.freedom, alike)


Counts = dict[Features, tuple[int, int]]


def _counted(posts: Iterable[Post]) -> tuple[Counts, Counts]:
    """(posts, empty) by all features, and by what posts have in common."""
    all_of: Counter[Features] = Counter()
    empty: Counter[Features] = Counter()
    for post in posts:
        all_of[post.features] += 1
        empty[post.features] += post.empty
    alike: Counts = {}
    for features, many in all_of.items():
        n, k = alike.get(like(features), (0, 0))
        alike[like(features)] = (n + many, k + empty[features])
    return {features: (many, empty[features]) for features, many in all_of.items()}, alike


class _Fit:
    """One regression under way. A cell is a combination of classes that occurs."""

    def __init__(self, counted: Counts, base: float) -> None:
        cells = list(counted.items())
        self.many = [float(n) for _, (n, _) in cells]
        self.empty = [float(k) for _, (_, k) in cells]
        self.names: list[dict[str, int]] = []
        self.places: list[list[int]] = []
        for feature in range(len(FEATURES)):
            names: dict[str, int] = {}
            places = [names.setdefault(each[feature], len(names)) for each, _ in cells]
            self.names.append(names)
            self.places.append(places)
        self.base = base
        self.logits = [base] * len(cells)
        self.effects = [[0.0] * len(names) for names in self.names]
        self.spread = [0.25] * len(FEATURES)
        self.freedom = 1.0

    def settle(self) -> None:
        """Go round until the effects stand still."""
        for turn in range(ROUNDS):
            # In the last rounds the variances stand still, so that the effects settle.
            self._round(moving=turn < ROUNDS - 4)

    def by_name(self) -> tuple[dict[str, float], ...]:
        """The effects of each feature by its classes."""
        named = zip(self.names, self.effects, strict=True)
        return tuple({name: values[n] for name, n in names.items()} for names, values in named)

    def _round(self, *, moving: bool) -> None:
        chances = [sigmoid(each) for each in self.logits]
        weights = [n * p * (1 - p) for n, p in zip(self.many, chances, strict=True)]
        short = [k - n * p for k, n, p in zip(self.empty, self.many, chances, strict=True)]
        sums = [
            _added(places, weights, len(names))
            for places, names in zip(self.places, self.names, strict=True)
        ]
        whole = sum(weights) or 1.0
        for _ in range(SWEEPS):
            short = self._move_base(short, weights, whole)
            for feature, total in enumerate(sums):
                short = self._move(feature, total, short, weights)
        if moving:
            self._widen(sums)
        self.freedom = 1 + sum(
            weight / (weight + 1 / tight)
            for total, tight in zip(sums, self.spread, strict=True)
            for weight in total
        )

    def _move_base(self, short: list[float], weights: list[float], whole: float) -> list[float]:
        step = _bounded(sum(short) / whole)
        self.base += step
        self.logits = [each + step for each in self.logits]
        return [r - w * step for r, w in zip(short, weights, strict=True)]

    def _move(
        self, feature: int, total: Sequence[float], short: list[float], weights: list[float]
    ) -> list[float]:
        """One step of each class of a feature; what is short of the posts empty afterwards."""
        places, effects, tight = self.places[feature], self.effects[feature], self.spread[feature]
        gained = _added(places, short, len(effects))
        steps = [
            _bounded((gain - effect / tight) / (weight + 1 / tight))
            for gain, effect, weight in zip(gained, effects, total, strict=True)
        ]
        self.effects[feature] = [a + b for a, b in zip(effects, steps, strict=True)]
        self.logits = [a + steps[n] for a, n in zip(self.logits, places, strict=True)]
        return [r - w * steps[n] for r, w, n in zip(short, weights, places, strict=True)]

    def _widen(self, sums: Sequence[Sequence[float]]) -> None:
        """Estimate anew how much the classes of each feature differ."""
        for feature, total in enumerate(sums):
            tight = self.spread[feature]
            free = sum(weight / (weight + 1 / tight) for weight in total)
            seen = sum(effect**2 for effect in self.effects[feature])
            self.spread[feature] = min(max(seen / max(free, 1e-9), NARROWEST), WIDEST)


def _added(places: Sequence[int], values: Sequence[float], many: int) -> list[float]:
    sums = [0.0] * many
    for place, value in zip(places, values, strict=True):
        sums[place] += value
    return sums


def _bounded(step: float) -> float:
    return max(-STEP, min(step, STEP))
