"""Telling those who asked for a position that another has it."""

from collections.abc import Mapping

from coordinator.actions.messages.outbox import About, tell
from coordinator.rules.message_words import Event
from storage.models import Message
from storage.queries.book.settings import setting
from storage.transaction import Transaction

SAY_WHY = "messages.say_why_not"
"""Setting: whether they hear the reason too."""


def tell_not_awarded(
    tx: Transaction,
    position_id: int,
    detail_id: int,
    officer_id: int,
    reasons: Mapping[int, str] | None = None,
) -> tuple[Message, ...]:
    """Queue it for each who asked for the position and holds none on the detail; `reasons` say of
    officers why they were passed over, and are told where the agency says so."""
    known = (reasons or {}) if setting(tx.connection, SAY_WHY) is True else {}
    told: list[Message] = []
    for each in _others(tx, position_id, detail_id, officer_id):
        about = About(reason=known.get(each, ""))
        told += tell(
            tx, Event.NOT_AWARDED, detail_id, officer_id=each, position_id=position_id, about=about
        )
    return tuple(told)


def _others(tx: Transaction, position_id: int, detail_id: int, officer_id: int) -> tuple[int, ...]:
    rows = tx.connection.execute(
        "SELECT DISTINCT officer_id FROM interest AS i WHERE position_id = ?1 "
        "AND withdrawn_at IS NULL AND officer_id <> ?3 AND NOT EXISTS (SELECT 1 FROM position AS p "
        "JOIN assignment AS a ON a.position_id = p.id WHERE p.detail_id = ?2 "
        "AND a.officer_id = i.officer_id AND a.state IN ('assigned', 'confirmed', 'worked')) "
        "ORDER BY officer_id",
        (position_id, detail_id, officer_id),
    )
    return tuple(row[0] for row in rows.fetchall())
