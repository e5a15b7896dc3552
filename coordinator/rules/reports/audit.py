"""An audit test: a report whose rows are exceptions, and the population that it looked through.

    [audit]
    population = "worked"
    key = "position"
    exception = "a detail of an officer who was suspended on its day"
    ground = "Denver, Auditor, police time accounting (2008)"
    severity = "high"

`population` names a report of all that was looked at. Both give a column `key` (in the population
`of`, where it has another name there), by which an exception is found again in the population. A
test without a query of its own says which rows of the population are exceptions, `where = "billed <
paid"`, or of which other report its exceptions are the rows, and what is typed for it: `report =
"details-while-away"`, `typed = {status = "suspended"}`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.reports.report import Audit, Cell, Result

SEVERITIES: Final = ("high", "medium", "low")
PERIOD: Final = "period"
"""The parameter that the binder's period is typed for."""


class Sound(StrEnum):
    """How a test came out."""

    CLEAN = "clean"
    EXCEPTIONS = "exceptions"
    NOTHING = "nothing to test"


@dataclass(frozen=True, slots=True)
class Tested:
    """One test and what came of it, all of it countable in the two results."""

    population: Result
    exceptions: Result

    @property
    def audit(self) -> Audit:
        """What the head says of it as a test."""
        audit = self.exceptions.report.audit
        assert audit is not None
        return audit

    @property
    def keys(self) -> tuple[Cell, ...]:
        """Of each exception, the member of the population that it is about."""
        place = self.exceptions.place(self.audit.key)
        return tuple(row[place] for row in self.exceptions.rows)

    @property
    def members(self) -> frozenset[Cell]:
        """The population, by its key."""
        place = self.population.place(self.audit.of)
        return frozenset(row[place] for row in self.population.rows)

    @property
    def hit(self) -> int:
        """Members of the population with at least one exception."""
        return len(set(self.keys))

    @property
    def rate(self) -> float | None:
        """Per cent of the population that have one; None where there was nothing to test."""
        many = len(self.members)
        return 100 * self.hit / many if many else None

    @property
    def sound(self) -> Sound:
        """How it came out."""
        if self.exceptions.rows:
            return Sound.EXCEPTIONS
        return Sound.CLEAN if self.population.rows else Sound.NOTHING

    @property
    def strangers(self) -> tuple[Cell, ...]:
        """Exceptions that the population does not hold; there is none where a test is sound."""
        members = self.members
        return tuple(key for key in self.keys if key not in members)


def read_audit(table: Table) -> Audit:
    """The table of a head."""
    typed = table.table("typed")
    values = tuple((key, typed.text(key)) for key in typed.keys())  # noqa: SIM118
    typed.finish()
    key = table.text("key")
    audit = Audit(
        table.text("population"),
        key,
        table.text("of", key),
        table.text("exception"),
        table.text("ground"),
        table.choice("severity", SEVERITIES, "medium"),
        table.text("where", ""),
        table.text("report", ""),
        values,
    )
    table.finish()
    return audit


def by_severity(tests: Iterable[Tested]) -> list[Tested]:
    """Those with exceptions first, the gravest first; each in the order of their names."""
    return sorted(
        tests,
        key=lambda one: (
            not one.exceptions.rows,
            SEVERITIES.index(one.audit.severity),
            one.exceptions.report.name,
        ),
    )
