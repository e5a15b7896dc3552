"""By what an officer has his place by a method, in words: his group, then key by key.

The group is the one in which he stands, told with the moment from which it may be asked where some
groups are asked later than others; whoever does not stand is told by the first that he belongs to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from coordinator.rules.distribution.belonging import belongs
from coordinator.rules.distribution.comparing import COUNTING, HELD_BEFORE
from coordinator.rules.distribution.document import By, Distribution, Key, Method, Tier
from coordinator.rules.distribution.placing import EVERYBODY, Round
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.stand import Stand
from coordinator.rules.facts import OfficerFacts, Question

NOWHERE = Stand()


def why(
    document: Distribution, method: Method, question: Question, officer: OfficerFacts
) -> tuple[str, ...]:
    """By what an officer has his place, key by key, in words."""
    stand = officer.stand or NOWHERE
    found = ["next offer due"] if stand.ahead else []
    there = _there(method, question, officer) if method.tiers or method.parts else None
    found += [there.tier] if there is not None and there.tier else []
    keys = method.keys if there is None else there.keys
    return (*found, *keys_told(document, keys, question, officer))


def keys_told(
    document: Distribution, keys: Sequence[Key], question: Question, officer: OfficerFacts
) -> tuple[str, ...]:
    """What some keys compare of an officer, key by key, in words."""
    told = (_key_words(document, key, question, officer) for key in keys)
    return tuple(words for words in told if words)


@dataclass(frozen=True, slots=True)
class _There:
    """Where an officer stands in a method: his group in words, and the keys that are his."""

    tier: str
    keys: tuple[Key, ...]


def _there(method: Method, question: Question, officer: OfficerFacts) -> _There:
    asked = {} if officer.expressed_at is None else {str(officer.id): (officer.expressed_at,)}
    starts_at, calendar = question.position.starts_at, question.calendar
    asking = Round(method, facts_of(question), starts_at, calendar, asked=asked, now=question.now)
    stand = officer.stand or NOWHERE
    tier = _tier(asking, str(officer.id), stand) if method.tiers else None
    mine = tier or EVERYBODY[0]
    words = _tier_words(asking, tier, question) if tier else ""
    for part in asking.chain:
        if belongs(part, stand, asking.facts):
            return _There(words, asking.keys_for(mine, part))
    return _There(words, asking.keys_for(mine))


def _tier_words(asking: Round, tier: Tier, question: Question) -> str:
    """'own district', or with the moment from which it may be asked about the position."""
    name = tier.name.replace("_", " ")
    if not asking.method.waves or not question.position.id:  # of no position in particular
        return name
    opens = asking.opens_at(tier)
    at = "the posting on" if opens is None else f"{asking.calendar.wall(opens):%a %d %b %H:%M}"
    return f"{name}, asked from {at}"


def _tier(asking: Round, officer: str, stand: Stand) -> Tier | None:
    tiers = [tier for _, tier in asking.tiers(stand)]
    name = asking.tier(officer, stand)
    standing = [tier for tier in tiers if tier.name == name]
    opened = [tier for tier in tiers if (asking.opens_at(tier) or 0) <= asking.now]
    return next(iter((*standing, *opened, *tiers)), None)


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
