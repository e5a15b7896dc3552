"""One job as its form shows it."""

import sqlite3
from dataclasses import dataclass


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
    contacts: tuple[tuple[int, str], ...]


def job_of(connection: sqlite3.Connection, table: str, record: int) -> JobSheet | None:
    """The job itself ('job'), or that of a detail ('detail'); None where there is none."""
    where = "id = ?" if table == "job" else "id = (SELECT job_id FROM detail WHERE id = ?)"
    found = connection.execute(
        "SELECT id, number, title, job_class, contact_id, po_number, post_orders, rate_card,"
        f" employer_id FROM job WHERE {where}",
        (record,),
    ).fetchone()
    if found is None:
        return None
    row, number, title, job_class, contact, po_number, post_orders, card, employer = found
    contacts = connection.execute(
        "SELECT id, name FROM contact WHERE employer_id = ? ORDER BY name", (employer,)
    )
    known = tuple(contacts.fetchall())
    return JobSheet(row, number, title, job_class, contact, po_number, post_orders, card, known)
