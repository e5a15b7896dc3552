"""Regular officers of a job: who works its details by a standing assignment, for a term.

Their seats are given without asking the order of the rotation, but each is judged by the policy for
each detail at that moment: whoever is kept out is named with the reason, and the seat stays open.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.actions.messages.joining import join
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.deciding import decide_alone
from coordinator.actions.staffing.seats import surname
from coordinator.actions.staffing.staffing import seat_officer
from coordinator.rules.decision import Award
from coordinator.rules.message_words import Event
from coordinator.rules.spans import DAY, Calendar
from coordinator.rules.words import REGULAR, JobState
from storage.database import Book
from storage.models import Job, Note, StandingAssignment
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.regulars import (
    OpenSeat,
    RegularLine,
    open_seats_of_details,
    open_seats_of_job,
    regulars_of,
)
from storage.transaction import Transaction

ASKED_DAYS = 14
"""So many days before a term ends the question comes up whether to open the seat again."""

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")


@dataclass(frozen=True, slots=True)
class NewRegular:
    """An officer who is to work a job's details regularly; local dates (ISO), half-open.

    `weekdays` such as "mo we" and `role` narrow it; empty means every one.
    """

    job_id: int
    officer_id: int
    from_on: str
    until_on: str | None = None
    role: str = ""
    weekdays: str = ""
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class RegularKept:
    """A standing assignment as it now is."""

    regular_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class RegularsSeated:
    """Who was seated where, and why others were not: 'Adams on 26-0412.3a: weekly cap: …'."""

    assignment_ids: tuple[int, ...]
    seated: tuple[str, ...]
    barred: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        left = f", {len(self.barred)} kept out: {'; '.join(self.barred[:2])}" if self.barred else ""
        return f"{len(self.seated)} seat(s) given to the regulars{left} · u undoes"


def add_regular(book: Book, actor: Actor, new: NewRegular) -> RegularKept | Refused:
    """Give an officer a standing assignment; where it has an end, a follow-up asks before it."""
    problem = _problem(new)
    if problem:
        return Refused((problem,))
    with book.action(actor, "add regular", f"job:{new.job_id}") as tx:
        job = tx.get(Job, new.job_id)
        if job.state != JobState.OPEN:
            tx.abandon()
            return Refused((f"Job {job.number} is {job.state}.",))
        row = tx.add(
            StandingAssignment(
                job_id=new.job_id,
                officer_id=new.officer_id,
                role=new.role,
                weekdays=_days(new.weekdays),
                from_on=new.from_on,
                until_on=new.until_on,
                decided_by=new.decided_by or tx.who,
            )
        )
        _ask_before_the_end(tx, row)
        return _kept(tx, row, "works it regularly")


def renew_regular(
    book: Book, actor: Actor, regular_id: int, until_on: str | None
) -> RegularKept | Refused:
    """Let a standing assignment run on, until a local date or without an end."""
    return _change(book, actor, "renew regular", regular_id, until_on, "works it on")


def end_regular(book: Book, actor: Actor, regular_id: int, until_on: str) -> RegularKept | Refused:
    """End a standing assignment on a local date; seats that were given stay his."""
    return _change(book, actor, "end regular", regular_id, until_on, "works it regularly")


def seat_regulars(
    book: Book, actor: Actor, job_id: int, details: Sequence[int] = ()
) -> RegularsSeated | Refused:
    """Give the regulars the open seats of a job's coming details (or of these), in one action."""
    with book.action(actor, "seat regulars", f"job:{job_id}") as tx:
        regulars = regulars_of(tx.connection, job_id)
        if not regulars:
            tx.abandon()
            number = tx.get(Job, job_id).number
            return Refused((f"Job {number} has no regular officers.",))
        seats = (
            open_seats_of_details(tx.connection, details, tx.now)
            if details
            else open_seats_of_job(tx.connection, job_id, tx.now)
        )
        done = _seat_all(tx, regulars, seats)
        if not done.assignment_ids:
            tx.abandon()
            return Refused(done.barred or ("No open seat is for any of the regulars.",))
        join(tx, Event.ASSIGNED)
        return done


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def seat_details(tx: Transaction, job_id: int, details: Sequence[int]) -> RegularsSeated:
    """Seat a job's regulars on details that have just been made."""
    regulars = regulars_of(tx.connection, job_id)
    if not regulars:
        return RegularsSeated((), (), ())
    return _seat_all(tx, regulars, open_seats_of_details(tx.connection, details, tx.now))


def _seat_all(
    tx: Transaction, regulars: Sequence[RegularLine], seats: Sequence[OpenSeat]
) -> RegularsSeated:
    calendar = Calendar(agency_zone(tx.connection))
    held = _held(tx, {seat.detail_id for seat in seats})
    given: list[int] = []
    words: list[str] = []
    barred: dict[str, None] = {}
    for seat in seats:
        for regular in regulars:
            if (seat.detail_id, regular.officer_id) in held or not _fits(regular, seat, calendar):
                continue
            taken = _seat(tx, regular, seat)
            if isinstance(taken, Refused):
                barred[f"{regular.officer} on {seat.number}: {' '.join(taken.reasons)}"] = None
                continue
            held.add((seat.detail_id, regular.officer_id))
            given.append(taken)
            words.append(f"{regular.officer} on {seat.number}")
            break
    return RegularsSeated(tuple(given), tuple(words), tuple(barred))


