"""Awards worked out again after an error in the facts was found: who lost what by it, and who won.

What should have been is the book as it stands now, or with corrections that are handed in; what was
is the book without them. Each award that would have gone another way counts for the next ones, so
that chains of consequences are followed to their end.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.past_awards.alternate_policies import Policies
from coordinator.actions.past_awards.alternate_span import governing_between, needed
from coordinator.actions.past_awards.alternate_table import World
from coordinator.actions.past_awards.background import Background
from coordinator.actions.past_awards.not_replayed import not_replayed
from coordinator.actions.past_awards.past_record import Record
from coordinator.actions.past_awards.retrying import (
    Moved,
    Retried,
    go_through,
    watch_places,
)
from coordinator.rules.corrections_of_facts import Correction, to_json
from coordinator.rules.retrial import RULES, goes_as_recorded
from coordinator.rules.spans import DAY, Calendar, Span
from storage.database import Book
from storage.overlay import open_corrected
from storage.queries.book.labels import label
from storage.queries.distribution.late_changes import LateChange, late_changes
from storage.queries.staffing import facts

if TYPE_CHECKING:
    from coordinator.long_work import Progress

USUAL_DAYS = 30
"""Corrections of so many days are looked for in the log, where none is handed in."""

STILL = (
    "The book's own fact is still as it was: it is put right where it stands, such as in the "
    "officer's form."
)
"""What is put right for the calculation only."""


@dataclass(frozen=True, slots=True)
class Error:
    """What is to be put right: corrections handed in, or those made in the book since an instant.

    With `schedule` awards are judged by the duty schedule as it stands now, not as it was known.
    """

    corrections: tuple[Correction, ...] = ()
    corrected_since: int | None = None
    schedule: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class MadeWhole:
    """What an error did to the awards of a time (UTC seconds, half-open).

    `words` say what was corrected, one line each; `moved` whose place in an order was another;
    `still` that the book's own facts are as they were, "" where they are put right; `lacking` what
    of the policies cannot be applied.
    """

    since: int
    until: int
    words: tuple[str, ...]
    correction: str
    retried: Retried
    moved: tuple[Moved, ...]
    rules: tuple[str, ...]
    still: str = ""
    lacking: tuple[str, ...] = ()


def make_whole(
    book: Path, error: Error, since: int, until: int, now: int, progress: "Progress"
) -> MadeWhole:
    """Work the awards of details that start in [since, until) out again with the facts put right.

    To be run in a process of its own. Raises StoppedError, and ValueError for a correction that
    does not fit the book.
    """
    opened = Book(book)
    try:
        with without_collecting():
            return _Case(book, opened.reader(), error, (since, until), now).worked_out(progress)
    finally:
        opened.close()


class _Case:
    """One error over one time."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, error: Error, span: Span, now: int
    ) -> None:
        self._path = path
        self._connection = connection
        self._error = error
        self._span = span
        self._now = now
        self._calendar = Calendar(facts.agency_zone(connection))
        self._late = self._late_changes()
        self._opened: list[sqlite3.Connection] = []

    def worked_out(self, progress: "Progress") -> MadeWhole:
        try:
            return self._worked_out(progress)
        finally:
            for connection in self._opened:
                connection.close()

    def _worked_out(self, progress: "Progress") -> MadeWhole:
        right = self._corrected(self._error.corrections)
        policies = Policies(right)
        held = governing_between(policies, self._calendar, self._span)
        since, window = needed(right, held, self._calendar, self._span)
        record = Record(right, self._span, self._now, since)
        corrected = Background(right, record, window, as_of_award=not self._error.schedule)
        other = World(record, policies, ((0, corrected),))
        backgrounds = self._backgrounds(record, window)
        was = World(record, Policies(right), backgrounds)
        odd = not goes_as_recorded([*record.before, *record.steps])
        base = World(record, Policies(right), backgrounds) if odd else None
        moved: dict[int, Moved] = {}
        retried = go_through(record, was, other, progress, watch_places(moved), base=base)
        return MadeWhole(
            *self._span,
            tuple(self._words()),
            to_json(self._error.corrections or self._undone(self._late)),
            retried,
            tuple(sorted(moved.values(), key=lambda one: (-one.awards, one.officer))),
            RULES,
            STILL if self._error.corrections else "",
            not_replayed(right, held),
        )

    # ── what was ────────────────────────────────────────────────────────────────────────────

    def _late_changes(self) -> tuple[LateChange, ...]:
        if self._error.corrections or (self._error.schedule and not self._error.corrected_since):
            return ()
        since = self._error.corrected_since
        begin = self._now - USUAL_DAYS * DAY if since is None else since
        return late_changes(self._connection, begin, self._calendar)

    def _backgrounds(self, record: Record, window: Span) -> list[tuple[int, Background]]:
        """The facts as awards were made by them: each correction from when it was made on."""
        first = Background(self._corrected(self._undone(self._late)), record, window)
        found = [(0, first)]
        for place, change in enumerate(self._late, 1):
            connection = self._corrected(self._undone(self._late[place:]))
            found.append((change.at, Background(connection, record, window, like=first)))
        return found

    @staticmethod
    def _undone(changes: Sequence[LateChange]) -> tuple[Correction, ...]:
        return tuple(each for change in reversed(changes) for each in change.undone)

    def _corrected(self, corrections: Iterable[Correction]) -> sqlite3.Connection:
        connection = open_corrected(self._path, corrections)
        self._opened.append(connection)
        return connection

    def _words(self) -> Iterable[str]:
        if self._error.words:
            yield self._error.words
        for change in self._late:
            on = self._calendar.local_iso(change.at)
            yield f"{on} {change.who}: {change.verb}, {label(self._connection, change.subject)}"
        if self._error.schedule:
            yield "the duty schedule as it stands now, in place of what was known at each award"


__all__ = ["Error", "MadeWhole", "make_whole"]
