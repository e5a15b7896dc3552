"""Clauses that rest on facts which the book does not hold: they work in scenarios only."""

from collections.abc import Iterator

from coordinator.rules.clauses import Clause, Scope
from coordinator.rules.clauses.penalty import Penalty
from coordinator.rules.clauses.penalty_reading import LATE
from coordinator.rules.clauses.windows import PERIODS, WindowRule
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.facts import DETAIL
from coordinator.rules.pay_windows import agency_periods
from coordinator.rules.policy import Policy
from coordinator.rules.words import CallOffReason

EVENTS = {"no_show", "call_off", "sick_from_detail", "refusal", LATE}
"""What the book knows to have happened; a refusal is one by telephone or of an offer, and late is
who said only after he was due that he was there."""


CALLING_OFF = {"call_off", "sick_from_detail"}
"""Events whose reasons are words of the book's own."""

NONE_KNOWN: frozenset[str] = frozenset()


def beyond_book(policy: Policy, known: frozenset[str] = NONE_KNOWN) -> tuple[str, ...]:
    """A line for each clause that cannot do its work in the book, and which facts it lacks.

    `known` are the kinds of period ("pay_period", "roster") whose beginnings the book knows.
    """
    found = []
    dated = known & agency_periods(policy)
    for clause in policy.clauses:
        lacking = list(dict.fromkeys(_lacking(clause, dated)))
        if lacking:
            terms = clause.terms
            number = f" ({terms.number})" if terms.number else ""
            found.append(f"{terms.name}{number}: the book does not know {', '.join(lacking)}")
    return (*found, *_undated_swaps(policy, known))


def _undated_swaps(policy: Policy, known: frozenset[str]) -> Iterator[str]:
    for rule in policy.distribution.call_offs:
        if rule.swaps_most and rule.swaps_in == "pay_period" and rule.swaps_in not in known:
            yield f"{rule.called}: the book does not know when pay periods begin (Settings)"


def _lacking(clause: Clause, dated: frozenset[str]) -> Iterator[str]:
    scope = clause.terms.scope
    for each in (scope, scope.but):
        if each is not None and _of_other_work(each):
            yield "work other than details as something to award"
    if isinstance(clause, Penalty) and (strange := clause.events - EVENTS):
        told = ", ".join(sorted(kind_name(event) for event in strange))
        yield f"events such as {told} (tell them as a status, or as leave by the hour)"
    if isinstance(clause, Penalty) and clause.events <= CALLING_OFF:
        for reason in sorted(clause.excused.difference(CallOffReason)):
            known = ", ".join(kind_name(each) for each in CallOffReason)
            yield f"{kind_name(reason)} as a reason of calling off (it knows {known})"
    if _undated(clause, dated):
        yield "when its periods begin (Settings, or write period_starts)"


def _undated(clause: Clause, dated: frozenset[str]) -> bool:
    """Whether it counts over periods that neither it nor the book dates."""
    rule = getattr(clause, "rule", None)
    if not isinstance(rule, WindowRule) or rule.window not in PERIODS:
        return False
    return rule.anchor is None and rule.window.value not in dated


def _of_other_work(scope: Scope) -> bool:
    return bool(scope.kinds) and DETAIL not in scope.kinds
