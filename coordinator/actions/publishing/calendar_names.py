"""How calendars are named: each is personal, and whoever serves the folder may serve it to all.

So each file has a name that nobody can guess. It is made of the agency's own key, and `renew_link`
gives another one to whoever has lost his.
"""

import hmac
import secrets
import sqlite3
from dataclasses import dataclass
from hashlib import sha256

from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.book.settings import setting

SECRET, RENEWED = "calendar.key", "calendar.renewed"
URL = "calendar.url"
"""Setting: where the folder of calendars is served."""

CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Link:
    """Where somebody's calendar is: the file's name, and its address where setting calendar.url
    says where the folder is served."""

    whose: str
    name: str
    address: str
    sentence: str


def calendar_link(book: Book, now: int, whose: str) -> Link:
    """Where the calendar of "officer:12", "employer:3" or "agency" is, or will be."""
    ensure_key(book, now)
    connection = book.reader()
    name = file_name_of(connection, whose)
    base = str(setting(connection, URL, "")).strip()
    address = f"{base.rstrip('/')}/{name}" if base else ""
    return Link(whose, name, address, address or name)


def renew_link(book: Book, actor: Actor, whose: str) -> Link | Refused:
    """Give a calendar a new name: the old address leads nowhere from the next writing on."""
    from coordinator.actions.book.settings import set_setting

    renewed = dict(setting(book.reader(), RENEWED, {}))
    renewed[whose] = int(renewed.get(whose, 0)) + 1
    done = set_setting(book, actor, RENEWED, renewed)
    return done if isinstance(done, Refused) else calendar_link(book, actor.now, whose)


def ensure_key(book: Book, now: int) -> None:
    """Draw the agency's key where there is none yet."""
    from coordinator.actions.book.settings import set_setting

    if not setting(book.reader(), SECRET, ""):
        set_setting(book, Actor(CLOCK, now), SECRET, secrets.token_hex(16))


def file_name_of(connection: sqlite3.Connection, whose: str) -> str:
    """The name of a calendar's file: 120 bits that follow from the agency's key."""
    key = str(setting(connection, SECRET, ""))
    times = int(dict(setting(connection, RENEWED, {})).get(whose, 0))
    token = hmac.new(key.encode(), f"{whose}/{times}".encode(), sha256).hexdigest()[:30]
    return f"{whose.partition(':')[0]}-{token}.ics"
