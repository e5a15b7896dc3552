"""Actions within an action: what one person's message asks for is one sealed action with the
message itself, though the same functions serve that the keys call."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.actor import Actor
from storage.database import Book
from storage.transaction import Transaction


class WithinAction(Book):
    """A book as it stands within an action that is under way; actions on it become part of that.

    The outer action keeps its actor and its moment. The last inner one gives it verb and subject,
    so that the log says what was done. An inner `abandon` takes back what the inner one wrote, and
    nothing else.
    """

    def __init__(self, tx: Transaction, path: Path) -> None:
        self.path = path
        self.unattended = False
        self._tx = tx

    def reader(self) -> sqlite3.Connection:
        """The connection of the outer action: it sees all that was written so far."""
        return self._tx.connection

    @contextmanager
    def action(
        self,
        actor: Actor,
        verb: str,
        subject: str,
        reason: str = "",
        *,
        given: bool = False,
        deputy: bool = False,
    ) -> Iterator[Transaction]:
        """A part of the outer action. Raises ValueError where another moment is meant."""
        tx = self._tx
        if actor.now != tx.now:
            raise ValueError("A part of an action happens when the action happens.")
        before = tx.verb, tx.subject, tx.reason
        tx.connection.execute("SAVEPOINT part")
        try:
            tx.subject, tx.reason = subject, reason
            yield tx
        except BaseException:
            self._take_back(before)
            raise
        if tx.abandoned:
            self._take_back(before)
            return
        tx.connection.execute("RELEASE part")
        tx.verb = verb

    @contextmanager
    def unlogged(
        self, *, given: bool = False, deputy: bool = False
    ) -> Iterator[sqlite3.Connection]:
        """The outer transaction's connection."""
        yield self._tx.connection

    def _take_back(self, before: tuple[str, str, str]) -> None:
        tx = self._tx
        tx.connection.execute("ROLLBACK TO part")
        tx.connection.execute("RELEASE part")
        tx.abandoned = False
        tx.verb, tx.subject, tx.reason = before
