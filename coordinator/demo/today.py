"""What makes the demo's day a real one: a call-off not refilled, a message that failed, notes."""

from coordinator.actions.candidates import rank_candidates
from coordinator.actions.details import cancel_detail
from coordinator.actions.leaving import call_off
from coordinator.actions.offering import offer, record_call
from coordinator.actions.results import Actor
from coordinator.actions.staffing import assign
from coordinator.demo.orders import Order, SeatPlan
from coordinator.demo.work import World, enter_detail
from coordinator.rules.words import CallOffReason, CallOutcome, DeliveryOutcome
from storage.database import Book
from storage.models import Note
from storage.transaction import Transaction

WHO = "Pat Coordinator"
MINUTE = 60

_FLAG = SeatPlan(certificate="TC")
SOON = Order("gas", "Gas leak, standby", "road work", "", 6, (_FLAG, _FLAG), vehicle=True)
RUNNING = Order("bridge", "Crane lift", "road work", "", 6, (_FLAG, _FLAG))
CALLED_OFF = Order("film", "Night shoot, wharf", "film", "", 6, (SeatPlan("SGT"), _FLAG, _FLAG))
OPEN = Order("freight", "Oversize load", "escort", "", 5, (SeatPlan(), SeatPlan()), vehicle=True)
CANCELLED = Order("tree", "Storm damage", "road work", "", 5, (_FLAG,))
TOMORROW = Order("mall", "Holiday patrol", "security", "", 6, (SeatPlan(), SeatPlan()))


def enter_today(tx: Transaction, world: World) -> None:
    """Write the details that stand in a fixed distance from now."""
    near = world.calendar.near
    starts = {SOON: 40, RUNNING: -60, CALLED_OFF: 180, OPEN: 360, CANCELLED: 1_500, TOMORROW: 1_700}
    shares = {OPEN: 0.0, TOMORROW: 0.0}
    for order, minutes in starts.items():
        detail = enter_detail(tx, world, order, near(minutes), shares.get(order, 1.0))
        world.details[order] = detail.id
    _first_not_seen(tx, world.details[RUNNING])


def live_today(book: Book, world: World) -> None:
    """Do what was done since yesterday, by the program's own actions."""
    now, entered = world.calendar.now, world.details
    first, second = _positions(book, entered[TOMORROW])
    _assign_first(book, Actor(WHO, now - 26 * 60 * MINUTE), first)
    cancelling = Actor(WHO, now - 180 * MINUTE)
    cancel_detail(book, cancelling, entered[CANCELLED], "employer rang: crew not available")
    _offer_to_first(book, Actor(WHO, now - 90 * MINUTE), second)
    calling = Actor(WHO, now - 20 * MINUTE)
    assignment_id, position_id = _holder(book, entered[CALLED_OFF])
    call_off(book, calling, assignment_id, CallOffReason.SICK, "rang from home, fever")
    _ring_down_the_list(book, Actor(WHO, now - 12 * MINUTE), position_id)
    _write_notes(book, Actor(WHO, now - 8 * MINUTE), entered)
    _deliver(book, now)


def _assign_first(book: Book, actor: Actor, position_id: int) -> None:
    best = _ranked(book, actor, position_id)[0]
    assign(book, actor, position_id, best, reason="first on the list")


def _offer_to_first(book: Book, actor: Actor, position_id: int) -> None:
    first_five = tuple(_ranked(book, actor, position_id)[:5])
    offer(book, actor, position_id, first_five, seconds=6 * 3_600)


def _ring_down_the_list(book: Book, actor: Actor, position_id: int) -> None:
    first, second, *_ = _ranked(book, actor, position_id)
    record_call(book, actor, position_id, first, CallOutcome.NO_ANSWER)
    back = actor.now + 20 * MINUTE
    record_call(book, actor, position_id, second, CallOutcome.RINGS_BACK, again_at=back)


def _ranked(book: Book, actor: Actor, position_id: int) -> list[int]:
    """Who may take the position, in the policy's order."""
    ranking = rank_candidates(book.reader(), position_id, actor.now)
    return [candidate.id for group in ranking.open for candidate in group]


def _write_notes(book: Book, actor: Actor, entered: dict[Order, int]) -> None:
    notes = (
        (SOON, "Ask Tidewater Gas whether a second car is wanted", -30),
        (OPEN, "Northport wants a name for the escort by noon", 120),
        (TOMORROW, "Galleria: send parking passes to the officers", 300),
    )
    with book.action(actor, "write note", f"detail:{entered[SOON]}") as tx:
        for order, text, minutes in notes:
            tx.add(
                Note(
                    subject=f"detail:{entered[order]}",
                    text=text,
                    written_at=tx.now,
                    written_by=tx.who,
                    due_at=actor.now + minutes * MINUTE,
                )
            )


_ATTEMPT = "INSERT INTO delivery (message_id, n, began_at, ended_at, outcome, answer) VALUES"


def _deliver(book: Book, now: int) -> None:
    """All messages of the past have gone out but one, which the other side refused."""
    with book.unlogged() as connection:
        messages = connection.execute(
            "SELECT id, leaves_at, audience FROM message "
            "WHERE leaves_at <= ? AND state = 'queued' AND channel <> 'none' ORDER BY id",
            (now,),
        ).fetchall()
        refused = next((key for key, _, audience in messages if audience == "officer"), None)
        for key, at, _ in messages:
            outcome, answer = DeliveryOutcome.SENT, "250 2.0.0 accepted"
            if key == refused:
                outcome, answer = DeliveryOutcome.FAILED, "550 5.1.1 mailbox unavailable"
            connection.execute(f"{_ATTEMPT} (?, 1, ?, ?, ?, ?)", (key, at, at + 2, outcome, answer))


def _positions(book: Book, detail_id: int) -> list[int]:
    rows = book.reader().execute(
        "SELECT id FROM position WHERE detail_id = ? ORDER BY id", (detail_id,)
    )
    return [row[0] for row in rows]


def _holder(book: Book, detail_id: int) -> tuple[int, int]:
    """The last assignment on a detail, and its position."""
    row: tuple[int, int] = (
        book.reader()
        .execute(
            "SELECT assignment.id, position_id FROM assignment "
            "JOIN position ON position.id = position_id WHERE detail_id = ? "
            "ORDER BY assignment.id DESC LIMIT 1",
            (detail_id,),
        )
        .fetchone()
    )
    return row


def _first_not_seen(tx: Transaction, detail_id: int) -> None:
    tx.connection.execute(
        "UPDATE assignment SET seen_at = NULL WHERE id = (SELECT min(assignment.id) "
        "FROM assignment JOIN position ON position.id = position_id WHERE detail_id = ?)",
        (detail_id,),
    )
