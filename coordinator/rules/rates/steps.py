"""Running an hours pipeline: the card's steps in the card's order, with what each one did."""

from collections.abc import Sequence

from coordinator.rules.rates.card import HoursStep
from coordinator.rules.rates.conditions import Situation
from coordinator.rules.rates.hours import HourFacts, Take
from coordinator.rules.rates.lines import Trace, hours_words


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
            words = f"{row.label or row.step.says()}: {hours_words(minutes)}"
            trace.append(Trace(row.key, words))
    return minutes, tuple(trace)
