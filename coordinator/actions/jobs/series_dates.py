"""Exceptions of a series: a date skipped, one more added, one put back."""

from datetime import date

from coordinator.actions.jobs.details import cancel_within, holders
from coordinator.actions.jobs.series import is_date
from coordinator.actions.jobs.series_acting import acting
from coordinator.actions.jobs.series_changed import SeriesChanged
from coordinator.actions.jobs.series_making import course_of, local_today, make_one
from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.seats import surname
from coordinator.rules.message_words import Event
from coordinator.rules.recurring.course import Fate
from coordinator.rules.request_words import SeriesExceptionKind
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail, Position, Series, SeriesException
from storage.queries.messages.pending import queued_since
from storage.queries.staffing.series import MadeDetail, exception_id, made_details
from storage.transaction import Transaction


def skip_date(
    book: Book, actor: Actor, series_id: int, on: str, words: str, *, trial: bool = False
) -> SeriesChanged | Refused:
    """The series has no detail on a local date; one that was made is cancelled for that reason.

    With `trial` nothing is written: it says what would be.
    """
    if not words.strip():
        return Refused(("Leaving a date out needs a reason: it is told to whoever is on it.",))

    def skip(tx: Transaction, series: Series) -> SeriesChanged | Refused:
        return _skip(tx, series, on, words)

    return acting(book, actor, "skip date", series_id, skip, trial=trial, reason=words)


def add_date(
    book: Book, actor: Actor, series_id: int, on: str, words: str = "", *, trial: bool = False
) -> SeriesChanged | Refused:
    """The series has a detail on one more local date, or again on one that was skipped."""

    def add(tx: Transaction, series: Series) -> SeriesChanged | Refused:
        return _add(tx, series, on, words)

    return acting(book, actor, "add date", series_id, add, trial=trial, reason=words)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def cancel_made(
    tx: Transaction, made: tuple[MadeDetail, ...], reason: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cancel details for what their series does: their numbers, and who is released.

    They give up their dates, so that the series can have them again. What has begun stays.
    """
    numbers: list[str] = []
    released: list[str] = []
    for each in made:
        detail = tx.get(Detail, each.id)
        if detail.state == DetailState.CANCELLED or detail.starts_at <= tx.now:
            continue
        released += [
            on_seat(tx, held.officer_id, held.position_id) for held in holders(tx, each.id)
        ]
        done = cancel_within(tx, detail, reason)
        detail.series_on = None
        tx.save(detail)
        numbers.append(done.number)
    join(tx, Event.CANCELLED)
    return tuple(numbers), tuple(released)


def on_seat(tx: Transaction, officer_id: int, position_id: int) -> str:
    """'Adams on 26-0412.3a'."""
    return f"{surname(tx, officer_id)} on {tx.get(Position, position_id).number}"


def _skip(tx: Transaction, series: Series, on: str, words: str) -> SeriesChanged | Refused:
    if not is_date(on):
        return Refused((f"'{on}' is no date such as 2026-07-03.",))
    made = made_details(tx.connection, series.id, on, on + "~")
    day = course_of(tx.connection, series).day(date.fromisoformat(on))
    takes_place = day is not None and day.takes_place
    if not takes_place and all(each.state == DetailState.CANCELLED for each in made):
        why = f"it is {day.fate} already" if day else "the series has nothing there"
        return Refused((f"{on} cannot be left out: {why}.",))
    known = exception_id(tx.connection, series.id, on)
    if known is not None:
        tx.remove(tx.get(SeriesException, known))
    if _by_rule(tx, series, on):
        skipped = SeriesExceptionKind.SKIPPED
        tx.add(SeriesException(series_id=series.id, for_on=on, kind=skipped, words=words))
    numbers, released = cancel_made(tx, made, words)
    messages = queued_since(tx.connection, tx.first_change)
    said = f"{on} is left out"
    return SeriesChanged(series.id, said, cancelled=numbers, released=released, messages=messages)


def _by_rule(tx: Transaction, series: Series, on: str) -> bool:
    """Whether the rule has a date by itself."""
    day = course_of(tx.connection, series).day(date.fromisoformat(on))
    return day is not None and day.fate is Fate.MADE


def _add(tx: Transaction, series: Series, on: str, words: str) -> SeriesChanged | Refused:
    problem = _not_addable(series, on)
    if problem:
        return Refused((problem,))
    day = course_of(tx.connection, series).day(date.fromisoformat(on))
    if day is not None and (day.takes_place or day.fate is Fate.PAUSED):
        why = "it has that date already" if day.takes_place else "it is paused then: resume it"
        return Refused((f"{on} cannot be added: {why}.",))
    known = exception_id(tx.connection, series.id, on)
    if known is not None:
        tx.remove(tx.get(SeriesException, known))
    if not _by_rule(tx, series, on):
        added = SeriesExceptionKind.ADDED
        tx.add(SeriesException(series_id=series.id, for_on=on, kind=added, words=words))
    _free(tx, series, on)
    today = local_today(tx.connection, tx.now).isoformat()
    made = make_one(tx, series, date.fromisoformat(on)) if on >= today else None
    numbers = made.numbers if made else ()
    return SeriesChanged(series.id, f"{on} is added", made=numbers, left=made.notes if made else ())


def _not_addable(series: Series, on: str) -> str:
    if not is_date(on):
        return f"'{on}' is no date such as 2026-07-03."
    if on < series.starts_on:
        return f"{on} is before the series begins on {series.starts_on}."
    if series.until_on is not None and on >= series.until_on:
        return f"{on} is after the end of the series: extend its term first."
    return ""


def _free(tx: Transaction, series: Series, on: str) -> None:
    """A detail of that date that was cancelled by itself gives the date up."""
    for each in made_details(tx.connection, series.id, on, on + "~"):
        detail = tx.get(Detail, each.id)
        if detail.state == DetailState.CANCELLED:
            detail.series_on = None
            tx.save(detail)
