"""What relaxes as the start comes near: a clause and its steps, read into clauses of their own.

    [[clause]]
    kind = "max_hours"
    window = "week"
    hours = 60
    severity = "bars"
    [[clause.relaxes]]
    hours_before = 48
    severity = "override"
    by = "lieutenant"
    [[clause.relaxes]]
    hours_before = 6
    lifted = true

Each step holds from its moment (included) until the next one. A moment is said by `hours_before`,
or in the other words of deadlines (`weekday`, `at`, `days_before`, `hours_after_posting`); a step
whose moment lies before that of an earlier step waits for that one. It says only what
changes; everything else stays as it was in the step before. What never relaxes has no steps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from coordinator.rules.clauses.clause import WHENEVER, Clause, Lead
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.clocked import MOMENT, Clocked, read_clocked
from coordinator.rules.documents import Table
from coordinator.rules.spans import HOUR

STEPS = "relaxes"
OWN = (*MOMENT, "lifted")

Read = Callable[[Table, Lead], Clause]
"""Reads one clause from its table, in force for a time before the start."""


@dataclass(frozen=True, slots=True)
class _Step:
    table: Table
    moment: Clocked
    lifted: bool


def read_ladder(table: Table, read: Read) -> Iterator[Clause]:
    """The clause as it stands at first, and as each of its steps leaves it."""
    steps = [_step(step) for step in table.tables(STEPS)]
    _in_order(steps)
    known = len(table.problems)
    yield read(table, Lead(until=(steps[0].moment,)) if steps else WHENEVER)
    table.finish()
    if len(table.problems) == known:  # else each of them would be named for every step again
        yield from _relaxed(table, steps, read)


def _relaxed(table: Table, steps: list[_Step], read: Read) -> Iterator[Clause]:
    moments = tuple(step.moment for step in steps)
    for place, step in enumerate(steps, 1):
        whole = table.overlaid(step.table, (STEPS, *OWN))
        if not step.lifted:
            last = place == len(steps)
            yield read(whole, Lead(moments[:place], () if last else moments[: place + 1]))
            whole.finish()
        table = whole


def _step(table: Table) -> _Step:
    lifted = table.flag("lifted")
    if lifted and set(table.keys()) - set(OWN):
        table.wrong("lifted", "stands beside other keys.", "A clause that is lifted has none.")
    return _Step(table, _moment(table), lifted)


def _moment(table: Table) -> Clocked:
    """The moment of a step; its hours may be written as hours and minutes."""
    others = [key for key in MOMENT[1:] if key in table]
    if others and "hours_before" not in table:
        return read_clocked(table)
    for key in others:
        table.wrong(key, "stands beside hours_before.", "Leave one of them out.")
    return Clocked(hours_before=Fraction(seconds_of(table, "hours_before", HOUR), HOUR))


def _in_order(steps: list[_Step]) -> None:
    for one, other in pairwise(steps):
        before, then = one.moment.hours_before, other.moment.hours_before
        if before is not None and then is not None and then >= before:
            other.table.wrong(
                "hours_before", "is not nearer to the start.", "Put the steps in order: 48, 24, 6."
            )
        if one.lifted:
            other.table.wrong("", "relaxes what is lifted already.", "Leave it out.")
