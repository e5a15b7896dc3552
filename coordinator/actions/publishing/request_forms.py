"""The forms by which employers ask, in the folder that the city serves: the page, the calculator,
and a PDF of each kind of work; written anew when questions, terms, rates or the date change."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.documents import Made
from coordinator.actions.publishing.keeping import Written, is_ours, keep
from coordinator.actions.results import Refused
from storage.database import Book
from storage.queries.book.settings import setting

if TYPE_CHECKING:
    from exports.pages.request_form import RequestForm

FOLDER = "requests.folder"
"""Setting: the folder that the city's web server or sync tool serves."""

FORM, PRICES = "request.html", "prices.html"
KEY = "request forms"
_PDF = b"%PDF-"


def keep_request_forms(book: Book, now: int, *, again: bool = False) -> Written | Refused | None:
    """Write the forms into their folder if what they say has changed; None where none are kept."""
    folder = str(setting(book.reader(), FOLDER, "")).strip()
    if not folder:
        return None
    place = Path(folder).expanduser()

    def write() -> str:
        return _write_all(book, now, place)

    there = (place / FORM).exists() and not again
    return keep(book, now, KEY, place, _digest(book, now), write, there=there)


def write_request_forms(book: Book, now: int) -> Written | Refused:
    """Write the forms into their folder now; refused where none is named."""
    found = keep_request_forms(book, now, again=True)
    return found or Refused((f"Say which file, or name the folder: setting {FOLDER}.",))


def _digest(book: Book, now: int) -> str:
    """Of what the forms are made of: working out the prices takes too long for every tick."""
    from coordinator.actions.billing.card_choice import DEFAULT_CARD
    from coordinator.actions.requests.form_pages import forms_go_to
    from coordinator.actions.requests.intake_documents import intake_text
    from coordinator.rules.spans import Calendar
    from storage.queries.messages.telling import agency_facts
    from storage.queries.money.billing import card_documents

    connection = book.reader()
    agency = agency_facts(connection)
    today = Calendar(agency.timezone).local_iso(now)
    said = (
        today,
        repr(agency),
        forms_go_to(connection),
        str(setting(connection, DEFAULT_CARD, "")),
        intake_text(connection, "", today) or "",
        repr(card_documents(connection)),
    )
    return sha256("\n".join(said).encode()).hexdigest()


def _write_all(book: Book, now: int, folder: Path) -> str:
    """Raises FileTakenError where a form would be written over something else, or OSError."""
    from coordinator.actions.requests.form_pages import read_request_form
    from exports.files import FileTakenError

    form = read_request_form(book.reader(), now)
    made = [form] if isinstance(form, Refused) else list(_made(book, form, folder))
    for done in made:
        if isinstance(done, Refused):
            raise FileTakenError(done.sentence)
    return f"{len(made)} request forms are in {folder}."


def _made(book: Book, form: "RequestForm", folder: Path) -> Iterator[Made | Refused]:
    """The prices are worked out once for all of them."""
    from coordinator.actions.requests.form_pages import write_form, write_pdf, write_prices
    from exports.pages.page import MARK

    mark = MARK.encode()
    yield _free(folder / FORM, mark) or write_form(form, folder / FORM)
    if any(each.prices for each in form.events):
        yield _free(folder / PRICES, mark) or write_prices(form, folder / PRICES)
    for event in form.events:
        path = folder / f"request-{event.form.code}.pdf"
        yield _free(path, _PDF) or write_pdf(book.reader(), replace(form, events=(event,)), path)


def _free(path: Path, mark: bytes) -> Refused | None:
    """Refused where something else has the name."""
    if is_ours(path, mark):
        return None
    return Refused((f"{path} is there already and is no form of ours.",))
