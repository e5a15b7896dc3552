"""Files of hours as one side states them: punches, claims, certificates → StatedRecord."""

from dataclasses import dataclass

from storage.imports import values
from storage.imports.mapping import Mapping
from storage.imports.moments import Clock
from storage.imports.problems import Progress, nothing, watched
from storage.imports.rows import Reading, Row, rows
from storage.imports.spans import row_span
from storage.imports.tables import Table


@dataclass(frozen=True, slots=True)
class StatedRecord:
    """One row: whose hours on which position, as instants UTC; unnamed things are empty."""

    row: int
    badge: str
    officer: str
    place: str
    started_at: int
    ended_at: int
    break_minutes: int
    said_by: str
    words: str


def read_stated(
    table: Table, mapping: Mapping, zone: str, progress: Progress = nothing
) -> Reading[StatedRecord]:
    """Read all rows; a row that cannot be read is refused with the remedy."""
    reading: Reading[StatedRecord] = Reading()
    clock = Clock(zone, mapping.options.get("dates", ""))
    places = mapping.places(table.headers)
    hhmm = "hours_worked" in places and values.writes_hhmm(
        record.cells[places["hours_worked"]] for record in table.records()
    )
    for row in watched(rows(table, mapping), table.expected(), progress):
        record = _record(row, clock, reading.notes, hhmm=hhmm)
        if record is None or row.problems:
            reading.problems += row.problems
        else:
            reading.records.append(record)
    return reading


def _record(row: Row, clock: Clock, notes: list[str], *, hhmm: bool) -> StatedRecord | None:
    span = row_span(row, clock, "hours_worked", hhmm=hhmm)
    if span is None:
        return None
    notes += [f"Row {row.number}: {note}" for note in span.notes]
    if not row.raw("badge") and not row.raw("full_name"):
        row.refuse("badge", "is empty", "say whose hours they are")
    return StatedRecord(
        row=row.number,
        badge=row.read("badge", values.badge) or "",
        officer=row.line("full_name"),
        place=row.line("place"),
        started_at=span.starts_at,
        ended_at=span.ends_at,
        break_minutes=row.read("break", values.whole) or 0,
        said_by=row.line("said_by"),
        words=row.line("words"),
    )
