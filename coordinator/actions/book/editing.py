"""Entering and changing one record: the shape that roster, employers and settings share."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Row
from storage.transaction import Transaction

R = TypeVar("R", bound=Row)

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """The record is in the book as given."""

    table: str
    id: int
    sentence: str


def enter(book: Book, actor: Actor, verb: str, row: Row) -> Kept | Refused:
    """Insert one record in an action of its own; a wrong or doubled value is refused."""
    table = str(type(row).__tablename__)

    def insert(tx: Transaction) -> Kept:
        tx.add(row)
        tx.subject = f"{table}:{row.id}"
        return Kept(table, row.id, f"{_name(table)} entered")

    return attempt(book, actor, verb, table, insert)


def change(
    book: Book,
    actor: Actor,
    verb: str,
    model: type[R],
    row_id: int,
    fields: Fields,
    then: Callable[[Transaction, R, R], None] | None = None,
) -> Kept | Refused:
    """Change some columns of one record in an action of its own.

    `own` among the fields are texts for the agency's own fields, by key. `then` does what follows
    from it, with the record before and after.
    """
    table = str(model.__tablename__)
    plain, own = without_own(fields)
    unknown = sorted(plain.keys() - set(model.model_fields) | (plain.keys() & {"id"}))
    if unknown:
        return Refused((f"{_name(table)} has no {', '.join(unknown)}.",))

    def update(tx: Transaction) -> Kept:
        row: Any = tx.get(model, row_id)
        before = row.model_copy()
        for column, value in plain.items():
            setattr(row, column, value)
        if own:
            row.custom = own_text(tx.connection, table, row.custom, own)
        tx.save(row)
        if then is not None:
            then(tx, before, row)
        return Kept(table, row_id, f"{_name(table)} changed")

    return attempt(book, actor, verb, f"{table}:{row_id}", update)


def attempt(
    book: Book,
    actor: Actor,
    verb: str,
    subject: str,
    write: Callable[[Transaction], Kept],
    *,
    deputy: bool = False,
) -> Kept | Refused:
    """Run `write` as one action; what the schema does not allow is refused in words.

    `deputy`: whoever stands at the desk for the coordinator may do it."""
    try:
        with book.action(actor, verb, subject, deputy=deputy) as tx:
            return write(tx)
    except ValidationError as error:
        return Refused(tuple(f"{e['loc'][0]}: {e['msg']}" for e in error.errors()))
    except ValueError as error:
        return Refused((str(error),))
    except sqlite3.IntegrityError as error:
        return Refused((constraint_in_words(str(error)),))


def without_own(fields: Fields) -> tuple[dict[str, Any], Mapping[str, str]]:
    """The columns, and apart from them the texts for the agency's own fields."""
    plain = dict(fields)
    return plain, plain.pop("own", {})


def own_text(
    connection: sqlite3.Connection, record: str, kept: str | None, texts: Mapping[str, str]
) -> str | None:
    """What a record's `custom` is to hold. Raises ValueError with every misfit in words."""
    # Few records have fields of the agency's own.
    from coordinator.actions.book.own_values import with_texts

    filled = with_texts(connection, record, kept, texts)
    if isinstance(filled, Refused):
        raise ValueError(filled.sentence)  # noqa: TRY004 - a wrong value, not a wrong type
    return filled.text


def constraint_in_words(error: str) -> str:
    """What a broken constraint of the schema means to the person who typed the value."""
    what = error.rpartition(": ")[2]
    if error.startswith("UNIQUE"):
        return f"There is one with this {what.rpartition('.')[2].replace('_', ' ')} already."
    if error.startswith("CHECK"):
        return f"A value is not allowed here ({what.replace('_', ' ')})."
    return "It refers to a record that is not in the book."


def _name(table: str) -> str:
    return table.replace("_", " ").capitalize()
