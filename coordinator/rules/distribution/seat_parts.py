"""The seats of one detail in parts: so many by one order or for one rank, the others by another.

A part that names a role has all seats of that role; the others are dealt out in the order of the
parts. So a part is known of each seat by itself, whoever is asked for which seat first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from coordinator.rules.distribution.keys import Key

SEAT = "seat"
"""The fact that tells which of the detail's seats it is, from 1."""

SEAT_ROLES = "seat_roles"
"""The fact that tells the roles of these seats in order, one a line."""


@dataclass(frozen=True, slots=True)
class SeatPart:
    """Some seats of a detail: so many `officers`, or a `share` of the seats.

    `keys` are their order, without them that of the method; with `chosen_by` all are equals. Empty
    sets mean everybody. With `passes_on` a seat for which none of them stands is one of the next
    part.
    """

    keys: tuple[Key, ...] = ()
    officers: int = 0
    share: Fraction = Fraction(0)
    rounds_up: bool = False
    tiers: frozenset[str] = frozenset()
    ranks: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    duty: frozenset[str] = frozenset()
    role: str = ""
    passes_on: bool = False
    chosen_by: str = ""
    units: frozenset[str] = frozenset()
    of_detail: bool = False
    unit_is: str = ""
    """The fact of a detail that names a unit; everybody's where it names none."""

    def seats(self, of: int) -> int:
        """How many of so many seats it has, if there are as many left."""
        if self.share:
            return (ceil if self.rounds_up else floor)(of * self.share)
        return self.officers


REST = SeatPart()
"""The seats of no part: for everybody, by the order of the method."""


def dealt(parts: Sequence[SeatPart], seats: int) -> list[tuple[SeatPart, int]]:
    """Each part with its number of seats, and last the rest."""
    found, left = [], seats
    for part in parts:
        mine = min(left, part.seats(seats))
        found.append((part, mine))
        left -= mine
    return [*found, (REST, left)]


def part_of(parts: Sequence[SeatPart], facts: Mapping[str, object]) -> SeatPart | None:
    """The part to which one seat belongs by its facts; None where they do not tell."""
    role = facts.get("role")
    named = next((part for part in parts if part.role and part.role == role), None)
    seat, told = facts.get(SEAT), facts.get(SEAT_ROLES)
    if named is not None or not isinstance(seat, Fraction) or not isinstance(told, str):
        return named
    if not seat or not told:  # nobody looked
        return None
    apart, roles = {part.role for part in parts if part.role}, told.split("\n")
    place, alike = (sum(each not in apart for each in some) for some in (roles[: int(seat)], roles))
    for part, mine in dealt([part for part in parts if not part.role], alike):
        if place <= mine:
            return part
        place -= mine
    return REST


def chain_from(parts: Sequence[SeatPart], part: SeatPart) -> tuple[SeatPart, ...]:
    """A part and those after it to which it passes its seats on."""
    everything = (*parts, REST)
    found = []
    for each in everything[everything.index(part) :]:
        found.append(each)
        if not each.passes_on:
            break
    return tuple(found)
