"""The billing terms in the book: checked, put in force, and those that hold on a date."""

import sqlite3
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from coordinator.actions.results import Actor, Refused
from coordinator.rules.billing_terms import BillingTerms, read_terms
from coordinator.rules.billing_whom import Debtor
from coordinator.rules.money_words import DocumentKind, InvoiceKind
from storage.database import Book
from storage.queries.money.money import InvoiceDocument
from storage.queries.money.receivables import escrow
from storage.queries.staffing.today import agency_words

LONGEST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class TermsAdopted:
    """A version of the billing terms is in the book."""

    document_id: int
    name: str
    effective_on: str

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"Billing terms {self.name!r} in force from {self.effective_on}"


def shipped_terms() -> str:
    """The document that holds while a book has none of its own."""
    path = files("coordinator").joinpath("library/billing/standard.toml")
    return path.read_text(encoding="utf-8")


def terms_document(connection: sqlite3.Connection, on: str) -> str:
    """The document in force on a local date (ISO)."""
    found = connection.execute(
        "SELECT document FROM accounts_document WHERE kind = ? AND effective_on <= ?"
        " ORDER BY effective_on DESC, id DESC LIMIT 1",
        (DocumentKind.BILLING, on),
    ).fetchone()
    return str(found[0]) if found else shipped_terms()


def terms_on(connection: sqlite3.Connection, on: str) -> BillingTerms:
    """The terms in force on a local date; the shipped ones where the document was spoilt."""
    return _parsed(terms_document(connection, on)) or _parsed(shipped_terms()) or _NONE


def ever_discounted(connection: sqlite3.Connection) -> bool:
    """Whether any version of the terms offers something for paying early."""
    rows = connection.execute(
        "SELECT document FROM accounts_document WHERE kind = ?", (DocumentKind.BILLING,)
    )
    documents = (shipped_terms(), *(str(row[0]) for row in rows))
    return any((_parsed(each) or _NONE).discounts for each in documents)


@lru_cache(maxsize=16)
def _parsed(document: str) -> BillingTerms | None:
    found = read_terms(document)
    return found if isinstance(found, BillingTerms) else None


_NONE = BillingTerms("", date.min)


def check_terms(path: Path) -> tuple[BillingTerms, str] | Refused:
    """Read a file; each problem is a sentence with line, key and remedy."""
    try:
        if path.stat().st_size > LONGEST_BYTES:
            return Refused((f"{path.name} is too long for billing terms.",))
        document = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Refused((f"{path.name} is not UTF-8 text.",))
    except OSError as error:
        return Refused((f"{path}: {error.strerror}.",))
    found = read_terms(document)
    if isinstance(found, BillingTerms):
        return found, document
    return Refused(tuple(str(problem) for problem in found))


def adopt_terms(book: Book, actor: Actor, path: Path) -> TermsAdopted | Refused:
    """Put the billing terms of a file in force from their own date on."""
    found = check_terms(path)
    if isinstance(found, Refused):
        return found
    terms, document = found
    on = terms.effective_on.isoformat()
    with book.action(actor, "adopt billing terms", "accounts_document") as tx:
        from storage.models import AccountsDocument

        same = tx.connection.execute(
            "SELECT 1 FROM accounts_document WHERE kind = ? AND effective_on = ?",
            (DocumentKind.BILLING, on),
        ).fetchone()
        if same:
            tx.abandon()
            return Refused((f"There are billing terms from {on} already.",))
        row = tx.add(
            AccountsDocument(
                kind=DocumentKind.BILLING,
                name=terms.name,
                effective_on=on,
                document=document,
                sha256=sha256(document.encode()).hexdigest(),
            )
        )
        tx.subject = f"accounts_document:{row.id}"
        return TermsAdopted(row.id or 0, terms.name, on)


def in_parts(connection: sqlite3.Connection, document: InvoiceDocument) -> InvoiceDocument:
    """The invoice with its instalments, where the terms of its date have some for it."""
    terms = terms_on(connection, document.issued_on)
    if not terms.instalments or document.kind != InvoiceKind.INVOICE:
        return document
    kind = connection.execute(
        "SELECT employer.kind FROM employer JOIN invoice ON invoice.employer_id = employer.id"
        " WHERE invoice.id = ?",
        (document.id,),
    ).fetchone()[0]
    debtor, issued = Debtor(document.employer_number, kind), date.fromisoformat(document.issued_on)
    found = terms.instalments_of(debtor, document.number, document.total_cents, issued)
    parts = tuple((on.isoformat(), cents) for on, cents in found)
    return replace(document, due_on=parts[-1][0], parts=parts) if parts else document


# ── escrow ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class EscrowStanding:
    """What lies with the agency for an employer, and what should; `needed_cents` 0: nothing."""

    employer_id: int
    employer: str
    balance_cents: int
    needed_cents: int

    @property
    def short_cents(self) -> int:
        """What is missing."""
        return max(0, self.needed_cents - self.balance_cents)

    @property
    def sentence(self) -> str:
        """The shortfall in one line, or nothing."""
        if not self.short_cents:
            return ""
        return (
            f"{self.employer} has {self.balance_cents / 100:,.2f} with us;"
            f" its terms want {self.needed_cents / 100:,.2f}."
        )


def escrow_standing(
    connection: sqlite3.Connection, employer_id: int, on: str
) -> EscrowStanding | None:
    """How an employer stands against his escrow rule; None where the terms have none for him."""
    terms = terms_on(connection, on)
    if not terms.escrows:
        return None
    number, name, kind = connection.execute(
        "SELECT number, name, kind FROM employer WHERE id = ?", (employer_id,)
    ).fetchone()
    rule = terms.escrow_of(Debtor(number, kind))
    if rule is None:
        return None
    covered = _ordered_cents(connection, employer_id) if rule.covers else 0
    needed = max(rule.least_cents, covered)
    return EscrowStanding(employer_id, name, escrow(connection, employer_id), needed)


def escrow_warning(connection: sqlite3.Connection, employer_id: int, now: int) -> str:
    """One sentence where an employer's balance is too low for more work, or nothing."""
    from coordinator.actions.billing.charging_facts import local_date

    on = local_date(now, agency_words(connection).timezone).isoformat()
    standing = escrow_standing(connection, employer_id, on)
    return standing.sentence if standing else ""


def _ordered_cents(connection: sqlite3.Connection, employer_id: int) -> int:
    """What the employer's ordered, unbilled details come to, by their cards."""
    from coordinator.actions.billing.ordered import ordered_price

    rows = connection.execute(
        "SELECT detail.id FROM detail JOIN job ON job.id = detail.job_id"
        " WHERE job.employer_id = ? AND detail.state = 'planned' AND NOT EXISTS"
        " (SELECT 1 FROM charge WHERE charge.detail_id = detail.id AND side = 'bill'"
        " AND NOT released)",
        (employer_id,),
    )
    return ordered_price(connection, [row[0] for row in rows])
