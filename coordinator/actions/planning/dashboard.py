"""The dashboard: how the programme stands, in panels that each lead to the report behind them.

Panels are read in groups that share a pass over the book; each group can be read on a thread of its
own.
"""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.planning import panels_of_reports, panels_of_year
from coordinator.actions.planning.dashboard_view import View, view_of
from coordinator.actions.results import Refused
from coordinator.rules.reports.panels import Panel
from storage.queries.staffing.today import agency_words

ORDER: Final = (
    "filled", "time_to_fill", "open", "hours", "billed", "owed", "shares", "units", "ahead",
)  # fmt: skip
"""The panels as they stand, from the upper left."""


Read = Callable[[sqlite3.Connection, View], tuple[Panel, ...]]
READS: Final[tuple[Read, ...]] = (
    panels_of_year.money,
    panels_of_year.working,
    panels_of_year.seats,
    panels_of_reports.owed,
    panels_of_reports.open_ahead,
    panels_of_year.filling_time,
    panels_of_reports.units,
)
"""The groups in the order in which they are read: what comes quickly first."""


def read_panels(connection: sqlite3.Connection, read: Read, book: Path, now: int) -> list[Panel]:
    """One group, as the book stands at an instant (UTC seconds)."""
    return list(read(connection, view_of(connection, book, now)))


def dashboard(connection: sqlite3.Connection, book: Path, now: int) -> list[Panel]:
    """All panels in the order in which they stand."""
    view = view_of(connection, book, now)
    found = [panel for read in READS for panel in read(connection, view)]
    return sorted(found, key=lambda panel: ORDER.index(panel.name))


def make_dashboard(
    connection: sqlite3.Connection, where: Path, now: int, *, book: Path, replace: bool = True
) -> Made | Refused:
    """The dashboard on one page, as PDF."""
    panels = dashboard(connection, book, now)
    view = view_of(connection, book, now)
    agency = agency_words(connection)

    def write(stream: BinaryIO) -> None:
        from exports.dashboard import write_dashboard

        read = f"{view.calendar.wall(now):%Y-%m-%d %H:%M} {agency.timezone}"
        write_dashboard(stream, panels, agency.name, read, paper=paper_of(connection))

    name = ("dashboard", view.today.isoformat(), "pdf")
    return written(where, name, write, f"Dashboard of {view.today}", replace=replace)


def making(book: Path) -> Callable[..., Made | Refused]:
    """`make_dashboard` for a book's file."""
    return partial(make_dashboard, book=book)
