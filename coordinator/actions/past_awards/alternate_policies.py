"""Which policy governs which past award: those of the book, or one that is tried."""

import sqlite3
from dataclasses import replace

from coordinator.actions.policy.policies import Governing, policy_on
from coordinator.rules.clauses import Reach
from coordinator.rules.eligibility import Judges
from coordinator.rules.facts import Question
from coordinator.rules.policy import Policy
from coordinator.rules.spans import DAY, Span


class Policies:
    """Which policy governs which date: the book's own, or one for all dates."""

    def __init__(self, connection: sqlite3.Connection, proposed: Policy | None = None) -> None:
        self._connection = connection
        self._proposed = proposed
        self._known: dict[str, Governing] = {}
        self._judges: dict[str, Judges] = {}

    def on(self, date: str) -> Policy:
        """The policy that governs a local date."""
        if self._proposed is not None:
            return self._proposed
        if date not in self._known:
            self._known[date] = policy_on(self._connection, date)
        return self._known[date].policy

    def judges(self, policy: Policy) -> Judges:
        """The judges by one policy."""
        if policy.sha256 not in self._judges:
            self._judges[policy.sha256] = Judges(policy)
        return self._judges[policy.sha256]


def reach_of(policy: Policy, question: Question) -> Span:
    """The time around the local days of a position that its policy looks at."""
    days = question.calendar.dates(question.position.span)
    position = question.position._replace(starts_at=days[0], ends_at=days[1])
    reach: Reach = policy.reach(replace(question, position=position))
    windows = [window for window in reach if window is not None]
    return (
        min([days[0], *(low for low, _ in windows)]),
        max([days[1] + 2 * DAY, *(high for _, high in windows)]),
    )
