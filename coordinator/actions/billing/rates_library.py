"""The rate cards that come with the program, and finding a card by what people call it."""

import sqlite3
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from coordinator.actions.billing.card_choice import shipped_card
from storage.queries.money.billing import card_documents


def library_names() -> tuple[str, ...]:
    """The names under which the library's cards are called."""
    folder = files("coordinator").joinpath("library/rate_cards")
    names = (each.name for each in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def library_card(name: str) -> str | None:
    """The document of a card of the library; None where there is none of that name."""
    if name not in library_names():
        return None
    path = files("coordinator").joinpath(f"library/rate_cards/{name}.toml")
    return path.read_text(encoding="utf-8")


def document_of(called: str, connection: Callable[[], sqlite3.Connection]) -> str | None:
    """The document of a card: a file, else a card of the library, else the book's latest version.

    Without a name the book's own card; the connection is asked for only where the book is needed.
    Raises OSError and UnicodeDecodeError for a file that cannot be read.
    """
    path = Path(called)
    if called and path.is_file():
        return path.read_text(encoding="utf-8-sig")
    if called and (found := library_card(called)) is not None:
        return found
    cards = card_documents(connection())
    if not called and not cards:
        return shipped_card()
    named = (document for name, _, document in cards if name == called or not called)
    return next(named, None)
