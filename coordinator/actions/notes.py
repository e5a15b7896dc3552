"""Notes on any record, and follow-ups that come back at a time."""

from coordinator.actions.editing import Kept, change, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Note


def write_note(
    book: Book, actor: Actor, subject: str, text: str, due_at: int | None = None
) -> Kept | Refused:
    """Write a note on a record ('detail:42'); with `due_at` (UTC seconds) it is a follow-up."""
    if not text.strip():
        return Refused(("The note is empty.",))
    note = Note(
        subject=subject,
        text=text,
        written_at=actor.now,
        written_by=actor.name,
        due_at=due_at,
    )
    return enter(book, actor, "write note", note)


def close_note(book: Book, actor: Actor, note_id: int) -> Kept | Refused:
    """The follow-up is dealt with."""
    return change(book, actor, "close note", Note, note_id, {"done_at": actor.now})
