"""The blocks of an invoice around its table: letterhead, addressee, sums, remittance slip."""

from datetime import date
from string import Template
from urllib.parse import quote

from exports import words
from exports.faces import broken
from exports.pen import LEADING, Pen
from exports.shapes import qr_fields
from exports.text import lines, one_line
from exports.typesetting import SHADE
from storage.queries.money.money import InvoiceDocument

KINDS = {
    "deposit": words.DEPOSIT_INVOICE,
    "credit": words.CREDIT_NOTE,
    "supplementary": words.SUPPLEMENTARY,
    "late_charge": words.LATE_CHARGE,
    "quote": words.QUOTE,
}
_NET_OF = {"late_charge": words.LATE_CHARGE, "deposit": words.DEPOSIT_ASKED}
"""What is summed before fees and taxes, where it is no work."""
LOGO_HIGH, LOGO_WIDE = 48, 150
"""Points that a logo may take."""
QR_SIDE = 62
LONGEST_TERM = 20_000
"""Letters of a paragraph of the terms."""
_PAIR = 15.5
"""Height of a line of facts."""


def heading_of(document: InvoiceDocument) -> str:
    """What the paper is."""
    return KINDS.get(document.kind, words.INVOICE)


def letterhead(pen: Pen, document: InvoiceDocument) -> None:
    """The agency at the left, below its logo where there is one; what this is at the right."""
    agency = document.agency
    colour = pen.look.colour
    pen.put(pen.right, heading_of(document).upper(), 20, bold=True, right=True, colour=colour)
    if pen.look.logo and pen.picture(pen.look.logo, pen.left, LOGO_HIGH, LOGO_WIDE):
        pen.down(LOGO_HIGH + 6)
    room = pen.inner * 0.6
    for line in broken(one_line(agency.name), pen.faces.bold, 14, room):
        pen.put(pen.left, line, 14, bold=True, colour=colour)
        pen.down(14 * LEADING)
    pen.down(2)
    _lines(pen, agency.address, room)
    phone = f"{words.PHONE} {agency.phone}" if agency.phone else ""
    contact = " · ".join(filter(None, (phone, agency.email)))
    tax = f"{words.TAX_NUMBER} {agency.tax_number}" if agency.tax_number else ""
    for text in filter(None, (contact, tax)):
        pen.down(pen.block(pen.left, text, room, grey=True))


def _lines(pen: Pen, block: str, room: float, size: float = 9, *, grey: bool = True) -> None:
    for line in lines(block):
        pen.down(pen.block(pen.left, line, room, size, grey=grey))


def addressee(pen: Pen, document: InvoiceDocument) -> None:
    """Who pays at the left, the facts of the paper at the right."""
    top = pen.y
    name, *rest = lines(document.bill_to) or ("",)
    room = pen.inner * 0.47
    pen.put(pen.left, words.BILL_TO, 8, grey=True)
    pen.down(8 * LEADING)
    pen.down(pen.block(pen.left, name, room, 10.5, bold=True))
    _lines(pen, "\n".join(rest), room, 9.5, grey=False)
    left_end = pen.y
    pen.y = top
    _pairs(pen, _facts(document), pen.inner * 0.48)
    pen.y = min(pen.y, left_end)


def _facts(document: InvoiceDocument) -> list[tuple[str, str]]:
    days = (date.fromisoformat(document.due_on) - date.fromisoformat(document.issued_on)).days
    asks = document.kind not in ("credit", "quote")
    pairs = [
        (words.NUMBER_OF.get(document.kind, words.INVOICE_NUMBER), document.number),
        (words.DATE_OF.get(document.kind, words.INVOICE_DATE), words.iso_day(document.issued_on)),
        (words.DUE_DATE, words.iso_day(document.due_on) if asks else ""),
        (words.VALID_UNTIL, words.iso_day(document.due_on) if document.kind == "quote" else ""),
        (words.TERMS, (words.SEE_BELOW if document.parts else words.terms(days)) if asks else ""),
        (words.CREDITS, document.credits),
        (words.JOB, document.job),
        (words.ORDER, document.po_number),
        (words.CUSTOMER_NUMBER, document.employer_number),
        (words.REFERENCE, document.number if asks else ""),
    ]
    due = words.money(_due_cents(document))
    return [pair for pair in pairs if pair[1]] + [(_due_words(document), due)]


