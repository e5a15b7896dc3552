"""Forms about money in: money by hand, a bank line by hand, a refund."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from coordinator.desk import Desk
from screens.money.shares import shares_of
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.shown import money
from storage.queries.money.receivables import ReceiptRow

if TYPE_CHECKING:
    from coordinator.actions.billing.bank_matching import Matched

_NUMBERS = "numbers with blanks between; none: the oldest first"


class _WithInvoices(RecordForm):
    """Knows the open invoices by number, and the employers."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk, key)
        self.open: dict[str, tuple[int, int, int]] = {}
        self.employers: tuple[tuple[str, str], ...] = ()

    def read_open(self, connection: Any) -> None:
        """Read them with the form's fields."""
        from storage.queries.money.bank import employer_names
        from storage.queries.money.receivables import open_items

        self.open = {x.number: (x.id, x.open_cents, x.employer_id) for x in open_items(connection)}
        self.employers = tuple((str(key), name) for key, name in employer_names(connection))

    def shares(self, text: str, most: int) -> dict[int, int] | str:
        """What of the money counts on which invoice, or a sentence."""
        known = {number: (key, cents) for number, (key, cents, _) in self.open.items()}
        try:
            return shares_of(text, known, most)
        except KeyError as problem:
            return f"{problem.args[0]} is no invoice that is open."


class MoneyForm(_WithInvoices):
    """Money that came in, entered by hand."""

    HEADING = "Money received"

    def __init__(self, desk: Desk, employer_id: int | None = None) -> None:
        super().__init__(desk, "new receipt")
        self.employer_id = employer_id

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """From whom, how much, when, how, what it pays."""
        self.read_open(connection)
        mine = str(self.employer_id) if self.employer_id else ""
        today = self.desk.today().isoformat()
        return (
            choice("employer", "Employer", self.employers, mine, needed=True),
            Entry("amount_cents", "Amount", kind=Kind.MONEY, needed=True),
            Entry("received_on", "Received on", today, Kind.DATE, needed=True),
            Entry("method", "How", hint="check, transfer, card, cash …"),
            Entry("reference", "Their reference", hint="cash needs the number of its receipt"),
            Entry("invoices", "For invoices", hint=_NUMBERS),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter it."""
        from coordinator.actions.billing.receipts import MoneyIn, receive

        shares = self.shares(values["invoices"], values["amount_cents"])
        if isinstance(shares, str):
            return shares
        names = ("received_on", "amount_cents", "method", "reference")
        money_in = MoneyIn(*(values[name] for name in names))
        employer = int(values["employer"])
        return lambda book, actor: receive(
            book, actor, employer, money_in, shares, oldest_first=not shares
        )


class LineForm(_WithInvoices):
    """A bank line booked by hand."""

    HEADING = "Bank line"

    def __init__(self, desk: Desk, matched: "Matched") -> None:
        super().__init__(desk, f"bank_line:{matched.line.id}")
        self.matched = matched

    def title_words(self) -> str:
        """With the amount."""
        return f"{money(self.matched.line.amount_cents)} of {self.matched.line.booked_on}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """Whose money it is, and what it pays."""
        self.read_open(connection)
        found = self.matched.suggestion
        numbers = " ".join(number for _, number, _ in found.shares) if found else ""
        whose = str(found.employer_id) if found else ""
        return (
            choice("employer", "Employer", self.employers, whose, needed=True),
            Entry("invoices", "For invoices", numbers, hint="none: it stands on account"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Book it."""
        from coordinator.actions.billing.bank_matching import book_line

        line = self.matched.line
        shares = self.shares(values["invoices"], line.amount_cents)
        if isinstance(shares, str):
            return shares
        return lambda book, actor: book_line(book, actor, line.id, int(values["employer"]), shares)


class RefundForm(RecordForm):
    """Gives back what stands on account of a receipt."""

    HEADING = "Refund"

    def __init__(self, desk: Desk, receipt: ReceiptRow) -> None:
        super().__init__(desk, f"refund of receipt:{receipt.id}")
        self.receipt = receipt

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """How much, why, who allowed it."""
        return (
            Entry("cents", "Amount", money(self.receipt.left_cents), Kind.MONEY, needed=True),
            Entry("reason", "Reason", needed=True),
            Entry("approved_by", "Approved by", needed=True, hint="somebody other than you"),
            Entry("method", "How", hint="check, transfer …"),
            Entry("reference", "Our reference"),
        )

    def saving(self, values: Mapping[str, Any]) -> Doing:
        """Refund it."""
        from coordinator.actions.billing.receipts import RefundWords, refund_receipt

        words = RefundWords(
            values["approved_by"],
            values["reason"],
            method=values["method"],
            reference=values["reference"],
        )
        receipt, cents = self.receipt.id, values["cents"]
        return lambda book, actor: refund_receipt(book, actor, receipt, cents, words)
