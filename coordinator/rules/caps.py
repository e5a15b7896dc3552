"""One officer's hours against every cap of the policy, and the rest that his duty asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coordinator.rules.clauses import Clause
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.leave_days import off_free_time
from coordinator.rules.clauses.left_out import Shortened
from coordinator.rules.clauses.rest import RestAfterDuty, RestBeforeDuty
from coordinator.rules.clauses.wording import hours, window
from coordinator.rules.facts import (
    OfficerFacts,
    Period,
    PositionFacts,
    Question,
    ScheduleFacts,
    SpanFacts,
    Stretch,
)
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Calendar, Span, busiest, covered, union

Periods = tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class CapUse:
    """How much of a cap is used in one window of time. `used` and `most` are seconds."""

    name: str
    number: str
    used: int
    most: int
    where: Span

    @property
    def over(self) -> bool:
        """More than the cap allows."""
        return self.used > self.most

    def words(self, calendar: Calendar) -> str:
        """'weekly cap: 61.5 of 64 h, Sun 8 Nov to Sat 14 Nov (3.2)'."""
        number = f" ({self.number})" if self.number else ""
        used = f"{hours(self.used)} of {hours(self.most)} h"
        return f"{self.name}: {used}, {window(self.where, calendar)}{number}"


def cap_uses(
    policy: Policy,
    officer: OfficerFacts,
    shown: Span,
    now: int,
    calendar: Calendar,
    periods: Periods = (),
) -> tuple[CapUse, ...]:
    """Each cap that concerns the officer: in the window around now and in the fullest one shown.

    `officer.work` must reach as far as the caps look around the span shown (`time_needed`);
    `periods` are the agency's own, where the policy goes by them.
    """
    question = _question(shown, calendar, periods)
    found: list[CapUse] = []
    for clause in policy.clauses:
        if isinstance(clause, MaxHours) and _concerns(clause, officer, question):
            uses = list(_uses(clause, officer, question))
            around_now = [use for use in uses if use.where[0] <= now < use.where[1]]
            # No window at all where the dates of its periods are not known.
            fullest = sorted(uses, key=lambda use: -use.used)
            found += dict.fromkeys([*around_now[:1], *fullest[:1]])
    return tuple(found)


def time_needed(policy: Policy, shown: Span, calendar: Calendar, periods: Periods = ()) -> Span:
    """The time of an officer that has to be read for a span to be shown with its caps."""
    question = _question(shown, calendar, periods)
    spans = [window for clause in policy.clauses for window in clause.reach(question) if window]
    return min([shown[0], *(s[0] for s in spans)]), max([shown[1], *(s[1] for s in spans)])


def rests(
    policy: Policy, officer: OfficerFacts, shown: Span, calendar: Calendar
) -> tuple[Span, ...]:
    """The time in which the policy wants the officer to rest, merged and in order."""
    question = _question(shown, calendar)
    spans: list[Span] = []
    for clause in policy.clauses:
        if _concerns(clause, officer, question):
            spans += _rests(clause, officer.work, calendar)
    return tuple(union(spans, shown))


def _rests(clause: Clause, work: Sequence[Stretch], calendar: Calendar) -> Iterator[Span]:
    if isinstance(clause, (RestBeforeDuty, RestAfterDuty)):
        yield from clause.rests(work, calendar)


def _uses(clause: MaxHours, officer: OfficerFacts, question: Question) -> Iterator[CapUse]:
    terms, shown = clause.terms, question.position.span
    windows = clause.windows(question)
    if windows and clause.window == "rolling":
        # No day that is shown is a day on which a position lies: all of leave are left out.
        days = clause.cap.days_left_out(officer.spans, (shown[0], shown[0]), question.calendar)
        time = Shortened(days)
        counting = _counting(clause, officer, question.calendar)
        spans = [each.span for each in time.spans(counting)]
        touched = time.at(shown[0]), time.at(shown[1])
        around = touched[0] - clause.length, touched[1] + clause.length
        used, where = busiest(union(spans, around), clause.length, touched)
        mean = clause.mean(used, clause.length)
        yield CapUse(terms.name, terms.number, mean, clause.most, time.real(where))
        return
    spans = [each.span for each in _counting(clause, officer, question.calendar)]
    for where in windows:
        mean = clause.mean(covered(spans, where), where[1] - where[0])
        yield CapUse(terms.name, terms.number, mean, clause.most, where)


def _counting(clause: MaxHours, officer: OfficerFacts, calendar: Calendar) -> list[SpanFacts]:
    """His time of the kinds that a cap counts, so far as clock and calendar tell which does."""
    spans = officer.spans
    if not spans:
        return []
    counting = off_free_time(spans, clause.cap.free_time(spans, calendar))
    only = clause.selection.only.of_time
    return [each for each in counting if each.kind in clause.counts and only.fit(each, calendar)]


def _concerns(clause: Clause, officer: OfficerFacts, question: Question) -> bool:
    scope = clause.terms.scope
    return clause.terms.hold(question) and scope.meets_officer(officer, question)


def _question(shown: Span, calendar: Calendar, periods: Periods = ()) -> Question:
    # Asked long before: what relaxes near the start is shown as it stands at first.
    position = PositionFacts(0, "", 0, "", *shown)
    return Question(position, calendar, 0, ScheduleFacts(), periods)
