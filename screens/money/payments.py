"""Money received, the latest first."""

from collections.abc import Sequence

from rich.text import Text

from screens.list_keys import ListScreen
from screens.parts.columns import Column
from screens.shown import cell, money
from storage.queries.money.ledgers import PAYMENTS, PaymentRow


class Payments(ListScreen):
    """All payments; new ones are entered on their invoice."""

    NAME = "payments"
    HEADING = "Payments"
    NOUN = ("payment", "payments")
    LISTING = PAYMENTS
    ORDER = "date"
    REVERSE = True
    EMPTY = "No payment yet.\n\na on an invoice enters one."
    COLUMNS = (
        Column("Received", 10, "date"),
        Column("Invoice", 11, "invoice"),
        Column("Employer", 18, "employer", grow=1),
        Column("Amount", 11, "amount"),
        Column("How", 8),
        Column("Reference", 12, grow=1),
    )

    def cells(self, row: PaymentRow) -> tuple[Text, ...]:
        """Date, invoice, employer, amount, how, reference."""
        return (
            cell(row.received_on),
            cell(row.invoice),
            cell(row.employer),
            cell(money(row.amount_cents), right=True),
            cell(row.method),
            cell(row.reference),
        )

    def copies(self, row: PaymentRow) -> Sequence[tuple[str, str]]:
        """Reference, invoice, amount."""
        return (
            ("reference", row.reference),
            ("invoice", row.invoice),
            ("amount", money(row.amount_cents)),
        )

    def open_row(self, row: PaymentRow) -> None:
        """Its invoice."""
        self.post_place("invoices", row.invoice)

    def action_take_off(self) -> None:
        """Take off a payment that was a mistake or did not clear."""
        from coordinator.actions.billing.payments import remove_payment
        from screens.modals import Ask
        from screens.staffing.detail_acts import saying

        row = self.row
        if row is None:
            return

        def reasoned(reason: str | None) -> None:
            if reason:
                self.perform(saying(self), remove_payment, row.id, reason)

        title = f"Take {money(row.amount_cents)} off {row.invoice}: why?"
        hint = "the reason goes on record · u undoes · esc leaves it"
        self.app.push_screen(Ask(title, hint=hint), reasoned)

    def action_log(self) -> None:
        """What became of the payment's invoice."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "invoice", self.row.invoice_id, f"invoice {self.row.invoice}")
