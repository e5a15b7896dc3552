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

Each step holds from its hours before the start (included) until the next one. It says only what
changes; everything else stays as it was in the step before. What never relaxes has no steps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from coordinator.rules.clauses.clause import WHENEVER, Clause, Lead
from coordinator.rules.clauses.reading import seconds_of
from coordinator.rules.documents import Table
from coordinator.rules.spans import HOUR

STEPS = "relaxes"
OWN = ("hours_before", "lifted")

Read = Callable[[Table, Lead], Clause]
"""Reads one clause from its table, in force for a time before the start."""


@dataclass(frozen=True, slots=True)
class _Step:
    table: Table
    before: int
    """Seconds."""
    lifted: bool


def read_ladder(table: Table, read: Read) -> Iterator[Clause]:
    """The clause as it stands at first, and as each of its steps leaves it."""
    steps = [_step(step) for step in table.tables(STEPS)]
    _in_order(steps)
    known = len(table.problems)
    yield read(table, Lead(over=steps[0].before) if steps else WHENEVER)
    table.finish()
    if len(table.problems) == known:  # else each of them would be named for every step again
        yield from _relaxed(table, steps, read)


def _relaxed(table: Table, steps: list[_Step], read: Read) -> Iterator[Clause]:
    ends = [step.before for step in steps]
    for step, over in zip(steps, [*ends[1:], None], strict=False):
        whole = table.overlaid(step.table, (STEPS, *OWN))
        if not step.lifted:
            yield read(whole, Lead(over, step.before))
            whole.finish()
        table = whole


def _step(table: Table) -> _Step:
    lifted = table.flag("lifted")
    if lifted and set(table.keys()) - set(OWN):
        table.wrong("lifted", "stands beside other keys.", "A clause that is lifted has none.")
    return _Step(table, seconds_of(table, "hours_before", HOUR), lifted)


def _in_order(steps: list[_Step]) -> None:
    for one, other in pairwise(steps):
        if other.before >= one.before:
            other.table.wrong(
                "hours_before", "is not nearer to the start.", "Put the steps in order: 48, 24, 6."
            )
        if one.lifted:
            other.table.wrong("", "relaxes what is lifted already.", "Leave it out.")
