"""Writing what a closed month posts."""

from coordinator.actions.importing.bulk import NewRows
from coordinator.rules.accounts.journal import Journal
from storage.models import Posting
from storage.transaction import Transaction


def write_postings(tx: Transaction, month_id: int, found: Journal) -> None:
    """A row for each line of the journal, within the caller's action."""
    rows = NewRows(tx)
    for entry in found.entries:
        for account, cents in entry.lines:
            rows.add(
                Posting,
                month_id=month_id,
                source=entry.source,
                posted_on=entry.on,
                account=account,
                amount_cents=cents,
                words=entry.words,
            )
    rows.flush()
