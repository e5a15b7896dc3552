"""Writing a plan of details: officers, employers and sites first, then details and their hours."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from coordinator.actions.importing.detail_facts import Officers, SeatFacts
from coordinator.actions.importing.details import DetailStep, SeatStep, stated_hours
from coordinator.actions.importing.employers import EmployerBook, EmployerFacts
from coordinator.actions.importing.employers_writing import new_employer
from coordinator.actions.importing.ranks import RankNames
from coordinator.actions.jobs import letters, zone
from coordinator.rules.words import AssignmentState, EntryState
from storage.imports.details import DetailRecord, SeatRecord
from storage.imports.employers import folded
from storage.imports.roster import split_name
from storage.models import (
    Assignment,
    Detail,
    Job,
    Officer,
    Position,
    RankHeld,
    Site,
    TimesheetEntry,
)
from storage.transaction import Transaction

IMPORTED = "import"
"""How an imported assignment came about, and where imported hours come from."""


def write_details(tx: Transaction, steps: tuple[DetailStep, ...], *, approved: bool) -> None:
    """Write every step inside the caller's action. `approved` takes stated hours as approved."""
    writing = _Writing(tx, approved=approved)
    writing.enter_officers(seat.record for step in steps for seat in step.seats)
    for step in steps:
        writing.write(step)


@dataclass(frozen=True, slots=True)
class _Place:
    employer_id: int
    site_id: int


