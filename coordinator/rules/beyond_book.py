"""Clauses that rest on facts which the book does not hold: they work in scenarios only."""

from collections.abc import Iterator

from coordinator.rules.clauses import Clause, Scope
from coordinator.rules.clauses.service import Penalty
from coordinator.rules.clauses.windows import PERIODS, WindowRule
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import DETAIL
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
    for each in (scope, scope.but):
        if each is not None and _of_other_work(each):
            yield "work other than details as something to award"
    if isinstance(clause, Penalty) and (strange := clause.events - EVENTS):
        yield f"events such as {', '.join(sorted(kind_name(event) for event in strange))}"
    rule = getattr(clause, "rule", None)
    if isinstance(rule, WindowRule) and rule.window in PERIODS and rule.anchor is None:
        yield "when its periods begin (write period_starts)"


def _of_other_work(scope: Scope) -> bool:
    return bool(scope.kinds) and DETAIL not in scope.kinds