def _due_words(document: InvoiceDocument) -> str:
    word = {"credit": words.CREDITED, "quote": words.ESTIMATED}.get(document.kind, words.AMOUNT_DUE)
    return f"{word} ({document.agency.currency})"


def _pairs(pen: Pen, pairs: list[tuple[str, str]], wide: float) -> None:
    """Names and values, the last one stressed."""
    x = pen.right - wide
    for place, (name, value) in enumerate(pairs):
        last = place == len(pairs) - 1
        parts = broken(one_line(value), pen.faces.regular, 9.5, wide * 0.56)[:3]
        height = _PAIR + (len(parts) - 1) * 9.5 * LEADING + (5 if last else 0)
        if last:
            pen.shade(x, pen.y - height, wide, height, SHADE)
        pen.put(x + 3, name, 10 if last else 9, bold=last, grey=not last, drop=3.5)
        for row, part in enumerate(parts):
            drop = 3 + row * 9.5 * LEADING
            size = 12 if last else 9.5
            bold = last or place == 0
            pen.put(pen.right - 4, part, size, bold=bold, right=True, drop=drop)
        pen.down(height)
        if not last:
            pen.rule(x, pen.right, pen.y)


def _sum_rows(document: InvoiceDocument) -> list[tuple[str, int]]:
    rows = [(_NET_OF.get(document.kind, words.NET), document.net_cents)]
    rows += [(words.FEES, document.fee_cents)] if document.fee_cents else []
    rows += [(words.TAX, document.tax_cents)] if document.tax_cents else []
    rows += [(words.TOTAL, document.total_cents)]
    if document.kind in ("credit", "quote"):
        return rows
    taken = document.credited_cents + document.deposit_cents
    rows += [(words.LESS_CREDIT, -document.credited_cents)] if document.credited_cents else []
    rows += [(words.LESS_DEPOSIT, -document.deposit_cents)] if document.deposit_cents else []
    if document.paid_cents - taken:
        rows.append((words.PAID, taken - document.paid_cents))
    lost = document.written_off_cents - document.discount_cents
    rows += [(words.DISCOUNT, -document.discount_cents)] if document.discount_cents else []
    rows += [(words.WRITTEN_OFF, -lost)] if lost else []
    return rows


def sums_height(document: InvoiceDocument) -> float:
    """How much room the sums take."""
    return (len(_sum_rows(document)) + 1) * _PAIR + 10


def sums(pen: Pen, document: InvoiceDocument) -> None:
    """Net, fees, taxes, what was taken off, and what is due."""
    x = pen.right - 224
    for name, cents in _sum_rows(document):
        pen.put(x + 3, name, 9, drop=3)
        pen.put(pen.right - 4, words.money(cents), 9.5, right=True, drop=3)
        pen.down(_PAIR)
    pen.rule(x, pen.right, pen.y, 0.9, pen.look.colour)
    pen.put(x + 3, _due_words(document), 11, bold=True, drop=4)
    due = words.money(_due_cents(document))
    pen.put(pen.right - 4, due, 11, bold=True, right=True, drop=4)
    pen.down(_PAIR + 4)
    pen.rule(x, pen.right, pen.y, 0.9, pen.look.colour)


def payees(pen: Pen, document: InvoiceDocument) -> None:
    """Who gets what, where the rate card names more than the agency."""
    found = document.payees
    if not found:
        return
    parts = "; ".join(f"{name}: {words.money(cents)}" for name, cents in found)
    pen.down(6)
    pen.flow(f"{words.PAYEES}: {parts}", 8.5, grey=True)


