"""What every clause of a rate card has."""

from dataclasses import dataclass, field

from coordinator.rules.rates.conditions import AnyOf, Condition, Flag, Scope
from coordinator.rules.rates.notices import Deadline, Notice


@dataclass(frozen=True, slots=True)
class Clause:
    """What every clause has: its key in the document, the agency's words, and its scope."""

    key: str
    label: str = ""
    scope: Scope = field(default_factory=Scope)

    @property
    def about_cancelling(self) -> bool:
        """Whether its scope asks about a cancellation: then it holds where nobody worked."""
        return any(_cancels(condition) for condition in self.scope.when)


def _cancels(condition: Condition) -> bool:
    if isinstance(condition, (Notice, Deadline)):
        return condition.which == "cancelled"
    if isinstance(condition, AnyOf):
        return any(_cancels(each) for one in condition.sets for each in one)
    return isinstance(condition, Flag) and condition.wanted and "cancel" in condition.name
