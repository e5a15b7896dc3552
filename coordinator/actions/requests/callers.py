"""Who calls, in words: standing, debts, insurance, the last jobs and what they cost, notes."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator.rules.spans import Calendar
from storage.queries.requests.callers import CalledJob, Caller, called
from storage.queries.staffing.facts import agency_zone

LETTERS = 3
"""So many letters of a name are enough."""


def callers(connection: sqlite3.Connection, text: str, now: int) -> tuple[Caller, ...]:
    """Whom a few letters may mean; nobody for fewer than three."""
    plain = text.strip()
    if len(plain) < LETTERS:
        return ()
    return called(connection, plain, Calendar(agency_zone(connection)).local_iso(now))


def caller_lines(caller: Caller, zone: ZoneInfo | None = None) -> Iterator[str]:
    """All that is to be known at once, a line each."""
    yield " · ".join(filter(None, (caller.number, caller.name, caller.kind, caller.phone)))
    yield " · ".join(filter(None, (_standing(caller), _owes(caller), _insured(caller))))
    if caller.people:
        yield caller.people
    for job in caller.jobs:
        yield job_line(job, zone)
    for note in caller.notes:
        yield f"note: {note.splitlines()[0][:100]}"


def job_line(job: CalledJob, zone: ZoneInfo | None = None) -> str:
    """'26-0412 Sale night, 4 details, last 2026-05-30, 4,620.00 billed'."""
    parts = [f"{job.number} {job.title}", f"{job.details} detail(s)"]
    if job.last_at is not None and zone is not None:
        parts.append(f"last {datetime.fromtimestamp(job.last_at, zone):%Y-%m-%d}")
    if job.cents:
        parts.append(f"{job.cents / 100:,.2f} billed")
    return ", ".join(parts)


def _standing(caller: Caller) -> str:
    if caller.blocked_reason:
        return f"BLOCKED: {caller.blocked_reason}"
    return f"client {caller.standing}" if caller.standing else ""


def _owes(caller: Caller) -> str:
    if not caller.owes_cents:
        return "owes nothing"
    overdue = f", {caller.overdue_cents / 100:,.2f} past due" if caller.overdue_cents else ""
    return f"owes {caller.owes_cents / 100:,.2f}{overdue}"


def _insured(caller: Caller) -> str:
    until = caller.insurance_until
    return f"insured until {until}" if until else "no insurance date"
