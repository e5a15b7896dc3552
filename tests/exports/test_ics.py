"""Calendar files, read back by icalendar, by dateutil (its own reader of VTIMEZONE) and vobject."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from dateutil.tz import tzical
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from exports.ics import CalendarEvent, Method, Party, calendar_text, cancelled_text, uid_of

NEW_YORK = ZoneInfo("America/New_York")
EVENT = CalendarEvent(
    uid=uid_of(12, 3, 1_780_315_200),
    sequence=2,
    stamped_at=1_780_315_200,
    starts_at=1_780_351_200,
    ends_at=1_780_380_000,
    summary="Detail 26-0412.3: Gas main",
    location="Main St at 5th Ave, 200 Main St",
    lat=42_361_145,
    lon=-71_057_083,
    description="Call sign: D-12\nBring a vest, a lamp; and \\ this.",
    organizer=Party("Rivermouth PD", "answers@rivermouth.example"),
    attendee=Party('Lee "Bear" Baker', "baker@pd.example"),
    alarm_minutes=120,
)


def text_of(
    event: CalendarEvent, method: Method = Method.REQUEST, zone: ZoneInfo = NEW_YORK
) -> str:
    return calendar_text(method, zone, [event])


def one(text: str) -> Any:
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    return event


def at(wall: str, zone: ZoneInfo = NEW_YORK, fold: int = 0) -> int:
    moment = datetime.fromisoformat(wall).replace(tzinfo=zone, fold=fold)
    return int(moment.timestamp())


def test_an_event_says_all_that_an_officer_needs() -> None:
    event = one(text_of(EVENT))
    assert event["summary"] == EVENT.summary
    assert event["location"] == EVENT.location
    assert event["description"] == EVENT.description
    assert event["geo"].to_ical() == "42.361145;-71.057083"
    assert event["sequence"] == 2
    assert event["status"] == "CONFIRMED"
    assert event["organizer"] == "mailto:answers@rivermouth.example"
    assert event["attendee"].params["CN"] == "Lee 'Bear' Baker"
    assert event["attendee"].params["RSVP"] == "FALSE"
    assert event["dtstart"].dt == datetime(2026, 6, 1, 18, tzinfo=NEW_YORK)
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-120)


def test_another_reader_finds_the_same() -> None:
    event = vobject.readOne(text_of(EVENT)).vevent
    assert event.uid.value == EVENT.uid
    assert event.summary.value == EVENT.summary
    assert event.description.value == EVENT.description
    assert event.location.value == EVENT.location
    assert event.sequence.value == "2"
    assert int(event.dtstart.value.timestamp()) == EVENT.starts_at
    assert int(event.dtend.value.timestamp()) == EVENT.ends_at
    assert event.valarm.trigger.value == timedelta(minutes=-120)


def test_what_is_cancelled_keeps_its_uid_and_rings_no_more() -> None:
    first = text_of(EVENT)
    gone = cancelled_text(first, 7, EVENT.stamped_at + 60)
    event = one(gone)
    assert "METHOD:CANCEL" in gone
    assert "METHOD:REQUEST" not in gone
    assert (event["uid"], event["sequence"], event["status"]) == (EVENT.uid, 7, "CANCELLED")
    assert event["dtstamp"].dt == datetime.fromtimestamp(EVENT.stamped_at + 60, UTC)
    assert event["dtstart"].dt == one(first)["dtstart"].dt
    assert not event.walk("VALARM")
    assert vobject.readOne(gone).vevent.status.value == "CANCELLED"


def test_the_uid_is_that_of_the_assignment_and_of_no_other() -> None:
    assert uid_of(12, 3, 100) == uid_of(12, 3, 100)
    assert (
        len({uid_of(12, 3, 100), uid_of(13, 3, 100), uid_of(12, 4, 100), uid_of(12, 3, 101)}) == 4
    )


NIGHTS = {
    "spring": (at("2026-03-07T22:00"), at("2026-03-08T06:00"), 7),
    "just after the gap": (at("2026-03-08T03:00"), at("2026-03-08T03:30"), 0.5),
    "autumn": (at("2026-10-31T22:00"), at("2026-11-01T06:00"), 9),
    "first 01:30": (at("2026-11-01T01:30"), at("2026-11-01T03:00"), 2.5),
    "second 01:30": (at("2026-11-01T01:30", fold=1), at("2026-11-01T03:00"), 1.5),
    "into the second hour": (at("2026-10-31T20:00"), at("2026-11-01T01:45", fold=1), 6.75),
    "new year": (at("2026-12-31T20:00"), at("2027-01-01T04:00"), 8),
}


@pytest.mark.parametrize(("starts_at", "ends_at", "hours"), NIGHTS.values(), ids=NIGHTS)
def test_every_night_has_its_own_length_for_every_reader(
    starts_at: int, ends_at: int, hours: float
) -> None:
    assert ends_at - starts_at == hours * 3_600
    text = text_of(replace(EVENT, starts_at=starts_at, ends_at=ends_at))
    event = vobject.readOne(text).vevent
    assert by_zone_of_the_file(text) == (starts_at, ends_at)
    assert int(one(text)["dtstart"].dt.timestamp()) == starts_at
    assert event.uid.value == EVENT.uid


def by_zone_of_the_file(text: str) -> tuple[int, ...]:
    """Start and end as somebody reads them who knows of zones only what the file says."""
    line = re.compile(r"DT(?:START|END)(?:;TZID=([^:]+))?:(\d{8}T\d{6})(Z?)")
    file = io.StringIO(text.replace("\r\n", "\n"))
    zones = tzical(file) if "BEGIN:VTIMEZONE" in text else None
    found = []
    for each in text[text.index("BEGIN:VEVENT") :].split("\r\n"):
        if read := line.fullmatch(each):
            zone = zones.get(read[1]) if zones and read[1] else UTC
            found.append(int(datetime.fromisoformat(read[2]).replace(tzinfo=zone).timestamp()))
    return tuple(found)


@settings(deadline=None, max_examples=60)
@given(
    zone=st.sampled_from(
        ("America/New_York", "America/Los_Angeles", "America/Phoenix", "America/St_Johns",
         "Europe/London", "Australia/Lord_Howe", "America/Toronto")
    ),
    starts_at=st.integers(1_700_000_000, 1_900_000_000),
    hours=st.integers(1, 30),
)  # fmt: skip
def test_the_files_own_zone_gives_the_instants_back(zone: str, starts_at: int, hours: int) -> None:
    ends_at = starts_at + hours * 3_600
    event = replace(EVENT, starts_at=starts_at, ends_at=ends_at)
    assert by_zone_of_the_file(text_of(event, zone=ZoneInfo(zone))) == (starts_at, ends_at)


def test_a_change_begins_at_the_wall_time_that_it_ends() -> None:
    text = text_of(EVENT)
    daylight = text[text.index("BEGIN:DAYLIGHT") : text.index("END:DAYLIGHT")]
    assert "DTSTART:20250309T020000" in daylight


WORDS = st.text(st.characters(codec="utf-8") | st.sampled_from('\n\r,;\\:"\u2028é東'), max_size=300)


@settings(deadline=None, max_examples=150)
@given(words=WORDS, name=WORDS)
@example(words=r"C:\New; \n, \\N", name="")
def test_no_words_break_out_of_their_line(words: str, name: str) -> None:
    event = replace(
        EVENT, summary=words, location=words, description=words, attendee=Party(name, "a@b.example")
    )
    text = text_of(event)
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)
    unfolded = text.replace("\r\n ", "")
    names = [re.split("[:;]", line)[0] for line in unfolded.split("\r\n") if line]
    plain = [
        re.split("[:;]", line)[0] for line in text_of(EVENT).replace("\r\n ", "").split("\r\n")
    ]
    assert set(names) <= set(plain)
    read, other = one(text), vobject.readOne(text).vevent
    said = "\n".join(
        "".join(c if c.isprintable() else " " for c in line).rstrip() for line in words.splitlines()
    ).strip()
    assert str(read.get("summary", "")) == said
    assert (other.summary.value if said else "") == said
    assert vobject.readOne(cancelled_text(text, 2, 1)).vevent.getChildValue("summary", "") == said


def test_a_calendar_of_many_is_one_that_expands() -> None:
    events = [
        replace(EVENT, uid=uid_of(n, 1, 1), starts_at=EVENT.starts_at + n * 86_400,
                ends_at=EVENT.ends_at + n * 86_400)
        for n in range(20)
    ]  # fmt: skip
    text = calendar_text(Method.PUBLISH, NEW_YORK, events, name="Baker's details")
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(
        datetime(2026, 6, 1, tzinfo=NEW_YORK), datetime(2026, 6, 6, tzinfo=NEW_YORK)
    )
    assert len(found) == 5
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert len(list(vobject.readOne(text).vevent_list)) == 20
