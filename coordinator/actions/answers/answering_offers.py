"""YES and NO: to an offer, to a posted position, to a seat that one holds, to an exchange."""

import sqlite3

from coordinator.actions.answers.answering_exchanges import agree, disagree, waiting_exchange
from coordinator.actions.answers.answers import (
    Asked,
    Done,
    Waits,
    last_offer,
    live_seat,
    refused,
    seat_words,
    waits_for_desk,
)
from coordinator.actions.answers.who_wrote import CodeFacts
from coordinator.actions.distribution.signing_up import sign_up, withdraw_interest
from coordinator.actions.policy.suspensions import propose, proposed_words
from coordinator.actions.results import Refused
from coordinator.actions.staffing.candidates import Candidate, judge_one
from coordinator.actions.staffing.consequences import consequence
from coordinator.actions.staffing.leaving import confirm
from coordinator.actions.staffing.seats import cannot_fill
from coordinator.actions.staffing.staffing import Filled, assign, refill
from coordinator.rules.clauses import Severity
from coordinator.rules.eligibility import Standing
from coordinator.rules.message_words import ReceivedState
from coordinator.rules.words import AssignmentState, OfferState
from storage.models import Assignment, Offer, Position, Received
from storage.queries.book.settings import setting

URGENT_HOURS = 12
"""So near its start an offered seat is filled like one that was called off; setting
`replies.urgent_hours`."""

DESK_S_OWN = ("schedule_fresh",)
"""Kinds of clauses whose warnings are the coordinator's to worry about."""

_STANDS = (OfferState.OPEN, OfferState.ACCEPTED, OfferState.EXPIRED, OfferState.UNREACHED)


def yes(asked: Asked) -> Done | Waits:
    """Agree to an exchange, confirm a seat, take an offer, or ask for a posted position."""
    exchange = waiting_exchange(asked)
    if exchange is not None:
        return agree(asked, exchange)
    held = live_seat(asked)
    if held is not None:
        return _confirm(asked, held)
    given = last_offer(asked)
    if given is None:
        return _ask_for(asked)
    return _take(asked, given)


def no(asked: Asked) -> Done | Waits:
    """Refuse an exchange, decline an offer, or no longer ask. A seat is not given back by NO."""
    exchange = waiting_exchange(asked)
    if exchange is not None:
        return disagree(asked, exchange)
    if live_seat(asked) is not None:
        return Waits(
            "He holds the seat: does he want to be called off?",
            f"You hold {seat_words(asked)}. To give it back send OFF {_code(asked)} and why.",
        )
    given = last_offer(asked)
    if given is not None and given.state in _STANDS:
        return _decline(asked, given)
    return _ask_no_longer(asked)


def offer_to_fill(connection: sqlite3.Connection, code: CodeFacts) -> int:
    """The position that a yes to this code may fill at once; 0 where it does not."""
    row = connection.execute(
        "SELECT position_id FROM offer WHERE position_id = ? AND officer_id = ? "
        "AND state IN ('open', 'accepted', 'expired', 'unreached') LIMIT 1",
        (code.position_id, code.officer_id),
    ).fetchone()
    return int(row[0]) if row else 0


# ── a seat that he holds, a position that is posted ──────────────────────────────────────────


def _confirm(asked: Asked, held: Assignment) -> Done | Waits:
    if held.state != AssignmentState.ASSIGNED:
        return Done(f"You are on {seat_words(asked)}, nothing more is needed.")
    if not asked.may("confirm"):
        return waits_for_desk(asked, "He confirms")
    outcome = confirm(asked.book, asked.actor, held.id)
    if isinstance(outcome, Refused):
        return refused(asked, outcome)
    return Done(f"Confirmed: {seat_words(asked)}. Cannot come after all? OFF {_code(asked)}")


