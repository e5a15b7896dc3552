"""One thing that needs a hand, as everything that finds such things tells it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to be done now: its kind, the record it is about, and the words that say it.

    `table` and `record` are where enter leads; `at` is the instant that makes it urgent.
    """

    kind: str
    table: str
    record: int
    detail_id: int | None
    at: int
    words: str
