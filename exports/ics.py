"""Calendar files: events that a calendar takes in, moves and takes out again (RFC 5545, RFC 5546).

An event keeps its UID for good; of two messages about it the one with the greater SEQUENCE holds.
Instants are written as wall time with the agency's VTIMEZONE, which people read in their calendar's
details. Where one of them lies in the hour that comes twice, wall time would mean its first coming
(RFC 5545 3.3.5): such an event is written in UTC.

Importing this module imports icalendar: only what makes a calendar file does, when it makes one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vText,
)

PRODUCT = "-//coordinator//secondary employment//EN"
_DAY = 86_400
_NONE = timedelta()
_EVERY = timedelta(hours=1)
_SAID = ("summary", "location", "description")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


class Words(vText):
    """Text as RFC 5545 3.3.11 escapes it. icalendar itself takes a backslash before a capital N,
    as in the path of a file, for a line break."""

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


class Method(StrEnum):
    """What a file asks of the calendar that reads it (RFC 5546 1.4)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in an event: his name and his one mail address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event. Instants are UTC seconds, the span half-open, coordinates microdegrees.

    `sequence` rises with every message about the event. `alarm_minutes` before it begins a
    calendar reminds of it; none rings for what is cancelled.
    """

    uid: str
    sequence: int
    stamped_at: int
    starts_at: int
    ends_at: int
    summary: str
    location: str = ""
    lat: int | None = None
    lon: int | None = None
    description: str = ""
    organizer: Party | None = None
    attendee: Party | None = None
    alarm_minutes: int | None = None
    cancelled: bool = False


def uid_of(assignment_id: int, officer_id: int, awarded_at: int) -> str:
    """The UID of an assignment: the same in every file and message that tells of it."""
    return str(uuid5(NAMESPACE_OID, f"assignment/{assignment_id}/{officer_id}/{awarded_at}"))


def uid_of_detail(detail_id: int) -> str:
    """The UID of a detail in calendars of employers and of the agency."""
    return str(uuid5(NAMESPACE_OID, f"detail/{detail_id}"))


def calendar_text(
    method: Method, zone: ZoneInfo, events: Iterable[CalendarEvent], name: str = ""
) -> str:
    """The calendar file, its lines folded and ended as RFC 5545 3.1 wants them."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if title := " ".join(_words(name).split()):
        # icalendar writes a property that it does not know as it stands, its line breaks too.
        calendar.add("x-wr-calname", Words(title))
    if method == Method.PUBLISH:
        # How often whoever subscribes should look again (RFC 7986 5.7, and the older way).
        calendar.add("refresh-interval", vDuration(_EVERY), {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(_EVERY))
    told = tuple(events)
    spans = [(e.starts_at, e.ends_at) for e in told if not _twofold(e, zone)]
    if spans:
        first = datetime.fromtimestamp(min(start for start, _ in spans), zone).year
        last = datetime.fromtimestamp(max(end for _, end in spans), zone).year
        calendar.add_component(_timezone(zone.key, first, last))
    for event in told:
        calendar.add_component(_component(method, event, zone))
    return _written(calendar)


def cancelled_text(text: str, sequence: int, stamped_at: int) -> str:
    """The file that takes the event of an earlier file out again; the rest stays as it was."""
    calendar = Calendar.from_ical(text)
    calendar.pop("method")
    calendar.add("method", Method.CANCEL)
    for event in calendar.walk("VEVENT"):
        for name in ("sequence", "dtstamp", "last-modified", "status"):
            event.pop(name, None)
        for name in _SAID:
            if name in event:
                event[name] = Words(str(event[name]))
        _state(event, sequence, stamped_at, cancelled=True)
        event.subcomponents = []
    return _written(calendar)


def _written(calendar: Component) -> str:
    return bytes(calendar.to_ical()).decode()


def _component(method: Method, event: CalendarEvent, zone: ZoneInfo) -> Event:
    component = Event()
    component.add("uid", event.uid)
    cancelled = event.cancelled or method == Method.CANCEL
    _state(component, event.sequence, event.stamped_at, cancelled=cancelled)
    shown = UTC if _twofold(event, zone) else zone
    component.add("dtstart", datetime.fromtimestamp(event.starts_at, shown))
    component.add("dtend", datetime.fromtimestamp(event.ends_at, shown))
    for name in _SAID:
        if words := _words(getattr(event, name)):
            component.add(name, Words(words))
    if event.lat is not None and event.lon is not None:
        component.add("geo", (event.lat / 1_000_000, event.lon / 1_000_000))
    _add_parties(component, event)
    if event.alarm_minutes is not None and not cancelled:
        component.add_component(_alarm(event))
    return component


def _state(event: Component, sequence: int, stamped_at: int, *, cancelled: bool) -> None:
    stamp = datetime.fromtimestamp(stamped_at, UTC)
    event.add("sequence", sequence)
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")


def _add_parties(component: Event, event: CalendarEvent) -> None:
    """Who sends it, and whose calendar it is for. Nobody is asked to answer through the calendar:
    an assignment stands until it is called off."""
    if event.organizer is not None:
        component.add("organizer", _party(event.organizer))
    if event.attendee is not None:
        attendee = _party(event.attendee)
        attendee.params |= {"PARTSTAT": "ACCEPTED", "ROLE": "REQ-PARTICIPANT", "RSVP": "FALSE"}
        component.add("attendee", attendee)


def _party(party: Party) -> vCalAddress:
    address = vCalAddress(f"mailto:{_words(party.address)}")
    # A parameter cannot hold a double quote (RFC 5545 3.1), nor a line.
    if name := " ".join(_words(party.name).replace('"', "'").split()):
        address.params["CN"] = vText(name)
    return address


def _alarm(event: CalendarEvent) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", Words(_words(event.summary)))
    alarm.add("trigger", -timedelta(minutes=event.alarm_minutes or 0))
    return alarm


def _twofold(event: CalendarEvent, zone: ZoneInfo) -> bool:
    """Whether wall time says less than is meant: one end lies in an hour's second coming."""
    ends = (datetime.fromtimestamp(at, zone) for at in (event.starts_at, event.ends_at))
    return any(end.fold for end in ends)


@lru_cache(maxsize=32)
def _timezone(name: str, first: int, last: int) -> Timezone:
    """The zone's changes in those years and around them (RFC 5545 3.6.5).

    icalendar's own begins a change at the wall time that follows it, not at the one that it ends,
    which puts the hour after the change in spring an hour wrong.
    """
    zone = ZoneInfo(name)
    component = Timezone()
    component.add("tzid", name)
    told: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    for at in _changes(zone, first - 1, last + 1):
        before, after = (datetime.fromtimestamp(at - back, zone) for back in (1, 0))
        offsets = before.utcoffset() or _NONE, after.utcoffset() or _NONE
        wall = datetime.fromtimestamp(at, UTC).replace(tzinfo=None) + offsets[0]
        told.setdefault((*offsets, after.tzname() or name, bool(after.dst())), []).append(wall)
    for (before_offset, offset, short, summer), walls in told.items():
        component.add_component(_rule(before_offset, offset, short, summer, walls))
    return component


def _changes(zone: ZoneInfo, first: int, last: int) -> Iterator[int]:
    """When the zone's clock changes; the beginning of the first year counts as one."""
    at = int(datetime(first, 1, 1, tzinfo=UTC).timestamp())
    end = int(datetime(last + 1, 1, 1, tzinfo=UTC).timestamp())
    yield at
    for day in range(at, end, _DAY):
        if _clock(zone, day) != _clock(zone, day + _DAY):
            yield _change(zone, day)


def _change(zone: ZoneInfo, day: int) -> int:
    """The first second of the day that begins then on which the clock is another."""
    old, low, high = _clock(zone, day), day, day + _DAY
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _clock(zone, middle) == old else (low, middle)
    return high


def _clock(zone: ZoneInfo, at: int) -> tuple[timedelta | None, str | None]:
    moment = datetime.fromtimestamp(at, zone)
    return moment.utcoffset(), moment.tzname()


def _rule(
    before: timedelta, after: timedelta, short: str, summer: bool, walls: list[datetime]
) -> Component:
    rule: Component = TimezoneDaylight() if summer else TimezoneStandard()
    rule.add("dtstart", walls[0])
    if walls[1:]:
        rule.add("rdate", walls[1:])
    rule.add("tzname", short)
    rule.add("tzoffsetfrom", before)
    rule.add("tzoffsetto", after)
    return rule


def _words(text: str) -> str:
    """Text of others without controls; its line breaks are kept."""
    lines = ("".join(c if c.isprintable() else " " for c in line) for line in text.splitlines())
    return "\n".join(line.rstrip() for line in lines).strip()
