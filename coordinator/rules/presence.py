"""Whether somebody was where he should be: a reported position against the circle of a site.

A position is what a browser or telephone says of itself once, with the radius within which it is
right 95 times of 100 (W3C Geolocation, `accuracy`). Nothing here follows anybody.
"""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from coordinator.rules.request_words import Presence

EARTH_METRES = 6_371_008.8
"""Mean radius (IUGG): a distance on this sphere is within 0.6 % of the true one."""

RADIUS_METRES = 200
"""The circle of a site that has none of its own; setting `presence.radius_metres`."""

COARSE_METRES = 1_000
"""A position less certain than this never says that somebody is at a site."""

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """A point on earth, in microdegrees."""

    lat: int
    lon: int


@dataclass(frozen=True, slots=True)
class Stood:
    """What a position says: inside, outside or neither, and how many metres from the site."""

    presence: Presence
    distance_m: int | None = None


def metres_between(one: Place, other: Place) -> int:
    """The distance along the earth, by the haversine formula (R. W. Sinnott, Sky and Telescope
    68:159, 1984), which stays exact for points that lie close together."""
    first, second = radians(one.lat / MICRO), radians(other.lat / MICRO)
    east = radians((other.lon - one.lon) / MICRO)
    chord = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(east / 2) ** 2
    return round(2 * EARTH_METRES * asin(min(1.0, sqrt(chord))))


def stood(said: Place | None, accuracy_m: int | None, site: Place | None, radius_m: int) -> Stood:
    """A reported position against a site's circle of `radius_m` metres.

    Inside: the point lies within it. Outside: even the nearest point that `accuracy_m` allows lies
    beyond it. Between the two, with a position too coarse to say that somebody is there, or where
    either place is not known: neither.
    """
    if said is None or site is None:
        return Stood(Presence.NONE)
    distance, spread = metres_between(said, site), accuracy_m or 0
    if distance - spread > radius_m:
        return Stood(Presence.OUTSIDE, distance)
    if distance <= radius_m and spread <= COARSE_METRES:
        return Stood(Presence.INSIDE, distance)
    return Stood(Presence.NONE, distance)


def same_word(said: str, posted: str) -> bool:
    """Whether a code word is the one that is posted; capitals and blanks are forgiven."""
    return bool(posted) and _bare(said) == _bare(posted)


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
