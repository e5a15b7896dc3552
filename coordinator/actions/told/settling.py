"""Offers run out: in silence where he was reached, else unreached, which costs him nothing.

The window of an offer begins when its officer was plausibly reached (`rules.telling`). When it is
over, silence counts only where something shows that he was: a receipt, a reading, a talk on the
telephone. An agency that trusts its gateways may let a hand-over count that nothing came back of
(setting `offers.silence`, "plausible" in place of "shown").
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coordinator.actions.results import Actor, Refused
from coordinator.rules.telling import (
    RIPE_SECONDS,
    Health,
    Reached,
    Try,
    came_back,
    has_answered,
    may_still_arrive,
    reached,
)
from coordinator.rules.words import OfferState
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.messages.told import OpenOffer, channels_health, offers_to_settle, tries_of

SHOWN, PLAUSIBLE = "shown", "plausible"


class Step(NamedTuple):
    """What becomes of one offer: its state and until when it stands (UTC seconds)."""

    offer: OpenOffer
    state: str
    expires_at: int


@dataclass(frozen=True, slots=True)
class Settled:
    """How many offers ran out in silence, found nobody, or stand longer than was said."""

    silent: int = 0
    unreached: int = 0
    moved: int = 0

    @property
    def sentence(self) -> str:
        """What was settled, in one line; empty where nothing was."""
        counts = ("silent", self.silent), ("unreached", self.unreached), ("prolonged", self.moved)
        words = ", ".join(f"{number} {what}" for what, number in counts if number)
        return f"Offers: {words}." if words else ""


def settle_offers(
    book: Book, actor: Actor, now: int, channels: Mapping[str, Health] | None = None
) -> Settled:
    """Close the offers whose time is over, and prolong those of which an officer heard late.

    An offer that had run out in silence is unreached after all when its messages came back later.
    `channels` is their health, where that is known.
    """
    steps = tuple(_steps(book.reader(), now, channels))
    if not steps:
        return Settled()
    done = []
    with book.action(Actor(actor.name, now), "settle offers", f"offer:{steps[0].offer.id}") as tx:
        # Writing needs the models; there is seldom anything to settle.
        from storage.models import Offer

        for step in steps:
            row = tx.get(Offer, step.offer.id)
            if row.state != step.offer.state:
                continue
            if step.state != row.state:
                row.state, row.answered_at = OfferState(step.state), now
            row.expires_at = step.expires_at
            tx.save(row)
            done.append(step)
        if not done:
            tx.abandon()
    return _told(done)


@dataclass(frozen=True, slots=True)
class SilenceTaken:
    """The offer counts as unreached."""

    offer_id: int
    sentence: str


def take_silence_back(
    book: Book, actor: Actor, position_id: int, officer_id: int, reason: str
) -> SilenceTaken | Refused:
    """Let an offer that ran out in silence count as unreached, with what shows that it was."""
    if not reason.strip():
        return Refused(("Say what shows that he was not reached.",))
    with book.action(actor, "take silence back", f"position:{position_id}", reason) as tx:
        from storage.models import Offer

        row = tx.connection.execute(
            "SELECT max(id) FROM offer WHERE position_id = ? AND officer_id = ? "
            "AND state = 'expired'",
            (position_id, officer_id),
        ).fetchone()
        if row[0] is None:
            tx.abandon()
            return Refused(("No offer of it to him ran out in silence.",))
        offer = tx.get(Offer, row[0])
        offer.state, offer.reason = OfferState.UNREACHED, reason.strip()
        tx.save(offer)
        return SilenceTaken(row[0], "It counts as not reached and costs him nothing · u undoes")


def _told(steps: Iterable[Step]) -> Settled:
    states = [step.state for step in steps]
    return Settled(
        silent=states.count(OfferState.EXPIRED),
        unreached=states.count(OfferState.UNREACHED),
        moved=states.count(OfferState.OPEN),
    )


def _steps(
    connection: sqlite3.Connection, now: int, channels: Mapping[str, Health] | None = None
) -> Iterator[Step]:
    offers = offers_to_settle(connection, now)
    if not offers:
        return
    channels = channels or channels_health(connection, now)
    tries = tries_of(connection, (each.id for each in offers), now)
    trusting = setting(connection, "offers.silence", SHOWN) == PLAUSIBLE
    for each in offers:
        step = settled(each, tries.get(each.id, ()), now, channels, trusting=trusting)
        if step is not None:
            yield step


def settled(
    offer: OpenOffer,
    tries: tuple[Try, ...],
    now: int,
    channels: Mapping[str, Health],
    *,
    trusting: bool,
) -> Step | None:
    """What becomes of an offer by now; None where it stays as it is."""
    told = reached(tries, now, channels)
    counts = told if told is not None and (told.shown or trusting) else None
    if offer.willing or has_answered(tries):
        # Not silent, whatever becomes of his answer; when it is too late the offer is closed.
        over = offer.state == OfferState.OPEN and now >= offer.starts_at
        return Step(offer, OfferState.WITHDRAWN, offer.expires_at) if over else None
    if offer.state != OfferState.OPEN:
        lost = came_back(tries, channels)
        return Step(offer, OfferState.UNREACHED, offer.expires_at) if lost else None
    ends_at = _ends_at(offer, told)
    if now < ends_at:
        return Step(offer, offer.state, ends_at) if ends_at > offer.expires_at else None
    waiting = now < offer.starts_at and may_still_arrive(tries, now, channels)
    if waiting and (counts is None or not counts.shown):
        return Step(offer, offer.state, min(offer.starts_at, now + RIPE_SECONDS))
    silent = counts is not None and _had_his_time(offer, counts)
    state = OfferState.EXPIRED if silent else OfferState.UNREACHED
    return Step(offer, state, ends_at)


def _ends_at(offer: OpenOffer, told: Reached | None) -> int:
    """The end of his window, never before what he was told, and never beyond the start."""
    if told is None:
        return offer.expires_at
    return max(offer.expires_at, min(told.at + offer.window, offer.starts_at))


def _had_his_time(offer: OpenOffer, told: Reached) -> bool:
    """Whether the start of the detail has left him at least half of his window."""
    return 2 * (_ends_at(offer, told) - told.at) >= offer.window