def _ask_for(asked: Asked) -> Done | Waits:
    if not asked.may("interest"):
        return waits_for_desk(asked, "He asks for it")
    fresh = judge_one(asked.connection, asked.position_id, asked.officer_id, asked.tx.now)
    outcome = sign_up(
        asked.book,
        asked.actor,
        (asked.position_id,),
        asked.officer_id,
        sent_at=min(asked.at, asked.tx.now),
        source=asked.how,
    )
    if isinstance(outcome, Refused):
        return refused(asked, outcome)
    lack = (
        "" if fresh.standing is Standing.ELIGIBLE else f" As it stands: {' '.join(fresh.reasons)}"
    )
    return Done(f"You asked for {seat_words(asked)}. That is no award yet.{lack}")


def _ask_no_longer(asked: Asked) -> Done | Waits:
    outcome = withdraw_interest(asked.book, asked.actor, (asked.position_id,), asked.officer_id)
    if isinstance(outcome, Refused):
        return Done(f"Noted. You are not on {seat_words(asked)}.")
    return Done(f"You ask no longer for {seat_words(asked)}.")


# ── offers ───────────────────────────────────────────────────────────────────────────────────


def _warned(asked: Asked, fresh: Candidate) -> Done | None:
    """What he has to acknowledge first: clauses that only warn, with their figures."""
    wanted = setting(asked.connection, "replies.acknowledge", default=True)
    warnings = _own_warnings(fresh)
    if not warnings or not wanted or asked.allowed or asked.command.words:
        return None
    return Done(f"{seat_words(asked)}: {warnings} Take it all the same? YES {_code(asked)} AGREE")


def _own_warnings(fresh: Candidate) -> str:
    """What warns about him; how old the schedule is only the coordinator can mend."""
    calendar = fresh.question.calendar
    return " ".join(
        reason.words(calendar)
        for reason in fresh.verdict.reasons
        if reason.severity is Severity.WARNS and reason.clause.kind not in DESK_S_OWN
    )


def _take(asked: Asked, given: Offer) -> Done | Waits:
    if cannot_fill(asked.tx, asked.position_id) is not None:
        return Done(f"Thank you, but {seat_words(asked)} is taken or off. You need not come.")
    if given.state not in _STANDS:
        why = f"He says yes; his offer is {given.state}."
        return Waits(why, "Received. The coordinator decides.")
    # A late yes leaves the offer as it ran out: silence in time may count by the policy.
    if given.expires_at is not None and asked.at > given.expires_at and not asked.allowed:
        why = "His yes came after the offer had closed."
        return Waits(why, "Received, but the offer had closed. The coordinator decides.")
    fresh = judge_one(asked.connection, asked.position_id, asked.officer_id, asked.tx.now)
    if warned := _warned(asked, fresh):
        return warned
    _note_yes(asked, given)
    return _not_at_once(asked, given, fresh) or _seat(asked, given, fresh)


def _not_at_once(asked: Asked, given: Offer, fresh: Candidate) -> Waits | None:
    """Why his yes, which counts, does not fill the seat by itself."""
    lead = f"Yes received for {seat_words(asked)}."
    if fresh.standing is not Standing.ELIGIBLE:
        words = " ".join(fresh.reasons)
        return Waits(words, f"{lead} {words} The coordinator decides.")
    if not asked.may("substitute" if _pressing(asked) else "award"):
        text = f"{lead} You are not on it until we tell you."
        return Waits("He says yes: accept it to award.", text)
    before = "" if asked.allowed else _before_him(asked, given)
    return Waits(before, f"{lead} Somebody before you may still answer.") if before else None


def _seat(asked: Asked, given: Offer, fresh: Candidate) -> Done | Waits:
    fill = refill if _called_off(asked) else assign
    agreed = f", knowing: {_own_warnings(fresh)}" if asked.command.words else ""
    outcome = fill(
        asked.book,
        asked.actor,
        asked.position_id,
        asked.officer_id,
        reason=f"said yes to the offer (wave {given.wave}) by {asked.how}{agreed}",
        ranking=asked.ranking,
    )
    if not isinstance(outcome, Filled):
        return refused(asked, outcome, "Yes received, but:")
    return Done(f"It is yours: {seat_words(asked)}. Cannot come after all? OFF {_code(asked)}")


