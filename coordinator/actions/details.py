"""Changing a detail that stands: moving, lengthening, cancelling it, giving it more seats."""

from dataclasses import dataclass, replace

from coordinator.actions.jobs import Seat, insert_position, wall, zone
from coordinator.actions.open_exchanges import end_exchanges
from coordinator.actions.outbox import About, tell
from coordinator.actions.results import Actor, Refused
from coordinator.rules.spans import Span
from coordinator.rules.words import (
    LIVE_ASSIGNMENT,
    TRAINEE,
    AssignmentState,
    DetailState,
    Event,
    OfferState,
)
from storage.database import Book
from storage.models import Assignment, Detail, Offer, Position, Site
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class DetailEdit:
    """What is to change; None leaves it as it is. Instants in UTC seconds."""

    starts_at: int | None = None
    ends_at: int | None = None
    site_id: int | None = None
    call_sign: str | None = None


@dataclass(frozen=True, slots=True)
class DetailChanged:
    """The detail was changed; `officers` hold seats on it and were told, `messages` in all."""

    detail_id: int
    number: str
    officers: tuple[int, ...]
    messages: int
    seats_added: int = 0

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        seats = f", {self.seats_added} open seat(s) added" if self.seats_added else ""
        return f"Detail {self.number} changed{seats}, {self.messages} message(s) leave soon"


@dataclass(frozen=True, slots=True)
class DetailCancelled:
    """The detail was cancelled and its officers released."""

    detail_id: int
    number: str
    released: int
    messages: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return (
            f"Detail {self.number} cancelled, {self.released} officer(s) released, "
            f"{self.messages} message(s) leave soon"
        )


def change_detail(
    book: Book,
    actor: Actor,
    detail_id: int,
    edit: DetailEdit,
    *,
    more_seats: int = 0,
    more_trainees: int = 0,
) -> DetailChanged | Refused:
    """Move, lengthen, shorten or relocate a detail, and tell everybody on it; add open seats.

    Positions and assignments keep their offsets to the detail's start and end. Whether its
    officers may still work it is `coordinator.actions.checking.judge_change`, asked before. Seats
    of trainees are beside the crew: they count in no crew and are billed to nobody.
    """
    with book.action(actor, "change detail", f"detail:{detail_id}") as tx:
        detail = tx.get(Detail, detail_id)
        refusal = _not_changeable(detail, edit) or _pieces_lost(tx, detail, edit)
        if refusal is not None:
            tx.abandon()
            return refusal
        was = (detail.starts_at, detail.ends_at)
        what = _what_changes(tx, detail, edit)
        _apply(tx, detail, edit)
        officers = tuple(assignment.officer_id for assignment in holders(tx, detail_id))
        about = About(what=what, was=was)
        told = tell(tx, Event.CHANGED, detail_id, about=about) if what else ()
        for seat in (*[Seat()] * more_seats, *[Seat(role=TRAINEE)] * more_trainees):
            insert_position(tx, detail, seat)
        added = more_seats + more_trainees
        return DetailChanged(detail_id, detail.number, officers, len(told), added)


def cancel_detail(
    book: Book, actor: Actor, detail_id: int, reason: str
) -> DetailCancelled | Refused:
    """Cancel a detail: officers are released and told, open offers withdrawn."""
    if not reason.strip():
        return Refused(("A cancellation needs a reason: who cancelled, and why.",))
    with book.action(actor, "cancel detail", f"detail:{detail_id}", reason) as tx:
        detail = tx.get(Detail, detail_id)
        if detail.state == DetailState.CANCELLED:
            tx.abandon()
            return Refused((f"Detail {detail.number} is cancelled already.",))
        return cancel_within(tx, detail, reason)


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def cancel_within(tx: Transaction, detail: Detail, reason: str) -> DetailCancelled:
    """Cancel one detail that stands."""
    told = tell(tx, Event.CANCELLED, detail.id, about=About(reason=reason))
    released = holders(tx, detail.id)
    for assignment in released:
        leave(tx, assignment, AssignmentState.RELEASED)
    for position in positions(tx, detail.id):
        withdraw_offers(tx, position)
    detail.state, detail.cancelled_at, detail.cancel_reason = (
        DetailState.CANCELLED,
        tx.now,
        reason,
    )
    tx.save(detail)
    return DetailCancelled(detail.id, detail.number, len(released), len(told))


