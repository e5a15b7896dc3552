"""Dates and numbers that the roster keeps of officers, and since when a rank was held."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from coordinator.rules.clauses.service import RANK_SINCE

SENIORITY = "seniority_date"


@dataclass(frozen=True, slots=True)
class StoredDates:
    """By officer: (name, local ISO date); (local ISO date, rank) of every promotion, in order of
    date; and (name, decimal) of every number."""

    stored: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    ranks: Mapping[int, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    numbers: Mapping[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def on(self, officer: int, day: str) -> tuple[tuple[str, str], ...]:
        """Every date of an officer, as it is on a local date."""
        since = _held_since([row for row in self.ranks.get(officer, ()) if row[0] <= day])
        known = self.stored.get(officer, ())
        return (*known, (RANK_SINCE, since)) if since else known


NO_DATES = StoredDates()


def _held_since(rows: list[tuple[str, int]]) -> str:
    """From when on the last of these ranks has been held, whatever was entered twice."""
    since = ""
    for day, rank in reversed(rows):
        if rank != rows[-1][1]:
            break
        since = day
    return since


def stored_dates(connection: sqlite3.Connection) -> StoredDates:
    """The dates and numbers of every officer of the book."""
    stored: dict[int, tuple[tuple[str, str], ...]] = {}
    numbers: dict[int, tuple[tuple[str, str], ...]] = {}
    rows = connection.execute("SELECT id, seniority_on, coalesce(figures, '') FROM officer")
    for officer, seniority, figures in rows:
        named = json.loads(figures) if figures else {}
        dates = {name: value for name, value in named.items() if isinstance(value, str)}
        if seniority:
            dates[SENIORITY] = seniority
        stored[officer] = tuple(sorted(dates.items()))
        others = sorted(named.keys() - dates.keys())
        numbers[officer] = tuple((name, str(named[name])) for name in others)
    ranks: dict[int, list[tuple[str, int]]] = defaultdict(list)
    held = "SELECT officer_id, from_on, rank_id FROM rank_held ORDER BY from_on, id"
    for officer, day, rank in connection.execute(held):
        ranks[officer].append((day, rank))
    held_by = {officer: tuple(rows) for officer, rows in ranks.items()}
    return StoredDates(stored, held_by, numbers)
