"""Clauses that rest on facts which the book does not hold: they work in scenarios only."""

from collections.abc import Iterator

from coordinator.rules.clauses import Clause, Scope
from coordinator.rules.clauses.service import Penalty
from coordinator.rules.clauses.windows import PERIODS, Window, WindowRule
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import DETAIL
from coordinator.rules.pay_windows import goes_by_pay_periods
from coordinator.rules.policy import Policy

EVENTS = {"no_show", "call_off", "sick_from_detail", "refusal"}
"""What the book knows to have happened; a refusal is one by telephone or of an offer."""


def beyond_book(policy: Policy, *, pay_periods: bool = False) -> tuple[str, ...]:
    """A line for each clause that cannot do its work in the book, and which facts it lacks.

    `pay_periods` says that the book knows when the agency's pay periods begin.
    """
    found = []
    paid = pay_periods and goes_by_pay_periods(policy)
    for clause in policy.clauses:
        lacking = list(dict.fromkeys(_lacking(clause, paid)))
        if lacking:
            terms = clause.terms
            number = f" ({terms.number})" if terms.number else ""
            found.append(f"{terms.name}{number}: the book does not know {', '.join(lacking)}")
    return tuple(found)


def _lacking(clause: Clause, paid: bool) -> Iterator[str]:
    scope = clause.terms.scope
    for each in (scope, scope.but):
        if each is not None and _of_other_work(each):
            yield "work other than details as something to award"
    if isinstance(clause, Penalty) and (strange := clause.events - EVENTS):
        yield f"events such as {', '.join(sorted(kind_name(event) for event in strange))}"
    if _undated(clause, paid):
        yield "when its periods begin (write period_starts)"


def _undated(clause: Clause, paid: bool) -> bool:
    """Whether it counts over periods that neither it nor the book dates."""
    rule = getattr(clause, "rule", None)
    if not isinstance(rule, WindowRule) or rule.window not in PERIODS:
        return False
    return rule.anchor is None and not (paid and rule.window is Window.PAY_PERIOD)


def _of_other_work(scope: Scope) -> bool:
    return bool(scope.kinds) and DETAIL not in scope.kinds
