"""Roster files: one row an officer → OfficerRecord, or a problem."""

import re
from collections import defaultdict
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

from coordinator.rules.words import Channel, StatusKind
from storage.imports import values
from storage.imports.dates import read_date
from storage.imports.mapping import CERTIFICATE, FIGURE, Mapping
from storage.imports.problems import Progress, nothing, watched
from storage.imports.rows import Reading, Row, own_texts, rows
from storage.imports.tables import Table
from storage.imports.values import Unreadable

ACTIVE = ""
"""The status of an officer with nothing against him."""

_STATUSES: dict[str, str] = {
    "active": ACTIVE, "a": ACTIVE, "full duty": ACTIVE, "working": ACTIVE, "employed": ACTIVE,
    "yes": ACTIVE, "y": ACTIVE, "true": ACTIVE, "1": ACTIVE, "regular": ACTIVE, "sworn": ACTIVE,
    "available": ACTIVE, "full time": ACTIVE, "on duty": ACTIVE,
    "suspended": StatusKind.SUSPENDED, "suspension": StatusKind.SUSPENDED,
    "administrative leave": StatusKind.SUSPENDED, "admin leave": StatusKind.SUSPENDED,
    "light duty": StatusKind.LIGHT_DUTY, "modified duty": StatusKind.LIGHT_DUTY,
    "restricted duty": StatusKind.LIGHT_DUTY, "limited duty": StatusKind.LIGHT_DUTY,
    "injured": StatusKind.INJURED, "ioj": StatusKind.INJURED, "iod": StatusKind.INJURED,
    "injured on duty": StatusKind.INJURED, "workers comp": StatusKind.INJURED,
    "sick": StatusKind.SICK, "sick leave": StatusKind.SICK, "medical leave": StatusKind.SICK,
    "leave": StatusKind.LEAVE, "loa": StatusKind.LEAVE, "leave of absence": StatusKind.LEAVE,
    "fmla": StatusKind.LEAVE, "military leave": StatusKind.LEAVE, "military": StatusKind.LEAVE,
    "probation": StatusKind.PROBATION, "probationary": StatusKind.PROBATION,
    "field training": StatusKind.FIELD_TRAINING, "fto": StatusKind.FIELD_TRAINING,
    "training": StatusKind.FIELD_TRAINING, "recruit": StatusKind.FIELD_TRAINING,
    "departed": StatusKind.DEPARTED, "retired": StatusKind.DEPARTED,
    "resigned": StatusKind.DEPARTED, "terminated": StatusKind.DEPARTED,
    "separated": StatusKind.DEPARTED, "deceased": StatusKind.DEPARTED,
    "inactive": StatusKind.DEPARTED, "left": StatusKind.DEPARTED,
    "transferred": StatusKind.DEPARTED,
    "no": StatusKind.DEPARTED, "n": StatusKind.DEPARTED, "false": StatusKind.DEPARTED,
    "0": StatusKind.DEPARTED, "i": StatusKind.DEPARTED, "t": StatusKind.DEPARTED,
}  # fmt: skip

_CHANNELS: dict[str, str] = {
    "email": Channel.EMAIL, "e mail": Channel.EMAIL, "mail": Channel.EMAIL,
    "sms": Channel.SMS, "text": Channel.SMS, "text message": Channel.SMS, "phone": Channel.SMS,
    "push": Channel.PUSH, "app": Channel.PUSH, "none": Channel.NONE, "no": Channel.NONE,
}  # fmt: skip

_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_NO_WORD = re.compile(r"[^0-9a-z]+")
_CERTIFICATE = re.compile(r"([^:=()]{1,60}?)\s*(?:[:=(]\s*([^()]+?)\)?)?")


@dataclass(frozen=True, slots=True)
class OfficerRecord:
    """What a roster says of one officer. None means that the file has no such column.

    Dates are ISO texts. `certificates` is code → expiry, None for one without an end; `groups` are
    all that he is in, empty where the file says nothing of it.
    """

    row: int
    badge: str
    last_name: str
    first_name: str | None = None
    rank: str | None = None
    rank_since: str | None = None
    unit: str | None = None
    hired_on: str | None = None
    seniority_on: str | None = None
    seniority_tie: int | None = None
    email: str | None = None
    phone: str | None = None
    channel: str | None = None
    status: str | None = None
    status_since: str | None = None
    certificates: MappingOf[str, str | None] = field(default_factory=dict)
    tier: str | None = None
    eligible_on: str | None = None
    groups: tuple[str, ...] = ()
    figures: MappingOf[str, str | int | float] = field(default_factory=dict)
    """Dates (ISO) and numbers of the agency's own, by name."""
    own: MappingOf[str, str] = field(default_factory=dict)
    """What stands in columns of the agency's own fields, by key."""


@dataclass(slots=True)
class RosterReading(Reading[OfficerRecord]):
    """A roster as read. `listed` holds the badges of refused rows too: those did not leave."""

    listed: set[str] = field(default_factory=set)
    nameless: int = 0
    """Refused rows whose badge could not be read."""


