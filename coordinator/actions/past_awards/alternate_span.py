"""How much of the past matters to awards that are worked out again, and by which policies."""

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from coordinator.actions.past_awards.alternate_policies import Policies, reach_of
from coordinator.actions.pay.pay_windows import with_pay_periods
from coordinator.rules.distribution.needs import needs_of
from coordinator.rules.distribution.rotations import rotation_of
from coordinator.rules.facts import PositionFacts, Question, ScheduleFacts
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar, Span
from storage.queries.people.duty import LONG


def needed(
    connection: sqlite3.Connection, policies: Iterable[Policy], calendar: Calendar, span: Span
) -> tuple[int, Span]:
    """From when on awards matter to those of a span, and the time around it that must be known."""
    lows, around = [span[0]], [span]
    for policy in policies:
        for at in (span[0], span[1] - 1):
            position = PositionFacts(0, "", 0, "", at, at + 1)
            question = Question(position, calendar, at, ScheduleFacts())
            around.append(reach_of(policy, with_pay_periods(connection, question, policy)))
        lows += _begun(policy, calendar, span[0])
    window = min(low for low, _ in around) - LONG, max(high for _, high in around) + LONG
    return max(0, min([*lows, window[0]])), window


def _begun(policy: Policy, calendar: Calendar, at: int) -> Iterator[int]:
    """When the periods began that methods count over, at an instant."""
    document = policy.distribution
    for period in policy.rotation.periods(at, calendar):
        yield period[0]
    for method in document.methods:
        yield needs_of(document, method).since(at, calendar)
        for period in rotation_of(document, method).periods(at, calendar):
            yield period[0]


def governing_between(policies: Policies, calendar: Calendar, span: Span) -> tuple[Policy, ...]:
    """Every policy that governs a date of a span."""
    first, last = (date.fromisoformat(calendar.local_iso(at)) for at in span)
    days = ((first + timedelta(n)).isoformat() for n in range((last - first).days + 1))
    return tuple({policy.sha256: policy for policy in map(policies.on, days)}.values())
