"""What people choose from by name: saved filters, employers, sites."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SavedLine:
    """A filter kept under a name."""

    id: int
    name: str
    text: str


def saved_filters(connection: sqlite3.Connection, place: str) -> tuple[SavedLine, ...]:
    """The filters that were kept for a list, by name."""
    found = connection.execute(
        "SELECT id, name, text FROM saved_filter WHERE place = ? ORDER BY name", (place,)
    )
    return tuple(SavedLine(*row) for row in found)


@dataclass(frozen=True, slots=True)
class Named:
    """Something to choose by name in a form; `words` parts those of one name."""

    id: int
    name: str
    words: str


def employers_named(connection: sqlite3.Connection, text: str) -> tuple[Named, ...]:
    """Employers whose name or number begins with, or contains, the text."""
    found = connection.execute(
        "SELECT id, name, number FROM employer"
        " WHERE number = :text OR name LIKE '%' || :text || '%'"
        " ORDER BY name = :text DESC, name LIKE :text || '%' DESC, name LIMIT 9",
        {"text": text},
    )
    return tuple(Named(*row) for row in found)


def sites_named(connection: sqlite3.Connection, text: str, employer: int) -> tuple[Named, ...]:
    """Sites by name, the employer's own first."""
    found = connection.execute(
        "SELECT id, name, address FROM site WHERE name LIKE '%' || :text || '%'"
        " OR address LIKE '%' || :text || '%'"
        " ORDER BY employer_id = :employer DESC, name = :text DESC, name LIMIT 9",
        {"text": text, "employer": employer},
    )
    return tuple(Named(*row) for row in found)


def known_classes(connection: sqlite3.Connection) -> tuple[str, ...]:
    """The classes that jobs have been given, the commonest first."""
    found = connection.execute(
        "SELECT job_class FROM job WHERE job_class <> '' GROUP BY job_class"
        " ORDER BY count(*) DESC LIMIT 12"
    )
    return tuple(row[0] for row in found)
