"""How likely chance alone is: exact tails, a correction for many looks, and what could be seen.

The sources: the tails are sums of the binomial and the hypergeometric mass function; the latter is
Fisher's exact test (R. A. Fisher, The Logic of Inductive Inference, 1935); the correction is
S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, 1979.
"""

from collections.abc import Hashable, Mapping
from math import exp, lgamma, log, log1p
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

LEVEL = 0.05
"""A false alarm about anybody in at most this share of clean periods."""
POWER = 0.8
"""What counts as seen: found in at least this share of the periods in which it is there."""

_HALVINGS = 40
"""Steps of bisection: a rate to twelve decimals."""


def binomial_tail(most: int, tries: int, rate: float) -> float:
    """P(X >= most) where X counts the hits of `tries` independent tries, each at `rate`."""
    if most <= 0:
        return 1.0
    if most > tries or rate <= 0:
        return 0.0
    if rate >= 1:
        return 1.0
    first = _log_choose(tries, most) + most * log(rate) + (tries - most) * log1p(-rate)
    odds = rate / (1 - rate)
    return _summed(exp(first), [(tries - k) / (k + 1) * odds for k in range(most, tries)])


def hypergeometric_tail(most: int, drawn: int, marked: int, all_of_them: int) -> float:
    """P(X >= most) where X counts the marked among `drawn` of a whole that holds `marked`."""
    least, greatest = max(0, drawn + marked - all_of_them), min(drawn, marked)
    if most <= least:
        return 1.0
    if most > greatest:
        return 0.0
    plain = all_of_them - marked
    first = (
        _log_choose(marked, most)
        + _log_choose(plain, drawn - most)
        - _log_choose(all_of_them, drawn)
    )
    steps = [
        (marked - k) / (k + 1) * (drawn - k) / (plain - drawn + k + 1)
        for k in range(most, greatest)
    ]
    return _summed(exp(first), steps)


def holm(chances: Mapping[K, float], level: float = LEVEL) -> frozenset[K]:
    """Whose chance is so small that, over all who were looked at, it is no chance.

    Chances are taken in rising order against level / m, level / (m - 1), ... until one is too
    great; so a false alarm about anybody at all comes in at most `level` of clean periods.
    """
    found: list[K] = []
    for rank, (key, chance) in enumerate(sorted(chances.items(), key=lambda item: item[1])):
        if chance > level / (len(chances) - rank):
            break
        found.append(key)
    return frozenset(found)


def fewest_seen(drawn: int, marked_elsewhere: int, all_of_them: int, level: float) -> int | None:
    """The fewest marked of `drawn` that would be no chance, beside those that others have.

    None where not even all of them would be enough.
    """
    for own in range(1, drawn + 1):
        if hypergeometric_tail(own, drawn, marked_elsewhere + own, all_of_them) <= level:
            return own
    return None


def rate_seen(fewest: int, tries: int, power: float = POWER) -> float:
    """The smallest rate at which `fewest` hits of `tries` are reached in `power` of periods."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if binomial_tail(fewest, tries, middle) < power:
            low = middle
        else:
            high = middle
    return high


def _log_choose(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)


def _summed(first: float, steps: list[float]) -> float:
    """The first term, and each further one as a multiple of the one before; at most 1."""
    total = term = first
    for step in steps:
        term *= step
        total += term
        if term < total * 1e-17:
            break
    return min(total, 1.0)