def _note_yes(asked: Asked, given: Offer) -> None:
    """His offer is accepted, and he counts among those who asked."""
    if given.state not in _STANDS or given.state == OfferState.ACCEPTED:
        return
    with asked.book.action(asked.actor, "accept offer", _subject(asked)) as tx:
        given.state, given.answered_at = OfferState.ACCEPTED, min(asked.at, tx.now)
        tx.save(given)
    sign_up(
        asked.book,
        asked.actor,
        (asked.position_id,),
        asked.officer_id,
        sent_at=min(asked.at, asked.tx.now),
        source=asked.how,
    )


def _decline(asked: Asked, given: Offer) -> Done | Waits:
    if not asked.may("decline"):
        return waits_for_desk(asked, "He declines")
    position_id, officer_id = asked.position_id, asked.officer_id
    cost = ""
    withdraw_interest(asked.book, asked.actor, (position_id,), officer_id)
    if given.state == OfferState.UNREACHED:
        return Done(f"Noted: you do not take {seat_words(asked)}. It costs you nothing.")
    with asked.book.action(asked.actor, "decline offer", _subject(asked)) as tx:
        was_open = given.state == OfferState.OPEN
        given.state, given.answered_at = OfferState.DECLINED, min(asked.at, tx.now)
        tx.save(given)
        _drop_earlier_yes(asked)
        if was_open:
            cost = consequence(tx.connection, position_id, officer_id, "refused", tx.now)
            cost += proposed_words(propose(tx, officer_id))
    return Done(f"Noted: you do not take {seat_words(asked)}.{f' {cost}.' if cost else ''}")


def _drop_earlier_yes(asked: Asked) -> None:
    """What he said of it before waits no longer: he has thought better of it."""
    rows = asked.connection.execute(
        "SELECT id FROM received WHERE state = 'waiting' AND position_id = ? AND officer_id = ? "
        "AND id <> ?",
        (asked.position_id, asked.officer_id, asked.received.id),
    )
    for (row,) in rows.fetchall():
        earlier = asked.tx.get(Received, row)
        earlier.state, earlier.reason = ReceivedState.DONE, "He declined it later."
        earlier.settled_by, earlier.settled_at = asked.tx.who, asked.tx.now
        asked.tx.save(earlier)


def _before_him(asked: Asked, given: Offer) -> str:
    """Who was offered it before him and may still answer, where his turn counts."""
    if setting(asked.connection, "replies.first_yes", default=True):
        return ""
    rows = asked.connection.execute(
        "SELECT badge FROM offer JOIN officer ON officer.id = officer_id "
        "WHERE position_id = ? AND offer.id < ? AND offer.officer_id <> ? AND ("
        "(state = 'open' AND (expires_at IS NULL OR expires_at > ?)) OR state = 'accepted') "
        "ORDER BY offer.id",
        (given.position_id, given.id, given.officer_id, asked.tx.now),
    ).fetchall()
    names = ", ".join(f"officer {badge}" for (badge,) in rows)
    return f"Before him in the wave: {names}." if names else ""


def _pressing(asked: Asked) -> bool:
    """Whether the seat was called off, or begins so soon that nobody should wait."""
    hours = setting(asked.connection, "replies.urgent_hours", URGENT_HOURS)
    starts_at = asked.tx.get(Position, asked.position_id).starts_at
    return _called_off(asked) or starts_at - asked.tx.now <= hours * 3600


def _called_off(asked: Asked) -> bool:
    row = asked.connection.execute(
        "SELECT 1 FROM call_off WHERE position_id = ? LIMIT 1", (asked.position_id,)
    ).fetchone()
    return row is not None


def _subject(asked: Asked) -> str:
    return f"position:{asked.position_id}"


def _code(asked: Asked) -> str:
    return asked.code.code if asked.code else ""
