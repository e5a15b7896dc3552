"""The quote of a request: every date as it is priced, cancellation and the terms of contract."""

import sqlite3
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.billing.quoting import VALID_DAYS, quote_of, quoted_line
from coordinator.actions.book.documents import Made, printed
from coordinator.actions.planning.forecasting import forecast
from coordinator.actions.planning.risk_telling import on_paper, risk_of_order
from coordinator.actions.requests.evaluating import RequestWorld
from coordinator.actions.requests.pricing import DatePrice
from coordinator.actions.requests.telling import is_told, tell_asker
from coordinator.actions.requests.terms import ask_terms
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Event
from coordinator.rules.rates import Priced
from coordinator.rules.spans import DAY
from storage.database import Book
from storage.models import Request
from storage.queries.money.money import InvoicedDetail, InvoiceDocument, agency_block
from storage.queries.requests.request import request_sheet


@dataclass(frozen=True, slots=True)
class QuoteSent:
    """The quote is on its way."""

    request_id: int
    number: str
    cents: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Quote of {self.cents / 100:,.2f} for request {self.number} leaves soon · u undoes"


def request_quote(
    connection: sqlite3.Connection, request_id: int, now: int
) -> InvoiceDocument | Refused:
    """The quote as a paper; it names the version of the terms that its acceptance accepts."""
    world = RequestWorld(connection, request_sheet(connection, request_id))
    price, sheet = world.price, world.sheet
    if price.problem:
        return Refused((f"Request {sheet.number}: {price.problem}",))
    agency = agency_block(connection)
    whole = Priced(tuple(line for each in price.dates for line in each.priced.lines))
    return replace(
        quote_of(agency, f"Q-{sheet.number}", local_date(now, agency.timezone), whole),
        bill_to=_bill_to(connection, world),
        employer_number=sheet.employer_number,
        po_number=sheet.po_number,
        details=tuple(_detail(world, place, each) for place, each in enumerate(price.dates, 1)),
        words=" ".join(_said(world, now)),
        job=f"{sheet.number} {sheet.title}",
        terms=_terms(world),
    )


def make_request_quote(
    connection: sqlite3.Connection, where: Path, request_id: int, now: int, *, replace: bool = True
) -> Made | Refused:
    """The quote as PDF."""
    document = request_quote(connection, request_id, now)
    if isinstance(document, Refused):
        return document
    from exports.invoice import write_invoice

    return printed(
        connection,
        where,
        ("quote", document.number),
        partial(write_invoice, document=document),
        f"Quote {document.number}",
        replace=replace,
    )


def send_quote(book: Book, actor: Actor, request_id: int) -> QuoteSent | Refused:
    """Mail the quote to whoever asked; the paper is made as the mail leaves."""
    # What the chances of empty posts are is learnt before the book is locked for writing.
    forecast(book.reader(), actor.now)
    with book.action(actor, "send quote", f"request:{request_id}") as tx:
        found = request_quote(tx.connection, request_id, tx.now)
        if isinstance(found, Refused):
            tx.abandon()
            return found
        request = tx.get(Request, request_id)
        amount = f"{found.total_cents / 100:,.2f} {found.agency.currency}"
        if not is_told(tx, Event.REQUEST_QUOTED):
            tx.abandon()
            return Refused(("Nobody is told of quotes: see the setting messages.audiences.",))
        papers = (f"request_quote:{request_id}",)
        code = ask_terms(tx, request, tx.now + VALID_DAYS * DAY)
        tell_asker(tx, request, Event.REQUEST_QUOTED, {"amount": amount}, papers, code)
        return QuoteSent(request_id, request.number, found.total_cents)


def _said(world: RequestWorld, now: int) -> list[str]:
    price = world.price
    found = [f"Prices by the rate card {price.card}."]
    if world.sheet.rule:
        found.append("For the first date; the same for every later one at the rates of its day.")
    if price.minimum:
        found.append(f"Least: {'; '.join(price.minimum)}")
    if price.deposit_cents:
        amount = f"{price.deposit_cents / 100:,.2f}"
        found.append(f"A deposit of {amount} is to be paid before officers are asked.")
    if price.cancellation:
        found.append(f"Cancellation: {' '.join(price.cancellation)}")
    if on_paper(world.connection):
        found.append(risk_of_order(world.connection, world.ordered, now, why=False))
    return list(filter(None, found))


def _terms(world: RequestWorld) -> tuple[str, ...]:
    terms = world.document.terms
    if not terms.text:
        return ()
    head = f"Terms, version {terms.sha256[:16]}. Whoever accepts this quote accepts them."
    return (head, *(line for line in terms.text.splitlines() if line.strip()))


def _bill_to(connection: sqlite3.Connection, world: RequestWorld) -> str:
    sheet = world.sheet
    row = connection.execute(
        "SELECT name, address FROM employer WHERE id = ?", (sheet.employer_id or 0,)
    ).fetchone()
    lines = tuple(row) if row else (sheet.firm, sheet.asker)
    return "\n".join(filter(None, lines))


def _detail(world: RequestWorld, place: int, each: DatePrice) -> InvoicedDetail:
    sheet = world.sheet
    start, end = each.date.span(world.zone)
    return InvoicedDetail(
        place,
        f"{place}",
        sheet.title,
        start,
        end,
        cancelled=False,
        site=sheet.site or sheet.place,
        address="",
        po_number=sheet.po_number,
        lines=tuple(quoted_line(place, line, world.price.card) for line in each.priced.lines),
    )
