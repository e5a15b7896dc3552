"""The seal of the book for whoever keeps it outside: once a local day."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from coordinator.actions.due.due_seats import Due
from coordinator.actions.due.due_terms import Terms
from coordinator.actions.due.local_day import Today, today_of
from coordinator.rules.message_words import Event
from storage.queries.book.settings import setting
from storage.queries.messages.witness import WITNESS

if TYPE_CHECKING:
    from storage.models import Message
    from storage.transaction import Transaction


def seals(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """To the witnesses, where the head of the log stands today."""
    if not setting(connection, WITNESS, []):
        return
    today = today_of(connection, now, terms)
    if today is not None:
        occasion = f"seal:{today.on}"
        yield Due(Event.SEAL, occasion, today.said_at(today.on), partial(_written, today))


def _written(today: Today, tx: "Transaction") -> "tuple[Message, ...]":
    """What is written needs the models; mostly nothing is due."""
    from coordinator.actions.due.seal_words import say_seal

    return say_seal(today, tx)
