"""What the book holds of the details that a file may speak of."""

from collections import defaultdict
from dataclasses import dataclass
from sqlite3 import Connection
from typing import Any, NamedTuple

from coordinator.rules.words import LIVE_ASSIGNMENT, EntryState
from storage.imports.details import DetailRecord
from storage.imports.employers import folded


class Entry(NamedTuple):
    """The current timesheet entry of an assignment; `fixed` once approved, billed or paid."""

    id: int
    started_at: int
    ended_at: int
    break_minutes: int
    pay_minutes: int | None
    pay_rate_cents: int | None
    pay_cents: int | None
    fixed: int


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A live assignment with its position and its hours."""

    assignment_id: int
    position_id: int
    officer_id: int
    starts_at: int
    ends_at: int
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class DetailFacts:
    """A detail of the book with its live assignments and the ids of its open positions."""

    id: int
    number: str
    assigned: tuple[SeatFacts, ...]
    open_positions: tuple[int, ...]


class Officers:
    """The officers of the book by badge, or by a name that only one has."""

    def __init__(self, connection: Connection) -> None:
        self._by_badge: dict[str, int] = {}
        self._by_name: defaultdict[str, set[int]] = defaultdict(set)
        rows = connection.execute("SELECT id, badge, last_name, first_name FROM officer")
        for officer, badge, last, first in rows:
            self._by_badge[badge] = officer
            for name in (f"{last}, {first}", f"{last},{first}", f"{first} {last}"):
                self._by_name[folded(name)].add(officer)

    def __len__(self) -> int:
        return len(self._by_badge)

    def find(self, badge: str, name: str) -> int:
        """The officer's id; 0 where nobody, or more than one, goes by that."""
        if badge:
            return self._by_badge.get(badge, 0)
        named = self._by_name.get(folded(name), set())
        return next(iter(named)) if len(named) == 1 else 0

    @property
    def by_badge(self) -> dict[str, int]:
        """Badge → id."""
        return self._by_badge


class DetailBook:
    """The details of the book by outside number, or by place and hours."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, record: DetailRecord, employer_id: int, site_id: int) -> int:
        """The detail's id, or 0."""
        first = record.seats[0]
        if first.reference:
            # A detail moved by some hours is still the same one; one on another day is not.
            found = self._connection.execute(
                "SELECT id FROM detail WHERE reference = ? AND starts_at < ? AND ends_at > ? "
                "ORDER BY id",
                (first.reference, record.ends_at + 1, record.starts_at - 1),
            ).fetchone()
        else:
            found = self._connection.execute(
                "SELECT detail.id FROM detail JOIN job ON job.id = job_id WHERE employer_id = ? "
                "AND site_id = ? AND starts_at = ? AND ends_at = ? ORDER BY detail.id",
                (employer_id, site_id, record.starts_at, record.ends_at),
            ).fetchone()
        return int(found[0]) if found else 0

    def load(self, detail_id: int) -> DetailFacts:
        """The detail with its live assignments."""
        row = self._connection.execute("SELECT number FROM detail WHERE id = ?", (detail_id,))
        positions = self._connection.execute(
            "SELECT id FROM position WHERE detail_id = ? AND NOT cancelled ORDER BY id",
            (detail_id,),
        )
        assigned = self._assigned(detail_id)
        taken = {seat.position_id for seat in assigned}
        free = tuple(position for (position,) in positions if position not in taken)
        return DetailFacts(detail_id, row.fetchone()[0], assigned, free)

    def _assigned(self, detail_id: int) -> tuple[SeatFacts, ...]:
        states = ", ".join(f"'{state}'" for state in LIVE_ASSIGNMENT)
        rows = self._connection.execute(
            "SELECT assignment.id, position_id, officer_id, assignment.starts_at, "
            "assignment.ends_at, entry.id, started_at, ended_at, break_minutes, "
            "stated_pay_minutes, stated_pay_rate_cents, stated_pay_cents, entry.state <> ? OR "
            "EXISTS (SELECT 1 FROM charge WHERE entry_id = entry.id AND NOT released) "
            "FROM assignment JOIN position ON position.id = position_id "
            "LEFT JOIN timesheet_entry AS entry ON assignment_id = assignment.id "
            f"AND entry.state <> ? WHERE detail_id = ? AND assignment.state IN ({states})",
            (EntryState.ENTERED, EntryState.REPLACED, detail_id),
        )
        return tuple(_seat(row) for row in rows)


def _seat(row: tuple[Any, ...]) -> SeatFacts:
    assignment, position, officer, starts, ends, *hours = row
    entry = Entry(*hours) if hours[0] else None
    return SeatFacts(assignment, position, officer, starts, ends, entry)
