"""Records that have no screen of their own, read whole over whatever is in front."""

from typing import Any

from screens.base import BookScreen


def read_invoice(opener: BookScreen[Any], invoice_id: int) -> None:
    """Every line of an invoice."""
    from storage.queries.book.unfolding import unfolded_invoice
    from storage.queries.money.money import InvoiceDocument

    def show(found: InvoiceDocument) -> None:
        from screens.modals import Reader
        from screens.money.invoice_words import document_words

        words = document_words(found, opener.desk.zone)
        opener.app.push_screen(Reader(f"Invoice {found.number}", words))

    opener.fetch("document", show, unfolded_invoice, invoice_id)


def read_finding(opener: BookScreen[Any], finding_id: int) -> None:
    """Everything about a finding of an audit."""
    from storage.queries.oversight.findings import FindingLine, finding_of, finding_words

    def show(found: FindingLine) -> None:
        from screens.modals import Reader

        opener.app.push_screen(Reader(f"Finding {found.number}", "\n\n".join(finding_words(found))))

    opener.fetch("finding", show, finding_of, finding_id)
