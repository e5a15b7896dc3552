"""Details made ahead for a series: by hand, or by the clock once each.

A detail keeps the local date for which it was made, and no second one is made for that date,
however it was moved or whether it was cancelled since. Dates before today are never made.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.actions.equipment.using import equip
from coordinator.actions.jobs.crews import seats_of
from coordinator.actions.jobs.jobs import NewDetail, insert_detail
from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.regulars import seat_details
from coordinator.rules.message_words import Event
from coordinator.rules.recurring.closed_days import ALWAYS_OPEN, closed_days_of
from coordinator.rules.recurring.course import Course, Hours
from coordinator.rules.recurring.crew import crew_of
from coordinator.rules.recurring.equipment import equipment_of
from coordinator.rules.recurring.reading import read_rrule
from coordinator.rules.request_words import SeriesExceptionKind
from coordinator.rules.spans import Calendar, Reading
from storage.database import Book
from storage.models import Detail, Job, Series
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.series import due_series, exceptions_of, lone_detail, made_details
from storage.transaction import Transaction

CLOCK = "clock"
"""In whose name the clock acts: `u` takes back what a person did, not this."""

MOST_AT_ONCE = 400
"""So many details of one series are made in one action; the rest at the next."""


@dataclass(frozen=True, slots=True)
class DetailsMade:
    """Details of a series. `seated` are regulars who got a seat, `barred` who did not and why;
    `notes` say how hours were read on days on which the clocks change."""

    detail_ids: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()
    seated: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        if not self.numbers:
            return "No detail was to be made."
        words = [f"{len(self.numbers)} detail(s) made, {self.numbers[0]} to {self.numbers[-1]}"]
        words += [f"{len(self.seated)} seat(s) given to the regulars"] if self.seated else []
        words += [f"{len(self.barred)} kept out: {self.barred[0]}"] if self.barred else []
        return "; ".join((*words, *self.notes[:3]))


NONE_MADE = DetailsMade()


def make_details(
    book: Book, actor: Actor, series_id: int, until_on: str = ""
) -> DetailsMade | Refused:
    """Make what a series still lacks as far ahead as it says, or up to a local date (ISO)."""
    with book.action(actor, "make details", f"series:{series_id}") as tx:
        made = make_ahead(tx, tx.get(Series, series_id), until_on)
        if not made.numbers:
            tx.abandon()
            return Refused(("Every detail of the series is made so far ahead already.",))
        return made


def make_due(book: Book, now: int) -> str:
    """What the clock has to make, an action for each series; a sentence, empty where nothing was.

    Any number may run at once: a date that is made is made.
    """
    today = local_today(book.reader(), now).isoformat()
    counted = 0
    for series_id in due_series(book.reader(), today):
        with book.action(Actor(CLOCK, now), "make details", f"series:{series_id}") as tx:
            counted += len(make_ahead(tx, tx.get(Series, series_id)).numbers)
    return f"{counted} detail(s) of series made." if counted else ""


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def make_ahead(tx: Transaction, series: Series, until_on: str = "") -> DetailsMade:
    """Make what is lacking from today on; regular officers of the job are seated on it."""
    today = local_today(tx.connection, tx.now)
    horizon = date.fromisoformat(until_on) if until_on else today + timedelta(series.ahead_days)
    known = {each.series_on for each in made_details(tx.connection, series.id)}
    course = course_of(tx.connection, series)
    lacking = [on for on in course.dates(today, horizon) if on.isoformat() not in known]
    made = _made(tx, series, lacking[:MOST_AT_ONCE])
    reached = lacking[MOST_AT_ONCE] if len(lacking) > MOST_AT_ONCE else horizon
    if series.made_until_on is None or series.made_until_on < reached.isoformat():
        series.made_until_on = reached.isoformat()
        tx.save(series)
    return made


def make_one(tx: Transaction, series: Series, on: date) -> DetailsMade:
    """Make the detail of one local date."""
    return _made(tx, series, [on])


def _made(tx: Transaction, series: Series, dates: list[date]) -> DetailsMade:
    if not dates:
        return NONE_MADE
    zone = ZoneInfo(agency_zone(tx.connection))
    job, hours = tx.get(Job, series.job_id), hours_of(series)
    details, notes = [], []
    for on in dates:
        span, reading = hours.on(on, zone)
        details.append(_detail(tx, series, job, on, span))
        if reading is not Reading.ONCE:
            notes.append(f"{on} {series.starts_clock} was read as its {reading}")
    ids = tuple(detail.id for detail in details)
    seating = seat_details(tx, job.id, ids)
    join(tx, Event.ASSIGNED)
    numbers = tuple(detail.number for detail in details)
    return DetailsMade(ids, numbers, seating.seated, seating.barred, tuple(notes))


def _detail(tx: Transaction, series: Series, job: Job, on: date, span: tuple[int, int]) -> Detail:
    """The detail of a date; one that was entered by hand for just then becomes the series' own."""
    lone = lone_detail(tx.connection, job.id, series.site_id, span[0])
    if lone is not None:
        detail = tx.get(Detail, lone)
        detail.series_id, detail.series_on = series.id, on.isoformat()
        tx.save(detail)
        return detail
    seats = seats_of(crew_of(series.crew))
    new = NewDetail(series.site_id, *span, seats, series.call_sign, series.id, on.isoformat())
    detail = insert_detail(tx, job, new)
    equip(tx, detail, equipment_of(series.equipment))
    return detail


# ── what a series is ─────────────────────────────────────────────────────────────────────────


def course_of(connection: sqlite3.Connection, series: Series) -> Course:
    """The dates of a series, with its exceptions and its employer's closed days."""
    found = exceptions_of(connection, series.id)
    by_kind = {
        kind: {date.fromisoformat(on): words for on, (each, words) in found.items() if each == kind}
        for kind in SeriesExceptionKind
    }
    closed = ALWAYS_OPEN
    if series.skips_closed:
        (kept,) = connection.execute(
            "SELECT closes FROM employer JOIN job ON job.employer_id = employer.id"
            " WHERE job.id = ?",
            (series.job_id,),
        ).fetchone()
        closed = closed_days_of(kept)
    return Course(
        read_rrule(series.rule),
        date.fromisoformat(series.starts_on),
        _date(series.until_on),
        by_kind[SeriesExceptionKind.SKIPPED],
        by_kind[SeriesExceptionKind.ADDED],
        _pause(series),
        closed,
    )


def hours_of(series: Series) -> Hours:
    """Its hours on the wall."""
    return Hours(time.fromisoformat(series.starts_clock), time.fromisoformat(series.ends_clock))


def local_today(connection: sqlite3.Connection, now: int) -> date:
    """The agency's local date at an instant."""
    return Calendar(agency_zone(connection)).local_date(now)


def _pause(series: Series) -> tuple[date, date | None] | None:
    first = _date(series.paused_from_on)
    return None if first is None else (first, _date(series.paused_until_on))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
