"""Another crew for a detail that stands: seats that stay keep their officers, the rest go."""

from collections.abc import Sequence
from dataclasses import dataclass

from coordinator.actions.jobs.details import holders, leave, positions, withdraw_offers
from coordinator.actions.jobs.jobs import insert_position
from coordinator.actions.jobs.new_jobs import Seat
from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.policy.needless_questions import close_needless
from coordinator.actions.staffing.seats import surname, tell_of
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import TRAINEE, AssignmentState
from storage.models import Assignment, Detail, Position, Requirement
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CrewChanged:
    """What became of the seats; `released` 'Adams on 26-0412.3a'."""

    added: int
    removed: int
    relabelled: int
    released: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return bool(self.added or self.removed or self.relabelled)


def change_crew(tx: Transaction, detail: Detail, wanted: Sequence[Seat], why: str) -> CrewChanged:
    """Give a detail the seats that are wanted.

    Seats that anybody holds, was offered or asked for stay where one alike is wanted, else where
    one of the same role, rank and certifications is; the held ones first. All others are written
    anew in the order of what is wanted. Trainees and pieces are left.
    """
    seats = _by_holders(tx, detail)
    lacking: list[Seat] = list(wanted)
    free = [seat for seat in seats if seat.role != TRAINEE and seat.split_from_id is None]
    relabelled = 0
    touched = [seat for seat in free if _is_touched(tx, seat)]
    for alike in (_just, _nearly):
        for seat in tuple(touched):
            found = next((each for each in lacking if alike(tx, seat, each)), None)
            if found is not None:
                lacking.remove(found)
                touched.remove(seat)
                free.remove(seat)
                if _write(tx, seat, found):
                    relabelled += 1
                    _tell_holder(tx, detail, seat)
    for seat in [seat for seat in free if seat not in touched][: len(lacking)]:
        free.remove(seat)
        relabelled += _write(tx, seat, lacking.pop(0))
    for each in lacking:
        insert_position(tx, detail, each)
    released = [words for seat in free for words in _take_off(tx, detail, seat, why)]
    close_needless(tx, detail.id)
    return CrewChanged(len(lacking), len(free), relabelled, tuple(released))


def _tell_holder(tx: Transaction, detail: Detail, seat: Position) -> None:
    """Tell whoever holds a seat that his post is another."""
    about = About(what="the post")
    for held in holders(tx, detail.id):
        if held.position_id == seat.id:
            one, only = held.officer_id, Audience.OFFICER
            tell(tx, Event.CHANGED, detail.id, officer_id=one, about=about, only=only)


def let_go(tx: Transaction, detail: Detail, assignment: Assignment, why: str) -> str:
    """Release an officer from his seat and tell him: 'Adams on 26-0412.3a'."""
    tell_of(tx, Event.UNASSIGNED, detail, assignment.officer_id, reason=why)
    leave(tx, assignment, AssignmentState.RELEASED)
    number = tx.get(Position, assignment.position_id).number
    return f"{surname(tx, assignment.officer_id)} on {number}"


def _by_holders(tx: Transaction, detail: Detail) -> list[Position]:
    """The seats of the detail, those that are held in front."""
    held = {assignment.position_id for assignment in holders(tx, detail.id)}
    seats = [tx.get(Position, row) for row in positions(tx, detail.id)]
    return sorted(seats, key=lambda seat: (seat.id not in held, seat.id))


def _just(tx: Transaction, seat: Position, wanted: Seat) -> bool:
    return _nearly(tx, seat, wanted) and seat.label == wanted.label


def _nearly(tx: Transaction, seat: Position, wanted: Seat) -> bool:
    alike = (seat.role, seat.rank_id) == (wanted.role, wanted.rank_id)
    return alike and _needs(tx, seat).keys() == set(wanted.certification_ids)


def _needs(tx: Transaction, seat: Position) -> dict[int, int]:
    """Certification → the row that asks for it."""
    rows = tx.connection.execute(
        "SELECT certification_id, id FROM requirement WHERE position_id = ?", (seat.id,)
    )
    return dict(rows.fetchall())


def _is_touched(tx: Transaction, seat: Position) -> bool:
    """Whether anybody ever had to do with the seat."""
    asked = " UNION ALL ".join(f"SELECT 1 FROM {table} WHERE position_id = :seat" for table in _ASK)
    found = tx.connection.execute(f"SELECT EXISTS ({asked})", {"seat": seat.id})
    return bool(found.fetchone()[0])


_ASK = ("assignment", "offer", "call_note", "interest", "decision", "call_off")


def _write(tx: Transaction, seat: Position, wanted: Seat) -> int:
    """The seat as it is wanted; 1 where that changes anything."""
    muster = wanted.muster_at(seat.starts_at)
    then = (seat.role, seat.rank_id, seat.label, seat.muster_at)
    needs = _needs(tx, seat)
    if then == (wanted.role, wanted.rank_id, wanted.label, muster) and needs.keys() == set(
        wanted.certification_ids
    ):
        return 0
    seat.role, seat.rank_id, seat.label = wanted.role, wanted.rank_id, wanted.label
    seat.muster_at = muster
    tx.save(seat)
    for certification, row in needs.items():
        if certification not in wanted.certification_ids:
            tx.remove(tx.get(Requirement, row))
    for certification in wanted.certification_ids:
        if certification not in needs:
            tx.add(Requirement(position_id=seat.id, certification_id=certification))
    return 1


def _take_off(tx: Transaction, detail: Detail, seat: Position, why: str) -> list[str]:
    held = [each for each in holders(tx, detail.id) if each.position_id == seat.id]
    released = [let_go(tx, detail, assignment, why) for assignment in held]
    withdraw_offers(tx, seat.id)
    seat.cancelled = True
    tx.save(seat)
    return released
