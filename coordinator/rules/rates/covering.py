"""Whether one clause fits whenever another does: a general one above a special one hides it."""

from collections.abc import Sequence
from decimal import Decimal

from coordinator.rules.rates.conditions import Condition, Has, Number, Scope, Word
from coordinator.rules.rates.notices import Notice

LOWEST, HIGHEST = Decimal("-Infinity"), Decimal("Infinity")
Bound = tuple[Decimal, int]


def covers(general: Scope, special: Scope) -> bool:
    """Whether the first surely holds whenever the second does; not where it cannot be told."""
    early = general.from_on is None or (
        special.from_on is not None and general.from_on <= special.from_on
    )
    late = general.until_on is None or (
        special.until_on is not None and special.until_on <= general.until_on
    )
    spared = not general.unless or general.unless == special.unless
    return early and late and spared and _all_implied(general.when, special.when)


def _all_implied(general: Sequence[Condition], special: Sequence[Condition]) -> bool:
    return all(any(_implied(one, other) for other in special) for one in general)


def _implied(general: Condition, special: Condition) -> bool:
    if general == special:
        return True
    if isinstance(general, Word) and isinstance(special, Word):
        return general.name == special.name and {*special.words} <= {*general.words}
    if isinstance(general, Has) and isinstance(special, Has):
        return {*special.kinds} <= {*general.kinds}
    if isinstance(general, Number) and isinstance(special, Number):
        return general.name == special.name and _inside(general, special)
    if isinstance(general, Notice) and isinstance(special, Notice):
        same = (general.which, general.count) == (special.which, special.count)
        return same and _inside(general, special)
    return False


def _inside(general: Number | Notice, special: Number | Notice) -> bool:
    return _low(general) <= _low(special) and _high(special) <= _high(general)


def _low(bounds: Number | Notice) -> Bound:
    """The lower bound; one that is not included is a little more."""
    known = [(bounds.at_least, 0), (bounds.over, 1)]
    return max([(value, more) for value, more in known if value is not None], default=(LOWEST, 0))


def _high(bounds: Number | Notice) -> Bound:
    """The upper bound; one that is not included is a little less."""
    known = [(bounds.at_most, 0), (bounds.under, -1)]
    return min([(value, less) for value, less in known if value is not None], default=(HIGHEST, 0))
