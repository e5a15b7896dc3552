"""The order by a method: groups, the first asked first; within a group the rule says no more."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from coordinator.rules.distribution.deadlines import closes_at, deadline_of
from coordinator.rules.distribution.document import By, Draft, Key, Late, Method, Tier
from coordinator.rules.distribution.facts import Person
from coordinator.rules.distribution.rosters import stored
from coordinator.rules.distribution.standing import Standing
from coordinator.rules.rotation import ticket
from coordinator.rules.spans import Calendar

Groups = tuple[tuple[str, ...], ...]

NOT_LATE = -1
"""Before every instant at which somebody came too late."""

LAST = 1 << 62
"""Behind every instant and every place."""

EVERYBODY = (Tier("", frozenset()),)


def order(standing: Standing, method: Method) -> Groups:
    """Those who stand for the detail, in order, in groups of equals.

    Before the keys come: who is asked ahead of all, the tier, and who asked in time.
    """
    late = _late(standing, method)
    parts = [
        (value, person.id)
        for person in standing.case.people
        if (value := _value(standing, method, person, late)) is not None
    ]
    return _grouped(parts)


def turned_away(standing: Standing, method: Method, groups: Groups) -> dict[str, str]:
    """Those who asked and yet do not stand, each with the reason in words."""
    names = {name for group in groups for name in group}
    asked = [each.officer for each in standing.case.signups or () if each.officer not in names]
    late = _late(standing, method)
    return {name: "asked too late" if name in late else "not among those asked" for name in asked}


def drafted(standing: Standing, draft: Draft, without: frozenset[str]) -> Groups:
    """Those who can be ordered, the first to be ordered first."""
    parts = [
        (_keys(standing, draft.keys, person), person.id)
        for person in standing.case.people
        if person.id not in without
        and (not draft.tiers or person.tier in draft.tiers)
        and (not draft.ranks or person.rank in draft.ranks)
    ]
    return _grouped(parts)


def everybody(standing: Standing, method: Method) -> Groups:
    """The order of all officers, as if all had asked in good time."""
    parts = [
        ((place, *_keys(standing, tier.keys or method.keys, person)), person.id)
        for person in standing.case.people
        for place, tier in _tiers(standing, method, person)[:1]
    ]
    return _grouped(parts)


def tier_of(standing: Standing, method: Method, person: Person) -> str:
    """The name of the tier in which somebody stands; "" where there are none."""
    tiers = [t for _, t in _tiers(standing, method, person) if _stands(standing, method, t, person)]
    return tiers[0].name if tiers else ""


def _value(
    standing: Standing, method: Method, person: Person, late: Mapping[str, int | None]
) -> tuple[object, ...] | None:
    for place, tier in _tiers(standing, method, person):
        if not _stands(standing, method, tier, person):
            continue
        turn = late.get(person.id, NOT_LATE)
        if turn is None:
            return None
        ahead = 0 if person.id in standing.ahead else 1
        keys = _keys(standing, tier.keys or method.keys, person)
        drawn = (_lot(standing, person),) if method.drawn else ()
        return (ahead, place, turn, *keys, *drawn)
    return None


def _tiers(standing: Standing, method: Method, person: Person) -> list[tuple[int, Tier]]:
    """Every tier that somebody belongs to, the first one first."""
    return [
        (place, tier)
        for place, tier in enumerate(method.tiers or EVERYBODY)
        if (not tier.tiers or person.tier in tier.tiers)
        and (not tier.ranks or person.rank in tier.ranks)
        and (not tier.of_detail or person.tier == standing.case.facts.get("tier"))
    ]


def _stands(standing: Standing, method: Method, tier: Tier, person: Person) -> bool:
    from_signups = method.signups if tier.signups is None else tier.signups
    signups = standing.case.signups
    if signups is None:
        return not from_signups or bool(standing.case.answers)
    until = LAST if standing.case.assigned_at is None else standing.case.assigned_at
    return from_signups is False or any(
        each.officer == person.id and (each.at or 0) <= until for each in signups
    )


def _late(standing: Standing, method: Method) -> dict[str, int | None]:
    """Who came too late, and with what turn behind the others; None: not considered."""
    case = standing.case
    deadline = deadline_of(method, case.facts)
    if deadline is None or case.signups is None:
        return {}
    posted = case.facts.get("notice_at")
    posted_at = int(posted) if isinstance(posted, Fraction) else None
    closes = closes_at(deadline, case.span[0], posted_at, standing.calendar)
    return {
        each.officer: {Late.OUT: None, Late.BOTTOM: 0, Late.FIRST_COME: each.at}[deadline.late]
        for each in case.signups
        if closes is not None and each.at is not None and each.at > closes
    }


def _keys(standing: Standing, keys: Sequence[Key], person: Person) -> tuple[object, ...]:
    return tuple(_key(standing, key, person) for key in keys)


def _key(standing: Standing, key: Key, person: Person) -> object:
    plain = _READERS[key.by](standing, key, person)
    return Backwards(plain) if key.reverse else plain


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


def _tally(standing: Standing, key: Key, person: Person) -> object:
    at, names = standing.case.span[0], (key.of, *key.plus)
    figure = sum((standing.figure(name, person.id, at) for name in names), Fraction(0))
    return figure if key.most is None else min(figure, key.most)


def _since(standing: Standing, key: Key, person: Person) -> object:
    known = [at for word in key.on if (at := standing.last.get((person.id, word)))]
    dated = person.dates.get(key.of)
    if dated:
        known.append(_midnight(standing.calendar, dated))
    return max(known, default=-LAST)


def _midnight(calendar: Calendar, iso: str) -> int:
    return calendar.midnight(date.fromisoformat(iso[:10]))


def _asked(standing: Standing, key: Key, person: Person) -> object:
    times = [
        each.at
        for each in standing.case.signups or ()
        if each.officer == person.id and each.at is not None
    ]
    times += [
        each.at
        for each in standing.case.answers
        if each.officer == person.id and each.what == "accepted" and each.at is not None
    ]
    return min(times, default=LAST)


def _listed(standing: Standing, key: Key, person: Person) -> object:
    for name, line in standing.lines.items():
        if person.id in line and key.of in ("", name):
            return standing.places(name)[person.id]
    return LAST


def _lot(standing: Standing, person: Person) -> str:
    return ticket(standing.case.seed, person.id)


_READERS: dict[By, Callable[[Standing, Key, Person], object]] = {
    By.FEWEST: _tally,
    By.FEWEST_HOURS: _tally,
    By.FEWEST_DETAILS: _tally,
    By.LONGEST_SINCE: _since,
    By.SENIORITY: lambda _, key, person: stored(key, person),
    By.RANK: lambda _, key, person: stored(key, person),
    By.NUMBER: lambda _, key, person: stored(key, person),
    By.FIRST_ANSWER: _asked,
    By.LIST: _listed,
    By.DRAW: lambda standing, _, person: _lot(standing, person),
}


def _grouped(parts: list[tuple[tuple[object, ...], str]]) -> Groups:
    """Equal values are one group; inside it they stand as they were given."""
    placed = sorted(parts, key=lambda part: part[0])
    groups: list[list[str]] = []
    before: object = None
    for value, name in placed:
        if groups and value == before:
            groups[-1].append(name)
        else:
            groups.append([name])
        before = value
    return tuple(tuple(group) for group in groups)
