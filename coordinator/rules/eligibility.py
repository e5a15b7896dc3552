"""May this officer take this position? A verdict with every reason, figure and limit."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from coordinator.rules.clauses import Reason, Severity, check_of
from coordinator.rules.facts import OfficerFacts, Question, Stretch
from coordinator.rules.policy import Policy


class Standing(StrEnum):
    """What the reasons amount to."""

    ELIGIBLE = "eligible"
    OVERRIDE = "override"
    BARRED = "barred"


GRAVEST_FIRST = (
    (Severity.BARS, Standing.BARRED),
    (Severity.OVERRIDE, Standing.OVERRIDE),
    (Severity.WARNS, Standing.ELIGIBLE),
)
"""What breaking a clause of each severity makes of an officer."""


class Verdict(NamedTuple):
    """Eligible, eligible with an override, or barred, and all the reasons, the gravest first."""

    standing: Standing
    reasons: tuple[Reason, ...] = ()

    @property
    def clean(self) -> bool:
        """Within every clause, on a duty schedule that can be trusted: not even a warning."""
        return not self.reasons

    @property
    def may_override(self) -> tuple[str, ...]:
        """Who must agree, where an override is needed."""
        wanted = [r.clause.terms.by for r in self.reasons if r.severity is Severity.OVERRIDE]
        return tuple(dict.fromkeys(wanted))


CLEAN = Verdict(Standing.ELIGIBLE)

Judge = Callable[[OfficerFacts], Verdict]


def judge_of(policy: Policy, question: Question) -> Judge:
    """The function that judges officers for one position: the clauses are set up only once."""
    checks = [
        (check, standing)
        for severity, standing in GRAVEST_FIRST
        for clause in policy.clauses
        if clause.terms.severity is severity and (check := check_of(clause, question)) is not None
    ]

    def verdict(officer: OfficerFacts) -> Verdict:
        # The checks come the gravest first, so the first to bite gives the standing.
        reasons: list[Reason] | None = None
        worst = Standing.ELIGIBLE
        for check, standing in checks:
            found = check(officer)
            if found:
                if reasons is None:
                    reasons, worst = list(found), standing
                else:
                    reasons.extend(found)
        return CLEAN if reasons is None else Verdict(worst, tuple(reasons))

    return verdict


def judge(policy: Policy, question: Question, officer: OfficerFacts) -> Verdict:
    """The verdict on one officer; for many of them use `judge_of`."""
    return judge_of(policy, question)(officer)


def following(officer: OfficerFacts, ends_at: int, hours: int = 48) -> tuple[Stretch, ...]:
    """The officer's next shifts and details that start within so many hours of a detail's end."""
    until = ends_at + hours * 3600
    return tuple(stretch for stretch in officer.work if ends_at <= stretch[1] < until)
