"""What of officers a method of distribution may compare beside what happened to them on details."""

import sqlite3
from collections import defaultdict
from typing import Any, NamedTuple

from storage.queries.staffing.facts import LIVE

_BACK = "('suspended', 'light_duty', 'injured', 'sick', 'leave')"
"""Statuses from whose end an officer is back."""

_TURNS = {
    "became_eligible": "SELECT id, coalesce(eligible_on, hired_on) FROM officer "
    "WHERE coalesce(eligible_on, hired_on) > ?",
    "returned": "SELECT officer_id, until_on FROM officer_status "
    f"WHERE kind IN {_BACK} AND until_on > ?",
    "promoted": "SELECT officer_id, from_on FROM rank_held AS held WHERE from_on > ? AND EXISTS "
    "(SELECT 1 FROM rank_held WHERE officer_id = held.officer_id AND from_on < held.from_on)",
}


class Member(NamedTuple):
    """What the roster says of an officer; `figures` is JSON."""

    id: int
    badge: str
    seniority_on: str | None
    seniority_tie: int
    hired_on: str | None
    tier: str
    figures: str
    unit: str


class HandedOver(NamedTuple):
    """A list as it stood at an instant: officers' ids, the first to be called first."""

    name: str
    as_of_at: int
    mark: int | None
    officers: tuple[int, ...]


def members(connection: sqlite3.Connection) -> list[Member]:
    """Every officer of the book, also those who have left."""
    rows = connection.execute(
        "SELECT id, badge, seniority_on, seniority_tie, hired_on, coalesce(tier, ''), "
        "coalesce(figures, ''), unit FROM officer ORDER BY id"
    )
    return list(map(Member._make, rows))


def departed(connection: sqlite3.Connection, on: str) -> frozenset[int]:
    """Who has left the agency by a local date."""
    rows = connection.execute(
        "SELECT officer_id FROM officer_status WHERE kind = 'departed' AND from_on <= ?1 "
        "AND (until_on IS NULL OR until_on > ?1)",
        (on,),
    )
    return frozenset(officer for (officer,) in rows)


def turns(
    connection: sqlite3.Connection, words: frozenset[str], after: str
) -> list[tuple[int, str, str]]:
    """(officer, happening, local date) of what the roster says happened after a local date."""
    return [
        (officer, word, on)
        for word, sql in _TURNS.items()
        if word in words
        for officer, on in connection.execute(sql, (after,))
    ]


def entries(
    connection: sqlite3.Connection, tallies: tuple[str, ...], apart: tuple[str, ...] = ()
) -> list[tuple[str, int, int, int]]:
    """(account, officer, instant, amount) of every entry in some tallies.

    Of those kept `apart` the accounts are called by the tally's name and what follows in [ ].
    """
    if apart:
        known = connection.execute("SELECT DISTINCT tally FROM tally_entry").fetchall()
        heads = tuple(f"{name}[" for name in apart)
        tallies = (*tallies, *(name for (name,) in known if name.startswith(heads)))
    slots = ", ".join("?" * len(tallies))
    rows: list[tuple[str, int, int, int]] = connection.execute(
        "SELECT tally, officer_id, counts_at, amount FROM tally_entry "
        f"WHERE tally IN ({slots}) ORDER BY counts_at, id",
        tallies,
    ).fetchall()
    return rows


def handed_over(connection: sqlite3.Connection, at: int) -> dict[str, HandedOver]:
    """The latest state of each list that was handed over by an instant, by the list's name."""
    found: dict[str, HandedOver] = {}
    states = connection.execute(
        "SELECT id, name, as_of_at, mark_id FROM list_state WHERE as_of_at <= ? "
        "ORDER BY as_of_at, id",
        (at,),
    ).fetchall()
    latest = {name: (key, name, as_of, mark) for key, name, as_of, mark in states}
    for key, name, as_of, mark in latest.values():
        places = connection.execute(
            "SELECT officer_id FROM list_place WHERE list_state_id = ? ORDER BY place, id", (key,)
        )
        found[name] = HandedOver(name, as_of, mark, tuple(officer for (officer,) in places))
    return found


def last_work(connection: sqlite3.Connection, at: int, but_position: int) -> dict[int, int]:
    """Officer → when the last of his details that began before an instant ended."""
    rows = connection.execute(
        "SELECT id, (SELECT ends_at FROM assignment INDEXED BY assignment_by_officer "
        "WHERE officer_id = officer.id AND starts_at < ? AND position_id <> ? "
        f"AND {LIVE} ORDER BY starts_at DESC LIMIT 1) FROM officer",
        (at, but_position),
    )
    return {officer: ended for officer, ended in rows if ended is not None}


def sign_ups(connection: sqlite3.Connection, position_id: int) -> dict[int, tuple[int, ...]]:
    """Officer → when he asked for a position; what he took back is left out."""
    found: dict[int, list[Any]] = defaultdict(list)
    for officer, at in connection.execute(
        "SELECT officer_id, expressed_at FROM interest "
        "WHERE position_id = ? AND withdrawn_at IS NULL ORDER BY expressed_at, id",
        (position_id,),
    ):
        found[officer].append(at)
    return {officer: tuple(times) for officer, times in found.items()}
