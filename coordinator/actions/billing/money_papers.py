"""Papers about money owed: quotes, statements, letters, evidence. They write nothing to the book.

`where` is a folder, in which the file is named by our own number, or the file itself.
"""

import sqlite3
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.book.documents import Made, printed
from coordinator.actions.results import Refused
from storage.queries.money.money import agency_block
from storage.queries.money.receivables import (
    BUCKETS,
    bucket_of,
    escrow,
    ledger,
    on_account,
    open_items,
)

if TYPE_CHECKING:
    from exports.dunning_letter import Letter

STATEMENT_DAYS = 90
"""How far back a statement goes that names no date."""


def make_quote(
    connection: sqlite3.Connection, where: Path, job_id: int, now: int, *, replace: bool = True
) -> Made | Refused:
    """The estimate of a job as PDF."""
    from coordinator.actions.billing.quoting import quote
    from exports.invoice import write_invoice

    found = quote(connection, job_id, now)
    if isinstance(found, Refused):
        return found
    return printed(
        connection,
        where,
        ("estimate", found.number),
        partial(write_invoice, document=found),
        f"Estimate {found.number}",
        replace=replace,
    )


def make_statement(
    connection: sqlite3.Connection,
    where: Path,
    employer_id: int,
    now: int,
    from_on: str = "",
    *,
    replace: bool = True,
) -> Made | Refused:
    """The statement of an employer's account as PDF, from a local date on."""
    from exports.statement import StatementSheet, write_statement

    row = connection.execute(
        "SELECT name, number, address FROM employer WHERE id = ?", (employer_id,)
    ).fetchone()
    if row is None:
        return Refused(("There is no such employer.",))
    agency = agency_block(connection)
    today = local_date(now, agency.timezone)
    from_on = from_on or (today - timedelta(days=STATEMENT_DAYS)).isoformat()
    lines = ledger(connection, employer_id)
    buckets = [0] * len(BUCKETS)
    for item in open_items(connection, employer_id):
        buckets[bucket_of(item.days_late(today))] += item.open_cents
    sheet = StatementSheet(
        agency=agency,
        employer=row[0],
        number=row[1],
        address=row[2],
        on=today.isoformat(),
        from_on=from_on,
        forward_cents=sum(line.cents for line in lines if line.on < from_on),
        lines=tuple(line for line in lines if line.on >= from_on),
        buckets=tuple(buckets),
        on_account_cents=on_account(connection, employer_id),
        escrow_cents=escrow(connection, employer_id),
    )
    return printed(
        connection,
        where,
        ("statement", f"{row[1]}-{today.isoformat()}"),
        partial(write_statement, sheet=sheet),
        f"Statement of {row[0]}",
        replace=replace,
    )


def make_letters(
    connection: sqlite3.Connection, where: Path, on: str, *, replace: bool = True
) -> Made | Refused:
    """The letters of the steps that were taken on a local date, in one PDF."""
    from exports.dunning_letter import write_letters

    try:
        date.fromisoformat(on)
    except ValueError:
        return Refused((f"{on!r} is not a date such as 2026-11-22.",))
    letters = _letters(connection, on)
    if not letters:
        return Refused((f"No letter was written on {on}.",))
    return printed(
        connection,
        where,
        ("letters", on),
        partial(write_letters, agency=agency_block(connection), letters=letters),
        f"{len(letters)} letters of {on}",
        replace=replace,
    )


def make_evidence(
    connection: sqlite3.Connection,
    where: Path,
    invoice_id: int,
    charge_id: int | None = None,
    *,
    replace: bool = True,
) -> Made | Refused:
    """What the book knows behind an invoice or one line of it, as PDF."""
    from exports.evidence_sheet import EvidenceBundle, write_evidence
    from storage.queries.money.evidence import evidence
    from storage.queries.people.told_names import name_in_evidence

    row = connection.execute(
        "SELECT invoice.number, employer.name FROM invoice"
        " JOIN employer ON employer.id = employer_id WHERE invoice.id = ?",
        (invoice_id,),
    ).fetchone()
    lines = evidence(connection, invoice_id, charge_id, name_in_evidence(connection))
    if row is None or not lines:
        return Refused(("There is no line of an invoice to show evidence for.",))
    said = connection.execute(
        "SELECT words FROM dispute WHERE invoice_id = ? ORDER BY opened_at", (invoice_id,)
    )
    what = f"invoice {row[0]}" + (f", {lines[0].label}" if charge_id is not None else "")
    bundle = EvidenceBundle(
        agency_block(connection), what, row[1], tuple(each[0] for each in said), lines
    )
    return printed(
        connection,
        where,
        ("evidence", str(row[0])),
        partial(write_evidence, bundle=bundle),
        f"Evidence on {what}",
        replace=replace,
    )


def _letters(connection: sqlite3.Connection, on: str) -> "tuple[Letter, ...]":
    from coordinator.actions.billing.billing_terms import terms_on
    from coordinator.actions.billing.dunning import PRINTED
    from exports.dunning_letter import Letter, LetterItem

    steps = {step.key: step for step in terms_on(connection, on).steps}
    rows = connection.execute(
        "SELECT employer.id, employer.name, employer.address, dunning_step.step,"
        " dunning_step.words, invoice.number, invoice.issued_on, invoice.due_on,"
        " dunning_step.open_cents FROM dunning_step"
        " JOIN invoice ON invoice.id = invoice_id JOIN employer ON employer.id = employer_id"
        " WHERE taken_on = ? ORDER BY employer.name, dunning_step.step, invoice.due_on",
        (on,),
    )
    found: dict[tuple[int, str], list[LetterItem]] = {}
    heads: dict[tuple[int, str], tuple[str, str, str]] = {}
    for employer, name, address, step, text, *item in rows:
        if step in steps and steps[step].does in PRINTED:
            found.setdefault((employer, step), []).append(LetterItem(*item))
            heads[employer, step] = (name, address, text)
    return tuple(
        Letter(name, address, on, steps[key[1]].title, text, tuple(found[key]))
        for key, (name, address, text) in heads.items()
    )
