"""What the book knows, as sources of a month's journal."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator.actions.pay.payroll_netting import CARRIED
from coordinator.rules.accounts.chart import Asked
from coordinator.rules.accounts.journal import Part, Source
from storage.queries.book.settings import setting
from storage.queries.money.journal import (
    InvoiceFact,
    MoneyFact,
    RunFact,
    adjustment_sums,
    bank_file_facts,
    billed_sums,
    earned_runs,
    handed_runs,
    invoice_facts,
    money_facts,
    run_net,
    run_sums,
)
from storage.queries.staffing.today import agency_words

PAID_BY = "pay.by"
"""Setting: "payroll" hands pay over when a run is locked, "bank" when a bank file takes effect."""
_INCOME = {
    "officer": "income.officer",
    "equipment": "income.equipment",
    "fee": "income.fee",
    "tax": "tax",
}
_BY_INVOICE = {"deposit": "deposit", "late_charge": "income.late_charge"}


def sources_of(connection: sqlite3.Connection, start: str, until: str) -> tuple[Source, ...]:
    """Everything dated within [start, until) that is not wholly posted yet."""
    zone = ZoneInfo(agency_words(connection).timezone)
    return (
        *_invoices(connection, start, until, zone),
        *(_money(fact) for fact in money_facts(connection, start, until)),
        *_runs(connection, start, until, zone),
    )


def local_day(at: int, zone: ZoneInfo) -> str:
    """The local date of an instant, ISO."""
    return datetime.fromtimestamp(at, UTC).astimezone(zone).date().isoformat()


def midnight(on: str, zone: ZoneInfo) -> int:
    """The instant at which a local date begins."""
    return int(datetime.combine(date.fromisoformat(on), time(), zone).timestamp())


def _invoices(
    connection: sqlite3.Connection, start: str, until: str, zone: ZoneInfo
) -> Iterator[Source]:
    facts = [
        fact
        for fact in invoice_facts(connection, start, until)
        # Voided within the same month it never counted; later, it counts until then.
        if fact.void_at is None or local_day(fact.void_at, zone) >= until
    ]
    sums = billed_sums(connection, [fact.id for fact in facts])
    for fact in facts:
        parts = tuple(_invoice_parts(fact, sums.get(fact.id, ())))
        name = "Credit note" if fact.kind == "credit" else "Invoice"
        words = f"{name} {fact.number}, {fact.employer}"
        yield Source(f"invoice:{fact.id}", fact.issued_on, words, parts)


def _invoice_parts(fact: InvoiceFact, sums: tuple[tuple[str, str, int], ...]) -> Iterator[Part]:
    yield Part(Asked("receivable", employer_kind=fact.employer_kind), fact.total_cents)
    left = fact.total_cents
    if fact.kind not in _BY_INVOICE:
        for kind, job_class, cents in sums:
            left -= cents
            event = _INCOME.get(kind, "income.other")
            asked = Asked(event, job_class, fact.employer_kind, label=kind)
            yield Part(asked, -cents)
    if left:
        event = _BY_INVOICE.get(fact.kind, "income.other")
        yield Part(Asked(event, employer_kind=fact.employer_kind), -left)


def _money(fact: MoneyFact) -> Source:
    debit, credit, words = {
        "received": ("cash", "credit", "Money received"),
        "used": ("credit", "receivable", "Money used on invoice"),
        "direct": ("cash", "receivable", "Payment of invoice"),
        "deposit": ("deposit", "receivable", "Deposit used on invoice"),
        "refund": ("deposit" if fact.deposit else "credit", "cash", "Refund"),
        "write_off": ("write_off", "receivable", "Written off, invoice"),
        "discount": ("discount", "receivable", "Discount for paying early, invoice"),
    }[fact.what]
    parts = (Part(Asked(debit), fact.cents), Part(Asked(credit), -fact.cents))
    told = " ".join(filter(None, (words, fact.number)))
    return Source(f"{fact.table}:{fact.id}", fact.on, f"{told}, {fact.employer}", parts)


def _runs(
    connection: sqlite3.Connection, start: str, until: str, zone: ZoneInfo
) -> Iterator[Source]:
    """Pay is earned on the last day of its period; it leaves when it is handed over."""
    for run in earned_runs(connection, start, until):
        last = (date.fromisoformat(run.until_on) - timedelta(days=1)).isoformat()
        parts = tuple(_run_parts(connection, run))
        yield Source(f"payroll_run:{run.id}", last, f"Payroll run {run.number}", parts)
    if setting(connection, PAID_BY, "payroll") == "bank":
        for file, on, number, cents in bank_file_facts(connection, start, until):
            yield _paid_out(f"bank_file:{file}", on, f"Payroll run {number} paid by bank", cents)
        return
    for run in handed_runs(connection, midnight(start, zone), midnight(until, zone)):
        words = f"Payroll run {run.number} handed over"
        on = local_day(run.locked_at, zone)
        yield _paid_out(f"payroll_run:{run.id}:handed", on, words, run_net(connection, run.id))


def _run_parts(connection: sqlite3.Connection, run: RunFact) -> Iterator[Part]:
    net = 0
    for kind, job_class, cents in run_sums(connection, run.id):
        net += cents
        yield Part(Asked("pay.expense", job_class, label=kind), cents)
    for code, label, cents in adjustment_sums(connection, run.id):
        net += cents
        event = "pay.deduction" if cents < 0 else "pay.reimbursement"
        event = "pay.carried" if code == CARRIED else event
        yield Part(Asked(event, code=code, label=label), cents)
    yield Part(Asked("pay.payable"), -net)


def _paid_out(key: str, on: str, words: str, cents: int) -> Source:
    parts = (Part(Asked("pay.payable"), cents), Part(Asked("cash"), -cents))
    return Source(key, on, words, parts, paid_out=True)
