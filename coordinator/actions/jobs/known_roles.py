"""Roles of posts that nothing in the book knows: most are slips, and would be priced and staffed as
plain officers without a word."""

import sqlite3
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from coordinator.actions.billing.card_choice import shipped_card
from coordinator.library import standard_policy
from storage.queries.money.billing import card_documents
from storage.queries.staffing.facts import policies

_PLAIN: Final = "officer"
_KEYS: Final = frozenset({"role", "roles", "plain_role", "of_role"})
"""Under which a rate card or a policy names roles, in whatever table."""


def strange_roles(connection: sqlite3.Connection, roles: Iterable[str]) -> tuple[str, ...]:
    """A remark on the roles that no rate card, policy, rank or seat of the book knows, with those
    that are known; nothing where all of them are."""
    asked = [role for role in dict.fromkeys(roles) if role != _PLAIN]
    if not asked:
        return ()
    known = _known(connection)
    # Rate cards compare capitals too.
    strange = [role for role in asked if role not in known and not _seated(connection, role)]
    if not strange:
        return ()
    named = ", ".join(map(repr, strange))
    listed = ", ".join(known)
    return (f"No rate card, policy or seat of the book knows {named}. Known: {listed}",)


def _known(connection: sqlite3.Connection) -> list[str]:
    cards = [document for _, _, document in card_documents(connection)]
    rules = [each.document for each in policies(connection)]
    found = {_PLAIN}
    for document in (*(cards or [shipped_card()]), *(rules or [standard_policy()])):
        found |= _named(document)
    found |= {name.casefold() for (name,) in connection.execute("SELECT name FROM rank")}
    return sorted(found)


def _seated(connection: sqlite3.Connection, role: str) -> bool:
    found = connection.execute("SELECT 1 FROM position WHERE role = ? LIMIT 1", (role,))
    return found.fetchone() is not None


@lru_cache(maxsize=64)
def _named(document: str) -> frozenset[str]:
    return frozenset(_roles(tomllib.loads(document)))


def _roles(value: object, *, named: bool = False) -> Iterator[str]:
    """The words under keys that name roles, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _roles(inner, named=key in _KEYS)
    elif isinstance(value, list):
        for inner in value:
            yield from _roles(inner, named=named)
    elif named and isinstance(value, str) and value:
        yield value
