"""What goes with a message: the event for the officer's calendar, long post orders, and papers.

An assignment is one event. The message that tells of it brings the event, a change brings it anew,
and whatever takes the officer off it takes the event out of his calendar. The file is kept as it
is sent, so that what is taken out is exactly what was put in. A paper is made when its message
leaves: only what it is made of is kept.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from coordinator.actions.book.kept_files import exported_name
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.words import Channel
from notify.addresses import mailbox
from storage.models import Attachment, Message
from storage.queries.book.kept_files import papers_to_send
from storage.queries.book.settings import setting
from storage.queries.messages.enclosures import (
    Assigned,
    Invited,
    assigned,
    assignments_on,
    has_files,
    invited,
    told_before,
)
from storage.queries.messages.telling import (
    AgencyFacts,
    DetailFacts,
    agency_facts,
    detail_facts,
    employer_name,
)
from storage.transaction import Transaction

if TYPE_CHECKING:
    from exports.ics import CalendarEvent

ALARM = "messages.alarm_minutes"
"""Setting: how long before a detail the officer's calendar reminds him; 0 is not at all."""
ALARM_MINUTES = 120

PDF = "application/pdf"
MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}
"""Files of reports that are no PDF, by the kind that `made_of` names."""

SENT = "files.sent"
"""Setting: the kinds of kept papers that go to officers with the detail."""
SENT_KINDS = ("post_orders", "traffic_plan")
MOST_SENT = 8_000_000
"""Bytes of papers in one mail; what is beyond stays where it is."""

LONG_ORDERS = 1_500
"""Post orders of more letters than this come as a file too, for printing."""

_BRINGS = {
    (Event.ASSIGNED, Audience.OFFICER),
    (Event.CHANGED, Audience.OFFICER),
    (Event.CONFIRMED, Audience.OFFICER),
    (Event.FILLED, Audience.SUBSTITUTE),
}
_TAKES_AWAY = {
    (Event.UNASSIGNED, Audience.OFFICER),
    (Event.CALLED_OFF, Audience.OFFICER),
    (Event.CANCELLED, Audience.OFFICER),
    (Event.FILLED, Audience.OFFICER),
}
_BILLS = (Event.INVOICE, Event.DEBT)
_CANCELLED = "METHOD:CANCEL"


def attach(tx: Transaction, message: Message, papers: tuple[str, ...] = ()) -> None:
    """Put to a queued mail what goes with it; nothing where it is no mail or has its files.

    `papers` names further papers: "statement:<employer>", "pay:<run>:<officer>", as
    `enclosing.PAPERS` makes them.
    """
    if message.channel != Channel.EMAIL or has_files(tx.connection, message.id):
        return
    for paper in (*_bills(message), *papers):
        media = _media(paper)
        tx.add(Attachment(message_id=message.id, name="", media_type=media, made_of=paper))
    if message.detail_id is None or message.officer_id is None:
        return
    kind = (Event(message.event), Audience(message.audience))
    if kind in _BRINGS:
        for held in _held(tx, message, message.detail_id, message.officer_id):
            _bring(tx, message, held)
        _bring_orders(tx, message, message.detail_id)
        _bring_papers(tx, message, message.detail_id, message.officer_id)
    elif kind in _TAKES_AWAY:
        every = message.event == Event.CANCELLED
        _take_away(tx, message, message.detail_id, message.officer_id, every=every)


def attach_correction(tx: Transaction, message: Message, told: tuple[Invited, ...]) -> None:
    """Put the officer's calendar right with the correction of what is undone.

    `told` is what the message had brought him. Events that stand come again as they are now, the
    others are taken out.
    """
    if message.channel != Channel.EMAIL:
        return
    for each in told:
        standing = assigned(tx.connection, each.assignment_id)
        if standing is not None and standing.live:
            _bring(tx, message, standing)
        elif _CANCELLED not in each.text:
            _take_out(tx, message, each)


def _media(paper: str) -> str:
    kind, *words = paper.split(":")
    return MEDIA.get(words[2], PDF) if kind == "report" else PDF


def _bills(message: Message) -> tuple[str, ...]:
    bills = message.event in _BILLS and message.invoice_id is not None
    return (f"invoice:{message.invoice_id}",) if bills else ()


