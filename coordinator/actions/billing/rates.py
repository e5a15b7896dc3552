"""Rate cards of the book: checking a document, and putting a version in force."""

from dataclasses import dataclass
from hashlib import sha256

from coordinator.actions.billing.card_choice import DEFAULT_CARD
from coordinator.actions.results import Actor, Refused
from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card
from storage.database import Book
from storage.queries.book.agency import agency_sheet
from storage.queries.money.billing import card_documents


@dataclass(frozen=True, slots=True)
class CardAdopted:
    """A version of a rate card is in the book."""

    card_id: int
    name: str
    effective_on: str
    default: bool
    remarks: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line, and what of it the book does otherwise."""
        whom = "for all jobs that name no card" if self.default else "for jobs that name it"
        words = f"Rate card {self.name!r} in force from {self.effective_on}, {whom}"
        return "\n".join((words, *self.remarks))


def check_card(document: str) -> RateCard | Refused:
    """Read a document and try its examples; each problem is a sentence with line and remedy."""
    card = read_card(document)
    problems = failing_examples(card) if isinstance(card, RateCard) else card
    if isinstance(card, RateCard) and not problems:
        return card
    return Refused(tuple(str(problem) for problem in problems))


def adopt_card(
    book: Book, actor: Actor, document: str, *, default: bool = False
) -> CardAdopted | Refused:
    """Put a card in force from its own date on; one version of a name a date.

    A `default` card holds for jobs that name none.
    """
    card = check_card(document)
    if isinstance(card, Refused):
        return card
    effective_on = card.effective_on.isoformat()
    with book.action(actor, "adopt rate card", "rate_card") as tx:
        # The models cost more to import than a screen may take.
        from coordinator.actions.book.settings import set_in
        from storage.models import RateCard as Version

        standing = card_documents(tx.connection)
        if any(each[:2] == (card.name, effective_on) for each in standing):
            tx.abandon()
            words = f"{card.name!r} has a version from {effective_on} already."
            remedy = "What was adopted stays as it is: write another effective_on, or another name."
            return Refused((f"{words} {remedy}",))
        row = tx.add(
            Version(
                name=card.name,
                effective_on=effective_on,
                document=document,
                sha256=sha256(document.encode()).hexdigest(),
            )
        )
        tx.subject = f"rate_card:{row.id}"
        if default:
            set_in(tx, DEFAULT_CARD, card.name)
        remarks = payable_remarks(card, agency_sheet(tx.connection).payment_terms_days)
        return CardAdopted(row.id or 0, card.name, effective_on, default, remarks)


def payable_remarks(card: RateCard, days: int) -> tuple[str, ...]:
    """Where the card's `due_days` are other than the days in which the book's invoices are due."""
    others = dict.fromkeys(row.due_days for row in card.bill.lates if row.due_days != days)
    return tuple(
        f"The card counts {each} days to pay, but invoices of the book are due within {days}:"
        f" if {each} is right, say `coordinator agency change --pays-within {each}` (Settings,"
        " Payable within)."
        for each in others
    )
