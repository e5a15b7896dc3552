"""What every clause of a policy has, whatever its kind: terms, a check, and its own words.

A clause is first set against the question (`against`): everything that depends only on the position
is worked out once, and what comes back is a check to be run on each of thousands of officers.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple, Self

from coordinator.rules.clauses.scope import EVERYTHING, Scope
from coordinator.rules.clocked import Clocked
from coordinator.rules.documents import Table
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.rates.days import DayList
from coordinator.rules.spans import Calendar, Span

STORED, THOUSANDTHS = "units as stored", 1000
"""The unit of numbers that the roster keeps; their figures are whole thousandths of it."""

_PARTS = {"hours": "seconds", STORED: "thousandths"}
"""In what figures of a unit are kept, where that is another one."""


class Severity(StrEnum):
    """What a broken clause does: a warning, an override by somebody, or nothing helps."""

    WARNS = "warns"
    OVERRIDE = "override"
    BARS = "bars"


class Lead(NamedTuple):
    """The time before a position starts in which a clause holds, as it is relaxed step by step.

    It holds when all moments of `since` have come, and not all of `until`; without any it knows no
    such bound. One that counts from a posting that is not known has not come.
    """

    since: tuple[Clocked, ...] = ()
    until: tuple[Clocked, ...] = ()

    def holds(self, question: Question) -> bool:
        """Whether it is that time now."""
        over = bool(self.until) and _have_come(self.until, question)
        return not over and _have_come(self.since, question)


def _have_come(moments: Sequence[Clocked], question: Question) -> bool:
    position, calendar = question.position, question.calendar
    known = (each.instant(position.starts_at, position.posted_at, calendar) for each in moments)
    return all(at is not None and question.now >= at for at in known)


WHENEVER = Lead()


@dataclass(frozen=True, slots=True)
class Terms:
    """What every clause carries: its number and text in the agreement, severity, scope, dates.

    `from_on` and `until_on` (not included) are ISO dates set against the detail's first local date.
    """

    name: str
    number: str = ""
    see: tuple[str, ...] = ()
    """Numbers of other clauses of the agreement that this one rests on."""
    text: str = ""
    reading: str = ""
    """How the agency reads what the agreement leaves open."""
    severity: Severity = Severity.BARS
    by: str = ""
    by_ranks: tuple[str, ...] = ()
    """Ranks of which, or of a higher one, whoever overrides must be, where he is an officer."""
    by_also: tuple[str, ...] = ()
    """Roles above `by` in the policy's `approvers`: they may allow it too."""
    scope: Scope = EVERYTHING
    from_on: str = ""
    until_on: str = ""
    lead: Lead = WHENEVER
    always: bool = field(init=False)
    """Nothing but the officer can put the clause out of force."""

    def __post_init__(self) -> None:
        dated = self.from_on or self.until_on or self.lead is not WHENEVER
        object.__setattr__(self, "always", not (self.scope.names_positions or dated))

    def hold(self, question: Question) -> bool:
        """Whether the clause is in force for this position."""
        on = question.first_on
        in_force = self.from_on <= on and (not self.until_on or on < self.until_on)
        return (
            in_force
            and (self.lead is WHENEVER or self.lead.holds(question))
            and self.scope.meets_position(question)
        )


class Reason(NamedTuple):
    """One way in which one officer meets one clause: the figure, its limit, and where.

    `figure` and `limit` are in the clause's unit (times in seconds); `window` is the span that the
    figure was taken over or the span that stands in the way; `about` names what else is meant.
    """

    clause: "Clause"
    figure: int
    limit: int
    window: Span | None = None
    about: str = ""
    broken: bool = True
    """False for a figure that is within its limit, as `Clause.measured` gives it."""
    barred_until: str = ""
    """The first local date (ISO) on which the clause no longer stands in the way, if known."""

    @property
    def severity(self) -> Severity:
        """What the clause does when it is broken."""
        return self.clause.terms.severity

    def words(self, calendar: Calendar) -> str:
        """One line: 'weekly cap: 61.5 of 60 h, Sun 8 Nov to Sat 14 Nov (4.2)'."""
        terms = self.clause.terms
        number = f" ({terms.number})" if terms.number else ""
        return f"{terms.name}: {self.clause.sentence(self, calendar)}{number}"

    def values(self, calendar: Calendar) -> dict[str, Any]:
        """The reason as plain values, for files and other programs."""
        terms = self.clause.terms
        return {
            "clause": terms.number,
            "kind": self.clause.kind,
            "name": terms.name,
            "severity": str(terms.severity),
            "by": terms.by,
            "figure": self.figure,
            "limit": self.limit,
            "unit": _PARTS.get(self.clause.unit, self.clause.unit),
            "window": list(self.window) if self.window else None,
            "words": self.words(calendar),
        }


