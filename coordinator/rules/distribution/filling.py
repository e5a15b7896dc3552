"""The seats of a detail filled from the order: all by one order, or part by part by several."""

from collections.abc import Container, Iterable, Sequence
from typing import NamedTuple

from coordinator.rules.distribution.belonging import belongs
from coordinator.rules.distribution.document import Method, SeatPart
from coordinator.rules.distribution.ordering import Groups, order, stand_of
from coordinator.rules.distribution.seat_parts import dealt, part_of
from coordinator.rules.distribution.sharing import Shares, kinds_of
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.standing import UNDOING, Standing

HOLDING = frozenset({"awarded", "accepted", "ordered", "taken_over"})
"""What makes an officer the holder of a place, until something undoes it."""


Award = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""(awarded, tied, alternates)."""


class Filled(NamedTuple):
    """Who gets the seats of a detail, and the order in which that was found.

    `tied` are those between whom the rule cannot name the next one, where places are left.
    """

    with_passed: Groups
    groups: Groups
    awarded: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()


def fill(standing: Standing, method: Method) -> Filled:
    """Give the seats to those who take them, in the order of the method."""
    case, shares = standing.case, _shares(standing, method)
    if method.parts:
        return _fill_parts(standing, method, shares)
    with_passed, groups = _asked(case, order(standing, method), ())
    award = _award(case, groups, shares, (), open_seats(case), method.alternates)
    return Filled(with_passed, groups, *award)


def _asked(case: Situation, groups: Groups, gone: Iterable[str]) -> tuple[Groups, Groups]:
    """Those who are asked for this detail, with and without those whom the limits keep out."""
    with_passed = without(groups, {*concerned(case), *gone})
    return with_passed, without(with_passed, case.passed.keys())


def _fill_parts(standing: Standing, method: Method, shares: Shares) -> Filled:
    """Part by part, each without those who have a seat by one before it.

    The order told is that in which the seats are filled, and behind it that of the last part.
    """
    case, found = standing.case, Filled((), ())
    parts = _seats_of_parts(standing, method)
    for place, (part, mine) in enumerate(parts, 1):
        last, before = place == len(parts), found.awarded
        shown = [name for group in found.with_passed for name in group]
        with_passed, groups = _asked(case, order(standing, method, part), shown)
        room, spare = len(before) + mine, method.alternates if last else 0
        awarded, tied, others = _award(case, groups, shares, before, room, spare)
        if not (tied or last):
            new = awarded[len(before) :]
            with_passed = _until_last(with_passed, new, case.passed.keys())
            groups = without(with_passed, case.passed.keys())
        with_passed, groups = (*found.with_passed, *with_passed), (*found.groups, *groups)
        found = Filled(with_passed, groups, awarded, tied, others)
        if tied:
            break
    return found


def _until_last(groups: Groups, taken: Sequence[str], passed: Container[str]) -> Groups:
    """Those who have a seat, and those ahead of the last of them whom the limits keep out."""
    kept: list[tuple[str, ...]] = []
    for group in groups:
        if not set(taken).difference(*kept):
            break
        kept.append(tuple(name for name in group if name in taken or name in passed))
    return tuple(group for group in kept if group)


def _seats_of_parts(standing: Standing, method: Method) -> list[tuple[SeatPart, int]]:
    """Each part with its open seats; who holds a seat has one of the first part that is for him."""
    case = standing.case
    one = part_of(method.parts, case.facts)
    parts = dealt(method.parts, case.positions) if one is None else [(one, case.positions)]
    if not open_seats(case):
        return [(part, 0) for part, _ in parts]
    for name in holders(case):
        stand = stand_of(standing, standing.people[name])
        for place, (part, left) in enumerate(parts):
            if left and belongs(part, stand, case.facts):
                parts[place] = part, left - 1
                break
    return parts


def _award(
    case: Situation,
    groups: Groups,
    shares: Shares,
    before: Sequence[str],
    seats: int,
    alternates: int,
) -> Award:
    """(awarded, tied, alternates) among those who take it, in the order of the groups.

    `before` are awarded already; with them there are so many `seats`.
    """
    awarded, spare = list(before), list[str]()
    for asked, takes in _takers(case, groups):
        room = seats - len(awarded)
        if room > 0 and not takes:
            continue
        group = tuple(name for name in asked if shares.fits(awarded, name))
        if room > 0 and (len(group) > room or not shares.fits(awarded, *group)):
            return tuple(awarded), group, ()
        if room > 0:
            awarded.extend(group)
        elif len(spare) + len(group) <= alternates:
            spare.extend(group)
        else:
            break
    return tuple(awarded), (), tuple(spare)


def without(groups: Groups, names: Iterable[str]) -> Groups:
    """The groups without some names, and without those that are empty then."""
    gone = frozenset(names)
    kept = (tuple(name for name in group if name not in gone) for group in groups)
    return tuple(group for group in kept if group)


def _fates(case: Situation) -> dict[str, str]:
    """What last happened to each officer about this very detail."""
    words = HOLDING | UNDOING
    return {
        each.officer: each.what
        for each in case.happened
        if each.detail == case.span[0] and each.what in words
    }


def concerned(case: Situation) -> frozenset[str]:
    """Who holds or has given up a place on this detail, and is not asked again."""
    return frozenset(_fates(case))


def open_seats(case: Situation) -> int:
    """How many places of the detail are to be given out."""
    fates = _fates(case)
    if fates and not (case.reopened or case.signups or case.answers):
        return 0
    return case.positions - sum(fate in HOLDING for fate in fates.values())


def _shares(standing: Standing, method: Method) -> Shares:
    people = standing.case.people if method.shares else ()
    kinds = {person.id: kinds_of(method, stand_of(standing, person)) for person in people}
    return Shares(kinds, holders(standing.case))


def holders(case: Situation) -> tuple[str, ...]:
    """Who holds a place on this detail."""
    return tuple(name for name, fate in _fates(case).items() if fate in HOLDING)


def _takers(case: Situation, groups: Groups) -> list[tuple[tuple[str, ...], bool]]:
    """Those who may take the place, and whether they do; who says no is not among them.

    The order of asking parts those who are equal. Where some were asked, the others do not take it
    unasked: they are alternates at most.
    """
    said = {answer.officer: answer.what for answer in case.answers}
    turns = {answer.officer: turn for turn, answer in enumerate(case.answers)}
    asked_only = case.signups is None and bool(case.answers)
    found: list[tuple[tuple[str, ...], bool]] = []
    for group in groups:
        accepted = [name for name in group if said.get(name) == "accepted"]
        found.extend(((name,), True) for name in sorted(accepted, key=turns.__getitem__))
        silent = tuple(name for name in group if name not in said)
        if silent:
            found.append((silent, not asked_only))
    return found
