"""What the clock asks for: details put up, offers that close, substitutes who are wanted."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from coordinator.actions.due.due_seats import Due
from coordinator.actions.due.due_terms import DAY, HOUR, Step, Terms
from coordinator.actions.messages.grace import grace_seconds
from coordinator.rules.message_words import Event
from storage.errors import Missing
from storage.queries.messages.due_details import (
    OpenOffer,
    OpenSeat,
    Vacancy,
    interested_in,
    put_up,
    unanswered_offers,
    vacancies,
)
from storage.queries.messages.due_seats import occasion_told
from storage.queries.messages.officers_to_tell import approved_officers
from storage.queries.staffing.opened_tiers import names_openings
from storage.queries.staffing.standby import backups_for

if TYPE_CHECKING:
    from coordinator.actions.staffing.candidates import Candidate
    from storage.models import Message
    from storage.transaction import Transaction

ANNOUNCED_SECONDS = 12 * HOUR
"""What was put up longer ago is no news."""

JUDGED = 60
"""Of so many seats it is asked who may take them; of a larger batch everybody approved hears."""

OLDEST_OFFER = 14 * DAY


@dataclass(slots=True)
class MayAsk:
    """Who may ask for which seat, worked out once in a run: judging takes long, and no lock waits
    for it."""

    connection: sqlite3.Connection
    known: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def of(self, position_id: int, now: int) -> tuple[int, ...]:
        """Those whom the policy lets take it and whose group is open, in its order."""
        key = (position_id, now)
        if key not in self.known:
            self.known[key] = tuple(self._eligible(position_id, now))
        return self.known[key]

    def _eligible(self, position_id: int, now: int) -> Iterator[int]:
        from coordinator.actions.policy.policies import UnreadablePolicy
        from coordinator.actions.staffing.candidates import rank_candidates

        try:
            ranking = rank_candidates(self.connection, position_id, now)
        except (Missing, UnreadablePolicy):
            return  # an unreadable policy is said where seats are filled
        for group in ranking.open:
            yield from (each.id for each in group if _may(each))


def _may(candidate: "Candidate") -> bool:
    from coordinator.rules.eligibility import Standing

    return candidate.standing is Standing.ELIGIBLE and not candidate.aside


def posted(
    connection: sqlite3.Connection, now: int, terms: Terms, may_ask: MayAsk
) -> Iterator[Due]:
    """Details put up, to those who may ask for them; one message for what was put up together."""
    if not terms.values["messages.posted"]:
        return
    grace = grace_seconds(connection)
    together: dict[int, list[OpenSeat]] = defaultdict(list)
    for seat in put_up(connection, now, now - ANNOUNCED_SECONDS, now - grace):
        together[seat.posted_at].append(seat)
    for at, seats in together.items():
        yield from _announced(connection, f"posted:{at}", seats, at, may_ask)
    if names_openings(connection):
        yield from _waves(connection, now, may_ask)


def _announced(
    connection: sqlite3.Connection,
    occasion: str,
    seats: list[OpenSeat],
    now: int,
    may_ask: MayAsk,
    before: int | None = None,
) -> Iterator[Due]:
    """`before`: who could ask for it then has heard of it already."""
    if occasion_told(connection, occasion):
        return
    theirs: dict[int, list[OpenSeat]] = defaultdict(list)
    everybody = approved_officers(connection) if len(seats) > JUDGED else ()
    for seat in seats:
        had = may_ask.of(seat.position_id, before) if before is not None else ()
        for officer in everybody or may_ask.of(seat.position_id, now):
            if officer not in had:
                theirs[officer].append(seat)
    if theirs:
        yield Due(Event.POSTED, occasion, now, partial(_announce, theirs, occasion))


def _openings(
    connection: sqlite3.Connection, now: int, seats: tuple[int, ...]
) -> tuple[tuple[int, int], ...]:
    from coordinator.actions.policy.policies import UnreadablePolicy
    from coordinator.actions.staffing.opened_tiers import latest_openings

    try:
        return tuple(latest_openings(connection, now, seats))
    except UnreadablePolicy:
        return ()


def _waves(connection: sqlite3.Connection, now: int, may_ask: MayAsk) -> Iterator[Due]:
    """A further group may ask by now: those of it who could not before."""
    together: dict[int, list[OpenSeat]] = defaultdict(list)
    seats = {seat.position_id: seat for seat in put_up(connection, now, 0, now)}
    for position_id, opened_at in _openings(connection, now, tuple(seats)):
        seat = seats[position_id]
        if seat.posted_at < opened_at and now - ANNOUNCED_SECONDS < opened_at <= now:
            together[opened_at].append(seat)
    for at, several in together.items():
        yield from _announced(connection, f"wave:{at}", several[:JUDGED], at, may_ask, at - 1)


def _announce(
    theirs: Mapping[int, list[OpenSeat]], occasion: str, tx: "Transaction"
) -> "tuple[Message, ...]":
    from coordinator.actions.messages.announcing import announce

    return announce(theirs, occasion, tx)


def closing(connection: sqlite3.Connection, now: int, terms: Terms) -> Iterator[Due]:
    """Offers that run out soon, to those who have not answered."""
    before = terms.number("closing_minutes") * 60
    for offer in unanswered_offers(connection, now, now - OLDEST_OFFER) if before else ():
        # An offer that stood hardly longer was never far from its end.
        if offer.expires_at - before <= now and offer.offered_at + 2 * before <= offer.expires_at:
            due = offer.expires_at - before
            yield Due(Event.CLOSING, f"closing:{offer.id}", due, partial(_closes, offer))


def _closes(offer: OpenOffer, tx: "Transaction") -> "tuple[Message, ...]":
    from coordinator.actions.messages.outbox import About, tell

    return tell(
        tx,
        Event.CLOSING,
        offer.detail_id,
        officer_id=offer.officer_id,
        position_id=offer.position_id,
        about=About(expires_at=offer.expires_at),
        occasion=f"closing:{offer.id}",
        at_once=True,
    )


# ── a substitute is wanted ───────────────────────────────────────────────────────────────────


def wanted(
    connection: sqlite3.Connection, now: int, terms: Terms, may_ask: MayAsk
) -> Iterator[Due]:
    """The next step of the search for a substitute, for every seat that was given back."""
    steps = terms.wanted
    if not steps:
        return
    for vacancy in vacancies(connection, now, now - ANNOUNCED_SECONDS):
        reached = [n for n, step in enumerate(steps) if _reached(step, vacancy, now)]
        for number in reached:
            occasion = f"wanted:{vacancy.call_off_id}:{number}"
            if occasion_told(connection, occasion):
                continue
            officers = _asked(connection, vacancy, steps[number], may_ask)
            if officers:
                due = vacancy.called_at + steps[number].minutes * 60
                yield Due(Event.WANTED, occasion, due, partial(_ask, vacancy, officers, occasion))


def _reached(step: Step, vacancy: Vacancy, now: int) -> bool:
    return vacancy.called_at + step.minutes * 60 <= now


def _asked(
    connection: sqlite3.Connection, vacancy: Vacancy, step: Step, may_ask: MayAsk
) -> tuple[int, ...]:
    """Whom a step asks: nobody who was asked before, nobody whom the policy bars."""
    # Rules relax as the start comes near: they are asked of the moment of the step.
    may = partial(may_ask.of, vacancy.position_id, vacancy.called_at + step.minutes * 60)
    groups: dict[str, Callable[[], tuple[int, ...]]] = {
        "backups": lambda: tuple(
            each.officer_id for each in backups_for(connection, vacancy.position_id)
        ),
        "interested": lambda: _interested(connection, vacancy, may()),
        "eligible": may,
    }
    before = _offered(connection, vacancy)
    fresh = [each for each in groups[step.who]() if each not in before]
    return tuple(fresh[: step.at_most])


def _interested(
    connection: sqlite3.Connection, vacancy: Vacancy, officers: tuple[int, ...]
) -> tuple[int, ...]:
    asked = interested_in(connection, vacancy.position_id)
    return tuple(each for each in officers if each in asked)


def _offered(connection: sqlite3.Connection, vacancy: Vacancy) -> frozenset[int]:
    """Who was asked since the call-off, and who gave it back."""
    rows = connection.execute(
        "SELECT officer_id FROM offer WHERE position_id = ?1 AND offered_at >= ?2 UNION "
        "SELECT a.officer_id FROM call_off AS c JOIN assignment AS a ON a.id = c.assignment_id "
        "WHERE c.position_id = ?1",
        (vacancy.position_id, vacancy.called_at),
    )
    return frozenset(row[0] for row in rows)


def _ask(
    vacancy: Vacancy, officers: tuple[int, ...], occasion: str, tx: "Transaction"
) -> "tuple[Message, ...]":
    from coordinator.actions.staffing.offering import OFFER_SECONDS, offer_within

    return offer_within(
        tx,
        vacancy.position_id,
        officers,
        seconds=OFFER_SECONDS,
        event=Event.WANTED,
        occasion=occasion,
    )