class _Writing:
    """The ids that later rows of one import refer to."""

    def __init__(self, tx: Transaction, *, approved: bool) -> None:
        self._tx, self._approved, self._zone = tx, approved, zone(tx)
        self._officers: dict[str, int] = {}
        self._employers: dict[str, EmployerFacts] = {}
        self._sites: dict[tuple[str, str], int] = {}
        self._jobs: dict[tuple[str, ...], Job] = {}
        self._book = EmployerBook(tx.connection)

    # ── who and where ───────────────────────────────────────────────────────────────────────

    def enter_officers(self, seats: Iterable[SeatRecord]) -> None:
        """Find or enter every officer, new ones with the ranks that the file gives by date."""
        known, ranks = Officers(self._tx.connection), RankNames(self._tx.connection)
        last_rank: dict[str, int] = {}
        for seat in sorted(seats, key=lambda seat: (seat.starts_at, seat.row)):
            if not seat.who:
                continue
            if seat.who not in self._officers:
                found = known.find(seat.badge, seat.officer)
                self._officers[seat.who] = found or self._enter(seat)
                last_rank[seat.who] = -1 if found else 0
            # An officer who was in the book keeps the ranks that the book gives him.
            if seat.rank and last_rank[seat.who] >= 0:
                rank = ranks.ensure(self._tx, seat.rank)
                if rank != last_rank[seat.who]:
                    last_rank[seat.who] = rank
                    self._tx.add(
                        RankHeld(
                            officer_id=self._officers[seat.who],
                            rank_id=rank,
                            from_on=seat.wall[:10],
                        )
                    )

    def _enter(self, seat: SeatRecord) -> int:
        # Without a name the badge stands in for it until a roster says more.
        last, first = split_name(seat.officer) if seat.officer else (seat.badge, "")
        officer = self._tx.add(
            Officer(badge=seat.badge or seat.officer, last_name=last, first_name=first)
        )
        return _id(officer.id)

    def _place(self, seat: SeatRecord) -> _Place:
        employer = self._employers.get(seat.employer_key)
        if employer is None:
            employer = self._book.find(seat.employer_number, seat.employer) or new_employer(
                self._tx, seat.employer_number, {"name": seat.employer or seat.employer_number}
            )
            self._employers[seat.employer_key] = employer
        if seat.place_key not in self._sites:
            held = employer.sites.get(folded(seat.site))
            self._sites[seat.place_key] = held[0] if held else self._enter_site(employer, seat)
        return _Place(employer.id, self._sites[seat.place_key])

    def _enter_site(self, employer: EmployerFacts, seat: SeatRecord) -> int:
        site = Site(employer_id=employer.id, name=seat.site, address=seat.site_address)
        return _id(self._tx.add(site).id)

    # ── what and when ───────────────────────────────────────────────────────────────────────

    def write(self, step: DetailStep) -> None:
        """Write one detail, or what is new and changed on it."""
        detail = self._detail(step)
        for seat in step.seats:
            held = seat.facts
            if held is None:
                self._seat(detail, seat.record)
            else:
                self._change(seat, held)

    def _detail(self, step: DetailStep) -> Detail:
        record = step.record
        if step.facts is None:
            return self._new_detail(record)
        detail = self._tx.get(Detail, step.facts.id)
        starts = min(record.starts_at, *(s.starts_at for s in step.facts.assigned), detail.ends_at)
        ends = max(record.ends_at, *(s.ends_at for s in step.facts.assigned), 0)
        if step.facts.assigned and len(step.facts.assigned) <= len(record.seats):
            starts, ends = record.starts_at, record.ends_at
        if (detail.starts_at, detail.ends_at) != (starts, ends):
            detail.starts_at, detail.ends_at = starts, ends
            detail.starts_wall = record.seats[0].wall
            self._tx.save(detail)
        return detail

    def _new_detail(self, record: DetailRecord) -> Detail:
        first = record.seats[0]
        place = self._place(first)
        job = self._job(first, place)
        ordinal = self._tx.next_number(f"detail-of-{job.number}")
        return self._tx.add(
            Detail(
                job_id=_id(job.id),
                site_id=place.site_id,
                number=f"{job.number}.{ordinal}",
                starts_at=record.starts_at,
                ends_at=record.ends_at,
                starts_wall=first.wall,
                reference=first.reference,
            )
        )

    def _job(self, seat: SeatRecord, place: _Place) -> Job:
        """One job for one order; its number carries the year of the work, not of the import."""
        job = self._jobs.get(seat.order_key)
        if job is None:
            year = datetime.fromtimestamp(seat.starts_at, self._zone).strftime("%y")
            number = f"{year}-{self._tx.next_number(f'job-{year}'):04d}"
            job = self._jobs[seat.order_key] = self._tx.add(
                Job(
                    number=number,
                    employer_id=place.employer_id,
                    title=seat.title or seat.site,
                    job_class=seat.job_class,
                    po_number=seat.po_number,
                    requested_at=min(self._tx.now, seat.starts_at),
                )
            )
        return job

    def _seat(self, detail: Detail, seat: SeatRecord) -> None:
        letter = letters(self._tx.next_number(f"position-of-{detail.number}"))
        position = self._tx.add(
            Position(
                detail_id=_id(detail.id),
                number=f"{detail.number}{letter}",
                starts_at=seat.starts_at,
                ends_at=seat.ends_at,
            )
        )
        if seat.who:
            self._assign(_id(position.id), seat)

    def _assign(self, position_id: int, seat: SeatRecord) -> None:
        worked = seat.ends_at <= self._tx.now
        assignment = self._tx.add(
            Assignment(
                position_id=position_id,
                officer_id=self._officers[seat.who],
                starts_at=seat.starts_at,
                ends_at=seat.ends_at,
                state=AssignmentState.WORKED if worked else AssignmentState.ASSIGNED,
                how=IMPORTED,
                awarded_at=min(self._tx.now, seat.starts_at),
            )
        )
        self._write_hours(_id(assignment.id), seat, None)

    def _change(self, step: SeatStep, held: SeatFacts) -> None:
        seat = step.record
        if (seat.starts_at, seat.ends_at) != (held.starts_at, held.ends_at):
            for row in (
                self._tx.get(Position, held.position_id),
                self._tx.get(Assignment, held.assignment_id),
            ):
                row.starts_at, row.ends_at = seat.starts_at, seat.ends_at
                self._tx.save(row)
        self._write_hours(held.assignment_id, seat, held)

    def _write_hours(self, assignment_id: int, seat: SeatRecord, held: SeatFacts | None) -> None:
        stated = stated_hours(seat)
        if stated is None:
            return
        told = {
            "started_at": stated.started_at,
            "ended_at": stated.ended_at,
            "break_minutes": stated.break_minutes,
            "stated_pay_minutes": stated.pay_minutes,
            "stated_pay_rate_cents": stated.pay_rate_cents,
            "stated_pay_cents": stated.pay_cents,
        }
        if held is None or held.entry is None:
            self._enter_hours(assignment_id, told)
            return
        entry = self._tx.get(TimesheetEntry, held.entry.id)
        for column, value in told.items():
            if value is not None:
                setattr(entry, column, value)
        self._tx.save(entry)

    def _enter_hours(self, assignment_id: int, told: dict[str, Any]) -> None:
        by = self._tx.who if self._approved else ""
        self._tx.add(
            TimesheetEntry(
                assignment_id=assignment_id,
                state=EntryState.APPROVED if self._approved else EntryState.ENTERED,
                source=IMPORTED,
                entered_by=self._tx.who,
                approved_by=by,
                approved_at=self._tx.now if self._approved else None,
                **told,
            )
        )


def _id(found: int | None) -> int:
    """The id that the transaction has minted."""
    assert found is not None
    return found
