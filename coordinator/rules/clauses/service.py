"""What an officer must have behind him: months of service, a certificate, no fresh penalty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import ClassVar, NamedTuple, Self

from coordinator.rules.clauses.clause import (
    WITHIN,
    Check,
    Measured,
    Reason,
    Severity,
    Terms,
    seconds_of,
)
from coordinator.rules.clauses.months import months_later
from coordinator.rules.clauses.wording import iso_day, kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import SAME_EVENT, EventSeen, OfficerFacts, PaperHeld, Question
from coordinator.rules.spans import HOUR, Calendar


@dataclass(frozen=True, slots=True)
class Service(Measured):
    """At least `months` of service since the officer was hired, on the position's first date.

    An officer whose date is not on record is not within it.
    """

    kind: ClassVar[str] = "service"
    title: ClassVar[str] = "service"
    unit: ClassVar[str] = "months"
    quantity: ClassVar[str] = "service"
    needs: ClassVar[frozenset[str]] = frozenset({"hired"})
    at_least: ClassVar[bool] = True
    examples: ClassVar[tuple[str, ...]] = ("months = 12",)

    months: int

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        return cls(terms, table.whole("months", least=1))

    def measured(self, question: Question) -> Check:
        on = date.fromisoformat(question.first_on)

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            if officer.hired_on is None:
                return (Reason(self, 0, self.months, None, "no date of hire on record"),)
            hired = date.fromisoformat(officer.hired_on)
            served = (on.year - hired.year) * 12 + on.month - hired.month
            served -= months_later(hired, served) > on
            until = months_later(hired, self.months).isoformat()
            broken = served < self.months
            return (Reason(self, served, self.months, None, "", broken, until if broken else ""),)

        return measure

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        until = f", until {iso_day(reason.barred_until)}" if reason.barred_until else ""
        return reason.about or f"{reason.figure} of {reason.limit} months{until}"

    def plain(self) -> str:
        return f"At least {self.months} months of service."


@dataclass(frozen=True, slots=True)
class HoldsCertificate(Measured):
    """One of `certificates` (codes), valid on each local date of the position.

    With `valid_months` it also lapses so many months after its date of issue, whatever it says
    itself; the day on which it lapses is no longer covered.
    """

    kind: ClassVar[str] = "holds_certificate"
    title: ClassVar[str] = "certificate"
    needs: ClassVar[frozenset[str]] = frozenset({"papers"})
    examples: ClassVar[tuple[str, ...]] = (
        'certificates = ["liquor_establishment_training"]\nvalid_months = 36\n'
        'scope = { employer_kinds = ["liquor_establishment"] }',
    )

    certificates: frozenset[str]
    valid_months: int

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        codes = frozenset(table.texts("certificates"))
        return cls(terms, codes, table.whole("valid_months", 0))

    def measured(self, question: Question) -> Check:
        first, last = question.first_on, question.last_on

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            held = [paper for paper in officer.papers if paper[0] in self.certificates]
            valid = any(self._valid(paper, first, last) for paper in held)
            about = " or ".join(sorted(self.certificates))
            lacking = f"{kind_name(about)} {'not valid' if held else 'missing'}"
            return (Reason(self, 0, 0, None, kind_name(about) if valid else lacking, not valid),)

        return measure

    def _valid(self, paper: PaperHeld, first: str, last: str) -> bool:
        _, issued, expires = paper
        if self.valid_months:
            if issued is None:
                return False
            lapses = months_later(date.fromisoformat(issued), self.valid_months).isoformat()
            if last >= lapses:
                return False
        return (issued is None or issued <= first) and (expires is None or expires >= last)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return reason.about

    def plain(self) -> str:
        lasts = f", issued within {self.valid_months} months" if self.valid_months else ""
        return f"Holds {kind_name(' or '.join(sorted(self.certificates)))}{lasts}."


class Step(NamedTuple):
    """What one event brings: which time it is, its local date, days, first date allowed again.

    One of which several make one brings no days before these are together.
    """

    time: int
    event_on: str
    days: int
    until_on: str


@dataclass(frozen=True, slots=True)
class Penalty(Measured):
    """Barred for a time after an event of `events`, longer from time to time.

    The first event bars for the first number of `ladder` (days), the second for the next, and the
    last for every further one; "after three refusals 30 days" is [0, 0, 30]. Only events of
    `count_months` before the last one are counted, exactly so many months before not any more
    (or of `count_days`, just so many days before still; 0: all). A call-off counts only when it
    came less than `late_hours` before the job (0: always), with `late_at_limit` also when it came
    just so long before. The days run from the local date of the
    event, or with `from_day = "job"` from that of the job it was about; the first allowed again is
    that date and so many days, so [1] bars for that day. Events for a reason in `unless` do not
    count at all. With `make_one` so many of a kind are one time: "two late arrivals count as one
    no-show" is make_one = { late = 2 }, where both kinds stand in `events`.

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
        'events = ["no_show", "late"]\nladder = [30, 60]\nmake_one = { late = 2 }',
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
    parts: tuple[tuple[str, int], ...] = ()
    """(kind of event, how many of it are one time)."""

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        confirmed = table.flag("confirmed")
        ladder = table.values("ladder")
        whole = all(isinstance(days, int) and days >= 0 for days in ladder)
        if table.holds("ladder", list) and not (ladder and whole):
            table.wrong("ladder", "is not a list of days.", "Write it as [30, 60, 120, 365].")
        named = table.texts("events", ("no_show",))
        events = frozenset(SAME_EVENT.get(word, word) for word in named)
        return cls(
            replace(terms, severity=Severity.WARNS) if confirmed else terms,
            events,
            tuple(ladder) if ladder and whole else (0,),
            table.whole("count_months", 0),
            seconds_of(table, "late_hours", HOUR, 0),
            table.flag("late_at_limit"),
            table.whole("count_days", 0),
            table.choice("from_day", ("event", "job"), "event"),
            confirmed,
            frozenset(table.texts("unless", ())),
            _read_parts(table, events),
        )

    def measured(self, question: Question) -> Check:
        on, calendar = question.first_on, question.calendar

        def measure(officer: OfficerFacts) -> Sequence[Reason]:
            steps = self.steps(officer.events, calendar, on)
            if not steps:
                return WITHIN
            last = steps[-1].event_on
            worst = max(steps, key=lambda step: step.until_on)
            passed = (date.fromisoformat(on) - date.fromisoformat(last)).days
            about, until = f"{worst.time}. time", worst.until_on
            return (Reason(self, passed, worst.days, None, about, on < until, until),)

        return measure

    def steps(self, events: Sequence[EventSeen], calendar: Calendar, on: str) -> list[Step]:
        """What each event up to a local date brought with it, in order of time."""
        # A sick call from a detail is a call-off too, and still counts once.
        counting = {event[1:3]: event for event in events if self._counts(event)}
        dated = sorted(
            (calendar.local_iso(self._from(event)), self._part(event.kind))
            for event in counting.values()
        )
        return list(self._steps([one for one in dated if one[0] <= on]))

    def _part(self, kind: str) -> Fraction:
        """How much of one time such an event is."""
        return Fraction(1, dict(self.parts).get(kind, 1))

    def _counts(self, event: EventSeen) -> bool:
        kind, at, job_start, reason = event
        if kind not in self.events or reason in self.excused:
            return False
        if not self.late or job_start is None:
            return True
        limit = job_start - self.late
        return at > limit or (self.late_at_limit and at == limit)

    def _from(self, event: EventSeen) -> int:
        _, at, job_start, _ = event
        return at if self.from_day == "event" or job_start is None else job_start

    def _steps(self, dated: Sequence[tuple[str, Fraction]]) -> Iterator[Step]:
        for place, (day, part) in enumerate(dated):
            when = date.fromisoformat(day)
            before = sum(p for d, p in dated[:place] if self._still_counts(d, when))
            times = floor(before + part)
            if times > floor(before):
                days = self.ladder[min(times, len(self.ladder)) - 1]
                until_on = (when + timedelta(days=days)).isoformat()
                yield Step(times, day, days, until_on)

    def _still_counts(self, earlier: str, when: date) -> bool:
        day, months, days = date.fromisoformat(earlier), self.count_months, self.count_days
        fresh = not days or day + timedelta(days=days) >= when
        return fresh and (not months or months_later(day, months) > when)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return f"{reason.about}, {reason.limit} days, until {iso_day(reason.barred_until)}"

    def plain(self) -> str:
        ladder = ", ".join(str(days) for days in self.ladder)
        events = ", ".join(sorted(kind_name(event) for event in self.events))
        parts = ", ".join(f"{count} {kind_name(kind)}" for kind, count in self.parts)
        events += f" ({parts} count as one)" if parts else ""
        excused = " or ".join(sorted(kind_name(reason) for reason in self.excused))
        events += f", unless for {excused}" if excused else ""
        if self.confirmed:
            return f"{ladder} days of suspension are proposed after {events}; a supervisor decides."
        return f"Barred for {ladder} days after {events}."


def _read_parts(table: Table, events: frozenset[str]) -> tuple[tuple[str, int], ...]:
    """Read how many of some kinds of event are one time."""
    below, found = table.table("make_one"), []
    for word in below.keys():  # noqa: SIM118 - a table of a document is no mapping
        count, kind = below.whole(word, least=1), SAME_EVENT.get(word, word)
        if kind not in events:
            below.wrong(word, "is none of the events.", f"Use: {', '.join(sorted(events))}.")
        found.append((kind, count))
    return tuple(found)
