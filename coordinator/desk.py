"""The desk: the open book, the clock and the name of who sits there. Screens get it handed in.

Reads run on a few threads, each with its own read-only connection; writes run one after another on
one thread, in the order in which they were asked for, so that a key never waits for either.
"""

import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from storage.actor import Actor
from storage.baton import given_away, holding
from storage.database import Book
from storage.deputy import deputy_of
from storage.errors import BookDeputised, BookError, book_error
from storage.queries.staffing.today import AgencyWords, agency_words

P = ParamSpec("P")
R = TypeVar("R")

READ_THREADS = 2


def _readers() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(READ_THREADS, thread_name_prefix="read")


def _writer() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="write")


@dataclass(slots=True)
class Desk:
    """What every screen works with. `clock` gives UTC seconds.

    `looking_only` says why nothing can be written here; empty where it can. `given` says who else
    holds the book, where it was handed over; `deputy` who stands at the desk and may only look.
    """

    book: Book
    clock: Callable[[], int]
    who: str = "coordinator"
    looking_only: str = ""
    given: str = field(default="", init=False)
    given_to: str = field(default="", init=False)
    deputy: str = field(default="", init=False)
    agency: AgencyWords = field(init=False)
    zone: ZoneInfo = field(init=False)
    _reads: ThreadPoolExecutor = field(default_factory=_readers, init=False)
    _writes: ThreadPoolExecutor = field(default_factory=_writer, init=False)

    def __post_init__(self) -> None:
        self.learn_agency()
        self.learn_holder()

    def learn_holder(self) -> None:
        """Read (again) whether another station holds the book, or a deputy stands at the desk."""
        self.deputy = self.ask(deputy_of)
        self.given = self.ask(given_away)
        self.given_to = self.ask(holding).who if self.given else ""

    def learn_agency(self) -> None:
        """Read the agency's name, zone and currency (again)."""
        self.agency = agency_words(self.book.reader())
        self.zone = ZoneInfo(self.agency.timezone)

    def actor(self) -> Actor:
        """Who acts, now."""
        return Actor(self.who, self.clock())

    def today(self) -> date:
        """The agency's local date."""
        return datetime.fromtimestamp(self.clock(), UTC).astimezone(self.zone).date()

    def ask(
        self,
        query: Callable[Concatenate[sqlite3.Connection, P], R],
        *args: P.args,
        **named: P.kwargs,
    ) -> R:
        """The answer of a query on this thread's connection. Raises BookError."""
        try:
            return query(self.book.reader(), *args, **named)
        except sqlite3.Error as error:
            raise book_error(error) or error from error

    def ask_later(
        self,
        query: Callable[Concatenate[sqlite3.Connection, P], R],
        *args: P.args,
        **named: P.kwargs,
    ) -> "Future[R]":
        """The same on a reading thread."""
        return self._reads.submit(lambda: self.ask(query, *args, **named))

    def do_later(
        self,
        action: Callable[Concatenate[Book, Actor, P], R],
        *args: P.args,
        **named: P.kwargs,
    ) -> "Future[R]":
        """Run an action on the writing thread, after those that were asked for before."""
        if self.looking_only or self.given:
            return self._writes.submit(self._refused)
        return self.do_though_given(action, *args, **named)

    def do_though_given(
        self,
        action: Callable[Concatenate[Book, Actor, P], R],
        *args: P.args,
        **named: P.kwargs,
    ) -> "Future[R]":
        """The same where the action is about who holds the book."""
        if self.looking_only:
            return self._writes.submit(self._refused)

        def done() -> Any:
            return action(self.book, self.actor(), *args, **named)

        return self._writes.submit(self._unless_deputised, done)

    def _unless_deputised(self, done: Callable[[], R]) -> Any:
        try:
            return done()
        except BookDeputised as error:
            return self._refused(str(error))

    def _refused(self, why: str = "") -> Any:
        from coordinator.actions.results import Refused  # costs the models

        return Refused((why or self.looking_only or self.given,))

    def note_fault(self, error: BaseException) -> None:
        """Keep where the program broke, for the support bundle."""
        from storage.faults import note_fault

        if not isinstance(error, BookError):
            note_fault(self.book.path, error, self.clock())

    def close(self) -> None:
        """Drop what has not begun; what has begun ends by itself."""
        self._reads.shutdown(wait=False, cancel_futures=True)
        self._writes.shutdown(wait=True)
        self.book.close()
