"""Cancelled details whose time is still ahead, and of which nothing was charged yet."""

import sqlite3

from storage.queries.money.billing import NARROW, Scope


def cancelled_ahead(connection: sqlite3.Connection, scope: Scope) -> tuple[int, ...]:
    """Those of a scope that begin at its end or later, by start."""
    rows = connection.execute(
        "SELECT detail.id FROM detail JOIN job ON job.id = detail.job_id"
        " WHERE detail.starts_at >= :until AND detail.state = 'cancelled'"
        f" AND detail.cancelled_at IS NOT NULL {NARROW}"
        " AND NOT EXISTS (SELECT 1 FROM charge WHERE charge.detail_id = detail.id"
        " AND charge.side = 'bill' AND NOT charge.released)"
        " ORDER BY detail.starts_at, detail.id",
        {
            "side": "bill",
            "until": scope.until,
            "employer": scope.employer_id,
            "job": scope.job_id,
            "detail": scope.detail_id,
        },
    )
    return tuple(row[0] for row in rows)
