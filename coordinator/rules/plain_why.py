"""What the plain keys of a rotation compare of an officer, key by key, in words."""

from coordinator.rules.clauses.wording import hours, iso_day
from coordinator.rules.facts import OfficerFacts, Question
from coordinator.rules.rotation import COUNTING, Key, KeyKind, Rotation
from coordinator.rules.spans import Calendar


def plain_why(rotation: Rotation, question: Question, officer: OfficerFacts) -> tuple[str, ...]:
    """By what an officer has his place, where the order is no more than plain keys."""
    starts_at = question.position.starts_at
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
