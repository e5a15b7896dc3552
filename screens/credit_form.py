"""A credit note on an invoice."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind, flag
from screens.record_form import Doing, RecordForm


class CreditForm(RecordForm):
    """Credits all that is left, or an amount."""

    HEADING = "Credit note"
    ENDING = ""

    def __init__(self, desk: Desk, invoice_id: int, number: str) -> None:
        super().__init__(desk, f"credit on invoice:{invoice_id}")
        self.invoice_id = invoice_id
        self.number = number

    def title_words(self) -> str:
        """With the invoice's number."""
        return f"{self.HEADING} on {self.number}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """How much, why, and whether the hours are billed anew."""
        return (
            Entry("cents", "Amount", kind=Kind.MONEY, hint="empty: all of the invoice"),
            Entry("reason", "Reason", needed=True, hint="it is printed on the credit note"),
            flag("bill_again", "Bill the hours again", value=False),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Issue it."""
        from coordinator.actions.crediting import credit_amount, credit_invoice

        cents, reason = values["cents"], values["reason"]
        if cents and values["bill_again"]:
            return "Hours are billed again only after all of the invoice was credited."
        if cents:
            return lambda book, actor: credit_amount(book, actor, self.invoice_id, cents, reason)
        again = values["bill_again"]
        return lambda book, actor: credit_invoice(
            book, actor, self.invoice_id, reason, bill_again=again
        )
