"""Two plain tests of a period: were awards made out of the order, and can chance explain who won?

Both are told with what they could not have seen: a test that finds nothing has shown little where
the numbers are small.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt
from random import Random
from statistics import NormalDist, median_low
from typing import NamedTuple

from coordinator.rules.chance import (
    LEVEL,
    POWER,
    fewest_seen,
    holm,
    hypergeometric_tail,
    rate_seen,
)

# ── the order ────────────────────────────────────────────────────────────────────────────────


class Judged(NamedTuple):
    """Awards of one officer whose packets tell their order, and how many were out of it."""

    awards: int
    out: int


@dataclass(frozen=True, slots=True)
class OrderFinding:
    """One officer: his awards, those out of order, and how likely chance alone gives as many."""

    officer_id: int
    awards: int
    out: int
    chance: float
    found: bool


@dataclass(frozen=True, slots=True)
class OrderTest:
    """Awards out of the recorded order, over all officers.

    `typical` is the median number of awards; with so many, `fewest` awards out of order would have
    been found, and a rate of `rate_seen` would have been found in four of five such periods. Both
    are None where nothing would have been found.
    """

    awards: int
    out: int
    findings: tuple[OrderFinding, ...]
    typical: int
    fewest: int | None
    rate_seen: float | None

    @property
    def found(self) -> tuple[OrderFinding, ...]:
        """The officers whose awards out of order are no chance."""
        return tuple(finding for finding in self.findings if finding.found)


def order_test(judged: Mapping[int, Judged]) -> OrderTest:
    """Who got more awards out of order than the agency's own rate explains.

    The chance of each is the exact tail: of all awards `out` are out of order, and his own are so
    many of all; it is the binomial tail at the agency's rate, given that the rate is known only
    from these same awards. (A binomial tail at the rate of the others alone would accuse whoever
    has the only award out of order.) Holm's correction goes over all officers with an award.
    """
    known = {key: each for key, each in judged.items() if each.awards}
    awards = sum(each.awards for each in known.values())
    out = sum(each.out for each in known.values())
    chances = {
        key: hypergeometric_tail(each.out, each.awards, out, awards) for key, each in known.items()
    }
    found = holm(chances)
    findings = (
        OrderFinding(key, each.awards, each.out, chances[key], key in found)
        for key, each in known.items()
    )
    ordered = tuple(sorted(findings, key=lambda each: (each.chance, each.officer_id)))
    typical = median_low([each.awards for each in known.values()]) if known else 0
    fewest = _fewest(typical, out, awards, len(known))
    rate = None if fewest is None else rate_seen(fewest, typical)
    return OrderTest(awards, out, ordered, typical, fewest, rate)


def _fewest(typical: int, out: int, awards: int, officers: int) -> int | None:
    """Beside the agency's own rate among the others, at Holm's first and strictest step."""
    if not officers:
        return None
    elsewhere = round(out * (awards - typical) / awards)
    return fewest_seen(typical, elsewhere, awards, LEVEL / officers)


# ── the outcome ──────────────────────────────────────────────────────────────────────────────


class Contest(NamedTuple):
    """One award: who won it, and everybody who asked for it (the winner among them)."""

    winner: int
    pool: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OutcomeFinding:
    """One officer: awards won, awards to be expected by chance, and whether he stands out."""

    officer_id: int
    won: int
    expected: float
    found: bool


@dataclass(frozen=True, slots=True)
class OutcomeTest:
    """Whether chance among those who could explains who won.

    `basis` is "asked" (all who asked for a position were equally likely) or "available" (everybody
    in proportion to his days of opportunity). `chance` is the share of draws whose spread was at
    least as great; `typical` the awards that an officer in the middle could expect, `seen` how many
    more or fewer would have been found in four of five such periods. None where there was nothing
    to draw.
    """

    basis: str
    awards: int
    officers: int
    draws: int
    seed: str
    chance: float | None
    findings: tuple[OutcomeFinding, ...]
    typical: float
    seen: int | None

    @property
    def found(self) -> tuple[OutcomeFinding, ...]:
        """The officers who stand out by themselves."""
        return tuple(finding for finding in self.findings if finding.found)


ASKED, AVAILABLE = "asked", "available"
LEAST_DRAWS, MOST_DRAWS = 99, 999
_WORK = 2_000_000
"""Awards drawn in all, so that a year takes about a second."""


class _Field(NamedTuple):
    """What each officer could expect: mean and variance of his awards under chance."""

    officers: tuple[int, ...]
    mean: tuple[float, ...]
    variance: tuple[float, ...]


Draw = Callable[[Random], Sequence[int]]
"""One period by chance alone: how often each officer of the field won."""


def outcome_test(
    contests: Sequence[Contest], opportunity: Mapping[int, int], seed: str
) -> OutcomeTest:
    """Can chance explain who won?

    Where at least half of the awards had two or more who asked, these are drawn again among those
    who asked. Otherwise all awards are drawn among all officers by days of opportunity, which
    cannot tell favour from not wanting to work.
    """
    contested = [contest for contest in contests if len(set(contest.pool)) > 1]
    if contested and 2 * len(contested) >= len(contests):
        return _tested(ASKED, contested, *_among_those_who_asked(contested), seed)
    return _tested(AVAILABLE, contests, *_among_all(len(contests), opportunity), seed)


def _among_those_who_asked(contests: Sequence[Contest]) -> tuple[_Field, Draw]:
    officers = tuple(sorted({key for contest in contests for key in contest.pool}))
    place = {key: n for n, key in enumerate(officers)}
    pools = [tuple(sorted({place[key] for key in contest.pool})) for contest in contests]
    mean, variance = [0.0] * len(officers), [0.0] * len(officers)
    for pool in pools:
        chance = 1 / len(pool)
        for n in pool:
            mean[n] += chance
            variance[n] += chance * (1 - chance)

    def draw(random: Random) -> Sequence[int]:
        won, number = [0] * len(officers), random.random
        for pool in pools:
            won[pool[int(number() * len(pool))]] += 1
        return won

    return _Field(officers, tuple(mean), tuple(variance)), draw


def _among_all(awards: int, opportunity: Mapping[int, int]) -> tuple[_Field, Draw]:
    days = {key: count for key, count in sorted(opportunity.items()) if count > 0}
    chances = [count / sum(days.values()) for count in days.values()]
    # One ticket for each day: twice as fast as choosing by weights.
    tickets = [n for n, count in enumerate(days.values()) for _ in range(count)]

    def draw(random: Random) -> Sequence[int]:
        won = [0] * len(days)
        for n in random.choices(tickets, k=awards):
            won[n] += 1
        return won

    mean = tuple(awards * chance for chance in chances)
    variance = tuple(awards * chance * (1 - chance) for chance in chances)
    return _Field(tuple(days), mean, variance), draw


def _tested(
    basis: str, contests: Sequence[Contest], field: _Field, draw: Draw, seed: str
) -> OutcomeTest:
    if not contests or not any(field.variance):
        return OutcomeTest(basis, len(contests), len(field.officers), 0, seed, None, (), 0.0, None)
    won, random = _won(contests, field), Random(seed)
    draws = min(MOST_DRAWS, max(LEAST_DRAWS, _WORK // len(contests)))
    drawn = [_spread(draw(random), field) for _ in range(draws)]
    spread, _ = _spread(won, field)
    as_great = sum(total >= spread - 1e-9 for total, _ in drawn)
    edge = _edge([greatest for _, greatest in drawn])
    typical = median_low(field.mean)
    at = field.mean.index(typical)
    return OutcomeTest(
        basis,
        len(contests),
        len(field.officers),
        draws,
        seed,
        # Phipson & Smyth, Permutation P-values Should Never Be Zero, 2010.
        (1 + as_great) / (1 + draws),
        tuple(_findings(won, field, edge)),
        typical,
        _smallest(edge, field.variance[at]),
    )


def _won(contests: Sequence[Contest], field: _Field) -> list[int]:
    won = dict.fromkeys(field.officers, 0)
    for contest in contests:
        if contest.winner in won:
            won[contest.winner] += 1
    return list(won.values())


def _spread(won: Sequence[int], field: _Field) -> tuple[float, float]:
    """The sum of (won - expected)^2 / variance over the officers, and its greatest term."""
    total = greatest = 0.0
    for count, mean, variance in zip(won, field.mean, field.variance, strict=True):
        if variance:
            term = (count - mean) ** 2 / variance
            total += term
            if term > greatest:
                greatest = term
    return total, greatest


def _edge(greatest: list[float]) -> float:
    """What the greatest term of a period reaches by chance in at most LEVEL of the draws."""
    return sorted(greatest)[ceil((1 - LEVEL) * (len(greatest) + 1)) - 1]


def _findings(won: Sequence[int], field: _Field, edge: float) -> Iterator[OutcomeFinding]:
    for key, count, mean, variance in zip(
        field.officers, won, field.mean, field.variance, strict=True
    ):
        term = (count - mean) ** 2 / variance if variance else 0.0
        yield OutcomeFinding(key, count, mean, term > edge)


def _smallest(edge: float, variance: float) -> int:
    """Awards more or fewer than expected that are found with POWER.

    By the normal approximation: (root of the edge + the POWER quantile) x standard deviation.
    """
    return ceil((sqrt(edge) + NormalDist().inv_cdf(POWER)) * sqrt(variance))
