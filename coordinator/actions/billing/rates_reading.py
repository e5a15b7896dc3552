"""Rate cards as people read them: every version, when it holds, and its document."""

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from coordinator.actions.billing.card_choice import DEFAULT_CARD, shipped_card
from coordinator.actions.billing.rates import CardAdopted, adopt_card
from coordinator.actions.results import Actor, Refused
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.remarks import remarks
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.money.billing import card_documents

LONGEST_BYTES = 1_000_000
"""A rate card is a few pages; a longer file is something else."""


@dataclass(frozen=True, slots=True)
class CardVersion:
    """One version; `last_on` is the last local date that it governs, empty while it is open.

    `default` says that jobs which name no card are charged by it. `remarks` are what of it holds
    and yet does nothing, or why it cannot be read any more.
    """

    name: str
    from_on: str
    last_on: str
    governs_today: bool
    default: bool
    document: str
    remarks: tuple[str, ...] = ()


def card_versions(connection: sqlite3.Connection, today: str) -> tuple[CardVersion, ...]:
    """Every version of every card, the latest first; the shipped one while there is no other."""
    known = card_documents(connection)
    if not known:
        text = shipped_card()
        said = remarked(text)
        return (CardVersion("standard (shipped)", "", "", True, True, text, said),)  # noqa: FBT003
    chosen = str(setting(connection, DEFAULT_CARD, ""))
    only = len({name for name, _, _ in known}) == 1
    until: dict[str, str] = {}
    found: list[CardVersion] = []
    for name, from_on, document in known:
        last = _day_before(until.get(name, ""))
        governs = from_on <= today and (not last or today <= last)
        default = only or name == chosen
        said = remarked(document)
        found.append(CardVersion(name, from_on, last, governs, default, document, said))
        until[name] = from_on
    return tuple(found)


@lru_cache(maxsize=128)
def remarked(document: str) -> tuple[str, ...]:
    """The remarks on a document, a line each; its problems where it does not read."""
    card = read_card(document)
    found = remarks(card, document) if isinstance(card, RateCard) else card
    return tuple(str(each) for each in found)


def adopt_card_file(
    book: Book, actor: Actor, path: Path, *, default: bool
) -> CardAdopted | Refused:
    """Put the rate card of a TOML file in force from its own date on."""
    document = read_card_file(path)
    if isinstance(document, Refused):
        return document
    return adopt_card(book, actor, document, default=default)


def read_card_file(path: Path) -> str | Refused:
    """The document in a TOML file, unread as a card, or why it cannot be had."""
    try:
        if path.stat().st_size > LONGEST_BYTES:
            return Refused((f"{path.name} is too long for a rate card.",))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Refused((f"{path.name} is not UTF-8 text.",))
    except OSError as error:
        return Refused((f"{path}: {error.strerror}.",))


def _day_before(on: str) -> str:
    return (date.fromisoformat(on) - timedelta(days=1)).isoformat() if on else ""
