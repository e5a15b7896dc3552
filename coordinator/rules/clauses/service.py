"""What an officer must have behind him: months of service, a certificate, no fresh penalty."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
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
from coordinator.rules.facts import EventSeen, OfficerFacts, PaperHeld, Question
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


SAME = {"called_off": "call_off", "refused": "refusal"}
"""Events by the words that lists and tallies have for them."""


class Step(NamedTuple):
    """What one event brings: which time it is, its local date, days, first date allowed again."""

    time: int
    event_on: str
    days: int
    until_on: str


@dataclass(frozen=True, slots=True)
class Penalty(Measured):
    """Barred for a time after an event of `events`, longer from time to time.

    The first event bars for the first number of `ladder` (days), the second for the next, and the
    last for every further one; "after three refusals 30 days" is [0, 0, 30]. Only events of
    `count_months` before (or `count_days`) are counted (0: all). A call-off counts only when it
    came less than `late_hours` before the job (0: always), with `late_at_limit` also when it came
    just so long before. The days run from the local date of the
    event, or with `from_day = "job"` from that of the job it was about; the first allowed again is
    that date and so many days, so [1] bars for that day.

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

    @classmethod
    def read(cls, table: Table, terms: Terms) -> Self:
        confirmed = table.flag("confirmed")
        ladder = table.values("ladder")
        whole = all(isinstance(days, int) and days >= 0 for days in ladder)
        if table.holds("ladder", list) and not (ladder and whole):
            table.wrong("ladder", "is not a list of days.", "Write it as [30, 60, 120, 365].")
        return cls(
            replace(terms, severity=Severity.WARNS) if confirmed else terms,
            frozenset(SAME.get(word, word) for word in table.texts("events", ("no_show",))),
            tuple(ladder) if ladder and whole else (0,),
            table.whole("count_months", 0),
            seconds_of(table, "late_hours", HOUR, 0),
            table.flag("late_at_limit"),
            table.whole("count_days", 0),
            table.choice("from_day", ("event", "job"), "event"),
            confirmed,
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
        counting = {event[1:]: event for event in events if self._counts(event)}
        dates = sorted(calendar.local_iso(self._from(event)) for event in counting.values())
        return list(self._steps([day for day in dates if day <= on]))

    def _counts(self, event: EventSeen) -> bool:
        kind, at, job_start = event
        if kind not in self.events:
            return False
        if not self.late or job_start is None:
            return True
        limit = job_start - self.late
        return at > limit or (self.late_at_limit and at == limit)

    def _from(self, event: EventSeen) -> int:
        _, at, job_start = event
        return at if self.from_day == "event" or job_start is None else job_start

    def _steps(self, dates: Sequence[str]) -> Iterator[Step]:
        for place, day in enumerate(dates):
            when = date.fromisoformat(day)
            before = [d for d in dates[:place] if self._still_counts(d, when)]
            days = self.ladder[min(len(before), len(self.ladder) - 1)]
            until_on = (when + timedelta(days=days)).isoformat()
            yield Step(len(before) + 1, day, days, until_on)

    def _still_counts(self, earlier: str, when: date) -> bool:
        day, months, days = date.fromisoformat(earlier), self.count_months, self.count_days
        fresh = not days or day + timedelta(days=days) >= when
        return fresh and (not months or months_later(day, months) > when)

    def sentence(self, reason: Reason, calendar: Calendar) -> str:
        return f"{reason.about}, {reason.limit} days, until {iso_day(reason.barred_until)}"

    def plain(self) -> str:
        ladder = ", ".join(str(days) for days in self.ladder)
        events = ", ".join(sorted(kind_name(event) for event in self.events))
        if self.confirmed:
            return f"{ladder} days of suspension are proposed after {events}; a supervisor decides."
        return f"Barred for {ladder} days after {events}."