def _bring(tx: Transaction, message: Message, held: Assigned) -> None:
    """The event of an assignment, as it is now."""
    from exports.ics import Method, calendar_text

    detail = detail_facts(tx.connection, held.detail_id)
    if detail is not None:
        agency = agency_facts(tx.connection)
        event = _event(tx, message, agency, detail, held)
        text = calendar_text(Method.REQUEST, ZoneInfo(agency.timezone), [event])
        _add_event(tx, message, held.id, text, Method.REQUEST)


def _bring_orders(tx: Transaction, message: Message, detail_id: int) -> None:
    """Post orders as a file, where they are long."""
    detail = detail_facts(tx.connection, detail_id)
    if detail is not None and len(detail.post_orders) > LONG_ORDERS:
        name = f"post-orders-{detail.number}.txt"
        orders = detail.post_orders
        tx.add(Attachment(message_id=message.id, name=name, media_type="text/plain", text=orders))


def _bring_papers(tx: Transaction, message: Message, detail_id: int, officer_id: int) -> None:
    """Papers of the detail and its job that officers are to have, each once."""
    kinds = setting(tx.connection, SENT, list(SENT_KINDS))
    room = MOST_SENT
    for each in papers_to_send(tx.connection, detail_id, officer_id, kinds):
        room -= each.length
        if room < 0:
            break
        name, made_of = exported_name(each), f"file:{each.id}"
        tx.add(
            Attachment(
                message_id=message.id, name=name, media_type=each.media_type, made_of=made_of
            )
        )


def _held(tx: Transaction, message: Message, detail_id: int, officer_id: int) -> Iterator[Assigned]:
    for each in assignments_on(tx.connection, detail_id, officer_id):
        if each.live and message.position_id in (None, each.position_id):
            yield each


def _take_away(
    tx: Transaction, message: Message, detail_id: int, officer_id: int, *, every: bool
) -> None:
    """Take out what his calendar holds of assignments that he no longer has, or of all of them."""
    held = {each.id for each in assignments_on(tx.connection, detail_id, officer_id) if each.live}
    for each in invited(tx.connection, detail_id, officer_id):
        if _CANCELLED not in each.text and (every or each.assignment_id not in held):
            _take_out(tx, message, each)


def _take_out(tx: Transaction, message: Message, told: Invited) -> None:
    from exports.ics import Method, cancelled_text

    sequence = told_before(tx.connection, message.officer_id or 0, message.id)
    text = cancelled_text(told.text, sequence, tx.now)
    _add_event(tx, message, told.assignment_id, text, Method.CANCEL)


def _add_event(
    tx: Transaction, message: Message, assignment_id: int, text: str, method: str
) -> None:
    tx.add(
        Attachment(
            message_id=message.id,
            name="invite.ics",
            media_type=f"text/calendar; method={method}",
            text=text,
            made_of=f"assignment:{assignment_id}",
        )
    )


def _event(
    tx: Transaction, message: Message, agency: AgencyFacts, detail: DetailFacts, each: Assigned
) -> "CalendarEvent":
    from exports.ics import CalendarEvent, Party, uid_of

    minutes = setting(tx.connection, ALARM, ALARM_MINUTES)
    answers = mailbox(str(setting(tx.connection, "replies.address", ""))) or mailbox(agency.email)
    return CalendarEvent(
        uid=uid_of(each.id, each.officer_id, each.awarded_at),
        sequence=told_before(tx.connection, each.officer_id, message.id),
        stamped_at=tx.now,
        starts_at=each.starts_at,
        ends_at=each.ends_at,
        summary=f"Detail {detail.number}: {detail.job}",
        location=", ".join(filter(None, (detail.site, detail.address))),
        lat=each.lat,
        lon=each.lon,
        description=_description(tx, agency, detail),
        organizer=Party(agency.name, answers) if answers else None,
        attendee=Party(message.name, message.address),
        alarm_minutes=minutes if minutes > 0 else None,
    )


def _description(tx: Transaction, agency: AgencyFacts, detail: DetailFacts) -> str:
    call = f" If you cannot come, call {agency.phone}." if agency.phone else ""
    lines = (
        f"Call sign: {detail.call_sign}" if detail.call_sign else "",
        f"For: {employer_name(tx.connection, detail.employer_id)}",
        detail.post_orders,
        f"{agency.name}.{call}",
    )
    return "\n".join(filter(None, lines))
