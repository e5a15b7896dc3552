"""Words that the staffing actions share: who was told, what a position's state forbids."""

from coordinator.actions.messages.outbox import About, tell
from coordinator.actions.policy.needless_questions import close_needless
from coordinator.actions.results import Refused
from coordinator.rules.message_words import Event
from coordinator.rules.words import LIVE_ASSIGNMENT, DetailState
from storage.models import Assignment, Detail, Message, Officer, Position
from storage.transaction import Transaction


def tell_of(
    tx: Transaction,
    event: Event,
    detail: Detail,
    officer_id: int,
    *,
    substitute_id: int | None = None,
    reason: str = "",
) -> tuple[Message, ...]:
    """Queue the messages of an event on the detail."""
    return tell(
        tx,
        event,
        detail.id,
        officer_id=officer_id,
        substitute_id=substitute_id,
        about=About(reason=reason),
    )


def people(told: tuple[Message, ...]) -> tuple[str, ...]:
    """Whom the messages are for, and by which channel."""
    return tuple(f"{message.name} ({message.channel})" for message in told)


def leaving(told: tuple[Message, ...]) -> str:
    """How many messages leave, as the status line says it."""
    number = len(told)
    return f"{number} message{'s' if number != 1 else ''} leave soon · u undoes"


def detail_of(tx: Transaction, position_id: int) -> Detail:
    """The detail that a position is on."""
    return tx.get(Detail, tx.get(Position, position_id).detail_id)


def surname(tx: Transaction, officer_id: int) -> str:
    """The officer's last name."""
    return tx.get(Officer, officer_id).last_name


def holder_of(tx: Transaction, position_id: int) -> Assignment | None:
    """The assignment that holds a position now, if one does."""
    rows = tx.connection.execute(
        "SELECT id, state FROM assignment WHERE position_id = ?", (position_id,)
    ).fetchall()
    return next((tx.get(Assignment, row) for row, state in rows if state in LIVE_ASSIGNMENT), None)


def put_into(
    tx: Transaction, position: Position, officer_id: int, how: str, decision_id: int
) -> Assignment:
    """The officer holds the position from its start to its end; `how` he came to it.

    Whoever was asked whether somebody may have it need not decide any more.
    """
    assignment = tx.add(
        Assignment(
            position_id=position.id,
            officer_id=officer_id,
            starts_at=position.starts_at,
            ends_at=position.ends_at,
            how=how,
            awarded_at=tx.now,
            decision_id=decision_id,
        )
    )
    close_needless(tx, position.detail_id)
    return assignment


def cannot_fill(tx: Transaction, position_id: int) -> Refused | None:
    """Why nobody can be put into the position now, if so."""
    position = tx.get(Position, position_id)
    if position.cancelled:
        return Refused((f"Position {position.number} was taken off its detail.",))
    if tx.get(Detail, position.detail_id).state == DetailState.CANCELLED:
        return Refused((f"The detail of position {position.number} is cancelled.",))
    holder = tx.connection.execute(
        "SELECT last_name FROM assignment JOIN officer ON officer.id = officer_id "
        "WHERE position_id = ? AND state IN ('assigned', 'confirmed', 'worked')",
        (position_id,),
    ).fetchone()
    if holder:
        return Refused((f"Position {position.number} is held by {holder[0]}: call off first.",))
    return None
