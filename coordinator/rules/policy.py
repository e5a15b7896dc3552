"""The agency's policy: a TOML document in, a frozen policy or its problems out.

A document holds [[clause]] tables (kinds: see `clauses.KINDS`), one [rotation] and one [awards],
and may hold [[example]] tables: scenarios with their answers, in the zone named by `timezone`.

    name = "General Order 12"
    effective_on = 2026-01-01

    [[clause]]
    kind = "max_hours"
    number = "4.2"
    name = "weekly cap"
    window = "week"
    hours = 60
    counts = ["detail", "regular", "overtime"]
    severity = "override"
    by = "lieutenant"

    [[rotation.key]]
    by = "fewest_hours"
    period = "month"
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from coordinator.rules.clauses import KINDS, Clause, Lead, Reach, Severity, read_ladder, read_terms
from coordinator.rules.clauses.needs import needs_of
from coordinator.rules.clauses.reading import ALIASES
from coordinator.rules.distribution.document import Distribution, Method
from coordinator.rules.distribution.reading import read_distribution
from coordinator.rules.distribution.rotations import (
    is_plain,
    plain_rotation,
    rotation_for,
    whole_method,
)
from coordinator.rules.documents import Problem, Table, open_document
from coordinator.rules.facts import SPAN_KINDS, Question
from coordinator.rules.rates.days import DayList
from coordinator.rules.rates.reading_days import read_days
from coordinator.rules.rotation import Rotation
from coordinator.rules.spans import Span

NOTHING = "nothing"
"""What a word of the agency's own may mean: time that no clause counts."""


@dataclass(frozen=True, slots=True)
class Awards:
    """When the coordinator owes a reason for whom he takes."""

    reason_when_not_first: bool = True
    reason_when_tied: bool = True


@dataclass(frozen=True, slots=True)
class Example:
    """A scenario and the answer it must have, as it stands in the document (see `cases`)."""

    line: int
    timezone: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Policy:
    """One checked version of the policy. `sha256` is that of the document's UTF-8 text."""

    name: str
    effective_on: str
    clauses: tuple[Clause, ...]
    rotation: Rotation
    awards: Awards
    document: str
    sha256: str
    distribution: Distribution = field(default=Distribution(), repr=False)
    examples: tuple[Example, ...] = field(default=(), repr=False)
    span_words: Mapping[str, str] = field(default_factory=dict, repr=False)
    """The agency's own words for kinds of time in scenarios, as kinds that clauses know."""
    holidays: DayList = field(init=False, repr=False)
    """Its [[holiday]] tables: what `holiday` means among circumstances."""
    by_severity: tuple[tuple[Severity, Clause], ...] = field(init=False, repr=False)
    """The clauses, the gravest first."""
    needs: frozenset[str] = field(init=False, repr=False)
    """Facts beyond the usual ones that some clause wants (`clauses.needs`)."""
    plain: bool = field(init=False, repr=False)
    """Whether every position is ordered by plain keys over the book's own tallies."""

    def __post_init__(self) -> None:
        grave = [
            (severity, clause)
            for severity in reversed(Severity)
            for clause in self.clauses
            if clause.terms.severity is severity
        ]
        object.__setattr__(self, "holidays", self.distribution.holidays)
        object.__setattr__(self, "by_severity", tuple(grave))
        needs = {need for clause in self.clauses for need in needs_of(clause)}
        object.__setattr__(self, "needs", frozenset(needs))
        object.__setattr__(self, "plain", is_plain(self.distribution))

    @property
    def asks_order(self) -> bool:
        """Whether some clause holds only for whoever is ordered, or only for others."""
        return any(clause.terms.scope.asks_order for clause in self.clauses)

    def rotation_for(self, question: Question) -> Rotation:
        """The rotation of one position: by the first method of the document that fits it."""
        if len(self.distribution.methods) <= 1:  # nearly every document; spares the facts
            return self.rotation
        return rotation_for(self.distribution, question)

    def method_for(self, question: Question) -> Method | None:
        """The method of a position where its order takes more than `rotation_for` says."""
        return None if self.plain else whole_method(self.distribution, question)

    def reach(self, question: Question) -> Reach:
        """The time around a position from which the clauses need duty spans and details."""
        reaches = [clause.reach(question) for clause in self.clauses]
        return Reach(
            _around([reach.duty for reach in reaches]),
            _around([reach.details for reach in reaches]),
        )


