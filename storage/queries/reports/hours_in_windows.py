"""Who worked more in a window of time than so much: found by sums over indexes, for whole years.

The sums count time twice that two spans share, so they find too many rather than too few: each find
is worked out again by the rule itself.
"""

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Final

from coordinator.rules.spans import Span
from storage.queries.people.duty import LONG, active_batches, governing, near
from storage.queries.staffing.facts import LIVE

AT_ONCE: Final = 200
"""Windows in one query."""
WHOLE: Final = 1 << 40
"""Seconds: more than any cap."""

Found = tuple[int, int, int]
"""(officer id, start and end of the window, UTC seconds)."""


def over_in_windows(
    connection: sqlite3.Connection,
    windows: Sequence[Span],
    most: int,
    duty: frozenset[str],
    until: int,
) -> list[Found]:
    """Whose details that start before `until`, with duty of these kinds, may come to more than
    `most` seconds in a window. Nobody without a detail in it is looked at."""
    rows: list[Found] = []
    for n in range(0, len(windows), AT_ONCE):
        chosen = windows[n : n + AT_ONCE]
        edges = ", ".join(f"({low}, {high})" for low, high in chosen)
        details = (
            f"WITH w(lo, hi) AS (VALUES {edges}), d AS MATERIALIZED ("
            "SELECT a.officer_id, lo, hi, sum(min(a.ends_at, hi) - max(a.starts_at, lo)) AS s "
            "FROM w CROSS JOIN assignment AS a INDEXED BY assignment_by_start "
            f"ON a.starts_at >= lo - {LONG} AND a.starts_at < min(hi, {until}) AND a.ends_at > lo "
            f"WHERE a.{LIVE} GROUP BY lo, hi, a.officer_id)"
        )
        more = _duty_of(connection, chosen, duty) if duty else ("", "0")
        query = f"{details}{more[0]} SELECT officer_id, lo, hi FROM d WHERE s + {more[1]} > {most}"
        rows += connection.execute(query).fetchall()
    return rows


def details_by_officer(
    connection: sqlite3.Connection, started: Span, length: int
) -> dict[int, list[Span]]:
    """Of everybody whose details started in a span, those and what lies within `length` seconds
    of them, in order of start."""
    rows = connection.execute(
        "SELECT officer_id, starts_at, ends_at FROM assignment INDEXED BY assignment_by_start "
        f"WHERE starts_at >= ? AND starts_at < ? AND {LIVE} ORDER BY officer_id, starts_at",
        (started[0] - length - LONG, started[1] + LONG + length),
    )
    found = {who: [row[1:3] for row in mine] for who, mine in groupby(rows, itemgetter(0))}
    return {
        officer: spans
        for officer, spans in found.items()
        if any(started[0] <= start < started[1] for start, _ in spans)
    }


def allowed_in_windows(connection: sqlite3.Connection, windows: Sequence[Found]) -> list[int]:
    """Of each officer and window: how many of his details in it somebody allowed against the
    policy."""
    counts = [0] * len(windows)
    for n in range(0, len(windows), AT_ONCE):
        rows = ", ".join(f"({m}, {who}, {low}, {high})" for m, (who, low, high) in
                         enumerate(windows[n : n + AT_ONCE], n))  # fmt: skip
        found = connection.execute(
            f"WITH w(n, who, lo, hi) AS (VALUES {rows}) SELECT n, count(*) FROM w "
            "CROSS JOIN assignment AS a INDEXED BY assignment_by_officer ON a.officer_id = who "
            f"AND a.starts_at >= lo - {LONG} AND a.starts_at < hi AND a.ends_at > lo "
            "JOIN decision AS d ON d.id = a.decision_id "
            f"WHERE a.{LIVE} AND d.override_by <> '' GROUP BY n"
        )
        for place, count in found:
            counts[place] = count
    return counts


def _duty_of(
    connection: sqlite3.Connection, windows: Sequence[Span], duty: frozenset[str]
) -> tuple[str, str]:
    """A table of which import governs what of each window, and the seconds of duty in it."""
    pieces = governing(active_batches(connection))
    parts = [
        f"({low}, {batch}, {max(since, low - LONG)}, {min(until, high)})"
        for low, high in windows
        for batch, since, until in near(pieces, (low, high))
    ]
    if not parts:
        return "", _overlaid(duty)
    table = f", g(lo, batch, a, b) AS MATERIALIZED (VALUES {', '.join(parts)})"
    source = "g CROSS JOIN shift AS s"
    governed = "g.lo = d.lo AND s.batch_id = g.batch AND s.starts_at >= g.a AND s.starts_at < g.b"
    long = ", ".join(str(each) for each in _long_on_duty(connection, windows[0][0], duty))
    plain = f"{_shifts(duty, source, governed)} + {_overlaid(duty)}"
    return table, f"CASE WHEN officer_id IN ({long}) THEN {WHOLE} ELSE {plain} END"


def _shifts(duty: frozenset[str], source: str, which: str) -> str:
    return (
        "(SELECT coalesce(sum(min(s.ends_at, d.hi) - max(s.starts_at, d.lo)), 0) "
        f"FROM {source} INDEXED BY shift_by_officer WHERE s.officer_id = d.officer_id AND {which} "
        f"AND s.ends_at > d.lo AND s.kind IN {_names(duty)})"
    )


def _overlaid(duty: frozenset[str]) -> str:
    return (
        "(SELECT coalesce(sum(min(o.ends_at, d.hi) - max(o.starts_at, d.lo)), 0) "
        "FROM shift_overlay AS o WHERE o.officer_id = d.officer_id AND o.starts_at < d.hi "
        f"AND o.ends_at > d.lo AND o.kind IN {_names(duty)})"
    )


def _long_on_duty(connection: sqlite3.Connection, since: int, duty: frozenset[str]) -> list[int]:
    """Officers with a span of duty that is too long to be found by its start: few, if any."""
    rows = connection.execute(
        "SELECT DISTINCT officer_id FROM shift INDEXED BY shift_long WHERE batch_id IN "
        "(SELECT id FROM shift_batch WHERE state = 'active') AND ends_at > ? "
        f"AND ends_at - starts_at > {LONG} AND kind IN {_names(duty)}",
        (since,),
    )
    return [row[0] for row in rows]


def _names(kinds: frozenset[str]) -> str:
    return "(" + ", ".join(f"'{kind}'" for kind in sorted(kinds)) + ")"
