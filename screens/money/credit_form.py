"""A credit note on an invoice."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.entry import Entry, Kind, flag
from screens.record_form import Doing, RecordForm
from screens.shown import counted, money, visible
from storage.queries.money.money import InvoiceDocument


class CreditForm(RecordForm):
    """Credits all that is left, an amount, or the `lines` that were chosen."""

    HEADING = "Credit note"
    ENDING = ""

    def __init__(
        self, desk: Desk, invoice_id: int, number: str, lines: tuple[int, ...] = (), cents: int = 0
    ) -> None:
        super().__init__(desk, f"credit on invoice:{invoice_id}")
        self.invoice_id = invoice_id
        self.number = number
        self.lines = lines
        self.cents = cents

    def title_words(self) -> str:
        """With the invoice's number."""
        chosen = f": {counted(len(self.lines), 'line')}, {money(self.cents)}" if self.lines else ""
        return f"{self.HEADING} on {self.number}{chosen}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """How much, why, and whether the hours are billed anew."""
        reason = Entry("reason", "Reason", needed=True, hint="it is printed on the credit note")
        if self.lines:
            return (reason,)
        return (
            Entry("cents", "Amount", kind=Kind.MONEY, hint="empty: all of the invoice"),
            reason,
            flag("bill_again", "Bill the hours again", value=False),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Issue it."""
        from coordinator.actions.billing.crediting import (
            credit_amount,
            credit_invoice,
            credit_lines,
        )

        reason, lines = values["reason"], self.lines
        if lines:
            return lambda book, actor: credit_lines(book, actor, self.invoice_id, lines, reason)
        cents = values["cents"]
        if cents and values["bill_again"]:
            return "Hours are billed again only after all of the invoice was credited."
        if cents:
            return lambda book, actor: credit_amount(book, actor, self.invoice_id, cents, reason)
        again = values["bill_again"]
        return lambda book, actor: credit_invoice(
            book, actor, self.invoice_id, reason, bill_again=again
        )


def ask_credit(screen: BookScreen[Any], found: tuple[InvoiceDocument, frozenset[int]]) -> None:
    """Which lines are credited, or all of it or an amount; then why."""
    from screens.several import ChooseSeveral

    document, credited = found
    lines = {
        str(line.id): (line.amount_cents, f"{detail.number} {line.label} {line.officer}")
        for detail in document.details
        for line in detail.lines
        if line.counts and line.id not in credited
    }

    def chosen(keys: str | None) -> None:
        if keys is None:
            return
        taken = [key for key in keys.split(",") if key]
        form = CreditForm(
            screen.desk,
            document.id,
            document.number,
            tuple(int(key) for key in taken),
            sum(lines[key][0] for key in taken),
        )
        screen.app.push_screen(form, told)

    def told(sentence: str | None) -> None:
        if sentence:
            screen.say(sentence, "done")

    rows = [(key, visible(f"{money(n):>10}  {words}"[:60])) for key, (n, words) in lines.items()]
    choices = [("", "all that is left of the invoice, or an amount"), *rows]
    screen.app.push_screen(ChooseSeveral(f"Credit on {document.number}", choices), chosen)


def read_credit(connection: Any, invoice_id: int) -> tuple[InvoiceDocument, frozenset[int]] | None:
    """The invoice, and which of its lines were credited already."""
    from storage.queries.money.disputes import credited_lines
    from storage.queries.money.money import invoice_document

    document = invoice_document(connection, invoice_id)
    return None if document is None else (document, credited_lines(connection, invoice_id))
