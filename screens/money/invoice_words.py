"""An invoice as text, with the reason of every line."""

from zoneinfo import ZoneInfo

from screens.shown import day, hours, lines, money, span, visible
from storage.queries.money.money import ChargeLine, InvoicedDetail, InvoiceDocument


def document_words(found: InvoiceDocument, zone: ZoneInfo) -> str:
    """Everything that the invoice says."""
    parts = [
        lines(found.bill_to),
        f"issued {found.issued_on}, due {found.due_on}"
        + (f" · PO {visible(found.po_number)}" if found.po_number else ""),
    ]
    if found.state == "void":
        parts.append(f"VOID: {visible(found.void_reason)}")
    if found.words:
        parts += ["", lines(found.words)]
    for detail in found.details:
        parts += ["", *_detail(detail, zone)]
    parts += [
        "",
        f"net {money(found.net_cents)}   fees {money(found.fee_cents)}"
        f"   tax {money(found.tax_cents)}",
        f"TOTAL {money(found.total_cents)} {found.agency.currency}",
        f"received {money(found.paid_cents)}",
    ]
    return "\n".join(parts)


def _detail(detail: InvoicedDetail, zone: ZoneInfo) -> list[str]:
    when = f"{day(detail.starts_at, zone)} {span(detail.starts_at, detail.ends_at, zone)}"
    word = " CANCELLED" if detail.cancelled else ""
    head = f"{detail.number} {when} {visible(detail.site)}{word}"
    return [head, *(line for charge in detail.lines for line in _charge(charge))]


def _charge(charge: ChargeLine) -> list[str]:
    amount = money(charge.amount_cents)
    time = f" {hours(charge.minutes)} h" if charge.minutes is not None else ""
    rate = f" at {charge.rate}" if charge.rate else ""
    who = f" {visible(charge.officer)}" if charge.officer else ""
    head = f"  {amount:>11}  {visible(charge.label)}{who}{time}{rate}"
    return [head, *(f"               {visible(words)}" for _, words in charge.trace)]
