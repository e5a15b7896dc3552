"""What the price of an officer's hours asks of him: his other hours, and the ranks that he held."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class OtherWork:
    """Hours of an officer on any detail, so that those of the same day and week can be counted."""

    officer_id: int
    detail_id: int
    job_id: int
    employer_id: int
    started_at: int
    ended_at: int
    break_minutes: int
    number: str = ""
    """Of the detail."""


def other_work(
    connection: sqlite3.Connection, officers: Iterable[int], since: int, until: int
) -> Mapping[int, tuple[OtherWork, ...]]:
    """Officer → his current hours on all details that ended after `since` and began before
    `until`, in the order in which they began."""
    found: dict[int, list[OtherWork]] = defaultdict(list)
    rows = connection.execute(
        "SELECT assignment.officer_id, detail.id, job.id, job.employer_id,"
        " entry.started_at, entry.ended_at, entry.break_minutes,"
        " detail.number"
        " FROM assignment JOIN timesheet_entry AS entry"
        " ON entry.assignment_id = assignment.id AND entry.state <> 'replaced'"
        " JOIN position ON position.id = assignment.position_id"
        " JOIN detail ON detail.id = position.detail_id JOIN job ON job.id = detail.job_id"
        " WHERE assignment.officer_id IN (SELECT value FROM json_each(?))"
        # The assignment's own span has the index; hours may differ from it by a day at most.
        " AND assignment.starts_at > ? AND assignment.starts_at < ?"
        " AND entry.ended_at > ? AND entry.started_at < ?"
        " ORDER BY entry.started_at, entry.id",
        (json.dumps(sorted(set(officers))), since - 2 * _DAY, until + _DAY, since, until),
    )
    for row in rows:
        found[row[0]].append(OtherWork(*row))
    return {officer: tuple(each) for officer, each in found.items()}


def ranks_of(
    connection: sqlite3.Connection, officers: Iterable[int]
) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """Officer → (date from, rank code), the latest first."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = connection.execute(
        "SELECT officer_id, from_on, rank.code FROM rank_held"
        " JOIN rank ON rank.id = rank_held.rank_id"
        " WHERE officer_id IN (SELECT value FROM json_each(?))"
        " ORDER BY officer_id, from_on DESC, rank_held.id DESC",
        (json.dumps(sorted(set(officers))),),
    )
    for officer, from_on, code in rows:
        found[officer].append((from_on, code))
    return {officer: tuple(held) for officer, held in found.items()}
