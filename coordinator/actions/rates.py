"""Rate cards of the book: checking a document, and putting a version in force."""

import json
from dataclasses import dataclass
from hashlib import sha256

from coordinator.actions.card_choice import DEFAULT_CARD
from coordinator.actions.results import Actor, Refused
from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card
from storage.database import Book
from storage.queries.billing import card_documents
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class CardAdopted:
    """A version of a rate card is in the book."""

    card_id: int
    name: str
    effective_on: str
    default: bool

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        whom = "for all jobs that name no card" if self.default else "for jobs that name it"
        return f"Rate card {self.name!r} in force from {self.effective_on}, {whom}"


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
        from storage.models import RateCard as Version

        standing = card_documents(tx.connection)
        if any(each[:2] == (card.name, effective_on) for each in standing):
            tx.abandon()
            return Refused((f"{card.name!r} has a version from {effective_on} already.",))
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
            _set_default(tx, card.name)
        return CardAdopted(row.id or 0, card.name, effective_on, default)


def _set_default(tx: Transaction, name: str) -> None:
    from storage.models import Setting

    found = tx.connection.execute(
        "SELECT id FROM setting WHERE key = ?", (DEFAULT_CARD,)
    ).fetchone()
    if found is None:
        tx.add(Setting(key=DEFAULT_CARD, value=json.dumps(name)))
        return
    setting = tx.get(Setting, found[0])
    setting.value = json.dumps(name)
    tx.save(setting)
