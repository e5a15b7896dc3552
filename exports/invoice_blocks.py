"""The blocks of an invoice around its table: letterhead, addressee, sums, remittance slip."""

from collections.abc import Iterator
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, HRFlowable, Paragraph, Spacer, Table, TableStyle

from exports import words
from exports.text import lines, markup_block, one_line
from exports.typesetting import BOLD, GREY, INK, REGULAR, RULE, SHADE, Sheet, style, text
from storage.queries.money import InvoiceDocument

SHORT = 26
"""Characters that fit a cell of facts without wrapping."""


def letterhead(document: InvoiceDocument, sheet: Sheet) -> Flowable:
    agency = document.agency
    left = [
        text(agency.name, 14, bold=True),
        Spacer(0, 2),
        Paragraph(markup_block(agency.address), style(9, grey=True)),
    ]
    contact = " · ".join(
        part for part in (agency.phone and f"{words.PHONE} {agency.phone}", agency.email) if part
    )
    left += [text(contact, 9, grey=True)] if contact else []
    if agency.tax_number:
        left.append(text(f"{words.TAX_NUMBER} {agency.tax_number}", 9, grey=True))
    right = [Paragraph(words.INVOICE.upper(), style(22, bold=True, right=True))]
    table = Table([[left, right]], colWidths=[sheet.inner * 0.66, sheet.inner * 0.34])
    table.setStyle(TableStyle([*_FLUSH, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def addressee(document: InvoiceDocument, sheet: Sheet) -> Flowable:
    name, *rest = lines(document.bill_to) or ("",)
    left = [
        text(words.BILL_TO, 8, grey=True),
        text(name, 10.5, bold=True),
        Paragraph(markup_block("\n".join(rest)), style(9.5)),
    ]
    table = Table([[left, _facts(document)]], colWidths=[sheet.inner * 0.52, sheet.inner * 0.48])
    table.setStyle(TableStyle([*_FLUSH, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    return table


def _facts(document: InvoiceDocument) -> Flowable:
    days = (date.fromisoformat(document.due_on) - date.fromisoformat(document.issued_on)).days
    pairs = [
        (words.INVOICE_NUMBER, document.number),
        (words.INVOICE_DATE, words.iso_day(document.issued_on)),
        (words.DUE_DATE, words.iso_day(document.due_on)),
        (words.TERMS, words.terms(days)),
        (words.ORDER, document.po_number),
        (words.CUSTOMER_NUMBER, document.employer_number),
    ]
    rows = [[label, _cell(value)] for label, value in pairs if value]
    due = words.money(_due_cents(document))
    rows.append([f"{words.AMOUNT_DUE} ({document.agency.currency})", due])
    table = Table(rows, colWidths=["45%", "55%"])
    last = len(rows) - 1
    looks = [
        ("LINEBELOW", (0, 0), (-1, last - 1), 0.4, RULE),
        ("BACKGROUND", (0, last), (-1, last), SHADE),
        ("FONT", (1, 0), (1, 0), BOLD, 9.5),
        ("FONT", (1, 2), (1, 2), BOLD, 9.5),
        ("FONT", (0, last), (0, last), BOLD, 10),
        ("FONT", (1, last), (1, last), BOLD, 12),
        ("TEXTCOLOR", (0, last), (0, last), INK),
    ]
    table.setStyle(TableStyle([*_PAIRS, *looks]))
    return table


def _cell(value: str) -> Flowable | str:
    """A plain cell where the text is short; a paragraph, which wraps, where it is not."""
    safe = one_line(value)
    return safe if len(safe) <= SHORT else text(safe, 9.5, right=True)


def sums(document: InvoiceDocument) -> Flowable:
    pairs = [(words.NET, document.net_cents)]
    pairs += [(words.FEES, document.fee_cents)] if document.fee_cents else []
    pairs += [(words.TAX, document.tax_cents)] if document.tax_cents else []
    pairs += [(words.TOTAL, document.total_cents)]
    if document.paid_cents:
        pairs.append((words.PAID, -document.paid_cents))
    rows = [[name, words.money(cents)] for name, cents in pairs]
    due = words.money(_due_cents(document))
    rows.append([f"{words.AMOUNT_DUE} ({document.agency.currency})", due])
    table = Table(rows, colWidths=[130, 84], hAlign="RIGHT")
    looks = [
        ("LINEABOVE", (0, -1), (-1, -1), 0.9, INK),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
        ("FONT", (0, -1), (-1, -1), BOLD, 11),
        ("TEXTCOLOR", (0, 0), (0, -1), INK),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ]
    table.setStyle(TableStyle([*_PAIRS, *looks]))
    return table


def void_words(document: InvoiceDocument) -> list[Flowable]:
    if document.state != "void":
        return []
    return [Spacer(0, 4 * mm), text(f"{words.VOID_REASON}: {document.void_reason}", 10, bold=True)]


def slip(document: InvoiceDocument, sheet: Sheet) -> Iterator[Flowable]:
    """What the payer tears off and sends along."""
    yield HRFlowable(width="100%", thickness=0.6, color=GREY, dash=(3, 3), spaceAfter=4)
    yield Paragraph(f"<b>{words.SLIP}</b> · {words.SLIP_HINT}", style(8.5, grey=True))
    yield Spacer(0, 3 * mm)
    agency = document.agency
    remit = agency.remit_to or f"{agency.name}\n{agency.address}"
    left = [text(words.REMIT_TO, 8, grey=True), Paragraph(markup_block(remit), style(9.5))]
    payer = (lines(document.bill_to) or ("",))[0]
    pairs = (
        (words.PAYER, payer),
        (words.INVOICE_NUMBER, document.number),
        (words.DUE_DATE, words.iso_day(document.due_on)),
        (f"{words.AMOUNT_DUE} ({agency.currency})", words.money(_due_cents(document))),
        (words.ENCLOSED, ""),
    )
    rows = [[name, _cell(value)] for name, value in pairs]
    facts = Table(rows, colWidths=["45%", "55%"])
    facts.setStyle(TableStyle([*_PAIRS, ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE)]))
    table = Table([[left, facts]], colWidths=[sheet.inner * 0.45, sheet.inner * 0.55])
    table.setStyle(TableStyle([*_FLUSH, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
    yield table


def _due_cents(document: InvoiceDocument) -> int:
    return 0 if document.state == "void" else document.total_cents - document.paid_cents


_FLUSH = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("TOPPADDING", (0, 0), (-1, -1), 0),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
]
_PAIRS = [
    ("FONT", (0, 0), (0, -1), REGULAR, 9),
    ("FONT", (1, 0), (1, -1), REGULAR, 9.5),
    ("TEXTCOLOR", (0, 0), (0, -1), GREY),
    ("TEXTCOLOR", (1, 0), (1, -1), INK),
    ("ALIGN", (1, 0), (1, -1), "RIGHT"),
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
]
