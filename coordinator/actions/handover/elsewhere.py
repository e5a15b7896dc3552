"""Handing over and taking in, as the screen runs them: in a process of their own."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from coordinator.actions.handover.giving import Given, give, give_back
from coordinator.actions.handover.taking import Taken, take_in
from coordinator.actions.results import Actor, Refused
from storage.database import Book

if TYPE_CHECKING:
    from coordinator.long_work import Progress

T = TypeVar("T")


def hand_over(
    path: Path, actor: Actor, where: Path, passphrase: str, to_name: str, progress: "Progress"
) -> Given | Refused:
    """Write the bundle for somebody. Raises BookError."""
    return _on(path, lambda book: give(book, actor, where, passphrase, to_name, progress=progress))


def hand_back(
    path: Path, actor: Actor, where: Path, passphrase: str, progress: "Progress"
) -> Given | Refused:
    """Write the bundle for whom the book came from. Raises BookError."""
    return _on(path, lambda book: give_back(book, actor, where, passphrase, progress))


def bring_in(
    path: Path, actor: Actor, bundle: Path, passphrase: str, progress: "Progress"
) -> Taken | Refused:
    """Take a bundle into the book. Raises BookError."""

    def told(_what: str, done: int, total: int) -> None:
        progress(done, total)

    return take_in(path, actor, bundle, passphrase, told)


def _on(path: Path, action: Callable[[Book], T]) -> T:
    book = Book(path)
    try:
        return action(book)
    finally:
        book.close()
