"""Quotes: what a job would cost as it is ordered, before anybody has worked."""

import sqlite3
from dataclasses import replace
from datetime import date, timedelta

from coordinator.actions.billing.charging_facts import local_date
from coordinator.actions.billing.deposits import deposit_asked
from coordinator.actions.billing.ordered import ordered_lines
from coordinator.actions.planning.risk_telling import on_paper, risk_of_job
from coordinator.actions.results import Refused
from coordinator.rules.rates import EQUIPMENT, FEE, OFFICER, TAX, Priced, PricedLine, plain
from coordinator.rules.rates.words import card_words
from storage.queries.money.billing import PricedDetail
from storage.queries.money.money import (
    AgencyBlock,
    ChargeLine,
    InvoicedDetail,
    InvoiceDocument,
    agency_block,
)

VALID_DAYS = 30
"""How long a quote holds."""


def quote(connection: sqlite3.Connection, job_id: int, now: int) -> InvoiceDocument | Refused:
    """The estimate of a job as a paper: every planned detail as it is ordered, by its rate card."""
    priced, card, problem = ordered_lines(connection, job_id)
    if problem or card is None:
        return Refused((problem,))
    agency = agency_block(connection)
    lines = Priced(tuple(line for _, found in priced for line in found))
    number, title, bill_to, po_number, employer = connection.execute(_JOB, (job_id,)).fetchone()
    terms = [each.line for each in card_words(card) if each.table == "bill.cancellation"]
    asked = deposit_asked(connection, job_id)
    said = [f"Prices by the rate card {card.name}."]
    if asked is not None and asked.problem:
        return Refused((asked.problem,))
    if asked is not None:
        amount = f"{asked.asked_cents / 100:,.2f}"
        said.append(f"A deposit of {amount} is to be paid before officers are asked.")
    said += [f"Cancellation: {' '.join(terms)}"] if terms else []
    said += [risk_of_job(connection, job_id, now)] if on_paper(connection) else []
    return replace(
        quote_of(agency, f"Q{number}", local_date(now, agency.timezone), lines),
        bill_to=bill_to,
        employer_number=employer,
        po_number=po_number,
        details=tuple(_detail(detail, found, card.name) for detail, found in priced),
        words=" ".join(filter(None, said)),
        job=f"{number} {title}",
    )


_JOB = """
SELECT job.number, job.title, employer.name || char(10) || employer.address,
       CASE job.po_number WHEN '' THEN employer.po_number ELSE job.po_number END, employer.number
FROM job JOIN employer ON employer.id = employer_id WHERE job.id = ?
"""


def quote_of(agency: AgencyBlock, number: str, today: date, lines: Priced) -> InvoiceDocument:
    """A quote of a local date with the sums of these lines; whom and what for is still to be
    said."""
    return InvoiceDocument(
        agency=agency,
        id=0,
        number=number,
        issued_on=today.isoformat(),
        due_on=(today + timedelta(days=VALID_DAYS)).isoformat(),
        bill_to="",
        employer_number="",
        po_number="",
        net_cents=lines.cents(OFFICER, EQUIPMENT),
        fee_cents=lines.cents(FEE),
        tax_cents=lines.cents(TAX),
        total_cents=lines.total_cents,
        paid_cents=0,
        state="issued",
        void_reason="",
        details=(),
        kind="quote",
    )


def _detail(detail: PricedDetail, lines: tuple[PricedLine, ...], card: str) -> InvoicedDetail:
    return InvoicedDetail(
        detail.id,
        detail.number,
        detail.title,
        detail.starts_at,
        detail.ends_at,
        cancelled=False,
        site=detail.site,
        address=detail.address,
        po_number=detail.po_number,
        lines=tuple(quoted_line(detail.id, line, card) for line in lines),
    )


def quoted_line(detail_id: int, line: PricedLine, card: str) -> ChargeLine:
    """A priced line as a paper shows it, with the clauses that made it."""
    kind = "included_tax" if line.included else line.kind
    return ChargeLine(
        detail_id,
        kind,
        line.label,
        "",
        line.minutes,
        line.quantity,
        "" if line.rate is None else plain(line.rate),
        line.unit,
        line.amount_cents,
        card,
        tuple((step.clause, step.words) for step in line.trace),
    )
