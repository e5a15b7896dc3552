"""At most so many officers of one kind on a detail: what kinds there are, and who still fits."""

from collections import Counter
from collections.abc import Mapping

from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.stand import Stand

ON_DETAIL = "on_detail"
"""The happening that somebody holds another place on the detail."""


def kinds_of(method: Method, stand: Stand) -> dict[str, int]:
    """What somebody is of which there may be so many on a detail: in words, with the number."""
    found: dict[str, int] = {}
    for share in method.shares:
        own = {"tier": (stand.tier,), "rank": (stand.rank,), "group": stand.groups}
        own["unit"] = (stand.unit,)
        words = [word for word in own.get(share.each, ()) if word]
        words += share.tiers & {stand.tier}
        words += share.ranks & {stand.rank}
        words += share.groups & set(stand.groups)
        words += share.units & {stand.unit}
        named = sorted(share.words)
        joined = " or ".join(named)
        found |= {joined if word in named else word: share.officers for word in words}
    return found


class Shares:
    """Who may still be put on a detail, with the kinds of everybody and those who hold a place."""

    def __init__(self, kinds: Mapping[str, Mapping[str, int]], holders: tuple[str, ...]) -> None:
        self._kinds = kinds
        self._holders = holders

    def fits(self, awarded: list[str], *names: str) -> bool:
        """Whether these may be put on it, together, beside those who are on it."""
        there = Counter(
            kind
            for name in (*self._holders, *awarded, *names)
            for kind in self._kinds.get(name, ())
        )
        limits = [
            (kind, most) for name in names for kind, most in self._kinds.get(name, {}).items()
        ]
        return all(there[kind] <= most for kind, most in limits)
