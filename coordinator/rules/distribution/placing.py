"""Where an officer comes in the order of a method, from his stand alone.

A place is a tuple that sorts: asked ahead of all, tier, in time or late, then the keys. Whoever
does not stand for the detail has none, and a reason instead.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from coordinator.rules.distribution.deadlines import (
    closes_at,
    deadline_of,
    opening_of,
    opens_at,
    posted_at,
)
from coordinator.rules.distribution.document import By, Deadline, Draft, Key, Late, Method, Tier
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.rosters import NO_DATE, stored
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.rotation import ticket
from coordinator.rules.spans import Calendar

NOT_LATE = -1
"""Before every instant at which somebody came too late."""

LAST = 1 << 62
"""Behind every instant and every place."""

EVERYBODY = (Tier("", frozenset()),)

NO_SIGN_UP = "did not sign up"
TOO_LATE = "asked too late"
TOO_EARLY = "asked before it was open"
NO_TIER = "is in none of the groups that are asked"

Value = tuple[object, ...]

Reader = Callable[[str, Stand], object]
"""What a key compares, of an officer (id) and his stand."""


@dataclass(frozen=True, slots=True)
class Round:
    """What is asked of every officer about one detail.

    `asked` are the instants of sign-ups (None: not known, in good time) by officer; None where
    nobody was asked to sign up. `accepted` are instants of acceptance; `answered`, that somebody
    was asked and answered. Who signed up after `until` comes too late for the decision; `closes` is
    the deadline with its instant.
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
    closing: tuple[int, Late] = field(init=False)
    """The deadline of the detail (UTC seconds), and what becomes of those who come later."""
    mixed: bool = field(init=False)
    """Whether those who come later stand behind all tiers."""
    plain: bool = field(init=False)
    """Whether everybody stands, in one tier and in time."""
    _readers: dict[int, list[Reader]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )
    _tiers: dict[tuple[str, str, tuple[str, ...], str], list[tuple[int, Tier]]] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        deadline = deadline_of(self.method, self.facts)
        object.__setattr__(self, "mixed", deadline is not None and deadline.behind_all)
        object.__setattr__(self, "closing", self._closing(deadline))
        if self.asked and self.method.openings:
            object.__setattr__(self, "asked", self._opened(self.asked))
        everybody = self.asked is None and (not self.method.signups or self.answered)
        object.__setattr__(self, "plain", everybody and not self.method.tiers)

    def value(self, officer: str, stand: Stand) -> Value | None:
        """His place among those who stand; None where he does not."""
        if self.plain:
            keys = self.keys(self.method.keys, officer, stand)
            drawn = (ticket(self.seed, officer),) if self.method.drawn else ()
            return (0 if stand.ahead else 1, 0, NOT_LATE, *keys, *drawn)
        for place, tier in self.tiers(stand):
            if not self._stands(officer, tier):
                continue
            turn = self._turn(officer)
            if turn is None:
                return None
            ahead = 0 if stand.ahead else 1 + (self.mixed and turn != NOT_LATE)
            keys = self.keys(tier.keys or self.method.keys, officer, stand)
            drawn = (ticket(self.seed, officer),) if self.method.drawn else ()
            return (ahead, place, turn, *keys, *drawn)
        return None

    def whole_value(self, officer: str, stand: Stand) -> Value | None:
        """His place as if all had asked in good time; None where he is in no tier."""
        for place, tier in self.tiers(stand)[:1]:
            return (place, *self.keys(tier.keys or self.method.keys, officer, stand))
        return None

    def aside(self, officer: str, stand: Stand) -> str:
        """Why somebody does not stand, in words; "" where he does."""
        tiers = self.tiers(stand)
        if not tiers:
            return NO_TIER
        if not any(self._stands(officer, tier) for _, tier in tiers):
            early = officer in (self.asked or {}) and not (self.asked or {})[officer]
            return TOO_EARLY if early else NO_SIGN_UP
        return TOO_LATE if self._turn(officer) is None else ""

    def tier(self, officer: str, stand: Stand) -> str:
        """The name of the tier in which he stands; "" where there are none."""
        names = [tier.name for _, tier in self.tiers(stand) if self._stands(officer, tier)]
        return names[0] if names else ""

    def tiers(self, stand: Stand) -> list[tuple[int, Tier]]:
        """Every tier that somebody belongs to, the first one first."""
        known = stand.tier, stand.rank, stand.groups, stand.duty
        found = self._tiers.get(known)
        if found is None:
            found = self._tiers[known] = [
                (place, tier)
                for place, tier in enumerate(self.method.tiers or EVERYBODY)
                if _belongs(tier, stand)
                and (not tier.of_detail or stand.tier == self.facts.get("tier"))
            ]
        return found

    def ordered_value(self, draft: Draft, officer: str, stand: Stand) -> Value | None:
        """His place among those who can be ordered; None where he cannot."""
        if not _belongs(draft, stand):
            return None
        return self.keys(draft.keys, officer, stand)

    def keys(self, keys: Sequence[Key], officer: str, stand: Stand) -> Value:
        """The values of some keys, each turned round where it says so."""
        # Keys are told apart by themselves: they are part of the method, which stays as it is.
        readers = self._readers.get(id(keys))
        if readers is None:
            readers = self._readers[id(keys)] = [self._reader(key) for key in keys]
        return tuple([read(officer, stand) for read in readers])

    def _reader(self, key: Key) -> Reader:
        plain = _READERS[key.by](self, key)
        return _backwards(plain) if key.reverse else plain

    def _stands(self, officer: str, tier: Tier) -> bool:
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

    def _opened(
        self, asked: Mapping[str, tuple[int | None, ...]]
    ) -> Mapping[str, tuple[int | None, ...]]:
        """The sign-ups without those that came before the detail was open for them."""
        opens = opens_at(self.method, self.facts, self.starts_at, self.calendar)
        opening = opening_of(self.method, self.facts)
        if opens is None or opening is None:
            return asked
        if opening.waits:
            return {
                name: tuple(at if at is None else max(at, opens) for at in times)
                for name, times in asked.items()
            }
        return {
            name: tuple(at for at in times if at is None or at >= opens)
            for name, times in asked.items()
        }

    def _closing(self, deadline: Deadline | None) -> tuple[int, Late]:
        if deadline is None:
            return LAST, Late.BOTTOM
        closes = closes_at(deadline, self.starts_at, posted_at(self.facts), self.calendar)
        return LAST if closes is None else closes, deadline.late


