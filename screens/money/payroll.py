"""Locked payroll runs, the latest first. `i` prepares the next."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.periods import last_day
from screens.shown import cell, hours, money, stamp
from storage.queries.money.ledgers import RUNS
from storage.queries.money.payroll import RunLine

if TYPE_CHECKING:
    from coordinator.actions.pay.payroll import PayrollLocked


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
        Column("Hours", 8),
        Column("Net", 12),
        Column("Locked", 16, grow=1),
    )

    def cells(self, row: RunLine) -> tuple[Text, ...]:
        """Number, period, hours, pay, when it was locked."""
        return (
            cell(row.number if row.state == "locked" else "CUT OFF"),
            cell(row.from_on),
            cell(last_day(row.until_on)),
            cell(hours(row.total_minutes), right=True),
            cell(money(row.net_cents), right=True),
            cell(self._locked(row)),
        )

    def _locked(self, row: RunLine) -> str:
        if row.state != "locked" or row.locked_at is None:
            return "i goes on with it"
        kind = "corrections " if row.kind == "correction" else ""
        return kind + stamp(row.locked_at, self.desk.zone)

    def copies(self, row: RunLine) -> Sequence[tuple[str, str]]:
        """Number, amount."""
        return (("number", row.number), ("pay", money(row.total_cents)))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def open_row(self, row: RunLine) -> None:
        """Every line of the run."""
        from screens.money.payroll_words import read_run

        self.fetch("lines", lambda found: self._show_lines(row, found), read_run, row.id)

    def _show_lines(self, row: RunLine, found: Any) -> None:
        from screens.modals import Reader
        from screens.money.payroll_words import run_words

        title = f"Payroll run {row.number}"
        self.app.push_screen(Reader(title, run_words(found[0], found[1], self.desk.zone)))

    def action_payroll(self) -> None:
        """What the next period would pay; `y` there locks it."""
        from screens.money.payroll_run import PayrollRunScreen

        line = self.held.lines[0].row if self.held.lines and not self.view.text else None
        begins = ends = None
        if line is not None and line.state == "locked":
            begins = date.fromisoformat(line.until_on)
        elif line is not None:
            begins, ends = date.fromisoformat(line.from_on), date.fromisoformat(line.until_on)
        self.app.push_screen(PayrollRunScreen(self.desk, begins, ends), self._was_locked)

    def _was_locked(self, found: "PayrollLocked | None") -> None:
        if found is not None:
            self.table.expect(str(found.run_id))
            self.say(f"{found.sentence} · p makes its file", "done")

    def action_print(self) -> None:
        """The CSV for the payroll department, in the agency's layout or another."""
        from screens.money.payroll_papers import ask_layout

        if self.locked is not None:
            ask_layout(self, self.locked.number)

    def action_bank_file(self) -> None:
        """The file with which the bank pays."""
        from screens.money.bank_file import ask_bank_file

        if self.locked is not None:
            ask_bank_file(self, self.locked.number, self.locked.until_on)

    def action_statements(self) -> None:
        """Everybody's statement."""
        from screens.money.payroll_papers import make_all_statements

        if self.locked is not None:
            make_all_statements(self, self.locked.number)

    def action_owed(self) -> None:
        """Worked and not paid."""
        from screens.money.payroll_papers import show_owed

        show_owed(self)

    def action_year(self) -> None:
        """The year by officer and payer."""
        from screens.money.payroll_papers import ask_year

        ask_year(self)

    @property
    def locked(self) -> RunLine | None:
        """The run under the cursor, if it is locked; else it is said what to do."""
        row: RunLine | None = self.row
        if row is not None and row.state != "locked":
            self.refuse("This run was cut off: i goes on with it and locks it.")
            return None
        return row

    def action_log(self) -> None:
        """What was written with this run."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "payroll_run", self.row.id, f"payroll run {self.row.number}")
