"""Officers' papers as lists show them: certificates, training, permits, and what is missing."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from storage.queries.lists import Listing

SOON_DAYS = 60

_LATEST = (
    "(SELECT c.id FROM certificate AS c WHERE c.officer_id = officer.id"
    " AND c.certification_id = kind.id"
    " ORDER BY coalesce(c.expires_on, '9999') DESC, c.id DESC LIMIT 1)"
)
_DEPARTED = (
    "EXISTS (SELECT 1 FROM officer_status AS s WHERE s.officer_id = officer.id"
    " AND s.kind = 'departed' AND s.from_on <= :today"
    " AND (s.until_on IS NULL OR s.until_on > :today))"
)
_STATION = 1 << 40
_KEY = (
    # What is missing has no row: a number of its own, made of officer and kind.
    f"coalesce(held.id, -(((officer.id % {_STATION}) * 8 + officer.id / {_STATION} % 8) * 8192"
    f" + kind.id % 8192))"
)
_ENDS = "coalesce(held.expires_on, iif(held.id IS NULL, '', '9999'))"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """The latest certificate of a kind that an officer holds, or that he needs and has not.

    `certificate_id` is 0 where it is missing; `expires_on` is empty where it has no end.
    """

    id: int
    certificate_id: int
    officer_id: int
    certification_id: int
    badge: str
    officer: str
    code: str
    name: str
    kind: str
    for_all: int
    issued_on: str
    expires_on: str
    number: str
    approved_by: str
    renews_months: int


PAPERS: Listing[PaperLine] = Listing(
    make=PaperLine,
    key=_KEY,
    columns=f"""{_KEY}, coalesce(held.id, 0), officer.id, kind.id, officer.badge,
        trim(officer.last_name || ', ' || officer.first_name, ', '), kind.code, kind.name,
        coalesce(kind.kind, 'certificate'), coalesce(kind.for_all, 0),
        coalesce(held.issued_on, ''), coalesce(held.expires_on, ''), coalesce(held.number, ''),
        coalesce(held.approved_by, ''), coalesce(kind.renews_months, 0)""",
    tables=f"""officer JOIN certification AS kind
        LEFT JOIN certificate AS held ON held.id = {_LATEST}""",
    orders={
        "ends": _ENDS,
        "officer": "officer.last_name",
        "badge": "officer.badge",
        "code": "kind.code",
    },
    words=("officer.badge", "officer.last_name", "kind.code", "kind.name"),
    fields={
        "code": "kind.code = upper(?)",
        "kind": "coalesce(kind.kind, 'certificate') LIKE lower(?) || '%'",
    },
    flags={
        "missing": "held.id IS NULL",
        "expired": "held.expires_on < :today",
        "ending": "held.expires_on BETWEEN :today AND :soon",
        "wanting": "(held.id IS NULL OR held.expires_on <= :soon)",
        "for-all": "kind.for_all",
    },
    where=f"(held.id IS NOT NULL OR kind.for_all) AND NOT {_DEPARTED}",
)


def papers_values(today: str, soon: str) -> tuple[tuple[str, int | str], ...]:
    """What the list of papers is asked with: two local ISO dates."""
    return (("today", today), ("soon", soon))


def papers_by_id(
    connection: sqlite3.Connection, ids: Iterable[int], today: str
) -> tuple[PaperLine, ...]:
    """The lines of these numbers."""
    rows = connection.execute(
        f"SELECT {PAPERS.columns} FROM {PAPERS.tables} WHERE {PAPERS.where} "
        f"AND {_KEY} IN (SELECT value FROM json_each(:ids)) ORDER BY officer.badge, kind.code",
        {"ids": json.dumps(list(ids)), "today": today},
    )
    return tuple(PaperLine(*row) for row in rows)


@dataclass(frozen=True, slots=True)
class KindLine:
    """A kind of paper: how long it runs, when its holder is reminded, who needs it."""

    id: int
    code: str
    name: str
    kind: str
    renews_months: int | None
    remind_days: int | None
    for_all: bool
    holders: int


def kinds_of_papers(connection: sqlite3.Connection) -> tuple[KindLine, ...]:
    """Every kind of paper, by code."""
    rows = connection.execute(
        "SELECT id, code, name, coalesce(kind, 'certificate'), renews_months, remind_days,"
        " coalesce(for_all, 0), (SELECT count(DISTINCT officer_id) FROM certificate"
        " WHERE certification_id = certification.id) FROM certification ORDER BY code"
    )
    return tuple(
        KindLine(key, code, name, kind, months, days, needed == 1, holders)
        for key, code, name, kind, months, days, needed, holders in rows
    )


@dataclass(frozen=True, slots=True)
class Held:
    """The paper of a kind that an officer holds and that runs longest; local ISO date."""

    certification_id: int
    code: str
    name: str
    until_on: str | None
    remind_days: int


def held_papers(connection: sqlite3.Connection, officer_id: int) -> tuple[Held, ...]:
    """What an officer holds, one of each kind, by code."""
    rows = connection.execute(
        "SELECT kind.id, kind.code, kind.name, "
        "nullif(max(coalesce(held.expires_on, '9999')), '9999'), coalesce(kind.remind_days, 0) "
        "FROM certificate AS held JOIN certification AS kind ON kind.id = certification_id "
        "WHERE officer_id = ? GROUP BY kind.id ORDER BY kind.code",
        (officer_id,),
    )
    return tuple(Held(*row) for row in rows)


def latest_of(
    connection: sqlite3.Connection, officer_id: int, certification_id: int
) -> tuple[int, str | None] | None:
    """(id, last day or None) of the certificate of a kind that runs longest."""
    row = connection.execute(
        "SELECT id, expires_on FROM certificate WHERE officer_id = ? AND certification_id = ?"
        " ORDER BY coalesce(expires_on, '9999') DESC, id DESC LIMIT 1",
        (officer_id, certification_id),
    ).fetchone()
    return (int(row[0]), row[1]) if row else None
