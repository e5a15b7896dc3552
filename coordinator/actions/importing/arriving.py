"""A file on its way in: opened, its columns mapped, read into records; nothing of it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from sqlite3 import Connection
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.actions.importing.plans import FileFacts, Wanted
from storage.imports.details import read_details
from storage.imports.dispatch import read_dispatch
from storage.imports.employers import read_employers
from storage.imports.fields import STATED_BY
from storage.imports.hours import read_stated
from storage.imports.mapping import Mapping, correct, guess, missing, signature
from storage.imports.problems import BadFile, Progress
from storage.imports.roster import read_roster
from storage.imports.rows import Question, Reading, settle_dates
from storage.imports.tables import LARGE_BYTES, ORDINARY_BYTES, Table, open_table

REMEMBERED = ("dates", "kind:", "leave:")
"""Answers that belong to a layout and are kept with its mapping; others are given each time."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that can be read, or the questions that must be answered before."""

    table: Table
    file: FileFacts
    questions: tuple[Question, ...]


def open_file(connection: Connection, wanted: Wanted) -> Arrived:
    """Find out how a delimited file is to be read. Raises BadFile, OSError."""
    limit = LARGE_BYTES if wanted.kind == "on-duty" else ORDINARY_BYTES
    table = open_table(wanted.path, limit)
    mapping = recall(connection, wanted.kind, table.headers) or guess(wanted.kind, table)
    mapping = correct(wanted.kind, mapping, table.headers, wanted.columns)
    for name, answer in wanted.answers.items():
        if name.startswith(REMEMBERED):
            mapping = mapping.with_option(name, answer)
    lacking = missing(wanted.kind, mapping)
    if lacking:
        raise BadFile(" ".join((*lacking, f"Columns: {', '.join(table.headers)}.")))
    settled, question = settle_dates(wanted.kind, table, mapping)
    return Arrived(table, FileFacts.of(table, settled), (question,) if question else ())


def read_records(arrived: Arrived, kind: str, zone: str, progress: Progress) -> Reading[Any]:
    """The file's records and refused rows, but for on-duty files. Raises BadFile, Stopped."""
    table, mapping = arrived.table, arrived.file.mapping
    if kind == "roster":
        return read_roster(table, mapping, progress)
    if kind == "employers":
        return read_employers(table, mapping, progress)
    if kind in STATED_BY:
        return read_stated(table, mapping, zone, progress)
    if kind == "dispatch":
        return read_dispatch(table, mapping, zone, progress)
    return read_details(table, mapping, zone, progress)


def agency_zone(connection: Connection) -> str:
    """The agency's IANA time zone."""
    return str(connection.execute("SELECT timezone FROM agency").fetchone()[0])


def local_date(zone: str, now: int) -> str:
    """Today in the agency's zone, ISO."""
    return datetime.fromtimestamp(now, ZoneInfo(zone)).date().isoformat()


def recall(connection: Connection, kind: str, headers: Sequence[str]) -> Mapping | None:
    """The mapping that was kept for this layout."""
    row = connection.execute(
        "SELECT mapping FROM import_mapping WHERE kind = ? AND signature = ? ORDER BY id DESC",
        (kind, signature(headers)),
    ).fetchone()
    mapping = Mapping.from_json(row[0]) if row else None
    # The same words may stand in other capitals or marks now: then it is guessed anew.
    # An empty one is a field that the file does not have.
    return mapping if mapping and set(mapping.columns.values()) <= {*headers, ""} else None
