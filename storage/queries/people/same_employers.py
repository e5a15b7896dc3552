"""What employers are known by, to find those that are in the register twice."""

import sqlite3
from collections import defaultdict

from coordinator.rules.duplicates import Known


def known_employers(connection: sqlite3.Connection) -> tuple[Known, ...]:
    """Every employer with the telephones and mails of its own and of its people."""
    phones: defaultdict[int, list[str]] = defaultdict(list)
    mails: defaultdict[int, list[str]] = defaultdict(list)
    for employer, phone, mail in connection.execute(
        "SELECT id, phone, email FROM employer "
        "UNION ALL SELECT employer_id, phone, email FROM contact"
    ):
        phones[employer].append(phone)
        mails[employer].append(mail)
    rows = connection.execute(
        "SELECT id, name, coalesce(tax_number, ''), address FROM employer ORDER BY id"
    )
    return tuple(
        Known(key, name, tax, tuple(phones[key]), tuple(mails[key]), address)
        for key, name, tax, address in rows
    )


def names_of(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    """Employer → (number, name)."""
    rows = connection.execute("SELECT id, number, name FROM employer")
    return {key: (number, name) for key, number, name in rows}


def pointing_to(connection: sqlite3.Connection, employer_id: int) -> dict[str, int]:
    """Table → how many of its rows point to an employer; only tables that have any."""
    found: dict[str, int] = {}
    for table, column in linked_columns(connection):
        sql = f'SELECT count(*) FROM "{table}" WHERE "{column}" = ?'
        number = connection.execute(sql, (employer_id,)).fetchone()[0]
        if number:
            found[table] = found.get(table, 0) + number
    for table in BY_SUBJECT:
        sql = f'SELECT count(*) FROM "{table}" WHERE subject = ?'
        number = connection.execute(sql, (f"employer:{employer_id}",)).fetchone()[0]
        if number:
            found[table] = number
    return found


BY_SUBJECT = ("note", "kept_file", "approval_request")
"""Tables that name the record they belong to as 'employer:3'."""


def linked_columns(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Every (table, column) of the book that refers to an employer, from its own schema."""
    rows = connection.execute(
        'SELECT m.name, f."from" FROM sqlite_master AS m, pragma_foreign_key_list(m.name) AS f '
        "WHERE m.type = 'table' AND f.\"table\" = 'employer' ORDER BY m.name, f.\"from\""
    )
    return tuple((table, column) for table, column in rows)
