"""Policies that count over pay periods or rosters without saying when these begin."""

from coordinator.rules.clauses.windows import PERIODS, WindowRule
from coordinator.rules.policy import Policy


def agency_periods(policy: Policy) -> frozenset[str]:
    """The kinds of period that the policy counts over and leaves to the agency to date.

    Not where any clause gives their dates: two reckonings of one period are never mixed.
    """
    rules = [getattr(clause, "rule", None) for clause in policy.clauses]
    known = [rule for rule in rules if isinstance(rule, WindowRule) and rule.window in PERIODS]
    dated = {rule.window.value for rule in known if rule.anchor is not None}
    return frozenset(rule.window.value for rule in known) - dated
