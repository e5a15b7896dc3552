"""Payroll: what officers are owed for approved hours, previewed, and locked in a numbered run.

A run takes every approved hour that ended before its period does and was in no run before, so
hours approved late go into the next one. A locked run is never undone; corrected hours are paid,
or taken back, by the difference in the next run, or in a correction run of their own.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.actions.billing.charging import Held, PricedWork, price_waiting, write_charges
from coordinator.actions.billing.overtaken import overtaken
from coordinator.actions.pay.payroll_netting import take_adjustments, with_adjustments
from coordinator.actions.pay.payroll_scope import OfficerPay, by_officer, details_to_pay
from coordinator.actions.results import Actor, Refused
from coordinator.rules.money_words import RunKind, RunState
from storage.database import Book
from storage.models import PayrollRun
from storage.queries.money.payroll import open_run, run_totals
from storage.queries.staffing.today import agency_words
from storage.transaction import Transaction

LOCK = "lock payroll"
PIECE = 60
"""Details paid in one action: some 120 entries, well under 200 ms of holding the book."""

Progress = Callable[[int, int, str], None]
"""Called with how many details are done, of how many, and what was done last."""


@dataclass(frozen=True, slots=True)
class PayrollPreview:
    """A run as it would be locked now, with what it would hold back and why."""

    from_on: str
    until_on: str
    officers: tuple[OfficerPay, ...]
    held: tuple[Held, ...]
    works: tuple[PricedWork, ...]
    waiting: tuple[str, ...] = ()
    """Deductions for which there is not enough pay, and what was paid before and would come to
    another sum now, each in a sentence."""

    @property
    def net_cents(self) -> int:
        """What all officers get in the end."""
        return sum(officer.net_cents for officer in self.officers)

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
    net_cents: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        held = f"; {len(self.held)} details held back" if self.held else ""
        return f"Payroll run {self.number} locked for {self.officers} officers{held}"


def preview_payroll(
    book: Book, from_on: str, until_on: str, kind: str = RunKind.REGULAR
) -> PayrollPreview | Refused:
    """What a run for the local dates [from_on, until_on) would pay.

    A correction run takes only details whose hours were corrected after they had been paid.
    """
    connection = book.reader()
    end = _end_of(agency_words(connection).timezone, from_on, until_on)
    if isinstance(end, Refused):
        return end
    details, unpaid = details_to_pay(connection, end, kind)
    works, held = price_waiting(connection, "pay", details)
    officers, waiting = with_adjustments(connection, by_officer(works), until_on)
    waiting = (*waiting, *(each.reason for each in overtaken(connection, "pay", end)))
    return PayrollPreview(from_on, until_on, officers, (*unpaid, *held), works, waiting)


def lock_payroll(
    book: Book,
    actor: Actor,
    from_on: str,
    until_on: str,
    *,
    kind: str = RunKind.REGULAR,
    progress: Progress = lambda done, total, what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PayrollLocked | Refused:
    """Pay what waits in a numbered run, and lock it.

    The hours are put on the run in short pieces, so that nobody else waits long for the book. Cut
    off or cancelled in between, the run stays open: the next call for its period goes on with it.
    Refused while the period has not ended, or with no hours.
    """
    connection = book.reader()
    end = _end_of(agency_words(connection).timezone, from_on, until_on)
    problem = _cannot_lock(connection, end, actor.now, (from_on, until_on, kind))
    if isinstance(end, Refused) or problem is not None:
        return problem or Refused(("The period cannot be read.",))
    details, unpaid = details_to_pay(connection, end, kind)
    held: list[Held] = list(unpaid)
    for begin in range(0, len(details), PIECE):
        if cancelled():
            return Refused(("Stopped. The run is open: lock it again to go on.",))
        piece = details[begin : begin + PIECE]
        held += _pay_piece(book, actor, (from_on, until_on, kind), piece)
        progress(min(begin + PIECE, len(details)), len(details), "")
    return _lock(book, actor, held)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _pay_piece(
    book: Book, actor: Actor, period: tuple[str, str, str], details: Sequence[int]
) -> tuple[Held, ...]:
    """Put the hours of a few details on the open run; returns those that have no price."""
    with book.action(actor, LOCK, "payroll_run", "a piece of the run") as tx:
        works, held = price_waiting(tx.connection, "pay", details)
        if not works:
            tx.abandon()
            return held
        run = _open_run(tx, period)
        tx.subject = f"payroll_run:{run}"
        for work in works:
            write_charges(tx, work, "pay", invoice_id=None, run_id=run)
        entries = [x.entry_id for work in works for x in work.entries if x.entry_id is not None]
        tx.connection.execute(
            "UPDATE timesheet_entry SET payroll_run_id = ?"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (run, json.dumps(entries)),
        )
        return held


def _open_run(tx: Transaction, period: tuple[str, str, str]) -> int:
    found = open_run(tx.connection)
    if found is not None:
        return found.id
    from_on, until_on, kind = period
    run = tx.add(PayrollRun(number=RunState.OPEN, from_on=from_on, until_on=until_on, kind=kind))
    return run.id or 0


def _lock(book: Book, actor: Actor, held: Sequence[Held]) -> PayrollLocked | Refused:
    with book.action(actor, LOCK, "payroll_run") as tx:
        found = open_run(tx.connection)
        if found is None:
            tx.abandon()
            return Refused(_nothing(held))
        tx.subject = f"payroll_run:{found.id}"
        run = tx.get(PayrollRun, found.id)
        year = tx.marked(str((date.fromisoformat(run.until_on) - timedelta(days=1)).year))
        run.number = f"{year}-P{tx.next_number(f'payroll:{year}'):03}"
        totals = run_totals(tx.connection, found.id)
        run.officers, run.total_minutes, run.total_cents = totals
        run.state, run.locked_at = RunState.LOCKED, tx.now
        tx.save(run)
        net = run.total_cents + take_adjustments(tx, run)
        return PayrollLocked(
            found.id, run.number, run.officers, run.total_minutes, run.total_cents, tuple(held), net
        )


def _cannot_lock(
    connection: sqlite3.Connection, end: int | Refused, now: int, period: tuple[str, str, str]
) -> Refused | None:
    if isinstance(end, Refused):
        return end
    if end > now:
        until = period[1]
        return Refused((f"The period has not ended: it runs until {until}, not included.",))
    begun = open_run(connection)
    if begun is not None and (begun.from_on, begun.until_on, begun.kind) != period:
        return Refused((f"The run {begun.from_on} to {begun.until_on} is open: lock it first.",))
    return None


def _nothing(held: Sequence[Held]) -> tuple[str, ...]:
    if held:
        return tuple(each.sentence for each in held)
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
