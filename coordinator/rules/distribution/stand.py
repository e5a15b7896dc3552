"""One officer's stand: all that a method compares of him, and nothing of how it came about."""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

NONE: Mapping[str, Any] = MappingProxyType({})


class Stand(NamedTuple):
    """How an officer stands when a decision begins.

    `figures` are those of tallies in their units, `places` those on lists as they are gone through
    (0 is asked first), `last` the latest instant of each happening, `ahead` the offers that he has
    before all others; `groups` those that he is in, `duty` how the detail lies in his duty.
    """

    rank: str = ""
    tier: str = ""
    dates: Mapping[str, str] = NONE
    numbers: Mapping[str, Fraction] = NONE
    figures: Mapping[str, Fraction] = NONE
    places: Mapping[str, int] = NONE
    last: Mapping[str, int] = NONE
    ahead: int = 0
    groups: tuple[str, ...] = ()
    duty: str = ""
    skipped: int = 0
    """So many more times he does not stand."""
    unit: str = ""
    beside_leave: bool = False


def to_plain(stand: Stand) -> dict[str, Any]:
    """As JSON values; what is empty is left out."""
    fractions = {
        name: {key: str(value) for key, value in getattr(stand, name).items()}
        for name in ("numbers", "figures")
    }
    whole = {name: dict(getattr(stand, name)) for name in ("dates", "places", "last")}
    plain = ("rank", "tier", "ahead", "duty", "skipped", "unit", "beside_leave")
    simple = {name: getattr(stand, name) for name in plain}
    simple["groups"] = list(stand.groups)
    return {name: value for name, value in (simple | whole | fractions).items() if value}


def from_plain(plain: Mapping[str, Any]) -> Stand:
    """The stand that was written so. Raises TypeError or ValueError where it is none."""
    fractions = {
        name: {key: Fraction(value) for key, value in plain[name].items()}
        for name in ("numbers", "figures")
        if name in plain
    }
    groups = tuple(plain.get("groups", ()))
    return Stand(**{**plain, **fractions, "groups": groups})
