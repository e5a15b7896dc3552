"""Writing a plan of details: new ones in bulk, changed ones row by row."""

from datetime import datetime
from typing import Any, NamedTuple

from coordinator.actions.importing.bulk import NewRows
from coordinator.actions.importing.detail_facts import SeatFacts
from coordinator.actions.importing.details import DetailStep, stated_hours
from coordinator.actions.importing.details_places import People, Place, Places
from coordinator.actions.jobs.jobs import letters, wall, zone
from coordinator.rules.words import AssignmentState, EntryState
from storage.imports.details import DetailRecord, SeatRecord
from storage.models import Assignment, Detail, Job, Position, TimesheetEntry
from storage.transaction import Transaction

IMPORTED = "import"
"""How an imported assignment came about, and where imported hours come from."""


def write_details(tx: Transaction, steps: tuple[DetailStep, ...], *, approved: bool) -> None:
    """Write every step inside the caller's action. `approved` takes stated hours as approved."""
    rows = NewRows(tx)
    writing = _Writing(tx, rows, approved=approved)
    writing.people.enter(seat.record for step in steps for seat in step.seats)
    for step in steps:
        if step.facts is None:
            writing.enter(step.record)
        else:
            writing.change(step)
    rows.flush()


class _Numbered(NamedTuple):
    """A row by its id and its number."""

    id: int
    number: str


