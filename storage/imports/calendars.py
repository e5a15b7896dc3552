"""On-duty calendars (ICS): events with their recurrences → spans of duty within bounds.

An event's row is its number in the file, its columns are its properties. Repetition is bounded by
the window and by count; rules that repeat within a day are refused, since expanding them never
ends. icalendar and recurring-ical-events do the parsing and the expansion.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coordinator.rules.words import DutyKind
from storage.imports.duty import (
    Bounds,
    DutyFindings,
    Shift,
    kind_of,
    leave_code,
    with_code,
)
from storage.imports.employers import folded
from storage.imports.moments import DAY, Clock
from storage.imports.problems import BadFile, Progress, watched
from storage.imports.spans import LONGEST

OFFICER_PROPERTIES = (
    "X-BADGE", "X-EMPLOYEE-ID", "X-OFFICER", "ATTENDEE", "ORGANIZER", "SUMMARY", "DESCRIPTION",
    "LOCATION",
)  # fmt: skip
"""Where an event may say whose it is, the likeliest first."""

_KIND_PROPERTIES = ("CATEGORIES", "X-KIND", "SUMMARY")
_SERIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_WORDS = re.compile(r"[^\s,;()\[\]<>|]+")
_ROW = "X-COORDINATOR-ROW"

Officers = Callable[[str], int]
"""Badge, mail address or name → officer id, 0 for nobody."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the file with its number."""

    row: int
    component: Any

    def text(self, name: str) -> str:
        """A property as text; of an attendee the address and the name."""
        found = self.component.get(name)
        if found is None:
            return ""
        several = found if isinstance(found, list) else [found]
        if name == "CATEGORIES":
            return ", ".join(str(one) for item in several for one in getattr(item, "cats", [item]))
        return " ".join(_plain(item) for item in several)


def _plain(item: Any) -> str:
    name = str(getattr(item, "params", {}).get("CN", ""))
    return f"{str(item).removeprefix('mailto:').removeprefix('MAILTO:')} {name}".strip()


def events_of(data: bytes) -> list[Event]:
    """The file's events. Raises BadFile."""
    # Costs 83 ms to import, and only calendars need it.
    from icalendar import Calendar

    try:
        calendar = Calendar.from_ical(data)
    except (ValueError, IndexError, KeyError, TypeError) as error:
        raise BadFile(f"The file is no calendar: {error}.") from error
    events = [Event(row, found) for row, found in enumerate(calendar.walk("VEVENT"), 1)]
    if not events:
        raise BadFile("The calendar has no events.")
    return events


def officer_property(events: Iterable[Event], find: Officers) -> str:
    """The property that names one known officer in the most events."""
    events = tuple(events)
    counts = {
        name: sum(1 for event in events if len(officers_in(event.text(name), find)) == 1)
        for name in OFFICER_PROPERTIES
    }
    return max(OFFICER_PROPERTIES, key=lambda name: counts[name])


def officers_in(text: str, find: Officers) -> set[int]:
    """The officers whom a text names: as a whole, or by its single words."""
    whole = find(text.strip())
    if whole:
        return {whole}
    return {found for word in _WORDS.findall(text) if (found := find(word.strip(".:")))}


def read_calendar(
    events: list[Event],
    whose: Callable[[Event], set[int]],
    answers: MappingOf[str, str],
    clock: Clock,
    bounds: Bounds,
    findings: DutyFindings,
    progress: Progress,
) -> Iterator[Shift]:
    """The spans of all events within the bounds, refusals going to `findings`.

    Raises BadFile, Stopped.
    """
    given = 0
    for series in watched(_series(events), len(events), progress, 100):
        taken = _checked(series, whose, findings)
        for shift in _expanded(taken, whose, answers, clock, bounds, findings):
            given += 1
            if given > bounds.most:
                raise BadFile(f"The calendar has more than {bounds.most} spans. Take a part of it.")
            yield shift


def _series(events: Iterable[Event]) -> list[list[Event]]:
    """Events laid together with those that alter single ones of their series."""
    by_uid: dict[str, list[Event]] = {}
    for event in events:
        uid = event.text("UID") or f"row {event.row}"
        by_uid.setdefault(uid, []).append(event)
    return list(by_uid.values())


def _checked(
    series: list[Event], whose: Callable[[Event], set[int]], findings: DutyFindings
) -> list[Event]:
    """The series, or nothing where one of its events is refused."""
    sound = True
    for event in series:
        try:
            _check(event, whose)
        except _Refusal as refusal:
            sound = False
            value = event.text(refusal.column)
            findings.refuse(event.row, refusal.column, value, refusal.reason, refusal.remedy)
    return series if sound else []


class _Refusal(Exception):
    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.column, self.reason, self.remedy = column, reason, remedy


def _check(event: Event, whose: Callable[[Event], set[int]]) -> None:
    found = event.component
    for name, said in getattr(found, "errors", ()):
        raise _Refusal(str(name or ""), f"cannot be read: {said}", "mend the property")
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        _check_time(name, found.get(name))
    if found.get("DTSTART") is None:
        raise _Refusal("DTSTART", "is missing", "give the event a start")
    _check_end(found)
    for rule in _listed(found.get("RRULE")):
        _check_rule(rule)
    officers = whose(event)
    if len(officers) != 1:
        said = "names more than one officer" if officers else "names no officer of the book"
        raise _Refusal("SUMMARY", said, "say --map badge=PROPERTY, or --answer officer=BADGE")


