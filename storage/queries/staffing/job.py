"""One job as its form shows it."""

import sqlite3
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class JobSheet:
    """What a job says. `contacts` are those of its employer, as (id, name)."""

    id: int
    number: str
    title: str
    job_class: str
    contact_id: int | None
    po_number: str
    post_orders: str
    rate_card: str
    run_by: str
    leader: str
    """The badge of whoever coordinates it on site."""
    asked: str
    """The badge of whom the employer asks for by name."""
    payer: str
    """employer, or agency where nobody is invoiced."""
    rate_facts: str
    """What else the rate card may ask, as JSON."""
    custom: str
    """The agency's own fields, as JSON."""
    requested_at: int | None
    """When it was asked for (UTC seconds)."""
    contacts: tuple[tuple[int, str], ...]


def job_of(connection: sqlite3.Connection, table: str, record: int) -> JobSheet | None:
    """The job itself ('job'), or that of a detail ('detail'); None where there is none."""
    where = "id = ?" if table == "job" else "id = (SELECT job_id FROM detail WHERE id = ?)"
    found = connection.execute(
        "SELECT id, number, title, job_class, contact_id, po_number, post_orders, rate_card,"
        " coalesce(run_by, ''),"
        " coalesce((SELECT badge FROM officer WHERE officer.id = led_by_id), ''),"
        " coalesce((SELECT badge FROM officer WHERE officer.id = asked_officer_id), ''),"
        " iif(instr(replace(rate_facts, ' ', ''), '\"payer\":\"agency\"') > 0,"
        " 'agency', 'employer'), rate_facts, coalesce(custom, ''), requested_at,"
        " employer_id"
        f" FROM job WHERE {where}",
        (record,),
    ).fetchone()
    if found is None:
        return None
    *known, employer = found
    contacts = connection.execute(
        "SELECT id, name FROM contact WHERE employer_id = ? ORDER BY name", (employer,)
    )
    values: tuple[Any, ...] = (*known, tuple(contacts.fetchall()))
    return JobSheet(*values)
