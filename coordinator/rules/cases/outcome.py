"""What trying a policy on one case gives."""

from dataclasses import dataclass
from enum import StrEnum


class Trial(StrEnum):
    """How a case came out."""

    RIGHT = "right"
    OTHER_READING = "right by the other reading"
    WRONG = "wrong"
    NOT_EXPRESSIBLE = "not expressible"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case: how it came out, and what differs or is missing, as sentences.

    `scored` is false for cases that are shown only.
    """

    case_id: str
    title: str
    trial: Trial
    words: tuple[str, ...] = ()
    scored: bool = True
