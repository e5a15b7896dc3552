"""The agency's own facts, its settings and its saved filters."""

import json
import sqlite3
from typing import Any

from coordinator.actions.book.editing import Fields, Kept, change, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Agency, SavedFilter, Setting
from storage.transaction import Transaction


def change_agency(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Change name, address, phone, mail, tax number, remittance address or payment terms."""
    return change(book, actor, "change agency", Agency, 1, fields)


def set_in(tx: Transaction, key: str, value: Any) -> None:
    """Set one setting as part of the action under way."""
    text = json.dumps(value, ensure_ascii=False)
    found = _row_of(tx.connection, key)
    if found is None:
        tx.add(Setting(key=key, value=text))
    else:
        tx.save(tx.get(Setting, found).model_copy(update={"value": text}))


def set_setting(book: Book, actor: Actor, key: str, value: Any) -> Kept | Refused:
    """Set one setting; the value is kept as JSON."""
    text = json.dumps(value, ensure_ascii=False)
    found = _row_of(book.reader(), key)
    if found is None:
        return enter(book, actor, "set", Setting(key=key, value=text))
    return change(book, actor, "set", Setting, found, {"value": text})


def clear_setting(book: Book, actor: Actor, key: str) -> Kept | Refused:
    """Let what is shipped hold again; refused where nothing is set."""
    found = _row_of(book.reader(), key)
    if found is None:
        return Refused((f"{key} is not set: what is shipped holds.",))
    with book.action(actor, "clear setting", f"setting:{found}") as tx:
        tx.remove(tx.get(Setting, found))
        return Kept("setting", found, f"{key} cleared: what is shipped holds again")


def save_filter(book: Book, actor: Actor, place: str, name: str, text: str) -> Kept | Refused:
    """Keep a list's filter under a name; a filter of that name is written over."""
    found = book.reader().execute(
        "SELECT id FROM saved_filter WHERE place = ? AND name = ?", (place, name)
    )
    row = found.fetchone()
    if row is None:
        return enter(book, actor, "save filter", SavedFilter(place=place, name=name, text=text))
    return change(book, actor, "save filter", SavedFilter, row[0], {"text": text})


def _row_of(connection: sqlite3.Connection, key: str) -> int | None:
    row = connection.execute("SELECT id FROM setting WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None
