"""Booking bank lines: which invoices a line pays, confirmed by the coordinator, or put aside."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordinator.actions.billing.billing_terms import ever_discounted
from coordinator.actions.billing.discounts import Offer, offer_of
from coordinator.actions.billing.receipts import MoneyIn, add_receipt, allocate
from coordinator.actions.results import Actor, Refused
from coordinator.rules.matching import Claim, Movement, Suggestion, suggest
from coordinator.rules.money_words import BankLineState
from storage.database import Book
from storage.queries.money.bank import BankRow, bank_line, employer_names, waiting_lines
from storage.queries.money.receivables import OpenItem, open_items
from storage.transaction import Transaction

BY_BANK = "bank"


@dataclass(frozen=True, slots=True)
class Matched:
    """A line that waits, with what it seems to pay."""

    line: BankRow
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True)
class LinesBooked:
    """Lines became receipts; of the others the reasons why not."""

    lines: int
    cents: int
    left: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        words = f"{self.lines} bank lines booked, {self.cents / 100:,.2f}"
        return words + (f"; {len(self.left)} left: {self.left[0]}" if self.left else "")


def matched(connection: sqlite3.Connection) -> tuple[Matched, ...]:
    """Every line that waits, in order of dates; no invoice is suggested for more than is open."""
    lines = waiting_lines(connection)
    if not lines:
        return ()
    discounted = ever_discounted(connection)
    claims = {
        item.id: _claim(item, offer_of(connection, item.id) if discounted else None)
        for item in open_items(connection)
    }
    payers = employer_names(connection)
    found = []
    for line in lines:
        suggestion = _suggest(line, claims, payers)
        found.append(Matched(line, suggestion))
        for invoice_id, _, cents in suggestion.shares if suggestion else ():
            _take(claims, invoice_id, cents)
    return tuple(found)


def _claim(item: OpenItem, offer: Offer | None) -> Claim:
    less = (offer.cents, offer.until) if offer else (0, "")
    return Claim(
        item.id, item.number, item.open_cents, item.employer_id, item.employer, item.due_on, *less
    )


def book_lines(
    book: Book, actor: Actor, line_ids: Sequence[int] | None = None
) -> LinesBooked | Refused:
    """Book these lines as suggested, or, without any named, all whose suggestion is sure."""
    with book.action(actor, "book bank lines", "bank_line") as tx:
        waiting = {each.line.id: each for each in matched(tx.connection)}
        wanted = list(line_ids) if line_ids is not None else _sure(waiting)
        done, left = [], []
        for line_id in wanted:
            problem = _book(tx, waiting.get(line_id))
            if tx.abandoned:
                return Refused((problem,))
            if problem:
                left.append(problem)
            else:
                done.append(waiting[line_id].line)
        if not done:
            tx.abandon()
            return Refused(tuple(left) or ("No line is sure: look at them one by one.",))
        tx.subject = f"bank_line:{done[0].id}"
        return LinesBooked(len(done), sum(line.amount_cents for line in done), tuple(left))


def book_line(
    book: Book, actor: Actor, line_id: int, employer_id: int, shares: Mapping[int, int]
) -> LinesBooked | Refused:
    """Book a line by hand: to an employer, on these invoices (id → cents), the rest on account."""
    with book.action(actor, "book bank lines", f"bank_line:{line_id}") as tx:
        line = bank_line(tx.connection, line_id)
        problem = _cannot(line)
        if line is not None and not problem:
            problem = _receive(tx, line, employer_id, shares)
        if line is None or problem:
            tx.abandon()
            return Refused((problem,))
        return LinesBooked(1, line.amount_cents)


def ignore_line(book: Book, actor: Actor, line_id: int, reason: str) -> LinesBooked | Refused:
    """Put a line aside that pays no employer's invoice: a fee, a transfer of our own."""
    if not reason.strip():
        return Refused(("Putting a line aside needs a reason.",))
    with book.action(actor, "ignore bank line", f"bank_line:{line_id}", reason) as tx:
        from storage.models import BankLine

        row = tx.get(BankLine, line_id)
        if row.state != BankLineState.WAITING:
            tx.abandon()
            return Refused((f"That line is {row.state} already.",))
        row.state, row.ignored_because = BankLineState.IGNORED, reason.strip()
        tx.save(row)
        return LinesBooked(0, 0)


def _suggest(
    line: BankRow, claims: Mapping[int, Claim], payers: Sequence[tuple[int, str]]
) -> Suggestion | None:
    if line.amount_cents <= 0:
        return None
    movement = Movement(line.amount_cents, line.payer, line.words, line.booked_on)
    return suggest(movement, tuple(claims.values()), payers)


def _take(claims: dict[int, Claim], invoice_id: int, cents: int) -> None:
    claim = claims.pop(invoice_id)
    left = claim.open_cents - cents
    if left > claim.less_cents:
        claims[invoice_id] = replace(claim, open_cents=left)


def _sure(waiting: Mapping[int, Matched]) -> list[int]:
    found = ((key, each.suggestion) for key, each in waiting.items())
    return [key for key, suggestion in found if suggestion is not None and suggestion.is_sure]


def _book(tx: Transaction, found: Matched | None) -> str:
    problem = _cannot(found.line if found else None)
    if problem or found is None:
        return problem
    if found.suggestion is None:
        return f"Nothing is known that the line of {found.line.booked_on} pays."
    shares = {invoice: cents for invoice, _, cents in found.suggestion.shares}
    return _receive(tx, found.line, found.suggestion.employer_id, shares)


def _cannot(line: BankRow | None) -> str:
    if line is None:
        return "There is no such line that waits."
    if line.state != BankLineState.WAITING:
        return f"The line of {line.booked_on} is {line.state} already."
    if line.amount_cents <= 0:
        return f"The line of {line.booked_on} went out: put it aside, or refund."
    return ""


def _receive(tx: Transaction, line: BankRow, employer_id: int, shares: Mapping[int, int]) -> str:
    from storage.models import BankLine

    money = MoneyIn(line.booked_on, line.amount_cents, BY_BANK, line.words[:120])
    receipt = add_receipt(tx, employer_id, money, line.id)
    problem = allocate(tx, receipt, shares)
    if problem:
        tx.abandon()
        return problem
    row = tx.get(BankLine, line.id)
    row.state = BankLineState.BOOKED
    tx.save(row)
    return ""
