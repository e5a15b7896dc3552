"""The demo's past as steps: each at its instant, one after the other as time went by."""

from collections.abc import Callable
from dataclasses import dataclass

from coordinator.actions.results import Actor
from storage.database import Book

WHO = "Pat Coordinator"


@dataclass(frozen=True, slots=True)
class Step:
    """Something of the past: when it was done (UTC seconds), and what does it."""

    at: int
    do: Callable[[Book, Actor], object]
