"""Money received on an invoice."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm
from screens.shown import money


class PaymentForm(RecordForm):
    """Begins with what settles the invoice today."""

    HEADING = "Payment"

    def __init__(self, desk: Desk, invoice_id: int, number: str, open_cents: int) -> None:
        super().__init__(desk, f"payment on invoice:{invoice_id}")
        self.invoice_id = invoice_id
        self.number = number
        self.open_cents = open_cents

    def title_words(self) -> str:
        """With the invoice's number."""
        return f"{self.HEADING} on {self.number}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Amount, date, how; early enough, the discount less."""
        from coordinator.actions.billing.discounts import due_cents

        today = self.desk.today().isoformat()
        due = due_cents(connection, self.invoice_id, self.open_cents, today)
        return (
            Entry("amount_cents", "Amount", money(due), Kind.MONEY, needed=True),
            Entry("received_on", "Received on", today, Kind.DATE, needed=True),
            Entry("method", "How", hint="check, transfer, card …"),
            Entry("reference", "Their reference"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Record it."""
        from coordinator.actions.billing.payments import Receipt, record_payment

        receipt = Receipt(**values)
        return lambda book, actor: record_payment(book, actor, self.invoice_id, receipt)
