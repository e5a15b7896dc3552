"""Employers as clients of the agency: what was decided of them, and their insurance."""

import sqlite3
from dataclasses import dataclass

from coordinator.rules.client import Client

_CLIENT = (
    "SELECT name, coalesce(standing, ''), coalesce(standing_on, ''),"
    " coalesce(standing_words, ''), blocked_reason, coalesce(blocked_until_on, ''),"
    " coalesce(insurance_until, ''), insurance_cents, coalesce(insurance_waived, '')"
    " FROM employer WHERE id = ?"
)


def client_of(connection: sqlite3.Connection, employer_id: int) -> Client | None:
    """The employer as a client, or None where there is none."""
    row = connection.execute(_CLIENT, (employer_id,)).fetchone()
    return Client(*row) if row else None


@dataclass(frozen=True, slots=True)
class Insured:
    """An employer whose insurance runs out."""

    employer_id: int
    name: str
    insurance_until: str


def insurance_ending(connection: sqlite3.Connection, today: str, until: str) -> tuple[Insured, ...]:
    """Employers whose insurance ends between two local dates, who work with the agency still:
    neither denied nor without a detail since a year before."""
    rows = connection.execute(
        "SELECT id, name, insurance_until FROM employer "
        "WHERE insurance_until BETWEEN ?1 AND ?2 AND coalesce(insurance_waived, '') = '' "
        "AND coalesce(standing, '') <> 'denied' AND EXISTS (SELECT 1 FROM job "
        "JOIN detail ON detail.job_id = job.id WHERE job.employer_id = employer.id "
        "AND detail.ends_at >= CAST(strftime('%s', ?1, '-1 year') AS INTEGER)) "
        "ORDER BY insurance_until, id",
        (today, until),
    )
    return tuple(Insured(*row) for row in rows)
