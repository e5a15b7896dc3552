"""The posts of a large detail: labels and musters, entered or changed for all of them at once."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.jobs.crew_changes import change_crew
from coordinator.actions.jobs.crews import codes_of, crew_of_seats, seats_of
from coordinator.actions.jobs.seats_again import seats_like
from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Event
from coordinator.rules.recurring.crew import NotACrew, crew_words, read_crew
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail
from storage.queries.messages.pending import queued_since
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PostsSet:
    """The posts of a detail as they now are; `released` 'Adams on 26-0412.3a'."""

    detail_id: int
    number: str
    posts: int
    added: int
    removed: int
    relabelled: int
    released: tuple[str, ...]
    messages: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        parts = (
            f"Detail {self.number} has {self.posts} post(s)",
            f"{self.added} added" if self.added else "",
            f"{self.relabelled} relabelled" if self.relabelled else "",
            f"{self.removed} taken off" if self.removed else "",
            f"{len(self.released)} released: {', '.join(self.released[:3])}"
            if self.released
            else "",
            f"{self.messages} message(s) leave soon" if self.messages else "",
        )
        return ", ".join(filter(None, parts))


def posts_words(connection: sqlite3.Connection, detail_id: int) -> str:
    """The posts of a detail as they are written, a line each."""
    crew = crew_of_seats(seats_like(connection, detail_id))
    return crew_words(crew, codes_of(connection)).replace("; ", "\n")


def set_posts(
    book: Book, actor: Actor, detail_id: int, text: str, *, trial: bool = False
) -> PostsSet | Refused:
    """Give a detail the posts that are written, a line each: `2 officer SGT, label Gate`.

    Seats that are alike keep their officers; what is not written any more is taken off, its officer
    released and told. With `trial` nothing is written: it says what would be.
    """
    with book.action(actor, "set posts", f"detail:{detail_id}") as tx:
        done = _set(tx, tx.get(Detail, detail_id), text)
        if trial or isinstance(done, Refused):
            tx.abandon()
        return done


def _set(tx: Transaction, detail: Detail, text: str) -> PostsSet | Refused:
    if detail.state == DetailState.CANCELLED:
        return Refused((f"Detail {detail.number} is cancelled.",))
    try:
        crew = read_crew(text.replace("\n", ";"), codes_of(tx.connection))
    except NotACrew as problem:
        return Refused((str(problem),))
    seats = seats_of(crew)
    done = change_crew(tx, detail, seats, "The posts of the detail have changed.")
    for event in (Event.UNASSIGNED, Event.CHANGED):
        join(tx, event)
    return PostsSet(
        detail.id,
        detail.number,
        len(seats),
        done.added,
        done.removed,
        done.relabelled,
        done.released,
        queued_since(tx.connection, tx.first_change),
    )
