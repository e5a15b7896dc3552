"""An invoice or credit note as PDF, as an accounts department expects it.

`write_invoice` takes the frozen rows of `storage.queries.money.money.invoice_document` and a binary
stream. Everything that people typed is printed as text; nothing of it can format the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from exports import words
from exports.faces import broken, faces_for
from exports.invoice_blocks import (
    addressee,
    heading_of,
    letterhead,
    payees,
    remarks,
    slip,
    slip_height,
    sums,
    sums_height,
)
from exports.pen import LEADING, Look, Pen
from exports.text import lines, one_line
from exports.typesetting import RULE, Running, Sheet
from storage.queries.money.money import ChargeLine, InvoicedDetail, InvoiceDocument

NAMES_SHOWN = 24
"""Officers named on one line of an invoice; more are counted."""

_COLUMNS = (78, 66, 36, 48)
"""Widths of amount, rate, quantity and hours, from the right; the description has the rest."""
PAD = 4


@dataclass(frozen=True, slots=True)
class BillLine:
    """Charges of the same kind, hours and rate, put together."""

    label: str
    names: tuple[str, ...]
    minutes: int | None
    quantity: int
    rate: str
    unit: str
    cents: int
    included: bool
    payee: str = ""


def write_invoice(
    stream: BinaryIO,
    document: InvoiceDocument,
    *,
    paper: str = "letter",
    annex: bool = False,
    look: Look | None = None,
) -> None:
    """Write the invoice; with `annex` every amount is explained at the end."""
    pen = Pen(Sheet(paper), faces_for(_texts(document)), look)
    title = f"{heading_of(document)} {document.number}"
    agency = document.agency.name
    running = Running(
        title=title,
        author=agency,
        subject=f"{title}, {one_line(document.bill_to)}",
        head=f"{agency} · {title}",
        foot=f"{agency} · {title}",
        stamp=words.VOID if document.state == "void" else "",
    )
    letterhead(pen, document)
    pen.down(18)
    addressee(pen, document)
    pen.down(18)
    _details(pen, document)
    pen.down(8)
    pen.keep(sums_height(document))
    sums(pen, document)
    payees(pen, document)
    remarks(pen, document)
    if document.state != "void" and document.kind not in ("credit", "quote"):
        pen.down(20)
        pen.keep(slip_height(pen, document))
        slip(pen, document)
    if annex:
        _annex(pen, document)
    pen.write(stream, running)


def bill_lines(charges: Iterable[ChargeLine]) -> tuple[BillLine, ...]:
    """Officers with the same hours at the same rate stand on one line."""
    groups: dict[tuple[Any, ...], list[ChargeLine]] = {}
    for charge in charges:
        key = (charge.kind, charge.label, charge.minutes, charge.rate, charge.unit, charge.payee)
        groups.setdefault(key, []).append(charge)
    return tuple(
        BillLine(
            label=group[0].label,
            names=tuple(x.officer for x in group if x.officer),
            minutes=group[0].minutes,
            quantity=sum(x.quantity for x in group),
            rate=group[0].rate,
            unit=group[0].unit,
            cents=sum(x.amount_cents for x in group),
            included=group[0].kind == "included_tax",
            payee=group[0].payee if group[0].kind == "direct" else "",
        )
        for group in groups.values()
    )


# ── the body ─────────────────────────────────────────────────────────────────────────────────


def _details(pen: Pen, document: InvoiceDocument) -> None:
    """One band for each detail, and below it the lines; the head repeats on each page."""
    _head(pen)
    for detail in document.details:
        _detail(pen, document, detail)
    if not document.details:
        # A deposit, a late charge, a credit by an amount: one line of its own words.
        what = document.words or heading_of(document)
        _row(pen, BillLine(what, (), None, 1, "", "flat", document.total_cents, included=False))


def _head(pen: Pen) -> None:
    heads = (words.AMOUNT, words.RATE, words.QUANTITY, words.HOURS)
    pen.put(pen.left + PAD, words.DESCRIPTION, 8.5, bold=True, drop=3)
    for x, head in zip(_rights(pen), heads[::-1], strict=True):
        pen.put(x, head, 8.5, bold=True, right=True, drop=3)
    pen.down(17)
    pen.rule(pen.left, pen.right, pen.y, 0.9, pen.look.colour)


def _rights(pen: Pen) -> tuple[float, ...]:
    """The right edges of hours, quantity, rate and amount."""
    at, found = pen.right, []
    for wide in _COLUMNS:
        found.append(at - PAD)
        at -= wide
    return tuple(reversed(found))


def _detail(pen: Pen, document: InvoiceDocument, detail: InvoicedDetail) -> None:
    rows = bill_lines(detail.lines)
    # The band of a detail never stands alone at the foot of a page.
    if pen.keep(40 + (_row_height(pen, rows[0]) if rows else 0)):
        _head(pen)
    _band(pen, document, detail)
    for row in rows:
        if pen.keep(_row_height(pen, row)):
            _head(pen)
        _row(pen, row)


def _band(pen: Pen, document: InvoiceDocument, detail: InvoicedDetail) -> None:
    when = words.span(detail.starts_at, detail.ends_at, document.agency.timezone)
    cancelled = f" · {words.CANCELLED}" if detail.cancelled else ""
    where = [detail.site, ", ".join(lines(detail.address)), detail.title]
    if detail.po_number and detail.po_number != document.po_number:
        where.append(f"{words.ORDER} {detail.po_number}")
    second = " · ".join(one_line(part) for part in dict.fromkeys(where) if part)
    room = pen.inner - 150
    number = one_line(detail.number)
    upper = broken(f"{number} · {when}{cancelled}", pen.faces.bold, 9, room)
    lower = broken(second, pen.faces.regular, 8.5, room)
    height = len(upper) * 9 * LEADING + len(lower) * 8.5 * LEADING + 6
    pen.shade(pen.left, pen.y - height, pen.inner, height)
    pen.rule(pen.left, pen.right, pen.y, 0.6)
    drop = 3.0
    for line in upper:
        pen.put(pen.left + PAD, line, 9, bold=True, drop=drop)
        drop += 9 * LEADING
    for line in lower:
        pen.put(pen.left + PAD, line, 8.5, grey=True, drop=drop)
        drop += 8.5 * LEADING
    if len(document.details) > 1:
        cents = sum(x.amount_cents for x in detail.lines if x.counts)
        total = words.DETAIL_TOTAL.format(money=words.money(cents))
        pen.put(pen.right - PAD, total, 8.5, grey=True, right=True, drop=3)
    pen.down(height)


def _row(pen: Pen, line: BillLine) -> None:
    label, names = _row_words(pen, line)
    drop = 3.0
    for text in label:
        pen.put(pen.left + PAD, text, 9, drop=drop)
        drop += 9 * LEADING
    for text in names:
        pen.put(pen.left + PAD, text, 8.5, grey=True, drop=drop)
        drop += 8.5 * LEADING
    hours = "" if line.minutes is None else words.hours(line.minutes)
    quantity = "" if line.unit in ("percent", "flat") else str(line.quantity)
    amount = "" if line.payee else words.money(line.cents)
    cells = (hours, quantity, _rate(line), amount)
    for x, cell in zip(_rights(pen), cells, strict=True):
        pen.put(x, cell, 9, right=True, drop=3)
    pen.down(drop + 3)
    pen.rule(pen.left, pen.right, pen.y, 0.3, RULE)


def _row_words(pen: Pen, line: BillLine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    what = line.label + (f" ({words.INCLUDED})" if line.included else "")
    if line.payee:
        what += f" ({words.PAID_DIRECTLY.format(payee=line.payee, money=words.money(line.cents))})"
    room = pen.inner - sum(_COLUMNS) - 2 * PAD
    label = broken(one_line(what), pen.faces.regular, 9, room)
    if not line.names:
        return label, ()
    return label, broken(one_line(_names(line.names), 2_000), pen.faces.regular, 8.5, room)


def _row_height(pen: Pen, line: BillLine) -> float:
    label, names = _row_words(pen, line)
    return len(label) * 9 * LEADING + len(names) * 8.5 * LEADING + 6


def _names(names: Sequence[str]) -> str:
    shown = "; ".join(one_line(name, 40) for name in names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return shown + (f"; and {more} more" if more > 0 else "")


def _rate(line: BillLine) -> str:
    if not line.rate:
        return ""
    if line.unit == "percent":
        return f"{line.rate.rstrip('0').rstrip('.')} %"
    return line.rate if line.unit in ("hour", "flat") else f"{line.rate} / {line.unit}"


# ── the annex ────────────────────────────────────────────────────────────────────────────────


def _annex(pen: Pen, document: InvoiceDocument) -> None:
    pen.new_page()
    pen.flow(words.ANNEX, 11, bold=True)
    pen.down(4)
    for detail in document.details:
        pen.keep(40)
        pen.flow(detail.number, 9.5, bold=True)
        for line in detail.lines:
            parts = (line.label, line.officer, words.money(line.amount_cents))
            pen.keep(24)
            pen.flow(" · ".join(filter(None, parts)), 8.5)
            steps = "; ".join(f"{says} ({clause})" for clause, says in line.trace)
            pen.flow(f"{line.card}: {steps}", 8, grey=True)
            pen.down(2)


def _texts(document: InvoiceDocument) -> Iterator[str]:
    """All that people typed, to find the fonts that have every letter of it."""
    agency = document.agency
    yield from (agency.name, agency.address, agency.phone, agency.email, agency.tax_number)
    yield from (agency.remit_to, document.bill_to, document.po_number, document.words, document.job)
    yield from (document.void_reason, document.employer_number, *document.terms)
    for detail in document.details:
        yield from (detail.title, detail.site, detail.address, detail.po_number)
        for line in detail.lines:
            yield from (line.label, line.officer, line.unit, line.card, line.payee)
            yield from (says + clause for clause, says in line.trace)
