"""What a screen asks of files for others, each as one action with a sentence."""

from pathlib import Path

from coordinator.actions.publishing.board import write_board
from coordinator.actions.publishing.calendar_names import Link, calendar_link, renew_link
from coordinator.actions.publishing.calendars import write_calendars
from coordinator.actions.publishing.clock import write_clock_page
from coordinator.actions.publishing.copies import write_copy, write_page
from coordinator.actions.publishing.keeping import Written
from coordinator.actions.publishing.request_forms import write_request_forms
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.errors import Missing
from storage.queries.book.lookup import officer_id


def write_now(book: Book, actor: Actor, what: str) -> Written | Refused:
    """Write the board, the clock page, the request forms or the calendars into their folder."""
    pages = {"board": write_board, "clock": write_clock_page, "forms": write_request_forms}
    write = pages.get(what, write_calendars)
    return write(book, actor.now)


def write_file(book: Book, actor: Actor, what: str, path: str) -> Written | Refused:
    """Write a copy for command, auditors or the public, or command's month, into a file."""
    if what == "month":
        return write_page(book, actor.now, "command", Path(path))
    return write_copy(book, actor.now, what, Path(path))


def address_of(book: Book, actor: Actor, badge: str, *, renewed: bool = False) -> Link | Refused:
    """Where an officer's calendar is; `renewed`: from now on, at another address."""
    try:
        whose = f"officer:{officer_id(book.reader(), badge)}"
    except Missing as missing:
        return Refused((str(missing),))
    return renew_link(book, actor, whose) if renewed else calendar_link(book, actor.now, whose)
