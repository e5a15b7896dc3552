"""May this officer take this position? A verdict with every reason, figure and limit."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple

from coordinator.rules.clauses import Check, Reason, Severity, check_of
from coordinator.rules.facts import MISSED, OfficerFacts, Question, Stretch
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Span


class Standing(StrEnum):
    """What the reasons amount to."""

    ELIGIBLE = "eligible"
    OVERRIDE = "override"
    BARRED = "barred"


def _standing(severity: Severity) -> Standing:
    """What breaking a clause of that severity makes of an officer."""
    if severity is Severity.BARS:
        return Standing.BARRED
    return Standing.OVERRIDE if severity is Severity.OVERRIDE else Standing.ELIGIBLE


KEPT_TIMES = 10_000
"""Different hours for which checks are kept ready; some 50 MB."""


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
Able = Callable[[OfficerFacts], bool]


def judge_of(policy: Policy, question: Question) -> Judge:
    """The function that judges officers for one position: the clauses are set up only once."""
    checks = [
        (check, _standing(severity))
        for severity, clause in policy.by_severity
        if (check := check_of(clause, question)) is not None
    ]
    return _judge(checks)


class Judges:
    """Judges for many positions under one policy, as `judge_of` gives them.

    A whole year has few different hours, so what depends only on the time is set up once for each.
    """

    def __init__(self, policy: Policy) -> None:
        self._clauses = [
            (clause, _standing(severity), clause.shared and clause.terms.always)
            for severity, clause in policy.by_severity
        ]
        self._by_time: dict[Span, list[Check | None]] = {}

    def of(self, question: Question) -> Judge:
        """The function that judges officers for one position."""
        return _judge([(check, standing) for _, check, standing in self._checks(question)])

    def able(self, question: Question) -> tuple[Able, Able]:
        """Two functions that say only whether an officer may take it without anybody's leave.

        The first asks the clauses that positions of equal times share, the second all others. Each
        stops at the first clause that keeps him from it.
        """
        checks: tuple[list[Check], list[Check]] = [], []
        for place, check, standing in self._checks(question):
            if standing is not Standing.ELIGIBLE:
                checks[not self._clauses[place][2]].append(check)
        return _able(checks[0]), _able(checks[1])

    def _checks(self, question: Question) -> list[tuple[int, Check, Standing]]:
        shared = self._shared(question)
        checks: list[tuple[int, Check, Standing]] = []
        for place, (clause, standing, by_time) in enumerate(self._clauses):
            check = shared[place] if by_time else check_of(clause, question)
            if check is not None:
                checks.append((place, check, standing))
        return checks

    def _shared(self, question: Question) -> list[Check | None]:
        span = question.position.span
        known = self._by_time.get(span)
        if known is None:
            if len(self._by_time) >= KEPT_TIMES:
                self._by_time.clear()
            known = self._by_time[span] = [
                check_of(clause, question) if by_time else None
                for clause, _, by_time in self._clauses
            ]
        return known


def _able(checks: list[Check]) -> Able:
    """Whatever kept the one before is asked first, as it mostly keeps the next one too."""

    def able(officer: OfficerFacts) -> bool:
        for place, check in enumerate(checks):
            if check(officer):
                if place:
                    checks.insert(0, checks.pop(place))
                return False
        return True

    return able


def _judge(checks: Sequence[tuple[Check, Standing]]) -> Judge:
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
    return tuple(
        stretch
        for stretch in officer.work
        if ends_at <= stretch[1] < until and stretch[3] not in MISSED
    )