class _Writing:
    """One import on its way in; later rows refer to the ids of earlier ones."""

    def __init__(self, tx: Transaction, rows: NewRows, *, approved: bool) -> None:
        self.people, self._places = People(tx, rows), Places(tx, rows)
        self._tx, self._rows, self._approved = tx, rows, approved
        self._zone = zone(tx)
        self._jobs: dict[tuple[str, ...], _Numbered] = {}

    def enter(self, record: DetailRecord) -> None:
        """A new detail with its positions, assignments and hours."""
        first = record.seats[0]
        place = self._places.of(first)
        job = self._job(first, place)
        series = f"{job.number}.{self._tx.mark(job.id)}"
        ordinal = self._tx.next_number(f"detail-of-{series.rstrip('.')}")
        number = f"{series}{ordinal}"
        detail_id = self._rows.add(
            Detail,
            job_id=job.id,
            site_id=place.site_id,
            number=number,
            starts_at=record.starts_at,
            ends_at=record.ends_at,
            starts_wall=wall(record.starts_at, self._zone),
            reference=first.reference,
        )
        self._seats(_Numbered(detail_id, number), record.seats)

    def change(self, step: DetailStep) -> None:
        """What is new or changed on a detail of the book; it lasts as long as its positions."""
        assert step.facts is not None
        detail = self._tx.get(Detail, step.facts.id)
        for seat in step.seats:
            if seat.facts is not None:
                self._change_seat(seat.record, seat.facts)
            elif seat.position_id is not None:
                self._fill(seat.position_id, seat.record)
        new = tuple(s.record for s in step.seats if s.facts is None and s.position_id is None)
        self._seats(_Numbered(step.facts.id, detail.number), new)
        starts, ends = self._tx.connection.execute(
            "SELECT min(starts_at), max(ends_at) FROM position WHERE detail_id = ? "
            "AND NOT cancelled",
            (step.facts.id,),
        ).fetchone()
        spans = [(seat.starts_at, seat.ends_at) for seat in new]
        spans += [(starts, ends)] if starts is not None else []
        detail.starts_at, detail.ends_at = min(s for s, _ in spans), max(e for _, e in spans)
        detail.starts_wall = wall(detail.starts_at, self._zone)
        self._tx.save(detail)

    def _job(self, seat: SeatRecord, place: Place) -> _Numbered:
        """One job for one order; its number carries the year of the work, not of the import."""
        known = self._jobs.get(seat.order_key) or self._known_job(seat, place)
        if known is None:
            year = datetime.fromtimestamp(seat.starts_at, self._zone).strftime("%y")
            year = self._tx.marked(year)
            number = f"{year}-{self._tx.next_number(f'job-{year}'):04d}"
            job_id = self._rows.add(
                Job,
                number=number,
                employer_id=place.employer_id,
                title=seat.title or seat.site,
                job_class=seat.job_class,
                po_number=seat.po_number,
                requested_at=min(
                    self._tx.now,
                    seat.starts_at if seat.requested_at is None else seat.requested_at,
                ),
            )
            known = _Numbered(job_id, number)
        self._jobs[seat.order_key] = known
        return known

    def _known_job(self, seat: SeatRecord, place: Place) -> _Numbered | None:
        """The job of an earlier file's detail under the same outside number."""
        found = self._tx.connection.execute(
            "SELECT job.id, job.number FROM detail JOIN job ON job.id = job_id "
            "WHERE reference = ? AND reference <> '' AND employer_id = ? ORDER BY detail.id",
            (seat.reference, place.employer_id),
        ).fetchone()
        return _Numbered(*found) if found else None

    def _seats(self, detail: _Numbered, seats: tuple[SeatRecord, ...]) -> None:
        series = detail.number + self._tx.mark(detail.id)
        numbers = self._tx.next_numbers(f"position-of-{series}", len(seats))
        for ordinal, seat in zip(numbers, seats, strict=True):
            position_id = self._rows.add(
                Position,
                detail_id=detail.id,
                number=series + letters(ordinal),
                starts_at=seat.starts_at,
                ends_at=seat.ends_at,
            )
            if seat.who:
                self._assign(position_id, seat)

    def _assign(self, position_id: int, seat: SeatRecord) -> None:
        worked = seat.ends_at <= self._tx.now
        assignment_id = self._rows.add(
            Assignment,
            position_id=position_id,
            officer_id=self.people.id(seat),
            starts_at=seat.starts_at,
            ends_at=seat.ends_at,
            state=AssignmentState.WORKED if worked else AssignmentState.ASSIGNED,
            how=IMPORTED,
            awarded_at=min(self._tx.now, seat.starts_at),
        )
        self._enter_hours(assignment_id, seat)

    def _fill(self, position_id: int, seat: SeatRecord) -> None:
        self._move(self._tx.get(Position, position_id), seat)
        self._assign(position_id, seat)

    def _move(self, row: Position | Assignment, seat: SeatRecord) -> None:
        row.starts_at, row.ends_at = seat.starts_at, seat.ends_at
        self._tx.save(row)

    def _change_seat(self, seat: SeatRecord, held: SeatFacts) -> None:
        if (seat.starts_at, seat.ends_at) != (held.starts_at, held.ends_at):
            self._move(self._tx.get(Position, held.position_id), seat)
            self._move(self._tx.get(Assignment, held.assignment_id), seat)
        if held.entry is None:
            self._enter_hours(held.assignment_id, seat)
            return
        entry = self._tx.get(TimesheetEntry, held.entry.id)
        for column, value in _stated_columns(seat, self._tx.now).items():
            if value is not None:
                setattr(entry, column, value)
        self._tx.save(entry)

    def _enter_hours(self, assignment_id: int, seat: SeatRecord) -> None:
        told = _stated_columns(seat, self._tx.now)
        if not told:
            return
        self._rows.add(
            TimesheetEntry,
            assignment_id=assignment_id,
            state=EntryState.APPROVED if self._approved else EntryState.ENTERED,
            source=IMPORTED,
            entered_by=self._tx.who,
            approved_by=self._tx.who if self._approved else "",
            approved_at=self._tx.now if self._approved else None,
            **told,
        )


def _stated_columns(seat: SeatRecord, now: int) -> dict[str, Any]:
    """The columns of a timesheet entry that the file states; none where it states no hours."""
    stated = stated_hours(seat, now)
    if stated is None:
        return {}
    return {
        "started_at": stated.started_at,
        "ended_at": stated.ended_at,
        "break_minutes": stated.break_minutes,
        "stated_pay_minutes": stated.pay_minutes,
        "stated_pay_rate_cents": stated.pay_rate_cents,
        "stated_pay_cents": stated.pay_cents,
    }
