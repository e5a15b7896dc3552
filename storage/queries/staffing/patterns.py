"""What new details of a job are modelled on: its details as they stand, and kept templates."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DetailPattern:
    """A detail whose place and seats others are to have. Instants are UTC seconds."""

    id: int
    number: str
    site_id: int
    site: str
    starts_at: int
    ends_at: int
    call_sign: str


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A job kept under a name. `employer` is empty where it is for any."""

    id: int
    name: str
    employer_id: int | None
    employer: str
    job_class: str
    fields: str
    kept_by: str


_PATTERN = (
    "SELECT detail.id, detail.number, site_id, site.name, starts_at, ends_at, call_sign"
    " FROM detail JOIN site ON site.id = site_id WHERE job_id = ? AND state = 'planned'"
)


def last_detail(connection: sqlite3.Connection, job_id: int) -> DetailPattern | None:
    """The job's detail that is entered last, or None."""
    found = connection.execute(
        f"{_PATTERN} ORDER BY starts_at DESC, detail.id DESC LIMIT 1", (job_id,)
    ).fetchone()
    return DetailPattern(*found) if found else None


def details_between(
    connection: sqlite3.Connection, job_id: int, since: int, until: int
) -> tuple[DetailPattern, ...]:
    """The job's planned details that start in [since, until), by start."""
    rows = connection.execute(
        f"{_PATTERN} AND starts_at >= ? AND starts_at < ? ORDER BY starts_at, detail.id",
        (job_id, since, until),
    )
    return tuple(DetailPattern(*row) for row in rows)


def in_the_way(
    connection: sqlite3.Connection, job_id: int, site_id: int, starts_at: int, ends_at: int
) -> str:
    """The number of a planned detail of the job at that place and time; empty where none is."""
    found = connection.execute(
        "SELECT number FROM detail WHERE job_id = ? AND site_id = ? AND state = 'planned'"
        " AND starts_at < ? AND ends_at > ? ORDER BY starts_at LIMIT 1",
        (job_id, site_id, ends_at, starts_at),
    ).fetchone()
    return found[0] if found else ""


def employer_of_job(connection: sqlite3.Connection, job_id: int) -> tuple[int, str, str]:
    """The employer's id, the job's number and state."""
    found = connection.execute(
        "SELECT employer_id, number, state FROM job WHERE id = ?", (job_id,)
    ).fetchone()
    return found[0], found[1], found[2]


_TEMPLATES = (
    "SELECT job_template.id, job_template.name, employer_id, coalesce(employer.name, ''),"
    " job_class, fields, kept_by FROM job_template LEFT JOIN employer ON employer.id = employer_id"
)


def templates(connection: sqlite3.Connection) -> tuple[TemplateLine, ...]:
    """All templates, by name."""
    rows = connection.execute(f"{_TEMPLATES} ORDER BY job_template.name")
    return tuple(TemplateLine(*row) for row in rows)


def template_named(connection: sqlite3.Connection, name: str) -> TemplateLine | None:
    """The template of a name, or None."""
    found = connection.execute(
        f"{_TEMPLATES} WHERE job_template.name = ? COLLATE NOCASE", (name.strip(),)
    ).fetchone()
    return TemplateLine(*found) if found else None
