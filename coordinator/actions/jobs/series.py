"""Jobs that recur: a series of details by a rule of dates, for a term."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.actions.jobs.crews import crew_of_seats, seats_of
from coordinator.actions.jobs.jobs import NewDetail, NewJob, insert_job, taken_on
from coordinator.actions.jobs.series_making import DetailsMade, hours_of, local_today, make_ahead
from coordinator.actions.results import Actor, Refused
from coordinator.rules.recurring.crew import Crew, CrewSeat, NotACrew, checked, crew_json
from coordinator.rules.recurring.equipment import (
    Equipment,
    NotEquipment,
    checked_equipment,
    equipment_json,
)
from coordinator.rules.recurring.plain_rules import read_rule
from coordinator.rules.recurring.reading import NotARule
from coordinator.rules.recurring.rule import Rule
from coordinator.rules.recurring.rule_words import rule_words, trap
from coordinator.rules.words import JobState
from storage.database import Book
from storage.models import Job, Series
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

AHEAD_DAYS = 56
MOST_AHEAD_DAYS = 731
RENEWAL_DAYS = 30
"""So many days before a term ends its renewal comes up, where no other date is said."""


@dataclass(frozen=True, slots=True)
class NewSeries:
    """What recurs: a rule in words or as an RRULE, from a local date on (ISO).

    `last_on` is the last date that it may have. Clocks are local (HH:MM); an end not later than
    the start is on the next day. `renew_on` is when its renewal comes up on Today. `equipment` is
    how many of which kind each detail has.
    """

    site_id: int
    rule: str
    starts_on: str
    starts_clock: str
    ends_clock: str
    crew: Crew = (CrewSeat(),)
    last_on: str | None = None
    call_sign: str = ""
    skips_closed: bool = False
    ahead_days: int = AHEAD_DAYS
    renew_on: str | None = None
    equipment: Equipment = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SeriesStarted:
    """The series is in the book, with its first details."""

    series_id: int
    job_id: int
    number: str
    words: str
    made: DetailsMade
    warnings: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        parts = (f"Job {self.number} recurs {self.words}", self.made.sentence, *self.warnings)
        return " · ".join(parts)


def begin_series(book: Book, actor: Actor, job_id: int, new: NewSeries) -> SeriesStarted | Refused:
    """Let a job recur, and make its first details."""
    with book.action(actor, "start series", f"job:{job_id}") as tx:
        started = start_series(tx, tx.get(Job, job_id), new)
        if isinstance(started, Refused):
            tx.abandon()
        return started


def order_series(book: Book, actor: Actor, job: NewJob, new: NewSeries) -> SeriesStarted | Refused:
    """Enter a job that recurs, in one action; the policy judges it by its first date."""
    with book.action(actor, "add job", "job") as tx:
        started = order_within(tx, job, new)
        if isinstance(started, Refused):
            tx.abandon()
        return started


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def order_within(tx: Transaction, job: NewJob, new: NewSeries) -> SeriesStarted | Refused:
    """The job that recurs, entered in an action that does more."""
    first = _first_detail(tx, new)
    if isinstance(first, Refused):
        return first
    taken = taken_on(tx, job, (first,))
    if isinstance(taken, Refused):
        return taken
    (crewed,), against = taken
    started = start_series(tx, insert_job(tx, job), replace(new, crew=crew_of_seats(crewed.seats)))
    if isinstance(started, Refused):
        return started
    tx.subject = f"job:{started.job_id}"
    return replace(started, warnings=(*against.warnings, *started.warnings))


def start_series(tx: Transaction, job: Job, new: NewSeries) -> SeriesStarted | Refused:
    """Let a job recur, in an action that does more: the series and its first details."""
    if job.state != JobState.OPEN:
        return Refused((f"Job {job.number} is {job.state}: it takes no more details.",))
    row = series_row(tx, job.id, new)
    if isinstance(row, Refused):
        return row
    series = tx.add(row)
    made = make_ahead(tx, series)
    words = series_words(series)
    traps = tuple(filter(None, (trap(read_rule(series.rule)),)))
    return SeriesStarted(series.id, job.id, job.number, words, made, traps)


def series_row(tx: Transaction, job_id: int, new: NewSeries) -> Series | Refused:
    """The row of a new series, or what is wrong with it."""
    try:
        rule = read_rule(new.rule, ZoneInfo(agency_zone(tx.connection)))
        crew = checked(new.crew)
        equipment = checked_equipment(new.equipment)
    except (NotARule, NotACrew, NotEquipment) as problem:
        return Refused((str(problem),))
    problems = tuple(_problems(new, rule))
    if problems:
        return Refused(problems)
    until_on = _until(new, rule)
    return Series(
        job_id=job_id,
        site_id=new.site_id,
        rule=replace(rule, until=None).text,
        starts_on=new.starts_on,
        until_on=until_on,
        starts_clock=new.starts_clock,
        ends_clock=new.ends_clock,
        crew=crew_json(crew),
        equipment=equipment_json(equipment),
        call_sign=new.call_sign,
        skips_closed=new.skips_closed,
        ahead_days=new.ahead_days,
        renew_on=new.renew_on or renewal_of(until_on, new.starts_on),
    )


def renewal_of(until_on: str | None, starts_on: str) -> str | None:
    """When the renewal of a term comes up; never where it has no end."""
    if until_on is None:
        return None
    before = date.fromisoformat(until_on) - timedelta(days=RENEWAL_DAYS)
    return max(before, date.fromisoformat(starts_on)).isoformat()


def series_words(series: Series) -> str:
    """'every Tue and Thu 18:00-02:00 from 2026-06-02, last 2026-12-31'."""
    words = rule_words(read_rule(series.rule))
    until = f", last {last_day(series.until_on)}" if series.until_on else ""
    clocks = f"{series.starts_clock}-{series.ends_clock}"
    return f"{words} {clocks} from {series.starts_on}{until}"


def last_day(until_on: str) -> str:
    """The date before a half-open end (ISO)."""
    return (date.fromisoformat(until_on) - timedelta(days=1)).isoformat()


def day_after(last_on: str) -> str:
    """The half-open end of a term with a last date (ISO)."""
    return (date.fromisoformat(last_on) + timedelta(days=1)).isoformat()


def is_date(text: str | None) -> bool:
    """Whether a text is a date in ISO form."""
    try:
        return text is not None and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_clock(text: str) -> bool:
    """Whether a text is a local time HH:MM."""
    try:
        return time.fromisoformat(text).strftime("%H:%M") == text
    except ValueError:
        return False


def _first_detail(tx: Transaction, new: NewSeries) -> NewDetail | Refused:
    """The first detail that it will have: by it the policy judges the job."""
    row = series_row(tx, 0, new)
    if isinstance(row, Refused):
        return row
    begins = date.fromisoformat(new.starts_on)
    since = max(begins, local_today(tx.connection, tx.now))
    on = read_rule(row.rule).next(begins, since) or begins
    span, _ = hours_of(row).on(on, ZoneInfo(agency_zone(tx.connection)))
    return NewDetail(new.site_id, *span, seats_of(new.crew), new.call_sign)


def _until(new: NewSeries, rule: Rule) -> str | None:
    """The half-open end, from the term, the rule's own end and its number of dates."""
    starts_on = date.fromisoformat(new.starts_on)
    last = [date.fromisoformat(new.last_on)] if new.last_on else []
    last += [rule.until] if rule.until else []
    if rule.count:
        last += list(rule.dates(starts_on, starts_on, date(starts_on.year + 190, 1, 1)))[-1:]
    return day_after(min(last).isoformat()) if last else None


def _problems(new: NewSeries, rule: Rule) -> Iterator[str]:
    """Why a series cannot be had as it stands."""
    if not is_date(new.starts_on) or not "1980" < new.starts_on < "2150":
        yield "A series begins on a date such as 2026-07-01."
        return
    if new.last_on is not None and not is_date(new.last_on):
        yield "Its last date is written 2027-06-30."
        return
    if new.renew_on is not None and not is_date(new.renew_on):
        yield "Its renewal comes up on a date such as 2027-06-01."
    if new.last_on is not None and new.last_on < new.starts_on:
        yield "The last date of the series is before its first."
    if not is_clock(new.starts_clock) or not is_clock(new.ends_clock):
        yield "Hours are local times such as 06:00 and 14:30."
    if not 1 <= new.ahead_days <= MOST_AHEAD_DAYS:
        yield f"Details are made from 1 to {MOST_AHEAD_DAYS} days ahead."
    begins = date.fromisoformat(new.starts_on)
    if rule.next(begins, begins) is None:
        yield f"The rule '{rule_words(rule)}' has no date from {new.starts_on} on."
