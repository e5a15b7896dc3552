"""Who gets a detail: the award by the method, whoever is ordered, and how all stand afterwards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from coordinator.rules.distribution.document import Distribution, Method
from coordinator.rules.distribution.facts import Answer, Happening, PassedOver, Situation
from coordinator.rules.distribution.ordering import (
    Groups,
    drafted,
    everybody,
    order,
    stand_of,
    tier_of,
    turned_away,
)
from coordinator.rules.distribution.sharing import Shares, kinds_of
from coordinator.rules.distribution.standing import UNDOING, Standing, replay
from coordinator.rules.spans import Calendar

HOLDING = frozenset({"awarded", "accepted", "ordered", "taken_over"})
"""What makes an officer the holder of a place, until something undoes it."""

Figures = Mapping[str, Mapping[str, Fraction]]
"""Officer → tally → figure."""


@dataclass(frozen=True, slots=True)
class Picture:
    """How everybody stands at one moment."""

    lists: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, str]
    tallies: Figures


@dataclass(frozen=True, slots=True)
class Decision:
    """What the method makes of a detail.

    `order` leaves out those passed over, `order_with_passed` shows them in their places. `tied` are
    those between whom the rule cannot name the next one, where places are left for some of them.
    `turned_away` says why somebody who asked does not stand at all.
    """

    method: Method
    before: Picture
    after: Picture
    order: Groups = ()
    order_with_passed: Groups = ()
    awarded: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    ordered: tuple[str, ...] = ()
    passed_over: Mapping[str, PassedOver] = field(default_factory=dict)
    turned_away: Mapping[str, str] = field(default_factory=dict)
    tiers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    order_after: Groups = ()

    @property
    def asked_first(self) -> tuple[str, ...]:
        """Who is asked first: one, several in a tie, or nobody."""
        return self.order[0] if self.order else ()


@dataclass(frozen=True, slots=True)
class NoMethod:
    """The document has no method for this detail."""


def decide(document: Distribution, case: Situation, calendar: Calendar) -> Decision | NoMethod:
    """Give the detail to somebody by the document, or say where the rule ends."""
    method = document.method(case.facts)
    if method is None:
        return NoMethod()
    standing = replay(document, case, calendar)
    before = _picture(standing)
    with_passed = _without(order(standing, method), _concerned(case))
    groups = _without(with_passed, case.passed.keys())
    awarded, tied, alternates = _award(standing, method, groups)
    ordered = _draft(standing, method, groups, awarded, tied)
    passed = _passed(case, with_passed) | _spared(standing, method, ordered)
    _pass_over(standing, awarded, with_passed)
    _finish(standing, awarded, ordered)
    return Decision(
        method,
        before,
        _picture(standing),
        groups,
        with_passed,
        awarded,
        tied,
        alternates,
        ordered,
        passed,
        turned_away(standing, method, with_passed),
        _tiers(standing, method, groups),
        _order_after(standing, method),
    )


def _picture(standing: Standing) -> Picture:
    at = standing.case.span[0]
    tallies = {
        name: {
            tally.name: standing.figure(tally.name, name, at) for tally in standing.document.tallies
        }
        for name in standing.people
    }
    return Picture(dict(standing.lists), dict(standing.marks), tallies)


def _without(groups: Groups, names: Iterable[str]) -> Groups:
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


def _concerned(case: Situation) -> frozenset[str]:
    """Who holds or has given up a place on this detail, and is not asked again."""
    return frozenset(_fates(case))


def _seats(case: Situation) -> int:
    fates = _fates(case)
    if fates and not (case.reopened or case.signups or case.answers):
        return 0
    return case.positions - sum(fate in HOLDING for fate in fates.values())


Award = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _award(standing: Standing, method: Method, groups: Groups) -> Award:
    """(awarded, tied, alternates) among those who take it, in the order of the groups."""
    case = standing.case
    seats = _seats(case)
    awarded: list[str] = []
    spare: list[str] = []
    shares = _shares(standing, method)
    for asked in _takers(case, groups):
        room = seats - len(awarded)
        group = tuple(name for name in asked if shares.fits(awarded, name))
        if room > 0 and (len(group) > room or not shares.fits(awarded, *group)):
            return tuple(awarded), group, ()
        if room > 0:
            awarded.extend(group)
        elif len(spare) + len(group) <= method.alternates:
            spare.extend(group)
        else:
            break
    return tuple(awarded), (), tuple(spare)


def _shares(standing: Standing, method: Method) -> Shares:
    people = standing.case.people if method.shares else ()
    kinds = {person.id: kinds_of(method, stand_of(standing, person)) for person in people}
    return Shares(kinds, _holders(standing.case))


def _holders(case: Situation) -> tuple[str, ...]:
    """Who holds a place on this detail."""
    return tuple(name for name, fate in _fates(case).items() if fate in HOLDING)


def _takers(case: Situation, groups: Groups) -> Groups:
    """Those who take the place when asked; the order of asking parts those who are equal."""
    said = {answer.officer: answer.what for answer in case.answers}
    turns = {answer.officer: turn for turn, answer in enumerate(case.answers)}
    asked_only = case.signups is None and bool(case.answers)
    found: list[tuple[str, ...]] = []
    for group in groups:
        accepted = [name for name in group if said.get(name) == "accepted"]
        found.extend((name,) for name in sorted(accepted, key=turns.__getitem__))
        silent = () if asked_only else tuple(name for name in group if name not in said)
        if silent:
            found.append(silent)
    return tuple(found)


def _draft(
    standing: Standing,
    method: Method,
    groups: Groups,
    awarded: tuple[str, ...],
    tied: tuple[str, ...],
) -> tuple[str, ...]:
    """Who is ordered, once everybody who could take it has been asked."""
    case = standing.case
    said = {answer.officer for answer in case.answers}
    unasked = case.signups is None and any(
        name not in said and name not in awarded for group in groups for name in group
    )
    if method.draft is None or tied or unasked:
        return ()
    without = frozenset(awarded) | _concerned(case) | case.passed.keys()
    room = _seats(case) - len(awarded)
    found: list[str] = []
    for group in drafted(standing, method, method.draft, without):
        if len(found) + len(group) > room:
            break
        found.extend(group)
    return tuple(found)


def _pass_over(standing: Standing, awarded: tuple[str, ...], groups: Groups) -> None:
    """Let those be passed over whom the limits kept out and who were ahead of the last taken."""
    order = [name for group in groups for name in group]
    last = max((order.index(name) for name in awarded), default=0)
    for name in order[:last]:
        if name in standing.case.passed:
            _happen(standing, name, "passed_over")


def _finish(standing: Standing, awarded: tuple[str, ...], ordered: tuple[str, ...]) -> None:
    """Let the answers and the award happen, in the order of asking."""
    case = standing.case
    answered = set()
    for answer in case.answers:
        if answer.what != "accepted" or answer.officer in awarded:
            _answer(standing, answer)
            answered.add(answer.officer)
    for name in awarded:
        if name not in answered:
            _answer(standing, Answer(name, "accepted"))
        _happen(standing, name, "awarded")
    for name in ordered:
        _happen(standing, name, "ordered")


def _answer(standing: Standing, answer: Answer) -> None:
    _happen(standing, answer.officer, answer.what, answer.reason, answer.at)


def _happen(
    standing: Standing, officer: str, what: str, reason: str = "", at: int | None = None
) -> None:
    case = standing.case
    start = case.span[0]
    facts = dict(case.facts)
    if reason:
        facts["reason"] = reason
    if at is not None:
        facts["notice"] = Fraction(start - at, 3600)
    # Lists and tallies of a detail belong to the time at which it starts.
    standing.happen(Happening(what, officer, start, case.hours, start, facts))


def _passed(case: Situation, groups: Groups) -> dict[str, PassedOver]:
    standing = [name for group in groups for name in group]
    return {name: case.passed[name] for name in standing if name in case.passed}


def _spared(standing: Standing, method: Method, ordered: tuple[str, ...]) -> dict[str, PassedOver]:
    """Those whom a limit kept from being ordered and who were ahead of the last who was."""
    case = standing.case
    if method.draft is None or not ordered:
        return {}
    gone = _concerned(case)
    names = [name for group in drafted(standing, method, method.draft, gone) for name in group]
    ahead = names[: names.index(ordered[-1])]
    return {name: case.passed[name] for name in ahead if name in case.passed}


def _tiers(
    standing: Standing, method: Method, groups: Groups
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The tiers in the order of asking, each with those who are asked in it."""
    found: dict[str, list[str]] = {}
    for group in groups:
        for name in group:
            found.setdefault(tier_of(standing, method, standing.people[name]), []).append(name)
    return tuple((tier, tuple(names)) for tier, names in found.items())


def _order_after(standing: Standing, method: Method) -> Groups:
    if standing.case.signups is None:
        return everybody(standing, method)
    return order(standing, method)
