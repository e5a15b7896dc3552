"""What is new: the parts of the changelog that came since this book was last opened, told once."""

import re
import sqlite3
from contextlib import suppress
from importlib import metadata
from importlib.resources import files
from pathlib import Path

from coordinator.actions.book.drafts import keep_draft
from storage.database import Book
from storage.errors import BookError
from storage.queries.book.drafts import draft

SEEN = "news.seen"
"""Draft: the version whose news were told."""
UNRELEASED = "Unreleased"
_HEAD = re.compile(r"^## +\[?([^\]\s]+)\]?.*$", re.MULTILINE)
_FOLD = re.compile(r"\n +(?=[^\s-])")
"""Where the changelog's file breaks a line that the screen breaks elsewhere."""
_DAY = 86_400


def version() -> str:
    """This program's."""
    return metadata.version("coordinator")


def changelog() -> str:
    """The whole changelog: in the package, or in the folder that it is developed in."""
    packed = files("coordinator") / "CHANGELOG.md"
    if packed.is_file():
        return packed.read_text("utf-8")
    beside = Path(str(files("coordinator"))).parent / "CHANGELOG.md"
    return beside.read_text("utf-8") if beside.is_file() else ""


def news_since(text: str, seen: str, now: str) -> str:
    """What came after version `seen` up to `now`; of an unknown one, what came with `now`.

    What is not released yet counts as of the running version.
    """
    heads = list(_HEAD.finditer(text))
    parts = {
        head[1]: text[head.end() : later.start() if later else None].strip()
        for head, later in zip(heads, [*heads[1:], None], strict=True)
    }
    names = list(parts)
    until = names.index(seen) if seen in names else None
    if seen == now:
        return ""
    fresh = names[:until] if until is not None else names[:1]
    return "\n\n".join(
        f"{now if name == UNRELEASED else name}\n{_FOLD.sub(' ', parts[name])}"
        for name in fresh
        if parts[name]
    )


def untold(connection: sqlite3.Connection, now: int) -> str:
    """What is to be told to whoever opens this book now (UTC seconds); nothing in a new book."""
    seen = draft(connection, SEEN).get("version", "")
    if seen == version():
        return ""
    first = connection.execute("SELECT min(at) FROM action").fetchone()[0]
    if not seen and (first is None or now - first < _DAY):
        return ""  # whoever begins has nothing to compare with
    return news_since(changelog(), seen, version())


def note_told(book: Book, now: int) -> None:
    """It was shown; a book that may not be written is told again."""
    if draft(book.reader(), SEEN).get("version") != version():
        with suppress(BookError):
            keep_draft(book, SEEN, {"version": version()}, now)
