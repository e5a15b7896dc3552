"""Who gets a detail: the award by the method, whoever is ordered, and how all stand afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from coordinator.rules.distribution.document import Distribution, Method
from coordinator.rules.distribution.facts import Answer, Happening, PassedOver
from coordinator.rules.distribution.filling import concerned, fill, open_seats
from coordinator.rules.distribution.ordering import (
    Groups,
    drafted,
    everybody,
    order,
    tier_of,
    turned_away,
)
from coordinator.rules.distribution.situation import Situation
from coordinator.rules.distribution.standing import Standing, replay
from coordinator.rules.spans import Calendar

Figures = Mapping[str, Mapping[str, Fraction]]
"""Officer → tally → figure."""

NEXT = "the next"
"""What is asked about when a detail has been given out."""


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
    with_passed, groups, awarded, tied, alternates = fill(standing, method)
    ordered = _draft(standing, method, groups, awarded, tied)
    passed = _passed(case, with_passed) | _spared(standing, method, ordered)
    _pass_over(standing, awarded, with_passed)
    _finish(standing, awarded, ordered)
    standing.case = replace(case, about=NEXT)
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
    for tally in standing.document.tallies:
        for account in standing.accounts(tally) if tally.per else ():
            for name, figures in tallies.items():
                figures[account] = standing.balance(tally, account, name, at)
    return Picture(dict(standing.lists), dict(standing.marks), tallies)


def _draft(
    standing: Standing,
    method: Method,
    groups: Groups,
    awarded: tuple[str, ...],
    tied: tuple[str, ...],
) -> tuple[str, ...]:
    """Who is ordered, once everybody who could take it has been asked."""
    case, draft = standing.case, method.draft(standing.case.facts)
    said = {answer.officer for answer in case.answers}
    unasked = case.signups is None and any(
        name not in said and name not in awarded for group in groups for name in group
    )
    if draft is None or tied or unasked:
        return ()
    without = frozenset(awarded) | concerned(case) | case.spared.keys()
    room = open_seats(case) - len(awarded)
    found: list[str] = []
    for group in drafted(standing, method, draft, without):
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
    case, draft = standing.case, method.draft(standing.case.facts)
    if draft is None or not ordered:
        return {}
    gone = concerned(case)
    names = [name for group in drafted(standing, method, draft, gone) for name in group]
    ahead = names[: names.index(ordered[-1])]
    return {name: case.spared[name] for name in ahead if name in case.spared}


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
