"""The packet on which command approves a request: what is asked, checked, weighed and priced."""

import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.requests.evaluating import CheckRow, RequestJudged, judge_request
from coordinator.actions.results import Refused
from coordinator.rules.intake.words import Before
from coordinator.rules.request_words import CheckState

if TYPE_CHECKING:
    from exports.request_packet import RequestPacket

Rows = tuple[tuple[str, str], ...]


def make_packet(
    connection: sqlite3.Connection, where: Path, request_id: int, now: int, *, replace: bool = True
) -> Made | Refused:
    """The packet as PDF."""
    from exports.request_packet import write_packet

    packet = packet_of(connection, judge_request(connection, request_id, now))
    return printed(
        connection,
        where,
        ("request", packet.number),
        partial(write_packet, packet=packet),
        f"Request {packet.number}",
        replace=replace,
    )


def packet_of(connection: sqlite3.Connection, judged: RequestJudged) -> "RequestPacket":
    """What the packet says."""
    from exports.request_packet import PacketPart, RequestPacket
    from storage.queries.money.money import agency_block

    parts = tuple(PacketPart(title, rows) for title, rows in request_parts(judged) if rows)
    sheet, evaluation = judged.sheet, judged.evaluation
    asks = f"May request {sheet.number} be approved? The {evaluation.approver.title} decides."
    return RequestPacket(
        agency_block(connection), sheet.number, sheet.title, sheet.who, parts, asks
    )


def request_parts(judged: RequestJudged) -> Iterator[tuple[str, Rows]]:
    """What is to be known of a request: headings with pairs, for paper, screen and command."""
    sheet = judged.sheet
    yield "What is asked for", tuple(_asked(judged))
    yield "Answers", judged.form.lines(judged.answers)
    yield "Dates", tuple((f"{n}", each.words) for n, each in enumerate(judged.dates, 1))
    yield "Price", tuple(_price(judged))
    risk = judged.evaluation
    yield "Risk", (("Points", risk.risk_words), ("Approves", risk.approver.title))
    yield (
        "Not taken by the rules",
        tuple((f"{each.clause} {each.label}", each.text) for each in risk.prohibited),
    )
    yield "Checklist", tuple((row.label, check_words(row)) for row in judged.rows)
    yield "Decision", tuple(_decision(judged))
    yield "Said", (("", sheet.words),) if sheet.words else ()


def check_words(row: CheckRow) -> str:
    """'met: to 2026-12-31', 'wanted before approval: no certificate is known'."""
    when = "" if row.before is Before.NOTHING or row.done else f"wanted before {row.before}"
    state = str(row.state) if row.state in (CheckState.MET, CheckState.WAIVED) else when or "open"
    said = ", ".join(filter(None, (row.words, f"by {row.by}" if row.by else "")))
    return f"{state}: {said}" if said else state


def _asked(judged: RequestJudged) -> Iterator[tuple[str, str]]:
    sheet = judged.sheet
    asker = ", ".join(filter(None, (sheet.asker, sheet.phone, sheet.email)))
    yield "By", " · ".join(dict.fromkeys(filter(None, (sheet.employer, sheet.firm, asker))))
    yield "Employer", f"{sheet.employer_number} {sheet.employer}".strip() or "not linked yet"
    yield "Class", judged.evaluation.event.label + _notice(judged)
    yield "Place", sheet.site or sheet.place
    if sheet.rule:
        yield "Recurs", sheet.rule
    if sheet.po_number:
        yield "Purchase order", sheet.po_number
    if sheet.asked_officer:
        yield "Asks for", sheet.asked_officer


def _notice(judged: RequestJudged) -> str:
    notice = judged.evaluation.notice
    return f", {notice.label.lower()} ({notice.code})" if notice else ""


def _price(judged: RequestJudged) -> Iterator[tuple[str, str]]:
    sheet, now = judged.sheet, judged.price.sentence
    yield "Now", now
    if sheet.price_words and sheet.price_words != now:
        yield "Said then", sheet.price_words


def _decision(judged: RequestJudged) -> Iterator[tuple[str, str]]:
    sheet = judged.sheet
    if sheet.decided_at is None:
        return
    yield sheet.state.capitalize(), " ".join(filter(None, (sheet.decided_by, sheet.decision)))
    if sheet.clause:
        yield "Clause", sheet.clause
    if sheet.allowed_by:
        yield "Allowed by", f"{sheet.allowed_by}: {sheet.allowed_why}"
