"""The whole book against the policy: every live assignment that breaks a clause."""

import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.pay.pay_windows import PayWindows, with_pay_periods
from coordinator.actions.policy.policies import policy_on
from coordinator.actions.staffing.candidates import ask, facts_for
from coordinator.actions.staffing.company import Companies
from coordinator.rules.clauses import Reach, Severity
from coordinator.rules.eligibility import Judges, Standing, Verdict, judge
from coordinator.rules.facts import OfficerFacts, Period, PositionFacts, Question, ScheduleFacts
from coordinator.rules.holidays import with_holiday
from coordinator.rules.pay_windows import agency_periods
from coordinator.rules.policy import Policy
from coordinator.rules.ranking import Candidate
from coordinator.rules.spans import DAY, Calendar, Span, overlap
from coordinator.rules.whole_life import Cut
from coordinator.rules.words import ORDERED
from coordinator.rules.worked_tours import worked
from storage.queries.distribution.standing import standing_facts
from storage.queries.people.duty import EVERYBODY
from storage.queries.people.whole_book import Life, Person, Seated, last_end, lives, people
from storage.queries.staffing import facts

NO_SCHEDULE = ScheduleFacts()
"""How fresh the schedule is does not matter to a check."""

ALWAYS: Span = (-(1 << 40), 1 << 40)


@dataclass(frozen=True, slots=True)
class Violation:
    """One live assignment that breaks the policy as it stands now, with every reason in words.

    `override_by` is who allowed it when it was decided, if anybody did.
    """

    assignment_id: int
    position: str
    detail: str
    badge: str
    name: str
    starts_at: int
    ends_at: int
    standing: Standing
    reasons: tuple[str, ...]
    override_by: str = ""

    @property
    def allowed(self) -> bool:
        """It needed an override, and somebody gave it."""
        return self.standing is Standing.OVERRIDE and bool(self.override_by)


