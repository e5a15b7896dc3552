"""The order of a method as the book's ranking applies it to thousands of officers.

The ranking knows figures of the book itself: hours and details worked in a period, the last detail,
the seniority date, the time of asking. Keys beyond these are left to the whole method.
"""

from coordinator.rules.distribution.document import By, Distribution, Key, Method, Unit
from coordinator.rules.distribution.periods import Repeat
from coordinator.rules.rotation import Key as PlainKey
from coordinator.rules.rotation import KeyKind, Period, Rotation, Ties

_SENIORITY = PlainKey(KeyKind.SENIORITY)

_SAME = {
    By.LONGEST_SINCE: KeyKind.LONGEST_SINCE,
    By.SENIORITY: KeyKind.SENIORITY,
    By.FIRST_ANSWER: KeyKind.FIRST_ANSWER,
    By.DRAW: KeyKind.DRAW,
}

_COUNTED = {Unit.HOURS: KeyKind.FEWEST_HOURS, Unit.DETAILS: KeyKind.FEWEST_DETAILS}


def plain_rotation(document: Distribution) -> Rotation:
    """The rotation of details that no method is made for in particular."""
    general = [method for method in document.methods if not tuple(method.condition.names)]
    methods = general or document.methods
    return rotation_of(document, methods[-1]) if methods else Rotation((_SENIORITY,))


def rotation_of(document: Distribution, method: Method) -> Rotation:
    """The keys of a method that the ranking can apply, in their order."""
    keys = tuple(key for each in method.keys if (key := _plain(document, each)) is not None)
    return Rotation(keys or (_SENIORITY,), Ties.DRAW if method.drawn else Ties.PICK)


def unapplied(document: Distribution, method: Method) -> tuple[str, ...]:
    """What of a method the ranking does not apply, as words for the coordinator."""
    keys = [f"key {each.by}" for each in method.keys if _plain(document, each) is None]
    parts = {
        "tiers": method.tiers,
        "deadlines": method.deadlines,
        "who is asked ahead": method.priorities,
        "drafting": method.draft,
    }
    return (*keys, *[name for name, part in parts.items() if part])


def _plain(document: Distribution, key: Key) -> PlainKey | None:
    if key.reverse or key.most is not None:
        return None
    if key.by in _SAME:
        return PlainKey(_SAME[key.by])
    tally = document.tally(key.of)
    if tally is None or tally.unit not in _COUNTED:
        return None
    period, kind = tally.period, _COUNTED[tally.unit]
    if period.repeat is Repeat.MONTH and period.first == 1:
        return PlainKey(kind, Period.MONTH)
    if period.repeat is Repeat.YEAR and period.first == 101:
        return PlainKey(kind, Period.YEAR)
    if period.repeat is Repeat.ROLLING:
        return PlainKey(kind, Period.ROLLING, period.every)
    return PlainKey(kind, Period.OTHER, over=period)
