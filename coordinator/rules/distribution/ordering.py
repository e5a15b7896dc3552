"""The order by a method: groups, the first asked first; within a group the rule says no more."""

from collections.abc import Callable, Iterable

from coordinator.rules.distribution.asides import NO_TIER
from coordinator.rules.distribution.comparing import LAST
from coordinator.rules.distribution.document import Draft, Method, SeatPart
from coordinator.rules.distribution.facts import Happening, Person
from coordinator.rules.distribution.placing import Round, Value
from coordinator.rules.distribution.stand import NONE, Stand
from coordinator.rules.distribution.standing import Standing

Groups = tuple[tuple[str, ...], ...]


def stand_of(standing: Standing, person: Person, at: int | None = None) -> Stand:
    """All that a method may compare of somebody, as he stands; his figures at an instant."""
    key = person.id
    return Stand(
        person.rank,
        person.tier,
        person.dates,
        person.numbers,
        standing.figures(key, standing.case.span[0] if at is None else at),
        {name: standing.places(name)[key] for name, line in standing.lines.items() if key in line}
        if standing.lines
        else NONE,
        standing.last_of(key),
        standing.ahead[key][0] if key in standing.ahead else 0,
        person.groups,
        person.duty,
        standing.skipped(key),
        person.unit,
        person.beside_leave,
    )


def round_of(standing: Standing, method: Method, part: SeatPart | None = None) -> Round:
    """What the situation asks of everybody, for a seat of one part of them where it is parted."""
    case = standing.case
    asked: dict[str, tuple[int | None, ...]] = {}
    for each in case.signups or ():
        asked[each.officer] = (*asked.get(each.officer, ()), each.at)
    accepted: dict[str, tuple[int, ...]] = {}
    for answer in case.answers:
        if answer.what == "accepted" and answer.at is not None:
            accepted[answer.officer] = (*accepted.get(answer.officer, ()), answer.at)
    found = Round(
        method,
        case.facts,
        case.span[0],
        standing.calendar,
        case.seed,
        None if case.signups is None else asked,
        accepted,
        bool(case.answers),
        LAST if case.assigned_at is None else case.assigned_at,
        LAST if case.assigned_at is None else case.assigned_at,
        part,
    )
    if found.compares:
        found.see((person.id, stand_of(standing, person)) for person in case.people)
    return found


def order(standing: Standing, method: Method, part: SeatPart | None = None) -> Groups:
    """Those who stand for the detail, in order, in groups of equals.

    Before the keys come: who is asked ahead of all, the tier, and who asked in time.
    """
    return _in_order(standing, round_of(standing, method, part).value)


def turned_away(standing: Standing, method: Method, groups: Groups) -> dict[str, str]:
    """Those who asked and yet do not stand, each with the reason in words."""
    names = {name for group in groups for name in group}
    asking, people = round_of(standing, method), standing.people
    return {
        name: asking.aside(name, stand_of(standing, people[name])) if name in people else NO_TIER
        for name in asking.asked or ()
        if name not in names
    }


def drafted(standing: Standing, method: Method, draft: Draft, without: frozenset[str]) -> Groups:
    """Those who can be ordered, the first to be ordered first."""
    asking = round_of(standing, method)

    def value(officer: str, stand: Stand) -> Value | None:
        return None if officer in without else asking.ordered_value(draft, officer, stand)

    return _in_order(standing, value)


def everybody(standing: Standing, method: Method) -> Groups:
    """The order of all officers, as if all had asked in good time; a next offer comes first."""
    asking = round_of(standing, method)

    def value(officer: str, stand: Stand) -> Value | None:
        whole = asking.whole_value(officer, stand)
        return None if whole is None else (not stand.ahead, *whole)

    return _in_order(standing, value)


def is_ahead(standing: Standing, officer: str, taken: Happening) -> bool:
    """Whether somebody who is skipped stood ahead of the officer who took a detail."""
    method = standing.method
    if method is None or taken.officer not in standing.people:
        return False
    asking = Round(
        method, taken.facts, taken.detail, standing.calendar, standing.case.seed, answered=True
    )
    stands = [
        stand_of(standing, standing.people[name], taken.detail)._replace(skipped=0)
        for name in (officer, taken.officer)
    ]
    if asking.compares:
        asking.see(zip((officer, taken.officer), stands, strict=True))
    mine, his = asking.value(officer, stands[0]), asking.value(taken.officer, stands[1])
    return mine is not None and (his is None or mine < his)


def tier_of(standing: Standing, method: Method, person: Person) -> str:
    """The name of the tier in which somebody stands; "" where there are none."""
    return round_of(standing, method).tier(person.id, stand_of(standing, person))


def _in_order(standing: Standing, value: Callable[[str, Stand], Value | None]) -> Groups:
    people = standing.case.people
    values = [(value(person.id, stand_of(standing, person)), person.id) for person in people]
    return grouped((place, name) for place, name in values if place is not None)


def grouped(parts: Iterable[tuple[Value, str]]) -> Groups:
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