def _seat(tx: Transaction, regular: RegularLine, seat: OpenSeat) -> int | Refused:
    """Somebody who would need an override stays out: the coordinator seats him by hand."""
    award = Award(regular.officer_id, REGULAR, f"regular since {regular.from_on}")
    decided = decide_alone(tx, seat.position_id, award)
    if isinstance(decided, Refused):
        return decided
    subject = tx.subject
    filled = seat_officer(tx, REGULAR, seat.position_id, regular.officer_id, decided.decision_id)
    tx.subject = subject
    return filled.assignment_id


def _held(tx: Transaction, details: set[int]) -> set[tuple[int, int]]:
    """(detail, officer) of the seats that are held: nobody is given two on one detail."""
    found: set[tuple[int, int]] = set()
    for detail in details:
        rows = tx.connection.execute(
            "SELECT detail_id, officer_id FROM assignment JOIN position ON position.id = "
            "position_id WHERE detail_id = ? AND state IN ('assigned', 'confirmed', 'worked')",
            (detail,),
        )
        found.update(rows.fetchall())
    return found


def _fits(regular: RegularLine, seat: OpenSeat, calendar: Calendar) -> bool:
    on = calendar.local_date(seat.starts_at)
    iso, weekday = on.isoformat(), WEEKDAYS[on.weekday()]
    in_term = regular.from_on <= iso and (regular.until_on is None or iso < regular.until_on)
    return (
        in_term
        and regular.role in ("", seat.role)
        and (not regular.weekdays or weekday in regular.weekdays.split())
    )


def _change(
    book: Book, actor: Actor, verb: str, regular_id: int, until_on: str | None, words: str
) -> RegularKept | Refused:
    with book.action(actor, verb, "") as tx:
        row = tx.get(StandingAssignment, regular_id)
        tx.subject = f"job:{row.job_id}"
        if until_on is not None and until_on <= row.from_on:
            tx.abandon()
            return Refused((f"It begins on {row.from_on}: the end must be later.",))
        row.until_on = until_on
        tx.save(row)
        _close_question(tx, row)
        _ask_before_the_end(tx, row)
        return _kept(tx, row, words)


def _kept(tx: Transaction, row: StandingAssignment, words: str) -> RegularKept:
    until = f"until {row.until_on}" if row.until_on else "without an end"
    number = tx.get(Job, row.job_id).number
    name = surname(tx, row.officer_id)
    return RegularKept(row.id, f"{name} {words}: {number}, from {row.from_on} {until} · u undoes")


def _question(tx: Transaction, row: StandingAssignment) -> str:
    """How the follow-up begins; by it a renewal finds it again."""
    return f"Regular {surname(tx, row.officer_id)} ({row.id}): the term ends"


def _ask_before_the_end(tx: Transaction, row: StandingAssignment) -> None:
    if row.until_on is None:
        return
    ends_at = Calendar(agency_zone(tx.connection)).midnight(date.fromisoformat(row.until_on))
    tx.add(
        Note(
            subject=f"job:{row.job_id}",
            text=f"{_question(tx, row)} on {row.until_on}. Open it again, or renew?",
            written_at=tx.now,
            written_by=tx.who,
            due_at=max(tx.now, ends_at - ASKED_DAYS * DAY),
        )
    )


def _close_question(tx: Transaction, row: StandingAssignment) -> None:
    rows = tx.connection.execute(
        "SELECT id FROM note WHERE subject = ? AND done_at IS NULL AND instr(text, ?) = 1",
        (f"job:{row.job_id}", _question(tx, row)),
    )
    for (key,) in rows.fetchall():
        note = tx.get(Note, key)
        note.done_at = tx.now
        tx.save(note)


def _problem(new: NewRegular) -> str:
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: _is_date(new.from_on), "The term begins on a date such as 2026-07-01."),
        (
            lambda: new.until_on is None or _is_date(new.until_on),
            "The term ends on a date such as 2027-07-01.",
        ),
        (
            lambda: new.until_on is None or new.until_on > new.from_on,
            "The end of the term must be later than its beginning.",
        ),
        (
            lambda: all(day in WEEKDAYS for day in _days(new.weekdays).split()),
            f"Weekdays are written {' '.join(WEEKDAYS)}.",
        ),
    )
    return next((words for holds, words in checks if not holds()), "")


def _days(words: str) -> str:
    """'Mon, Wednesday' as 'mo we'."""
    return " ".join(word[:2].casefold() for word in words.replace(",", " ").split())


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