@dataclass(frozen=True, slots=True)
class Invalid:
    """The document cannot be used; every problem found in it, in order of line."""

    problems: tuple[Problem, ...]


def read_policy(document: str) -> Policy | Invalid:
    """Check a policy document and freeze it, or say everything that is wrong with it."""
    root = open_document(document)
    if root.problems:  # it is no TOML: what is missing in it is not known
        return Invalid(tuple(root.problems))
    name = root.text("name", "Policy")
    effective_on = root.day("effective_on").isoformat()
    span_words = _read_span_words(root.table("span_kinds"))
    root.own_words = frozenset(span_words)
    clauses = tuple(clause for table in root.tables("clause") for clause in _read_clauses(table))
    holidays = read_days(root)
    approvers = _read_approvers(root)
    clauses = tuple(_allowed_by(each.with_days(holidays), approvers) for each in clauses)
    distribution = replace(read_distribution(root), holidays=holidays)
    rotation = plain_rotation(distribution)
    awards = _read_awards(root.table("awards"))
    examples = _read_examples(root)
    root.finish()
    if root.problems:
        return Invalid(tuple(sorted(root.problems, key=lambda problem: problem.line)))
    digest = sha256(document.encode()).hexdigest()
    return Policy(
        name,
        effective_on,
        clauses,
        rotation,
        awards,
        document,
        digest,
        distribution,
        examples,
        span_words,
    )


def _read_clauses(table: Table) -> Iterator[Clause]:
    kind = KINDS.get(table.choice("kind", list(KINDS)))
    if kind is not None and "kind" in table and table.text("kind") in KINDS:
        yield from read_ladder(table, partial(_read_clause, kind))


def _read_clause(kind: type[Clause], table: Table, lead: Lead) -> Clause:
    table.known("kind")
    return kind.read(table, read_terms(table, kind.title, lead))


def _read_approvers(root: Table) -> tuple[str, ...]:
    approvers = root.texts("approvers", ())
    if len(set(approvers)) < len(approvers):
        root.wrong("approvers", "names one twice.", "Name each once, from the lowest up.")
    return approvers


def _allowed_by(clause: Clause, approvers: tuple[str, ...]) -> Clause:
    """The clause with those who stand above whoever may allow it."""
    if clause.terms.by not in approvers:
        return clause
    above = approvers[approvers.index(clause.terms.by) + 1 :]
    return replace(clause, terms=replace(clause.terms, by_also=above))


def _read_examples(root: Table) -> tuple[Example, ...]:
    zone = root.text("timezone", "UTC")
    try:
        ZoneInfo(zone)
    except (ValueError, OSError, LookupError):
        root.wrong("timezone", f"{zone!r} is no time zone.", "Write it as America/New_York.")
        zone = "UTC"
    tables = root.tables("example")
    return tuple(Example(table.line(), zone, table.body()) for table in tables)


def _read_span_words(table: Table) -> Mapping[str, str]:
    known = (*SPAN_KINDS, *ALIASES, NOTHING)
    found = {word: table.choice(word, known) for word in table.keys()}  # noqa: SIM118
    return {word: ALIASES.get(kind, kind) for word, kind in found.items()}


def _read_awards(table: Table) -> Awards:
    awards = Awards(
        table.flag("reason_when_not_first", default=True),
        table.flag("reason_when_tied", default=True),
    )
    table.finish()
    return awards


def _around(spans: list[Span | None]) -> Span | None:
    given = [span for span in spans if span is not None]
    if not given:
        return None
    return min(start for start, _ in given), max(end for _, end in given)
