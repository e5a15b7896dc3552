"""The agency's own facts, its settings and its saved filters."""

import json
from typing import Any

from coordinator.actions.editing import Fields, Kept, change, enter
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Agency, SavedFilter, Setting


def change_agency(book: Book, actor: Actor, fields: Fields) -> Kept | Refused:
    """Change name, address, phone, mail, tax number, remittance address or payment terms."""
    return change(book, actor, "change agency", Agency, 1, fields)


def set_setting(book: Book, actor: Actor, key: str, value: Any) -> Kept | Refused:
    """Set one setting; the value is kept as JSON."""
    text = json.dumps(value, ensure_ascii=False)
    found = book.reader().execute("SELECT id FROM setting WHERE key = ?", (key,)).fetchone()
    if found is None:
        return enter(book, actor, "set", Setting(key=key, value=text))
    return change(book, actor, "set", Setting, found[0], {"value": text})


def save_filter(book: Book, actor: Actor, place: str, name: str, text: str) -> Kept | Refused:
    """Keep a list's filter under a name; a filter of that name is written over."""
    found = book.reader().execute(
        "SELECT id FROM saved_filter WHERE place = ? AND name = ?", (place, name)
    )
    row = found.fetchone()
    if row is None:
        return enter(book, actor, "save filter", SavedFilter(place=place, name=name, text=text))
    return change(book, actor, "save filter", SavedFilter, row[0], {"text": text})
