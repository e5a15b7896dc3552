"""What a bulk step would do, line by line, before `y` does it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from textual import on
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, lines, visible

_COLUMNS = (Column("State", 9), Column("What", 26, grow=2), Column("Who, or why not", 22, grow=3))


@dataclass(frozen=True, slots=True)
class Shown:
    """One line: its state with a tone, what it is about, and the words beside it.

    `key` is by what enter knows it.
    """

    state: str
    tone: str
    what: str
    words: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Steps:
    """What a plan is made of: how it is read, shown and said, and the action that does it.

    `doing` gets the plan and what it is to be followed by; `opening` what enter does on a line.
    """

    title: str
    reading: Callable[[Any], Any]
    showing: Callable[[Any], Iterable[Shown]]
    doing: Callable[["PlanScreen", Any], None]
    opening: Callable[["PlanScreen", Any, str], None] | None = None


class PlanScreen(BookScreen[str | None]):
    """Gives the sentence of what was done, or nothing."""

    NAME = "planned"

    def __init__(self, desk: Desk, steps: Steps) -> None:
        super().__init__(desk)
        self.steps = steps
        self.plan: Any = None

    def compose_body(self) -> Iterable[Widget]:
        """The lines, the whole words of the one under the cursor, and what `y` does."""
        yield RecordTable(_COLUMNS, name="plan")
        yield Static("", markup=False, id="reasons")
        yield Static("", markup=False, id="confirm")

    def on_mount(self) -> None:
        """Read."""
        self.query_one("#plan", RecordTable).focus()
        self.status.say(self.steps.title, "…")
        self.reload()

    def reload(self) -> None:
        """Plan it again: the book may have changed."""
        self.fetch("plan", self._show, self.steps.reading)

    def _show(self, plan: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(plan, Refused):
            self.dismiss_refused(plan.sentence)
            return
        self.plan = plan
        self.lines = tuple(self.steps.showing(plan))
        self.query_one("#plan", RecordTable).show(
            Record(
                f"{number}:{one.key}",
                (cell(one.state, self.tone(one.tone)), cell(one.what), cell(lines(one.words))),
            )
            for number, one in enumerate(self.lines)
        )
        self.status.say(self.steps.title, plan.sentence)
        words = f"y does it: {plan.sentence} · esc leaves it"
        self.query_one("#confirm", Static).update(visible(words))
        self._describe()

    def dismiss_refused(self, sentence: str) -> None:
        """Nothing to plan: say why, where it was asked for."""
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if isinstance(below, BookScreen):
            below.refuse(sentence)

    @on(RecordTable.RowHighlighted, "#plan")
    def _describe(self) -> None:
        key = self.query_one("#plan", RecordTable).cursor_key
        words = ""
        if key is not None and self.plan is not None:
            one = self.lines[int(key.partition(":")[0])]
            words = " · ".join(filter(None, (visible(one.what), visible(one.words))))
        self.query_one("#reasons", Static).update(words)

    @on(RecordTable.RowSelected, "#plan")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """What the line asks, if anything."""
        key = self.query_one("#plan", RecordTable).cursor_key
        if key is not None and self.plan is not None and self.steps.opening is not None:
            self.steps.opening(self, self.plan, key.partition(":")[2])

    def action_yes(self) -> None:
        """Do it."""
        if self.plan is not None:
            self.steps.doing(self, self.plan)

    def done(self, result: Any) -> None:
        """What became of it: say it below, or here why not."""
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
            self.reload()
        else:
            self.dismiss(f"{result.sentence} · u undoes")

    def action_back(self) -> None:
        """Leave it."""
        self.dismiss(None)
