"""The table of terms as a report: what may be deleted when, what is due, what is held."""

import sqlite3
from collections.abc import Mapping

from coordinator.actions.oversight.retention import retention_table
from coordinator.actions.reports.computed import Run
from coordinator.rules.reports.report import Cell
from storage.queries.reports.running import QueryTrouble, Rows

NAMES = ("kind", "records", "goes", "since", "days", "own", "due", "held", "held_for", "why")


def retention(
    connection: sqlite3.Connection, values: Mapping[str, Cell], run: Run
) -> Rows | QueryTrouble:
    """A row for each kind of record. `kind` narrows it by a part of its name."""
    words = str(values["kind"] or "").lower()
    rows = tuple(
        (
            each.term.kind,
            each.term.words,
            each.term.goes,
            each.term.since,
            each.days,
            int(each.own),
            each.due,
            each.held,
            "; ".join(each.grounds),
            each.term.ground,
        )
        for each in retention_table(connection, int(values["now_at"] or 0))
        if words in f"{each.term.kind} {each.term.words}"
    )
    return Rows(NAMES, rows, cut=False)
