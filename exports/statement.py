"""A statement of account as PDF: what was asked for, what came in, what is owed and since when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from exports import words
from exports.faces import faces_for
from exports.pen import LEADING, Look, Pen
from exports.text import lines, one_line
from exports.typesetting import RULE, Running, Sheet
from storage.queries.money.money import AgencyBlock
from storage.queries.money.receivables import BUCKETS, LedgerLine


@dataclass(frozen=True, slots=True)
class StatementSheet:
    """Everything that a statement says. Dates are local ISO dates, amounts cents."""

    agency: AgencyBlock
    employer: str
    number: str
    address: str
    on: str
    from_on: str
    forward_cents: int
    lines: tuple[LedgerLine, ...]
    buckets: tuple[int, ...]
    on_account_cents: int
    escrow_cents: int

    @property
    def owed_cents(self) -> int:
        """All open invoices."""
        return sum(self.buckets)


def write_statement(
    stream: BinaryIO, sheet: StatementSheet, *, paper: str = "letter", look: Look | None = None
) -> None:
    """Write the statement."""
    pen = Pen(Sheet(paper), faces_for(_texts(sheet)), look)
    title = f"{words.STATEMENT} · {one_line(sheet.employer, 60)}"
    agency = sheet.agency.name
    letter_head(pen, sheet.agency, words.STATEMENT)
    pen.down(16)
    addressed(pen, (sheet.employer, *lines(sheet.address)))
    pen.down(6)
    pen.flow(
        f"{words.CUSTOMER_NUMBER} {sheet.number} · {words.STATEMENT_DATE}"
        f" {words.iso_day(sheet.on)} · {sheet.agency.currency}",
        9,
        grey=True,
    )
    pen.down(10)
    _ledger(pen, sheet)
    pen.down(14)
    _ages(pen, sheet)
    running = Running(title, agency, title, f"{agency} · {title}", f"{agency} · {title}")
    pen.write(stream, running)


def letter_head(pen: Pen, agency: AgencyBlock, title: str) -> None:
    """The agency's name and address, and at the right what the paper is."""
    colour = pen.look.colour
    if pen.look.logo and pen.picture(pen.look.logo, pen.left, 48, 150):
        pen.down(54)
    height = pen.block(pen.left, agency.name, pen.inner * 0.55, 13, bold=True)
    pen.put(pen.right, title, 16, bold=True, right=True, colour=colour)
    pen.down(height)
    contact = " · ".join(filter(None, (agency.phone, agency.email)))
    for line in (*lines(agency.address), contact):
        pen.down(pen.block(pen.left, line, pen.inner * 0.55, 9, grey=True))


def addressed(pen: Pen, block: Sequence[str]) -> None:
    """To whom it goes."""
    for place, line in enumerate(block):
        pen.down(pen.block(pen.left, line, pen.inner * 0.6, 10, bold=place == 0))


def table_row(
    pen: Pen, cells: Sequence[str], rights: Sequence[float], *, bold: bool = False
) -> None:
    """Cells at their right edges, the first two from the left; the page goes on where it must."""
    pen.keep(9 * LEADING + 6)
    pen.put(pen.left + 2, cells[0], 9, bold=bold, drop=3)
    room = rights[0] - pen.left - 150
    height = pen_block(pen, cells[1], room, bold=bold)
    for x, cell in zip(rights, cells[2:], strict=True):
        pen.put(x, cell, 9, bold=bold, right=True, drop=3)
    pen.down(height + 6)
    pen.rule(pen.left, pen.right, pen.y, 0.3, RULE)


def pen_block(pen: Pen, text: str, room: float, *, bold: bool) -> float:
    """A cell of words beside the date."""
    pen.down(3)
    height = pen.block(pen.left + 76, text, room, 9, bold=bold)
    pen.down(-3)
    return max(height, 9 * LEADING)


def _ledger(pen: Pen, sheet: StatementSheet) -> None:
    rights = (pen.right - 84, pen.right - 2)
    table_row(pen, ("", words.DESCRIPTION, words.AMOUNT, words.BALANCE), rights, bold=True)
    balance = sheet.forward_cents
    if sheet.from_on:
        forward = words.money(balance)
        date = words.iso_day(sheet.from_on)
        table_row(pen, (date, words.BROUGHT_FORWARD, "", forward), rights)
    for line in sheet.lines:
        balance += line.cents
        what = f"{line.words} {one_line(line.number, 60)}".rstrip()
        cells = (words.iso_day(line.on), what, words.money(line.cents), words.money(balance))
        table_row(pen, cells, rights)


def _ages(pen: Pen, sheet: StatementSheet) -> None:
    pen.keep(70)
    pen.put(pen.left, words.DUE_BY_AGE, 9.5, bold=True)
    pen.down(16)
    wide = pen.inner / (len(BUCKETS) + 1)
    heads = (*BUCKETS, words.OWED)
    values = (*sheet.buckets, sheet.owed_cents)
    pen.shade(pen.left, pen.y - 32, pen.inner, 32)
    for place, (head, cents) in enumerate(zip(heads, values, strict=True)):
        right = pen.left + (place + 1) * wide - 6
        last = place == len(heads) - 1
        pen.put(right, head, 8.5, grey=True, right=True, drop=4)
        pen.put(right, words.money(cents), 10, bold=last, right=True, drop=17)
    pen.down(42)
    if sheet.on_account_cents:
        text = f"{words.ON_ACCOUNT}: {words.money(sheet.on_account_cents)}"
        pen.flow(text, 9)
    if sheet.escrow_cents != sheet.on_account_cents:
        pen.flow(f"{words.ESCROW}: {words.money(sheet.escrow_cents)}", 9)


def _texts(sheet: StatementSheet) -> Iterator[str]:
    yield from (sheet.agency.name, sheet.agency.address, sheet.employer, sheet.address)
    yield from (sheet.agency.phone, sheet.agency.email, sheet.number)
    yield from _words(sheet.lines)


def _words(found: Iterable[LedgerLine]) -> Iterator[str]:
    for line in found:
        yield line.words + line.number
