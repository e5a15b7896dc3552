"""Seals: the head of the log in so few digits that it can be noted elsewhere.

'0:1234:89abcdef01234567' is station, number of the last action, and the first 16 digits of its
hash. Whoever keeps one elsewhere can see a wholly rewritten past (`coordinator verify --seal`).
"""

import re
import sqlite3

from storage.changes import ActionRow
from storage.queries.book.log import head

DIGITS = 16
_SEAL = re.compile(rf"\d+:\d+:[0-9a-f]{{{DIGITS},64}}")


def seal_of(action: ActionRow) -> str:
    """The seal of one action; nothing where another program has spoilt its hash."""
    if not isinstance(action.hash, bytes):
        return ""
    return short(f"{action.station}:{action.seq}:{action.hash.hex()}")


def short(whole: str) -> str:
    """A seal from a whole head, 'station:seq:hash'; nothing of nothing."""
    place, _, digest = whole.rpartition(":")
    return f"{place}:{digest[:DIGITS]}" if place else ""


def book_seal(connection: sqlite3.Connection) -> str:
    """The seal of the book as it stands; nothing in a book without an action."""
    return short(book_head(connection))


def book_head(connection: sqlite3.Connection) -> str:
    """The whole head, 'station:seq:hash', of this station's log; nothing without an action."""
    station = connection.execute("SELECT id FROM station").fetchone()
    last = head(connection, station[0]) if station else None
    if last is None or not isinstance(last.hash, bytes):
        return ""
    return f"{last.station}:{last.seq}:{last.hash.hex()}"


def is_seal(text: str) -> bool:
    """Whether it can prove anything: fewer digits could be met by chance."""
    return _SEAL.fullmatch(text) is not None
