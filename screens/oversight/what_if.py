"""What another policy would have made of a past period, replayed award by award."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.oversight.retried import RetriedScreen

if TYPE_CHECKING:
    from coordinator.actions.past_awards.what_if import WhatIf

USUAL_DAYS = 365


class WhatIfScreen(RetriedScreen):
    """A policy document and a period of local dates, half-open."""

    NAME = "what_if"
    HEADING = "What if"

    def __init__(self, desk: Desk, document: str | None, name: str) -> None:
        super().__init__(desk)
        self.document = document
        self.policy = name
        self.until = desk.today()
        self.first = self.until - timedelta(days=USUAL_DAYS)

    def wanted(self) -> tuple[str, tuple[Any, ...]]:
        """The replay."""
        # The rules must not delay the key that opens the screen.
        from coordinator.rules.spans import Calendar

        calendar = Calendar(self.desk.zone.key)
        span = calendar.midnight(self.first), calendar.midnight(self.until)
        given = (self.document, *span, self.desk.clock())
        return "coordinator.actions.past_awards.what_if:what_if", given

    def shown(self, found: "WhatIf") -> Iterator[str]:
        """Which policy, over which dates, and what of it cannot be applied."""
        from coordinator.actions.past_awards.retrial_words import lacking_words

        last = self.until - timedelta(days=1)
        yield f"{self.policy}, {self.first.isoformat()} to {last.isoformat()}"
        yield from lacking_words(found.lacking)

    def action_edit(self) -> None:
        """Another period."""
        from screens.periods import ask_period

        if self.work is not None:
            self.refuse("The awards are still being worked out: x stops it.")
        else:
            ask_period(self, "Period of the details", self._period)

    def _period(self, first: date, until: date) -> None:
        self.first, self.until = first, until
        self.reload()
