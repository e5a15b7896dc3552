"""Whom and what a clause is about: which officers, and which positions."""

from dataclasses import dataclass
from typing import Optional

from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question

_SETS = (
    "ranks",
    "units",
    "statuses",
    "job_classes",
    "employer_kinds",
    "roles",
    "kinds",
    "run_by",
    "position_ranks",
    "when",
    "unless",
)
"""The keys of a scope, each a list of words."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom and what a clause is about; an empty set means everybody, everything.

    `statuses` are those that the officer has on the detail's dates; `kinds` is what the position
    itself is (detail, overtime, outside_work); `when` and `unless` name circumstances of the job
    of which one holds, or none. Who and what `but` describes is left out again.
    """

    ranks: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()
    job_classes: frozenset[str] = frozenset()
    employer_kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    run_by: frozenset[str] = frozenset()
    position_ranks: frozenset[str] = frozenset()
    when: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    but: Optional["Scope"] = None

    @property
    def names_officers(self) -> bool:
        """Whether only some officers are meant."""
        own = bool(self.ranks or self.units or self.statuses)
        return own or (self.but is not None and self.but.names_officers)

    @property
    def names_positions(self) -> bool:
        """Whether only some positions are meant."""
        own = self.job_classes or self.employer_kinds or self.roles or self.kinds or self.run_by
        more = self.position_ranks or self.when or self.unless
        return bool(own or more or self.but is not None)

    def meets_position(self, position: PositionFacts) -> bool:
        """Whether the position is one that the clause is about."""
        if not self._has_position(position):
            return False
        but = self.but
        return but is None or but.names_officers or not but.meets_position(position)

    def meets_officer(self, officer: OfficerFacts, question: Question) -> bool:
        """Whether the officer is one that the clause is about, for a position that is."""
        if not self._has_officer(officer, question):
            return False
        but = self.but
        if but is None or not but.names_officers:
            return True
        left_out = but.meets_position(question.position) and but.meets_officer(officer, question)
        return not left_out

    def _has_position(self, position: PositionFacts) -> bool:
        circumstances = set(position.circumstances)
        return (
            (not self.job_classes or position.job_class in self.job_classes)
            and (not self.employer_kinds or position.employer_kind in self.employer_kinds)
            and (not self.roles or position.role in self.roles)
            and (not self.kinds or position.kind in self.kinds)
            and (not self.run_by or position.run_by in self.run_by)
            and (not self.position_ranks or position.rank_code in self.position_ranks)
            and (not self.when or not self.when.isdisjoint(circumstances))
            and self.unless.isdisjoint(circumstances)
        )

    def _has_officer(self, officer: OfficerFacts, question: Question) -> bool:
        return (
            (not self.ranks or officer.rank_code in self.ranks)
            and (not self.units or officer.unit in self.units)
            and (not self.statuses or self._has_status(officer, question))
        )

    def _has_status(self, officer: OfficerFacts, question: Question) -> bool:
        first, last = question.first_on, question.last_on
        return any(
            kind in self.statuses and start <= last and (until is None or until > first)
            for kind, start, until in officer.statuses
        )


EVERYTHING = Scope()


def read_scope(table: Table, *, inner: bool = False) -> Scope:
    """Read a scope and what it leaves out (`except`, which has none of its own)."""
    sets = {key: frozenset(table.texts(key, ())) for key in _SETS}
    below = None
    if not inner and "except" in table:
        below = read_scope(table.table("except"), inner=True)
    table.known("except")
    table.finish()
    return Scope(**sets, but=below)
