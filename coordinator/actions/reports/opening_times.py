"""From when on officers may ask for a seat: when it is put up, and when each tier of it opens."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from coordinator.actions.reports.applying import Applying
from coordinator.rules.distribution.deadlines import opening_of, opens_at
from coordinator.rules.distribution.document import Method, Tier
from coordinator.rules.distribution.facts import Fact
from coordinator.rules.distribution.placing import Round
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.facts import OfficerFacts, PositionFacts
from coordinator.rules.spans import Calendar

NOT_POSTED: Final = "not put up yet"


@dataclass(frozen=True, slots=True)
class Opening:
    """When a seat opens for a tier ("" where there are none): UTC seconds; None: not put up yet."""

    tier: str
    at: int | None


@dataclass(slots=True)
class Openings:
    """The openings of seats by the method that fits each."""

    applying: Applying
    _seat: PositionFacts | None = None
    _round: Round | None = None
    _belong: dict[tuple[object, ...], tuple[int, ...]] = field(default_factory=dict)

    def of(self, seat: PositionFacts) -> tuple[Opening, ...]:
        """One for each tier of its method, in their order, or one for all."""
        asked = self.round(seat)
        if asked is None:
            return (Opening("", seat.posted_at),)
        begins = _begins(asked.method, asked.facts, seat, self.applying.calendar)
        return tuple(
            Opening(tier.name, _later(begins, asked.opens_at(tier), posted=seat.posted_at))
            for tier in asked.method.tiers or (Tier("", frozenset()),)
        )

    def round(self, seat: PositionFacts) -> Round | None:
        """What is asked of everybody about a seat; None where the policy has no method for it."""
        question = self.applying.question(seat)
        known = facts_of(question)
        method = self.applying.policy(question.first_on).distribution.method(known)
        if method is None:
            return None
        now = self.applying.now
        return Round(method, known, seat.starts_at, self.applying.calendar, now=now)

    def tiers(self, seat: PositionFacts, officer: OfficerFacts, tier: str) -> tuple[int, ...]:
        """The places of the tiers that an officer belongs to; how the detail lies in his duty is
        not looked at. Everybody belongs to the one tier of a method without any."""
        asked = self._same_round(seat)
        if asked is None or not asked.method.tiers:
            return (0,)
        key = (officer.rank_code, tier, officer.groups, officer.unit)
        found = self._belong.get(key)
        if found is None:
            stand = Stand(officer.rank_code, tier, groups=officer.groups, unit=officer.unit)
            found = self._belong[key] = tuple(
                place for place, each in enumerate(asked.method.tiers) if _means(asked, each, stand)
            )
        return found

    def _same_round(self, seat: PositionFacts) -> Round | None:
        """As `round`, kept for as long as the same seat is asked about."""
        if seat is not self._seat:
            self._seat, self._round = seat, self.round(seat)
            self._belong.clear()
        return self._round

    def words(self, seat: PositionFacts) -> tuple[int | None, str]:
        """The first opening, and all of them in words."""
        found = self.of(seat)
        calendar = self.applying.calendar
        known = [each.at for each in found if each.at is not None]
        if len(found) == 1 and not found[0].tier:
            said = NOT_POSTED if not known else ""
        else:
            said = "; ".join(f"{each.tier.replace('_', ' ')}: {_when(each.at, calendar)}"
                             for each in found)  # fmt: skip
        return (min(known) if known else None), said


def _means(asked: Round, tier: Tier, stand: Stand) -> bool:
    from dataclasses import replace

    return asked.means(replace(tier, duty=frozenset()), stand)


def _begins(
    method: Method, known: Mapping[str, Fact], seat: PositionFacts, calendar: Calendar
) -> int | None:
    """From when on asking counts by the method; None where it says nothing of it."""
    opening = opening_of(method, known)
    if opening is None or opening.waits:
        return None
    return opens_at(method, known, seat.starts_at, calendar)


def _later(*instants: int | None, posted: int | None) -> int | None:
    """The latest of them; None where the seat is not put up."""
    if posted is None:
        return None
    return max(each for each in (*instants, posted) if each is not None)


def _when(at: int | None, calendar: Calendar) -> str:
    return NOT_POSTED if at is None else f"{calendar.wall(at):%a %-d %b %H:%M}"
