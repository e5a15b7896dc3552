"""Notes on any record, and follow-ups that come back at a time."""

from dataclasses import dataclass, replace

from coordinator.actions.book.editing import Kept, attempt, change
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import NoteKind
from storage.database import Book
from storage.deputy import deputy_of
from storage.models import Note
from storage.transaction import Transaction

RESTRICTED = (NoteKind.INCIDENT, NoteKind.COMPLAINT)
"""Kinds that only the coordinator's own screens show, whatever else is said of them."""


@dataclass(frozen=True, slots=True)
class NoteSays:
    """What a note is beside its words: its kind, whether only the coordinator's own screens show
    it, and on which further records it stands."""

    kind: str = ""
    restricted: bool = False
    also: tuple[str, ...] = ()


def write_note(
    book: Book,
    actor: Actor,
    subject: str,
    text: str,
    due_at: int | None = None,
    says: NoteSays | None = None,
) -> Kept | Refused:
    """Write a note on a record ('detail:42'); with `due_at` (UTC seconds) it is a follow-up.

    While a deputy stands at the desk it is his, whoever says that he is at the keyboard."""
    says = says or NoteSays()
    if not text.strip():
        return Refused(("The note is empty.",))
    if says.kind and says.kind not in set(NoteKind):
        return Refused((f"A note is one of: {', '.join(NoteKind)}; not {says.kind!r}.",))

    def insert(tx: Transaction) -> Kept:
        first = note_in(tx, subject, text, says, due_at)
        for other in says.also:
            note_in(tx, other, text, says)
        tx.subject = f"note:{first.id}"
        return Kept("note", int(first.id or 0), "Note entered")

    deputy = deputy_of(book.reader())
    if deputy and not book.unattended:
        actor = replace(actor, name=deputy)
    return attempt(book, actor, "write note", "note", insert, deputy=True)


def note_paper(book: Book, actor: Actor, paper: str) -> Kept | Refused | None:
    """While a deputy stands at the desk: that he made a paper, by the name of its file.

    The coordinator's own papers are not noted."""
    at_desk = deputy_of(book.reader()) and not book.unattended
    return write_note(book, actor, "agency:1", f"Paper made: {paper}") if at_desk else None


def note_in(
    tx: Transaction, subject: str, text: str, says: NoteSays, due_at: int | None = None
) -> Note:
    """Write a note as part of the action under way."""
    return tx.add(
        Note(
            subject=subject,
            text=text,
            written_at=tx.now,
            written_by=tx.who,
            due_at=due_at,
            kind=says.kind or None,
            restricted=True if says.restricted or says.kind in RESTRICTED else None,
        )
    )


def close_note(book: Book, actor: Actor, note_id: int) -> Kept | Refused:
    """The follow-up is dealt with."""
    return change(book, actor, "close note", Note, note_id, {"done_at": actor.now})
