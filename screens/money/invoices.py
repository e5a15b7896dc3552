"""Invoices as issued: open, overdue, paid, void, credited, contested. `i` makes new ones."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from rich.text import Text

from screens.list_keys import ListScreen
from screens.money.final import final
from screens.parts.columns import Column
from screens.shown import cell, money, visible
from storage.queries.money.money import INVOICES, InvoiceLine, invoice_document

KIND_WORDS = {
    "credit": "credit note",
    "deposit": "deposit",
    "late_charge": "late charge",
    "supplementary": "supplementary",
}


class Invoices(ListScreen):
    """All invoices, the latest first."""

    NAME = "invoices"
    HEADING = "Invoices"
    NOUN = ("invoice", "invoices")
    LISTING = INVOICES
    ORDER = "number"
    REVERSE = True
    EMPTY = "No invoice yet.\n\ni shows what is worked and not billed."
    COLUMNS = (
        Column("Number", 11, "number"),
        Column("Employer", 19, "employer", grow=1),
        Column("Due", 10, "due"),
        Column("Total", 11, "total"),
        Column("Open", 11),
        Column("State", 8),
    )

    def fixed(self) -> tuple[tuple[str, int | str], ...]:
        """Today, for what is overdue."""
        return (("today", self.desk.today().isoformat()),)

    def cells(self, row: InvoiceLine) -> tuple[Text, ...]:
        """Number, employer, due, total, open, state."""
        word, tone = self._state(row)
        return (
            cell(row.number),
            cell(row.employer),
            cell(row.due_on),
            cell(money(row.total_cents), right=True),
            cell(money(row.open_cents) if row.open_cents else "", right=True),
            cell(word, self.tone(tone)),
        )

    def _state(self, row: InvoiceLine) -> tuple[str, str]:
        if row.state == "void":
            return "VOID", "muted"
        if row.kind == "credit":
            return "CREDIT", "muted"
        if row.open_cents <= 0:
            if row.written_off_cents > row.discount_cents:
                return "LOST", "muted"
            return ("PAID", "success") if row.open_cents == 0 else ("OVERPAID", "warning")
        if row.disputed:
            return "DISPUTE", "accent"
        overdue = row.due_on < self.desk.today().isoformat()
        return ("OVERDUE", "error") if overdue else ("OPEN", "warning")

    def side_words(self, row: InvoiceLine) -> str:
        """The invoice at a glance."""
        unit = self.desk.agency.currency
        return "\n".join(
            [
                f"{row.number} {KIND_WORDS.get(row.kind, '')}".rstrip(),
                visible(row.employer),
                f"issued {row.issued_on}, due {row.due_on}",
                f"{money(row.total_cents)} {unit}",
                f"{money(row.paid_cents)} {unit} received",
                self._state(row)[0],
            ]
        )

    def copies(self, row: InvoiceLine) -> Sequence[tuple[str, str]]:
        """Number, amount."""
        return (("number", row.number), ("open", money(row.open_cents)), ("employer", row.employer))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def open_row(self, row: InvoiceLine) -> None:
        """Every line of the invoice."""
        from screens.record_reading import read_invoice

        read_invoice(self, row.id)

    def action_invoice(self) -> None:
        """What is worked and not billed."""
        from screens.money.invoice_run import InvoiceRun

        self.app.push_screen(InvoiceRun(self.desk), self.told)

    def action_print(self) -> None:
        """The PDF."""
        from screens.printing import print_invoice

        if self.row is not None:
            print_invoice(self, self.row.id, self.row.number)

    def action_pay(self) -> None:
        """Enter money received on this invoice."""
        from screens.money.payment_form import PaymentForm

        row = self.row
        if row is not None and row.state == "void":
            self.refuse(f"Invoice {row.number} is void.")
        elif row is not None:
            form = PaymentForm(self.desk, row.id, row.number, row.open_cents)
            self.app.push_screen(form, self.told)

    def action_void(self) -> None:
        """Void the invoice, after a reason and a `y`: a voided invoice stays void."""
        from screens.modals import Ask

        row = self.row
        if row is None:
            return
        hint = "it keeps its number, its hours wait to be billed again · no undo · esc leaves it"
        title = f"Void invoice {row.number}: why?"
        self.app.push_screen(Ask(title, hint=hint), lambda why: self._void(row, why))

    def _void(self, row: InvoiceLine, reason: str | None) -> None:
        from coordinator.actions.billing.invoicing import void_invoice
        from screens.modals import Confirm

        def sure(yes: str | None) -> None:
            if yes and reason:
                self.perform(self._done, void_invoice, row.id, reason)

        if reason:
            words = f"Invoice {row.number} over {money(row.total_cents)} to {row.employer} is void."
            self.app.push_screen(Confirm("Void the invoice?", words), sure)

    def _done(self, result: Any) -> None:
        """The result of what cannot be undone."""
        final(self, result)

    def action_credit(self) -> None:
        """Credit it: all, an amount, or some of its lines."""
        if self.row is not None:
            from screens.money.credit_form import ask_credit, read_credit

            self.fetch("credited", partial(ask_credit, self), read_credit, self.row.id)

    def action_late_charge(self) -> None:
        """What the rate card asks for paying late, after a `y`."""
        from coordinator.actions.billing.late_charges import late_charge_of

        row = self.row
        if row is not None:
            today = self.desk.today().isoformat()
            self.fetch("late", self._charge_late, late_charge_of, row.id, today)

    def _charge_late(self, found: Any) -> None:
        from coordinator.actions.billing.late_charges import charge_late
        from screens.modals import Confirm

        if isinstance(found, str):
            self.refuse(found)
            return

        def sure(yes: str | None) -> None:
            if yes:
                self.perform(partial(final, self), charge_late, found.invoice_id)

        words = f"{money(found.cents)} for {found.number}: {found.why}"
        self.app.push_screen(Confirm("Invoice the late charge?", words), sure)

    def action_dispute(self) -> None:
        """The employer contests it: which line, and what he says."""
        if self.row is not None:
            from screens.money.disputing import ask_dispute

            self.fetch("contested", partial(ask_dispute, self), invoice_document, self.row.id)

    def action_account(self) -> None:
        """The employer's account."""
        if self.row is not None:
            from screens.money.account import ask_account

            ask_account(self, self.row.employer_id, self.row.employer)

    def action_message(self) -> None:
        """What was said to this employer and by it."""
        from screens.messages.writing import talk
        from storage.queries.messages.conversation import Partner

        if self.row is not None:
            talk(self, Partner("employer", self.row.employer_id))

    def action_log(self) -> None:
        """What became of the invoice."""
        from screens.book.record_log import show_log

        if self.row is not None:
            show_log(self, "invoice", self.row.id, f"invoice {self.row.number}")

    def told(self, sentence: Any) -> None:
        """What a form or a run did."""
        if sentence:
            self.say(str(sentence), "done")
