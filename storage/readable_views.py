"""A view of each logged table as people read it: local times, names in place of ids, amounts.

They stand in the book itself, so that whatever opens the file (sqlite3, Datasette, a spreadsheet's
driver) is a second screen that is never stale. All in built-in functions, and in subqueries instead
of joins, so that counting rows costs nothing. They follow from the models and are made anew by a
migration, as the log's triggers are.
"""

import sqlite3
from collections.abc import Iterator

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from storage.models import LOGGED

PREFIX = "readable_"

NAMES = {
    "officer": "last_name || ', ' || first_name || ' (' || badge || ')'",
    "employer": "name",
    "contact": "name",
    "site": "name",
    "rank": "name",
    "certification": "name",
    "job": "number || ' ' || title",
    "detail": "number",
    "position": "number",
    "request": "number",
    "invoice": "number",
    "payroll_run": "number",
    "equipment": "code",
    "policy": "name || ' from ' || effective_on",
    "intake": "name || ' from ' || effective_on",
    "closed_month": "month",
}
"""Table → what people call one of its rows."""

_EXTRA = {
    "who_works_where": """
SELECT assignment.id, detail.number AS detail, position.number AS position,
       {assignment.starts_at} AS starts_local, {assignment.ends_at} AS ends_local,
       officer.badge, officer.last_name || ', ' || officer.first_name AS officer, assignment.state,
       employer.name AS employer, site.name AS site, job.title, position.role
FROM assignment
JOIN officer ON officer.id = assignment.officer_id
JOIN position ON position.id = assignment.position_id
JOIN detail ON detail.id = position.detail_id
JOIN site ON site.id = detail.site_id
JOIN job ON job.id = detail.job_id
JOIN employer ON employer.id = job.employer_id
WHERE assignment.state IN ('assigned', 'confirmed')
""",
    "log": """
SELECT change.id, action.station, action.seq, {action.at} AS at_local, action.who, action.verb,
       action.subject, action.reason, change.tbl AS changed, change.row, change.before, change.after
FROM action JOIN change
ON change.id >= action.first AND change.id < action.first + length(action.leaves) / 32
""",
}
"""Views of several tables; an instant in braces is told as local time."""


def create_readable_views(connection: sqlite3.Connection) -> None:
    """Make all of them, in place of those that are there; within the caller's transaction."""
    drop_readable_views(connection)
    for sql in statements():
        connection.execute(sql)


def drop_readable_views(connection: sqlite3.Connection) -> None:
    """Take them away, as tables cannot be renamed under them."""
    found = connection.execute(
        f"SELECT name FROM sqlite_master WHERE type = 'view' AND name GLOB '{PREFIX}*'"
    )
    for (name,) in found.fetchall():
        connection.execute(f'DROP VIEW "{name}"')


def statements() -> Iterator[str]:
    """The CREATE VIEW of each, by name."""
    for model in LOGGED:
        table = SQLModel.metadata.tables[str(model.__tablename__)]
        columns = ", ".join(_columns(table))
        yield f'CREATE VIEW "{PREFIX}{table.name}" AS SELECT {columns} FROM "{table.name}"'
    for name, sql in _EXTRA.items():
        yield f'CREATE VIEW "{PREFIX}{name}" AS {_told(sql)}'


def _told(sql: str) -> str:
    for instant in ("assignment.starts_at", "assignment.ends_at", "action.at"):
        sql = sql.replace("{" + instant + "}", local(instant))
    return sql.strip()


def local(instant: str) -> str:
    """SQL of an instant (UTC seconds) as wall time in the agency's zone, to the minute."""
    return (
        f"strftime('%Y-%m-%d %H:%M', {instant} + (SELECT seconds FROM zone_offset "
        f"WHERE from_at <= {instant} ORDER BY from_at DESC LIMIT 1), 'unixepoch')"
    )


def _columns(table: Table) -> Iterator[str]:
    taken = {column.name for column in table.columns}
    for column in table.columns:
        place = f'"{table.name}"."{column.name}"'
        yield place
        for name, sql in _readable(column, place):
            yield f'{sql} AS "{name if name not in taken else f"{name}_name"}"'


def _readable(column: "Column[object]", place: str) -> Iterator[tuple[str, str]]:
    """What stands beside a column, and its name."""
    name = column.name
    if name == "at" or name.endswith("_at"):
        yield f"{name.removesuffix('_at')}_local", local(place)
    elif name.endswith("_cents"):
        yield name.removesuffix("_cents"), f"round({place} / 100.0, 2)"
    for key in column.foreign_keys:
        target = key.column.table.name
        if target in NAMES:
            sql = f'(SELECT {NAMES[target]} FROM "{target}" WHERE id = {place})'
            yield name.removesuffix("_id"), sql
