"""SWAP, and YES and NO to an exchange: officers change places by message."""

from coordinator.actions.answers.answering_leaving import holds_nothing
from coordinator.actions.answers.answers import (
    Asked,
    Done,
    Waits,
    live_seat,
    refused,
    seat_words,
    waits_for_desk,
)
from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.answers.who_wrote import code_facts
from coordinator.actions.results import Refused
from coordinator.actions.staffing.exchanging import (
    Exchanged,
    Wish,
    agree_to_exchange,
    propose_exchange,
    refuse_exchange,
)
from coordinator.rules.words import ExchangeState
from storage.models import Assignment, Exchange
from storage.queries.staffing.facts import LIVE


def waiting_exchange(asked: Asked) -> Exchange | None:
    """The exchange about this position that waits for the writer's word."""
    row = asked.connection.execute(
        "SELECT exchange.id FROM exchange JOIN assignment AS given ON given.id = assignment_id "
        "LEFT JOIN assignment AS back ON back.id = other_assignment_id "
        "WHERE exchange.state = 'proposed' AND ?1 IN (given.position_id, back.position_id) "
        "AND ((exchange.officer_id = ?2 AND taker_agreed_at IS NULL) "
        "OR (given.officer_id = ?2 AND giver_agreed_at IS NULL)) LIMIT 1",
        (asked.position_id, asked.officer_id),
    ).fetchone()
    return asked.tx.get(Exchange, row[0]) if row else None


def agree(asked: Asked, exchange: Exchange) -> Done | Waits:
    if not asked.may("exchange"):
        return waits_for_desk(asked, "He agrees to the exchange")
    taker = exchange.officer_id == asked.officer_id
    outcome = agree_to_exchange(asked.book, asked.actor, exchange.id, taker=taker, giver=not taker)
    if isinstance(outcome, Refused):
        return refused(asked, outcome, "You agreed, but it is not settled:")
    done = isinstance(outcome, Exchanged) and outcome.state == ExchangeState.DONE
    rest = "It is settled." if done else "It is settled when the other has agreed too."
    return Done(f"You agree: {seat_words(asked)}. {rest}")


def disagree(asked: Asked, exchange: Exchange) -> Done | Waits:
    if not asked.may("exchange"):
        return waits_for_desk(asked, "He refuses the exchange")
    outcome = refuse_exchange(asked.book, asked.actor, exchange.id, "declined by message")
    if isinstance(outcome, Refused):
        return refused(asked, outcome)
    return Done(f"Noted, no exchange of {seat_words(asked)}. The other hears of it.")


def swap(asked: Asked) -> Done | Waits:
    """Propose that another works the seat, for a seat of his own where his code was given."""
    held = live_seat(asked)
    if held is None:
        return holds_nothing(asked)
    if not asked.may("exchange"):
        return waits_for_desk(asked, f"He wants to change with {asked.command.other}")
    found = _other_side(asked)
    if isinstance(found, Waits):
        return found
    officer_id, back = found
    wish = Wish(held.id, officer_id, back.id if back else 0)
    outcome = propose_exchange(asked.book, asked.actor, wish)
    if not isinstance(outcome, Exchanged):
        return refused(asked, outcome)
    if outcome.state == ExchangeState.DONE:
        return Done(f"Done: you no longer work {seat_words(asked)}.")
    code_of_officer(asked.tx, officer_id, asked.position_id)
    return Done(f"Asked the other. {seat_words(asked)} stays yours until both agree.")


def _other_side(asked: Asked) -> tuple[int, Assignment | None] | Waits:
    """Who is to come, and the seat that he gives in return, if any."""
    other = asked.command.other
    code = code_facts(asked.connection, other)
    if code is not None and code.officer_id is not None and code.position_id is not None:
        row = asked.connection.execute(
            f"SELECT id FROM assignment WHERE position_id = ? AND officer_id = ? AND {LIVE}",
            (code.position_id, code.officer_id),
        ).fetchone()
        return code.officer_id, asked.tx.get(Assignment, row[0]) if row else None
    row = asked.connection.execute("SELECT id FROM officer WHERE badge = ?", (other,)).fetchone()
    if row is not None:
        return int(row[0]), None
    return Waits(
        f"He wants to change with {other}, whom nobody knows.",
        f"Nobody has the code or badge {other}. {seat_words(asked)} stays yours.",
    )
