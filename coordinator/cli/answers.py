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
    return found
