"""Policies that count over pay periods without saying when these begin."""

from coordinator.rules.clauses.windows import Window, WindowRule
from coordinator.rules.policy import Policy


def goes_by_pay_periods(policy: Policy) -> bool:
    """Whether the policy's pay periods are those of the agency.

    Not where any clause gives their dates: two reckonings of one period are never mixed.
    """
    rules = [getattr(clause, "rule", None) for clause in policy.clauses]
    dated = [
        rule.anchor is not None
        for rule in rules
        if isinstance(rule, WindowRule) and rule.window is Window.PAY_PERIOD
    ]
    return bool(dated) and not any(dated)
