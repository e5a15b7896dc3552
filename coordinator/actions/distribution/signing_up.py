"""Officers ask for positions, and take it back.

What counts is when somebody asked, not when it was read: a bid that was sent before closing and
read after it is in time. Nothing has to run at the closing. An award that was made stands, whatever
is read later.
"""

from dataclasses import dataclass

from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import ask
from coordinator.actions.staffing.seats import surname
from coordinator.rules.distribution.comparing import LAST
from coordinator.rules.distribution.deadlines import opening_of, opens_at
from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.spans import Calendar
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail, Interest, Position
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class SignedUp:
    """The officer asked for these positions, or took it back."""

    position_ids: tuple[int, ...]
    officer_id: int
    sentence: str


def sign_up(
    book: Book,
    actor: Actor,
    position_ids: tuple[int, ...],
    officer_id: int,
    *,
    sent_at: int | None = None,
    source: str = "coordinator",
) -> SignedUp | Refused:
    """An officer asks for positions; `sent_at` is when he did, where it is read only now."""
    at = actor.now if sent_at is None else sent_at
    if at > actor.now:
        return Refused(("Nobody can have asked later than now.",))
    with book.action(actor, "sign up", f"position:{position_ids[0]}") as tx:
        words = []
        for position_id in position_ids:
            problem = _cannot_ask(tx, position_id, officer_id) or _too_early(tx, position_id, at)
            if problem:
                tx.abandon()
                return Refused((problem,))
            tx.add(
                Interest(
                    position_id=position_id,
                    officer_id=officer_id,
                    expressed_at=at,
                    source=source,
                    read_at=tx.now,
                )
            )
            words.append(_asked_words(tx, position_id, at))
        name = surname(tx, officer_id)
        return SignedUp(position_ids, officer_id, f"{name} asks for {'; '.join(words)}")


def withdraw_interest(
    book: Book, actor: Actor, position_ids: tuple[int, ...], officer_id: int
) -> SignedUp | Refused:
    """He no longer asks for them."""
    with book.action(actor, "withdraw interest", f"position:{position_ids[0]}") as tx:
        rows = [row for position in position_ids for row in _open(tx, position, officer_id)]
        if not rows:
            tx.abandon()
            return Refused((f"{surname(tx, officer_id)} did not ask for it.",))
        for row in rows:
            row.withdrawn_at = tx.now
            tx.save(row)
        name = surname(tx, officer_id)
        return SignedUp(position_ids, officer_id, f"{name} asks no longer · u undoes")


def describe_detail(book: Book, actor: Actor, detail_id: int, words: str) -> str | Refused:
    """Say what a policy may ask of a detail: 'permanent tier=park'; empty takes it away."""
    parts = words.split()
    if any(not part.partition("=")[0].replace("_", "").isalnum() for part in parts):
        return Refused(("Write words such as permanent or tier=park, with blanks between.",))
    with book.action(actor, "describe detail", f"detail:{detail_id}") as tx:
        detail = tx.get(Detail, detail_id)
        detail.circumstances = " ".join(parts) or None
        tx.save(detail)
        return f"Detail {detail.number}: {detail.circumstances or 'nothing special'} · u undoes"


# ── within a transaction ─────────────────────────────────────────────────────────────────────


def _cannot_ask(tx: Transaction, position_id: int, officer_id: int) -> str:
    position = tx.get(Position, position_id)
    if position.cancelled:
        return f"Position {position.number} was taken off its detail."
    if tx.get(Detail, position.detail_id).state == DetailState.CANCELLED:
        return f"The detail of position {position.number} is cancelled."
    if _open(tx, position_id, officer_id):
        return f"{surname(tx, officer_id)} asks for {position.number} already."
    return ""


def _too_early(tx: Transaction, position_id: int, at: int) -> str:
    """That a position was not open yet when he asked; empty where it was."""
    question, governing = ask(tx.connection, position_id, tx.now)
    position, calendar = question.position, question.calendar
    facts = facts_of(question)
    method = governing.policy.distribution.method(facts)
    opens = None if method is None else _opens_at(method, facts, position.starts_at, calendar)
    latest = max(position.posted_at or 0, opens or 0)
    if at >= latest:
        return ""
    return (
        f"{position.number} is open for sign-ups from {calendar.wall(latest):%a %-d %b %H:%M} on."
    )


def _opens_at(method: Method, facts: Facts, starts_at: int, calendar: Calendar) -> int | None:
    """From when on asking counts; None where who asks earlier only waits."""
    opening = opening_of(method, facts)
    if opening is None or opening.waits:
        return None
    return opens_at(method, facts, starts_at, calendar)


def _open(tx: Transaction, position_id: int, officer_id: int) -> list[Interest]:
    rows = tx.connection.execute(
        "SELECT id FROM interest WHERE position_id = ? AND officer_id = ? AND withdrawn_at IS NULL",
        (position_id, officer_id),
    )
    return [tx.get(Interest, key) for (key,) in rows.fetchall()]


def _asked_words(tx: Transaction, position_id: int, at: int) -> str:
    """The position, and what the time of asking means for it."""
    question, governing = ask(tx.connection, position_id, tx.now)
    number, calendar = question.position.number, question.calendar
    awarded = tx.connection.execute(
        "SELECT max(awarded_at) FROM assignment WHERE position_id = ? "
        "AND state IN ('assigned', 'confirmed', 'worked')",
        (position_id,),
    ).fetchone()[0]
    if awarded is not None:
        early = " (sent before that)" if at <= awarded else ""
        return f"{number}: it was awarded already{early}, and the award stands"
    facts = facts_of(question)
    method = governing.policy.distribution.method(facts)
    if method is None:
        return number
    closes, late = Round(method, facts, question.position.starts_at, calendar).closing
    if closes == LAST:
        return number
    when = f"{calendar.wall(closes):%a %-d %b %H:%M}"
    if at <= closes:
        return f"{number}: in time, it closes {when}"
    fate = {"out": "not considered", "first_come": "behind all others, by when they asked"}
    return f"{number}: too late, it closed {when}: {fate.get(str(late), 'behind all others')}"
