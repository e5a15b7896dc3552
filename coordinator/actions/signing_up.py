"""Officers ask for positions, take it back; details are posted for them to ask for.

What counts is when somebody asked, not when it was read: a bid that was sent before closing and
read after it is in time. Nothing has to run at the closing. An award that was made stands, whatever
is read later.
"""

from dataclasses import dataclass

from coordinator.actions.candidates import ask
from coordinator.actions.money_ahead import money_for
from coordinator.actions.results import Actor, Refused
from coordinator.actions.seats import surname
from coordinator.rules.distribution.placing import LAST, Round
from coordinator.rules.distribution.rotations import facts_of
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


@dataclass(frozen=True, slots=True)
class Posted:
    """Officers may ask for these details from an instant on (UTC seconds)."""

    detail_ids: tuple[int, ...]
    posted_at: int
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
            problem = _cannot_ask(tx, position_id, officer_id)
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


def post_details(
    book: Book,
    actor: Actor,
    detail_ids: tuple[int, ...],
    posted_at: int | None = None,
    allowed_by: str = "",
) -> Posted | Refused:
    """Put details up for officers to ask for: notice and closing are counted from then.

    Refused while the deposit that the rate card asks for is not paid, unless somebody named allows
    it; what the employer's escrow balance lacks is said.
    """
    at = actor.now if posted_at is None else posted_at
    with book.action(actor, "post", f"detail:{detail_ids[0]}") as tx:
        unpaid, warning = money_for(tx.connection, detail_ids, tx.now)
        if unpaid and not allowed_by.strip():
            tx.abandon()
            return Refused((*unpaid, "Somebody named may allow it."))
        if unpaid:
            tx.reason = f"allowed by {allowed_by.strip()}: {' '.join(unpaid)}"
        for detail_id in detail_ids:
            detail = tx.get(Detail, detail_id)
            if detail.state == DetailState.CANCELLED:
                tx.abandon()
                return Refused((f"Detail {detail.number} is cancelled.",))
            detail.posted_at = at
            tx.save(detail)
    words = f"{len(detail_ids)} detail(s) posted · u undoes"
    return Posted(detail_ids, at, f"{words} · {warning}" if warning else words)


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
