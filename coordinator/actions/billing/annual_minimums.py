"""The least that an employer is charged in a year: who is short of it, and invoicing the rest."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator.actions.billing.billing_terms import terms_on
from coordinator.actions.results import Actor, Refused
from coordinator.rules.billing_whom import Debtor
from coordinator.rules.billing_years import COUNTED, FEES, Annual
from coordinator.rules.money_words import InvoiceKind
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.money.annual_sums import YearSum, invoiced_with, year_sums
from storage.queries.money.billing import Scope, priced_details, waiting_details
from storage.queries.staffing.today import agency_words

NAMED = 5
"""So many details are named where work still waits."""


@dataclass(frozen=True, slots=True)
class AnnualShort:
    """What an employer's year leaves open; dates are local, `until` not included. `invoiced` is
    the number of the invoice that asked for it already."""

    employer_id: int
    employer: str
    since: str
    until: str
    least_cents: int
    counted_cents: int
    details: int
    words: str
    invoiced: str = ""

    @property
    def head(self) -> str:
        """How the words of its invoice begin."""
        return self.words.partition(":")[0] + ":"

    @property
    def short_cents(self) -> int:
        """What is missing."""
        return max(0, self.least_cents - self.counted_cents)


@dataclass(frozen=True, slots=True)
class AnnualsIssued:
    """Invoices over what years left open."""

    numbers: tuple[str, ...]
    cents: int

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        return f"{len(self.numbers)} invoices over least sums of a year, {self.cents / 100:,.2f}"


def annual_shorts(connection: sqlite3.Connection, day: str) -> tuple[AnnualShort, ...]:
    """Who was charged less than the terms want in the year in which a local date lies, by name.

    The terms are those of that date. Employers who are free of fees are left out.
    """
    terms = terms_on(connection, day)
    zone = agency_words(connection).timezone
    sums: dict[tuple[date, date], tuple[YearSum, ...]] = {}
    for annual in terms.annuals:
        year = annual.year(date.fromisoformat(day))
        if year not in sums:
            calendar = Calendar(zone)
            sums[year] = year_sums(connection, *map(calendar.midnight, year))
    found = (
        _short(annual, annual.year(date.fromisoformat(day)), row)
        for annual in terms.annuals
        for row in sums[annual.year(date.fromisoformat(day))]
        if terms.annual_of(Debtor(row.number, row.kind)) is annual
        and (row.details or annual.always)
    )
    short = [
        replace(each, invoiced=invoiced_with(connection, each.employer_id, each.head))
        for each in found
        if each.short_cents
    ]
    return tuple(sorted(short, key=lambda each: (each.employer, each.employer_id)))


def year_before(connection: sqlite3.Connection, now: int) -> str:
    """The local date a year before an instant: it lies in the last year that is over."""
    today = Calendar(agency_words(connection).timezone).local_date(now)
    leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year - 1, day=28 if leap_day else today.day).isoformat()


def _short(annual: Annual, year: tuple[date, date], row: YearSum) -> AnnualShort:
    since, last = year[0].isoformat(), (year[1] - timedelta(days=1)).isoformat()
    head = f"Least sum of the year {since} to {last}:"
    counted = row.fee_cents if annual.of == FEES else row.billed_cents
    least = f"{annual.least_cents / 100:,.2f} less {counted / 100:,.2f}"
    return AnnualShort(
        row.employer_id,
        row.name,
        since,
        year[1].isoformat(),
        annual.least_cents,
        counted,
        row.details,
        f"{head} {least} ({COUNTED[annual.of]})",
    )


def charge_annuals(book: Book, actor: Actor, day: str) -> AnnualsIssued | Refused:
    """Invoice what the year of a local date left open, once the year is over, in one action.

    Refused while work of that year waits to be billed: it would count.
    """
    with book.action(actor, "issue invoice", "invoice") as tx:
        from coordinator.actions.billing.invoice_papers import add_paper, today_of

        open_still = [x for x in annual_shorts(tx.connection, day) if not x.invoiced]
        reasons = tuple(_refusals(open_still, today_of(tx)))
        reasons = reasons or tuple(_unbilled(tx.connection, open_still, actor.now))
        if reasons:
            tx.abandon()
            return Refused(reasons)
        papers = [
            add_paper(tx, x.employer_id, InvoiceKind.INVOICE, x.short_cents, x.words)
            for x in open_still
        ]
        numbers = tuple(paper.number for paper in papers)
        return AnnualsIssued(numbers, sum(paper.total_cents for paper in papers))


def _refusals(shorts: list[AnnualShort], today: str) -> Iterator[str]:
    if not shorts:
        yield "Nobody is short of a least sum of that year, or it is invoiced already."
    for until in sorted({each.until for each in shorts}):
        if until > today:
            yield f"The year is not over: it runs until {until}, not included."


def _unbilled(
    connection: sqlite3.Connection, shorts: Sequence[AnnualShort], now: int
) -> Iterator[str]:
    """Who has work of his year that can still be billed, with its details; what comes to nothing,
    such as a detail that was cancelled in time, is none."""
    from coordinator.actions.billing.charging import price_waiting

    calendar = Calendar(agency_words(connection).timezone)
    for short in shorts:
        since, until = (
            calendar.midnight(date.fromisoformat(day)) for day in (short.since, short.until)
        )
        details = waiting_details(connection, "bill", Scope(now, employer_id=short.employer_id))
        known = priced_details(connection, details)
        of_year = [each.id for each in known if since <= each.starts_at < until]
        works, held = price_waiting(connection, "bill", of_year)
        waiting = [x.detail for x in works] + [x.detail for x in held]
        numbers = [each.number for each in waiting]
        if numbers:
            more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
            named = ", ".join(numbers[:NAMED]) + more
            yield f"{short.employer} has work of that year to be billed first: {named}."
