"""Penalties: barred, or proposed to be suspended, for longer from time to time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import ClassVar, NamedTuple, Self

from coordinator.rules.clauses import penalty_wording as words
from coordinator.rules.clauses.clause import WITHIN, Check, Measured, Reason, Severity, Terms
from coordinator.rules.clauses.months import NEW_YEAR, MonthDay, months_later, part_begun
from coordinator.rules.clauses.penalty_reading import (
    FOR_GOOD,
    LATE,
    MONTHS,
    UNTIL_ITS_END,
    WARNING,
    Counts,
    read_count_in,
    read_counts,
    read_in_a_row,
    read_ladder,
    read_points,
    read_same,
)
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clauses.wording import iso_day
from coordinator.rules.documents import Table
from coordinator.rules.facts import (
    PLACES,
    SAME_EVENT,
    EventSeen,
    OfficerFacts,
    PositionFacts,
    Question,
)
from coordinator.rules.spans import HOUR, Calendar

TAKEN = frozenset({"accepted", "awarded", "ordered", "taken_over"})
"""What ends a row of refusals: he took a detail."""


class Dated(NamedTuple):
    """One event: its local date, how much of one time it is, and in which row it stands."""

    day: str
    part: Fraction
    row: int = 0


class Step(NamedTuple):
    """What one event brings: which time it is, its local date, days, first date allowed again.

    One of which several make one brings no days before these are together. The days run from
    `from_on`, which is later than the event where they follow those of another one.
    """

    time: int
    event_on: str
    days: int
    until_on: str
    from_on: str
    rung: int = 0


FOR_EVER = "9999-12-31"
"""The date on which what holds for good would end."""


@dataclass(frozen=True, slots=True)
class Penalty(Measured):
    """Barred for a time after an event of `events`, longer from time to time.

    The first event bars for the first number of `ladder` (days), the second for the next, and the
    last for every further one; "after three refusals 30 days" is [0, 0, 30]. Only events of
    `count_months` before the last one are counted, exactly so many months before not any more
    (or of `count_days`, just so many days before still; 0: all), or with `count_in` those of the
    same local calendar "year", "half_year" or "quarter" (of the year from `year_starts`, such as
    "07-01") or "month"; "period_end" on the ladder then bars until that period ends. "warning" on
    it does not bar, "for_good" at its end bars without end. With
    `in_a_row` only refusals since he last took a detail (accepted, awarded, ordered, taken_over)
    are counted: "three in a row, 14 days" is [0, 0, 14]. A call-off counts only when it came less
    than `late_hours` before the job (0: always), with `late_at_limit` also when it came just so
    long before; a late arrival only when it was more than `late_by_minutes` after he was due. The
    days run from the local date of the event, or with `from_day = "job"` from that of the job it
    was about; the first allowed again is that date and so many days, so [1] bars for that day.
    Events for a reason in `unless` do not count at all. With `make_one` so many of a kind are one
    time: "two late arrivals count as one no-show" is make_one = { late = 2 }, where both kinds
    stand in `events`. With `weights` events bring points, one of a kind that is not named there
    brings 1, and every point is a time on the ladder, or so many `points` are one: "at 6 points
    within 12 months 30 days" is points = 6, ladder = [30], count_months = 12, and whoever comes to
    12 is barred again. With `after_each_other` the days run from the end of those before, where
    they are not over yet. With `same_employer`, `same_site` or `same_job` only events of jobs for
    the position's own employer, on its site, of its job are counted: he is barred from these and
    from no others.

    With `confirmed` nobody is barred by the count alone: each event that asks for days is proposed
    as a suspension, which a supervisor confirms or dismisses by name; until then it warns. Once
    confirmed it is the status "suspended", which the clause kind status bars.
    """

    kind: ClassVar[str] = "penalty"
    title: ClassVar[str] = "suspension from details"
    unit: ClassVar[str] = "days"
    quantity: ClassVar[str] = "penalty"
    needs: ClassVar[frozenset[str]] = frozenset({"events"})
    examples: ClassVar[tuple[str, ...]] = (
        'events = ["no_show"]\nladder = [30, 60, 120, 365]',
        'events = ["call_off"]\nladder = [7]\nlate_hours = 24\ncount_months = 12',
        'events = ["refusal"]\nladder = [0, 0, 30]\ncount_days = 30',
        'events = ["sick_from_detail"]\nladder = [1]\nfrom_day = "job"',
        'events = ["no_show"]\nladder = [30, 60]\nconfirmed = true',
        'events = ["call_off"]\nladder = [0, 14]\nunless = ["sick", "court"]',
        'events = ["no_show"]\nladder = [0, 30, 90]\ncount_in = "year"\nyear_starts = "07-01"',
        'events = ["no_show", "late"]\nladder = [30, 60]\nmake_one = { late = 2 }\n'
        "late_by_minutes = 10",
        'events = ["refusal"]\nladder = [0, 0, 14]\nin_a_row = true',
        'events = ["no_show"]\nladder = [0, 30, "period_end"]\ncount_in = "half_year"',
        'events = ["no_show", "refusal", "call_off"]\nladder = [30]\ncount_months = 12\n'
        "weights = { no_show = 4, refusal = 2 }\npoints = 6",
        'events = ["no_show"]\nladder = [365]\nsame_employer = true',
        'events = ["no_show"]\nladder = [30]\nafter_each_other = true',
        'events = ["no_show"]\nladder = ["warning", 30, "for_good"]',
    )

    events: frozenset[str]
    ladder: tuple[int, ...]
    count_months: int
    late: int
    """Seconds."""
    late_at_limit: bool
    count_days: int
    from_day: str
    confirmed: bool = False
    excused: frozenset[str] = frozenset()
    parts: Counts = ()
    """(kind of event, how many of it are one time)."""
    count_in: str = ""
    year_starts: MonthDay = NEW_YEAR
    in_a_row: bool = False
    weights: Counts = ()
    """(kind of event, how many points it brings); without any, events are times."""
    points: int = 1
    """So many points are one time."""
    after_each_other: bool = False
    late_by: int = 0
    """Seconds."""
    same: frozenset[str] = frozenset()
    """Of `PLACES`: only what happened at the position's own counts."""

    @property
    def known_events(self) -> frozenset[str]:
        """The kinds of event that matter to it."""
        return self.events | TAKEN if self.in_a_row else self.events

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        confirmed = table.flag("confirmed")
        named = table.texts("events", ("no_show",))
        events = frozenset(SAME_EVENT.get(word, word) for word in named)
        weights = read_counts(table, "weights", events)
        return cls(
            replace(terms, severity=Severity.WARNS) if confirmed else terms,
            events,
            read_ladder(table, confirmed=confirmed),
            table.whole("count_months", 0),
            seconds_of(table, "late_hours", HOUR, 0),
            table.flag("late_at_limit"),
            table.whole("count_days", 0),
            table.choice("from_day", ("event", "job"), "event"),
            confirmed,
            frozenset(table.texts("unless", ())),
            read_counts(table, "make_one", events),
            *read_count_in(table),
            read_in_a_row(table, events),
            weights,
            read_points(table, weights),
            table.flag("after_each_other"),
            seconds_of(table, "late_by_minutes", 60, 0),
            read_same(table, confirmed=confirmed),
        )

    def measured(self, question: Question) -> Check:
        on, calendar = question.first_on, question.calendar

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            steps = self.steps(self.about(officer.events, question.position), calendar, on)
            if not steps:
                return WITHIN
            last = steps[-1].event_on
            worst = max(steps, key=lambda step: step.until_on)
            passed = (date.fromisoformat(on) - date.fromisoformat(last)).days
            about, until = self._told(worst), worst.until_on
            free = "" if worst.rung == FOR_GOOD else until
            return (Reason(self, passed, worst.days, None, about, on < until, free),)

        return measure

    def steps(self, events: Sequence[EventSeen], calendar: Calendar, on: str) -> list[Step]:
        """What each event up to a local date brought with it, in order of time."""
        taken = [event.at for event in events if self.in_a_row and event.kind in TAKEN]
        dated = sorted(
            Dated(
                calendar.local_iso(self._from(event)),
                self._part(event.kind),
                sum(at <= event.at for at in taken),
            )
            for event in self.counting(events)
        )
        return list(self._steps([one for one in dated if one.day <= on]))

    def about(self, events: Sequence[EventSeen], position: PositionFacts) -> Sequence[EventSeen]:
        """Those of jobs for the position's own employer, on its site, where only these count.

        What is not known is nobody's.
        """
        if not self.same:
            return events
        own = (position.employer_name, position.site_name, position.job_number)
        asked = [n for n, place in enumerate(PLACES) if place in self.same]
        return [
            event
            for event in events
            if all(own[n] and event.of[n : n + 1] == own[n : n + 1] for n in asked)
        ]

    def counting(self, events: Sequence[EventSeen]) -> list[EventSeen]:
        """Those that count at all."""
        # A sick call from a detail is a call-off too, and still counts once.
        return list({event[1:3]: event for event in events if self._counts(event)}.values())

    def _part(self, kind: str) -> Fraction:
        """How much of one time such an event is."""
        if self.weights:
            return Fraction(dict(self.weights).get(kind, 1), self.points)
        return Fraction(1, dict(self.parts).get(kind, 1))

    def _told(self, step: Step) -> str:
        """'2. time, 30 days, until 1 Jul 2026', '3. time, for good'."""
        reached = f"{step.time * self.points} points" if self.weights else f"{step.time}. time"
        if step.rung in (WARNING, FOR_GOOD):
            return f"{reached}, {words.rung_words(step.rung, self.count_in)}"
        return f"{reached}, {step.days} days, until {iso_day(step.until_on)}"

    def _counts(self, event: EventSeen) -> bool:
        kind, at, job_start, reason = event[:4]
        if kind not in self.events or reason in self.excused:
            return False
        if job_start is None or (not self.late and kind != LATE):
            return True
        if kind == LATE:
            return at > job_start + self.late_by
        limit = job_start - self.late
        return at > limit or (self.late_at_limit and at == limit)

    def _from(self, event: EventSeen) -> int:
        if self.from_day == "event" or event.job_start is None:
            return event.at
        return event.job_start

    def _steps(self, dated: Sequence[Dated]) -> Iterator[Step]:
        until_on = ""
        for place, (day, part, row) in enumerate(dated):
            when = date.fromisoformat(day)
            known = [each for each in dated[:place] if each.row == row]
            before = sum(each.part for each in known if self._still_counts(each.day, when))
            times = floor(before + part)
            if times > floor(before):
                from_on = max(day, until_on) if self.after_each_other else day
                rung = self.ladder[min(times, len(self.ladder)) - 1]
                until_on = self._until(rung, day, from_on)
                days = (date.fromisoformat(until_on) - date.fromisoformat(from_on)).days
                yield Step(times, day, 0 if rung == FOR_GOOD else days, until_on, from_on, rung)

    def _until(self, rung: int, day: str, from_on: str) -> str:
        """The first date allowed again by a rung of the ladder: of an event, from a date on."""
        if rung == FOR_GOOD or from_on == FOR_EVER:
            return FOR_EVER
        if rung != UNTIL_ITS_END:
            return (date.fromisoformat(from_on) + timedelta(days=max(0, rung))).isoformat()
        ends = months_later(self._turn(date.fromisoformat(day)), MONTHS[self.count_in])
        return max(ends.isoformat(), from_on)

    def _still_counts(self, earlier: str, when: date) -> bool:
        day, months, days = date.fromisoformat(earlier), self.count_months, self.count_days
        fresh = not days or day + timedelta(days=days) >= when
        fresh = fresh and (not self.count_in or self._turn(day) == self._turn(when))
        return fresh and (not months or months_later(day, months) > when)

    def _turn(self, day: date) -> date:
        """The first day of the calendar period in which a day is counted."""
        return part_begun(day, self.year_starts, MONTHS[self.count_in])

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about

    def plain(self) -> str:
        return words.penalty_words(self)
