"""From hours worked or ordered to hours billed or paid: what every step of that pipeline is.

The card says which steps and in which order; each kind of step is one class (`taking`,
`limiting`), which knows how to be read, to run and to explain itself. Everything is whole minutes
for one person.
"""

from dataclasses import dataclass
from typing import ClassVar, Protocol, Self

from coordinator.rules.documents import Table


@dataclass(frozen=True, slots=True)
class HourFacts:
    """What a step may look at, in minutes. `extra` is time caused afterwards, by reason.

    `ordered` is the order as it stood in the end, `first_ordered` (0: the same) as it was at first.
    """

    worked: int
    ordered: int = 0
    extra: tuple[tuple[str, int], ...] = ()
    first_ordered: int = 0


class Step(Protocol):
    """One step of the pipeline."""

    kind: ClassVar[str]
    examples: ClassVar[tuple[str, ...]]

    @classmethod
    def read(cls, table: Table) -> Self:
        """Read the step's own keys of its table."""

    def run(self, minutes: int, facts: HourFacts) -> int:
        """The minutes after this step."""

    def says(self) -> str:
        """The rule in a few words."""
