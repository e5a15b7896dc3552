"""A detail in words: its state, its seats. A word always stands beside the colour."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from screens.shown import day, span, visible
from storage.queries.staffing.jobs import DetailLine

if TYPE_CHECKING:
    from storage.queries.messages.outbox import OutboxRow
    from storage.queries.staffing.details import DetailHead, Seat, Sheet

TONES = {"FILLED": "success", "OPEN": "warning", "CALLED OFF": "error", "CANCELLED": "muted"}
REASONS = (
    ("sick", "sick"),
    ("family", "family"),
    ("court", "court"),
    ("duty", "on duty"),
    ("injured", "injured"),
    ("transport", "transport"),
    ("mistake", "mistake"),
    ("police_need", "police need"),
    ("other", "other"),
)
"""The reasons of a call-off, in the order of their digits."""


def state_of(line: DetailLine) -> tuple[str, str]:
    """The state of a detail and how much of it is filled: ('OPEN', '1/2')."""
    share = f"{line.filled}/{line.positions}"
    if line.state == "cancelled":
        return "CANCELLED", ""
    if line.called_off:
        return "CALLED OFF", share
    if line.filled < line.positions:
        return "OPEN", share
    return "FILLED", share if line.positions > 1 else ""


def state_words(line: DetailLine) -> str:
    """FILLED, OPEN 1/2, CALLED OFF; a question mark where someone has not confirmed."""
    word, share = state_of(line)
    doubt = "?" if line.unconfirmed and word == "FILLED" else ""
    return f"{word}{doubt} {share}".strip()


def seat_state(seat: "Seat") -> tuple[str, str]:
    """A seat's state in one word, and its tone."""
    if seat.cancelled:
        return "CANCELLED", "muted"
    if seat.officer_id is not None:
        return seat.state.upper(), "success"
    if seat.called_off:
        return "CALLED OFF", "error"
    return "OPEN", "warning"


def seat_holder(seat: "Seat") -> str:
    """Who holds the seat, or why nobody does."""
    if seat.officer_id is not None:
        rank = f"{seat.officer_rank} " if seat.officer_rank else ""
        return f"{rank}{visible(seat.officer)} #{visible(seat.badge)}"
    asked = f" - {visible(seat.asked_of)} is asked" if seat.asked_of else ""
    if seat.called_off:
        return f"{visible(seat.called_off)} called off ({seat.call_off_reason}){asked}"
    offered = f" - {seat.offers} offered" if seat.offers else ""
    return f"nobody{offered}{asked}"


def head_words(head: "DetailHead", zone: ZoneInfo) -> str:
    """Employer, place and time of a detail in one line."""
    when = f"{day(head.starts_at, zone)} {span(head.starts_at, head.ends_at, zone)}"
    return f"{head.number} · {when} · {visible(head.employer)} · {visible(head.site)}"


def side_words(head: "DetailHead", seats: "tuple[Seat, ...]", zone: ZoneInfo) -> str:
    """A detail for the pane at the side."""
    parts = [
        head.number,
        f"{day(head.starts_at, zone)} {span(head.starts_at, head.ends_at, zone)}",
        visible(head.employer),
        visible(head.title),
        f"at {visible(head.site)}",
    ]
    if head.contact:
        parts.append(f"ring {visible(head.contact)} {visible(head.contact_phone)}".rstrip())
    if head.cancel_reason:
        parts.append(f"CANCELLED: {visible(head.cancel_reason)}")
    for seat in seats:
        parts += ["", f"{_letter(seat)}  {seat_state(seat)[0]}", f"   {seat_holder(seat)}"]
        if seat.phone:
            parts.append(f"   {visible(seat.phone)}")
    return "\n".join(parts)


def _letter(seat: "Seat") -> str:
    return seat.number.rsplit(".", 1)[-1].lstrip("0123456789") or seat.number


def told(row: "OutboxRow") -> str:
    """A message about the detail and what became of it."""
    return f"  {row.stands.upper():<11} {visible(row.name)} ({row.channel}): {visible(row.subject)}"


def facts(found: "Sheet") -> str:
    """What the detail's screen says above its seats."""
    head = found.head
    parts = [
        f"{visible(head.employer)} · {visible(head.title)}",
        f"{visible(head.site)}, {visible(head.address)}".strip(", "),
    ]
    if head.contact:
        parts.append(f"Ring {visible(head.contact)} {visible(head.contact_phone)}".rstrip())
    extra = [
        f"PO {visible(head.po_number)}" if head.po_number else "",
        f"call sign {visible(head.call_sign)}" if head.call_sign else "",
        visible(head.post_orders),
    ]
    if any(extra):
        parts.append(" · ".join(part for part in extra if part))
    if head.cancel_reason:
        parts.append(f"CANCELLED: {visible(head.cancel_reason)}")
    parts += [f"EXCHANGE {visible(words)}" for words in found.waiting]
    return "\n".join(parts)


def copies(head: "DetailHead", seat: "Seat | None") -> tuple[tuple[str, str], ...]:
    """What can be copied of a detail, each text with the words that name it."""
    officer = f"{seat.officer} {seat.phone}".strip() if seat else ""
    contact = f"{head.contact} {head.contact_phone}".strip()
    where = ", ".join(filter(None, (head.site, head.address)))
    return ("number", head.number), ("officer", officer), ("contact", contact), ("site", where)
