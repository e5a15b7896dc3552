"""Slips in the queries of the user's own reports, found without running them."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from coordinator.actions.reports.finding import SUFFIX, Shelf, Wrong, own_folder, shelf
from coordinator.actions.reports.running import cannot_run
from coordinator.rules.documents import Problem
from coordinator.rules.reports.report import Report


def shelf_with_slips(connection: sqlite3.Connection, book: Path, now: int) -> Shelf:
    """Every report, and what is wrong with files: their heads, and queries that SQLite refuses.

    `now` (UTC seconds) is when they would be run. A report whose query is refused stays listed.
    """
    found = shelf(connection, book)
    folder = own_folder(connection, book)
    slips = (_slip(connection, report, book, now, folder) for report in found.reports if report.own)
    return replace(found, wrong=(*found.wrong, *filter(None, slips)))


def _slip(
    connection: sqlite3.Connection, report: Report, book: Path, now: int, folder: Path
) -> Wrong | None:
    said = cannot_run(connection, report, book, now)
    if not said:
        return None
    file = folder / f"{report.name}{SUFFIX}"
    before, _, _ = file.read_text("utf-8", errors="replace").partition(report.sql)
    return Wrong(file.name, (Problem(before.count("\n") + 1, "query", said),))
