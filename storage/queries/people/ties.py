"""What binds officers: the groups that they are in, and the interests that they declared."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from coordinator.rules.facts import Tie

_GROUPS = "SELECT officer_id, name, from_on, until_on FROM group_member ORDER BY name, id"
_TIES = (
    "SELECT officer_id, coalesce(other_officer_id, 0), relation, coalesce(employer_id, 0), "
    "from_on, until_on FROM conflict ORDER BY id"
)


class Dated(NamedTuple):
    """Something that holds in local dates, half-open."""

    what: str
    from_on: str
    until_on: str | None

    def holds(self, on: str) -> bool:
        """Whether it holds on a local date (ISO)."""
        return self.from_on <= on and (self.until_on is None or on < self.until_on)


class DatedTie(NamedTuple):
    """A tie with its time."""

    tie: Tie
    period: Dated


def memberships(connection: sqlite3.Connection) -> Mapping[int, tuple[Dated, ...]]:
    """Officer → the groups that he is or was in."""
    found: dict[int, list[Dated]] = defaultdict(list)
    for officer, *dated in connection.execute(_GROUPS):
        found[officer].append(Dated(*dated))
    return {officer: tuple(groups) for officer, groups in found.items()}


def groups_on(connection: sqlite3.Connection, on: str) -> dict[int, frozenset[str]]:
    """Officer → the groups that he is in on a local date."""
    found: dict[int, set[str]] = defaultdict(set)
    for officer, *dated in connection.execute(_GROUPS):
        if Dated(*dated).holds(on):
            found[officer].add(dated[0])
    return {officer: frozenset(groups) for officer, groups in found.items()}


def declared_ties(connection: sqlite3.Connection) -> Mapping[int, tuple[DatedTie, ...]]:
    """Officer → what ties him, by his own declaration or another's about him."""
    found: dict[int, list[DatedTie]] = defaultdict(list)
    for officer, other, relation, employer, first, until in connection.execute(_TIES):
        period = Dated(relation, first, until)
        found[officer].append(DatedTie((relation, employer, other, True), period))
        if other:
            found[other].append(DatedTie((relation, 0, officer, False), period))
    return {officer: tuple(ties) for officer, ties in found.items()}
