"""What a self-test says: one line a matter."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a matter stands; the worst of all is the answer of the whole."""

    OK = "ok"
    ATTENTION = "attention"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Said:
    """One matter: its area and name, how it stands, in words, and what to do where it is not ok.

    The words hold nothing of the book's affairs: no name, no address, no secret. They may hold
    names of hosts, files and folders, which the support bundle leaves out (`private`).
    """

    area: str
    name: str
    state: State
    words: str
    remedy: str = ""
    private: bool = False


def fine(area: str, name: str, words: str, *, private: bool = False) -> Said:
    """It is well."""
    return Said(area, name, State.OK, words, private=private)


def attention(area: str, name: str, words: str, remedy: str, *, private: bool = False) -> Said:
    """It works, and will not for ever."""
    return Said(area, name, State.ATTENTION, words, remedy, private)


def broken(area: str, name: str, words: str, remedy: str, *, private: bool = False) -> Said:
    """It does not work."""
    return Said(area, name, State.BROKEN, words, remedy, private)


def worst(said: tuple[Said, ...]) -> State:
    """How the whole stands."""
    order = list(State)
    return max((each.state for each in said), key=order.index, default=State.OK)
