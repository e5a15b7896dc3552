"""Sending: each due message is claimed, handed over outside any transaction, and written down.

A claim is a delivery row that says 'begun', inserted under the next number of its message, in a
short transaction: of two senders only one can have it. What the gateway answered closes the row.
A sender that dies in between leaves the row begun, and the message's fate unknown: mail is then
tried again under its one Message-ID, a text is left to the coordinator.
"""

import sqlite3
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from coordinator.actions.messages.enclosing import packed
from coordinator.actions.messages.outcomes import counted_as, next_try, word_of
from coordinator.actions.messages.send_report import Held, SendReport
from coordinator.rules.message_words import DeliveryOutcome
from coordinator.rules.words import Channel
from notify.lanes import Lanes, Result
from notify.parcels import Failed, Outcome, Parcel
from storage.database import Book
from storage.errors import BookLocked
from storage.queries.book.settings import setting
from storage.queries.messages.sending import (
    MINUTE_SECONDS,
    DueMessage,
    begun_lately,
    due_ids,
    due_message,
    lanes,
)

LONGEST_REST_SECONDS = 86_400

PER_MINUTE = "gateway.{}.per_minute"
"""Setting: how many messages a channel's gateway takes in a minute; 0, as many as there are."""

LOCKED_TRIES = 12
"""How often to wait (5 seconds each) for a book that another program holds."""


class Courier(Protocol):
    """What hands messages over: the gateways, or what a test puts in their place."""

    def trouble(self, channel: str) -> str:
        """Why nothing can go out on the channel now, or nothing."""

    def ready(self, parcel: Parcel) -> Parcel | Outcome:
        """A mail with all made that can be made before its turn, or why it cannot leave."""

    def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
        """Give one parcel to the gateway. Never raises.

        `meanwhile` may be called once while the gateway makes up its mind.
        """

    def hang_up(self, channel: str) -> None:
        """Give up the channel's line, since a hand-over did not end."""

    def close(self) -> None:
        """The run is over."""


@dataclass(frozen=True, slots=True)
class _Claim:
    delivery_id: int
    message: DueMessage


def send_due(
    book: Book,
    clock: Callable[[], int],
    courier: Callable[[], Courier],
    *,
    stop: Callable[[], bool] = lambda: False,
    longest: float = 60.0,
) -> SendReport:
    """Hand over every message that is due, each at most once; returns what became of them.

    `clock` gives UTC seconds; `courier` is called only when something is due, since gateways cost
    more than a look at the book. `stop` ends the run once what is under way has ended. `longest`
    is how long one hand-over may take (seconds). Any number of senders may run at once. Raises
    BookError; what was then under way is of unknown fate.
    """
    waiting = due_ids(book.reader(), clock())
    if not waiting:
        return SendReport()
    run = _Run(book, clock, courier(), stop, longest)
    try:
        return run.work(waiting)
    finally:
        run.lanes.close()
        run.courier.close()


