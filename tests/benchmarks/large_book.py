"""Books of any size for measurements, written by plain SQL: only what candidates and checks read.

Lives are regular but not alike: three shifts, days off that move, leave, court, details of four to
eight hours that mostly keep clear of the officer's own shift.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from coordinator.library import standard_policy
from storage.database import Book, create_book

HOUR = 3600
DAY = 24 * HOUR
NOW = 1_780_315_200
"""Mon 1 June 2026 08:00 in New York."""
MIDNIGHT = NOW - 8 * HOUR
SHIFT_STARTS = (7, 15, 23)
SITES = range(1, 401)


def large_book(path: Path, officers: int, days: int, details_a_day: int, shift_days: int) -> Book:
    """A book whose details and shifts lie from `days` ago until four weeks from NOW.

    Each detail has one or two positions, all taken but those that start after NOW on odd details.
    """
    create_book(path, name="Large", timezone="America/New_York", currency="USD").close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;")
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    connection.execute("BEGIN")
    _people(connection, officers)
    _details(connection, officers, days, details_a_day)
    _shifts(connection, officers, shift_days)
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.close()
    return Book(path)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, object]]) -> None:
    """Insert rows of some columns; the others get nothing, nought or an empty text."""
    shape = connection.execute(f"PRAGMA table_info({table})").fetchall()
    empty = {
        name: ("" if kind.startswith(("VARCHAR", "TEXT")) else 0) if wanted else None
        for _, name, kind, wanted, _, _ in shape
        if name != "id"
    }
    slots = ", ".join(f":{name}" for name in ("id", *empty))
    connection.executemany(
        f"INSERT INTO {table} (id, {', '.join(empty)}) VALUES ({slots})",
        ({"id": None, **empty, **row} for row in rows),
    )


def _people(connection: sqlite3.Connection, officers: int) -> None:
    lots = random.Random(1)
    text = standard_policy()
    version = {"id": 1, "name": "standard", "effective_on": "1970-01-01", "document": text}
    _insert(connection, "policy", [version])
    ranks = enumerate(("PO", "SGT", "LT"), 1)
    _insert(
        connection, "rank", [{"id": n, "code": code, "name": code, "level": n} for n, code in ranks]
    )
    _insert(connection, "officer", (_officer(lots, n) for n in range(1, officers + 1)))
    connection.execute(
        "INSERT INTO rank_held (id, officer_id, rank_id, from_on) "
        "SELECT id, id, 1 + (id % 8 = 0), seniority_on FROM officer"
    )
    kinds = ("light_duty", "suspended", "leave", "probation")
    span = {"from_on": "2026-05-01", "until_on": "2026-08-01"}
    away = range(50, officers + 1, 50)
    _insert(
        connection,
        "officer_status",
        ({"id": n, "officer_id": n, "kind": kinds[n // 50 % 4], **span} for n in away),
    )
    _insert(connection, "employer", [{"id": 1, "number": "E1", "name": "Gas", "kind": "utility"}])
    _insert(
        connection,
        "site",
        ({"id": n, "employer_id": 1, "name": f"Site {n}", **_place(lots, "")} for n in SITES),
    )
    job = {"id": 1, "number": "26-0001", "employer_id": 1, "title": "Road", "state": "open"}
    _insert(connection, "job", [job])


def _officer(lots: random.Random, n: int) -> dict[str, object]:
    return {
        "id": n,
        "badge": str(10_000 + n),
        "last_name": f"Name{n}",
        "unit": f"D{n % 12}",
        "seniority_on": f"{lots.randint(1990, 2024)}-{lots.randint(1, 12):02}-01",
        "channel": "email",
        "approved": 1,
        **_place(lots, "home_"),
    }


def _place(lots: random.Random, prefix: str) -> dict[str, object]:
    north, east = lots.randint(-100_000, 100_000), lots.randint(-100_000, 100_000)
    return {f"{prefix}lat": 40_700_000 + north, f"{prefix}lon": -74_000_000 + east}


def _details(connection: sqlite3.Connection, officers: int, days: int, a_day: int) -> None:
    lots = random.Random(2)
    spans = list(_detail_spans(days, a_day))
    _insert(
        connection,
        "detail",
        (
            {"id": n, "job_id": 1, "site_id": lots.choice(SITES), "number": f"26-{n}"}
            | {"starts_at": start, "ends_at": end, "state": "planned"}
            for n, start, end in spans
        ),
    )
    seats = [(2 * n + seat, n, seat, *span) for n, *span in spans for seat in range(2 - n % 2)]
    _insert(
        connection,
        "position",
        (
            {"id": key, "detail_id": n, "number": f"26-{n}{'ab'[seat]}", "role": "officer"}
            | {"rank_id": 1, "starts_at": start, "ends_at": end}
            for key, n, seat, start, end in seats
        ),
    )
    _insert(
        connection,
        "assignment",
        (
            {"id": key, "position_id": key, "officer_id": _clear_officer(lots, officers, start)}
            | {"starts_at": start, "ends_at": end, "state": "assigned", "how": "assigned"}
            for key, _, _, start, end in seats
            if start < NOW or key % 4 == 0
        ),
    )


def _detail_spans(days: int, a_day: int) -> Iterator[tuple[int, int, int]]:
    lots = random.Random(3)
    key = 0
    for day in range(-days, 28):
        for _ in range(a_day):
            key += 1
            start = MIDNIGHT + day * DAY + lots.choice((6, 7, 8, 9, 12, 16, 18, 20)) * HOUR
            yield key, start, start + lots.choice((4, 4, 4, 6, 8)) * HOUR


def _clear_officer(lots: random.Random, officers: int, start: int) -> int:
    """Somebody whose own tour ends before the detail and begins long after it, if one is found."""
    hour = (start - MIDNIGHT) % DAY // HOUR
    officer = 1
    for _ in range(20):
        officer = lots.randint(1, officers)
        tour = SHIFT_STARTS[officer % 3]
        rested = (hour - tour) % 24 >= 8 and (tour - hour) % 24 >= 14
        if rested or (start - MIDNIGHT) // DAY % 7 in _days_off(officer):
            return officer
    return officer


def _days_off(officer: int) -> tuple[int, int]:
    """The two days of the week (0: that of NOW) on which an officer has no tour."""
    return (5 - officer) % 7, (6 - officer) % 7


def _shifts(connection: sqlite3.Connection, officers: int, days: int) -> None:
    first, month = -days, 30
    known = {"source": "cad", "file_name": "cad.csv", "imported_at": NOW - 2 * DAY}
    _insert(
        connection,
        "shift_batch",
        (
            {"id": batch, "from_at": MIDNIGHT + start * DAY, **known, "state": "active"}
            | {"until_at": MIDNIGHT + (start + month) * DAY}
            for batch, start in enumerate(range(first, 28, month), 1)
        ),
    )
    connection.executemany(
        "INSERT INTO shift (batch_id, officer_id, starts_at, ends_at, kind) VALUES (?, ?, ?, ?, ?)",
        (
            ((day - first) // month + 1, officer, *_tour(officer, day))
            for day in range(first, 28)
            for officer in range(1, officers + 1)
            if day % 7 not in _days_off(officer)
        ),
    )


def _tour(officer: int, day: int) -> tuple[int, int, str]:
    start = MIDNIGHT + day * DAY + SHIFT_STARTS[officer % 3] * HOUR
    kind = "court" if (officer * 31 + day) % 97 == 0 else "regular"
    return start, start + 8 * HOUR, kind