def remarks(pen: Pen, document: InvoiceDocument) -> None:
    """Why it is void, or the words that are printed with it."""
    if document.state == "void":
        pen.down(10)
        pen.flow(f"{words.VOID_REASON}: {document.void_reason}", 10, bold=True)
    elif document.words and document.details:
        pen.down(8)
        pen.flow(document.words, 9)
    for place, paragraph in enumerate(document.terms):
        pen.down(6 if place else 12)
        pen.flow(paragraph, 8.5, bold=not place, limit=LONGEST_TERM)
    early = _early(document)
    if early:
        until = words.iso_day(document.discount_until)
        pen.down(8)
        pen.flow(words.early(until, early, _due_cents(document)), 9)
    if document.parts and document.state != "void":
        parts = "; ".join(
            f"{words.iso_day(on)}: {words.money(sum_)}" for on, sum_ in document.parts
        )
        pen.down(8)
        pen.flow(f"{words.IN_PARTS}: {parts}", 9)


def _early(document: InvoiceDocument) -> int:
    """What is to be paid if it comes early; nothing where that is no less."""
    offered = document.discount_offered_cents
    return _due_cents(document) - offered if offered and document.state != "void" else 0


def _slip_rows(document: InvoiceDocument) -> list[tuple[str, str]]:
    payer = (lines(document.bill_to) or ("",))[0]
    return [
        (words.PAYER, payer),
        (words.REFERENCE, document.number),
        (words.DUE_DATE, words.iso_day(document.due_on)),
        (_due_words(document), words.money(_due_cents(document))),
        *_early_row(document),
        (words.ENCLOSED, ""),
    ]


def _early_row(document: InvoiceDocument) -> list[tuple[str, str]]:
    early = _early(document)
    name = f"{words.IF_PAID_BY} {words.iso_day(document.discount_until)}" if early else ""
    return [(name, words.money(early))] if early else []


def slip_height(pen: Pen, document: InvoiceDocument) -> float:
    """How much room the slip takes."""
    return 150.0 if document.agency.remit_to.count("\n") < 8 else 220.0


def slip(pen: Pen, document: InvoiceDocument) -> None:
    """What the payer tears off and sends along, with the code of the agency's payment page."""
    pen.dashes(pen.y)
    pen.down(4)
    pen.put(pen.left, words.SLIP, 8.5, bold=True)
    pen.put(pen.left + 92, words.SLIP_HINT, 8.5, grey=True)
    pen.down(20)
    agency = document.agency
    remit = agency.remit_to or f"{agency.name}\n{agency.address}"
    top = pen.y
    pen.put(pen.left, words.REMIT_TO, 8, grey=True)
    pen.down(8 * LEADING)
    _lines(pen, remit, pen.inner * 0.26, 9.5, grey=False)
    left_end = pen.y
    pen.y = top
    _pay_code(pen, document)
    pen.y = top
    _slip_pairs(pen, _slip_rows(document), pen.inner * 0.5)
    pen.y = min(pen.y, left_end)


def _slip_pairs(pen: Pen, rows: list[tuple[str, str]], wide: float) -> None:
    x = pen.right - wide
    for name, value in rows:
        pen.put(x + 3, name, 9, grey=True, drop=3.5)
        shown = broken(one_line(value), pen.faces.regular, 9.5, wide * 0.6)[0]
        pen.put(pen.right - 4, shown, 9.5, right=True, drop=3)
        pen.down(_PAIR)
        pen.rule(x, pen.right, pen.y)


def payment_link(link: str, document: InvoiceDocument) -> str:
    """The agency's own page to pay on, with $reference and $amount filled in."""
    due = _due_cents(document)
    amount = f"{due // 100}.{due % 100:02}"
    return Template(link).safe_substitute(
        reference=quote(document.number), amount=amount, currency=document.agency.currency
    )


def _pay_code(pen: Pen, document: InvoiceDocument) -> None:
    """The link as a QR code. Only https is set, so that no scheme of another kind is scanned."""
    link = pen.look.payment_link
    if not link.startswith("https://") or _due_cents(document) <= 0:
        return
    fields = qr_fields(payment_link(link, document))
    if not fields:
        return
    x = pen.left + pen.inner * 0.31
    pen.squares(fields, x, pen.y - QR_SIDE, QR_SIDE)
    pen.put(x, words.SCAN, 7.5, grey=True, drop=QR_SIDE + 3)


def _due_cents(document: InvoiceDocument) -> int:
    if document.state == "void":
        return 0
    return document.total_cents if document.kind in ("credit", "quote") else document.open_cents
