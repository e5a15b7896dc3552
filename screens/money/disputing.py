"""Windows about disputes: opening one on an invoice, settling it, the evidence on paper."""

from typing import Any

from screens.base import BookScreen
from screens.shown import counted, visible
from storage.queries.money.disputes import DisputeRow
from storage.queries.money.money import InvoiceDocument

_HOW = (
    ("accept", "the employer is right: credit it …"),
    ("reject", "the invoice stands"),
    ("evidence", "the evidence as PDF"),
)


def ask_dispute(screen: BookScreen[Any], document: InvoiceDocument) -> None:
    """Which line is contested, and what the employer says."""
    from screens.modals import Choose

    lines = [
        (str(line.id), visible(f"{detail.number} {line.label} {line.officer}"[:60]))
        for detail in document.details
        for line in detail.lines
        if line.counts
    ]
    choices = [("", "the whole invoice"), *lines]
    title = f"Dispute on {document.number}, {counted(len(lines), 'line')}"
    screen.app.push_screen(Choose(title, choices), lambda which: _say(screen, document, which))


def _say(screen: BookScreen[Any], document: InvoiceDocument, which: str | None) -> None:
    from coordinator.actions.billing.disputes import open_dispute
    from screens.modals import Ask
    from screens.staffing.detail_acts import saying

    if which is None:
        return

    def said(words: str | None) -> None:
        if words:
            charge = int(which) if which else None
            screen.perform(saying(screen), open_dispute, document.id, words, charge)

    hint = "it is not chased until that is settled · u undoes · esc leaves it"
    screen.app.push_screen(Ask("What does the employer say?", hint=hint), said)


def ask_settlement(screen: BookScreen[Any], row: DisputeRow) -> None:
    """Accepted, rejected, or the evidence first."""
    from screens.modals import Choose

    title = f"{row.number}: {visible(row.words)}"
    screen.app.push_screen(Choose(title, _HOW), lambda how: _settle(screen, row, how))


def _settle(screen: BookScreen[Any], row: DisputeRow, how: str | None) -> None:
    from functools import partial

    from coordinator.actions.billing.disputes import reject_dispute
    from screens.modals import Ask
    from screens.staffing.detail_acts import saying

    if how == "evidence":
        from coordinator.actions.billing.money_papers import make_evidence
        from screens.printing import hand_over

        making = partial(make_evidence, charge_id=row.charge_id)
        hand_over(screen, f"Evidence on {row.number}", making, row.invoice_id)
    elif how == "accept":
        from screens.money.accept_form import AcceptForm

        screen.app.push_screen(AcceptForm(screen.desk, row), partial(_told, screen))
    elif how is not None:

        def outcome(words: str | None) -> None:
            if words:
                screen.perform(saying(screen), reject_dispute, row.id, words)

        hint = "the invoice is chased again · esc leaves it"
        screen.app.push_screen(Ask("How was it settled?", hint=hint), outcome)


def _told(screen: BookScreen[Any], sentence: str | None) -> None:
    if sentence:
        screen.say(sentence, "done")
