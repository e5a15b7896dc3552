"""How far a new book is set up, as counts."""

import sqlite3
from dataclasses import dataclass

from storage.queries.book.drafts import draft
from storage.queries.book.settings import setting

SKIPPED = "setup.skipped"
"""Setting: the steps that are left for later."""
TESTED = "setup.tested"
"""Draft: channel → when a test message last left well."""
_CHANNELS = ("email", "sms", "push")


@dataclass(frozen=True, slots=True)
class SetUpFacts:
    """What stands in the book. `policies` and `cards` count those beside the shipped standard."""

    agency: str
    reached: bool
    officers: int
    schedules: int
    policies: int
    cards: int
    gateways: tuple[str, ...]
    tested: tuple[str, ...]
    employers: int
    jobs: int
    staffed: int
    sources: int
    passphrase: bool
    encrypted: bool
    hours: int
    invoices: int
    runs: int
    skipped: frozenset[str]


_COUNTS = """
SELECT (SELECT count(*) FROM officer),
       (SELECT count(*) FROM shift_batch WHERE state = 'active'),
       (SELECT count(*) FROM policy WHERE name <> 'standard'),
       (SELECT count(*) FROM rate_card WHERE name <> 'standard'),
       (SELECT count(*) FROM employer), (SELECT count(*) FROM job),
       (SELECT count(*) FROM assignment), (SELECT count(*) FROM timesheet_entry),
       (SELECT count(*) FROM invoice), (SELECT count(*) FROM payroll_run)
"""


def set_up_facts(connection: sqlite3.Connection) -> SetUpFacts:
    """How far the book is."""
    name, address, phone, email = connection.execute(
        "SELECT name, address, phone, email FROM agency"
    ).fetchone()
    counts = connection.execute(_COUNTS).fetchone()
    officers, schedules, policies, cards, employers, jobs, staffed, hours, invoices, runs = counts
    gateways = tuple(each for each in _CHANNELS if setting(connection, f"gateway.{each}", ""))
    tested = draft(connection, TESTED)
    return SetUpFacts(
        name,
        bool(address and (phone or email)),
        officers,
        schedules,
        policies,
        cards,
        gateways,
        tuple(each for each in gateways if each in tested),
        employers,
        jobs,
        staffed,
        len(setting(connection, "replies.sources", {})),
        bool(setting(connection, "screen.lock", {})),
        bool(setting(connection, "backup.encrypted", {})),
        hours,
        invoices,
        runs,
        frozenset(map(str, setting(connection, SKIPPED, []))),
    )
