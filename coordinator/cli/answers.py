"""Printing what an action gave back: its sentence, or its refusal with exit code 1."""

from typing import TYPE_CHECKING, Any, TypeVar

from coordinator.cli.session import Session

if TYPE_CHECKING:
    from coordinator.actions.results import Refused

T = TypeVar("T")


def say_result(session: Session, found: "T | Refused") -> T:
    """Print a result, or end with its refusal."""
    done = checked(session, found)
    sentence: Any = getattr(done, "sentence", "")
    session.say(str(sentence), done)
    return done


def checked(session: Session, found: "T | Refused") -> T:
    from coordinator.actions.results import Refused

    if isinstance(found, Refused):
        session.refuse(found.reasons)
    _note_paper(session, found)
    return found


def _note_paper(session: Session, found: object) -> None:
    """What a deputy makes stands in the log."""
    from coordinator.actions.book.documents import Made
    from storage.deputy import deputy_of

    if isinstance(found, Made) and deputy_of(session.book.reader()):
        from coordinator.actions.book.notes import note_paper

        note_paper(session.book, session.actor, found.path.name)
