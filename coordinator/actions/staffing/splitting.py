"""A seat cut into pieces with hours of their own, for officers who take a part; and joined again.

The pieces of a seat lie end to end over its hours. The seat that is cut keeps its row, and with it
whoever holds it, for one of the pieces; the others are new, open seats.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coordinator.actions.jobs.asked_later import carry_asked
from coordinator.actions.jobs.details import withdraw_offers
from coordinator.actions.jobs.jobs import Seat, insert_position
from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.open_exchanges import end_exchanges
from coordinator.actions.staffing.seats import holder_of, leaving, surname
from coordinator.rules.clauses.wording import stretch
from coordinator.rules.message_words import Event
from coordinator.rules.spans import Calendar, Span
from coordinator.rules.words import AssignmentState, DetailState
from storage.database import Book
from storage.models import Detail, Message, Position
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SeatSplit:
    """The pieces of a seat, in order of time; `kept` is the one that is the seat's own row."""

    position_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    kept: int
    sentence: str


@dataclass(frozen=True, slots=True)
class SeatJoined:
    """Pieces were put together into one seat."""

    position_id: int
    gone: tuple[str, ...]
    sentence: str


def split_position(
    book: Book, actor: Actor, position_id: int, at: Sequence[int], *, keep: int = 1
) -> SeatSplit | Refused:
    """Cut a seat at these instants (UTC seconds). Who holds it keeps piece `keep`, counted from 1;
    he is told of his new hours."""
    with book.action(actor, "split position", f"position:{position_id}") as tx:
        position = tx.get(Position, position_id)
        pieces = pieces_of((position.starts_at, position.ends_at), at)
        refusal = _not_divisible(tx, position, pieces, keep)
        if refusal is not None:
            tx.abandon()
            return refusal
        return _split(tx, position, pieces, keep - 1)


def join_pieces(book: Book, actor: Actor, position_id: int) -> SeatJoined | Refused:
    """Join an open piece with the open pieces of the same seat that adjoin it."""
    with book.action(actor, "join positions", f"position:{position_id}") as tx:
        position = tx.get(Position, position_id)
        run = _open_run(tx, position)
        if len(run) < 2:
            tx.abandon()
            return Refused((f"No open piece of the same seat adjoins {position.number}.",))
        return _join(tx, run)


def pieces_of(whole: Span, at: Sequence[int]) -> tuple[Span, ...]:
    """A span cut at some instants: the pieces lie end to end."""
    edges = (whole[0], *sorted(set(at)), whole[1])
    return tuple(pairwise(edges))


def family(tx: Transaction, position: Position) -> list[Position]:
    """All pieces of the seat that a piece belongs to, those taken off aside, by their hours."""
    root = position.split_from_id or position.id
    rows = tx.connection.execute(
        "SELECT id FROM position WHERE (id = ?1 OR split_from_id = ?1) AND NOT cancelled "
        "ORDER BY starts_at, id",
        (root,),
    )
    return [tx.get(Position, row) for (row,) in rows.fetchall()]


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _split(tx: Transaction, position: Position, pieces: tuple[Span, ...], keep: int) -> SeatSplit:
    detail = tx.get(Detail, position.detail_id)
    was = (position.starts_at, position.ends_at)
    withdraw_offers(tx, position.id)
    made = [
        position if number == keep else _piece(tx, detail, position, piece)
        for number, piece in enumerate(pieces)
    ]
    position.starts_at, position.ends_at = pieces[keep]
    tx.save(position)
    told = _shorten(tx, position, was)
    numbers = tuple(one.number for one in made)
    when = _when(tx, position)
    return SeatSplit(
        tuple(one.id for one in made),
        numbers,
        position.id,
        f"{' + '.join(numbers)}: {position.number} is now {when}, {leaving(told)}",
    )


def _piece(tx: Transaction, detail: Detail, position: Position, span: Span) -> Position:
    needed = tx.connection.execute(
        "SELECT certification_id FROM requirement WHERE position_id = ?", (position.id,)
    )
    seat = Seat(
        position.role,
        position.label,
        position.rank_id,
        tuple(certification for (certification,) in needed.fetchall()),
        *span,
    )
    made = insert_position(tx, detail, seat)
    made.split_from_id = position.split_from_id or position.id
    tx.save(made)
    carry_asked(tx, detail, position, made)
    return made


def _shorten(tx: Transaction, position: Position, was: Span) -> tuple[Message, ...]:
    """Whoever holds the seat works his piece only, and hears of it."""
    held = holder_of(tx, position.id)
    if held is None:
        return ()
    held.starts_at, held.ends_at = position.starts_at, position.ends_at
    tx.save(held)
    end_exchanges(tx, held)
    about = About(what="the hours", was=was)
    return tell(tx, Event.CHANGED, position.detail_id, officer_ids=(held.officer_id,), about=about)


def _join(tx: Transaction, run: list[Position]) -> SeatJoined:
    """The piece with a past stays, the first among equals; the others go."""
    stays = max(run, key=lambda piece: (_has_past(tx, piece), -piece.starts_at))
    gone = [piece for piece in run if piece.id != stays.id]
    stays.starts_at, stays.ends_at = run[0].starts_at, run[-1].ends_at
    tx.save(stays)
    for piece in run:
        withdraw_offers(tx, piece.id)
    for piece in gone:
        piece.cancelled = True
        tx.save(piece)
    numbers = tuple(piece.number for piece in gone)
    sentence = f"{stays.number} is {_when(tx, stays)} again; {', '.join(numbers)} gone · u undoes"
    return SeatJoined(stays.id, numbers, sentence)


def _open_run(tx: Transaction, position: Position) -> list[Position]:
    """The open pieces that adjoin one another around a piece, itself among them."""
    runs: list[list[Position]] = []
    for piece in family(tx, position):
        if holder_of(tx, piece.id) is not None:
            continue
        if runs and runs[-1][-1].ends_at == piece.starts_at:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return next((run for run in runs if any(piece.id == position.id for piece in run)), [])


def _has_past(tx: Transaction, piece: Position) -> bool:
    return any(
        tx.connection.execute(
            f"SELECT 1 FROM {table} WHERE position_id = ? LIMIT 1", (piece.id,)
        ).fetchone()
        for table in ("assignment", "interest", "call_note", "offer")
    )


def _not_divisible(
    tx: Transaction, position: Position, pieces: tuple[Span, ...], keep: int
) -> Refused | None:
    if position.cancelled:
        return Refused((f"Position {position.number} was taken off its detail.",))
    if tx.get(Detail, position.detail_id).state == DetailState.CANCELLED:
        return Refused((f"The detail of position {position.number} is cancelled.",))
    if len(pieces) < 2 or any(start >= end for start, end in pieces):
        return Refused((f"Cut it between its hours, {_when(tx, position)}.",))
    if not 1 <= keep <= len(pieces):
        return Refused((f"It has {len(pieces)} pieces: keep one of them.",))
    held = holder_of(tx, position.id)
    if held is not None and held.state == AssignmentState.WORKED:
        name = surname(tx, held.officer_id)
        return Refused((f"{name} has worked this position: correct the hours instead.",))
    return None


def _when(tx: Transaction, position: Position) -> str:
    calendar = Calendar(agency_zone(tx.connection))
    return stretch((position.starts_at, position.ends_at), calendar)
