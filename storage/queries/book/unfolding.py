"""An invoice with what stands behind each line: the card's date, the hours as every side stated
them, and who approved them. Each is one more step of why the amount is what it is."""

import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from storage.queries.money.evidence import Evidence, evidence
from storage.queries.money.money import (
    ChargeLine,
    InvoicedDetail,
    InvoiceDocument,
    invoice_document,
)
from storage.queries.people.told_names import WHOLE_NAME

Step = tuple[str, str]
"""The clause or kind of fact, and its words."""


def unfolded_invoice(
    connection: sqlite3.Connection, invoice: int, officer: str = WHOLE_NAME
) -> InvoiceDocument | None:
    """The invoice, or None where there is none; `officer` as for `invoice_document`."""
    document = invoice_document(connection, invoice, officer)
    if document is None:
        return None
    zone = ZoneInfo(document.agency.timezone)
    known = {each.charge_id: each for each in evidence(connection, invoice)}
    dates = _CardDates(connection)
    details = tuple(_detail(detail, known, zone, dates) for detail in document.details)
    return replace(document, details=details)


class _CardDates:
    """From when on the version of a card holds that was in force on a date."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.of = cache(self._of)

    def _of(self, card: str, on: str) -> str:
        row = self._connection.execute(
            "SELECT max(effective_on) FROM rate_card WHERE name = ? AND effective_on <= ?",
            (card, on),
        ).fetchone()
        return str(row[0] or "")


def _detail(
    detail: InvoicedDetail, known: Mapping[int, Evidence], zone: ZoneInfo, dates: _CardDates
) -> InvoicedDetail:
    on = datetime.fromtimestamp(detail.starts_at, zone).date().isoformat()
    lines = []
    for line in detail.lines:
        since = dates.of(line.card, on) if line.card else ""
        steps: tuple[Step, ...] = (
            (("card", f"{line.card}, in force from {since}"),) if since else ()
        )
        lines.append(replace(line, trace=(*steps, *_hours(line, known, zone), *line.trace)))
    return replace(detail, lines=tuple(lines))


def _hours(line: ChargeLine, known: Mapping[int, Evidence], zone: ZoneInfo) -> tuple[Step, ...]:
    found = known.get(line.id)
    if found is None or found.approved is None:
        return ()
    says = [f"ordered {_span(found.ordered, zone)}"] if found.ordered else []
    for each in found.stated:
        by = f" by {each.name}" if each.name else ""
        says.append(f"{each.by}{by} {_span(each.span, zone)}")
    says.append(f"approved {_span(found.approved, zone)}")
    if found.approved_by:
        at = f" on {_stamp(found.approved_at, zone)}" if found.approved_at else ""
        says[-1] += f", by {found.approved_by}{at}"
    says += [f"because {found.reason}"] if found.reason else []
    return (("record", "; ".join(says)),)


def _span(span: tuple[int, int], zone: ZoneInfo) -> str:
    return f"{_stamp(span[0], zone)} to {datetime.fromtimestamp(span[1], zone):%H:%M}"


def _stamp(at: int, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(at, zone):%Y-%m-%d %H:%M}"
