"""The order of a method as the book's ranking applies it to thousands of officers.

The ranking knows figures of the book itself: hours and details worked in a period, the last detail,
the seniority date, the time of asking. Keys beyond these are left to the whole method.
"""

from fractions import Fraction

from coordinator.rules.distribution.document import (
    USUAL_CHARGES,
    By,
    Distribution,
    Key,
    Method,
    Tally,
    Unit,
)
from coordinator.rules.distribution.facts import Fact
from coordinator.rules.distribution.periods import WEEKDAYS, Repeat
from coordinator.rules.facts import Question
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
    ties = Ties.DRAW if method.drawn else Ties.PICK
    if method.chosen_by:  # no order is stated: everybody is tied
        return Rotation((), ties)
    keys = tuple(key for each in method.keys if (key := _plain(document, each)) is not None)
    return Rotation(keys or (_SENIORITY,), ties)


def facts_of(question: Question) -> dict[str, Fact]:
    """What is known of a position, for the conditions of methods.

    Nobody posts details with a date of their own, so notice is counted from the moment of asking.
    """
    position = question.position
    wall = question.calendar.wall(position.starts_at)
    ahead = Fraction(position.starts_at - question.now, 3600)
    facts: dict[str, Fact] = dict.fromkeys(position.circumstances, True)
    return facts | {
        "job_class": position.job_class,
        "employer_kind": position.employer_kind,
        "role": position.role,
        "weekday": WEEKDAYS[wall.weekday()],
        "starts": Fraction(wall.hour * 60 + wall.minute),
        "length": Fraction(position.ends_at - position.starts_at, 3600),
        "notice": ahead,
        "assigned": ahead,
    }


def rotation_for(document: Distribution, question: Question) -> Rotation:
    """The rotation of one position: that of the first method that fits it."""
    method = document.method(facts_of(question))
    return plain_rotation(document) if method is None else rotation_of(document, method)


def is_plain(document: Distribution) -> bool:
    """Whether the ranking applies the whole document: one method, of keys that it knows."""
    plain = len(document.methods) == 1 and not document.lists
    return plain and not unapplied(document, document.methods[0])


def unapplied(document: Distribution, method: Method) -> tuple[str, ...]:
    """What of a method the ranking does not apply, as words for the coordinator."""
    keys = [f"key {each.by}" for each in method.keys if _plain(document, each) is None]
    tallies = [tally for each in method.keys if (tally := document.tally(each.of)) is not None]
    parts = {
        "who chooses": method.chosen_by,
        "only those who signed up": method.signups,
        "charges": [each for each in tallies if not _counts_work_only(each)],
        "tiers": method.tiers,
        "deadlines": method.deadlines,
        "who is asked ahead": method.priorities,
        "drafting": method.draft,
    }
    return (*keys, *[name for name, part in parts.items() if part])


def _counts_work_only(tally: Tally) -> bool:
    """Whether the tally is what the book itself counts: all details worked."""
    usual = Tally("", charges=USUAL_CHARGES)
    return (tally.charges, tally.condition, tally.reset_when, tally.newcomers) == (
        usual.charges,
        usual.condition,
        usual.reset_when,
        usual.newcomers,
    )


def _plain(document: Distribution, key: Key) -> PlainKey | None:
    if key.reverse or key.plus or key.most is not None:
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