def read_roster(table: Table, mapping: Mapping, progress: Progress = nothing) -> RosterReading:
    """Read all rows. A badge that stands twice is refused both times. Raises BadFile, Stopped."""
    reading = RosterReading()
    by_badge: dict[str, list[OfficerRecord]] = defaultdict(list)
    for row in watched(rows(table, mapping), table.expected(), progress):
        record = _officer(row, mapping)
        badge = record.badge or row.raw("badge")
        reading.listed.add(badge)
        reading.nameless += not badge
        if row.problems:
            reading.problems += row.problems
        by_badge[badge].append(record)
        if len(by_badge[badge]) == 1 and not row.problems:
            reading.records.append(record)
    _refuse_doubles(reading, by_badge, mapping.columns.get("badge", "badge"))
    return reading


def _refuse_doubles(
    reading: RosterReading, by_badge: MappingOf[str, list[OfficerRecord]], column: str
) -> None:
    doubles = {badge: found for badge, found in by_badge.items() if badge and len(found) > 1}
    reading.records = [record for record in reading.records if record.badge not in doubles]
    for badge, found in doubles.items():
        places = ", ".join(str(record.row) for record in found)
        for record in found:
            reason = f"stands in rows {places}"
            reading.refuse(record.row, column, badge, reason, "keep one row for each badge")


def _officer(row: Row, mapping: Mapping) -> OfficerRecord:
    order = mapping.options.get("dates", "")
    last, first = _names(row)
    return OfficerRecord(
        row.number,
        row.read("badge", values.badge, needed=True) or "",
        last,
        first,
        rank=row.line("rank") or None,
        rank_since=row.date("rank_since", order),
        unit=row.line("unit") if row.has("unit") else None,
        hired_on=row.date("hired", order),
        seniority_on=row.date("seniority", order),
        seniority_tie=row.read("seniority_tie", values.whole),
        email=(row.read("email", values.email) or "") if row.has("email") else None,
        phone=(row.read("phone", values.phone) or "") if row.has("phone") else None,
        channel=row.read("channel", _channel),
        status=row.read("status", status_kind),
        status_since=row.date("status_since", order),
        certificates=_certificates(row, mapping, order),
        tier=row.line("tier") or None,
        eligible_on=row.date("eligible", order),
        groups=_words(row.line("groups")),
        figures=_figures(row, mapping, order),
        own=own_texts(row, mapping),
    )


def _words(text: str) -> tuple[str, ...]:
    """'Marine; K9' → ('marine', 'k9'), as a policy writes them."""
    parts = (part.strip().casefold() for part in re.split(r"[;|,]", text))
    return tuple(dict.fromkeys(_NO_WORD.sub("_", part).strip("_") for part in parts if part))


def _figures(row: Row, mapping: Mapping, order: str) -> dict[str, str | int | float]:
    found: dict[str, str | int | float] = {}
    for name in mapping.columns:
        if name.startswith(FIGURE):
            figure = row.read(name, lambda text: _figure(text, order))
            if figure is not None:
                found[name.removeprefix(FIGURE)] = figure
    return found


def _figure(text: str, order: str) -> str | int | float:
    """A number, or else a date as ISO text. Raises Unreadable."""
    plain = text.strip().replace(",", "")
    if _NUMBER.fullmatch(plain):
        return float(plain) if "." in plain else int(plain)
    try:
        return read_date(text, order).isoformat()
    except Unreadable as error:
        raise Unreadable("is neither a number nor a date", "write 12.5 or 2026-11-22") from error


def _names(row: Row) -> tuple[str, str | None]:
    """Last and first name, from two columns or from 'Last, First' or 'First Last'."""
    if row.raw("last_name"):
        first = row.line("first_name") if row.has("first_name") else None
        return row.line("last_name"), first
    column = "full_name" if row.has("full_name") else "last_name"
    whole = row.line(column, needed=True)
    return split_name(whole)


def split_name(whole: str) -> tuple[str, str]:
    """Last and first name: apart at the comma, else at the last blank."""
    if "," in whole:
        last, _, first = whole.partition(",")
    else:
        first, _, last = whole.rpartition(" ")
    return last.strip(), first.strip()


def status_kind(text: str) -> str:
    """The status behind a word of the file; "" is active. Raises Unreadable."""
    bare = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    if bare not in _STATUSES:
        raise Unreadable(
            "is no status that is known", "write active, or one of " + ", ".join(sorted(StatusKind))
        )
    return _STATUSES[bare]


def _channel(text: str) -> str:
    bare = " ".join(text.casefold().replace("-", " ").split())
    if bare not in _CHANNELS:
        raise Unreadable("is no way to reach a person", "write email, sms, push or none")
    return _CHANNELS[bare]


def _certificates(row: Row, mapping: Mapping, order: str) -> dict[str, str | None]:
    found: dict[str, str | None] = row.read("certifications", lambda t: _listed(t, order)) or {}
    for name in mapping.columns:
        if name.startswith(CERTIFICATE) and (expires := row.date(name, order)):
            found[name.removeprefix(CERTIFICATE)] = expires
    return found


def _listed(text: str, order: str) -> dict[str, str | None]:
    """'CPR:2027-05-01; EVOC' → {'CPR': '2027-05-01', 'EVOC': None}."""
    found: dict[str, str | None] = {}
    for part in re.split(r"[;|]|,(?!\s*[0-9]{4})", text):
        if not part.strip():
            continue
        named = _CERTIFICATE.fullmatch(part.strip())
        if not named:
            raise Unreadable("is no list of certificates", "write CPR:2027-05-01; EVOC")
        expires = read_date(named[2], order).isoformat() if named[2] else None
        found[values.line(named[1]).upper()] = expires
    return found
