"""What assignments pay, where payroll has priced them, and the places of details."""

import sqlite3

from coordinator.rules.distribution.parts import Whose
from coordinator.rules.distribution.periods import BEGINNING
from coordinator.rules.spans import Span
from storage.queries.staffing.facts import LIVE

_PRICED = "charge.side = 'pay' AND NOT charge.released AND charge.kind <> 'agency'"
_CHARGES = (
    "FROM assignment AS a {index} CROSS JOIN position ON position.id = a.position_id "
    "CROSS JOIN charge INDEXED BY charge_by_detail ON charge.detail_id = position.detail_id "
    f"AND charge.assignment_id = a.id AND {_PRICED} "
    "WHERE a.starts_at >= ? AND a.starts_at < ? "
)
_UNPRICED = (
    "FROM assignment AS a {index} CROSS JOIN position ON position.id = a.position_id "
    f"WHERE a.{LIVE} AND a.starts_at >= ? AND a.starts_at < ? AND NOT EXISTS ("
    "SELECT 1 FROM charge INDEXED BY charge_by_detail WHERE charge.detail_id = position.detail_id "
    f"AND charge.assignment_id = a.id AND {_PRICED})"
)


def seats_of(connection: sqlite3.Connection, window: Span) -> dict[int, int]:
    """Detail → how many places it has, of details with a seat that starts in a window."""
    rows = connection.execute(
        "SELECT detail_id, count(*) FROM position WHERE NOT cancelled AND role <> 'trainee' "
        "AND detail_id IN "
        "(SELECT detail_id FROM position WHERE starts_at >= ? AND starts_at < ?) "
        "GROUP BY detail_id",
        window,
    )
    return dict(rows.fetchall())


_WHOSE = (
    "SELECT detail.id, employer.name, site.name, job.number FROM detail "
    "JOIN job ON job.id = job_id JOIN employer ON employer.id = job.employer_id "
    "JOIN site ON site.id = detail.site_id WHERE detail.id "
)


def whose_is(connection: sqlite3.Connection, detail: int) -> Whose:
    """For whom and where one detail is."""
    return Whose(*connection.execute(f"{_WHOSE} = ?", (detail,)).fetchone()[1:])


def whose_are(connection: sqlite3.Connection, window: Span) -> dict[int, Whose]:
    """Detail → for whom and where it is, of details with a seat that starts in a window."""
    rows = connection.execute(
        f"{_WHOSE} IN (SELECT detail_id FROM position WHERE starts_at >= ? AND starts_at < ?)",
        window,
    )
    return {detail: Whose(*names) for detail, *names in rows}


def pay_charged(connection: sqlite3.Connection, window: Span) -> dict[int, int]:
    """Assignment → cents of its pay charges, of those that start in a window."""
    sql = "SELECT a.id, sum(charge.amount_cents) " + _CHARGES.format(index=_index(window))
    rows = connection.execute(sql + "GROUP BY a.id", window)
    return dict(rows.fetchall())


def pay_sums(connection: sqlite3.Connection, window: Span, but_position: int) -> dict[int, int]:
    """Officer → cents of the pay charges of his live assignments that start in a window."""
    sql = "SELECT a.officer_id, sum(charge.amount_cents) " + _CHARGES.format(index=_index(window))
    rows = connection.execute(
        f"{sql} AND a.{LIVE} AND a.position_id <> ? GROUP BY a.officer_id",
        (*window, but_position),
    )
    return dict(rows.fetchall())


def unpriced_details(connection: sqlite3.Connection, window: Span) -> tuple[int, ...]:
    """Details with a live assignment that starts in a window and that payroll has not priced."""
    sql = "SELECT DISTINCT position.detail_id " + _UNPRICED.format(index=_index(window))
    return tuple(detail for (detail,) in connection.execute(sql, window))


def unpriced(
    connection: sqlite3.Connection, window: Span, but_position: int
) -> list[tuple[int, int, int]]:
    """(assignment, officer, detail) of live assignments of a window that payroll has not priced."""
    sql = "SELECT a.id, a.officer_id, position.detail_id " + _UNPRICED.format(index=_index(window))
    return connection.execute(f"{sql} AND a.position_id <> ?", (*window, but_position)).fetchall()


def pay_of_one(connection: sqlite3.Connection, row: int) -> tuple[int | None, int]:
    """(cents of an assignment's pay charges, its detail); None where payroll has not priced it."""
    cents, detail = connection.execute(
        "SELECT (SELECT sum(amount_cents) FROM charge INDEXED BY charge_by_detail "
        f"WHERE charge.detail_id = position.detail_id AND assignment_id = a.id AND {_PRICED}), "
        "position.detail_id FROM assignment AS a JOIN position ON position.id = a.position_id "
        "WHERE a.id = ?",
        (row,),
    ).fetchone()
    return cents, detail


def _index(window: Span) -> str:
    return "" if window[0] == BEGINNING else "INDEXED BY assignment_by_start"
