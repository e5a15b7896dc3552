"""One text message out of a row of a service's export, or an answer of its inbox.

A layout says under which names a service gives what we need; a name may be a path into a JSON
document ("payload.from.phone_number"). The names are those of the services' documents: Twilio's
Message resource and console export, Bandwidth's and Telnyx's message events, Vonage's inbound
texts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from typing import Any

from coordinator.rules.words import Channel
from notify.addresses import phone
from notify.charsets import tidy
from notify.incoming import Incoming
from notify.mail_heads import instant

TEXT_CHARACTERS = 10_000

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of a row's fields, the first that is there counts. `inbound` are the words of
    `direction` by which a row came in; a row that names no direction did."""

    name: str
    sender: tuple[str, ...]
    text: tuple[str, ...]
    at: tuple[str, ...]
    id: tuple[str, ...] = ()
    direction: tuple[str, ...] = ()


INBOUND = frozenset((
    "inbound", "in", "incoming", "received", "mo", "message-received", "message.received",
))  # fmt: skip
"""The words of services for a message that came in."""

LAYOUTS = (
    Layout("twilio", ("from",), ("body",), ("date_sent", "sentdate", "date_created", "datesent"),
           ("sid",), ("direction",)),
    Layout("bandwidth", ("message.from",), ("message.text",), ("time", "message.time"),
           ("message.id",), ("message.direction", "type")),
    Layout("telnyx", ("payload.from.phone_number", "data.payload.from.phone_number"),
           ("payload.text", "data.payload.text"),
           ("payload.received_at", "data.payload.received_at", "occurred_at", "data.occurred_at"),
           ("payload.id", "data.payload.id", "id"),
           ("payload.direction", "data.payload.direction")),
    Layout("vonage", ("msisdn",), ("text",), ("message-timestamp",), ("messageid",)),
    Layout("plain", ("from", "sender", "phone", "number", "source", "from number"),
           ("text", "message", "body", "content"),
           ("at", "time", "date", "timestamp", "received", "received at", "sent", "created_at"),
           ("id", "message id", "messageid", "uuid"), ("direction", "type")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowReading:
    """How rows are read: from which source, in which layout, in whose zone and country."""

    source: str
    layout: Layout | None = None
    zone: tzinfo = UTC
    country_code: str = "1"

    def take(self, row: Row, now: int) -> "Incoming | str | None":
        """The text in a row; None where it is one of our own, in words what it lacks.

        The service's clock says when it came; where it says nothing, or the future, it is `now`.
        """
        low = {str(name).strip().lower(): value for name, value in row.items()}
        layout = self.layout or layout_of(low)
        if layout is None:
            return f"no sender and text among {', '.join(low)[:100] or 'nothing'}"
        direction = _text(low, layout.direction).lower()
        if direction and direction not in INBOUND:
            return None
        number = phone(_with_plus(_text(low, layout.sender)), self.country_code)
        if not number:
            return f"{_text(low, layout.sender)[:40]!r} is no number"
        return self._incoming(low, layout, number, now)

    def _incoming(self, row: Row, layout: Layout, number: str, now: int) -> Incoming:
        text = tidy(_text(row, layout.text))[:TEXT_CHARACTERS].strip()
        said = moment(_text(row, layout.at), self.zone)
        own = _text(row, layout.id)[:150]
        raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode(
            "utf-8", "replace"
        )
        told = f"{number}\0{said}\0{text}" if said is not None else raw.decode("utf-8")
        return Incoming(
            key=f"{layout.name}:{own}" if own else f"text:{sha256(told.encode()).hexdigest()}",
            channel=Channel.SMS,
            source=self.source,
            address=number,
            subject="",
            text=text,
            sent_at=said,
            received_at=now if said is None else min(said, now),
            raw=raw,
        )


def layout_of(row: Row) -> Layout | None:
    """The first layout whose sender and text are both there."""
    for layout in LAYOUTS:
        if _has(row, layout.sender) and _has(row, layout.text):
            return layout
    return None


def own_layout(columns: Mapping[str, str]) -> Layout:
    """The layout of a file whose columns somebody names (from, text, at, id, direction)."""
    named = {name: (column.strip().lower(),) for name, column in columns.items()}
    return Layout(
        "text",
        named.get("from", ("from",)),
        named.get("text", ("text",)),
        named.get("at", ("at",)),
        named.get("id", ()),
        named.get("direction", ()),
    )


def moment(value: str, zone: tzinfo = UTC) -> int | None:
    """A service's time in UTC seconds: RFC 3339 or 5322, seconds or milliseconds since 1970.

    One without a zone is of `zone`. None where it cannot be read.
    """
    value = value.strip()
    if value.isascii() and value.isdigit() and len(value) in (10, 13):
        return int(value[:10])
    try:
        when = datetime.fromisoformat(value)
    except ValueError:
        return instant(value) if value else None
    try:
        seconds = (when if when.tzinfo else when.replace(tzinfo=zone)).timestamp()
    except OverflowError:
        return None
    return int(seconds) if 0 <= seconds < 2**33 else None


def _with_plus(number: str) -> str:
    """Spreadsheets drop the plus and add an apostrophe."""
    return number.strip().lstrip("'=\"").rstrip('"')


def _has(row: Row, names: Iterable[str]) -> bool:
    return any(_at(row, name) is not None for name in names)


def _text(row: Row, names: Iterable[str]) -> str:
    for name in names:
        value = _at(row, name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
    return ""


def _at(row: Row, name: str) -> Any:
    """What stands under a name, or under a path of names."""
    if name in row:
        return row[name]
    value: Any = row
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value
