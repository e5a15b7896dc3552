"""Records in force that meet hours worked, against every pair and every minute."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest

from coordinator.rules.looking_back import HAND
from storage.queries.people import worked
from storage.queries.people.duty import LONG
from storage.schema import create_schema

HOUR = 3600
NOW = 160 * HOUR
STATES = ("worked", "confirmed", "released")


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


def span(random: Random, first: int, last: int, longest: int) -> tuple[int, int]:
    start = random.randint(first, last)
    return start * HOUR, (start + random.randint(1, longest)) * HOUR


@dataclass
class Life:
    """Two officers' details, hours and records, at random on a grid of hours."""

    people: list
    hours: list
    said: list
    files: list
    duty: list
    hand: list

    @classmethod
    def at_random(cls, random: Random) -> "Life":
        files = [
            (
                random.choice("ab"),
                random.randint(1, 3),
                span(random, 95, 120, 60),
                random.choice(("active", "active", "active", "withdrawn", "arriving")),
            )
            for _ in range(random.randint(1, 4))
        ]
        return cls(
            [
                (random.randint(1, 2), span(random, 110, 150, 12), random.choice(STATES))
                for _ in range(random.randint(4, 8))
            ],
            [
                (span(random, 110, 155, 8), random.choice(("entered", "replaced")))
                for _ in range(random.randint(0, 3))
            ],
            [
                (random.choice(("punched", "claimed", "certified")), span(random, 110, 155, 8))
                for _ in range(random.randint(0, 6))
            ],
            files,
            [
                (
                    random.randint(1, len(files)),
                    random.randint(1, 2),
                    span(random, 100, 160, random.choice((12, 12, 90))),
                )
                for _ in range(random.randint(6, 20))
            ],
            [
                (
                    random.randint(1, 2),
                    random.choice((None, random.randint(1, 12))),
                    random.choice((None, span(random, 100, 160, 60))),
                )
                for _ in range(random.randint(0, 2))
            ],
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


def hours_of(
    assignment_rows: list, entry_rows: list, stated_rows: list
) -> Iterator[tuple[int, int, int, int]]:
    for key, (officer, planned, state) in enumerate(assignment_rows, 1):
        span = planned
        for side in ("claimed", "punched"):
            for place, (by, hours) in enumerate(stated_rows):
                if by == side and _whose(place) == key:
                    span = hours
        if key <= len(entry_rows) and entry_rows[key - 1][1] == "entered":
            span = entry_rows[key - 1][0]
        if state != "released" and span[1] <= NOW:
            yield key, officer, *span


def _whose(place: int) -> int:
    """The assignment that a statement is about: the first three have two each."""
    return place // 2 + 1


@pytest.mark.parametrize("seed", range(8))
def test_every_record_that_meets_hours_worked_is_found(
    schema: sqlite3.Connection, seed: int
) -> None:
    met = 0
    for number in range(60):
        met += check(schema, Life.at_random(Random(f"{seed}/{number}")), (6, 24, 240)[number % 3])
    assert met > 60, "too few overlaps to say anything"


def check(schema: sqlite3.Connection, life: Life, slice_hours: int) -> int:
    """Fill the book with the life, look, and compare; returns how many overlaps there were."""
    fill(schema, "assignment", [
        {"position_id": n, "officer_id": o, "starts_at": s[0], "ends_at": s[1], "state": state}
        for n, (o, s, state) in enumerate(life.people)
    ])  # fmt: skip
    fill(schema, "timesheet_entry", [
        {"assignment_id": n, "started_at": s[0], "ended_at": s[1], "state": state}
        for n, (s, state) in enumerate(life.hours, 1)
    ])  # fmt: skip
    fill(schema, "stated_hours", [
        {"assignment_id": _whose(n), "stated_by": by, "started_at": s[0], "ended_at": s[1]}
        for n, (by, s) in enumerate(life.said)
    ])  # fmt: skip
    fill(schema, "shift_batch", [
        {"source": source, "imported_at": came, "from_at": s[0], "until_at": s[1], "state": state}
        for source, came, s, state in life.files
    ])  # fmt: skip
    fill(schema, "shift", [
        {"batch_id": b, "officer_id": o, "starts_at": s[0], "ends_at": s[1], "kind": "regular"}
        for b, o, s in life.duty
    ])  # fmt: skip
    fill(schema, "shift_overlay", [
        {"officer_id": o, "hides_shift_id": hides, "kind": "regular"}
        | ({"starts_at": s[0], "ends_at": s[1]} if s else {})
        for o, hides, s in life.hand
    ])  # fmt: skip
    expected = [
        (key, (low, high), (start, end), source)
        for key, officer, low, high in hours_of(life.people, life.hours, life.said)
        for whose, start, end, source in in_force(life.files, life.duty, life.hand)
        if whose == officer and start < high and end > low
    ]
    schedule = worked.schedule_in_force(schema)
    found = [
        (one.assignment_id, one.worked, one.record, one.source)
        for first in range(0, 240, slice_hours)
        for one in worked.overlaps(
            schema, schedule, (first * HOUR, (first + slice_hours) * HOUR), NOW
        )
    ]
    assert sorted(found) == sorted(expected)
    return len(found)
