"""From when on each officer may ask for the seats of a set: by being put up, openings and tiers."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from coordinator.actions.reports.applying import Alike, Applying
from coordinator.actions.reports.computed import MOST, STOPPED, Run
from coordinator.actions.reports.opening_times import NOT_POSTED, Opening, Openings
from coordinator.actions.reports.who_may_apply import asked_for, guarded, wants
from coordinator.rules.eligibility import Standing
from coordinator.rules.facts import PositionFacts
from coordinator.rules.reports.report import Cell
from storage.queries.reports.running import QueryTrouble, Rows

NAMES: Final = (
    "officer_id", "detail_id", "opens_at", "opens", "badge", "officer", "tier", "seats", "first",
    "starts_at", "wants", "leave",
)  # fmt: skip

Set = tuple[tuple[Opening, ...], str, int]
"""Seats that open at the same times for the same tiers, want the same, and whose verdicts are the
same (by their place in memory)."""


@dataclass(slots=True)
class _Seats:
    """The seats of a set: the first to start, and how many."""

    first: PositionFacts
    count: int = 0


@guarded
def apply_times(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """A row for each officer and set of seats that open for him at the same time, by that time."""
    applying, seats = asked_for(connection, values)
    openings = Openings(applying)
    sets: dict[Set, _Seats] = {}
    for seat in seats:
        if run():
            return STOPPED
        key = (openings.of(seat), wants(seat), id(applying.verdicts(seat)))
        sets.setdefault(key, _Seats(seat)).count += 1
    tiers = _tiers(connection)
    rows: list[tuple[Cell, ...]] = []
    for (found, wanted, _), alike in sets.items():
        rows += _rows(applying, openings, tiers, found, wanted, alike, values["officer"])
        if len(rows) > MOST or run():
            break
    rows.sort(key=lambda row: (row[2] is None, row[2] or 0, str(row[5]), str(row[8])))
    return Rows(NAMES, tuple(rows[:MOST]), len(rows) > MOST)


def _rows(
    applying: Applying, openings: Openings, tiers: Mapping[int, str], found: tuple[Opening, ...],
    wanted: str, seats: _Seats, only: Cell,
) -> Iterator[tuple[Cell, ...]]:  # fmt: skip
    seat = seats.first
    for each, verdict in zip(applying.alike, applying.verdicts(seat), strict=True):
        if verdict.standing is Standing.BARRED:
            continue
        leave = "; ".join(verdict.clauses) if verdict.standing is Standing.OVERRIDE else ""
        for officer in each.officers:
            if only is not None and officer != only:
                continue
            opening = _first(openings, seat, each, tiers.get(officer, ""), found)
            if opening is None:
                continue
            person = applying.known[officer]
            words = NOT_POSTED if opening.at is None else ""
            who = (person.badge, person.name, opening.tier.replace("_", " "))
            what = (seats.count, seat.number, seat.starts_at, wanted, leave)
            yield (officer, seat.detail_id, opening.at, words, *who, *what)


def _first(
    openings: Openings, seat: PositionFacts, each: Alike, tier: str, found: tuple[Opening, ...]
) -> Opening | None:
    """The earliest opening of the tiers that he belongs to; None where he is in none."""
    mine = [found[place] for place in openings.tiers(seat, each.facts, tier)]
    return min(mine, key=lambda one: (one.at is None, one.at or 0), default=None)


def _tiers(connection: sqlite3.Connection) -> dict[int, str]:
    return dict(connection.execute("SELECT id, tier FROM officer WHERE tier IS NOT NULL"))
