"""Whose hand an action is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a timer, and the instant (UTC seconds) at which he acts."""

    name: str
    now: int
