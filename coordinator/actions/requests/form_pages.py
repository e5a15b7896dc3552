"""The files with which employers ask: the request form, the price calculator, the form to print.

Nothing here writes to the book. The pages hold what the intake document asks and what the rate card
says on the day on which they are made; who changes either makes them anew.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.attendance.clock_pages import officers_write_to
from coordinator.actions.book.documents import Made, printed, written
from coordinator.actions.requests.intake_documents import intake_at
from coordinator.actions.requests.price_tables import event_prices, likeness
from coordinator.actions.results import Actor, Refused
from coordinator.rules.intake.document import EventClass, IntakeDocument
from coordinator.rules.intake.questions import EventForm
from coordinator.rules.rates.price_table import EventPrices
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.messages.telling import agency_facts
from storage.queries.requests.intake import intake_in_force

if TYPE_CHECKING:
    from exports.pages.request_form import RequestForm

FORM_MAIL = "requests.address"
"""Setting: the mailbox to which request forms go; without it the one that answers come to."""


def read_request_form(
    connection: sqlite3.Connection, now: int, codes: Sequence[str] = ()
) -> "RequestForm | Refused":
    """What the form holds for these event classes, all of them without `codes`."""
    from exports.pages.form_parts import FormEvent
    from exports.pages.request_form import RequestForm

    document = intake_at(connection, now).document
    events = _chosen(document, codes)
    if isinstance(events, Refused):
        return events
    agency = agency_facts(connection)
    today = Calendar(agency.timezone).local_iso(now)
    row = intake_in_force(connection, today)
    found: list[FormEvent] = []
    known: dict[str, EventPrices | str] = {}
    for event, form in _forms(document, events):
        prices = _prices(connection, event, form, now, known)
        found.append(FormEvent(form, event.help, prices))
    return RequestForm(
        agency=agency.name,
        mail=forms_go_to(connection),
        phone=agency.phone,
        timezone=agency.timezone,
        currency=agency.currency,
        events=tuple(found),
        terms=document.terms.text,
        terms_sha256=document.terms.sha256,
        intake=row.sha256[:16] if row else "",
        made_on=today,
    )


def make_request_form(
    connection: sqlite3.Connection,
    where: Path,
    now: int,
    codes: Sequence[str] = (),
    *,
    replace: bool = True,
) -> Made | Refused:
    """Write the request form into a folder or under a name of its own."""
    form = read_request_form(connection, now, codes)
    return form if isinstance(form, Refused) else write_form(form, where, replace=replace)


def write_form(form: "RequestForm", where: Path, *, replace: bool = True) -> Made | Refused:
    """Write a form that was read as a page."""
    from exports.files import writer_of
    from exports.pages.page import page_text
    from exports.pages.request_form import request_page

    text = page_text(request_page(form))
    to = f", whose mails go to {form.mail}" if form.mail else ", which writes files: no mailbox"
    words = f"Request form for {len(form.events)} kind(s) of work{to}"
    return written(where, ("request", "form", "html"), writer_of(text.encode()), words,
                   replace=replace)  # fmt: skip


def make_price_page(
    connection: sqlite3.Connection, where: Path, now: int, *, replace: bool = True
) -> Made | Refused:
    """Write the price calculator; refused where the rate cards name no price."""
    form = read_request_form(connection, now)
    return form if isinstance(form, Refused) else write_prices(form, where, replace=replace)


def write_prices(form: "RequestForm", where: Path, *, replace: bool = True) -> Made | Refused:
    """Write the price calculator of a form that was read."""
    if not any(each.prices for each in form.events):
        return Refused(("No rate card names a price for any kind of work.",))
    from exports.files import writer_of
    from exports.pages.page import page_text
    from exports.pages.price_page import price_page

    text = page_text(price_page(form))
    return written(where, ("price", "page", "html"), writer_of(text.encode()),
                   f"Price calculator by the rates of {form.made_on}", replace=replace)  # fmt: skip


def make_request_pdf(
    connection: sqlite3.Connection, where: Path, now: int, code: str, *, replace: bool = True
) -> Made | Refused:
    """Write the form of one event class as a PDF to fill in on a screen or by hand."""
    form = read_request_form(connection, now, (code,))
    return (
        form if isinstance(form, Refused) else write_pdf(connection, form, where, replace=replace)
    )


def write_pdf(
    connection: sqlite3.Connection, form: "RequestForm", where: Path, *, replace: bool = True
) -> Made | Refused:
    """Write the first event class of a form that was read as a PDF."""
    from exports.request_pdf import write_request_pdf
    from storage.queries.money.money import agency_block

    write = partial(write_request_pdf, form=form, agency=agency_block(connection))
    words = f"Form for {form.events[0].form.label}, to fill in"
    code = form.events[0].form.code
    return printed(connection, where, ("request", code), write, words, replace=replace)


def form_into_file(
    book: Book, actor: Actor, what: str, where: Path, code: str = ""
) -> Made | Refused:
    """Write the page ("form"), the calculator ("prices") or the PDF of an event class to a file
    that is not there yet."""
    connection, now = book.reader(), actor.now
    if what == "pdf":
        return make_request_pdf(connection, where, now, code, replace=False)
    make = make_price_page if what == "prices" else make_request_form
    return make(connection, where, now, replace=False)


def forms_go_to(connection: sqlite3.Connection) -> str:
    """The mailbox to which forms are sent; empty where there is none."""
    from notify.addresses import mailbox
    from storage.queries.book.settings import setting

    own = mailbox(str(setting(connection, FORM_MAIL, "")))
    return own or officers_write_to(connection)[1]


def _chosen(document: IntakeDocument, codes: Sequence[str]) -> tuple[EventClass, ...] | Refused:
    known = {each.code: each for each in document.events}
    for code in codes:
        if code not in known:
            return Refused((f"There is no event class {code!r}. There are: {', '.join(known)}.",))
    return tuple(known[code] for code in codes) if codes else document.events


def _forms(
    document: IntakeDocument, events: Sequence[EventClass]
) -> Iterator[tuple[EventClass, EventForm]]:
    for event in events:
        form = document.form(event.code)
        if form is not None:
            yield event, form


def _prices(
    connection: sqlite3.Connection,
    event: EventClass,
    form: EventForm,
    now: int,
    known: dict[str, EventPrices | str],
) -> EventPrices | None:
    """The prices of an event class, None where the card names none; asked for once where event
    classes are alike."""
    alike = likeness(connection, event, form, now)
    if alike not in known:
        known[alike] = event_prices(connection, event, form, now)
    found = known[alike]
    return None if isinstance(found, str) else found
