"""What the accounts stand on: documents of their own, months that are closed, and what it costs."""

from sqlmodel import Field

from coordinator.rules.money_words import DocumentKind
from storage.models.base import Row, is_date, link, not_negative, one_of


class AccountsDocument(Row, table=True):
    """One version of a TOML document: chart of accounts, billing terms or a payroll layout."""

    __tablename__ = "accounts_document"
    __table_args__ = (one_of("kind", DocumentKind), is_date("effective_on"))

    kind: str = Field(index=True)
    name: str
    effective_on: str
    document: str
    sha256: str


class ClosedMonth(Row, table=True):
    """A month (2026-10) whose journal was handed over; later corrections go to the open month."""

    __tablename__ = "closed_month"

    month: str = Field(unique=True)
    closed_at: int
    closed_by: str
    entries: int
    debit_cents: int
    sha256: str


class Posting(Row, table=True):
    """What a closed month's journal posted of one source ("invoice:12") to one account.

    Debits are plus, credits minus. What has since changed of the source goes into the open month
    as the difference to its postings, so that a closed month never changes.
    """

    __table_args__ = (is_date("posted_on"),)

    month_id: int = link("closed_month.id")
    source: str = Field(index=True)
    posted_on: str
    account: str
    amount_cents: int
    words: str = ""


class ProgrammeCost(Row, table=True):
    """What running the programme cost: the coordinator's hours and whatever else."""

    __tablename__ = "programme_cost"
    __table_args__ = (is_date("spent_on"), not_negative("minutes"))

    spent_on: str
    kind: str
    minutes: int = 0
    amount_cents: int = 0
    words: str = ""