def _belongs(group: Tier | Draft, stand: Stand) -> bool:
    """Whether somebody is one of those whom a tier or a draft means."""
    return (
        (not group.tiers or stand.tier in group.tiers)
        and (not group.ranks or stand.rank in group.ranks)
        and (not group.groups or not group.groups.isdisjoint(stand.groups))
        and (not group.duty or stand.duty in group.duty)
    )


class Backwards:
    """A value that sorts the other way round."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __lt__(self, other: "Backwards") -> bool:
        return bool(other.value < self.value)  # type: ignore[operator]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Backwards) and self.value == other.value

    __hash__ = None  # type: ignore[assignment]


def _tally(_: Round, key: Key) -> Reader:
    name, more, most = key.of, key.plus, key.most

    def read(_: str, stand: Stand) -> object:
        figure = stand.figures.get(name, 0)
        for other in more:
            figure += stand.figures.get(other, 0)
        if most is not None:
            figure = min(figure, most)
        # Whole numbers are compared many times faster than fractions.
        return figure.numerator if figure.denominator == 1 else figure

    return read


def _since(asking: Round, key: Key) -> Reader:
    def read(_: str, stand: Stand) -> object:
        known = [stand.last[word] for word in key.on if word in stand.last]
        dated = stand.dates.get(key.of)
        if dated:
            known.append(asking.calendar.midnight(date.fromisoformat(dated[:10])))
        return max(known, default=-LAST)

    return read


def _asked(asking: Round, _: Key) -> Reader:
    def read(officer: str, _: Stand) -> object:
        times = [at for at in (asking.asked or {}).get(officer, ()) if at is not None]
        return min([*times, *(asking.accepted or {}).get(officer, ())], default=LAST)

    return read


def _listed(_: Round, key: Key) -> Reader:
    if key.of:
        return lambda _, stand: stand.places.get(key.of, LAST)
    return lambda _, stand: next(iter(stand.places.values()), LAST)


def _stored(_: Round, key: Key) -> Reader:
    return lambda _, stand: stored(key, stand)


def _senior(_: Round, key: Key) -> Reader:
    name = key.of
    return lambda _, stand: stand.dates.get(name) or NO_DATE


def _drawn(asking: Round, _: Key) -> Reader:
    return lambda officer, _: ticket(asking.seed, officer)


def _backwards(read: Reader) -> Reader:
    return lambda officer, stand: Backwards(read(officer, stand))


_READERS: Mapping[By, Callable[[Round, Key], Reader]] = {
    By.FEWEST: _tally,
    By.FEWEST_HOURS: _tally,
    By.FEWEST_DETAILS: _tally,
    By.LONGEST_SINCE: _since,
    By.SENIORITY: _senior,
    By.RANK: _stored,
    By.GROUP: _stored,
    By.DUTY: _stored,
    By.NUMBER: _stored,
    By.FIRST_ANSWER: _asked,
    By.LIST: _listed,
    By.DRAW: _drawn,
}
