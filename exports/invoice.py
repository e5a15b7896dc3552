"""An invoice as PDF, as an accounts department expects it.

`write_invoice` takes the frozen rows of `storage.queries.money.invoice_document` and a binary
stream. Everything that people typed is printed as text; nothing of it can format the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    PageBreak,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from exports import words
from exports.invoice_blocks import addressee, letterhead, slip, sums, void_words
from exports.text import lines, markup, one_line
from exports.typesetting import (
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

NAMES_SHOWN = 24
"""Officers named on one line of an invoice; more are counted."""


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
        letterhead(document, sheet),
        Spacer(0, 7 * mm),
        addressee(document, sheet),
        Spacer(0, 7 * mm),
        _details(document, sheet),
        Spacer(0, 3 * mm),
        KeepTogether([sums(document), *void_words(document)]),
    ]
    if document.state != "void":
        story += [Spacer(0, 8 * mm), KeepTogether(list(slip(document, sheet)))]
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
    shown = "; ".join(one_line(name, 40) for name in names[:NAMES_SHOWN])
    more = len(names) - NAMES_SHOWN
    return shown + (f"; and {more} more" if more > 0 else "")


def _rate(line: BillLine) -> str:
    if not line.rate:
        return ""
    if line.unit == "percent":
        return f"{line.rate.rstrip('0').rstrip('.')} %"
    return line.rate if line.unit in ("hour", "flat") else f"{line.rate} / {line.unit}"


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
