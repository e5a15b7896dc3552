"""Dispatch logs: when a call sign was heard, and what was said of it → DispatchRecord."""

from dataclasses import dataclass

from storage.imports.mapping import Mapping
from storage.imports.moments import Clock
from storage.imports.problems import Progress, nothing, watched
from storage.imports.rows import Reading, Row, rows
from storage.imports.spans import row_span, row_start
from storage.imports.tables import Table


@dataclass(frozen=True, slots=True)
class DispatchRecord:
    """One line, as instants UTC; without an end it is a moment."""

    row: int
    call_sign: str
    starts_at: int
    ends_at: int | None
    words: str


def read_dispatch(
    table: Table, mapping: Mapping, zone: str, progress: Progress = nothing
) -> Reading[DispatchRecord]:
    """Read all rows; a row that cannot be read is refused with the remedy."""
    reading: Reading[DispatchRecord] = Reading()
    clock = Clock(zone, mapping.options.get("dates", ""))
    for row in watched(rows(table, mapping), table.expected(), progress):
        record = _record(row, clock, reading.notes)
        if record is None or row.problems:
            reading.problems += row.problems
        else:
            reading.records.append(record)
    return reading


def _record(row: Row, clock: Clock, notes: list[str]) -> DispatchRecord | None:
    sign = row.line("call_sign", needed=True)
    lasts = bool(row.raw("end") or row.raw("hours"))
    span = row_span(row, clock, "hours") if lasts else row_start(row, clock)
    if span is None:
        return None
    notes += [f"Row {row.number}: {note}" for note in span.notes]
    ends_at = span.ends_at if lasts else None
    return DispatchRecord(row.number, sign, span.starts_at, ends_at, row.line("words"))
