"""The self-test: every matter looked at, each in words with its remedy. It changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.care.book_state import RESTORE, backup_lines, book_lines
from coordinator.actions.care.machine_state import (
    Terminal,
    clock_lines,
    disk_lines,
    font_lines,
    terminal_lines,
)
from coordinator.actions.care.said import Said, broken
from coordinator.actions.care.ways_state import (
    folder_lines,
    gateway_lines,
    keyring_lines,
    mailbox_lines,
)
from storage.database import Book
from storage.errors import BookError

if TYPE_CHECKING:
    from coordinator.long_work import Progress


@dataclass(frozen=True, slots=True)
class Asked:
    """What is examined: when (UTC seconds), on which terminal; `reach` goes out to gateways and
    mailboxes; `deep` verifies a chain of any length."""

    now: int
    terminal: Terminal
    reach: bool = True
    deep: bool = False


Check = tuple[str, Callable[[], Iterator[Said]]]


def examine(path: Path, asked: Asked, progress: "Progress | None" = None) -> tuple[Said, ...]:
    """Every line, the book's first. Never raises for what it finds."""
    found: list[Said] = []
    book: Book | None = None
    try:
        book = Book(path)
    except BookError as error:
        found.append(broken("Book", "file", str(error), RESTORE, private=True))
    checks = (*(_of_book(book, asked) if book else ()), *_of_machine(asked))
    for number, (name, check) in enumerate(checks, 1):
        found += _looked_at(name, check)
        if progress is not None and progress(number, len(checks)) is False:
            break
    if book is not None:
        book.close()
    return tuple(found)


def _of_book(book: Book, asked: Asked) -> tuple[Check, ...]:
    ways: tuple[Check, ...] = (
        ("gateways", lambda: gateway_lines(book, asked.now)),
        ("mailboxes", lambda: mailbox_lines(book)),
    )
    return (
        ("book", lambda: book_lines(book, deep=asked.deep)),
        ("backups", lambda: backup_lines(book, asked.now)),
        ("disk", lambda: disk_lines(book)),
        ("clock", lambda: clock_lines(book, asked.now)),
        *(ways if asked.reach else ()),
        ("folders", lambda: folder_lines(book)),
    )


def _of_machine(asked: Asked) -> tuple[Check, ...]:
    return (
        ("keyring", keyring_lines),
        ("fonts", font_lines),
        ("terminal", lambda: terminal_lines(asked.terminal)),
    )


def _looked_at(name: str, check: Callable[[], Iterator[Said]]) -> tuple[Said, ...]:
    """What a check says; one that breaks off says that, and stops none of the others."""
    said: list[Said] = []
    try:
        said.extend(check())
    except Exception as error:  # noqa: BLE001 - a self-test must end with a list
        words = f"The check broke off ({type(error).__name__})."
        remedy = "`coordinator support` writes a file about it to send."
        said.append(broken(name.capitalize(), "check", words, remedy))
    return tuple(said)
