"""On-duty shifts of the big books, and the same as a file to be imported."""

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator.demo.calendar import TIMEZONE, Calendar
from coordinator.demo.duty import BLOCK, squad_clock
from coordinator.demo.scale_size import AHEAD, Size
from coordinator.demo.scale_writing import BulkWriter
from storage.models import Shift, ShiftBatch, ShiftBlock
from storage.verification import block_hash

Row = tuple[int, int, int, int, str]
"""Id, officer, start, end (UTC seconds), kind."""


def off_duty(size: Size, calendar: Calendar, day: int) -> list[int]:
    """Officers (ids) who neither work on a day from now nor must begin early on the next."""
    today, tomorrow = (_clocks(calendar, offset) for offset in (day, day + 1))
    free = {
        squad
        for squad in range(4)
        if today[squad] is None and (tomorrow[squad] is None or squad >= 2)
    }
    return [n for n in range(1, size.officers + 1) if n % 4 in free]


def write_duty(writer: BulkWriter, size: Size, calendar: Calendar) -> None:
    """Write the whole schedule as one active import of hashed blocks."""
    if not size.duty_days:
        return
    first = AHEAD - size.duty_days
    blocks: list[tuple[int, int, int, str]] = []
    waiting: list[Row] = []
    written = 0
    for day in range(first, AHEAD):
        waiting += list(_shifts_of(size, calendar, day, written + len(waiting) + 1))
        while len(waiting) >= BLOCK:
            blocks.append(_write_block(writer, waiting[:BLOCK]))
            waiting, written = waiting[BLOCK:], written + BLOCK
    blocks.append(_write_block(writer, waiting))
    shifts = written + len(waiting)
    span = (calendar.at(first, "00:00"), calendar.at(AHEAD, "00:00"))
    seal = sha256(repr(blocks).encode()).hexdigest()
    batch = ("schedule", "schedule.csv", seal, calendar.now - 3_600, *span, shifts, "active")
    columns = ("source", "file_name", "sha256", "imported_at", "from_at", "until_at", "shifts",
               "state")  # fmt: skip
    writer.insert(ShiftBatch, columns, [batch])
    writer.insert(ShiftBlock, ("batch_id", "first_id", "shifts", "sha256"), blocks)


def _write_block(writer: BulkWriter, rows: list[Row]) -> tuple[int, int, int, str]:
    columns = ("batch_id", "id", "officer_id", "starts_at", "ends_at", "kind")
    writer.insert(Shift, columns, [(1, *row) for row in rows])
    return 1, rows[0][0], len(rows), block_hash(rows)


def _shifts_of(size: Size, calendar: Calendar, day: int, first_id: int) -> Iterator[Row]:
    shift_id = first_id
    for squad, clock in enumerate(_clocks(calendar, day)):
        if clock is None:
            continue
        start = calendar.at(day, clock[0])
        for officer in range(squad or 4, size.officers + 1, 4):
            yield shift_id, officer, start, start + clock[1] * 3_600, "regular"
            shift_id += 1


def _clocks(calendar: Calendar, day: int) -> list[tuple[str, int] | None]:
    ordinal = calendar.day(day).toordinal()
    return [squad_clock(squad, ordinal) for squad in range(4)]


def write_duty_csv(path: Path, size: Size, calendar: Calendar, rows: int) -> None:
    """Write that many shifts, of the book's own badges, as a schedule system exports them."""
    zone = ZoneInfo(TIMEZONE)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(("Badge", "Start", "End", "Type"))
        left, day = rows, 0
        while left > 0:
            shifts = list(_shifts_of(size, calendar, day, 1))[:left]
            left, day = left - len(shifts), day + 1
            walls = {at: _wall(at, zone) for shift in shifts for at in shift[2:4]}
            writer.writerows((10_000 + s[1], walls[s[2]], walls[s[3]], "Regular") for s in shifts)


def _wall(instant: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(instant, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")
