"""What is known of officers and of the schedule while past awards are worked out again."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from coordinator.actions.past_awards.past_record import Record
from coordinator.actions.past_awards.plain_facts import PlainFacts
from coordinator.actions.pay.pay_windows import PayWindows
from coordinator.actions.staffing.company import BESIDE, CREW, Companies
from coordinator.rules.distribution.parts import Whose
from coordinator.rules.facts import (
    ExclusionPeriod,
    OfficerFacts,
    Period,
    Question,
    ScheduleFacts,
    Stretch,
)
from coordinator.rules.holidays import with_holiday
from coordinator.rules.lineup import seniority_of
from coordinator.rules.pay_windows import agency_periods
from coordinator.rules.policy import Policy
from coordinator.rules.spans import Span
from coordinator.rules.words import AssignmentState, StatusKind
from storage.queries.distribution.assigned_pay import whose_is
from storage.queries.distribution.happenings import first_start
from storage.queries.distribution.past_awards import Known, answers_given, known_duty
from storage.queries.distribution.standing import Standing as MoreFacts
from storage.queries.distribution.standing import standing_facts
from storage.queries.distribution.stands import last_work
from storage.queries.people.duty import LONG, active_batches, governing

DATES = "0001-01-01", "9999-12-31"


class Colleague(NamedTuple):
    """Somebody in a seat of a detail: the seat's number and role, and who."""

    number: str
    role: str
    officer: int


class Background:
    """Officers, their duty, statuses and papers, as one connection tells them.

    `window` is the time that has to be known. With `as_of_award` the schedule is what had been
    imported when an award was made, otherwise what it is now; `like` is a background of the same
    schedule, which is then not read again.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        record: Record,
        window: Span,
        *,
        as_of_award: bool = True,
        like: "Background | None" = None,
    ) -> None:
        self.connection = connection
        self._window = window
        self._as_of_award = as_of_award
        self._plain = PlainFacts(connection)
        people = self._plain.people
        self.badges = {key: person.badge for key, person in people.items()}
        self.name = self._plain.name
        self.answers = answers_given(connection, record.now)
        self.worked = last_work(connection, record.since, 0)
        self.first_start = first_start(connection)
        self.own_events = _own_events(record)
        self._duty: dict[int, _Duty] = like._duty if like else _read_duty(connection, window)
        self._batches = sorted(active_batches(connection), key=lambda b: b.imported_at)
        self._imports = [batch.imported_at for batch in self._batches]
        self._schedules: dict[int, ScheduleFacts] = {}
        self._mores: dict[str, MoreFacts | None] = {}
        self._companies: dict[str, Companies] = {}
        self._windows: dict[str, PayWindows | None] = {}
        self._gone = {
            key: [(on, until or DATES[1]) for kind, on, until in each.statuses if kind == GONE]
            for key, each in people.items()
            if any(kind == GONE for kind, *_ in each.statuses)
        }
        self._ids = sorted(people)
        self._seniority = {
            key: seniority_of(member.seniority_on, member.seniority_tie)
            for key, member in self._plain.members.items()
        }
        self._known: dict[int, OfficerFacts] = {}
        self._on = ""
        self._present: tuple[tuple[str, str], list[int]] | None = None

    def whose(self, detail: int) -> Whose:
        """For whom and where a detail is."""
        return whose_is(self.connection, detail)

    def present(self, question: Question) -> Sequence[int]:
        """Everybody who has not left the agency on the dates of a position, by id."""
        if not self._gone:
            return self._ids
        dates = question.first_on, question.last_on
        if self._present is None or self._present[0] != dates:
            gone = {
                key
                for key, periods in self._gone.items()
                if any(on <= dates[1] and until > dates[0] for on, until in periods)
            }
            self._present = dates, [key for key in self._ids if key not in gone]
        return self._present[1]

    def seniority(self, ids: Sequence[int]) -> Sequence[tuple[str, int]]:
        """What the key of seniority compares."""
        return [self._seniority[key] for key in ids]

    def person(self, officer: int, question: Question) -> OfficerFacts:
        """What is known of an officer on the date of a position, apart from his time."""
        if self._on != question.first_on:
            self._on = question.first_on
            self._known.clear()
        if officer not in self._known:
            self._known[officer] = self._plain.of(officer, self._on)
        return self._known[officer]

    def excluded(self, officer: int, question: Question) -> tuple[ExclusionPeriod, ...]:
        """When the employer of a position and he would not have each other."""
        return self._plain.excluded(officer, question.position.employer_id)

    def more(self, policy: Policy) -> MoreFacts | None:
        """What only some policies ask of officers."""
        if policy.sha256 not in self._mores:
            found = standing_facts(self.connection, policy.needs, self._window)
            self._mores[policy.sha256] = found
        return self._mores[policy.sha256]

    def in_company(
        self, question: Question, policy: Policy, crew: Mapping[int, Colleague]
    ) -> Question:
        """The question with those who are on the same detail, by seat, whether it is a holiday, and
        the agency's own periods."""
        if policy.sha256 not in self._companies:
            needs = policy.needs - {CREW, BESIDE}
            self._companies[policy.sha256] = Companies(self.connection, needs)
        position = with_holiday(question.position, policy.holidays, question.calendar)
        position = self._companies[policy.sha256].of(position, question.first_on)
        if not policy.needs.isdisjoint({CREW, BESIDE}):
            here = sorted(one for seat, one in crew.items() if seat != position.id)
            ranks = tuple(
                self.person(one.officer, question).rank_code for one in here if one.role == PLAIN
            )
            names = tuple((one.officer, self.badges[one.officer]) for one in here)
            position = position._replace(others=ranks, beside=names)
        periods = self._periods(policy, question)
        if position is question.position and not periods:
            return question
        return replace(question, position=position, periods=periods)

    def _periods(self, policy: Policy, question: Question) -> tuple[Period, ...]:
        """The agency's own periods around a position, where the policy goes by them."""
        if policy.sha256 not in self._windows:
            kinds = agency_periods(policy)
            calendar = question.calendar
            found = PayWindows(self.connection, calendar, kinds) if kinds else None
            self._windows[policy.sha256] = found
        windows = self._windows[policy.sha256]
        return () if windows is None else windows.around(question.position.span)

    # ── the schedule ────────────────────────────────────────────────────────────────────────

    def duty(self, officer: int, window: Span, at: int) -> tuple[list[Stretch], Span]:
        """His on-duty time in a window as it was known at an instant, and from when until when."""
        mine = self._duty.get(officer)
        if mine is None:
            return [], EVER
        if self._as_of_award:
            return mine.around(window, at)
        return mine.around(window, NOW)[0], EVER

    def schedule(self, at: int) -> ScheduleFacts:
        """How old the schedule was at an instant, and which time it covered."""
        count = bisect_right(self._imports, at) if self._as_of_award else len(self._imports)
        if count not in self._schedules:
            batches = self._batches[:count]
            newest = {batch.source: batch.imported_at for batch in batches}
            covers = tuple((piece.from_at, piece.until_at) for piece in governing(batches))
            self._schedules[count] = ScheduleFacts(min(newest.values(), default=None), covers)
        return self._schedules[count]


