"""This detail and all that follow: a series that goes on another way from a date on.

The series ends before that date and a new one of the same job begins on it. Details that were made
for later dates go over to it: officers keep their seats, or are released and told.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from coordinator.actions.equipment.using import equip_otherwise
from coordinator.actions.jobs.crew_changes import change_crew, let_go
from coordinator.actions.jobs.crews import seats_of
from coordinator.actions.jobs.details import DetailEdit, change_within, holders
from coordinator.actions.jobs.series import NewSeries, is_date, series_row, series_words
from coordinator.actions.jobs.series_acting import FOREVER, acting
from coordinator.actions.jobs.series_changed import SeriesChanged
from coordinator.actions.jobs.series_dates import cancel_made
from coordinator.actions.jobs.series_making import course_of, hours_of, local_today, make_ahead
from coordinator.actions.messages.joining import join
from coordinator.actions.policy.checking import judge_assignments
from coordinator.actions.results import Actor, Refused
from coordinator.rules.eligibility import Standing
from coordinator.rules.message_words import Event
from coordinator.rules.recurring.crew import Crew, crew_of
from coordinator.rules.recurring.equipment import Equipment, equipment_of
from coordinator.rules.recurring.reading import read_rrule
from coordinator.rules.spans import Span
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail, Series, SeriesException
from storage.queries.messages.pending import queued_since
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.series import (
    MadeDetail,
    exception_id,
    exceptions_of,
    made_details,
)
from storage.transaction import Transaction

T = TypeVar("T")


class Keeping(StrEnum):
    """Who keeps his seat where the hours of a detail change."""

    ABLE = "able"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SeriesEdit:
    """What is to change; None leaves it as it is. `rule` in words or as an RRULE."""

    rule: str | None = None
    starts_clock: str | None = None
    ends_clock: str | None = None
    site_id: int | None = None
    crew: Crew | None = None
    call_sign: str | None = None
    skips_closed: bool | None = None
    ahead_days: int | None = None
    equipment: Equipment | None = None


def change_following(
    book: Book,
    actor: Actor,
    series_id: int,
    from_on: str,
    edit: SeriesEdit,
    *,
    keeping: Keeping = Keeping.ABLE,
    trial: bool = False,
) -> SeriesChanged | Refused:
    """Let a series go on another way from a local date on.

    Where hours change, officers whom the policy would not let work the new ones are released
    (`Keeping.ABLE`), or nobody is, or everybody. What was moved by hand keeps its own hours and
    place. With `trial` nothing is written: it says what would be.
    """

    def change(tx: Transaction, old: Series) -> SeriesChanged | Refused:
        return _changed(tx, old, from_on, edit, keeping)

    return acting(book, actor, "change series", series_id, change, trial=trial)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _changed(
    tx: Transaction, old: Series, from_on: str, edit: SeriesEdit, keeping: Keeping
) -> SeriesChanged | Refused:
    if not is_date(from_on) or from_on < local_today(tx.connection, tx.now).isoformat():
        return Refused((f"'{from_on}': a series is changed from today or a later date on.",))
    if old.until_on is not None and old.until_on <= from_on:
        return Refused((f"The series has ended by {from_on}.",))
    was = Series(**old.model_dump())
    new = _going_on(tx, old, max(from_on, old.starts_on), edit)
    if isinstance(new, Refused):
        return new
    following = _Following(tx, was, new, keeping)
    for made in made_details(tx.connection, was.id, from_on, FOREVER):
        following.take(made)
    for event in (Event.CHANGED, Event.UNASSIGNED):
        join(tx, event)
    numbers, released = cancel_made(
        tx, tuple(following.dropped), f"From {from_on} on: {series_words(new)}."
    )
    more = make_ahead(tx, new)
    return SeriesChanged(
        new.id,
        f"From {from_on} on: {series_words(new)}",
        more.numbers,
        numbers,
        tuple(following.changed),
        (*following.released, *released),
        following.kept,
        (*following.left, *more.notes),
        queued_since(tx.connection, tx.first_change),
    )


def _going_on(tx: Transaction, old: Series, from_on: str, edit: SeriesEdit) -> Series | Refused:
    """The series from that date on: a new one, or the same where it has not begun by then."""
    begins = from_on if edit.rule else _next_date(tx, old, from_on)
    row = series_row(tx, old.job_id, _as_new(old, begins, edit))
    if isinstance(row, Refused):
        return row
    row.until_on = min(filter(None, (row.until_on, old.until_on)), default=None)
    row.renew_on, row.skips_closed = old.renew_on, _or(edit.skips_closed, old.skips_closed)
    row.paused_from_on, row.paused_until_on = old.paused_from_on, old.paused_until_on
    if from_on <= old.starts_on:
        row.id, row.made_until_on = old.id, old.made_until_on
        tx.save(row)
        return row
    tx.add(row)
    for on in exceptions_of(tx.connection, old.id):
        known = exception_id(tx.connection, old.id, on) if on >= from_on else None
        if known is not None:
            moved = tx.get(SeriesException, known)
            moved.series_id = row.id
            tx.save(moved)
    old.until_on, old.renew_on = from_on, None
    tx.save(old)
    return row


def _next_date(tx: Transaction, old: Series, from_on: str) -> str:
    """The rule's next own date: every second week must stay the same week."""
    on = read_rrule(old.rule).next(date.fromisoformat(old.starts_on), date.fromisoformat(from_on))
    return on.isoformat() if on else from_on


