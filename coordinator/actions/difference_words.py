"""Why an award comes out differently, in words: the clause that bars, or the key that decides."""

from coordinator.actions.alternate_table import World
from coordinator.rules.clauses.wording import hours, iso_day
from coordinator.rules.distribution.whole import why
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.policy import Policy
from coordinator.rules.retrial import Award, Cause, Outcome, Way
from coordinator.rules.rotation import COUNTING, Key, KeyKind
from coordinator.rules.spans import Calendar


def difference_words(outcome: Outcome, other: World) -> str:
    """'weekly cap: 61 of 60 h (4.2)', or '12 h in the month before 20 h'."""
    award, names = outcome.award, other.background
    if outcome.cause is Cause.HELD and outcome.officer is not None:
        return f"{names.name(outcome.officer)} holds it here and did not give it back"
    if outcome.cause in (Cause.BARRED, Cause.NOBODY):
        words = "; ".join(other.bars(award.officer, award).values())
        return words or "the rule gives it to nobody"
    if outcome.officer is None:
        return ""
    return _key_words(award, outcome.officer, other)


def _key_words(award: Award, officer: int, other: World) -> str:
    if award.way is Way.ORDER:
        return "is to be ordered first"
    if other.value(award.officer, award) is None:
        return f"{other.background.name(award.officer)} does not stand for it"
    question, policy, method = other.asked(award)
    those = other.stand_of(officer, award), other.stand_of(award.officer, award)
    if method is None:
        first, second = (_plain(question, policy, each) for each in those)
    else:
        first, second = (why(policy.distribution, method, question, each) for each in those)
    for one, two in zip(first, second, strict=False):
        if one != two:
            return f"{one} before {two}"
    return "comes first by lot" if first == second else f"{', '.join(first)}"


def _plain(question: Question, policy: Policy, officer: OfficerFacts) -> tuple[str, ...]:
    """What the keys of a rotation compare of somebody, key by key."""
    rotation, starts_at = policy.rotation_for(question), question.position.starts_at
    periods = rotation.periods(starts_at, question.calendar)
    counted = dict(zip(periods, officer.tallies, strict=False))
    found = []
    for key in rotation.keys:
        tally = (0, 0)
        if key.by in COUNTING:
            tally = counted.get(key.span(starts_at, question.calendar), tally)
        found.append(_key(key, tally, officer, question.calendar))
    return tuple(found)


def _key(key: Key, tally: tuple[int, int], officer: OfficerFacts, calendar: Calendar) -> str:
    match key.by:
        case KeyKind.FEWEST_HOURS:
            return f"{hours(tally[0])} h"
        case KeyKind.FEWEST_DETAILS:
            return f"{tally[1]} detail{'' if tally[1] == 1 else 's'}"
        case KeyKind.LONGEST_SINCE:
            last = officer.last_worked_at
            on = "" if last is None else calendar.local_date(last).isoformat()
            return f"last worked {iso_day(on)}" if on else "never worked yet"
        case KeyKind.SENIORITY:
            tie = f" ({officer.seniority_tie})" if officer.seniority_tie else ""
            return f"senior since {officer.seniority_on or 'no known date'}{tie}"
        case KeyKind.FIRST_ANSWER:
            at = officer.expressed_at
            return "did not ask" if at is None else f"asked {calendar.wall(at):%d %b %H:%M:%S}"
        case _:
            return "the lot"