def _check_time(name: str, found: Any) -> None:
    if found is None:
        return
    try:
        value = found.dt
    except AttributeError as error:
        raise _Refusal(name, "is no time", "write it as 20261130T073000") from error
    zone = found.params.get("TZID")
    if zone and isinstance(value, datetime) and value.tzinfo is None:
        raise _Refusal(name, f"is in an unknown zone ({zone})", "name a zone such as "
                       "America/New_York")  # fmt: skip


def _check_end(found: Any) -> None:
    """The expansion would swap the two without a word."""
    if found.get("DTEND") is None:
        return
    starts, ends = found["DTSTART"].dt, found["DTEND"].dt
    told = [getattr(value, "tzinfo", None) is not None for value in (starts, ends)]
    if type(starts) is type(ends) and told[0] == told[1] and ends <= starts:
        raise _Refusal("DTEND", "is not after the start", "mend the start or the end")


def _check_rule(rule: Any) -> None:
    freq = [str(word).upper() for word in rule.get("FREQ", [])]
    if freq[:1] not in [[word] for word in _SERIES] or any(rule.get(n) for n in _WITHIN_A_DAY):
        raise _Refusal("RRULE", "repeats within a day", "write each turn as its own event")
    if any(int(step) < 1 for step in rule.get("INTERVAL", [])):
        raise _Refusal("RRULE", "never moves on", "give an INTERVAL of 1 or more")
    if freq[0] != "YEARLY" and rule.get("BYMONTH") and rule.get("BYMONTHDAY"):
        raise _Refusal("RRULE", "may never come", "write each turn as its own event")


def _listed(found: Any) -> list[Any]:
    return [] if found is None else found if isinstance(found, list) else [found]


def _expanded(
    series: list[Event],
    whose: Callable[[Event], set[int]],
    answers: MappingOf[str, str],
    clock: Clock,
    bounds: Bounds,
    findings: DutyFindings,
) -> Iterator[Shift]:
    by_row = {event.row: event for event in series}
    for found in _occurrences(series, bounds):
        event = by_row[int(found[_ROW])]
        if event.text("STATUS").upper() == "CANCELLED":
            continue
        span = _span(event, found, clock, findings)
        kind = _kind(event, found, answers)
        if span and bounds.from_at <= span[0] < bounds.until_at:
            yield Shift(next(iter(whose(event))), *span, kind)


def _occurrences(series: list[Event], bounds: Bounds) -> Iterable[Any]:
    if not series:
        return ()
    # Costs 94 ms to import, and only calendars need it.
    import recurring_ical_events
    from icalendar import Calendar

    calendar = Calendar()
    for event in series:
        event.component[_ROW] = str(event.row)
        calendar.add_component(event.component)
    first = datetime.fromtimestamp(bounds.from_at - DAY, UTC)
    until = datetime.fromtimestamp(bounds.until_at + DAY, UTC)
    occurrences: Iterable[Any] = recurring_ical_events.of(calendar).between(first, until)
    return occurrences


def _span(event: Event, found: Any, clock: Clock, findings: DutyFindings) -> tuple[int, int] | None:
    starts, ends = _instant(found["DTSTART"].dt, clock, findings), None
    if found.get("DTEND") is not None:
        ends = _instant(found["DTEND"].dt, clock, findings)
    if ends is None or not 0 < ends - starts <= LONGEST:
        reason, remedy = "is not after the start, or too long after it", "mend the end"
        findings.refuse(event.row, "DTEND", event.text("DTEND"), reason, remedy)
        return None
    return starts, ends


def _instant(found: datetime | date, clock: Clock, findings: DutyFindings) -> int:
    """An instant; a date is its local midnight, a time without a zone is the agency's."""
    if not isinstance(found, datetime):
        return clock.wall(found, 0).at
    if found.tzinfo is not None:
        return int(found.timestamp())
    findings.note("A time without a zone is taken as the agency's")
    seconds = int(timedelta(hours=found.hour, minutes=found.minute).total_seconds()) + found.second
    moment = clock.wall(found.date(), seconds)
    if moment.note:
        findings.note(moment.note)
    return moment.at


def _kind(event: Event, found: Any, answers: MappingOf[str, str]) -> str:
    """The kind that a category or a word of the title names; an event without hours is leave.

    Where it is leave or sickness, a further word may say which.
    """
    kinds = [kind for word in _kind_words(event) if (kind := kind_of(word, answers))]
    all_day = not isinstance(found["DTSTART"].dt, datetime)
    kind = kinds[0] if kinds else str(DutyKind.LEAVE if all_day else DutyKind.REGULAR)
    if leave := event.text("X-LEAVE-KIND"):
        return with_code(kind.partition(":")[0], leave_code(leave, answers))
    return next((more for more in kinds if more.startswith(f"{kind}:")), kind)


def _kind_words(event: Event) -> Iterator[str]:
    for name in _KIND_PROPERTIES:
        text = event.text(name)
        words = (text, *text.split(","), *_WORDS.findall(text))
        yield from (word for word in words if folded(word))
