"""Details are put up for officers to ask for: at once, from a time on, or from a time drawn by lot.

Before a time that is still to come nobody can ask. Nothing has to run at that time.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from coordinator.actions.billing.money_ahead import money_for
from coordinator.actions.requests.before_posting import lacking_before_posting
from coordinator.actions.results import Actor, Refused
from coordinator.rules.distribution.opening_draw import drawn_opening
from coordinator.rules.spans import Span
from coordinator.rules.words import DetailState
from storage.database import Book
from storage.models import Detail


@dataclass(frozen=True, slots=True)
class Posted:
    """Officers may ask for these details from an instant on (UTC seconds)."""

    detail_ids: tuple[int, ...]
    posted_at: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Details open at drawn times: number and instant of each, with what they are drawn from."""

    seed: str
    between: Span
    openings: tuple[tuple[str, int], ...]
    sentence: str


def post_details(
    book: Book,
    actor: Actor,
    detail_ids: tuple[int, ...],
    posted_at: int | None = None,
    allowed_by: str = "",
) -> Posted | Refused:
    """Put details up for officers to ask for: notice and closing are counted from then.

    Refused while the deposit that the rate card asks for is not paid, or what the intake document
    wants of its request is not there, unless somebody named allows it; what the employer's escrow
    balance lacks is said.
    """
    at = actor.now if posted_at is None else posted_at
    warning = _post(book, actor, dict.fromkeys(detail_ids, at), allowed_by)
    if isinstance(warning, Refused):
        return warning
    words = f"{len(detail_ids)} detail(s) posted · u undoes"
    return Posted(detail_ids, at, f"{words} · {warning}" if warning else words)


def post_by_lot(
    book: Book,
    actor: Actor,
    detail_ids: tuple[int, ...],
    between: Span,
    seed: str,
    allowed_by: str = "",
) -> Drawn | Refused:
    """Put details up at times drawn between two instants to come (whole minutes, UTC seconds).

    The seed and the span stand in the log with the action, so that the draw can be done again.
    """
    if between[1] < between[0]:
        return Refused(("The last minute is before the first.",))
    if between[0] < actor.now:
        return Refused(("An opening is drawn for a time to come.",))
    drawn = draw_openings(book.reader(), detail_ids, between, seed)
    openings = {key: at for key, (_, at) in drawn.items()}
    reason = f"by lot, seed {seed}, from {between[0]} to {between[1]}"
    warning = _post(book, actor, openings, allowed_by, reason)
    if isinstance(warning, Refused):
        return warning
    words = f"{len(detail_ids)} detail(s) open by lot, seed {seed} · u undoes"
    said = f"{words} · {warning}" if warning else words
    return Drawn(seed, between, tuple(drawn.values()), said)


def draw_openings(
    connection: sqlite3.Connection, detail_ids: tuple[int, ...], between: Span, seed: str
) -> dict[int, tuple[str, int]]:
    """Detail → its number and the opening that the seed draws for it; writes nothing."""
    slots = ", ".join("?" * len(detail_ids))
    rows = connection.execute(
        f"SELECT id, number FROM detail WHERE id IN ({slots}) ORDER BY id", detail_ids
    )
    return {key: (number, drawn_opening(seed, number, between)) for key, number in rows}


def _post(
    book: Book, actor: Actor, openings: Mapping[int, int], allowed_by: str, reason: str = ""
) -> str | Refused:
    """Write the openings; gives a warning about money, if there is one."""
    with book.action(actor, "post", f"detail:{next(iter(openings))}", reason) as tx:
        unpaid, warning = money_for(tx.connection, tuple(openings), tx.now)
        lacking = (*unpaid, *lacking_before_posting(tx.connection, tuple(openings), tx.now))
        if lacking and not allowed_by.strip():
            tx.abandon()
            return Refused((*lacking, "Somebody named may allow it."))
        if lacking:
            allowed = f"allowed by {allowed_by.strip()}: {' '.join(lacking)}"
            tx.reason = "; ".join(filter(None, (reason, allowed)))
        for detail_id, at in openings.items():
            detail = tx.get(Detail, detail_id)
            if detail.state == DetailState.CANCELLED:
                tx.abandon()
                return Refused((f"Detail {detail.number} is cancelled.",))
            detail.posted_at = at
            tx.save(detail)
        return warning
