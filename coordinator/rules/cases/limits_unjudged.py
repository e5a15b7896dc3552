"""Clauses that a case leaves open: what they say depends on when the detail is, or is asked for."""

from collections.abc import Iterator
from dataclasses import replace

from coordinator.rules.cases.limits import LONG_BEFORE, LimitCase
from coordinator.rules.cases.limits_judging import ALLOWED, numbers_of
from coordinator.rules.clauses import Clause, Scope, measure_of
from coordinator.rules.clauses.jobs import MaxJobs
from coordinator.rules.clauses.standing import Status
from coordinator.rules.clauses.windows import Window
from coordinator.rules.facts import OfficerFacts
from coordinator.rules.policy import Policy


def not_judged(policy: Policy, case: LimitCase) -> tuple[str, ...]:
    """A line for each clause that may decide a case without times, and cannot be judged for it; and
    for each that counts what is ahead, where nobody said when it is asked.

    One that holds for nobody like this officer, and one that he is within anyway, decides nothing.
    """
    if case.timed:
        now = None if case.question.now == LONG_BEFORE else case.question.now
        return not_dated(policy, now, "case: asked_at")
    return tuple(
        f"case.candidate: without start and end the clause {_called(clause)} is not judged"
        for clause in policy.clauses
        if any(_open(clause, case))
    )


def not_dated(policy: Policy, now: int | None, where: str) -> tuple[str, ...]:
    """A line for each clause that counts what is ahead, where a case does not say when it is."""
    asking = [clause for clause in policy.clauses if isinstance(clause, MaxJobs)]
    return tuple(
        f"{where} is not said, and {_called(clause)} counts what has not begun by then"
        for clause in asking
        if now is None and clause.rule.window is Window.AHEAD
    )


def _open(clause: Clause, case: LimitCase) -> Iterator[bool]:
    officer, scope = case.officer, clause.terms.scope
    if not clause.timeless:
        yield isinstance(clause, Status) and _has(officer, clause.statuses)
        yield _is_expected(clause, case)
        return
    if not _by_time(scope) or (scope.statuses and not _has(officer, scope.statuses)):
        return
    whenever = replace(clause, terms=replace(clause.terms, scope=_whenever(scope)))
    measure = measure_of(whenever, case.question)
    yield measure is not None and any(reason.broken for reason in measure(officer))


def _is_expected(clause: Clause, case: LimitCase) -> bool:
    """Whether the case wants a figure of this clause, or that it stands in the way."""
    expect = case.expect
    wanted = "figure" in expect or expect.get("verdict", ALLOWED) != ALLOWED
    return wanted and expect.get("clause", "") in numbers_of(clause)


def _has(officer: OfficerFacts, statuses: frozenset[str]) -> bool:
    return any(kind in statuses for kind, _, _ in officer.statuses)


def _by_time(scope: Scope) -> bool:
    """Whether it depends on when the detail is whom and what the scope fits."""
    lengths = scope.at_least or scope.longer_than or scope.at_longest
    dated = scope.statuses or scope.service_under or scope.weekdays or scope.touches or lengths
    return bool(dated) or (scope.but is not None and _by_time(scope.but))


def _whenever(scope: Scope) -> Scope:
    """The scope without what depends on time."""
    but = scope.but
    return replace(
        scope,
        statuses=frozenset(),
        weekdays=frozenset(),
        service_under=0,
        touches=None,
        at_least=0,
        longer_than=0,
        at_longest=0,
        but=None if but is not None and _by_time(but) else but,
    )


def _called(clause: Clause) -> str:
    terms = clause.terms
    return f"{terms.name} ({terms.number})" if terms.number else terms.name
