"""Clauses whose scope narrows the position that is asked about, and not what they count."""

from typing import Final

from coordinator.rules.clauses.clause import Clause
from coordinator.rules.clauses.hours import MaxHours
from coordinator.rules.clauses.jobs import MaxJobs
from coordinator.rules.clauses.runs import MaxConsecutiveDays
from coordinator.rules.clauses.selection import Selection
from coordinator.rules.clauses.windows import Window

COUNTING: Final[tuple[type[Clause], ...]] = (MaxHours, MaxJobs, MaxConsecutiveDays)

NARROWED: Final = {
    "weekdays": ("only", "weekdays"),
    "roles": ("only", "roles"),
    "longer_than_hours": ("only", "longer_than_hours"),
    "at_least_hours": ("only", "longer_than_hours"),
    "at_longest_hours": ("without", "longer_than_hours"),
    "job_classes": ("only", "job_classes"),
    "employer_kinds": ("only", "employer_kinds"),
    "run_by": ("only", "run_by"),
    "position_ranks": ("only", "roles"),
    "touches": ("", "between"),
}
"""Key of a scope → the table ("": the clause itself) and the key by which a clause counts just such
work."""

OTHER: Final = {
    "weekdays": "on other days",
    "roles": "in other roles",
    "longer_than_hours": "of other lengths",
    "at_least_hours": "of other lengths",
    "at_longest_hours": "of other lengths",
    "job_classes": "of other classes",
    "employer_kinds": "for other employers",
    "run_by": "run by others",
    "position_ranks": "in other posts",
    "touches": "at other hours",
}
"""Key of a scope → what is counted although the scope does not have it."""


def within_its_day(key: str, window: object) -> bool:
    """Whether all that is counted begins on the weekday of the position anyway."""
    return key == "weekdays" and window == Window.DAY


def counted_beyond(clause: Clause) -> tuple[str, ...]:
    """What a clause counts that its scope does not have: 'on other days'."""
    if not isinstance(clause, (MaxHours, MaxJobs, MaxConsecutiveDays)):
        return ()
    window = None if isinstance(clause, MaxConsecutiveDays) else clause.rule.window
    clocked = clause.cap.clock if isinstance(clause, MaxHours) else clause.clock
    found = [
        OTHER[key]
        for key, (table, narrower) in NARROWED.items()
        if getattr(clause.terms.scope, key.removesuffix("_hours"))
        and not (_counts_such(clause.selection, table, narrower) if table else clocked)
        and not within_its_day(key, window)
    ]
    return tuple(dict.fromkeys(found))


def _counts_such(selection: Selection, table: str, narrower: str) -> bool:
    return bool(getattr(getattr(selection, table), narrower.removesuffix("_hours")))
