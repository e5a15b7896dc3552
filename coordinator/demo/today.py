"""What makes the demo's day a real one: a call-off not refilled, a message that failed, notes."""

from collections.abc import Iterator

from coordinator.actions.jobs.details import cancel_detail
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.offering import offer, record_call
from coordinator.actions.staffing.staffing import assign
from coordinator.demo.orders import Order, SeatPlan
from coordinator.demo.steps import Step
from coordinator.demo.work import World, enter_detail
from coordinator.rules.message_words import DeliveryOutcome
from coordinator.rules.words import CallOffReason, CallOutcome
from storage.database import Book
from storage.models import Note
from storage.transaction import Transaction

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


def today_steps(world: World) -> Iterator[Step]:
    """What was done since yesterday, by the program's own actions."""
    calendar, entered = world.calendar, world.details
    now = calendar.now
    yield Step(calendar.at(-1, "10:00"), lambda book, actor: _assign_first(book, actor, entered))
    yield Step(
        now - 180 * MINUTE,
        lambda book, actor: cancel_detail(
            book, actor, entered[CANCELLED], "employer rang: crew not available"
        ),
    )
    yield Step(now - 90 * MINUTE, lambda book, actor: _offer_to_first(book, actor, entered))
    yield Step(now - 20 * MINUTE, lambda book, actor: _call_in_sick(book, actor, entered))
    yield Step(now - 12 * MINUTE, lambda book, actor: _ring_down_the_list(book, actor, entered))
    yield Step(now - 8 * MINUTE, lambda book, actor: _write_notes(book, actor, entered))


def _assign_first(book: Book, actor: Actor, entered: dict[Order, int]) -> None:
    position_id = _positions(book, entered[TOMORROW])[0]
    best = _ranked(book, actor, position_id)[0]
    assign(book, actor, position_id, best, reason="first on the list")


def _offer_to_first(book: Book, actor: Actor, entered: dict[Order, int]) -> None:
    position_id = _positions(book, entered[TOMORROW])[1]
    first_five = tuple(_ranked(book, actor, position_id)[:5])
    offer(book, actor, position_id, first_five, seconds=6 * 3_600)


def _call_in_sick(book: Book, actor: Actor, entered: dict[Order, int]) -> None:
    assignment_id, _ = _holder(book, entered[CALLED_OFF])
    call_off(book, actor, assignment_id, CallOffReason.SICK, "rang from home, fever")


def _ring_down_the_list(book: Book, actor: Actor, entered: dict[Order, int]) -> None:
    _, position_id = _holder(book, entered[CALLED_OFF])
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


def deliver_all(book: Book, now: int) -> None:
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
