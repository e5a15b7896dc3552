"""The order of candidates: an ordered list of keys, and groups where the keys end in a tie.

A tie is an honest answer: the order is drawn only where the policy says so, with a seed that
anybody can use to repeat the draw; otherwise the coordinator picks, with a reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from operator import attrgetter

from coordinator.rules.distribution.periods import Period as Cycle
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.spans import DAY, Calendar, Span

NEVER = 1 << 62
"""Sorts behind every instant: an answer that never came."""

NO_DATE = "9999-12-31"
"""Sorts behind every date: an officer without a seniority date is the most junior."""


class KeyKind(StrEnum):
    """What a key of the rotation compares; the smaller value comes first."""

    FEWEST_HOURS = "fewest_hours"
    FEWEST_DETAILS = "fewest_details"
    LONGEST_SINCE = "longest_since"
    SENIORITY = "seniority"
    FIRST_ANSWER = "first_answer"
    DRAW = "draw"


class Period(StrEnum):
    """Over what time hours or details are counted; `rolling` is so many days up to the start."""

    MONTH = "month"
    YEAR = "year"
    ROLLING = "rolling"
    OTHER = "other"
    """A period of the distribution part of the policy, in `Key.over`."""


class Ties(StrEnum):
    """What happens where the keys end in a tie."""

    PICK = "pick"
    DRAW = "draw"


COUNTING = (KeyKind.FEWEST_HOURS, KeyKind.FEWEST_DETAILS)


@dataclass(frozen=True, slots=True)
class Key:
    """One key; `period` and `days` matter only to keys that count."""

    by: KeyKind
    period: Period = Period.MONTH
    days: int = 0
    over: Cycle | None = None

    def span(self, starts_at: int, calendar: Calendar) -> Span:
        """The time over which the key counts for a position that starts then."""
        if self.over is not None:
            return self.over.span(starts_at, calendar)
        if self.period is Period.ROLLING:
            return starts_at - self.days * DAY, starts_at + 1
        if self.period is Period.YEAR:
            return calendar.year(starts_at)
        return calendar.months((starts_at, starts_at + 1))[0]


@dataclass(frozen=True, slots=True)
class Rotation:
    """The ordered keys and what becomes of ties."""

    keys: tuple[Key, ...]
    ties: Ties = Ties.PICK

    def periods(self, starts_at: int, calendar: Calendar) -> tuple[Span, ...]:
        """The distinct periods that the keys count over, in the order in which they appear."""
        spans = (key.span(starts_at, calendar) for key in self.keys if key.by in COUNTING)
        return tuple(dict.fromkeys(spans))


def ticket(seed: str, officer_id: int | str) -> str:
    """An officer's lot in a draw: the SHA-256 of "seed:id" in hex; the smallest comes first."""
    return sha256(f"{seed}:{officer_id}".encode()).hexdigest()


def order(
    officers: Iterable[OfficerFacts],
    rotation: Rotation,
    starts_at: int,
    calendar: Calendar,
    seed: str,
) -> tuple[tuple[OfficerFacts, ...], ...]:
    """Officers in the rule's order, in groups: within a group the rule says no more.

    Inside a group they stand by badge, which means nothing but that the list looks the same twice.
    """
    everybody = list(officers)
    values = _values(everybody, rotation, starts_at, calendar, seed)
    badges, ids = (map(attrgetter(name), everybody) for name in ("badge", "id"))
    placed = sorted(zip(values, badges, ids, everybody, strict=True))
    groups: list[list[OfficerFacts]] = []
    before: object = None
    for place, _, _, officer in placed:
        if place == before:
            groups[-1].append(officer)
        else:
            groups.append([officer])
            before = place
    return tuple([tuple(group) for group in groups])


def _values(
    officers: Sequence[OfficerFacts],
    rotation: Rotation,
    starts_at: int,
    calendar: Calendar,
    seed: str,
) -> Iterable[tuple[object, ...]]:
    """Each officer's place value, equal for a tie; key by key, which spares a call for each."""
    periods = rotation.periods(starts_at, calendar)
    parts = [_part(key, periods, starts_at, calendar, seed) for key in rotation.keys]
    if rotation.ties is Ties.DRAW:
        parts.append(lambda officer: ticket(seed, officer.id))
    if not parts:
        return [()] * len(officers)
    return zip(*(map(part, officers) for part in parts), strict=True)


def _part(
    key: Key, periods: Sequence[Span], starts_at: int, calendar: Calendar, seed: str
) -> Callable[[OfficerFacts], object]:
    if key.by in COUNTING:
        place = periods.index(key.span(starts_at, calendar))
        which = COUNTING.index(key.by)
        return lambda officer: officer.tallies[place][which] if officer.tallies else 0
    match key.by:
        case KeyKind.LONGEST_SINCE:
            return lambda officer: officer.last_worked_at or 0
        case KeyKind.SENIORITY:
            return lambda officer: (officer.seniority_on or NO_DATE, officer.seniority_tie)
        case KeyKind.FIRST_ANSWER:
            return lambda officer: NEVER if officer.expressed_at is None else officer.expressed_at
        case _:
            return lambda officer: ticket(seed, officer.id)
