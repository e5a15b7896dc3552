"""Locked payroll runs, the latest first. `i` prepares the next."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, hours, money, stamp
from storage.queries.ledgers import RUNS
from storage.queries.payroll import RunLine


class Payroll(ListScreen):
    """All runs."""

    NAME = "payroll"
    HEADING = "Payroll"
    NOUN = ("run", "runs")
    LISTING = RUNS
    ORDER = "period"
    REVERSE = True
    EMPTY = "No payroll run yet.\n\ni shows what the first would pay."
    COLUMNS = (
        Column("Run", 10, "number"),
        Column("From", 10, "period"),
        Column("Through", 10),
        Column("Hours", 9),
        Column("Pay", 13),
        Column("Locked", 16, grow=1),
    )

    def cells(self, row: RunLine) -> tuple[Text, ...]:
        """Number, period, hours, pay, when it was locked."""
        return (
            cell(row.number if row.state == "locked" else "CUT OFF"),
            cell(row.from_on),
            cell(last_day(row.until_on)),
            cell(hours(row.total_minutes), right=True),
            cell(money(row.total_cents), right=True),
            cell(self._locked(row)),
        )

    def _locked(self, row: RunLine) -> str:
        if row.state != "locked" or row.locked_at is None:
            return "i goes on with it"
        return stamp(row.locked_at, self.desk.zone)

    def copies(self, row: RunLine) -> Sequence[tuple[str, str]]:
        """Number, amount."""
        return (("number", row.number), ("pay", money(row.total_cents)))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def open_row(self, row: RunLine) -> None:
        """Every line of the run."""
        from storage.queries.payroll import pay_lines

        self.fetch("lines", lambda found: self._show_lines(row, found), pay_lines, row.id)

    def _show_lines(self, row: RunLine, found: Sequence[Any]) -> None:
        from screens.modals import Reader
        from screens.payroll_words import run_words

        title = f"Payroll run {row.number}"
        self.app.push_screen(Reader(title, run_words(found, self.desk.zone)))

    def action_payroll(self) -> None:
        """What the next period would pay; `y` there locks it."""
        from screens.payroll_run import PayrollRunScreen

        line = self.held.lines[0].row if self.held.lines and not self.view.text else None
        begins = ends = None
        if line is not None and line.state == "locked":
            begins = date.fromisoformat(line.until_on)
        elif line is not None:
            begins, ends = date.fromisoformat(line.from_on), date.fromisoformat(line.until_on)
        self.app.push_screen(PayrollRunScreen(self.desk, begins, ends), self.told)

    def action_print(self) -> None:
        """The CSV for the payroll department."""
        from screens.printing import export_payroll

        if self.row is not None and self.row.state == "locked":
            export_payroll(self, self.row.number)
        elif self.row is not None:
            self.refuse("This run was cut off: i goes on with it and locks it.")

    def action_log(self) -> None:
        """What was written with this run."""
        from screens.record_log import show_log

        if self.row is not None:
            show_log(self, "payroll_run", self.row.id, f"payroll run {self.row.number}")

    def told(self, sentence: Any) -> None:
        """What the next run did."""
        if sentence:
            self.say(str(sentence), "done")


def last_day(until_on: str) -> str:
    """The last date of a period whose end is not included."""
    return (date.fromisoformat(until_on) - timedelta(days=1)).isoformat()
