"""The hours of an assignment side by side, and the agency's terms of agreement."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.rules.hours_agreement import ENTERED, SCHEDULED, Span
from coordinator.rules.words import StatedBy
from storage.queries.book.settings import setting
from storage.queries.money.hours import HoursLine
from storage.queries.money.stated import Stated

TOLERANCE = "hours.tolerance"
"""Setting: minutes by which the columns may differ and still agree."""
TAKEN = "hours.taken"
"""Setting: the column that is entered where all agree: scheduled, certified, punched, claimed."""
WANTED = "hours.wanted"
"""Setting: sides without which nothing is agreed in bulk, such as "certified, punched"."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How far apart hours may be, which are taken, and who must have spoken."""

    tolerance: int
    taken: str
    wanted: tuple[str, ...]


def terms_of(connection: sqlite3.Connection) -> Terms:
    """The agency's terms of agreement."""
    wanted = str(setting(connection, WANTED, "")).replace(",", " ").split()
    return Terms(
        int(setting(connection, TOLERANCE, 0)),
        str(setting(connection, TAKEN, SCHEDULED)),
        tuple(side for side in wanted if side in tuple(StatedBy)),
    )


def columns_of(line: HoursLine, statements: Mapping[int, Mapping[str, Stated]]) -> dict[str, Span]:
    """Side → hours: as scheduled, as entered if they are, and as each side states them."""
    found = {SCHEDULED: Span(line.scheduled_start, line.scheduled_end)}
    if line.started_at is not None and line.ended_at is not None:
        found[ENTERED] = Span(line.started_at, line.ended_at, line.break_minutes)
    for side, said in statements.get(line.assignment_id, {}).items():
        found[side] = Span(said.started_at, said.ended_at, said.break_minutes)
    return found