def _as_new(old: Series, begins: str, edit: SeriesEdit) -> NewSeries:
    # Its end stands in the term: a number of dates would be counted anew.
    rule = replace(read_rrule(old.rule), count=None).text
    return NewSeries(
        _or(edit.site_id, old.site_id),
        _or(edit.rule, rule),
        begins,
        _or(edit.starts_clock, old.starts_clock),
        _or(edit.ends_clock, old.ends_clock),
        _or(edit.crew, crew_of(old.crew)),
        call_sign=_or(edit.call_sign, old.call_sign),
        ahead_days=_or(edit.ahead_days, old.ahead_days),
        equipment=_or(edit.equipment, equipment_of(old.equipment)),
    )


class _Following:
    """Details that were made for later dates, on their way to the new series."""

    def __init__(self, tx: Transaction, old: Series, new: Series, keeping: Keeping) -> None:
        self._tx, self._old, self._new, self._keeping = tx, old, new, keeping
        self._zone = ZoneInfo(agency_zone(tx.connection))
        self._course = course_of(tx.connection, new)
        self.changed: list[str] = []
        self.released: list[str] = []
        self.left: list[str] = []
        self.dropped: list[MadeDetail] = []
        self.kept = 0

    def take(self, made: MadeDetail) -> None:
        """One detail: it goes over, or is to be cancelled."""
        on = date.fromisoformat(made.series_on)
        if made.state == DetailState.PLANNED and made.starts_at <= self._tx.now:
            return
        if on not in self._course.dates(on, date.fromordinal(on.toordinal() + 1)):
            self.dropped.append(made)
            return
        detail = self._tx.get(Detail, made.id)
        detail.series_id = self._new.id
        self._tx.save(detail)
        if made.state == DetailState.PLANNED:
            self._change(detail, on)

    def _change(self, detail: Detail, on: date) -> None:
        edit = self._edit(detail, on)
        span = (edit.starts_at or detail.starts_at, edit.ends_at or detail.ends_at)
        moved = span != (detail.starts_at, detail.ends_at)
        if moved:
            self._release(detail, span)
        done = edit != DetailEdit()
        if done:
            changed = change_within(self._tx, detail, edit)
            if isinstance(changed, Refused):
                self.left.append(f"{detail.number}: {' '.join(changed.reasons)}")
                done = False
        if self._old.crew != self._new.crew:
            done = self._crew(detail) or done
        was, wanted = equipment_of(self._old.equipment), equipment_of(self._new.equipment)
        done = equip_otherwise(self._tx, detail, was, wanted) or done
        self.kept += len(holders(self._tx, detail.id))
        if done:
            self.changed.append(detail.number)

    def _edit(self, detail: Detail, on: date) -> DetailEdit:
        """What the new series asks of a detail; what was changed by hand stays."""
        old, new = self._old, self._new
        was, _ = hours_of(old).on(on, self._zone)
        span, _ = hours_of(new).on(on, self._zone)
        start, end = span if span != (detail.starts_at, detail.ends_at) else (None, None)
        if (detail.starts_at, detail.ends_at) != was and start is not None:
            self.left.append(f"{detail.number} keeps its own hours")
            start = end = None
        site = new.site_id if detail.site_id == old.site_id != new.site_id else None
        own = detail.call_sign != old.call_sign or old.call_sign == new.call_sign
        return DetailEdit(start, end, site, None if own else new.call_sign)

    def _release(self, detail: Detail, span: Span) -> None:
        """Release whoever does not keep his seat for the new hours."""
        why = f"The hours change: {series_words(self._new)}."
        if self._keeping is Keeping.ALL:
            return
        able: set[int] = set()
        if self._keeping is Keeping.ABLE:
            judged = judge_assignments(self._tx.connection, detail.id, self._tx.now, span)
            able = {j.assignment_id for j in judged if j.candidate.standing is Standing.ELIGIBLE}
        for assignment in holders(self._tx, detail.id):
            if assignment.id not in able:
                self.released.append(let_go(self._tx, detail, assignment, why))

    def _crew(self, detail: Detail) -> bool:
        wanted = seats_of(crew_of(self._new.crew))
        done = change_crew(
            self._tx, detail, wanted, f"The crew changes: {series_words(self._new)}."
        )
        self.released += done.released
        return done.any


def _or(said: T | None, kept: T) -> T:
    return kept if said is None else said
