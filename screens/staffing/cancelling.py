"""The question before details are cancelled: why, since when, and what the employer is charged."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.widgets import Input, Static

from screens.base import BookScreen
from screens.modals import Window
from screens.shown import counted, visible
from screens.spans import MOMENT_HINT, Unclear, read_moment

if TYPE_CHECKING:
    from coordinator.actions.billing.cancelling_costs import CancellingCost

HINT = (
    "the reason is told to everybody on it; 'agency:' before it where it is our doing"
    " · u undoes · esc leaves it"
)


class AskCancel(Window):
    """Gives a reason, which is needed; `cancelled_at` is when it was cancelled, None for now."""

    def __init__(self, title: str, read_at: Callable[[str], int | None]) -> None:
        super().__init__(title, HINT)
        self.cancelled_at: int | None = None
        self._read_at = read_at
        self._cost = Static("As of now: …", markup=False)

    def compose_body(self) -> ComposeResult:
        """What it costs as of now, and both fields."""
        yield self._cost
        yield Input(compact=True, id="reason")
        yield Static(f"Cancelled at (empty: now; {MOMENT_HINT})", markup=False)
        yield Input(compact=True, id="at")

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one("#reason", Input).focus()

    def tell_cost(self, found: "CancellingCost") -> None:
        """What it costs is worked out while the reason is typed already."""
        self._cost.update(f"As of now: {visible(found.sentence)}")

    def on_input_submitted(self) -> None:
        """Enter in either field. What is not understood is said here, where it can be mended."""
        reason = self.query_one("#reason", Input).value.strip()
        if not reason:
            self._refuse("reason", "It needs a reason")
            return
        try:
            self.cancelled_at = self._read_at(self.query_one("#at", Input).value)
        except Unclear as problem:
            self._refuse("at", str(problem))
            return
        self.dismiss(reason)

    def _refuse(self, field: str, why: str) -> None:
        self.query_one(".window-hint", Static).update(f"{why} · esc closes")
        self.query_one(f"#{field}", Input).focus()


def ask_cancel(
    screen: BookScreen[Any],
    detail_ids: tuple[int, ...],
    after: Callable[[], None] | None = None,
) -> None:
    """Cancel details, with one reason for all of them, beside what it costs."""
    from coordinator.actions.billing.cancelling_costs import cost_of_cancelling
    from coordinator.actions.jobs.bulk import cancel_details
    from screens.staffing.detail_acts import saying

    def read_at(text: str) -> int | None:
        return read_moment(text, screen.desk.today(), screen.desk.zone)

    def answered(reason: str | None) -> None:
        if reason:
            screen.perform(saying(screen), cancel_details, detail_ids, reason, window.cancelled_at)
            if after is not None:
                after()

    what = "the detail" if len(detail_ids) == 1 else counted(len(detail_ids), "detail")
    window = AskCancel(f"Cancel {what}: why?", read_at)
    # Shown at once: keys that follow fast are the reason's, not the list's.
    screen.app.push_screen(window, answered)
    screen.fetch(
        "cancelling", window.tell_cost, cost_of_cancelling, detail_ids, screen.desk.clock()
    )
