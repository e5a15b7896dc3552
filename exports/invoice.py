"""An invoice as PDF, as an accounts department expects it.

`write_invoice` takes the frozen rows of `storage.queries.money.invoice_document` and a binary
stream. Everything that people typed is printed as text; nothing of it can format the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    HRFlowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from exports import words
from exports.text import lines, markup, markup_block, one_line
from exports.typesetting import (
    BOLD,
    GREY,
    INK,
    REGULAR,
    RULE,
    SHADE,
    Running,
    Sheet,
    build,
    style,
    text,
)
from storage.queries.money import ChargeLine, InvoicedDetail, InvoiceDocument

NAMES_SHOWN = 40
"""Officers named on one line of an invoice; more are counted."""
SHORT = 26
"""Characters that fit a cell of facts without wrapping."""


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


def write_invoice(
    stream: BinaryIO, document: InvoiceDocument, *, paper: str = "letter", annex: bool = False
) -> None:
    """Write the invoice; with `annex` every amount is explained at the end."""
    sheet = Sheet(paper)
    title = f"{words.INVOICE} {document.number}"
    agency = document.agency.name
    running = Running(
        title=title,
        author=agency,
        subject=f"{title}, {one_line(document.bill_to)}",
        head=f"{agency} · {title}",
        foot=f"{agency} · {title}",
        stamp=words.VOID if document.state == "void" else "",
    )
    story: list[Flowable] = [
        _letterhead(document, sheet),
        Spacer(0, 7 * mm),
        _addressee(document, sheet),
        Spacer(0, 7 * mm),
        _details(document, sheet),
        Spacer(0, 3 * mm),
        KeepTogether([_sums(document), *_void_words(document)]),
    ]
    if document.state != "void":
        story += [Spacer(0, 8 * mm), KeepTogether(list(_slip(document, sheet)))]
    if annex:
        story += _annex(document)
    build(stream, sheet, running, story)


def bill_lines(charges: Iterable[ChargeLine]) -> tuple[BillLine, ...]:
    """Officers with the same hours at the same rate stand on one line."""
    groups: dict[tuple[Any, ...], list[ChargeLine]] = {}
    for charge in charges:
        key = (charge.kind, charge.label, charge.minutes, charge.rate, charge.unit)
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
        )
        for group in groups.values()
    )


def _letterhead(document: InvoiceDocument, sheet: Sheet) -> Flowable:
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


def _addressee(document: InvoiceDocument, sheet: Sheet) -> Flowable:
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


def _details(document: InvoiceDocument, sheet: Sheet) -> Flowable:
    """The body: one band for each detail, and below it the lines; the head repeats on each page."""
    heads = (words.DESCRIPTION, words.HOURS, words.QUANTITY, words.RATE, words.AMOUNT)
    rows: list[list[Any]] = [
        [
            Paragraph(head, style(8.5, bold=True, right=place > 0))
            for place, head in enumerate(heads)
        ]
    ]
    looks: list[tuple[Any, ...]] = []
    for detail in document.details:
        looks += _band_look(len(rows))
        rows.append([_band(document, detail), "", "", _band_total(document, detail), ""])
        rows += [_row(line) for line in bill_lines(detail.lines)]
    widths = [sheet.inner - 228, 48, 36, 66, 78]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(TableStyle([*_BODY, *looks]))
    return table


def _band_look(row: int) -> Iterator[tuple[Any, ...]]:
    yield ("SPAN", (0, row), (2, row))
    yield ("SPAN", (3, row), (4, row))
    yield ("BACKGROUND", (0, row), (-1, row), SHADE)
    yield ("LINEABOVE", (0, row), (-1, row), 0.6, RULE)
    # The band of a detail never stands alone at the foot of a page.
    yield ("NOSPLIT", (0, row), (-1, row + 1))


def _band(document: InvoiceDocument, detail: InvoicedDetail) -> Flowable:
    when = words.span(detail.starts_at, detail.ends_at, document.agency.timezone)
    cancelled = f" · {words.CANCELLED}" if detail.cancelled else ""
    first = f"<b>{markup(detail.number)}</b> · {markup(when)}{cancelled}"
    where = [detail.site, ", ".join(lines(detail.address)), detail.title]
    if detail.po_number and detail.po_number != document.po_number:
        where.append(f"{words.ORDER} {detail.po_number}")
    second = " · ".join(markup(part) for part in dict.fromkeys(where) if part)
    return Paragraph(f"{first}<br/>{_small(second)}", style(9))


def _small(safe: str) -> str:
    """Smaller and grey. The text has been made safe already."""
    return f'<font size="8.5" color="{GREY.hexval()}">{safe}</font>'


def _band_total(document: InvoiceDocument, detail: InvoicedDetail) -> Flowable | str:
    """What the detail comes to, where there are several to tell apart."""
    if len(document.details) < 2:
        return ""
    cents = sum(x.amount_cents for x in detail.lines if x.kind != "included_tax")
    return text(words.DETAIL_TOTAL.format(money=words.money(cents)), 8.5, grey=True, right=True)


def _row(line: BillLine) -> list[Any]:
    what = markup(line.label + (f" ({words.INCLUDED})" if line.included else ""))
    names = f"<br/>{_small(markup(_names(line.names), 2_000))}" if line.names else ""
    label = Paragraph(what + names, style(9))
    hours = "" if line.minutes is None else words.hours(line.minutes)
    quantity = "" if line.unit in ("percent", "flat") else str(line.quantity)
    # Numbers of our own need no paragraph: plain cells are set several times faster.
    return [label, hours, quantity, _rate(line), words.money(line.cents)]


def _names(names: Sequence[str]) -> str:
    shown = "; ".join(one_line(name, 60) for name in names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return shown + (f"; and {more} more" if more > 0 else "")


def _rate(line: BillLine) -> str:
    if not line.rate:
        return ""
    if line.unit == "percent":
        return f"{line.rate.rstrip('0').rstrip('.')} %"
    return line.rate if line.unit in ("hour", "flat") else f"{line.rate} / {line.unit}"


def _sums(document: InvoiceDocument) -> Flowable:
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


def _void_words(document: InvoiceDocument) -> list[Flowable]:
    if document.state != "void":
        return []
    return [Spacer(0, 4 * mm), text(f"{words.VOID_REASON}: {document.void_reason}", 10, bold=True)]


def _slip(document: InvoiceDocument, sheet: Sheet) -> Iterator[Flowable]:
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


def _annex(document: InvoiceDocument) -> list[Flowable]:
    story: list[Flowable] = [PageBreak(), text(words.ANNEX, 11, bold=True)]
    for detail in document.details:
        story.append(text(detail.number, 9.5, bold=True))
        for line in detail.lines:
            head = " · ".join(
                filter(None, (line.label, line.officer, words.money(line.amount_cents)))
            )
            steps = "; ".join(f"{says} ({clause})" for clause, says in line.trace)
            story.append(text(head, 8.5))
            story.append(Paragraph(markup(f"{line.card}: {steps}", 900), style(8, grey=True)))
    return story


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
_BODY = [
    ("FONT", (1, 1), (-1, -1), REGULAR, 9),
    ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
    ("TEXTCOLOR", (0, 0), (-1, -1), INK),
    ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
    ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 4),
    ("RIGHTPADDING", (0, 0), (-1, -1), 4),
    ("TOPPADDING", (0, 0), (-1, -1), 3),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]
