"""Who worked without an award, entered afterwards: another came, two swapped on site, one more.

It has happened, so nothing of it is refused for the policy's sake: every breach is shown, and kept
with the name of whoever allowed it. The hours then go to billing and payroll as any others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from coordinator.actions.jobs.details import leave
from coordinator.actions.jobs.jobs import Seat, insert_position
from coordinator.actions.pay.hours import Worked, enter_within
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.deciding import decide_alone
from coordinator.actions.staffing.giving_back import give_back
from coordinator.actions.staffing.seats import holder_of, put_into, surname
from coordinator.rules.decision import Award
from coordinator.rules.distribution.call_offs import Ruling
from coordinator.rules.words import (
    AFTER_THE_FACT,
    TAKEN_OVER,
    AssignmentState,
    DetailState,
    EntryState,
)
from storage.database import Book
from storage.models import Assignment, Detail, Position, TimesheetEntry
from storage.transaction import Transaction

UNREPORTED = Ruling(in_time=False)
"""Nobody asked the policy before."""


class Absent(StrEnum):
    """What became of the officer whose seat another worked."""

    NO_SHOW = "no_show"
    RELEASED = "released"
    GIVEN_AWAY = "given_away"


@dataclass(frozen=True, slots=True)
class Allowed:
    """Who allowed it, and why."""

    by: str
    why: str


@dataclass(frozen=True, slots=True)
class OnSite:
    """The hours are in the book. `against` is what the policy says to it, officer by officer."""

    assignment_ids: tuple[int, ...]
    entry_ids: tuple[int, ...]
    against: tuple[str, ...]
    sentence: str


def worked_instead(
    book: Book,
    actor: Actor,
    position_id: int,
    officer_id: int,
    worked: Worked,
    allowed: Allowed,
    *,
    absent: str = Absent.NO_SHOW,
) -> OnSite | Refused:
    """An officer who was not awarded it worked a seat; `absent` says what became of its holder."""
    if absent not in set(Absent):
        return Refused((f"{absent!r} is not one of: {', '.join(Absent)}.",))
    seat = partial(_in_place, position_id=position_id, comes=officer_id, absent=Absent(absent))
    return _act(book, actor, f"position:{position_id}", allowed, [(seat, officer_id, worked)])


def worked_extra(
    book: Book, actor: Actor, detail_id: int, officer_id: int, worked: Worked, allowed: Allowed
) -> OnSite | Refused:
    """An officer worked a detail on which there was no seat for him: one is added."""
    seat = partial(_one_more, detail_id=detail_id, worked=worked)
    return _act(book, actor, f"detail:{detail_id}", allowed, [(seat, officer_id, worked)])


def swapped_on_site(
    book: Book, actor: Actor, one_id: int, other_id: int, allowed: Allowed
) -> OnSite | Refused:
    """Two officers worked each other's seats, each as the other was scheduled (assignment ids)."""
    reader = book.reader()
    found = {
        row: (position, officer, Worked(start, end))
        for row, position, officer, start, end in reader.execute(
            "SELECT id, position_id, officer_id, starts_at, ends_at FROM assignment "
            "WHERE id IN (?, ?)",
            (one_id, other_id),
        )
    }
    if len(found) < 2:
        return Refused(("A swap needs two seats.",))
    (seat_a, giver, hours_a), (seat_b, taker, hours_b) = found[one_id], found[other_id]
    given = Absent.GIVEN_AWAY
    halves: list[_Half] = [
        (partial(_in_place, position_id=seat_a, comes=taker, absent=given), taker, hours_a),
        (partial(_in_place, position_id=seat_b, comes=giver, absent=given), giver, hours_b),
    ]
    return _act(book, actor, f"position:{seat_a}", allowed, halves)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


_Half = tuple[Callable[[Transaction], "tuple[int, str] | Refused"], int, Worked]
"""Makes room (position, how he came there), who worked, and when."""


def _act(
    book: Book, actor: Actor, subject: str, allowed: Allowed, halves: list[_Half]
) -> OnSite | Refused:
    if not (allowed.by.strip() and allowed.why.strip()):
        return Refused(("This needs the name of whoever allowed it, and why.",))
    with book.action(actor, "worked without award", subject, allowed.why) as tx:
        outcome = _enter_all(tx, allowed, halves)
        if isinstance(outcome, Refused):
            tx.abandon()
        return outcome


