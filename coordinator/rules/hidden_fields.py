"""Which personal fields are not shown until somebody asks for them, by kinds.

What a coordinator needs every day is shown: whoever calls officers in needs their telephones. Where
a desk stands in a room that others walk through, the agency may hide that too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeVar

KINDS: dict[str, str] = {
    "phone": "telephones of officers",
    "mail": "mail addresses of officers",
    "home": "where officers live",
    "own": "the agency's own fields of officers, such as date of birth or home address",
    "remarks": "remarks on an officer's status, and why he is kept apart from an employer",
    "bank": "the last digits of bank accounts",
    "contacts": "telephones and mail addresses of employers' people",
}
"""Kind → what it is."""

OF_OFFICERS: Final = frozenset(KINDS) - {"contacts"}
"""The kinds that are about officers."""

DEFAULT = ("home", "own", "remarks")
"""What is hidden where the agency says nothing; of accounts only four digits are ever seen."""

DOTS = "•••"
"""What stands in the place of a hidden value; of how many letters it is, is not told."""

_ANYBODYS: Final = ("phone", "mail", "contacts")
"""The kinds of an address of whomever was written to or wrote: hidden where one of them is."""
_COLUMNS: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("officer", "phone"): ("phone",),
    ("officer", "email"): ("mail",),
    ("officer", "home_lat"): ("home",),
    ("officer", "home_lon"): ("home",),
    ("officer", "custom"): ("own",),
    ("officer_status", "note"): ("remarks",),
    ("exclusion", "reason"): ("remarks",),
    ("exclusion", "reply"): ("remarks",),
    ("bank_account", "last_four"): ("bank",),
    ("bank_account", "sealed"): ("bank",),
    ("contact", "phone"): ("contacts",),
    ("contact", "email"): ("contacts",),
    ("request", "phone"): ("contacts",),
    ("request", "email"): ("contacts",),
    ("message", "address"): _ANYBODYS,
    ("received", "address"): _ANYBODYS,
    ("consent", "address"): _ANYBODYS,
    ("approval_request", "address"): _ANYBODYS,
}
"""Column (table, column) → the kinds of what may stand in it."""
OF_VIEWS: Final = {("person", "phone"): ("officer", "phone")}
"""Column of a view that reports find beside the tables → the column that it shows."""

OF_OFFICER: Final = {"phone": "phone", "email": "mail"}
OF_CONTACT: Final = {"phone": "contacts", "email": "contacts"}
OF_STATUS: Final = {"note": "remarks"}
KEPT_APART: Final = {"reason": "remarks"}
"""The fields of a row that is read → the kind of each."""

R = TypeVar("R")


def hidden_of(set_to: object) -> frozenset[str]:
    """The hidden kinds that a setting names; what it shipped with where that is no list."""
    if not isinstance(set_to, list):
        return frozenset(DEFAULT)
    return frozenset(kind for kind in set_to if kind in KINDS)


def hides(kinds: Iterable[str], table: str, column: str) -> bool:
    """Whether a column is of one of the kinds."""
    return not set(kinds).isdisjoint(_COLUMNS.get((table, column), ()))


def places_of(kinds: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The columns (table, column) of the kinds."""
    wanted = set(kinds)
    return frozenset(place for place, of in _COLUMNS.items() if not wanted.isdisjoint(of))


def kinds_of(columns: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The kinds that columns are of, in the order of `KINDS`."""
    found = {kind for place in columns for kind in _COLUMNS.get(place, ())}
    return tuple(kind for kind in KINDS if kind in found)


def kinds_in(table: str) -> tuple[str, ...]:
    """The kinds that a table has columns of, in the order of `KINDS`."""
    return kinds_of(place for place in _COLUMNS if place[0] == table)


def veiled(row: R, kinds: Iterable[str], fields: Mapping[str, str]) -> R:
    """A row (a dataclass) with dots in those of its `fields` (name → kind) that are hidden."""
    hidden = set(kinds)
    read: Any = row
    found = {
        name: dots(str(getattr(read, name) or ""), hidden=True)
        for name, kind in fields.items()
        if kind in hidden
    }
    changed: R = replace(read, **found) if found else row
    return changed


def dots(text: str, *, hidden: bool) -> str:
    """The text, or dots where it is hidden; an empty one tells that there is nothing."""
    return DOTS if hidden and text else text