PLAIN = "officer"
GONE = StatusKind.DEPARTED
NOW = (1 << 62) - 1
EVER = -NOW, 1 << 62


def _read_duty(connection: sqlite3.Connection, window: Span) -> dict[int, "_Duty"]:
    return {officer: _Duty(mine) for officer, mine in known_duty(connection, window).items()}


class _Duty:
    """One officer's on-duty spans, from which those around a window are taken quickly."""

    def __init__(self, spans: list[tuple[Stretch, Known]]) -> None:
        self._spans = [each for each in spans if each[0][2] - each[0][1] <= LONG]
        self._long = [each for each in spans if each[0][2] - each[0][1] > LONG]
        self._plain = [stretch for stretch, _ in self._spans]
        self._starts = [stretch[1] for stretch in self._plain]
        self._since = max((known[0] for _, known in self._spans), default=0)
        self._until = min((known[1] for _, known in self._spans), default=NOW)

    def around(self, window: Span, at: int) -> tuple[list[Stretch], Span]:
        """Those that may overlap a window as they were known at an instant, and until when so."""
        first = bisect_left(self._starts, window[0] - LONG)
        last = bisect_left(self._starts, window[1])
        if not self._long and self._since <= at < self._until:
            return self._plain[first:last], (self._since, self._until)
        near = self._spans[first:last]
        if self._long:
            near += [one for one in self._long if one[0][1] < window[1] and one[0][2] > window[0]]
        changes = [instant for _, known in near for instant in known]
        holds = (
            max((instant for instant in changes if instant <= at), default=EVER[0]),
            min((instant for instant in changes if instant > at), default=EVER[1]),
        )
        return [stretch for stretch, (since, until) in near if since <= at < until], holds


def _own_events(record: Record) -> Mapping[int, frozenset[tuple[str, int, int | None]]]:
    """The events (kind, instant, start of the job) that the record's own seats caused: a world has
    its own of these."""
    found: dict[int, set[tuple[str, int, int | None]]] = defaultdict(set)
    for held in record.held.values():
        part = held.part
        start, left = part.seat.starts_at, part.left_at or part.seat.starts_at
        if part.state == AssignmentState.NO_SHOW:
            found[part.officer].add(("no_show", start, start))
        elif part.state == AssignmentState.CALLED_OFF:
            found[part.officer] |= {("call_off", left, start), ("sick_from_detail", left, start)}
    return defaultdict(frozenset, {key: frozenset(events) for key, events in found.items()})


__all__ = ["Background"]