class Reach(NamedTuple):
    """The time around a position from which a clause needs duty spans, and that for details."""

    duty: Span | None = None
    details: Span | None = None


Check = Callable[[OfficerFacts], Sequence[Reason]]
"""One clause set against one question. Gives nothing where the officer is within it."""

WITHIN: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause(ABC):
    """One clause of a policy. A new kind is one subclass, listed in `clauses.KINDS`."""

    kind: ClassVar[str]
    title: ClassVar[str]
    unit: ClassVar[str] = ""
    by_time: ClassVar[bool] = False
    """The check depends on nothing of the position but its time: equal times may share it."""
    timeless: ClassVar[bool] = False
    """It is about ranks and the crew alone: when the position is does not matter."""
    quantity: ClassVar[str] = ""
    """What the figure is, as case files name it; empty for hours in a window."""
    at_least: ClassVar[bool] = False
    """The limit is a minimum."""
    needs: ClassVar[frozenset[str]] = frozenset()
    """Facts that are read only where a clause wants them: "hired", "events", "papers", "crew"."""
    examples: ClassVar[tuple[str, ...]] = ()
    """The keys of this kind as they may stand in a document; shown by `policy explain`."""

    terms: Terms

    @classmethod
    @abstractmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        """Read the numbers of this kind from its table; problems are noted there."""

    @abstractmethod
    def against(self, question: Question) -> Check | None:
        """Set the clause against a question; None where it cannot concern anybody."""

    @abstractmethod
    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        """The figure, the limit and the window in words."""

    def measured(self, question: Question) -> Check | None:
        """As `against`, but also what is within the limit, with `broken` false.

        Slower: asked of few officers, to say how close they come. By default only what is broken.
        """
        return self.against(question)

    def plain(self) -> str:
        """What the clause asks for, in one sentence."""
        return self.title

    def with_days(self, holidays: DayList) -> Self:
        """The clause as it is where the policy keeps these holidays."""
        return self

    @property
    def shared(self) -> bool:
        """Whether positions of equal times may share the check."""
        return self.by_time

    @property
    def names_leave(self) -> bool:
        """Whether it matters which leave a span of leave is."""
        return False

    def reach(self, question: Question) -> Reach:
        """How far around the position the clause looks; by default it looks at no spans."""
        return Reach()


@dataclass(frozen=True, slots=True)
class Measured(Clause):
    """A clause whose check is what its measure finds broken: one reckoning for both."""

    def against(self, question: Question) -> Check | None:
        """Give only what is broken."""
        measure = self.measured(question)
        if measure is None:
            return None
        inner = measure
        return lambda officer: [reason for reason in inner(officer) if reason.broken]

    @abstractmethod
    def measured(self, question: Question) -> Check | None:
        """Every figure of this clause, within its limit or not."""


def check_of(clause: Clause, question: Question) -> Check | None:
    """The clause's check for this question within its dates and scope; None where it is silent."""
    terms = clause.terms
    check = clause.against(question) if terms.always or terms.hold(question) else None
    return check and _in_scope(clause, question, check)


def measure_of(clause: Clause, question: Question) -> Check | None:
    """As `check_of`, with what is within the limit."""
    measure = clause.measured(question) if clause.terms.hold(question) else None
    return measure and _in_scope(clause, question, measure)


def _in_scope(clause: Clause, question: Question, inner: Check) -> Check:
    scope = clause.terms.scope
    if not scope.names_officers:
        return inner
    return lambda officer: inner(officer) if scope.meets_officer(officer, question) else WITHIN
