"""For which detail, or simply when, everybody's standing is asked for."""

from dataclasses import dataclass

from coordinator.rules.distribution.facts import Facts
from coordinator.rules.facts import Period
from coordinator.rules.spans import Calendar, Span


@dataclass(frozen=True, slots=True)
class Moment:
    """For which detail, or simply when, the standing is asked for.

    `facts` are those of the detail; `position_id` is left out of what happened (0: none is). What
    ran out by `now` counts as run out.
    """

    span: Span
    now: int
    calendar: Calendar
    facts: Facts
    position_id: int = 0
    periods: tuple[Period, ...] = ()
    seed: str = ""
    about: int = 0
    """The position whose detail and job it is; 0: none."""
    two_seats: bool = False
    """Whether no clause keeps an officer out of two seats of one detail at once."""

    @property
    def at(self) -> int:
        """When the detail starts."""
        return self.span[0]
