"""Punches, claims and certificates against the book: each is laid beside the hours ordered.

A row belongs to the assignment that it names (position or detail with the officer), or else to the
one of that officer whose order lies within twelve hours of it, if only one does.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING, NamedTuple

from coordinator.actions.importing.detail_facts import Officers
from coordinator.actions.importing.plans import Difference, FileFacts, Item, Plan, State
from storage.imports.fields import STATED_BY
from storage.imports.hours import StatedRecord
from storage.imports.problems import by_row
from storage.imports.rows import Reading
from storage.queries.money.stated import Stated, latest_statements

if TYPE_CHECKING:
    from storage.transaction import Transaction

NEAR_SECONDS = 12 * 3600
LONGEST_SECONDS = 36 * 3600


class Seat(NamedTuple):
    """An assignment that a row may be of."""

    id: int
    officer_id: int
    position: str
    detail: str
    starts_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class StatedStep:
    """Hours of one assignment, to be written."""

    seat: Seat
    side: str
    record: StatedRecord


def compare_stated(
    connection: Connection, reading: Reading[StatedRecord], file: FileFacts, kind: str, now: int
) -> Plan:
    """The plan of a file of hours. What the side has stated before stays beside what is new."""
    officers = Officers(connection)
    seats = _seats(connection, reading.records)
    by_officer: dict[int, list[Seat]] = defaultdict(list)
    for each in seats:
        by_officer[each.officer_id].append(each)
    held = latest_statements(connection, [seat.id for seat in seats])
    side = STATED_BY[kind]
    items: list[Item] = []
    steps: list[StatedStep] = []
    taken: set[int] = set()
    same = 0
    for record in reading.records:
        officer = officers.find(record.badge, record.officer)
        wrong = _impossible(record, officer, now)
        seat = wrong or _seat_of(record, by_officer.get(officer, ()), taken)
        if isinstance(seat, str):
            reading.refuse(record.row, "", record.place or record.badge, seat, _REMEDY)
            continue
        taken.add(seat.id)
        before = held.get(seat.id, {}).get(side)
        if before is not None and _span(before) == _span(record):
            same += 1
            continue
        state = State.CHANGED if before else State.NEW
        told = Difference("hours", _words(before), _words(record))
        items.append(Item(state, seat.position, record.badge or record.officer, (told,)))
        steps.append(StatedStep(seat, side, record))
    problems = by_row(reading.problems)
    notes = tuple(reading.notes)
    return Plan(kind, file, tuple(items), same, problems, (), notes, steps=tuple(steps))


def write_stated(tx: "Transaction", steps: Sequence[StatedStep]) -> None:
    """Write every step inside the caller's action."""
    # Imported late: the models cost more than the first screen.
    from storage.models import StatedHours

    for step in steps:
        record = step.record
        tx.add(
            StatedHours(
                assignment_id=step.seat.id,
                stated_by=step.side,
                started_at=record.started_at,
                ended_at=record.ended_at,
                break_minutes=record.break_minutes,
                said_by=record.said_by or (record.officer if step.side != "certified" else ""),
                said_at=tx.now,
                words=record.words,
            )
        )


_REMEDY = "mend the officer, the position or the times"


def _impossible(record: StatedRecord, officer: int, now: int) -> str:
    """Why nobody can have worked this, or empty."""
    if not officer:
        return "is no officer of the roster"
    if record.ended_at > now:
        return "lies in the future"
    if record.ended_at - record.started_at > LONGEST_SECONDS:
        return "is longer than 36 hours"
    if record.break_minutes * 60 >= record.ended_at - record.started_at:
        return "has a break as long as the work"
    return ""


def _seat_of(record: StatedRecord, seats: Sequence[Seat], taken: set[int]) -> Seat | str:
    """The assignment of the officer that a row is of, or why there is none."""
    mine = [seat for seat in seats if _near(seat, record)]
    if record.place:
        mine = [x for x in mine if record.place in (x.position, x.detail)]
    if not mine:
        return "names no assignment of that officer within twelve hours"
    # Of several seats of one day the one that overlaps the hours is meant.
    over = [x for x in mine if x.starts_at < record.ended_at and x.ends_at > record.started_at]
    found = over if len(mine) > 1 else mine
    if len(found) != 1:
        return "may be of several assignments"
    return "stands twice in the file" if found[0].id in taken else found[0]


def _near(seat: Seat, record: StatedRecord) -> bool:
    return (
        seat.starts_at - NEAR_SECONDS <= record.started_at <= seat.ends_at
        and record.ended_at <= seat.ends_at + NEAR_SECONDS
    )


def _seats(connection: Connection, records: Iterable[StatedRecord]) -> tuple[Seat, ...]:
    starts = [record.started_at for record in records]
    if not starts:
        return ()
    rows = connection.execute(
        "SELECT assignment.id, officer_id, position.number, detail.number,"
        " assignment.starts_at, assignment.ends_at FROM assignment"
        " JOIN position ON position.id = assignment.position_id"
        " JOIN detail ON detail.id = position.detail_id"
        " WHERE assignment.starts_at BETWEEN ? AND ?"
        " AND assignment.state IN ('assigned', 'confirmed', 'worked')",
        (min(starts) - 2 * LONGEST_SECONDS, max(starts) + NEAR_SECONDS),
    )
    return tuple(Seat(*row) for row in rows)


def _span(hours: Stated | StatedRecord) -> tuple[int, int, int]:
    return hours.started_at, hours.ended_at, hours.break_minutes


def _words(hours: Stated | StatedRecord | None) -> str:
    if hours is None:
        return ""
    minutes = (hours.ended_at - hours.started_at) // 60 - hours.break_minutes
    return f"{minutes // 60}:{minutes % 60:02} h"
