"""Where an officer comes in the order of a method, from his stand alone.

A place is a tuple that sorts: asked ahead of all, tier, in time or late, then the keys. Whoever
does not stand for the detail has none, and a reason instead.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from coordinator.rules.distribution import asides
from coordinator.rules.distribution.belonging import belongs, may_draft
from coordinator.rules.distribution.beside_others import Figures
from coordinator.rules.distribution.comparing import LAST, Reader, reader_of
from coordinator.rules.distribution.deadlines import (
    closing_of,
    deadline_of,
    posted_at,
    since_opened,
)
from coordinator.rules.distribution.document import Draft, Key, Method, Tier
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.seat_parts import SeatPart, chain_from, part_of
from coordinator.rules.distribution.sharing import ON_DETAIL, kinds_of
from coordinator.rules.distribution.signup_times import Late
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.rotation import ticket
from coordinator.rules.spans import Calendar

NOT_LATE = -1
"""Before every instant at which somebody came too late."""

EVERYBODY = (Tier("", frozenset()),)

Value = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked of every officer about one detail.

    `asked` are the instants of sign-ups (None: not known, in good time) by officer; None where
    nobody was asked to sign up. `accepted` are instants of acceptance; `answered`, that somebody
    was asked and answered. Who signed up after `until` comes too late for the decision; `closes` is
    the deadline with its instant. Tiers that open later than `now` do not stand yet.

    Where a key compares with others' figures, or only so many of one kind may be on a detail,
    everybody must be seen (`see`) before anybody is placed.
    """

    method: Method
    facts: Facts
    starts_at: int
    calendar: Calendar
    seed: str = ""
    asked: Mapping[str, tuple[int | None, ...]] | None = None
    accepted: Mapping[str, tuple[int, ...]] | None = None
    answered: bool = False
    until: int = LAST
    now: int = LAST
    part: SeatPart | None = None
    """Which of the parted seats it is; without it the one that the facts tell, or none."""
    closing: tuple[int, Late] = field(init=False)
    """The deadline of the detail (UTC seconds), and what becomes of those who come later."""
    mixed: bool = field(init=False)
    """Whether those who come later stand behind all tiers."""
    plain: bool = field(init=False)
    """Whether everybody stands, in one tier and in time."""
    compares: bool = field(init=False)
    """Whether somebody's place hangs on who else stands."""
    chain: tuple[SeatPart, ...] = field(init=False, default=())
    """The part of the seat, and those to which it passes on; empty where seats are not parted."""
    _figures: Figures = field(init=False, repr=False, compare=False, default_factory=Figures)
    _here: Counter[str] = field(init=False, repr=False, compare=False, default_factory=Counter)
    _readers: dict[int, list[Reader]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _tiers: dict[tuple[object, ...], list[tuple[int, Tier]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        deadline, when = deadline_of(self.method, self.facts), (self.starts_at, self.calendar)
        object.__setattr__(self, "mixed", deadline is not None and deadline.behind_all)
        object.__setattr__(self, "closing", closing_of(deadline, self.facts, *when))
        if self.asked and self.method.openings:
            opened = since_opened(self.asked, self.method, self.facts, *when)
            object.__setattr__(self, "asked", opened)
        everybody = self.asked is None and (not self.method.signups or self.answered)
        object.__setattr__(self, "compares", self.method.compares)
        if self.method.parts:
            part = self.part or part_of(self.method.parts, self.facts)
            chain = chain_from(self.method.parts, part) if part else ()
            object.__setattr__(self, "chain", chain)
        whole = self.method.tiers or self.compares or self.chain or self.method.skips
        object.__setattr__(self, "plain", everybody and not whole)

    def see(self, everybody: Iterable[tuple[str, Stand]]) -> None:
        """Take down the figures of those who stand, and who is on the detail already."""
        if not self.compares:
            return
        for officer, stand in everybody:
            if ON_DETAIL in stand.last:
                self._here.update(kinds_of(self.method, stand))
            if self._standing_tier(officer, stand) is not None:
                others = [each.keys for each in self.method.tiers]
                for keys in (self.method.keys, *others, *(part.keys for part in self.chain)):
                    self._figures.note(keys, stand)
            draft = self.method.draft(self.facts)
            if draft is not None and self.may_draft(draft, stand):
                self._figures.note(draft.keys, stand)

    def lowest(self, key: Key) -> Fraction | None:
        """The lowest figure by a key of those who stand; None before anybody was seen."""
        return self._figures.lowest(key)

    def opens_at(self, tier: Tier) -> int | None:
        """From when on a tier stands; None where it always does."""
        if tier.opens is None:
            return None
        return tier.opens.instant(self.starts_at, posted_at(self.facts), self.calendar)

    def next_opening(self) -> tuple[str, int] | None:
        """The next tier to open after now, and when."""
        known = [(self.opens_at(tier), tier.name) for tier in self.method.tiers]
        later = [(at, name) for at, name in known if at is not None and at > self.now]
        return min(later)[::-1] if later else None

    def latest_opening(self) -> tuple[Tier, int] | None:
        """The tier that opened last by now, and when."""
        known = [(self.opens_at(tier), tier) for tier in self.method.tiers]
        found = [(tier, at) for at, tier in known if at is not None and at <= self.now]
        return max(found, key=lambda each: each[1]) if found else None

    def value(self, officer: str, stand: Stand) -> Value | None:
        """His place among those who stand; None where he does not."""
        if self.plain:
            keys = self.keys(self.method.keys, officer, stand)
            drawn = (ticket(self.seed, officer),) if self.method.drawn else ()
            return (0 if stand.ahead else 1, 0, NOT_LATE, *keys, *drawn)
        found = self._standing_tier(officer, stand)
        if found is None or stand.skipped or (self.compares and self._beyond(found[1], stand)):
            return None
        place, tier, turn = found
        behind = self.mixed and turn != NOT_LATE and not stand.ahead
        ahead = 0 if stand.ahead else 1 + behind
        drawn = (ticket(self.seed, officer),) if self.method.drawn else ()
        if behind and self.closing[1] is Late.FIRST_COME:  # whatever tier they are of
            place, turn = turn, place
        if not self.chain:
            keys = self.keys(self.keys_for(tier), officer, stand)
            return (ahead, place, turn, *keys, *drawn)
        mine = self._own_part(stand)
        if mine is None:
            return None
        keys = self.keys(self.keys_for(tier, mine[1]), officer, stand)
        return (mine[0], ahead, place, turn, keys, *drawn)

    def _own_part(self, stand: Stand) -> tuple[int, SeatPart] | None:
        """The first part of the chain whose seats are for somebody, and its place."""
        for place, part in enumerate(self.chain):
            if belongs(part, stand, self.facts):
                return place, part
        return None

    def keys_for(self, tier: Tier, part: SeatPart | None = None) -> tuple[Key, ...]:
        """By what those of a tier are ordered, for the seats of a part; by nothing where somebody
        chooses among them."""
        if part is not None and part.chosen_by:
            return ()
        return (part.keys if part else ()) or tier.keys or self.method.keys

    def _standing_tier(self, officer: str, stand: Stand) -> tuple[int, Tier, int] | None:
        """The tier in which somebody stands, its place, and with what turn; None: in none."""
        for place, tier in self.tiers(stand):
            if self._stands(officer, tier):
                turn = self._turn(officer)
                return None if turn is None else (place, tier, turn)
        return None

    def _beyond(self, tier: Tier, stand: Stand) -> str:
        """Why somebody who stands is left out beside the others, in words; "" where he is not."""
        mine = self._own_part(stand) if self.chain else None
        if told := self._figures.beyond(self.keys_for(tier, mine and mine[1]), stand):
            return told
        if ON_DETAIL in stand.last:
            return ""
        for kind, most in kinds_of(self.method, stand).items():
            if self._here[kind] >= most:
                return f"{most} of {kind} on the detail already"
        return ""

    def whole_value(self, officer: str, stand: Stand) -> Value | None:
        """His place as if all had asked in good time; None where he is in no tier."""
        for place, tier in [] if stand.skipped else self.tiers(stand)[:1]:
            if not self.chain:
                return (place, *self.keys(self.keys_for(tier), officer, stand))
            if (mine := self._own_part(stand)) is not None:
                return (mine[0], place, self.keys(self.keys_for(tier, mine[1]), officer, stand))
        return None

    def aside(self, officer: str, stand: Stand) -> str:
        """Why somebody does not stand, in words; "" where he does."""
        tiers = self.tiers(stand)
        if not tiers:
            return asides.NO_TIER
        if not any(self._stands(officer, tier) for _, tier in tiers):
            early = officer in (self.asked or {}) and not (self.asked or {})[officer]
            waits = self._waiting(tiers)
            return waits or (asides.TOO_EARLY if early else asides.NO_SIGN_UP)
        if self._turn(officer) is None:
            return asides.TOO_LATE
        if stand.skipped:
            return asides.skipped_words(stand.skipped)
        if self.chain and self._own_part(stand) is None:
            return asides.NOT_MEANT
        found = self._standing_tier(officer, stand)
        return self._beyond(found[1], stand) if found and self.compares else ""

    def _waiting(self, tiers: Sequence[tuple[int, Tier]]) -> str:
        """From when on somebody's tier is asked, where it is not yet."""
        opens = [at for _, tier in tiers if (at := self.opens_at(tier)) is not None]
        waits = bool(opens) and all(self._closed(tier) for _, tier in tiers)
        return f"is asked from {self.calendar.wall(min(opens)):%a %d %b %H:%M}" if waits else ""

    def _closed(self, tier: Tier) -> bool:
        opens = self.opens_at(tier)
        return opens is not None and opens > self.now

    def tier(self, officer: str, stand: Stand) -> str:
        """The name of the tier in which he stands; "" where there are none."""
        return next((t.name for _, t in self.tiers(stand) if self._stands(officer, t)), "")

    def tiers(self, stand: Stand) -> list[tuple[int, Tier]]:
        """Every tier that somebody belongs to, the first one first."""
        known = stand.tier, stand.rank, stand.groups, stand.duty, stand.unit
        found = self._tiers.get(known)
        if found is None:
            found = self._tiers[known] = [
                (place, tier)
                for place, tier in enumerate(self.method.tiers or EVERYBODY)
                if self.means(tier, stand)
            ]
        return found

    def means(self, tier: Tier, stand: Stand) -> bool:
        """Whether somebody belongs to a tier."""
        return belongs(tier, stand, self.facts)

    def may_draft(self, draft: Draft, stand: Stand) -> bool:
        """Whether a draft means somebody."""
        on = self.calendar.local_date(self.starts_at)
        return may_draft(draft, stand, self.facts, self.starts_at, on)

    def ordered_value(self, draft: Draft | None, officer: str, stand: Stand) -> Value | None:
        """His place among those who can be ordered; None where he cannot."""
        if draft is None or not self.may_draft(draft, stand):
            return None
        if draft.tally and stand.figures.get(draft.tally, 0) >= draft.most:
            return None
        return self.keys(draft.keys, officer, stand)

    def keys(self, keys: Sequence[Key], officer: str, stand: Stand) -> Value:
        """The values of some keys, each turned round where it says so."""
        # Keys are told apart by themselves: they are part of the method, which stays as it is.
        readers = self._readers.get(id(keys))
        if readers is None:
            readers = self._readers[id(keys)] = [reader_of(self, key) for key in keys]
        return tuple([read(officer, stand) for read in readers])

    def _stands(self, officer: str, tier: Tier) -> bool:
        if tier.opens is not None and self._closed(tier):
            return False
        from_signups = self.method.signups if tier.signups is None else tier.signups
        if self.asked is None:
            return not from_signups or self.answered
        if from_signups is False:
            return True
        return any((at or 0) <= self.until for at in self.asked.get(officer, ()))

    def _turn(self, officer: str) -> int | None:
        """With what turn he stands behind those who asked in time; None: not considered."""
        closes, late = self.closing
        if self.asked is None or closes == LAST:
            return NOT_LATE
        known = [at for at in self.asked.get(officer, ()) if at is not None and at > closes]
        if not known:
            return NOT_LATE
        return {Late.OUT: None, Late.BOTTOM: 0, Late.FIRST_COME: known[-1]}[late]
