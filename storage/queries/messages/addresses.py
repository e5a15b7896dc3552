"""Everybody's addresses, as they were written down."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Addresses:
    """A person and how he may be reached. `kind` is officer, contact or employer; `number` the
    badge, or the employer's number; `channel` what he chose."""

    kind: str
    id: int
    number: str
    name: str
    channel: str
    email: str
    phone: str


def everybodys_addresses(connection: sqlite3.Connection, today: str) -> tuple[Addresses, ...]:
    """Officers who have not departed on that local date, contacts, and employers without any."""
    rows = connection.execute(
        """
        SELECT 'officer', o.id, o.badge, trim(o.first_name || ' ' || o.last_name), o.channel,
               o.email, o.phone
        FROM officer o
        WHERE NOT EXISTS (SELECT 1 FROM officer_status s WHERE s.officer_id = o.id
          AND s.kind = 'departed' AND s.from_on <= :today
          AND (s.until_on IS NULL OR s.until_on > :today))
        UNION ALL
        SELECT 'contact', c.id, e.number, c.name || ' (' || e.name || ')', c.channel, c.email,
               c.phone
        FROM contact c JOIN employer e ON e.id = c.employer_id
        UNION ALL
        SELECT 'employer', e.id, e.number, e.name, 'email', e.email, e.phone FROM employer e
        WHERE NOT EXISTS (SELECT 1 FROM contact c WHERE c.employer_id = e.id AND c.hears_changes)
        ORDER BY 1, 3, 2
        """,
        {"today": today},
    )
    return tuple(Addresses(*row) for row in rows)
