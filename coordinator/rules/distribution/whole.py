"""The order of a position's candidates by the whole method: groups, and who does not stand and why.

Those who do not stand come behind, since the coordinator may still take one: first whom the method
would order, where it orders anybody, then by its keys.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import itemgetter

from coordinator.rules.distribution.comparing import HELD_BEFORE
from coordinator.rules.distribution.document import By, Distribution, Key, Method
from coordinator.rules.distribution.facts import Facts
from coordinator.rules.distribution.needs import COUNTING
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
    draft = asking.method.draft
    ordered = None if draft is None else asking.ordered_value(draft, name, stand)
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


def why(
    document: Distribution, method: Method, question: Question, officer: OfficerFacts
) -> tuple[str, ...]:
    """By what an officer has his place, key by key, in words."""
    stand = officer.stand or NOWHERE
    found = ["next offer due"] if stand.ahead else []
    tiers = Round(method, {}, 0, question.calendar).tiers(stand) if method.tiers else ()
    found += [tier.name for _, tier in tiers[:1]]
    keys = next((tier.keys for _, tier in tiers if tier.keys), method.keys)
    found += [words for key in keys if (words := _key_words(document, key, question, officer))]
    return tuple(found)


def _key_words(document: Distribution, key: Key, question: Question, officer: OfficerFacts) -> str:
    stand, calendar = officer.stand or NOWHERE, question.calendar
    if key.by is By.HELD_BEFORE:
        return "held it the day before" if HELD_BEFORE in stand.last else ""
    if key.by in COUNTING:
        names = (key.of, *key.plus)
        return " + ".join(_counted(document, name, stand) for name in names)
    match key.by:
        case By.LONGEST_SINCE:
            known = [stand.last[word] for word in key.on if word in stand.last]
            return f"last {calendar.local_iso(max(known))}" if known else "never yet"
        case By.SENIORITY:
            return f"since {stand.dates.get(key.of, 'unknown')[:10]}"
        case By.FIRST_ANSWER:
            at = officer.expressed_at
            return "" if at is None else f"asked {calendar.wall(at):%d %b %H:%M:%S}"
        case By.LIST:
            return "; ".join(
                f"{name} {place + 1}"
                for name, place in stand.places.items()
                if key.of in ("", name)
            )
        case By.GROUP:
            return ", ".join(word for word in key.words if word in stand.groups)
        case By.RANK | By.DUTY:
            return (stand.rank if key.by is By.RANK else stand.duty).replace("_", " ")
        case By.NUMBER:
            known_figure = stand.numbers.get(key.of)
            return "" if known_figure is None else f"{key.of} {shown(known_figure)}"
        case _:
            return "by lot"


def _counted(document: Distribution, name: str, stand: Stand) -> str:
    tally = document.tally(name)
    unit = {"hours": " h", "details": " details", "points": " points"}.get(
        str(tally.unit) if tally else "", ""
    )
    return f"{name.replace('_', ' ')} {shown(stand.figures.get(name, Fraction(0)))}{unit}"


def shown(value: Fraction) -> str:
    """A figure as people read it: to a hundredth, without needless noughts."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


__all__ = ["Placed", "place", "round_for", "shown", "why"]
