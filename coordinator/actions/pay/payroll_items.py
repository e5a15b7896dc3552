"""A locked run as the items that payroll layouts are filled from."""

import sqlite3
from datetime import date, timedelta

from coordinator.rules.accounts.banking_days import CA, US, banking_day
from coordinator.rules.accounts.layout import PayItem
from storage.queries.book.settings import setting
from storage.queries.money.payroll import (
    Adjustment,
    PayLine,
    RunLine,
    adjustments_of_run,
    pay_lines,
)
from storage.queries.staffing.today import agency_words

PAY_DAYS = "pay.days_after"
"""Setting: days from the end of a period to the day on which it is paid."""


def items_of_run(connection: sqlite3.Connection, run: RunLine) -> tuple[PayItem, ...]:
    """Every priced line, deduction and reimbursement of a run."""
    zone = agency_words(connection).timezone
    pay_on = pay_day(connection, run.until_on)
    lines = [_line(run, each, zone, pay_on) for each in pay_lines(connection, run.id)]
    lines += [_adjustment(run, each, pay_on) for each in adjustments_of_run(connection, run.id)]
    return tuple(sorted(lines, key=lambda item: item.badge))


def pay_day(connection: sqlite3.Connection, until_on: str) -> str:
    """When a period is paid, ISO: so many days after it, and then the next banking day."""
    last = date.fromisoformat(until_on) - timedelta(days=1)
    days = timedelta(days=int(setting(connection, PAY_DAYS, 5)))
    return banking_day(last + days, country_of_banks(connection)).isoformat()


def country_of_banks(connection: sqlite3.Connection) -> str:
    """Whose banking days count: Canada's where the book is in its dollars."""
    found = connection.execute("SELECT currency FROM agency WHERE id = 1").fetchone()[0]
    return CA if found == "CAD" else US


def _line(run: RunLine, line: PayLine, zone: str, pay_on: str) -> PayItem:
    from exports import words

    start, end = words.local(line.started_at, zone), words.local(line.ended_at, zone)
    return PayItem(
        *_period(run, pay_on),
        line.badge,
        line.last_name,
        line.first_name,
        line.detail_number,
        line.position_number,
        line.employer,
        line.employer_number,
        start.date().isoformat(),
        f"{start:%H:%M}",
        f"{end:%H:%M}",
        line.label,
        line.kind,
        line.ordered,
        "",
        line.minutes,
        line.rate,
        line.amount_cents,
    )


def _adjustment(run: RunLine, each: Adjustment, pay_on: str) -> PayItem:
    last, _, first = each.officer.partition(", ")
    kind = "deduction" if each.amount_cents < 0 else "reimbursement"
    who = (each.badge, last, first)
    nowhere = ("",) * 4
    times = (each.due_on, "", "")
    return PayItem(
        *_period(run, pay_on), *who, *nowhere, *times, each.label, kind,
        ordered=False, own_code=each.code, minutes=0, rate="", cents=each.amount_cents,
    )  # fmt: skip


def _period(run: RunLine, pay_on: str) -> tuple[str, str, str, str]:
    last = (date.fromisoformat(run.until_on) - timedelta(days=1)).isoformat()
    return run.number, run.from_on, last, pay_on
