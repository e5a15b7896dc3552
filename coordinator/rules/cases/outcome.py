"""What trying a policy on one case gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Trial(StrEnum):
    """How a case came out."""

    RIGHT = "right"
    OTHER_READING = "right by the other reading"
    WRONG = "wrong"
    NOT_EXPRESSIBLE = "not expressible"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One case: how it came out, and what differs or is missing, as sentences.

    `scored` is false for cases that are shown only; `found` is what the policy makes of the case.
    """

    case_id: str
    title: str
    trial: Trial
    words: tuple[str, ...] = ()
    scored: bool = True
    found: Mapping[str, Any] = field(default_factory=dict)