def leave(tx: Transaction, assignment: Assignment, state: AssignmentState) -> None:
    """The officer no longer holds the seat; the row stays, with how and when he left.

    What he wanted to exchange it for is off.
    """
    assignment.state = state
    assignment.left_at = tx.now
    tx.save(assignment)
    end_exchanges(tx, assignment)


def withdraw_offers(tx: Transaction, position_id: int) -> None:
    """Close the offers of a position that still stand open."""
    rows = tx.connection.execute(
        "SELECT id FROM offer WHERE position_id = ? AND state = ?", (position_id, OfferState.OPEN)
    )
    for (offer_id,) in rows.fetchall():
        offer = tx.get(Offer, offer_id)
        offer.state, offer.answered_at = OfferState.WITHDRAWN, tx.now
        tx.save(offer)


def positions(tx: Transaction, detail_id: int) -> tuple[int, ...]:
    """The positions of a detail that were not taken off."""
    rows = tx.connection.execute(
        "SELECT id FROM position WHERE detail_id = ? AND NOT cancelled ORDER BY id", (detail_id,)
    )
    return tuple(row for (row,) in rows)


def holders(tx: Transaction, detail_id: int) -> list[Assignment]:
    """The assignments that stand on the detail's positions."""
    rows = tx.connection.execute(
        "SELECT assignment.id, state FROM assignment JOIN position ON position.id = position_id "
        "WHERE detail_id = ? ORDER BY assignment.id",
        (detail_id,),
    )
    return [tx.get(Assignment, row) for row, state in rows.fetchall() if state in LIVE_ASSIGNMENT]


def _not_changeable(detail: Detail, edit: DetailEdit) -> Refused | None:
    if detail.state == DetailState.CANCELLED:
        return Refused((f"Detail {detail.number} is cancelled: enter a new one.",))
    edited = _edited(detail, edit)
    if edited.ends_at <= edited.starts_at:
        return Refused(("The end of a detail must be later than its start.",))
    return None


@dataclass(frozen=True, slots=True)
class _Edited:
    starts_at: int
    ends_at: int
    site_id: int
    call_sign: str


def _edited(detail: Detail, edit: DetailEdit) -> _Edited:
    stands = _Edited(detail.starts_at, detail.ends_at, detail.site_id, detail.call_sign)
    given = {name: getattr(edit, name) for name in DetailEdit.__slots__}
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


def _pieces_lost(tx: Transaction, detail: Detail, edit: DetailEdit) -> Refused | None:
    """Pieces of a seat for which the new hours would leave no time."""
    edited = _edited(detail, edit)
    first, last = edited.starts_at - detail.starts_at, edited.ends_at - detail.ends_at
    seats = [tx.get(Position, position_id) for position_id in positions(tx, detail.id)]
    whole = _whole_seats(seats)
    for seat in seats:
        start, end = _moved(seat, whole, first, last)
        if end <= start and whole[seat.id] != (seat.starts_at, seat.ends_at):
            return Refused((f"The new hours leave none for {seat.number}: join the pieces first.",))
    return None


def _what_changes(tx: Transaction, detail: Detail, edit: DetailEdit) -> str:
    edited = _edited(detail, edit)
    parts = []
    if (edited.starts_at, edited.ends_at) != (detail.starts_at, detail.ends_at):
        parts.append("the hours")
    if edited.site_id != detail.site_id:
        parts.append(f"the place: {tx.get(Site, edited.site_id).name}")
    if edited.call_sign != detail.call_sign:
        parts.append(f"the call sign: {edited.call_sign}")
    return ", ".join(parts)


def _apply(tx: Transaction, detail: Detail, edit: DetailEdit) -> None:
    edited = _edited(detail, edit)
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
        tx.save(row)
