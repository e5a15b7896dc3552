"""What an error in the facts did to past awards, before and after it is written down."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.oversight.retried import RetriedScreen

if TYPE_CHECKING:
    from coordinator.actions.past_awards.make_whole import Error, MadeWhole


class MadeWholeScreen(RetriedScreen):
    """Gives the sentence of what was kept, or nothing."""

    NAME = "make_whole"
    HEADING = "Make whole"

    def __init__(self, desk: Desk, error: "Error", first: date) -> None:
        super().__init__(desk)
        self.error = error
        self.first = first

    def wanted(self) -> tuple[str, tuple[Any, ...]]:
        """The awards since a date, with the facts put right."""
        # The rules must not delay the key that opens the screen.
        from coordinator.rules.spans import Calendar

        calendar, now = Calendar(self.desk.zone.key), self.desk.clock()
        given = (self.error, calendar.midnight(self.first), now, now)
        return "coordinator.actions.past_awards.make_whole:make_whole", given

    def shown(self, found: "MadeWhole") -> Iterator[str]:
        """What was put right, and whose place in an order was another."""
        from coordinator.actions.past_awards.retrial_words import lacking_words, moved_lines

        yield "Put right:"
        yield from (f"- {words}" for words in found.words or ("nothing was found to put right",))
        if found.still:
            yield found.still
        yield f"Another place in an order: {len(found.moved)} officers"
        yield from (f"- {line}" for line in moved_lines(found.moved))
        yield from lacking_words(found.lacking)
        yield ""

    def action_keep(self) -> None:
        """Write down the error and what is owed to whom."""
        from screens.modals import Ask

        if self.found is None or self.work is not None:
            return
        hint = "what the error was, as it goes on record · u undoes · esc leaves it"
        self.app.push_screen(Ask("Keep redress", value=self.error.words, hint=hint), self._keep)

    def _keep(self, words: str | None) -> None:
        from coordinator.actions.distribution.redressing import keep_redress

        if words:
            self.perform(self._kept, keep_redress, self.found, words)

    def _kept(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self.dismiss(result.sentence)
