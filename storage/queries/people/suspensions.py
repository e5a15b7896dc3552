"""Suspensions that the policy's ladder asks for: as a list, and what the actions ask of them."""

import sqlite3
from dataclasses import dataclass

from storage.errors import Missing
from storage.queries.lists import Listing
from storage.queries.staffing.facts import LIVE


@dataclass(frozen=True, slots=True)
class SuspensionLine:
    """One proposed or decided suspension. Dates are local ISO dates, the end not included."""

    id: int
    state: str
    officer_id: int
    badge: str
    name: str
    clause: str
    event_on: str
    step: int
    days: int
    from_on: str
    until_on: str
    proposed_at: int
    decided_by: str
    decided_at: int | None
    words: str


SUSPENSIONS: Listing[SuspensionLine] = Listing(
    make=SuspensionLine,
    key="s.id",
    columns="s.id, s.state, s.officer_id, officer.badge, officer.last_name, s.clause, s.event_on,"
    " s.step, s.days, s.from_on, s.until_on, s.proposed_at, s.decided_by, s.decided_at, s.words",
    tables="suspension AS s JOIN officer ON officer.id = s.officer_id",
    orders={"event": "s.event_on", "officer": "officer.last_name", "until": "s.until_on"},
    words=("officer.last_name", "officer.badge", "s.clause"),
    flags={
        "waiting": "s.state = 'proposed'",
        "confirmed": "s.state = 'confirmed'",
        "dismissed": "s.state = 'dismissed'",
    },
    fields={"from": "s.event_on >= ?", "until": "s.event_on < ?"},
)


def known_suspensions(connection: sqlite3.Connection, officer_id: int) -> set[tuple[str, str]]:
    """(clause, date of the event) of what was proposed for an officer, decided or not."""
    rows = connection.execute(
        "SELECT clause, event_on FROM suspension WHERE officer_id = ?", (officer_id,)
    )
    return set(rows.fetchall())


def particulars(connection: sqlite3.Connection, officer_id: int, on: str) -> tuple[str, str, str]:
    """Badge, unit, and code of the rank on a local date ("" without one). Raises Missing."""
    row = connection.execute(
        "SELECT badge, unit, coalesce((SELECT rank.code FROM rank_held "
        "JOIN rank ON rank.id = rank_id WHERE officer_id = officer.id AND from_on <= ? "
        "ORDER BY from_on DESC, rank_held.id DESC LIMIT 1), '') FROM officer WHERE id = ?",
        (on, officer_id),
    ).fetchone()
    if row is None:
        raise Missing(f"no officer with id {officer_id}")
    badge, unit, rank = row
    return badge, unit, rank


def seats_within(connection: sqlite3.Connection, officer_id: int, start: int, end: int) -> int:
    """How many seats an officer holds that touch a span of UTC seconds."""
    row = connection.execute(
        f"SELECT count(*) FROM assignment WHERE officer_id = ? AND {LIVE} "
        "AND starts_at < ? AND ends_at > ?",
        (officer_id, end, start),
    ).fetchone()
    return int(row[0])
