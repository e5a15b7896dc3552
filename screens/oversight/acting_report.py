"""A report from which something is done: it is read again, and what was done is said."""

from typing import TYPE_CHECKING, Any

from screens.reports.report import ReportScreen

if TYPE_CHECKING:
    from coordinator.rules.reports.report import Result


class ActingReport(ReportScreen):
    """`acted` takes the result of an action."""

    FINAL: tuple[str, ...] = ()
    """Names of results that no undo takes back."""
    _acted: Any = None

    def acted(self, result: Any) -> None:
        """Read again, and say what was done; a refusal is said at once."""
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
        else:
            self._acted = result
            self.reload()

    def ran(self, result: "Result", texts: list[tuple[str, ...]]) -> None:
        """Show it, and what was done."""
        from screens.staffing.detail_acts import saying

        super().ran(result, texts)
        done, self._acted = self._acted, None
        if type(done).__name__ in self.FINAL:
            self.say(done.sentence, "done")
        elif done is not None:
            saying(self)(done)
