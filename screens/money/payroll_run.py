"""The next payroll run: its period, what it pays each officer, what it holds back; `y` locks it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from coordinator.desk import Desk
from coordinator.rules.accounts.periods import last_ended, period_of
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.periods import ask_period, last_day
from screens.shown import cell, counted, hours, money, visible
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.pay.payroll import PayrollPreview
    from coordinator.actions.results import Refused

_COLUMNS = (
    Column("Badge", 8),
    Column("Officer", 24, grow=1),
    Column("Entries", 7),
    Column("Hours", 8),
    Column("Pay", 12),
    Column("Net", 12),
)


class PayrollRunScreen(WaitingScreen[Any], OneTable[Any]):
    """Gives the run that was locked (PayrollLocked), or nothing."""

    NAME = "payroll_run"
    HEADING = "Payroll run"

    def __init__(self, desk: Desk, begins: date | None, ends: date | None = None) -> None:
        super().__init__(desk)
        today = desk.today()
        kind, anchor = desk.ask(_way_of_paying)
        usual = last_ended(kind, anchor, today)
        if begins is not None:
            usual = begins, max(period_of(kind, anchor, begins)[1], begins + timedelta(days=1))
        self.from_on, until = usual
        self.until_on = ends or (min(until, today) if today > self.from_on else until)
        self.kind = "regular"
        self.preview: PayrollPreview | None = None

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The officers, and what is held back."""
        yield RecordTable(_COLUMNS, name="pays")
        yield Static("", markup=False, id="held", classes="heading")
        yield ProgressBar(id="progress", show_eta=False)

    @property
    def period(self) -> tuple[str, str]:
        """Local ISO dates, the end not included."""
        return self.from_on.isoformat(), self.until_on.isoformat()

    def reload(self) -> None:
        """Price again, unless the run is being locked."""
        if self.work is None:
            self.status.say(self.HEADING, self._period_words(), "pricing …")
            self.fetch("preview", self._show, _preview, self.desk, self.period, self.kind)

    def _period_words(self) -> str:
        period = f"{self.from_on.isoformat()} to {last_day(self.until_on.isoformat())}"
        return f"{period}, corrections only" if self.kind == "correction" else period

    def _show(self, found: "PayrollPreview | Refused") -> None:
        from coordinator.actions.results import Refused

        if isinstance(found, Refused):
            self.preview = None
            self.refuse(found.sentence)
            return
        self.preview = found
        self.table.show(
            Record(
                pay.badge,
                (
                    cell(pay.badge),
                    cell(pay.officer),
                    cell(pay.entries, right=True),
                    cell(hours(pay.minutes), right=True),
                    cell(money(pay.cents), right=True),
                    cell(money(pay.net_cents), right=True),
                ),
            )
            for pay in found.officers
        )
        total = f"{hours(found.total_minutes)} h, {money(found.net_cents)}"
        officers = counted(len(found.officers), "officer")
        self.status.say(self.HEADING, self._period_words(), officers, total)
        self.query_one("#held", Static).update(_held_words(found))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#pays")
    def _clicked(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """What is held back, all of it."""
        from screens.modals import Reader

        if self.preview is not None and (self.preview.held or self.preview.waiting):
            words = [f"{held.detail.number}: {visible(held.reason)}" for held in self.preview.held]
            words += [visible(each) for each in self.preview.waiting]
            self.app.push_screen(Reader("Held back", "\n".join(words)))

    def action_edit(self) -> None:
        """Another period."""
        ask_period(self, "Payroll period", self._set_period)

    def _set_period(self, first: date, until: date) -> None:
        self.from_on, self.until_on = first, until
        self.reload()

    def action_corrections(self) -> None:
        """Only what was corrected, or everything that waits."""
        if self.work is None:
            self.kind = "regular" if self.kind == "correction" else "correction"
            self.reload()

    def action_yes(self) -> None:
        """Lock the run: its hours are never paid again."""
        if self.work is not None or self.preview is None:
            return
        if not self.preview.officers:
            self.refuse("No approved hours wait to be paid.")
            return
        self.status.say(self.HEADING, self._period_words(), "locking …")
        function = "coordinator.actions.pay.payroll_elsewhere:lock"
        given = (self.desk.actor(), *self.period, self.kind)
        self.start(function, given, self._locked, "Locking …")

    def _locked(self, result: Any) -> None:
        from coordinator.actions.results import Refused

        if isinstance(result, Refused):
            self.reload()
            self.refuse(result.sentence)
        else:
            self.dismiss(result)

    def action_back(self) -> None:
        """A run that is being locked is ended or stopped first."""
        if self.work is not None:
            self.refuse("The run is being locked: x stops it.")
        else:
            self.dismiss(None)

    def action_print(self) -> None:
        """A file is made of a locked run only."""
        self.refuse("The file is made of the locked run: y locks it, then p.")


def _held_words(found: "PayrollPreview") -> str:
    if found.held:
        first = found.held[0]
        more = counted(len(found.held), "detail")
        return (
            f"{more} held back (enter lists them): {first.detail.number}, {visible(first.reason)}"
        )
    return "y locks the run: its hours are never paid again" if found.officers else "Nothing waits."


def _way_of_paying(connection: Any) -> tuple[str, date]:
    from coordinator.actions.pay.pay_periods import pay_anchor, pay_kind

    return pay_kind(connection), pay_anchor(connection)


def _preview(connection: Any, desk: Desk, period: tuple[str, str], kind: str) -> Any:
    # Imported on the reading thread: rate cards and models must not delay a key.
    from coordinator.actions.pay.payroll import preview_payroll

    return preview_payroll(desk.book, *period, kind)
