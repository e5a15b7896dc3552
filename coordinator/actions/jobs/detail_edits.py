"""What a change makes of a detail's hours and place, and of those of its seats."""

from dataclasses import dataclass, replace

from coordinator.actions.equipment.using import move_uses
from coordinator.actions.jobs.detail_seats import holders, positions
from coordinator.actions.jobs.jobs import wall, zone
from coordinator.actions.results import Refused
from coordinator.rules.spans import Span
from storage.models import Assignment, Detail, Position, Site
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DetailEdit:
    """What is to change; None leaves it as it is. Instants in UTC seconds.

    `facts` is all that its rate card may ask of this detail alone, as one line (`job_facts`);
    `cancelled_at` when a cancelled one was cancelled.
    """

    starts_at: int | None = None
    ends_at: int | None = None
    site_id: int | None = None
    call_sign: str | None = None
    facts: str | None = None
    cancelled_at: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    starts_at: int
    ends_at: int
    site_id: int
    call_sign: str


def edited_of(detail: Detail, edit: DetailEdit) -> Edited:
    stands = Edited(detail.starts_at, detail.ends_at, detail.site_id, detail.call_sign)
    given = {name: getattr(edit, name) for name in Edited.__slots__}
    return replace(stands, **{name: value for name, value in given.items() if value is not None})


def _whole_seats(seats: list[Position]) -> dict[int, Span]:
    """Position → the hours of the seat that it is a piece of, or its own."""
    found: dict[int, Span] = {}
    for seat in seats:
        root = seat.split_from_id or seat.id
        start, end = found.get(root, (seat.starts_at, seat.ends_at))
        found[root] = min(start, seat.starts_at), max(end, seat.ends_at)
    return {seat.id: found[seat.split_from_id or seat.id] for seat in seats}


def _moved(row: Position | Assignment, whole: dict[int, Span], first: int, last: int) -> Span:
    """The new hours: where two pieces of a seat meet, they move only with the whole detail."""
    key = row.position_id if isinstance(row, Assignment) else row.id
    start, end = whole.get(key, (row.starts_at, row.ends_at))
    inside = first if first == last else 0
    return (
        row.starts_at + (first if row.starts_at == start else inside),
        row.ends_at + (last if row.ends_at == end else inside),
    )


def pieces_lost(tx: Transaction, detail: Detail, edit: DetailEdit) -> Refused | None:
    """Pieces of a seat for which the new hours would leave no time."""
    edited = edited_of(detail, edit)
    first, last = edited.starts_at - detail.starts_at, edited.ends_at - detail.ends_at
    seats = [tx.get(Position, position_id) for position_id in positions(tx, detail.id)]
    whole = _whole_seats(seats)
    for seat in seats:
        start, end = _moved(seat, whole, first, last)
        if end <= start and whole[seat.id] != (seat.starts_at, seat.ends_at):
            return Refused((f"The new hours leave none for {seat.number}: join the pieces first.",))
    return None


def what_changes(tx: Transaction, detail: Detail, edit: DetailEdit) -> str:
    edited = edited_of(detail, edit)
    parts = []
    if (edited.starts_at, edited.ends_at) != (detail.starts_at, detail.ends_at):
        parts.append("the hours")
    if edited.site_id != detail.site_id:
        parts.append(f"the place: {tx.get(Site, edited.site_id).name}")
    if edited.call_sign != detail.call_sign:
        parts.append(f"the call sign: {edited.call_sign}")
    return ", ".join(parts)


def apply(tx: Transaction, detail: Detail, edit: DetailEdit) -> None:
    edited = edited_of(detail, edit)
    first, last = edited.starts_at - detail.starts_at, edited.ends_at - detail.ends_at
    detail.starts_at, detail.ends_at = edited.starts_at, edited.ends_at
    detail.starts_wall = wall(edited.starts_at, zone(tx))
    detail.site_id, detail.call_sign = edited.site_id, edited.call_sign
    tx.save(detail)
    seats = [tx.get(Position, position_id) for position_id in positions(tx, detail.id)]
    held: list[Position | Assignment] = [*seats, *holders(tx, detail.id)]
    whole = _whole_seats(seats)
    for row in held:
        row.starts_at, row.ends_at = _moved(row, whole, first, last)
        if row.ends_at <= row.starts_at:
            row.starts_at, row.ends_at = edited.starts_at, edited.ends_at
        if isinstance(row, Position) and row.muster_at is not None:
            row.muster_at += first
        tx.save(row)
    move_uses(tx, detail, first, last)
