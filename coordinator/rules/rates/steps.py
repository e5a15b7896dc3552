"""Running an hours pipeline: the card's steps in the card's order, with what each one did."""

from collections.abc import Mapping, Sequence
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.rates.because import because
from coordinator.rules.rates.card import HoursStep
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.hours import HourFacts, Step
from coordinator.rules.rates.limiting import Least, Most, Round, StepTable
from coordinator.rules.rates.lines import Trace, hours_words
from coordinator.rules.rates.taking import (
    Add,
    AddExtra,
    Deduct,
    ShareOfRest,
    Take,
    Times,
    WholeOrder,
)

STEPS: Final[Mapping[str, type[Step]]] = {
    kind.kind: kind
    for kind in (
        Take,
        WholeOrder,
        ShareOfRest,
        Round,
        Least,
        Most,
        StepTable,
        Add,
        AddExtra,
        Deduct,
        Times,
    )
}
"""Every kind of step by the word for it."""


def read_step(table: Table) -> Step:
    """One [[...hours]] table; its `step` names the kind."""
    kind = table.choice("step", tuple(STEPS))
    # A kind that is not known is one problem, not several.
    known = table.text("step", "") in STEPS
    return STEPS[kind].read(table) if known else Take("worked")


def count_hours(
    steps: Sequence[HoursStep], situation: Situation, facts: HourFacts
) -> tuple[int, tuple[Trace, ...]]:
    """The minutes that count; the trace names each step that said or changed something."""
    minutes = facts.worked
    trace: list[Trace] = []
    for row in steps:
        if not row.scope.holds(situation):
            continue
        before, minutes = minutes, row.step.run(minutes, facts)
        if minutes != before or isinstance(row.step, Take):
            why = because(row.scope, situation)
            words = f"{row.label or row.step.says()}{why}: {hours_words(minutes)}"
            trace.append(Trace(row.key, words))
    return minutes, tuple(trace)
