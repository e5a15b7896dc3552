"""Hours already worked beside the on-duty records that share time with them, and what is known of
both: for looking back.

Everything is read by when assignments begin: in pieces of such time all records of a detail, and
all its cases, come together. What governs is as in `storage.queries.people.duty`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from coordinator.rules.looking_back import HAND, KnownCase, Overlap
from coordinator.rules.spans import Span
from storage.queries.people.duty import LONG, active_batches, governing
from storage.queries.staffing.facts import LIVE

NEAR = 7 * 86_400
"""Seconds. Hours worked lie within so much of where their assignment begins."""

_HOURS = (
    "coalesce(t.started_at, s.started_at, a.starts_at) AS worked_from, "
    "coalesce(t.ended_at, s.ended_at, a.ends_at) AS worked_until"
)
_ENTERED = (
    "LEFT JOIN timesheet_entry AS t ON t.assignment_id = a.id AND t.state <> 'replaced' "
    "LEFT JOIN stated_hours AS s ON s.id = (SELECT id FROM stated_hours AS said "
    "WHERE said.assignment_id = a.id AND stated_by IN ('punched', 'claimed') "
    "ORDER BY stated_by DESC, id DESC LIMIT 1)"
)
"""The hours as entered or approved, else as punched, else as claimed, else as planned."""

_WORKED = (
    f"SELECT a.id, a.officer_id, {_HOURS} FROM assignment AS a INDEXED BY assignment_by_start "
    f"{_ENTERED} WHERE a.starts_at >= :first AND a.starts_at < :until AND a.{LIVE}"
)
_ORDINARY = (
    "SELECT w.id, w.officer_id, worked_from, worked_until, "
    "shift.starts_at, shift.ends_at, kind, leave_kind, batch_id, shift.id "
    f"FROM ({_WORKED}) AS w CROSS JOIN shift INDEXED BY shift_by_officer "
    f"ON shift.officer_id = w.officer_id AND shift.starts_at >= worked_from - {LONG} "
    "AND shift.starts_at < worked_until "
    "WHERE shift.ends_at > worked_from AND worked_until <= :now "
    f"AND shift.ends_at - shift.starts_at <= {LONG}"
)
_BESIDE = (
    f"CROSS JOIN assignment AS a INDEXED BY assignment_by_officer {_ENTERED} "
    "WHERE a.officer_id = r.officer_id AND a.starts_at >= :first AND a.starts_at < :until "
    f"AND a.{LIVE} AND worked_from < r.ends_at AND worked_until > r.starts_at "
    "AND worked_until <= :now"
)
_LONG = (
    f"SELECT a.id, a.officer_id, {_HOURS}, r.starts_at, r.ends_at, r.kind, r.leave_kind, "
    "r.batch_id, r.id FROM (SELECT id, officer_id, max(starts_at, :from) AS starts_at, "
    "min(ends_at, :to) AS ends_at, kind, leave_kind, batch_id "
    "FROM shift INDEXED BY shift_long WHERE batch_id = :batch AND ends_at > :low "
    f"AND starts_at < :high AND ends_at - starts_at > {LONG}) AS r {_BESIDE}"
)
_ADDED = (
    f"SELECT a.id, a.officer_id, {_HOURS}, r.starts_at, r.ends_at, r.kind, r.leave_kind, "
    "NULL, r.id FROM (SELECT id, officer_id, starts_at, ends_at, kind, leave_kind "
    "FROM shift_overlay WHERE starts_at < :high AND ends_at > :low) AS r "
    f"{_BESIDE}"
)
_CASES = (
    "SELECT c.id, c.assignment_id, c.source, c.kind, c.starts_at, c.ends_at, c.worked_from_at, "
    "c.worked_until_at, c.told_from_at, c.told_until_at, c.state, c.was, c.batch_id "
    "FROM overlap_case AS c JOIN assignment AS a ON a.id = c.assignment_id "
)


class Schedule(NamedTuple):
    """Which imports are in force and where: read once for a whole look."""

    spans: dict[int, list[Span]]
    sources: dict[int, str]
    hidden: frozenset[int]


def schedule_in_force(connection: sqlite3.Connection) -> Schedule:
    """The imports in force with the time that each governs, and the shifts hidden by hand."""
    batches = active_batches(connection)
    spans: dict[int, list[Span]] = defaultdict(list)
    for batch_id, first, until in governing(batches):
        spans[batch_id].append((first, until))
    hidden = connection.execute(
        "SELECT hides_shift_id FROM shift_overlay WHERE hides_shift_id IS NOT NULL"
    )
    return Schedule(
        dict(spans),
        {batch.id: batch.source for batch in batches},
        frozenset(shift for (shift,) in hidden),
    )


def covered_by(connection: sqlite3.Connection, batch_id: int) -> list[Span]:
    """The time that an import covers, whatever its state; nothing where there is none."""
    rows = connection.execute("SELECT from_at, until_at FROM shift_batch WHERE id = ?", (batch_id,))
    return rows.fetchall()


def first_start(connection: sqlite3.Connection) -> int | None:
    """When the first assignment of the book begins."""
    found = connection.execute("SELECT min(starts_at) FROM assignment").fetchone()
    return None if found[0] is None else int(found[0])


def overlaps(
    connection: sqlite3.Connection, schedule: Schedule, begins: Span, now: int
) -> Iterator[Overlap]:
    """Every record in force that shares time with hours worked, of assignments that begin in a
    span and were over by `now`."""
    known = {"first": begins[0], "until": begins[1], "now": now}
    around = {"low": begins[0] - NEAR, "high": begins[1] + NEAR}
    for row in connection.execute(_ORDINARY, known):
        if row[9] not in schedule.hidden and _starts_within(row[4], schedule.spans.get(row[8])):
            yield _overlap(row, schedule)
    for batch_id, low, high in _pieces_near(schedule, around["low"], around["high"]):
        piece = {"batch": batch_id, "from": low, "to": high}
        piece |= {"low": max(low, around["low"]), "high": min(high, around["high"])}
        for row in connection.execute(_LONG, known | piece):
            if row[9] not in schedule.hidden:
                yield _overlap(row, schedule)
    for row in connection.execute(_ADDED, known | around):
        yield _overlap(row, schedule)


def _starts_within(start: int, spans: list[Span] | None) -> bool:
    return any(low <= start < high for low, high in spans or ())


def _pieces_near(schedule: Schedule, low: int, high: int) -> Iterator[tuple[int, int, int]]:
    for batch_id, spans in schedule.spans.items():
        for first, until in spans:
            if first < high and until > low:
                yield batch_id, first, until


def _overlap(row: tuple[Any, ...], schedule: Schedule) -> Overlap:
    assignment, officer, worked_from, worked_until, start, end, kind, leave, batch, record = row
    source = HAND if batch is None else schedule.sources[batch]
    worked = worked_from, worked_until
    return Overlap(assignment, officer, worked, (start, end), kind, leave, source, batch, record)


def cases_beginning(connection: sqlite3.Connection, begins: Span) -> list[KnownCase]:
    """The cases of assignments that begin in a span."""
    rows = connection.execute(_CASES + "WHERE a.starts_at >= ? AND a.starts_at < ?", begins)
    return [_case(row) for row in rows]


def cases_of(connection: sqlite3.Connection, assignment_id: int) -> list[KnownCase]:
    """The cases of one assignment."""
    rows = connection.execute(_CASES + "WHERE c.assignment_id = ?", (assignment_id,))
    return [_case(row) for row in rows]


def _case(row: tuple[Any, ...]) -> KnownCase:
    case_id, assignment, source, kind, *edges, state, was, batch = row
    record, worked, told = edges[:2], edges[2:4], edges[4:]
    return KnownCase(
        case_id,
        assignment,
        source,
        kind,
        (record[0], record[1]),
        (worked[0], worked[1]),
        (told[0], told[1]),
        state,
        was,
        batch,
    )


def hours_now(connection: sqlite3.Connection, assignment_id: int) -> Span | None:
    """The hours that are worked on an assignment as the book stands; None where nobody does."""
    found: Span | None = connection.execute(
        f"SELECT {_HOURS} FROM assignment AS a {_ENTERED} WHERE a.id = ? AND a.{LIVE}",
        (assignment_id,),
    ).fetchone()
    return found


def is_hidden(connection: sqlite3.Connection, case: KnownCase) -> bool:
    """Whether a hand change hides the record of a case."""
    found = connection.execute(
        "SELECT 1 FROM shift_overlay AS o JOIN shift ON shift.id = o.hides_shift_id "
        "JOIN assignment AS a ON a.officer_id = shift.officer_id "
        "WHERE a.id = ? AND shift.starts_at = ? AND shift.ends_at = ? LIMIT 1",
        (case.assignment_id, *case.record),
    )
    return found.fetchone() is not None
