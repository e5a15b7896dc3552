"""Payroll: what officers are owed for approved hours, previewed, and locked in a numbered run.

A run takes every approved hour that ended before its period does and was in no run before, so
hours approved late go into the next one. A locked run is never undone; corrected hours are paid,
or taken back, by the difference in the next run.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from coordinator.actions.charging import Held, PricedWork, price_waiting, write_charges
from coordinator.actions.results import Actor, Refused
from coordinator.rules.rates import OFFICER
from storage.database import Book
from storage.models import PayrollRun
from storage.queries.billing import Scope, waiting_details
from storage.queries.today import agency_words
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class OfficerPay:
    """What one officer would get. Minutes are those paid, which may not be those worked."""

    badge: str
    officer: str
    entries: int
    minutes: int
    cents: int


@dataclass(frozen=True, slots=True)
class PayrollPreview:
    """A run as it would be locked now, with what it would hold back and why."""

    from_on: str
    until_on: str
    officers: tuple[OfficerPay, ...]
    held: tuple[Held, ...]
    works: tuple[PricedWork, ...]

    @property
    def total_minutes(self) -> int:
        """Minutes paid to all officers together."""
        return sum(officer.minutes for officer in self.officers)

    @property
    def total_cents(self) -> int:
        """Pay of all officers together."""
        return sum(officer.cents for officer in self.officers)


@dataclass(frozen=True, slots=True)
class PayrollLocked:
    """The run is locked under its number; its hours are never paid again."""

    run_id: int
    number: str
    officers: int
    total_minutes: int
    total_cents: int
    held: tuple[Held, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        held = f"; {len(self.held)} details held back" if self.held else ""
        return f"Payroll run {self.number} locked for {self.officers} officers{held}"


def preview_payroll(book: Book, from_on: str, until_on: str) -> PayrollPreview | Refused:
    """What a run for the local dates [from_on, until_on) would pay."""
    connection = book.reader()
    end = _end_of(agency_words(connection).timezone, from_on, until_on)
    if isinstance(end, Refused):
        return end
    details = waiting_details(connection, "pay", Scope(until=end))
    works, held = price_waiting(connection, "pay", details)
    return PayrollPreview(from_on, until_on, _by_officer(works), held, works)


def lock_payroll(book: Book, actor: Actor, from_on: str, until_on: str) -> PayrollLocked | Refused:
    """Write the run and its charges. Refused while the period has not ended, or with no hours."""
    with book.action(actor, "lock payroll", "payroll_run") as tx:
        end = _end_of(agency_words(tx.connection).timezone, from_on, until_on)
        problem = _cannot_lock(tx, end, until_on)
        works: Sequence[PricedWork] = ()
        held: Sequence[Held] = ()
        if isinstance(end, int) and problem is None:
            details = waiting_details(tx.connection, "pay", Scope(until=end))
            works, held = price_waiting(tx.connection, "pay", details)
            problem = None if works else Refused(_nothing(held))
        if problem is not None:
            tx.abandon()
            return problem
        run = _write_run(tx, from_on, until_on, works)
        tx.subject = f"payroll_run:{run.id}"
        officers = len(_by_officer(works))
        return PayrollLocked(
            run.id or 0, run.number, officers, run.total_minutes, run.total_cents, tuple(held)
        )


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _write_run(
    tx: Transaction, from_on: str, until_on: str, works: Sequence[PricedWork]
) -> PayrollRun:
    officers = _by_officer(works)
    number = f"{until_on[:4]}-P{tx.next_number(f'payroll:{until_on[:4]}'):03}"
    run = tx.add(
        PayrollRun(
            number=number,
            from_on=from_on,
            until_on=until_on,
            locked_at=tx.now,
            total_minutes=sum(officer.minutes for officer in officers),
            total_cents=sum(officer.cents for officer in officers),
        )
    )
    for work in works:
        write_charges(tx, work, "pay", invoice_id=None, run_id=run.id)
    entries = [x.entry_id for work in works for x in work.entries if x.entry_id is not None]
    tx.connection.execute(
        "UPDATE timesheet_entry SET payroll_run_id = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (run.id, json.dumps(entries)),
    )
    return run


def _cannot_lock(tx: Transaction, end: int | Refused, until_on: str) -> Refused | None:
    if isinstance(end, Refused):
        return end
    if end > tx.now:
        return Refused((f"The period has not ended: it runs until {until_on}, not included.",))
    return None


def _nothing(held: Sequence[Held]) -> tuple[str, ...]:
    if held:
        return tuple(f"{each.detail.number}: {each.reason}" for each in held)
    return ("No approved hours wait to be paid.",)


def _end_of(zone: str, from_on: str, until_on: str) -> int | Refused:
    """The instant at which the period ends: midnight at the beginning of `until_on`."""
    try:
        first, last = date.fromisoformat(from_on), date.fromisoformat(until_on)
    except ValueError:
        return Refused((f"{from_on!r} to {until_on!r} are not dates such as 2026-11-22.",))
    if last <= first:
        return Refused(("The period ends before it begins.",))
    return int(datetime.combine(last, time(), ZoneInfo(zone)).timestamp())


def _by_officer(works: Iterable[PricedWork]) -> tuple[OfficerPay, ...]:
    found: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for work in works:
        for entry in work.entries:
            mine = [x for x in work.lines if x.key == str(entry.assignment_id)]
            minutes = sum(x.minutes or 0 for x in mine if x.kind == OFFICER)
            cents = sum(x.amount_cents for x in mine)
            found[entry.badge].append((entry.officer, minutes, cents))
    return tuple(
        OfficerPay(badge, rows[0][0], len(rows), sum(x[1] for x in rows), sum(x[2] for x in rows))
        for badge, rows in sorted(found.items())
    )
