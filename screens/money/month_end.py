"""The end of a month on one key: what it would do, and then how far it is, step by step."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from screens.modals import Ask, AskTwo, Confirm, Reader
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.accounts.month_end import MonthDone

_COLUMNS = (
    Column("Step", 13),
    Column("What", 40, grow=3),
    Column("Left", 5),
)
_NAMES = ("invoices", "papers", "payroll", "payroll file", "bank file", "journal", "close")
_SAID = {
    "papers": "the invoices as PDF",
    "payroll file": "the run in the payroll system's layout",
    "bank file": "the file with which the bank pays",
    "close": "the month is closed",
}


class MonthEnd(WaitingScreen[None], OneTable[None]):
    """`y` does all steps; enter lists what a step left, and why."""

    NAME = "month_end"
    HEADING = "Month end"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        last = desk.today().replace(day=1) - timedelta(days=1)
        self.month = f"{last:%Y-%m}"
        self.bank = self.close = False
        self.shown: MonthDone | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The steps, and how far they are."""
        yield RecordTable(_COLUMNS, name="steps")
        yield Static("", markup=False, id="told", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    def reload(self) -> None:
        """Look again, unless it is under way or was just done."""
        if self.work is None and (self.shown is None or not _was_done(self.shown)):
            self.look()

    def look(self) -> None:
        """Price what waits, in a process of its own."""
        self.shown = None
        self._describe("looking what there is to do …")
        function = "coordinator.actions.accounts.month_end_elsewhere:look"
        self.start(function, (self.desk.actor(), self._wanted()), self._looked, "Looking")

    def _wanted(self) -> Any:
        from coordinator.actions.accounts.month_end import MonthWanted
        from coordinator.actions.book.documents import folder_of

        folder = folder_of(self.desk.book.path)
        return MonthWanted(self.month, folder, self.bank, self.close)

    def _looked(self, found: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(found, Refused):
            self._describe("")
            self.table.show(())
            self.refuse(found.sentence)
            return
        self.shown = found
        self._draw()

    def _draw(self) -> None:
        steps = {step.name: step for step in self.shown.steps} if self.shown else {}
        done = self.shown is not None and _was_done(self.shown)
        records = []
        for name in _NAMES:
            if (name == "bank file" and not self.bank) or (name == "close" and not self.close):
                continue
            step = steps.get(name)
            words = step.words if step else _SAID.get(name, "")
            left = str(len(step.left)) if step and step.left else ""
            words = words or (step.left[0] if step and step.left else "")
            cells = (cell(name), cell(words), cell(left, right=True))
            records.append(Record(name, cells))
        self.table.show(records)
        bank, close = (
            ("no bank file", "bank file")[self.bank],
            ("stays open", "is closed")[self.close],
        )
        rest = "" if done else f"y does all of it · {bank} · the month {close} at the end"
        self._describe(rest)

    def _describe(self, words: str) -> None:
        left = len(self.shown.left) if self.shown else 0
        exceptions = f"{counted(left, 'exception')}" if left else ""
        state = "done" if self.shown is not None and _was_done(self.shown) else ""
        self.status.say(self.HEADING, self.month, state, exceptions)
        self.query_one("#told", Static).update(words)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#steps")
    def action_open(self) -> None:
        """What a step left and why, and the files that it wrote."""
        name = self.table.cursor_key
        steps = [step for step in self.shown.steps if step.name == name] if self.shown else []
        for step in steps:
            lines = [step.words, *map(str, step.files[:200]), *map(visible, step.left)]
            self.app.push_screen(Reader(f"{self.month}: {name}", "\n".join(filter(None, lines))))

    def action_edit(self) -> None:
        """Another month."""

        def named(text: str | None) -> None:
            if text and self.work is None:
                self.month = text
                self.look()

        self.app.push_screen(Ask("Which month", value=self.month, hint="2026-10"), named)

    def action_with_bank(self) -> None:
        """Write the bank's file too, or leave it."""
        if self.work is None:
            self.bank = not self.bank
            self._draw()

    def action_with_close(self) -> None:
        """Close the month at the end, or leave it open."""
        if self.work is None:
            self.close = not self.close
            self._draw()

    def action_yes(self) -> None:
        """Do all steps, after one sentence of what that means."""
        if self.work is not None or self.shown is None:
            return
        looked = "\n".join(f"{step.name}: {step.words}" for step in self.shown.steps if step.words)
        final = "\nIssued invoices and a locked payroll are never taken back."

        def confirmed(yes: str | None) -> None:
            if yes and self.bank:
                self.fetch("asks", self._keyed, _asks)
            elif yes:
                self._end("")

        self.app.push_screen(Confirm(f"End {self.month}?", looked + final), confirmed)

    def _keyed(self, how: str) -> None:
        def typed(given: str | None) -> None:
            first, _, again = (given or "").partition("\n")
            if given is not None and first == again:
                self._end(first)

        if how == "passphrase":
            window = AskTwo("The bank details", "Passphrase", "Once more", secret=True)
            self.app.push_screen(window, typed)
        else:
            self._end("")

    def _end(self, passphrase: str) -> None:
        function = "coordinator.actions.accounts.month_end_elsewhere:end"
        given = (self.desk.actor(), self._wanted(), passphrase)
        self.start(function, given, self._ended_month, f"{self.month} is being ended")

    def _ended_month(self, found: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(found, Refused):
            self.refuse(found.sentence)
            return
        self.shown = found
        self._draw()
        self.say(found.sentence, "refused" if found.stopped else "done")

    def action_refresh(self) -> None:
        """Look again what there is to do."""
        if self.work is None:
            self.look()

    def action_back(self) -> None:
        """A place stays; a month that is being ended is stopped first."""
        if self.work is not None:
            self.refuse("The month is being ended: x stops it between two steps.")


def _was_done(found: "MonthDone") -> bool:
    return any(step.done for step in found.steps)


def _asks(connection: Any) -> str:
    from coordinator.actions.pay.sealing import key_kept_by

    return key_kept_by(connection)
