"""Rate cards as people read them: every version, when it holds, and its document."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from coordinator.actions.card_choice import DEFAULT_CARD, shipped_card
from coordinator.actions.rates import CardAdopted, adopt_card
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.billing import card_documents
from storage.queries.settings import setting

LONGEST_BYTES = 1_000_000
"""A rate card is a few pages; a longer file is something else."""


@dataclass(frozen=True, slots=True)
class CardVersion:
    """One version; `last_on` is the last local date that it governs, empty while it is open.

    `default` says that jobs which name no card are charged by it.
    """

    name: str
    from_on: str
    last_on: str
    governs_today: bool
    default: bool
    document: str


def card_versions(connection: sqlite3.Connection, today: str) -> tuple[CardVersion, ...]:
    """Every version of every card, the latest first; the shipped one while there is no other."""
    known = card_documents(connection)
    if not known:
        return (CardVersion("standard (shipped)", "", "", True, True, shipped_card()),)  # noqa: FBT003
    chosen = str(setting(connection, DEFAULT_CARD, ""))
    only = len({name for name, _, _ in known}) == 1
    until: dict[str, str] = {}
    found: list[CardVersion] = []
    for name, from_on, document in known:
        last = _day_before(until.get(name, ""))
        governs = from_on <= today and (not last or today <= last)
        found.append(CardVersion(name, from_on, last, governs, only or name == chosen, document))
        until[name] = from_on
    return tuple(found)


def adopt_card_file(
    book: Book, actor: Actor, path: Path, *, default: bool
) -> CardAdopted | Refused:
    """Put the rate card of a TOML file in force from its own date on."""
    try:
        if path.stat().st_size > LONGEST_BYTES:
            return Refused((f"{path.name} is too long for a rate card.",))
        document = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Refused((f"{path.name} is not UTF-8 text.",))
    except OSError as error:
        return Refused((f"{path}: {error.strerror}.",))
    return adopt_card(book, actor, document, default=default)


def _day_before(on: str) -> str:
    return (date.fromisoformat(on) - timedelta(days=1)).isoformat() if on else ""
