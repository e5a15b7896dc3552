"""The read side of every list screen: windows of rows in any offered order, never the whole table.

A `Listing` says which rows there are and in which orders they may stand. A window is read from a
place in that order (keyset), so its cost does not grow with how far down the list it lies.
"""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

Value = int | str
Place = tuple[Value, int]
"""Where a row stands: its value in the order, and its id to part those that are equal."""


class HasId(Protocol):
    """A row that a list can mark and find again."""

    @property
    def id(self) -> int: ...


R = TypeVar("R", bound=HasId)


@dataclass(frozen=True, slots=True)
class Listing(Generic[R]):
    """One kind of list. Every text in it is SQL of this program's own, never of a user.

    `orders` maps a word to an expression that is never NULL; `words` are the expressions that a
    plain filter word is looked for in; `flags` are conditions that a filter names as `is:word`;
    `fields` are conditions with one `?` that a filter gives as `name:value`.
    """

    make: Callable[..., R]
    key: str
    columns: str
    tables: str
    orders: Mapping[str, str]
    words: tuple[str, ...]
    flags: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    where: str = "1"


@dataclass(frozen=True, slots=True)
class View:
    """How a list is looked at. `fixed` are the values of the listing's own named parameters."""

    order: str
    text: str = ""
    reverse: bool = False
    fixed: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Line(Generic[R]):
    """A row and where it stands."""

    place: Place
    row: R


def window(
    connection: sqlite3.Connection,
    listing: Listing[R],
    view: View,
    limit: int,
    *,
    after: Place | None = None,
    before: Place | None = None,
    including: bool = False,
    last: bool = False,
) -> tuple[Line[R], ...]:
    """Up to `limit` rows in the view's order: the first, the last, or those next to a place.

    `including` takes the row at the place itself along.
    """
    backwards = last or before is not None
    place = before if before is not None else after
    condition, values = _condition(listing, view)
    order = listing.orders[view.order]
    down = backwards != view.reverse
    if place is not None:
        sign = ("<" if down else ">") + ("=" if including else "")
        condition += f" AND ({order}, {listing.key}) {sign} (:at_value, :at_id)"
        values |= {"at_value": place[0], "at_id": place[1]}
    way = "DESC" if down else "ASC"
    found = connection.execute(
        f"SELECT {order}, {listing.key}, {listing.columns} FROM {listing.tables}"
        f" WHERE {condition} ORDER BY {order} {way}, {listing.key} {way} LIMIT :limit",
        values | {"limit": limit},
    ).fetchall()
    if backwards:
        found.reverse()
    return tuple(Line((at[0], at[1]), listing.make(*at[2:])) for at in found)


def count(connection: sqlite3.Connection, listing: Listing[R], view: View) -> int:
    """How many rows the view has."""
    condition, values = _condition(listing, view)
    found = connection.execute(
        f"SELECT count(*) FROM {listing.tables} WHERE {condition}", values
    ).fetchone()
    return int(found[0])


def ids(
    connection: sqlite3.Connection, listing: Listing[R], view: View, limit: int
) -> tuple[int, ...]:
    """The ids of all rows of the view, for marking them; at most `limit`."""
    condition, values = _condition(listing, view)
    found = connection.execute(
        f"SELECT {listing.key} FROM {listing.tables} WHERE {condition} LIMIT :limit",
        values | {"limit": limit},
    )
    return tuple(row[0] for row in found)


def hidden(
    connection: sqlite3.Connection, listing: Listing[R], view: View, marked: frozenset[int]
) -> int:
    """How many of the marked rows the view's filter does not show."""
    if not view.text or not marked:
        return 0
    condition, values = _condition(listing, view)
    listed = ", ".join(str(int(mark)) for mark in marked)
    found = connection.execute(
        f"SELECT count(*) FROM {listing.tables} WHERE {condition} AND {listing.key} IN ({listed})",
        values,
    ).fetchone()
    return len(marked) - int(found[0])


def filter_problem(listing: Listing[R], text: str) -> str:
    """What in a filter text this list does not know, as a sentence; empty where all is well."""
    for word in text.split():
        name, colon, rest = word.partition(":")
        if colon and name == "is" and rest and rest not in listing.flags:
            return f"This list knows is:{', is:'.join(listing.flags) or '(nothing)'}"
    return ""


def _condition(listing: Listing[R], view: View) -> tuple[str, dict[str, Value]]:
    parts = [listing.where]
    values: dict[str, Value] = dict(view.fixed)
    for number, word in enumerate(view.text.split()):
        name = f"word{number}"
        condition, value = _one_word(listing, word, f":{name}")
        parts.append(f"({condition})")
        if value is not None:
            values[name] = value
    return " AND ".join(parts), values


def _one_word(listing: Listing[R], word: str, slot: str) -> tuple[str, str | None]:
    name, colon, rest = word.partition(":")
    if colon and name == "is":
        return listing.flags.get(rest, "1"), None
    if colon and name in listing.fields:
        return (listing.fields[name].replace("?", slot), rest) if rest else ("1", None)
    found = " OR ".join(f"{column} LIKE {slot} ESCAPE '\\'" for column in listing.words)
    return found, f"%{_escaped(word)}%"


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
