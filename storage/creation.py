"""Making a new book: built beside its place, then put there whole."""

import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from storage.actor import Actor
from storage.connections import open_writer
from storage.models import Agency
from storage.schema import create_schema
from storage.stations import id_range
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NewBook:
    """What a book is made from; `station` numbers the workstation."""

    name: str
    timezone: str
    currency: str
    station: int = 0


def write_new_book(path: Path, new: NewBook, actor: Actor) -> None:
    """Write an empty book with its agency. Raises FileExistsError."""
    if path.exists():
        raise FileExistsError(f"There is a file at {path} already; it was not touched.")
    left_over = path.with_name(path.name + "-wal")
    if left_over.exists():
        # SQLite would take it for the new book's own and play it back into it.
        raise FileExistsError(f"{left_over} is left of an earlier book; move it first.")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".new")
    unfinished.unlink(missing_ok=True)
    with closing(open_writer(unfinished)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        create_schema(connection)
        connection.execute(
            "INSERT INTO station (id, base, ceiling) VALUES (?, ?, ?)",
            (new.station, *id_range(new.station)),
        )
        tx = Transaction(connection, actor, "open the book", "agency:1", "")
        tx.add(Agency(id=1, name=new.name, timezone=new.timezone, currency=new.currency))
        tx.seal()
        connection.execute("COMMIT")
    os.replace(unfinished, path)
