"""From what people call things to row ids. What is ambiguous or unknown raises with choices."""

import sqlite3

from storage.errors import Missing


class Ambiguous(Missing):
    """More than one record goes by that name."""


def detail_id(connection: sqlite3.Connection, number: str) -> int:
    """The detail of a number such as 26-0412.3; a job's number stands for its only detail."""
    found = _one(connection, "SELECT id FROM detail WHERE number = ?", number)
    if found is not None:
        return found
    inside = connection.execute(
        "SELECT detail.id, detail.number FROM detail JOIN job ON job.id = job_id "
        "WHERE job.number = ? ORDER BY starts_at",
        (number,),
    ).fetchall()
    return _only(inside, f"detail {number}")


def position_id(connection: sqlite3.Connection, number: str) -> int:
    """The position of a number such as 26-0412.3b; a detail's number stands for its only one."""
    found = _one(connection, "SELECT id FROM position WHERE number = ?", number)
    if found is not None:
        return found
    detail = _one(connection, "SELECT id FROM detail WHERE number = ?", number)
    inside = connection.execute(
        "SELECT id, number FROM position WHERE detail_id = ? AND NOT cancelled ORDER BY number",
        (detail,),
    ).fetchall()
    return _only(inside, f"position {number}")


def officer_id(connection: sqlite3.Connection, badge: str) -> int:
    """The officer of a badge, or else of a last name that only one has."""
    found = _one(connection, "SELECT id FROM officer WHERE badge = ?", badge)
    if found is not None:
        return found
    named = connection.execute(
        "SELECT id, badge || ' ' || last_name || ', ' || first_name FROM officer "
        "WHERE last_name = ? COLLATE NOCASE ORDER BY badge",
        (badge,),
    ).fetchall()
    return _only(named, f"officer {badge}")


def employer_id(connection: sqlite3.Connection, number: str) -> int:
    """The employer of a number, or else of a name that only one has."""
    found = _one(connection, "SELECT id FROM employer WHERE number = ?", number)
    if found is not None:
        return found
    named = connection.execute(
        "SELECT id, number || ' ' || name FROM employer WHERE name = ? COLLATE NOCASE", (number,)
    ).fetchall()
    return _only(named, f"employer {number}")


def job_id(connection: sqlite3.Connection, number: str) -> int:
    """The job of a number such as 26-0412."""
    found = _one(connection, "SELECT id FROM job WHERE number = ?", number)
    if found is None:
        raise Missing(f"There is no job {number}.")
    return found


def site_id(connection: sqlite3.Connection, name: str) -> int:
    """The site of a name that only one has."""
    named = connection.execute(
        "SELECT id, name || ', ' || address FROM site WHERE name = ? COLLATE NOCASE", (name,)
    ).fetchall()
    return _only(named, f"site {name}")


def assignment_id(connection: sqlite3.Connection, detail: int, officer: int) -> int:
    """The live assignment of an officer on a detail."""
    held = connection.execute(
        "SELECT assignment.id, position.number FROM assignment "
        "JOIN position ON position.id = position_id "
        "WHERE detail_id = ? AND officer_id = ? AND state IN ('assigned', 'confirmed', 'worked')",
        (detail, officer),
    ).fetchall()
    return _only(held, "assignment of that officer on that detail")


def seat_held(connection: sqlite3.Connection, number: str) -> int:
    """The live assignment on the position of a number such as 26-0412.3b."""
    held = connection.execute(
        "SELECT id FROM assignment WHERE position_id = ? "
        "AND state IN ('assigned', 'confirmed', 'worked')",
        (position_id(connection, number),),
    ).fetchone()
    if held is None:
        raise Missing(f"Nobody holds position {number}.")
    return int(held[0])


def holder(connection: sqlite3.Connection, assignment: int) -> int:
    """The officer of an assignment."""
    found = connection.execute("SELECT officer_id FROM assignment WHERE id = ?", (assignment,))
    return int(found.fetchone()[0])


def _one(connection: sqlite3.Connection, sql: str, name: str) -> int | None:
    found = connection.execute(sql, (name,)).fetchone()
    return int(found[0]) if found else None


def _only(found: list[tuple[int, str]], what: str) -> int:
    if not found:
        raise Missing(f"There is no {what}.")
    if len(found) > 1:
        choices = ", ".join(name for _, name in found[:20])
        raise Ambiguous(f"More than one {what}: {choices}. Name one of them.")
    return found[0][0]


_SUBJECTS = (
    ("detail", "number"),
    ("position", "number"),
    ("job", "number"),
    ("invoice", "number"),
    ("request", "number"),
    ("officer", "badge"),
    ("employer", "number"),
    ("equipment", "code"),
)


def subject(connection: sqlite3.Connection, name: str) -> tuple[str, int]:
    """The table and row that a number, a badge, or 'table:id' names."""
    table, _, row = name.partition(":")
    if row.isdecimal() and table.replace("_", "").isalpha():
        return table, int(row)
    for table, column in _SUBJECTS:
        found = _one(connection, f"SELECT id FROM {table} WHERE {column} = ?", name)
        if found is not None:
            return table, found
    raise Missing(
        f"Nothing goes by {name!r}: no detail, position, job, invoice, request, badge, "
        "employer, equipment."
    )
