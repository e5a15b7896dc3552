"""Everything that the book holds of officers' presence on shifts, for their grades."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coordinator.rules.spans import Span
from storage.queries.staffing.jobs import LIVE


@dataclass(frozen=True, slots=True)
class Shift:
    """One seat that somebody held. `worked` are the hours entered, else punched, else scheduled.

    `client_saw` and `eye` say who marked him seen: the employer by message, the coordinator by
    hand. `spot` is the result of the latest spot check that has one.
    """

    id: int
    number: str
    detail_id: int
    call_sign: str
    officer_id: int
    badge: str
    name: str
    employer: str
    site: str
    starts_at: int
    ends_at: int
    state: str
    worked_from: int
    worked_until: int
    client_saw: bool
    certified: bool
    eye: bool
    spot: str | None

    @property
    def worked(self) -> Span:
        """The hours worked."""
        return self.worked_from, self.worked_until


@dataclass(frozen=True, slots=True)
class PunchTold:
    """What one punch says."""

    kind: str
    at: int
    presence: str | None
    distance_m: int | None
    accuracy_m: int | None
    code_word: bool | None


_BY_MESSAGE = (
    "EXISTS (SELECT 1 FROM received AS r WHERE r.detail_id = p.detail_id "
    "AND a.seen_at IN (r.read_at, r.settled_at) AND r.officer_id IS {} NULL)"
)
_SHIFTS = f"""
SELECT a.id, p.number, p.detail_id, detail.call_sign, officer.id, officer.badge,
       officer.last_name || iif(officer.first_name = '', '', ', ' || officer.first_name),
       employer.name, site.name, a.starts_at, a.ends_at, a.state,
       coalesce(entry.started_at, punched.started_at, a.starts_at),
       coalesce(entry.ended_at, punched.ended_at, a.ends_at),
       a.seen_at IS NOT NULL AND {_BY_MESSAGE.format("")},
       EXISTS (SELECT 1 FROM stated_hours WHERE assignment_id = a.id AND stated_by = 'certified'),
       a.seen_at IS NOT NULL AND NOT {_BY_MESSAGE.format("")}
           AND NOT {_BY_MESSAGE.format("NOT")},
       (SELECT result FROM spot_check WHERE assignment_id = a.id AND result IS NOT NULL
        ORDER BY checked_at DESC, id DESC LIMIT 1)
FROM assignment AS a JOIN position AS p ON p.id = a.position_id
JOIN detail ON detail.id = p.detail_id JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id JOIN site ON site.id = detail.site_id
JOIN officer ON officer.id = a.officer_id
LEFT JOIN timesheet_entry AS entry ON entry.assignment_id = a.id AND entry.state <> 'replaced'
LEFT JOIN stated_hours AS punched ON punched.id = (SELECT id FROM stated_hours
    WHERE assignment_id = a.id AND stated_by = 'punched' ORDER BY said_at DESC, id DESC LIMIT 1)
WHERE {{where}} AND a.state IN {LIVE} AND p.role <> 'backup' AND detail.state = 'planned'
ORDER BY a.starts_at, p.number, a.id
"""


def shifts_between(connection: sqlite3.Connection, since: int, until: int) -> tuple[Shift, ...]:
    """Seats held that begin in [since, until) (UTC seconds), by their start."""
    sql = _SHIFTS.format(where="a.starts_at >= ? AND a.starts_at < ?")
    return tuple(_shift(row) for row in connection.execute(sql, (since, until)))


def shifts_of(connection: sqlite3.Connection, detail_id: int) -> tuple[Shift, ...]:
    """Seats held on a detail."""
    sql = _SHIFTS.format(where="p.detail_id = ?")
    return tuple(_shift(row) for row in connection.execute(sql, (detail_id,)))


def shift(connection: sqlite3.Connection, assignment_id: int) -> Shift | None:
    """One seat held, or None where there is none such."""
    row = connection.execute(_SHIFTS.format(where="a.id = ?"), (assignment_id,)).fetchone()
    return _shift(row) if row else None


def _shift(row: tuple[object, ...]) -> Shift:
    flags = tuple(bool(value) for value in row[14:17])
    return Shift(*row[:14], *flags, row[17])  # type: ignore[arg-type, call-arg]


def punches_of(
    connection: sqlite3.Connection, assignments: Iterable[int]
) -> Mapping[int, tuple[PunchTold, ...]]:
    """The punches of each, in the order in which they came."""
    found: dict[int, list[PunchTold]] = defaultdict(list)
    rows = connection.execute(
        "SELECT assignment_id, kind, at, presence, distance_m, accuracy_m, code_word FROM punch "
        "WHERE assignment_id IN (SELECT value FROM json_each(?)) ORDER BY received_at, id",
        (json.dumps(list(assignments)),),
    )
    for row in rows:
        word = None if row[6] is None else bool(row[6])
        found[row[0]].append(PunchTold(row[1], row[2], row[3], row[4], row[5], word))
    return {assignment: tuple(told) for assignment, told in found.items()}


def dispatch_between(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[tuple[str, int, int | None], ...]:
    """Lines of dispatch logs that begin in the span: call sign, start, end or None."""
    rows = connection.execute(
        "SELECT call_sign, starts_at, ends_at FROM dispatch_entry "
        "WHERE starts_at >= ? AND starts_at < ? ORDER BY starts_at",
        (since, until),
    )
    return tuple((sign, start, end) for sign, start, end in rows)


def dispatch_covers(connection: sqlite3.Connection) -> Span | None:
    """From the first to the last line of all logs, or None where there is none."""
    first, last = connection.execute(
        "SELECT (SELECT min(starts_at) FROM dispatch_entry), "
        "(SELECT max(starts_at) FROM dispatch_entry)"
    ).fetchone()
    return None if first is None else (first, last + 1)


def signed_spans(
    connection: sqlite3.Connection, since: int, until: int
) -> tuple[tuple[int, str, int, int], ...]:
    """Details with a call sign that touch the span: id, sign, start, end."""
    rows = connection.execute(
        "SELECT id, call_sign, starts_at, ends_at FROM detail WHERE call_sign <> '' "
        "AND starts_at > ? - 172800 AND starts_at < ? AND ends_at > ? AND state = 'planned'",
        (since, until, since),
    )
    return tuple((row[0], row[1], row[2], row[3]) for row in rows)
