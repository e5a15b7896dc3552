"""How much a day at the desk took, added up by day and person; outside the log."""

from collections.abc import Mapping
from datetime import date

from coordinator.actions.results import Actor
from storage.database import Book

_ADD = """
INSERT INTO desk_day (day_on, who, keys, minutes) VALUES (?, ?, ?, ?)
ON CONFLICT (day_on, who) DO UPDATE SET keys = keys + excluded.keys,
  minutes = minutes + excluded.minutes
"""


def add_keys(book: Book, actor: Actor, counted: Mapping[date, tuple[int, int]]) -> None:
    """Add (keys, minutes in which any was pressed) by local date."""
    rows = [(day.isoformat(), actor.name, *each) for day, each in counted.items()]
    with book.unlogged(deputy=True) as connection:
        connection.executemany(_ADD, rows)
