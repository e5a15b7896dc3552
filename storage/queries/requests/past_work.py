"""What an employer had before: the jobs that a new request may be copied from."""

import sqlite3
from dataclasses import dataclass

from storage.errors import Missing

_LAST_MONTH = 31 * 86_400


@dataclass(frozen=True, slots=True)
class PastDetail:
    """A detail as it may be asked for again; `posts` are (role, code of a rank or "", count)."""

    starts_at: int
    ends_at: int
    site_id: int
    site: str
    posts: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True, slots=True)
class PastJob:
    """A job with the details of its last month."""

    id: int
    number: str
    title: str
    job_class: str
    employer_id: int
    contact_id: int | None
    po_number: str
    post_orders: str
    asked_officer_id: int | None
    request_id: int | None
    details: tuple[PastDetail, ...]


def past_job(connection: sqlite3.Connection, job_id: int) -> PastJob:
    """The job. Raises Missing."""
    row = connection.execute(
        "SELECT id, number, title, job_class, employer_id, contact_id, po_number, post_orders,"
        " asked_officer_id, request_id FROM job WHERE id = ?",
        (job_id,),
    ).fetchone()
    if row is None:
        raise Missing(f"There is no job {job_id}.")
    return PastJob(*(*row, _details(connection, job_id)))


def _details(connection: sqlite3.Connection, job_id: int) -> tuple[PastDetail, ...]:
    rows = connection.execute(
        "SELECT detail.id, starts_at, ends_at, site_id, site.name FROM detail"
        " JOIN site ON site.id = site_id WHERE job_id = :job AND starts_at >"
        " (SELECT max(starts_at) FROM detail WHERE job_id = :job) - :month ORDER BY starts_at",
        {"job": job_id, "month": _LAST_MONTH},
    ).fetchall()
    return tuple(PastDetail(*(*row[1:], _posts(connection, row[0]))) for row in rows)


def _posts(connection: sqlite3.Connection, detail_id: int) -> tuple[tuple[str, str, int], ...]:
    rows = connection.execute(
        "SELECT role, coalesce(rank.code, ''), count(*) FROM position"
        " LEFT JOIN rank ON rank.id = rank_id WHERE detail_id = ? AND NOT cancelled"
        " AND split_from_id IS NULL AND role <> 'trainee'"
        " GROUP BY role, rank.code ORDER BY min(position.id)",
        (detail_id,),
    )
    return tuple((str(role), str(rank), int(count)) for role, rank, count in rows)
