"""Simulated agencies whose posts stay empty with chances that are known."""

from collections.abc import Callable
from random import Random

from coordinator.rules.planning.posts import HOUR, Post, features_of
from coordinator.rules.planning.risk import sigmoid

KINDS = ("road", "event", "store", "film")
STRENGTHS = (0.6, 0.4, 0.5, 0.6, 0.0, 0.3, 0.7, 0.2, 0.0, 0.5)
"""How much the classes of each feature differ, as the deviation of their logits."""


def agency(seed: int, posts: int = 2_400, months: int = 12) -> list[tuple[Post, float]]:
    """Posts of details of two, over so many months, each with its true chance to stay empty."""
    dice = Random(seed)
    effects: dict[tuple[int, str], float] = {}

    def effect(feature: int, name: str) -> float:
        return effects.setdefault((feature, name), dice.gauss(0, STRENGTHS[feature]))

    found = []
    for detail in range(posts // 2):
        month = detail * months * 2 // posts
        described = _detail(dice, month)
        for rank in ("PO", dice.choice(("PO", "SGT"))):
            features = described(rank)
            logit = -2.0 + sum(effect(n, name) for n, name in enumerate(features))
            chance = sigmoid(logit)
            name = f"{2024 + month // 12}-{month % 12 + 1:02}"
            found.append((Post(detail, name, features, dice.random() < chance), chance))
    return found


def _detail(dice: Random, month: int) -> Callable[[str], tuple[str, ...]]:
    kind, employer = dice.choice(KINDS), f"E{dice.randrange(25)}"
    local = (month % 12 + 1, dice.randrange(7), dice.choice((2, 8, 9, 14, 18, 20)))
    notice = dice.choice((5, 40, 100, 300, 600)) * HOUR
    seconds = dice.choice((3, 5, 8, 10)) * HOUR
    return lambda rank: features_of(kind, rank, local, notice, seconds, 2, employer)
