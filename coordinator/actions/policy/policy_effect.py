"""What a changed policy would do: to the details held and open now, and to those of a past time.

Each seat is judged by the policy in force and by the proposed one, on the same facts. Of the past
it says which assignments would have stood against the proposed rules; who would have got them
instead it does not say, since every award would have moved the later ones.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.policy.checking import Violation, check_book
from coordinator.actions.policy.policies import Governing
from coordinator.actions.policy.policy_reading import StoppedError
from coordinator.actions.staffing.candidates import Ranking, ask, completed, ranked
from coordinator.rules.policy import Policy, read_policy
from coordinator.rules.spans import DAY, Span
from storage.database import Book
from storage.queries.lists import View, window
from storage.queries.staffing.planning import OPEN_SEATS, OpenSeat

if TYPE_CHECKING:
    from coordinator.long_work import Progress

DAYS_AHEAD = 30
MOST_SEATS = 200
"""Open seats that are ranked twice, the nearest first."""


@dataclass(frozen=True, slots=True)
class SeatEffect:
    """One open seat of which the change makes a difference: how many can, and who comes first."""

    position: str
    starts_at: int
    can_before: int
    can_after: int
    first_before: str
    first_after: str

    @property
    def sentence(self) -> str:
        """'26-0412.3b: 12 can instead of 14; first Diaz #1003 instead of Baker #1001'."""
        parts = []
        if self.can_after != self.can_before:
            parts.append(f"{self.can_after} can instead of {self.can_before}")
        if self.first_after != self.first_before:
            before = self.first_before or "nobody"
            parts.append(f"first {self.first_after or 'nobody'} instead of {before}")
        return f"{self.position}: {'; '.join(parts)}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What the proposed policy does, against the one in force.

    `against` are assignments that only the proposed one breaks, `no_longer` those that only the
    present one does. `seats` counts the open seats looked at, `moved` are those that differ.
    """

    assignments: int
    against: tuple[Violation, ...]
    no_longer: tuple[Violation, ...]
    seats: int
    moved: tuple[SeatEffect, ...]


def effect_of(
    book: Path, document: str, now: int, span: Span | None, progress: "Progress"
) -> Effect:
    """The effect on the assignments that start in a span (UTC; None: what is still to come), and
    on the open seats of the coming month.

    To be run in a process of its own. Raises StoppedError, and ValueError for a wrong document.
    """
    policy = read_policy(document)
    if not isinstance(policy, Policy):
        raise ValueError(str(policy.problems[0]))  # noqa: TRY004 - the document is at fault
    opened = Book(book)
    connection = opened.reader()
    told = _Told(connection, progress)
    held = span or (now, 1 << 40)
    before, count = told.check(held, None)
    after, _ = told.check(held, policy)
    seats = _open_seats(connection, now)
    moved = tuple(told.seats(seats, policy, now))
    opened.close()
    return Effect(count, _only(after, before), _only(before, after), len(seats), moved)


class _Told:
    """The three passes, with progress over all of them."""

    def __init__(self, connection: sqlite3.Connection, progress: "Progress") -> None:
        self._connection = connection
        self._progress = progress
        officers = connection.execute("SELECT count(*) FROM officer").fetchone()[0]
        self._total = 2 * officers + MOST_SEATS
        self._done = 0

    def check(self, span: Span, proposed: Policy | None) -> tuple[list[Violation], int]:
        found: list[Violation] = []
        count = 0
        for checked in check_book(self._connection, span, proposed=proposed):
            self._tick()
            found += checked.violations
            count += checked.assignments
        return found, count

    def seats(self, seats: tuple[OpenSeat, ...], policy: Policy, now: int) -> Iterator[SeatEffect]:
        for seat in seats:
            self._tick()
            effect = _seat_effect(self._connection, seat, policy, now)
            if (effect.can_before, effect.first_before) != (effect.can_after, effect.first_after):
                yield effect

    def _tick(self) -> None:
        self._done += 1
        if self._progress(self._done, self._total) is False:
            raise StoppedError("The comparison was stopped.")


def _open_seats(connection: sqlite3.Connection, now: int) -> tuple[OpenSeat, ...]:
    view = View("start", fixed=(("now", now),))
    lines = window(connection, OPEN_SEATS, view, MOST_SEATS)
    return tuple(line.row for line in lines if now < line.row.starts_at < now + DAYS_AHEAD * DAY)


def _seat_effect(
    connection: sqlite3.Connection, seat: OpenSeat, policy: Policy, now: int
) -> SeatEffect:
    question, governing = ask(connection, seat.id, now)
    before = ranked(connection, question, governing)
    proposed = completed(connection, question, policy)
    after = ranked(connection, proposed, Governing(policy, None))
    return SeatEffect(
        seat.number, seat.starts_at, _can(before), _can(after), _first(before), _first(after)
    )


def _can(ranking: Ranking) -> int:
    return sum(len(group) for group in ranking.groups)


def _first(ranking: Ranking) -> str:
    return " or ".join(f"{c.officer.last_name} #{c.badge}" for c in ranking.first)


def _only(those: list[Violation], others: list[Violation]) -> tuple[Violation, ...]:
    known = {violation.assignment_id for violation in others}
    found = [violation for violation in those if violation.assignment_id not in known]
    return tuple(sorted(found, key=lambda one: (one.starts_at, one.position)))
