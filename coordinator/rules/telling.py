"""When was a person plausibly reached, and has a channel gone quiet?

Reached is shown by what was heard of a message: delivered, read or answered, or by a talk on the
telephone. It is plausible where a gateway took the message and nothing came back within a while
(PLAUSIBLE_SECONDS), on a channel that was alive then. It is neither after a bounce, a failure, an
unknown fate, on a channel that had gone quiet, or without a receipt on one that gives receipts.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import NamedTuple

from coordinator.rules.message_words import ReportKind
from coordinator.rules.spans import Span
from coordinator.rules.words import Channel

PLAUSIBLE_SECONDS: Mapping[str, int] = {Channel.EMAIL: 600, Channel.SMS: 300, Channel.PUSH: 300}
"""How long after the hand-over a refusal would have come back."""

RIPE_SECONDS = 1_800
"""After so long a dead channel would have been noticed, and a receipt would have come."""

SHOWING = frozenset({ReportKind.DELIVERED, ReportKind.READ, ReportKind.ANSWERED})
"""Reports that show that a message got to its person."""

FOREVER = 1 << 62


class Heard(NamedTuple):
    """One report about a message, at an instant (UTC seconds)."""

    kind: str
    at: int


@dataclass(frozen=True, slots=True)
class Try:
    """One message to a person about one thing, or a telephone call in which he was spoken to.

    `handed_at` is when a gateway took it, None where none did; `over` that none will any more.
    """

    channel: str
    handed_at: int | None = None
    over: bool = False
    heard: tuple[Heard, ...] = ()

    @property
    def shown_at(self) -> int | None:
        """The first instant that shows that it arrived."""
        return min((each.at for each in self.heard if each.kind in SHOWING), default=None)

    @property
    def come_back(self) -> bool:
        """Whether it bounced, or waits at a server on its way."""
        kinds = {each.kind for each in self.heard}
        return bool(kinds & {ReportKind.BOUNCED, ReportKind.DELAYED})


@dataclass(frozen=True, slots=True)
class Health:
    """What is known of a channel: the spans in which it was dead, and whether it gives receipts.

    A span that lasts still ends at FOREVER.
    """

    dead: tuple[Span, ...] = ()
    receipts: bool = False

    @property
    def quiet_since(self) -> int | None:
        """Since when it has been dead; None where it is alive."""
        return self.dead[-1][0] if self.dead and self.dead[-1][1] == FOREVER else None

    def dead_at(self, at: int) -> bool:
        """Whether what was handed over then is not to be counted on."""
        return any(start <= at < end for start, end in self.dead)


WELL = Health()


@dataclass(frozen=True, slots=True)
class Reached:
    """From when on he can have known of it (UTC seconds), and whether anything shows it."""

    at: int
    shown: bool


def reached(tries: Iterable[Try], now: int, channels: Mapping[str, Health]) -> Reached | None:
    """When a person was plausibly reached by any of several messages; None: not so far."""
    shown = [at for each in tries if (at := each.shown_at) is not None]
    likely = [at for each in tries if (at := _plausible_at(each, now, channels)) is not None]
    at = min((*shown, *likely), default=None)
    return None if at is None else Reached(at, bool(shown))


def has_answered(tries: Iterable[Try]) -> bool:
    """Whether he has said anything to it, whatever it was."""
    return any(each.kind == ReportKind.ANSWERED for told in tries for each in told.heard)


def came_back(tries: Iterable[Try], channels: Mapping[str, Health]) -> bool:
    """Whether all that was handed over came back or went into a dead channel, as is now known."""
    handed = [each for each in tries if each.handed_at is not None]
    return bool(handed) and all(each.shown_at is None and _lost(each, channels) for each in handed)


def _lost(each: Try, channels: Mapping[str, Health]) -> bool:
    dead = channels.get(each.channel, WELL).dead_at(each.handed_at or 0)
    return dead or each.come_back


def may_still_arrive(tries: Iterable[Try], now: int, channels: Mapping[str, Health]) -> bool:
    """Whether one of the messages may yet turn out to have reached him."""
    return any(_pending(each, now, channels) for each in tries)


def _plausible_at(each: Try, now: int, channels: Mapping[str, Health]) -> int | None:
    told = any(heard.kind == ReportKind.DELIVERED for heard in each.heard)
    if each.handed_at is None or each.come_back or told:
        return None  # a receipt says it better
    health = channels.get(each.channel, WELL)
    at = each.handed_at + PLAUSIBLE_SECONDS.get(each.channel, 0)
    return None if at > now or health.receipts or health.dead_at(each.handed_at) else at


def _pending(each: Try, now: int, channels: Mapping[str, Health]) -> bool:
    if each.handed_at is None:
        return not each.over
    return not _lost(each, channels) and now < each.handed_at + RIPE_SECONDS


def wants_another_way(
    each: Try, since: int, patience: int, now: int, channels: Mapping[str, Health]
) -> bool:
    """Whether a person is to be told on another channel of what was to leave at `since`.

    At once where the message came back or failed for good; after `patience` (seconds) where it
    has not plausibly arrived.
    """
    if each.shown_at is not None:
        return False
    bounced = any(heard.kind == ReportKind.BOUNCED for heard in each.heard)
    if bounced or (each.handed_at is None and each.over):
        return True
    return now >= since + patience and reached((each,), now, channels) is None


# ── the health of a channel ──────────────────────────────────────────────────────────────────

ODDS = 5_000
"""A run of messages without a sign of life counts as a dead channel when a living one would show
one like it less than once in so many: that bounds the false alarms, one in so many messages."""

KNOWN = 30
"""So many earlier messages are wanted before the usual share of signs of life is believed."""

REMEMBERED = 200
"""So many of them are looked at."""

LEAST, FEWEST = 0.02, 3
"""No single message speaks for more than this probability, and it takes so many addresses."""

UNKNOWN_FAILING = 0.25
"""The share of failures taken for usual where too little is known."""

_CAUTION = 1.0
"""Standard errors by which an estimated share is moved to the side of no alarm."""


class Sign(NamedTuple):
    """What became of one message on a channel (UTC seconds).

    `at` is when its last attempt ended, `failed` that it failed, was refused, bounced, or is of
    unknown fate; `alive_at` the first report that shows its arrival, `receipt_at` that of its
    delivery.
    """

    at: int
    address: str
    failed: bool
    alive_at: int | None = None
    receipt_at: int | None = None


def health(signs: Sequence[Sign], now: int) -> Health:
    """The health of a channel from its latest messages, in order of time.

    The messages between two that showed a sign of life are a run, and so are those after the last
    one. A run is a dead span when it is too unlikely on a living channel (ODDS). Each message
    counts in it with the probability that it failed, or stayed silent as long as it has, taken
    from the messages before the run; a second one to the same address counts half, further ones
    not at all. So where 2 of 3 messages usually show a sign of life within minutes, 10 that do
    not are a dead channel, and where 9 of 10 do, 5. Where nothing but rare answers shows life it
    takes many more; refusals of everybody count from the first day on.
    """
    past, run, dead = _Past(), list[Sign](), list[Span]()
    for sign in signs:
        if sign.alive_at is None or sign.alive_at > now:
            run.append(sign)
            continue
        _end_run(past, run, dead, sign.at, now)
        past.add(sign)
        run = []
    _end_run(past, run, dead, FOREVER, now)
    return Health(tuple(dead), past.gives_receipts())


def _end_run(past: "_Past", run: Sequence[Sign], dead: list[Span], until: int, now: int) -> None:
    """What a run says; one that says nothing is remembered as what is usual."""
    if run and past.against(run, now) >= log(ODDS):
        dead.append((run[0].at, until))
    elif until != FOREVER:
        for sign in run:
            past.add(sign)


@dataclass(slots=True)
class _Past:
    """The messages before a run, without those of dead spans."""

    signs: list[Sign] = field(default_factory=list)

    def add(self, sign: Sign) -> None:
        self.signs.append(sign)
        del self.signs[:-REMEMBERED]

    def against(self, run: Sequence[Sign], now: int) -> float:
        """How much a run speaks against a living channel (natural logarithm of the odds)."""
        if len({sign.address for sign in run}) < FEWEST:
            return 0.0
        failing, delays, asked = self._failing(), self._delays(), self._handed()
        by_address: dict[str, list[float]] = {}
        for sign in run:
            usual = failing if sign.failed else 1 - _within(delays, asked, now - sign.at)
            weight = -log(min(1.0, max(LEAST, usual)))
            by_address.setdefault(sign.address, []).append(weight)
        return sum(_of_one(weights) for weights in by_address.values())

    def gives_receipts(self) -> bool:
        """Whether most messages that were taken are usually said to be delivered soon."""
        handed = [sign for sign in self.signs if not sign.failed]
        told = [
            s for s in handed if s.receipt_at is not None and s.receipt_at - s.at < RIPE_SECONDS
        ]
        return len(handed) >= KNOWN and _at_least(len(told), len(handed)) > 0.5

    def _failing(self) -> float:
        if len(self.signs) < KNOWN:
            return UNKNOWN_FAILING
        return _at_most(sum(sign.failed for sign in self.signs), len(self.signs))

    def _handed(self) -> int:
        return sum(not sign.failed for sign in self.signs)

    def _delays(self) -> list[int]:
        return sorted(
            s.alive_at - s.at for s in self.signs if s.alive_at is not None and not s.failed
        )


def _of_one(weights: Sequence[float]) -> float:
    """What several messages to one address say: his own telephone may be off."""
    first, *more = sorted(weights, reverse=True)
    return first + more[0] / 2 if more else first


def _within(delays: Sequence[int], asked: int, age: int) -> float:
    """The share of messages that usually show a sign of life within so many seconds."""
    return _at_least(bisect_right(delays, age), asked) if asked >= KNOWN else 0.0


def _at_least(few: int, all_: int) -> float:
    share = few / all_
    return max(0.0, share - _CAUTION * sqrt(share * (1 - share) / all_) - 1 / all_)


def _at_most(few: int, all_: int) -> float:
    return 1 - _at_least(all_ - few, all_)
