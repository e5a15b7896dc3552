"""How good the chances were: Brier scores on months that were held out, beside two others.

The Brier score of a post is (chance told - outcome)², outcome 1 where it stayed empty; 0 is a
prophet, and less is better. Beside the forecast's own stand

- the *base*: the rate of the month before, told for every post;
- the *best*: an estimate of what nobody can get below who knows only these features, since even
  the true chances p leave p (1 - p) to luck. It is made in hindsight, as the variance that a
  regression leaves is estimated: the forecast is learnt anew with the held-out months among its
  posts, and the score that it then has on them is divided by 1 - d / n, n being the posts and d the
  degrees of freedom that the effects took up. It rests on the features adding up; what only their
  combinations tell, it takes for luck. It bears the luck of the same months as the other two, so
  that a forecast may by chance come out a little below it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from coordinator.rules.planning.posts import Post, by_month
from coordinator.rules.planning.risk import Risk, learn

HELD_OUT: Final = 6
"""Months that are foretold from what lay before them."""


@dataclass(frozen=True, slots=True)
class MonthScore:
    """The scores of one held-out month (2026-06): means over its posts. `told` is the share that
    was expected to stay empty."""

    month: str
    posts: int
    empty: int
    told: float
    ours: float
    base: float
    best: float


@dataclass(frozen=True, slots=True)
class Score:
    """The held-out months together."""

    months: tuple[MonthScore, ...]

    @property
    def posts(self) -> int:
        """How many posts were foretold."""
        return sum(each.posts for each in self.months)

    @property
    def ours(self) -> float:
        """The forecast's Brier score."""
        return self._mean([each.ours for each in self.months])

    @property
    def base(self) -> float:
        """That of the rate of the month before."""
        return self._mean([each.base for each in self.months])

    @property
    def best(self) -> float:
        """The best that the data allow."""
        return self._mean([each.best for each in self.months])

    @property
    def better(self) -> bool:
        """Whether the forecast told more than the rate of the month before."""
        return bool(self.months) and self.ours < self.base

    @property
    def words(self) -> str:
        """The three scores in a sentence."""
        if not self.months:
            return "No month could be held out to score it."
        many = len(self.months)
        return (
            f"Brier score {self.ours:.4f} on {self.posts:,} posts of {many} held-out"
            f" month{'s' if many > 1 else ''}; the month before's rate {self.base:.4f};"
            f" the best that the data allow {self.best:.4f}."
        )

    def _mean(self, values: Sequence[float]) -> float:
        pairs = zip(values, self.months, strict=True)
        return sum(value * each.posts for value, each in pairs) / max(self.posts, 1)


def score(posts: Iterable[Post], held: int = HELD_OUT, whole: Risk | str = "") -> Score:
    """Foretell each of the last months from all that lay before it, and score it.

    `whole` is what all the posts teach, where that has been learnt already. Months before which
    there is too little history are not scored.
    """
    posts = list(posts)
    months = by_month(posts)
    names = list(months)
    whole = whole or learn(posts)
    found = []
    for n, name in enumerate(names):
        if isinstance(whole, str) or n < max(1, len(names) - held):
            continue
        before = [post for earlier in names[:n] for post in months[earlier]]
        risk = learn(before)
        if isinstance(risk, Risk):
            found.append(_scored(name, months[name], risk, months[names[n - 1]], whole))
    return Score(tuple(found))


def _scored(
    name: str, posts: Sequence[Post], risk: Risk, before: Sequence[Post], whole: Risk
) -> MonthScore:
    rate = sum(post.empty for post in before) / len(before)
    told = [risk.chance(post.features) for post in posts]
    left = 1 - whole.freedom / whole.posts
    return MonthScore(
        name,
        len(posts),
        sum(post.empty for post in posts),
        sum(told) / len(posts),
        brier((chance, post.empty) for chance, post in zip(told, posts, strict=True)),
        brier((rate, post.empty) for post in posts),
        brier((whole.chance(post.features), post.empty) for post in posts) / left,
    )


def brier(told: Iterable[tuple[float, bool]]) -> float:
    """The mean of (chance - outcome)²."""
    errors = [(chance - empty) ** 2 for chance, empty in told]
    return sum(errors) / len(errors) if errors else 0.0
