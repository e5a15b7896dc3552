"""The employer is right: how a dispute was settled, and what is credited with it."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm
from screens.shown import money
from storage.queries.money.disputes import DisputeRow


class AcceptForm(RecordForm):
    """Begins with all that is contested: the line, or what is left of the invoice."""

    HEADING = "Accept dispute"
    ENDING = ""

    def __init__(self, desk: Desk, row: DisputeRow) -> None:
        super().__init__(desk, f"credit for dispute:{row.id}")
        self.row = row
        self.proposed = 0

    def title_words(self) -> str:
        """With the invoice's number."""
        return f"{self.HEADING} on {self.row.number}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """How it was settled, and the credit."""
        from storage.queries.money.disputes import contested_of

        contested = contested_of(connection, self.row.id)
        self.proposed = contested.cents if contested else 0
        hint = "a credit note in the same step, no undo; 0 credits nothing"
        return (
            Entry("outcome", "Settled how", needed=True, hint="it is printed on the credit note"),
            Entry("cents", "Credit", money(self.proposed), Kind.MONEY, hint, needed=True),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Credit and settle."""
        from coordinator.actions.billing.disputes import accept_dispute

        cents, outcome = values["cents"], values["outcome"]
        if cents < 0:
            return "A credit is not less than nothing."
        # As proposed, the contested line itself is taken back, and not only a sum.
        given = None if cents == self.proposed else cents
        return lambda book, actor: accept_dispute(book, actor, self.row.id, outcome, given)
