"""A purchase order of an employer."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from screens.parts.entry import Entry, Kind
from screens.record_form import Doing, RecordForm
from screens.shown import money


class OrderForm(RecordForm):
    """Enters an order, or changes the one of that number."""

    HEADING = "Purchase order"

    def __init__(self, desk: Desk, employer_id: int, name: str) -> None:
        super().__init__(desk, f"purchase order of employer:{employer_id}")
        self.employer_id = employer_id
        self.name_of = name

    def title_words(self) -> str:
        """With the employer."""
        return f"{self.HEADING} of {self.name_of}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """The last order as it stands, or an empty one."""
        from storage.queries.money.receivables import orders

        known = orders(connection, self.employer_id)
        last = known[-1] if known else None
        ceiling = money(last.ceiling_cents) if last and last.ceiling_cents else ""
        return (
            Entry("number", "Number", last.number if last else "", needed=True),
            Entry("ceiling_cents", "Ceiling", ceiling, Kind.MONEY, hint="empty: no ceiling"),
            Entry("from_on", "From", last.from_on if last else "", Kind.DATE),
            Entry("until_on", "Until", last.until_on if last else "", Kind.DATE,
                  hint="the first date that it no longer covers"),
            Entry("words", "Remark", last.words if last else ""),
        )  # fmt: skip

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Keep it."""
        from coordinator.actions.billing.purchase_orders import OrderTerms, keep_order

        terms = OrderTerms(**values)
        return lambda book, actor: keep_order(book, actor, self.employer_id, terms)