@dataclass(frozen=True, slots=True)
class Checked:
    """How far a check has come: one officer more, and what was found on him."""

    officer_id: int
    assignments: int
    violations: tuple[Violation, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One officer of a detail, judged again for changed hours. `candidate.following` is next."""

    assignment_id: int
    position: str
    candidate: Candidate


def local_dates(zone: str, first: date | None, last: date | None) -> Span:
    """The span of these local dates, both included; an end that is not given lies open."""
    calendar = Calendar(zone)
    return (
        ALWAYS[0] if first is None else calendar.midnight(first),
        ALWAYS[1] if last is None else calendar.midnight(last + timedelta(days=1)),
    )


def check_book(
    connection: sqlite3.Connection,
    span: Span | None = None,
    officers: Span = EVERYBODY,
    *,
    proposed: Policy | None = None,
) -> Iterator[Checked]:
    """Judge every live assignment that starts in a span (UTC; None: all) by its date's policy.

    `officers` is a half-open range of their ids. With a `proposed` policy everything is judged as
    if it had always governed.

    Officer after officer, so that the caller can show progress, and stop by not going on. Warnings
    are no violations: in particular, how old the schedule is says nothing about the past.
    """
    span = span or ALWAYS
    books = _Policies(connection, span, proposed)
    known = people(connection)
    window = books.window((span[0], last_end(connection, span)))
    coming = lives(connection, window, officers)
    while True:
        with without_collecting():
            life = next(coming, None)
            checked = life and _check(life, known[life.officer_id], span, books)
        if checked is None:
            return
        yield checked


def judge_assignments(
    connection: sqlite3.Connection,
    detail_id: int,
    now: int,
    span: Span | None = None,
) -> tuple[Judged, ...]:
    """Judge every officer of a detail again, for new hours if given: moved, lengthened, overrun.

    Raises Missing where there is no such detail or position.
    """
    rows = connection.execute(
        "SELECT a.id, a.position_id, a.officer_id, a.starts_at, a.ends_at, a.how = ? "
        "FROM assignment AS a JOIN position ON position.id = a.position_id "
        f"WHERE detail_id = ? AND a.{facts.LIVE} ORDER BY position.number",
        (ORDERED, detail_id),
    ).fetchall()
    found = []
    for assignment, position_id, officer, start, end, ordered in rows:
        start, end = span or (start, end)
        asked, governing = ask(connection, position_id, now)
        position = asked.position._replace(starts_at=start, ends_at=end)
        question = replace(asked, position=position, ordered=ordered == 1)
        question = with_pay_periods(connection, question, governing.policy)
        (seen,) = facts_for(connection, question, governing, officer)
        verdict = judge(governing.policy, question, seen)
        found.append(Judged(assignment, position.number, Candidate(seen, verdict, question)))
    return tuple(found)


class _Policies:
    """Which policy governs which date, without the clauses that only warn; and how far it looks."""

    def __init__(
        self, connection: sqlite3.Connection, span: Span, proposed: Policy | None = None
    ) -> None:
        self.calendar = Calendar(facts.agency_zone(connection))
        rows = [] if proposed else facts.policies(connection)
        self._dates = sorted(row.effective_on for row in rows)
        dated = [policy_on(connection, on).policy for on in ("0001-01-01", *self._dates)]
        self._policies = [_strict(policy) for policy in ([proposed] if proposed else dated)]
        self._judges = [Judges(policy) for policy in self._policies]
        self._reaches: dict[tuple[str, str], Span] = {}
        asked = {each.sha256: agency_periods(each) for each in self._policies}
        self._periods = {
            sha256: PayWindows(connection, self.calendar, kinds)
            for sha256, kinds in asked.items()
            if kinds
        }
        needs = frozenset[str]().union(*(policy.needs for policy in self._policies))
        whole = self.window((span[0], last_end(connection, span)))
        self.standing = standing_facts(connection, needs, whole)
        self.companies = Companies(connection, needs)
        self._keeps_holidays = any(policy.holidays for policy in self._policies)

    @property
    def asks_more(self) -> bool:
        """Whether a policy asks who else is on a job, goes by pay periods, or names holidays."""
        return not self.companies.silent or self._keeps_holidays or bool(self._periods)

    def with_more(self, question: Question) -> Question:
        """The question with who else is on the job, pay periods, and whether it is a holiday."""
        on, policy = question.first_on, self._on(question.first_on)
        position = with_holiday(question.position, policy.holidays, self.calendar)
        periods = self._pay_periods(policy, position.span)
        return replace(question, position=self.companies.of(position, on), periods=periods)

    def _pay_periods(self, policy: Policy, span: Span) -> tuple[Period, ...]:
        periods = self._periods.get(policy.sha256)
        return () if periods is None else periods.around(span)

    def judges(self, on: str) -> Judges:
        """Judges by the policy in force on a local date."""
        return self._judges[bisect_right(self._dates, on)]

    def _on(self, date: str) -> Policy:
        return self._policies[bisect_right(self._dates, date)]

    def window(self, span: Span) -> Span:
        """The time that has to be read in order to judge what starts in a span."""
        ends = [edge for edge in span if edge not in ALWAYS]
        reaches = [self._reach(policy, (end, end + 1)) for policy in self._policies for end in ends]
        low = min(low for low, _ in reaches) if span[0] != ALWAYS[0] else span[0]
        high = max(high for _, high in reaches) if span[1] != ALWAYS[1] else span[1]
        return low, high

    def reach(self, question: Question) -> Span:
        """The time around a position that its policy looks at, rounded up to whole local days."""
        dates = question.first_on, question.last_on
        if dates not in self._reaches:
            days = self.calendar.dates(question.position.span)
            self._reaches[dates] = self._reach(self._on(question.first_on), days)
        return self._reaches[dates]

    def _reach(self, policy: Policy, span: Span) -> Span:
        position = PositionFacts(0, "", 0, "", *span)
        periods = self._pay_periods(policy, span)
        asked = Question(position, self.calendar, 0, NO_SCHEDULE, periods)
        reach: Reach = policy.reach(asked)
        windows = [window for window in reach if window is not None]
        return (
            min([span[0], *(low for low, _ in windows)]),
            max([span[1] + 2 * DAY, *(high for _, high in windows)]),
        )


def _strict(policy: Policy) -> Policy:
    """The policy without clauses that only warn."""
    clauses = [c for c in policy.clauses if c.terms.severity is not Severity.WARNS]
    return replace(policy, clauses=tuple(clauses))


def _check(life: Life, person: Person, span: Span, books: _Policies) -> Checked:
    mine = [seated for seated in life.seated if span[0] <= seated.position.starts_at < span[1]]
    work, missed = worked(sorted([*life.duty, *(seated.stretch for seated in life.seated)]))
    cut = Cut(work, sorted((seated.booking for seated in life.seated), key=facts.by_start))
    found = []
    for seated in mine:
        position = seated.position
        # Asked at the start: what was relaxed by then may have been so when the officer was taken.
        ordered, start = seated.ordered, position.starts_at
        question = Question(position, books.calendar, start, NO_SCHEDULE, ordered=ordered)
        if books.asks_more:
            question = books.with_more(question)
        around = books.reach(question)
        officer = _officer(life.officer_id, person, cut, seated, question, around)
        if near := tuple(tour for tour in missed if overlap(tour, around)):
            officer = officer._replace(tours_missed=near)
        if books.standing is not None:
            officer = books.standing.added(officer, question.first_on)
        verdict = books.judges(question.first_on).of(question)(officer)
        if verdict.standing is not Standing.ELIGIBLE:
            found.append(_violation(seated, person, verdict, books.calendar))
    return Checked(life.officer_id, len(mine), tuple(found))


def _officer(
    officer_id: int, person: Person, cut: Cut, seated: Seated, question: Question, around: Span
) -> OfficerFacts:
    level, code = person.rank_on(question.first_on)
    # By place, not by name: this is built once for each of a year's assignments.
    return OfficerFacts(
        officer_id,
        person.badge,
        "",
        "",
        person.unit,
        level,
        code,
        None,
        0,
        person.approved,
        None,
        None,
        cut.work(around, seated.stretch),
        cut.details(around, seated.booking),
        person.statuses,
        person.certificates,
        person.exclusions.get(seated.position.employer_id, ()),
    )


def _violation(seated: Seated, person: Person, verdict: Verdict, calendar: Calendar) -> Violation:
    position = seated.position
    return Violation(
        seated.assignment_id,
        position.number,
        position.detail_number,
        person.badge,
        person.name,
        position.starts_at,
        position.ends_at,
        verdict.standing,
        tuple(reason.words(calendar) for reason in verdict.reasons),
        seated.override_by,
    )
