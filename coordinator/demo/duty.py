"""The demo agency's own schedule: 12-hour squads two weeks at a time, 4/10 and day offices."""

import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from random import Random

from coordinator.demo.calendar import Calendar
from coordinator.demo.people import SQUADS, Member
from coordinator.rules.words import BatchState, DutyKind
from storage.models import ShiftBatch, ShiftBlock
from storage.transaction import Transaction
from storage.verification import block_hash

DAYS = 42
"""How far the schedule reaches, back and ahead."""

BLOCK = 1_024
"""Shifts to a hashed block."""

FORTNIGHT = "1100111" + "0011000"
"""The fortnight of one squad, from a Monday: work two, rest two, work three, and the reverse."""

Span = tuple[int, int, int, str]
"""Officer, start, end (UTC seconds), kind."""


def duty_spans(calendar: Calendar, members: tuple[Member, ...], random: Random) -> list[Span]:
    """Everybody's schedule, in order of start."""
    return sorted(
        (span for member in members for span in _spans(member, calendar, random)),
        key=lambda span: (span[1], span[0]),
    )


def add_duty(tx: Transaction, calendar: Calendar, spans: list[Span]) -> None:
    """Write the schedule as one active import."""
    batch = tx.add(
        ShiftBatch(
            source="patrol schedule",
            file_name="schedule.csv",
            sha256=sha256(repr(spans).encode()).hexdigest(),
            imported_at=tx.now,
            from_at=calendar.at(-DAYS, "00:00"),
            until_at=calendar.at(DAYS, "00:00"),
            shifts=len(spans),
            state=BatchState.ACTIVE,
        )
    )
    for first in range(0, len(spans), BLOCK):
        block = write_block(tx.connection, tx.mint, batch.id, spans[first : first + BLOCK])
        tx.add(block)


def write_block(
    connection: sqlite3.Connection, mint: Callable[[str], int], batch_id: int, spans: list[Span]
) -> ShiftBlock:
    """Insert one run of shifts and return the block that seals it."""
    ids = [mint("shift") for _ in spans]
    rows = [(key, *span) for key, span in zip(ids, spans, strict=True)]
    connection.executemany(
        "INSERT INTO shift (id, batch_id, officer_id, starts_at, ends_at, kind) "
        f"VALUES (?, {batch_id}, ?, ?, ?, ?)",
        rows,
    )
    return ShiftBlock(batch_id=batch_id, first_id=ids[0], shifts=len(rows), sha256=block_hash(rows))


def _spans(member: Member, calendar: Calendar, random: Random) -> Iterator[Span]:
    for offset in range(-DAYS, DAYS):
        day = calendar.iso(offset)
        if any(first <= day < until for first, until in member.absent):
            continue
        clock = _clock(member, offset, calendar)
        if clock is not None:
            start, hours = calendar.at(offset, clock[0]), clock[1]
            kind = DutyKind.LEAVE if random.random() < 0.04 else DutyKind.REGULAR
            yield member.id, start, start + hours * 3_600, kind
        elif random.random() < 0.02 and member.level < 50:
            kind = random.choice((DutyKind.COURT, DutyKind.TRAINING))
            start = calendar.at(offset, "09:00")
            yield member.id, start, start + 4 * 3_600, kind


def _clock(member: Member, offset: int, calendar: Calendar) -> tuple[str, int] | None:
    """When the member's shift begins on a day and how many hours it lasts, if he works."""
    weekday = calendar.day(offset).weekday()
    if member.unit in SQUADS:
        return squad_clock(SQUADS.index(member.unit), calendar.day(offset).toordinal())
    if member.unit == "Command":
        return ("08:00", 8) if weekday < 5 else None
    if member.unit == "Traffic":
        return ("06:00", 10) if weekday < 4 else None
    late = member.id % 2 == 0
    if late:
        return ("14:00", 10) if 2 <= weekday <= 5 else None
    return ("07:00", 10) if weekday < 4 else None


def squad_clock(squad: int, ordinal: int) -> tuple[str, int] | None:
    """When a squad (0 to 3) begins on a day (its ordinal) and for how many hours, if it works."""
    # date.toordinal() counts from a Monday; two squads work while the other two rest.
    works = FORTNIGHT[(ordinal - 1) % 14] == "1"
    if works is not (squad % 2 == 0):
        return None
    return ("06:00", 12) if squad < 2 else ("18:00", 12)
