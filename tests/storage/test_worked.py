"""Records in force that meet hours worked, against every pair and every minute."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.rules.looking_back import HAND
from storage.queries import worked
from storage.queries.duty import LONG
from storage.schema import create_schema

HOUR = 3600
NOW = 400 * HOUR


@pytest.fixture(scope="module")
def schema() -> Iterator[sqlite3.Connection]:
    """A bare book in memory: rows as they come, without what they refer to."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    create_schema(connection)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    yield connection
    connection.close()


def fill(connection: sqlite3.Connection, table: str, rows: list[dict]) -> None:
    connection.execute(f"DELETE FROM {table}")
    known = dict(_columns(connection, table))
    for key, row in enumerate(rows, 1):
        values = known | {"id": key} | row
        slots = ", ".join(f":{name}" for name in values)
        connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({slots})", values)


def _columns(connection: sqlite3.Connection, table: str) -> Iterator[tuple[str, object]]:
    for _, name, kind, needed, *_ in connection.execute(f"PRAGMA table_info({table})"):
        yield name, ("" if kind.startswith("VARCHAR") else 0) if needed else None


def spans(first: int, last: int, longest: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(first, last), st.integers(1, longest)).map(
        lambda pair: (pair[0] * HOUR, (pair[0] + pair[1]) * HOUR)
    )


officers = st.integers(1, 2)
assignments = st.lists(
    st.tuples(officers, spans(100, 400, 12), st.sampled_from(["worked", "released"])), max_size=6
)
entries = st.lists(st.tuples(spans(90, 395, 14), st.sampled_from(["entered", "replaced"])))
batches = st.lists(
    st.tuples(
        st.sampled_from("ab"),
        st.integers(1, 3),
        spans(80, 380, 150),
        st.sampled_from(["active", "active", "withdrawn", "arriving"]),
    ),
    min_size=1,
    max_size=5,
)
shifts = st.lists(
    st.tuples(st.integers(1, 5), officers, st.one_of(spans(60, 400, 20), spans(60, 400, 200))),
    max_size=12,
)
overlays = st.lists(
    st.tuples(officers, st.integers(0, 8), st.none() | spans(60, 400, 90)), max_size=3
)


def painted(rows: list) -> dict[tuple[str, int], int]:
    """Who governs which hour of each source."""
    found: dict[tuple[str, int], int] = {}
    order = sorted(enumerate(rows, 1), key=lambda one: (one[1][1], one[0]))
    for key, (source, _, (low, high), state) in order:
        if state == "active":
            found |= {(source, hour): key for hour in range(low, high, HOUR)}
    return found


def in_force(batch_rows: list, shift_rows: list, overlay_rows: list) -> Iterator[tuple]:
    """(officer, start, end, source) of every record, hour by hour."""
    owner = painted(batch_rows)
    hidden = {hides for _, hides, _ in overlay_rows}
    for key, (batch, officer, (start, end)) in enumerate(shift_rows, 1):
        if key in hidden or batch > len(batch_rows):
            continue
        source = batch_rows[batch - 1][0]
        if end - start <= LONG:
            if owner.get((source, start)) == batch:
                yield officer, start, end, source
            continue
        hours = [h for h in range(start, end, HOUR) if owner.get((source, h)) == batch]
        while hours:
            run = next(
                (n for n in range(1, len(hours)) if hours[n] != hours[n - 1] + HOUR), len(hours)
            )
            yield officer, hours[0], hours[run - 1] + HOUR, source
            hours = hours[run:]
    for officer, _, span in overlay_rows:
        if span is not None:
            yield officer, *span, HAND


def hours_of(assignment_rows: list, entry_rows: list) -> Iterator[tuple[int, int, int, int]]:
    for key, (officer, span, state) in enumerate(assignment_rows, 1):
        if key <= len(entry_rows) and entry_rows[key - 1][1] == "entered":
            span = entry_rows[key - 1][0]
        if state == "worked" and span[1] <= NOW:
            yield key, officer, *span


@settings(max_examples=300, deadline=None, derandomize=True)
@given(assignments, entries, batches, shifts, overlays, st.sampled_from([24, 100, 1000]))
def test_every_record_that_meets_hours_worked_is_found(
    schema: sqlite3.Connection,
    people: list,
    hours: list,
    files: list,
    duty: list,
    hand: list,
    slice_hours: int,
) -> None:
    fill(schema, "assignment", [
        {"position_id": n, "officer_id": o, "starts_at": s[0], "ends_at": s[1], "state": state}
        for n, (o, s, state) in enumerate(people)
    ])  # fmt: skip
    fill(schema, "timesheet_entry", [
        {"assignment_id": n, "started_at": s[0], "ended_at": s[1], "state": state}
        for n, (s, state) in enumerate(hours, 1)
    ])  # fmt: skip
    fill(schema, "shift_batch", [
        {"source": source, "imported_at": came, "from_at": s[0], "until_at": s[1], "state": state}
        for source, came, s, state in files
    ])  # fmt: skip
    fill(schema, "shift", [
        {"batch_id": b, "officer_id": o, "starts_at": s[0], "ends_at": s[1], "kind": "regular"}
        for b, o, s in duty
    ])  # fmt: skip
    fill(schema, "shift_overlay", [
        {"officer_id": o, "hides_shift_id": hides, "kind": "regular"}
        | ({"starts_at": s[0], "ends_at": s[1]} if s else {})
        for o, hides, s in hand
    ])  # fmt: skip
    expected = [
        (key, (low, high), (start, end), source)
        for key, officer, low, high in hours_of(people, hours)
        for whose, start, end, source in in_force(files, duty, hand)
        if whose == officer and start < high and end > low
    ]
    schedule = worked.schedule_in_force(schema)
    found = [
        (one.assignment_id, one.worked, one.record, one.source)
        for first in range(0, 500, slice_hours)
        for one in worked.overlaps(
            schema, schedule, (first * HOUR, (first + slice_hours) * HOUR), NOW
        )
    ]
    assert sorted(found) == sorted(expected)
    assert all(min(w[1], r[1]) > max(w[0], r[0]) for _, w, r, _ in found)
