"""Spot checks: seats drawn by lot for a visit, the list for whoever drives round, the results."""

import sqlite3
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import SpotResult
from coordinator.rules.spot_checks import drawn, how_many
from storage.database import Book
from storage.queries.attendance.spot_checks import (
    SPOT_CHECKS,
    SpotLine,
    drawn_with,
    seats_to_draw,
)
from storage.queries.book.settings import setting
from storage.queries.lists import View, window
from storage.queries.staffing.today import agency_words

SHARE = 10
"""Setting `presence.spot_share`."""
LONGEST_SEED = 200
MOST_LINES = 5_000


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw: of how many seats, which, in the order of the lot, and how many of them are new."""

    seed: str
    seats: int
    numbers: tuple[str, ...]
    written: int = 0

    @property
    def sentence(self) -> str:
        """What was drawn, in one line."""
        new = "" if self.written == len(self.numbers) else f", {self.written} of them new"
        return f"{len(self.numbers)} of {self.seats} seats drawn with {self.seed}{new}"


@dataclass(frozen=True, slots=True)
class SpotNoted:
    """A result was kept."""

    id: int
    sentence: str


def plan_draw(
    connection: sqlite3.Connection, seed: str, since: int, until: int, count: int | None = None
) -> Draw | Refused:
    """Which seats held that begin in [since, until) the seed draws; writes nothing."""
    seed = seed.strip()
    if not seed or len(seed) > LONGEST_SEED or not seed.isprintable():
        return Refused(("A draw needs a seed: some words that nobody knows beforehand.",))
    held = {number: row for row, number in seats_to_draw(connection, since, until)}
    if not held:
        return Refused(("Nobody holds a seat in that time.",))
    share = int(setting(connection, "presence.spot_share", SHARE))
    wanted = count if count is not None else how_many(len(held), share)
    numbers = drawn(seed, tuple(held), wanted)
    new = {held[number] for number in numbers} - drawn_with(connection, seed)
    return Draw(seed, len(held), numbers, len(new))


def draw_spot_checks(
    book: Book, actor: Actor, seed: str, since: int, until: int, count: int | None = None
) -> Draw | Refused:
    """Draw seats and write down those that this seed had not drawn before."""
    # Imported late: writing needs the models, which cost more than the first screen.
    from storage.models import SpotCheck

    with book.action(actor, "draw spot checks", "spot_check:0") as tx:
        plan = plan_draw(tx.connection, seed, since, until, count)
        if isinstance(plan, Refused):
            tx.abandon()
            return plan
        held = {number: row for row, number in seats_to_draw(tx.connection, since, until)}
        before = drawn_with(tx.connection, plan.seed)
        rows = [
            tx.add(
                SpotCheck(assignment_id=held[number], seed=plan.seed, place=place, drawn_at=tx.now)
            )
            for place, number in enumerate(plan.numbers, 1)
            if held[number] not in before
        ]
        if not rows:
            tx.abandon()
            return Refused((f"{plan.seed} has drawn these seats already.",))
        tx.subject = f"spot_check:{rows[0].id}"
        return Draw(plan.seed, plan.seats, plan.numbers, len(rows))


def record_spot_check(
    book: Book,
    actor: Actor,
    check_id: int,
    result: str,
    by: str,
    words: str = "",
    *,
    at: int | None = None,
) -> SpotNoted | Refused:
    """What was found, by whom, and when (UTC seconds; now without it). Raises Missing."""
    from storage.models import SpotCheck

    if result not in set(SpotResult) or not by.strip():
        choices = ", ".join(SpotResult)
        return Refused((f"Say what was found ({choices}) and who was there.",))
    with book.action(actor, "record spot check", f"spot_check:{check_id}") as tx:
        row = tx.get(SpotCheck, check_id)
        if row.result is not None:
            tx.abandon()
            return Refused((f"It says {row.result} already: undo that first.",))
        checked_at = tx.now if at is None else at
        if checked_at > tx.now:
            tx.abandon()
            return Refused(("That lies in the future.",))
        row.result, row.checked_by, row.words = result, by.strip(), words.strip()
        row.checked_at = checked_at
        tx.save(row)
        return SpotNoted(check_id, f"Spot check {check_id}: {result}")


def make_spot_list(
    connection: sqlite3.Connection, where: Path, text: str = "is:waiting", *, replace: bool = True
) -> Made | Refused:
    """The seats that a filter lets through, as PDF with room for what is found."""
    from exports.register import Head, Register, write_register

    agency = agency_words(connection)
    rows = [line.row for line in window(connection, SPOT_CHECKS, View("start", text), MOST_LINES)]
    if not rows:
        return Refused(("No seat waits for a visit.",))
    heads = (
        Head("No.", 34, right=True),
        Head("When", 132),
        Head("Where"),
        Head("Officer", 120),
        Head("Seat", 72),
        Head("Call sign", 52),
        Head("Present / absent / other, when, signature", 200),
    )
    cells = tuple(_cells(row, agency.timezone) for row in rows)
    seeds = ", ".join(sorted({row.seed for row in rows}))
    what = f"{len(rows)} seats, drawn with {seeds}: anybody can draw them again from that"
    register = Register(agency.name, "Spot checks", what, heads, cells)
    write = partial(write_register, register=register, paper=paper_of(connection))
    number = f"{min(row.id for row in rows)}-{max(row.id for row in rows)}"
    return written(where, ("spot", number, "pdf"), write, "Spot checks", replace=replace)


def _cells(row: SpotLine, zone: str) -> tuple[str, ...]:
    from exports.words import local

    start, end = local(row.starts_at, zone), local(row.ends_at, zone)
    when = f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"
    where = ", ".join(filter(None, (row.site, " ".join(row.address.split()))))
    officer = f"{row.name} #{row.badge}"
    return str(row.id), when, where, officer, row.number, row.call_sign, "_" * 34
