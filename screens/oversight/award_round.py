"""The award round: who would get which open position, why others would not, and `y` awards it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.distribution.awarding import Plan

AHEAD_SECONDS = 62 * 86_400
"""How far ahead positions are awarded."""

_COLUMNS = (
    Column("State", 6),
    Column("Position", 12),
    Column("Officer", 24, grow=1),
    Column("Why", 20, grow=3),
)


class AwardRound(WaitingScreen[str | None], OneTable[str | None]):
    """Gives the sentence of what was awarded, or nothing."""

    NAME = "award_round"
    HEADING = "Award round"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.plan: Plan | None = None
        self.with_swaps = False

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Every open position of the next two months, and how far the reckoning is."""
        yield RecordTable(_COLUMNS, name="plan")
        yield Static("", markup=False, id="held", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    def reload(self) -> None:
        """Work the round out again; nothing is written."""
        if self.work is None:
            now = self.desk.clock()
            function = "coordinator.actions.distribution.awarding:plan_round"
            given = (now, now + AHEAD_SECONDS, now)
            self.start(function, given, self._show, "Going through the open positions …")

    def _show(self, found: "Plan") -> None:
        self.plan = found
        self.table.show(self._records(found))
        self._describe()

    def _records(self, plan: "Plan") -> Iterable[Record]:
        for one in plan.awards:
            passed = f"ahead of him: {visible('; '.join(one.passed))}" if one.passed else "first"
            cells: tuple[Text, ...] = (
                cell("AWARD", self.tone("success")),
                cell(one.number),
                cell(one.officer),
                cell(passed),
            )
            yield Record(f"award:{one.position_id}", cells)
        for left in plan.left:
            cells = (
                cell("EMPTY", self.tone("warning")),
                cell(left.number),
                cell(""),
                cell(left.why),
            )
            yield Record(f"left:{left.position_id}", cells)
        for number, swap in enumerate(plan.swaps):
            cells = (
                cell("SWAP", self.tone("warning")),
                cell(swap.number),
                cell(""),
                cell("; ".join(swap.words)),
            )
            yield Record(f"swap:{number}", cells)

    @on(RecordTable.RowHighlighted, "#plan")
    def _describe(self) -> None:
        plan = self.plan
        if plan is None:
            return
        self.status.say(self.HEADING, counted(len(plan.awards), "award"), f"{len(plan.left)} empty")
        swaps = ""
        if plan.swaps:
            done = "done too" if self.with_swaps else "not done"
            swaps = f" · {counted(len(plan.swaps), 'swap')} {done}: s changes that"
        words = f"y awards {counted(len(plan.awards), 'position')}{swaps}"
        self.query_one("#held", Static).update(words if plan.awards else "Nothing to award.")

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_with_swaps(self) -> None:
        """Do the proposed swaps too, or leave them."""
        self.with_swaps = not self.with_swaps
        self._describe()

    def action_yes(self) -> None:
        """Award it all, in one action."""
        from coordinator.actions.distribution.awarding import award_round

        if self.plan is not None and self.work is None:
            self.perform(self._awarded, award_round, self.plan, with_swaps=self.with_swaps)

    def _awarded(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.refuse(result.sentence)
            self.reload()
        else:
            self.dismiss(result.sentence)

    def action_back(self) -> None:
        """Close; what is under way stops."""
        self.action_stop()
        self.dismiss(None)
