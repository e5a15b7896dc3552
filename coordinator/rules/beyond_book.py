"""Clauses that rest on facts which the book does not hold: they work in scenarios only."""

from collections.abc import Iterator

from coordinator.rules.clauses import Clause, Scope
from coordinator.rules.clauses.company import AVAILABLE, NotBeside, NotUnderJunior, Supervises
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.leave import OnLeave
from coordinator.rules.clauses.selection import Traits
from coordinator.rules.clauses.service import Penalty
from coordinator.rules.clauses.windows import PERIODS, WindowRule
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import DETAIL, MISSED, OUTSIDE_WORK
from coordinator.rules.policy import Policy

EVENTS = {"no_show", "call_off", "sick_from_detail", "refusal"}
"""What the book knows to have happened; a refusal is one by telephone or of an offer."""


def beyond_book(policy: Policy) -> tuple[str, ...]:
    """A line for each clause that cannot do its work in the book, and which facts it lacks."""
    found = []
    for clause in policy.clauses:
        lacking = list(dict.fromkeys(_lacking(clause)))
        if lacking:
            terms = clause.terms
            number = f" ({terms.number})" if terms.number else ""
            found.append(f"{terms.name}{number}: the book does not know {', '.join(lacking)}")
    return tuple(found)


def _lacking(clause: Clause) -> Iterator[str]:
    scope = clause.terms.scope
    yield from _of_scope(scope)
    if scope.but is not None:
        yield from _of_scope(scope.but)
    if isinstance(clause, OnLeave) and (clause.kinds or clause.not_kinds):
        yield "kinds of leave"
    if isinstance(clause, NotUnderJunior):
        yield "who coordinates a job"
    if isinstance(clause, NotBeside) and clause.where == AVAILABLE:
        yield "which ranks are available"
    if isinstance(clause, Penalty) and (strange := clause.events - EVENTS):
        yield f"events such as {', '.join(sorted(kind_name(event) for event in strange))}"
    if isinstance(clause, Supervises):
        yield "how many somebody supervises"
    rule = getattr(clause, "rule", None)
    if isinstance(rule, WindowRule) and rule.window in PERIODS and rule.anchor is None:
        yield "when its periods begin (write period_starts)"
    if isinstance(clause, MaxHours):
        yield from _of_cap(clause)


def _of_scope(scope: Scope) -> Iterator[str]:
    if scope.run_by:
        yield "who runs a job"
    if scope.kinds and DETAIL not in scope.kinds:
        yield "work other than details as something to award"


def _of_cap(clause: MaxHours) -> Iterator[str]:
    for traits in (clause.selection.only, clause.selection.without):
        yield from _of_traits(traits)
    for leave in (clause.cap.when_leave, clause.cap.unless_leave):
        if leave is not None and (leave.kinds or leave.not_kinds):
            yield "kinds of leave"
    if clause.cap.leave_adds - {"any"}:
        yield "kinds of leave"
    if clause.counts & set(MISSED):
        yield "the hours of jobs that were missed"
    if OUTSIDE_WORK in clause.counts:
        yield "outside work"


def _of_traits(traits: Traits) -> Iterator[str]:
    if traits.run_by:
        yield "who runs a job"
    if traits.exempt is not None:
        yield "exempted employers"
    if traits.leave_kinds:
        yield "kinds of leave"
