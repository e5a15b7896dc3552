"""What an employer was charged in fees over a year of details."""

import sqlite3
from collections.abc import Mapping
from itertools import accumulate

RunningSum = tuple[tuple[int, ...], tuple[int, ...]]
"""Ids of lines as they were written, and what they came to with each, in cents."""


def charged_fees(
    connection: sqlite3.Connection,
    employer_id: int,
    span: tuple[int, int],
    detail_id: int | None = None,
    job_id: int | None = None,
) -> Mapping[str, int]:
    """Label → cents of the fees that stand charged, also what the employer pays directly, for
    details which started in [since, until), UTC seconds, credit notes taken off; only those of one
    detail or job, where it is named."""
    found: dict[str, int] = {}
    for _, label, cents in _lines(connection, employer_id, span, detail_id, job_id):
        found[label] = found.get(label, 0) + cents
    return found


def running_fees(
    connection: sqlite3.Connection,
    employer_id: int,
    span: tuple[int, int],
    job_id: int | None = None,
) -> Mapping[str, RunningSum]:
    """Label → how the fees of such details, or of those of one job, ran up, line by line."""
    found: dict[str, tuple[list[int], list[int]]] = {}
    for line, label, cents in _lines(connection, employer_id, span, None, job_id):
        ids, each = found.setdefault(label, ([], []))
        ids.append(line)
        each.append(cents)
    return {label: (tuple(ids), tuple(accumulate(each))) for label, (ids, each) in found.items()}


def first_charge(connection: sqlite3.Connection, detail_id: int) -> int | None:
    """The first line that stands on the employer's side of a detail."""
    found = connection.execute(
        "SELECT min(id) FROM charge WHERE detail_id = ? AND side = 'bill' AND NOT released",
        (detail_id,),
    ).fetchone()[0]
    return None if found is None else int(found)


def _lines(
    connection: sqlite3.Connection,
    employer_id: int,
    span: tuple[int, int],
    detail_id: int | None,
    job_id: int | None,
) -> list[tuple[int, str, int]]:
    return connection.execute(
        "SELECT charge.id, charge.label, charge.amount_cents FROM job"
        " JOIN detail ON detail.job_id = job.id JOIN charge ON charge.detail_id = detail.id"
        " WHERE job.employer_id = :employer AND detail.starts_at >= :since"
        " AND detail.starts_at < :until AND charge.side = 'bill'"
        " AND charge.kind IN ('fee', 'direct')"
        " AND NOT charge.released AND (:detail IS NULL OR detail.id = :detail)"
        " AND (:job IS NULL OR job.id = :job) ORDER BY charge.id",
        {
            "employer": employer_id,
            "since": span[0],
            "until": span[1],
            "detail": detail_id,
            "job": job_id,
        },
    ).fetchall()
