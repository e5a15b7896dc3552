"""The letter to whoever asked for work that is not taken, quoting the clause."""

import sqlite3
from functools import partial
from pathlib import Path

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.requests.intake_documents import intake_of
from coordinator.actions.requests.telling import tell_asker
from coordinator.actions.results import Refused
from coordinator.rules.message_words import Event
from coordinator.rules.request_words import RequestState
from coordinator.rules.spans import Calendar
from storage.models import Request
from storage.queries.requests.request import RequestSheet, request_sheet
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction


def tell_refused(tx: Transaction, request: Request) -> int:
    """Queue the message with the letter; how many were queued."""
    sheet = request_sheet(tx.connection, request.id or 0)
    reason = " ".join((request.decision, *(text for _, text in _quoted(tx.connection, sheet))))
    values = {"reason": reason.strip()}
    return tell_asker(tx, request, Event.REQUEST_REFUSED, values, (f"refusal:{request.id}",))


def make_refusal_letter(
    connection: sqlite3.Connection, where: Path, request_id: int, *, replace: bool = True
) -> Made | Refused:
    """The letter of a refused request as PDF."""
    sheet = request_sheet(connection, request_id)
    if sheet.state != RequestState.REFUSED or sheet.decided_at is None:
        return Refused((f"Request {sheet.number} is {sheet.state}, not refused.",))
    from exports.refusal_letter import Refusal, write_refusal
    from storage.queries.money.money import agency_block

    on = Calendar(agency_zone(connection)).local_iso(sheet.decided_at)
    letter = Refusal(
        sheet.who,
        _address(connection, sheet),
        on,
        f"{sheet.number}, {sheet.title}",
        _quoted(connection, sheet),
        sheet.decision,
    )
    return printed(
        connection,
        where,
        ("refusal", sheet.number),
        partial(write_refusal, agency=agency_block(connection), letter=letter),
        f"refusal of request {sheet.number}",
        replace=replace,
    )


def _quoted(connection: sqlite3.Connection, sheet: RequestSheet) -> tuple[tuple[str, str], ...]:
    """Number and text of the clauses under which it was refused."""
    wanted = {clause.strip() for clause in sheet.clause.split(",")}
    document = intake_of(connection, sheet.intake_id)
    return tuple((each.clause, each.text) for each in document.prohibited if each.clause in wanted)


def _address(connection: sqlite3.Connection, sheet: RequestSheet) -> str:
    row = connection.execute(
        "SELECT address FROM employer WHERE id = ?", (sheet.employer_id or 0,)
    ).fetchone()
    return str(row[0]) if row else ""