class _Run:
    """One run: the queues by channel, what is under way, and what came of it."""

    def __init__(
        self,
        book: Book,
        clock: Callable[[], int],
        courier: Courier,
        stop: Callable[[], bool],
        longest: float,
    ) -> None:
        self.book, self.clock, self.courier, self.stop = book, clock, courier, stop
        self.lanes = Lanes(self._ready, courier.hand_over, courier.hang_up, longest)
        self.queues: dict[str, deque[int]] = {}
        self.claims: dict[int, _Claim] = {}
        self.held: list[Held] = []
        self.counts: Counter[str] = Counter()

    def work(self, waiting: tuple[tuple[int, str], ...]) -> SendReport:
        for message_id, channel in waiting:
            self.queues.setdefault(channel, deque()).append(message_id)
        self._leave_out_resting()
        results: tuple[Result, ...] = ()
        while results or self._more():
            self._write(results)
            results = self.lanes.collect()
        return SendReport(held=tuple(self.held), **self.counts)

    def _ready(self, parcel: Parcel) -> Parcel | Outcome:
        """The parcel with what goes with it; runs on the lane's thread, maybe before its turn."""
        if parcel.channel != Channel.EMAIL:
            return parcel
        try:
            whole = packed(self.book.reader(), parcel, self.clock())
            return whole if isinstance(whole, Failed) else self.courier.ready(whole)
        except Exception as error:  # noqa: BLE001 - nothing of it has left, and others wait
            return Failed(f"Could not be made ready ({type(error).__name__}).")

    def _more(self) -> bool:
        return self.lanes.busy() or (any(self.queues.values()) and not self.stop())

    def _leave_out_resting(self) -> None:
        noted, now = lanes(self.book.reader()), self.clock()
        for channel in list(self.queues):
            reason, rests_until = noted.get(channel, ("", 0))
            # A rest that ends far in the future is a clock that was put back.
            if not now < rests_until <= now + LONGEST_REST_SECONDS:
                reason = self.courier.trouble(channel)
                self._note(channel, reason, 0, known=noted.get(channel))
            if reason:
                self._hold(channel, reason)

    def _hold(self, channel: str, reason: str) -> None:
        left = len(self.queues.pop(channel, ()))
        if left:
            self.held.append(Held(channel, left, reason))

    def _write(self, results: tuple[Result, ...]) -> None:
        """Write down what has ended and claim what there is room for.

        Another program may hold the book for long. What was handed over is worth waiting for: not
        written down, a text would be left in doubt.
        """
        for patience in range(LOCKED_TRIES if results else 1, 0, -1):
            try:
                claims = self._written(results)
                break
            except BookLocked:
                if patience == 1:
                    raise
        # Handed over only now: what is not committed as begun must not leave.
        for claim in claims:
            self.claims[claim.message.id] = claim
            self.lanes.give(claim.message.id, _parcel(claim.message))
        for result in results:
            self.claims.pop(result.ticket)

    def _written(self, results: tuple[Result, ...]) -> list[_Claim]:
        with self.book.unlogged() as connection:
            for result in results:
                self._close(connection, result)
            for result in results:
                self._rest(connection, result)
            if self.stop():
                self._take_back(connection, *{c.message.channel for c in self.claims.values()})
                return []
            return self._claim(connection)

    def _claim(self, connection: sqlite3.Connection) -> list[_Claim]:
        claims: list[_Claim] = []
        for channel, ids in list(self.queues.items()):
            room = self.lanes.room(channel)
            if ids and room > 0:
                room = min(room, self._allowed(connection, channel))
            while ids and room > 0:
                message = due_message(connection, self.clock(), ids.popleft())
                if message is not None:
                    claims.append(_begin(connection, message, self.clock()))
                    room -= 1
        return claims

    def _allowed(self, connection: sqlite3.Connection, channel: str) -> int:
        """How many more the gateway takes now; once it takes none, the channel rests.

        What counts is in the book, so that all senders together keep to it.
        """
        most = int(setting(connection, PER_MINUTE.format(channel), 0))
        if most <= 0:
            return len(self.queues[channel])
        now = self.clock()
        begun = begun_lately(connection, now, channel, most)
        if len(begun) == most:
            words = f"The gateway takes {most} a minute."
            _note_lane(connection, channel, words, min(begun[-1], now) + MINUTE_SECONDS, now)
            self._hold(channel, words)
        return most - len(begun)

    def _close(self, connection: sqlite3.Connection, result: Result) -> None:
        claim, outcome, now = self.claims[result.ticket], result.outcome, self.clock()
        next_at = next_try(claim.message, outcome, now)
        connection.execute(
            "UPDATE delivery SET ended_at = ?, outcome = ?, answer = ?, next_at = ? WHERE id = ?",
            (now, word_of(outcome), outcome.answer, next_at, claim.delivery_id),
        )
        self.counts[counted_as(outcome, next_at)] += 1

    def _rest(self, connection: sqlite3.Connection, result: Result) -> None:
        """After trouble of the whole channel try nothing more on it for a while."""
        outcome, now = result.outcome, self.clock()
        if isinstance(outcome, Failed) and outcome.rests:
            rest = min(outcome.rests, LONGEST_REST_SECONDS)
            _note_lane(connection, result.channel, outcome.answer, now + rest, now)
            self._take_back(connection, result.channel)
            self._hold(result.channel, outcome.answer)

    def _take_back(self, connection: sqlite3.Connection, *channels: str) -> None:
        """Give up claims that nobody has begun to hand over."""
        for channel in channels:
            for ticket in self.lanes.take_back(channel):
                claim = self.claims.pop(ticket)
                connection.execute("DELETE FROM delivery WHERE id = ?", (claim.delivery_id,))
                self.queues.setdefault(channel, deque()).append(ticket)

    def _note(self, channel: str, trouble: str, until: int, known: tuple[str, int] | None) -> None:
        if trouble or (known or ("", 0)) != (trouble, until):
            with self.book.unlogged() as connection:
                _note_lane(connection, channel, trouble, until, self.clock())


def _begin(connection: sqlite3.Connection, message: DueMessage, now: int) -> _Claim:
    cursor = connection.execute(
        "INSERT INTO delivery (message_id, n, began_at, outcome, answer) VALUES (?, ?, ?, ?, '')",
        (message.id, message.last_n + 1, now, DeliveryOutcome.BEGUN),
    )
    return _Claim(int(cursor.lastrowid or 0), message)


def _note_lane(
    connection: sqlite3.Connection, channel: str, trouble: str, until: int, now: int
) -> None:
    connection.execute(
        "INSERT INTO lane (channel, trouble, rests_until, noted_at) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (channel) DO UPDATE SET trouble = excluded.trouble, "
        "rests_until = excluded.rests_until, noted_at = excluded.noted_at",
        (channel, trouble, until, now),
    )


def _parcel(message: DueMessage) -> Parcel:
    return Parcel(
        message.channel,
        message.key,
        message.name,
        message.address,
        message.subject,
        message.body,
    )
