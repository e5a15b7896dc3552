"""Deductions and reimbursements of officers, until a payroll run has taken them."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.text import Text

from coordinator.desk import Desk
from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import cell, money
from storage.queries.money.payroll import ADJUSTMENTS, Adjustment

_KINDS = (("minus", "deduction"), ("plus", "reimbursement"))


class Adjustments(ListScreen):
    """What waits for a run; is:taken shows the others."""

    NAME = "adjustments"
    HEADING = "Deductions"
    NOUN = ("deduction or reimbursement", "deductions and reimbursements")
    LISTING = ADJUSTMENTS
    ORDER = "due"
    START_FILTER = "is:waiting"
    EMPTY = "Nothing waits to be deducted or reimbursed.\n\nn enters one."
    COLUMNS = (
        Column("Due", 10, "due"),
        Column("Badge", 7),
        Column("Officer", 12, "officer", grow=1),
        Column("For", 14, grow=2),
        Column("Code", 8),
        Column("Amount", 11),
        Column("Run", 9),
    )

    def cells(self, row: Adjustment) -> tuple[Text, ...]:
        """Due, officer, for what, code, amount, run."""
        return (
            cell(row.due_on),
            cell(row.badge),
            cell(row.officer),
            cell(row.label),
            cell(row.code),
            cell(money(row.amount_cents), right=True),
            cell(row.run or "waits"),
        )

    def copies(self, row: Adjustment) -> Sequence[tuple[str, str]]:
        """Badge, amount."""
        return (("badge", row.badge), ("amount", money(row.amount_cents)))

    def open_row(self, row: Adjustment) -> None:
        """The officer."""
        from screens.people.officer import OfficerScreen

        self.app.push_screen(OfficerScreen(self.desk, row.officer_id))

    def action_new(self) -> None:
        """Enter one."""
        self.app.push_screen(AdjustmentForm(self.desk), self.told)

    def action_take_back(self) -> None:
        """Take the one under the cursor off, with a reason."""
        from coordinator.actions.pay.adjustments import remove_adjustment
        from screens.modals import Ask
        from screens.staffing.detail_acts import saying

        row = self.row
        if row is None:
            return

        def reasoned(reason: str | None) -> None:
            if reason:
                self.perform(saying(self), remove_adjustment, row.id, reason)

        self.app.push_screen(Ask("Take it off: why?", hint="u undoes · esc leaves it"), reasoned)

    def action_log(self) -> None:
        """What became of it."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "pay_adjustment", self.row.id, self.row.label)

    def told(self, sentence: Any) -> None:
        """What the form did."""
        if sentence:
            self.say(str(sentence), "done")


class AdjustmentForm(RecordForm):
    """A deduction or a reimbursement."""

    HEADING = "Deduction or reimbursement"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "new adjustment")

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Whose, how much, for what, from when on."""
        return (
            Entry("badge", "Badge", hint="or a last name that only one has", needed=True),
            choice("kind", "Kind", _KINDS, "minus", needed=True),
            Entry("amount", "Amount", "", Kind.MONEY, needed=True),
            Entry("label", "For", hint="fuel, vehicle, parking …", needed=True),
            Entry("code", "Pay code", hint="as the payroll layout knows it"),
            Entry("due_on", "Taken from", self.desk.today().isoformat(), Kind.DATE, needed=True),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter it."""
        from coordinator.actions.pay.adjustments import add_adjustment
        from storage.errors import Missing
        from storage.queries.book.lookup import officer_id

        try:
            officer = self.desk.ask(officer_id, values["badge"])
        except Missing as error:
            return str(error)
        cents = -abs(values["amount"]) if values["kind"] == "minus" else abs(values["amount"])
        given = (officer, values["due_on"], values["code"], values["label"], cents)
        return lambda book, actor: add_adjustment(book, actor, *given)
