"""A year of offers in a world in which a fifth of all messages is lost.

The world knows what truly arrived; the book only what it is told: receipts of texts, bounces, and
answers. Everything goes through the actions that the application uses.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from random import Random
from threading import Lock

from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.messages.sending import send_due
from coordinator.actions.results import Actor
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.actions.told.following_up import follow_up
from coordinator.actions.told.told import answered, write_report
from coordinator.rules.words import OfferState
from notify.parcels import Failed, Outcome, Parcel, Refused, Sent
from storage.database import Book
from storage.models import Offer, Received
from storage.queries.messages.quiet_channels import quiet_channels
from tests.conftest import NOW

MINUTE, HOUR, DAY = 60, 3_600, 86_400
STEP = 10 * MINUTE
WINDOW = 2 * HOUR
WAVE = 5


@dataclass
class Spell:
    """A span in which a channel is dead, and what the book noticed of it.

    `handed` is the key of each message that was handed over then → when first.
    """

    channel: str
    start: int
    end: int
    refusing: bool
    handed: dict[str, int] = field(default_factory=dict)
    flagged_at: int | None = None

    @property
    def seen_in_time(self) -> bool:
        """Within 30 minutes of the first message that it swallowed, or within ten of them."""
        if self.flagged_at is None:
            return False
        before = sum(at < self.flagged_at for at in self.handed.values())
        return before <= 10 or self.flagged_at - min(self.handed.values()) <= 30 * MINUTE


@dataclass
class World:
    """What truly happens. `arrived` is (officer's address, offer message key) → when."""

    book: Book
    seed: int
    spells: list[Spell]
    lost: float = 0.12
    bounced: float = 0.06
    now: int = NOW
    events: list[tuple[int, int, Callable[[], None]]] = field(default_factory=list)
    arrived: dict[str, int] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    heard: set[tuple[int, int]] = field(default_factory=set)
    false_alarms: int = 0
    made: int = 0
    lock: Lock = field(default_factory=Lock)
    _quiet: set[str] = field(default_factory=set)

    # ── the gateways ────────────────────────────────────────────────────────────────────────

    def trouble(self, _channel: str) -> str:
        return ""

    def hang_up(self, _channel: str) -> None:
        pass

    def close(self) -> None:
        pass

    def ready(self, parcel: Parcel) -> Parcel | Outcome:
        return parcel

    def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
        meanwhile()
        with self.lock:
            return self._handed(parcel, Random(f"{self.seed} {parcel.address} {self.now}"))

    def _handed(self, parcel: Parcel, dice: Random) -> Outcome:
        """Lanes hand over in threads, in any order: each message has dice of its own."""
        self.counts["handed"] += 1
        spell = self.spell(parcel.channel)
        if spell is not None:
            self.counts["dropped"] += 1
            spell.handed.setdefault(parcel.key, self.now)
            return Failed("no connection", rests=60) if spell.refusing else Sent("OK")
        chance = dice.random()
        if chance < self.lost + self.bounced:
            self.counts["dropped"] += 1
            return self._dropped(parcel, dice, bounces=chance >= self.lost)
        self.arrived[parcel.key] = self.now
        if parcel.channel == "sms":
            self.later(dice.randint(2, 50), lambda: self.report(parcel.key, "delivered"))
        self.later(dice.randint(1, 90), lambda: self.reads(parcel.key, dice))
        return Sent("OK")

    def _dropped(self, parcel: Parcel, dice: Random, *, bounces: bool) -> Outcome:
        if not bounces:
            return Sent("OK")
        if dice.random() < 0.4:
            return Refused("550 no such user")
        self.later(dice.randint(20, 900), lambda: self.report(parcel.key, "bounced"))
        return Sent("OK")

    def spell(self, channel: str) -> Spell | None:
        for spell in self.spells:
            if spell.channel == channel and spell.start <= self.now < spell.end:
                return spell
        return None

    # ── people ──────────────────────────────────────────────────────────────────────────────

    def later(self, seconds: int, step: Callable[[], None]) -> None:
        self.made += 1
        heappush(self.events, (self.now + seconds, self.made, step))

    def report(self, key: str, kind: str) -> None:
        with self.book.unlogged() as connection:
            (message,) = connection.execute(
                "SELECT id FROM message WHERE key = ?", (key,)
            ).fetchone()
            write_report(connection, message, kind, self.now, "")

    def reads(self, key: str, dice: Random) -> None:
        """He has it before him, decides once, and answers some time later, or never."""
        officer, position, channel = self.book.reader().execute(
            "SELECT officer_id, position_id, channel FROM message WHERE key = ?", (key,)
        ).fetchone()  # fmt: skip
        if officer is None or (officer, position) in self.heard:
            return
        self.heard.add((officer, position))
        chance = dice.random()
        if chance < 0.6:
            yes = chance < 0.25
            wait = dice.randint(2 * MINUTE, 3 * HOUR)
            self.later(wait, lambda: self.says(officer, position, channel, yes=yes))

    def says(self, officer: int, position: int, channel: str, *, yes: bool) -> None:
        """YES takes the seat if it is still open to him, NO declines."""
        with self.book.action(Actor(f"officer {officer}", self.now), "answer", "received") as tx:
            tx.add(
                Received(
                    key=f"{officer}:{position}",
                    channel=channel,
                    source="sim",
                    received_at=self.now,
                    read_at=self.now,
                )
            )
            code = code_of_officer(tx, officer, position)
            answered(tx, code, channel, self.now, "YES" if yes else "NO")
            row = tx.connection.execute(
                "SELECT id FROM offer WHERE officer_id = ? AND position_id = ? AND state = 'open'",
                (officer, position),
            ).fetchone()
            if row and not yes:
                mine = tx.get(Offer, row[0])
                mine.state, mine.answered_at = OfferState.DECLINED, self.now
                tx.save(mine)
        if row and yes:
            filled = assign(self.book, Actor("Pat", self.now), position, officer, reason="yes")
            self.counts["filled"] += isinstance(filled, Filled)

    # ── the clock ───────────────────────────────────────────────────────────────────────────

    def tick(self) -> None:
        """What the application's clock does."""
        follow_up(self.book, self.now)
        send_due(self.book, lambda: self.now, lambda: self)
        quiet = set(quiet_channels(self.book.reader()))
        for channel in quiet - self._quiet:
            spell = self.spell(channel)
            if spell is None:
                self.false_alarms += not self._just_over(channel)
            elif spell.flagged_at is None:
                spell.flagged_at = self.now
        self._quiet = quiet

    def _just_over(self, channel: str) -> bool:
        """Noticed only when it had passed: late, but no false alarm."""
        return any(s.channel == channel and s.end <= self.now < s.end + DAY for s in self.spells)

    def run(self, until: int) -> None:
        """Let the time go by, with a tick every ten minutes while anything is under way."""
        while self.now < until:
            at = min(self.now + STEP, until)
            while self.events and self.events[0][0] <= at:
                self.now, _, step = heappop(self.events)
                step()
            self.now = at
            self.tick()
            if not self.busy():
                ahead = self.events[0][0] if self.events else until
                self.now = max(self.now, min(until, ahead - 1))

    def busy(self) -> bool:
        return bool(
            self.book.reader()
            .execute(
                "SELECT 1 FROM offer WHERE state = 'open' UNION ALL SELECT 1 FROM message AS m "
                "WHERE state = 'queued' AND not_after_at > ?1 AND leaves_at > ?1 - 7200 LIMIT 1",
                (self.now,),
            )
            .fetchone()
        )
