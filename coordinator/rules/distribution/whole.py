"""The order of a position's candidates by the whole method: groups, and who does not stand and why.

Those who do not stand come behind, since the coordinator may still take one: first whom the method
would order, where it orders anybody, then by its keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

from coordinator.rules.distribution.document import Method
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.placing import Round, Value
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.facts import OfficerFacts, Question

Group = tuple[OfficerFacts, ...]

NOWHERE = Stand()


@dataclass(frozen=True, slots=True)
class Placed:
    """Everybody in the method's order; `aside` says of whom who does not stand why not."""

    groups: tuple[Group, ...]
    aside: Mapping[int, str]


def place(
    method: Method, facts: Facts, question: Question, officers: Iterable[OfficerFacts], seed: str
) -> Placed:
    """Put officers into the order of a method, by the stand that each brings."""
    everybody = tuple(officers)
    asking = round_for(method, facts, question, everybody, seed)
    if asking.compares:
        asking.see((str(officer.id), officer.stand or NOWHERE) for officer in everybody)
    standing: list[tuple[Value, str, OfficerFacts]] = []
    others: list[tuple[Value, str, OfficerFacts]] = []
    aside: dict[int, str] = {}
    for officer in everybody:
        name, stand = str(officer.id), officer.stand or NOWHERE
        value = asking.value(name, stand)
        if value is None:
            aside[officer.id] = asking.aside(name, stand)
            others.append((_behind(asking, name, stand), officer.badge, officer))
        else:
            standing.append((value, officer.badge, officer))
    return Placed((*_grouped(standing), *_grouped(others)), aside)


def round_for(
    method: Method,
    facts: Facts,
    question: Question,
    officers: Iterable[OfficerFacts],
    seed: str,
) -> Round:
    """What is asked of everybody about a position of the book.

    Where nobody signed up, nobody was asked to: a method that goes by sign-ups where there are any
    then goes by everybody.
    """
    asked = {
        str(officer.id): (officer.expressed_at,)
        for officer in officers
        if officer.expressed_at is not None
    }
    position = question.position
    return Round(
        method,
        facts,
        position.starts_at,
        question.calendar,
        seed,
        asked or None,
        now=question.now,
    )


def _behind(asking: Round, name: str, stand: Stand) -> Value:
    draft = asking.method.draft(asking.facts)
    ordered = asking.ordered_value(draft, name, stand)
    if ordered is not None:
        return (0, *ordered)
    whole = asking.whole_value(name, stand)
    return (2,) if whole is None else (1, *whole)


def _grouped(placed: list[tuple[Value, str, OfficerFacts]]) -> tuple[Group, ...]:
    """Equal values are one group; inside it they stand by badge, which means nothing."""
    placed.sort(key=itemgetter(0, 1))
    groups: list[list[OfficerFacts]] = []
    before: object = None
    for value, _, officer in placed:
        if groups and value == before:
            groups[-1].append(officer)
        else:
            groups.append([officer])
        before = value
    return tuple([tuple(group) for group in groups])