def _enter_all(tx: Transaction, allowed: Allowed, halves: list[_Half]) -> OnSite | Refused:
    """All seats are freed first, so that nobody is judged with the seat that he did not work."""
    rooms: list[tuple[int, str]] = []
    for make_room, _, _ in halves:
        room = make_room(tx)
        if isinstance(room, Refused):
            return room
        rooms.append(room)
    done = [
        _seat(tx, room, officer, worked, allowed)
        for room, (_, officer, worked) in zip(rooms, halves, strict=True)
    ]
    refused = [one for one in done if isinstance(one, Refused)]
    if refused:
        return refused[0]
    seats = [one for one in done if not isinstance(one, Refused)]
    tx.subject = f"detail:{tx.get(Position, rooms[0][0]).detail_id}"
    against = tuple(words for one in seats for words in one.against)
    return OnSite(
        tuple(one.assignment_id for one in seats),
        tuple(one.entry_id for one in seats),
        against,
        "; ".join(one.words for one in seats) + f", allowed by {allowed.by} · u undoes",
    )


@dataclass(frozen=True, slots=True)
class _Seated:
    assignment_id: int
    entry_id: int
    against: tuple[str, ...]
    words: str


def _seat(
    tx: Transaction, room: tuple[int, str], officer_id: int, worked: Worked, allowed: Allowed
) -> _Seated | Refused:
    position, how = tx.get(Position, room[0]), room[1]
    award = Award(officer_id, AFTER_THE_FACT, allowed.why, allowed.by)
    decided = decide_alone(tx, position.id, award, on_record=True)
    assert not isinstance(decided, Refused)  # what has happened is never refused
    name = surname(tx, officer_id)
    assignment = put_into(tx, position, officer_id, how, decided.decision_id)
    entry = enter_within(tx, assignment.id, worked, allowed.why)
    if isinstance(entry, Refused):
        return entry
    against = tuple(f"{name}: {words}" for words in decided.reasons)
    broken = f" (against {len(against)} clause(s))" if against else ""
    return _Seated(assignment.id, entry, against, f"{name} worked {position.number}{broken}")


def _in_place(
    tx: Transaction, *, position_id: int, comes: int, absent: Absent
) -> tuple[int, str] | Refused:
    position = tx.get(Position, position_id)
    detail = tx.get(Detail, position.detail_id)
    if position.cancelled or detail.state == DetailState.CANCELLED:
        return Refused(
            (f"Position {position.number} is cancelled: add a seat, or another detail.",)
        )
    held = holder_of(tx, position_id)
    if held is None:
        return position_id, AFTER_THE_FACT
    if held.officer_id == comes:
        name = surname(tx, comes)
        return Refused((f"{name} holds {position.number}: enter the hours as any others.",))
    settled = _take_back_hours(tx, held, position)
    if settled is not None:
        return settled
    _was_not_there(tx, held, comes, absent)
    return position_id, TAKEN_OVER if absent is Absent.GIVEN_AWAY else AFTER_THE_FACT


def _one_more(tx: Transaction, *, detail_id: int, worked: Worked) -> tuple[int, str] | Refused:
    detail = tx.get(Detail, detail_id)
    if detail.state == DetailState.CANCELLED:
        return Refused((f"Detail {detail.number} is cancelled: enter another one.",))
    if worked.ended_at <= worked.started_at:
        return Refused(("The end is not after the start.",))
    seat = Seat(label="on site", starts_at=worked.started_at, ends_at=worked.ended_at)
    return insert_position(tx, detail, seat).id, AFTER_THE_FACT


def _was_not_there(tx: Transaction, held: Assignment, comes: int, absent: Absent) -> None:
    if absent is Absent.GIVEN_AWAY:
        words = f"given to {surname(tx, comes)} on site"
        give_back(tx, held, UNREPORTED, words=words, given_to=comes)
        return
    no_show = absent is Absent.NO_SHOW
    leave(tx, held, AssignmentState.NO_SHOW if no_show else AssignmentState.RELEASED)


def _take_back_hours(tx: Transaction, held: Assignment, position: Position) -> Refused | None:
    """Hours that were entered for him by mistake no longer count; those settled stay."""
    found = tx.connection.execute(
        "SELECT id FROM timesheet_entry WHERE assignment_id = ? AND state <> 'replaced'",
        (held.id,),
    ).fetchone()
    if found is None:
        return None
    entry = tx.get(TimesheetEntry, found[0])
    if entry.invoice_id is not None or entry.payroll_run_id is not None:
        name = surname(tx, held.officer_id)
        return Refused(
            (
                f"The hours of {name} on {position.number} are billed or paid: correct them to "
                "what he worked, and enter the other officer as one more on the detail.",
            )
        )
    entry.state = EntryState.REPLACED
    tx.save(entry)
    return None
