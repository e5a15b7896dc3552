"""The clock page of this agency: its number, its mailbox, the words that it understands."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.documents import Made, written
from coordinator.actions.messages.how_to_answer import own_words
from coordinator.actions.results import Refused
from notify.addresses import mailbox, phone
from notify.replies import Word
from storage.queries.book.settings import setting
from storage.queries.messages.telling import agency_facts

if TYPE_CHECKING:
    from exports.pages.clock_page import ClockPage

PAGE = "presence.page"
"""Setting: where the page lies, https://town.gov/clock.html; it goes into QR codes."""


def read_clock_page(connection: sqlite3.Connection) -> "ClockPage | Refused":
    """What the page says; refused where officers could neither text nor mail."""
    from exports.pages.clock_page import ClockPage

    number, mail = officers_write_to(connection)
    if not number and not mail:
        return Refused(
            (
                "Nobody could send anything: set presence.text_number, the number at which texts "
                "arrive, or replies.address, the mailbox that is read.",
            )
        )
    words = own_words(connection)
    said = (words[word][0].upper() for word in (Word.IN, Word.OUT, Word.LATE, Word.HOURS))
    return ClockPage(agency_facts(connection).name, number, mail, *said)


def officers_write_to(connection: sqlite3.Connection) -> tuple[str, str]:
    """The number (+digits) and the mailbox to which officers write; empty where there is none."""
    agency = agency_facts(connection)
    country = str(setting(connection, "messages.country_code", "1"))
    number = str(setting(connection, "presence.text_number", "")) or agency.phone
    mail = mailbox(str(setting(connection, "replies.address", ""))) or mailbox(agency.email)
    return phone(number, country), mail


def make_clock_page(
    connection: sqlite3.Connection, where: Path, *, replace: bool = True
) -> Made | Refused:
    """Write the page into a folder or under a name of its own."""
    page = read_clock_page(connection)
    if isinstance(page, Refused):
        return page
    from exports.files import writer_of
    from exports.pages.clock_page import clock_page_text

    write = writer_of(clock_page_text(page).encode())
    to = " and ".join(filter(None, (page.number, page.mail)))
    words = f"Clock page, which texts and mails to {to}"
    return written(where, ("clock", "page", "html"), write, words, replace=replace)


def address_with(connection: sqlite3.Connection, code: str) -> str:
    """The page's address for one code, or nothing where the page is not put up."""
    page = str(setting(connection, PAGE, "")).strip()
    return f"{page}#{code}" if page.startswith(("https://", "http://")) else ""
