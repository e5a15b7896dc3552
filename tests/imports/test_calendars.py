"""On-duty calendars: recurrences, zones, all-day leave, and what must be refused."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.book.verifying import verify_book
from coordinator.actions.importing import Wanted, apply_import
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Officer
from storage.queries.people.duty import duty_stretches
from tests.imports.books import imported, planned, rows, wanted

CLOCK = ZoneInfo("America/New_York")
NIGHT = "DTSTART;TZID=America/New_York:{day}T220000\nDTEND;TZID=America/New_York:{next}T060000\n"
WINDOWS_ZONE = """BEGIN:VTIMEZONE
TZID:Eastern Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.fixture
def manned(book: Book, actor: Actor) -> Book:
    with book.action(actor, "add officers", "officer:1") as tx:
        for badge, name in (("B1", "Roe"), ("B2", "Doe")):
            email = f"{name.lower()}@pd.org"
            tx.add(Officer(badge=badge, last_name=name, first_name="Ann", email=email))
    return book


def calendar(path: Path, *events: str, head: str = "", **said: object) -> Wanted:
    wrapped = [f"BEGIN:VEVENT\nUID:{n}\n{event}\nEND:VEVENT" for n, event in enumerate(events)]
    text = "\n".join(
        ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", head, *wrapped, "END:VCALENDAR")
    )
    crlf = "\r\n".join(line for line in text.splitlines() if line) + "\r\n"
    return wanted("on-duty", path, crlf, **said)


def in_force(book: Book) -> list[tuple[int, str, float, str]]:
    """Officer, local start, hours, kind."""
    found = duty_stretches(book.reader(), (1_700_000_000, 1_900_000_000))
    return [
        (officer, f"{datetime.fromtimestamp(start, CLOCK):%m-%d %H}", (end - start) / 3600, kind)
        for officer, start, end, kind in sorted(found, key=lambda stretch: (stretch[1], stretch[0]))
    ]


def test_a_series_over_the_clock_change_with_exceptions(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    series = (
        "SUMMARY:B1 night\n"
        + NIGHT.format(day="20261030", next="20261031")
        + "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=America/New_York:20261102T220000"
    )
    imported(manned, actor, calendar(tmp_path / "d.ics", series))
    assert in_force(manned) == [
        (1, "10-30 22", 8, "regular"),
        (1, "10-31 22", 9, "regular"),
        (1, "11-01 22", 8, "regular"),
    ]
    assert verify_book(manned).clean


def test_an_endless_series_ends_at_the_window(manned: Book, actor: Actor, tmp_path: Path) -> None:
    series = "SUMMARY:B1\n" + NIGHT.format(day="20260101", next="20260102") + "RRULE:FREQ=DAILY"
    plan = planned(manned, actor, calendar(tmp_path / "d.ics", series))
    assert plan.new == 151 + 400


def test_officers_by_attendee_and_zones_of_the_file(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    def zoned(mail: str) -> str:
        zone = "TZID=Eastern Standard Time"
        return (
            f"ATTENDEE;CN=Someone:mailto:{mail}\nSUMMARY:Court\n"
            f"DTSTART;{zone}:20260701T090000\nDTEND;{zone}:20260701T120000"
        )

    want = calendar(tmp_path / "d.ics", zoned("roe@pd.org"), zoned("DOE@pd.org"), head=WINDOWS_ZONE)
    plan = planned(manned, actor, want)
    assert plan.file.mapping.columns == {"badge": "ATTENDEE"}
    imported(manned, actor, want)
    assert in_force(manned) == [(1, "07-01 09", 3, "court"), (2, "07-01 09", 3, "court")]


def test_all_day_is_leave_and_a_floating_time_is_the_agencys(
    manned: Book, actor: Actor, tmp_path: Path
) -> None:
    leave = "SUMMARY:B1 away\nDTSTART;VALUE=DATE:20260703\nDTEND;VALUE=DATE:20260704"
    floating = "SUMMARY:B2: training\nDTSTART:20260703T080000\nDURATION:PT4H"
    want = calendar(tmp_path / "d.ics", leave, floating)
    assert any("without a zone" in note for note in planned(manned, actor, want).notes)
    imported(manned, actor, want)
    assert in_force(manned) == [(1, "07-03 00", 24, "leave"), (2, "07-03 08", 4, "training")]


def test_one_officers_own_calendar(manned: Book, actor: Actor, tmp_path: Path) -> None:
    event = "SUMMARY:Patrol\n" + NIGHT.format(day="20260701", next="20260702")
    path = tmp_path / "d.ics"
    assert planned(manned, actor, calendar(path, event)).refused_rows == 1
    imported(manned, actor, calendar(path, event, answers={"officer": "B2"}))
    assert in_force(manned) == [(2, "07-01 22", 8, "regular")]
    assert isinstance(apply_import(manned, actor, calendar(path, event, answers={"officer": "9"})),
                      Refused)  # fmt: skip


def test_cancelled_events_and_moved_ones(manned: Book, actor: Actor, tmp_path: Path) -> None:
    night = NIGHT.format(day="20260701", next="20260702")
    series = "SUMMARY:B1\n" + night + "RRULE:FREQ=DAILY;COUNT=2"
    moved = (
        "SUMMARY:B1\nRECURRENCE-ID;TZID=America/New_York:20260702T220000\n"
        "DTSTART;TZID=America/New_York:20260703T080000\nDTEND;TZID=America/New_York:20260703T120000"
    )
    cancelled = "SUMMARY:B2\nSTATUS:CANCELLED\n" + night
    want = calendar(tmp_path / "d.ics", series, cancelled)
    text = want.path.read_text().replace(
        "END:VCALENDAR", f"BEGIN:VEVENT\nUID:0\n{moved}\nEND:VEVENT\nEND:VCALENDAR"
    )
    imported(manned, actor, wanted("on-duty", want.path, text))
    assert in_force(manned) == [(1, "07-01 22", 8, "regular"), (1, "07-03 08", 4, "regular")]


@pytest.mark.parametrize(
    ("event", "column", "said"),
    [
        ("SUMMARY:B1\nDTSTART;TZID=Mars/Base:20260701T080000\nDTEND:20260701T160000Z",
         "DTSTART", "unknown zone"),
        ("SUMMARY:B1\nDTSTART:notadate\nDTEND:20260701T160000Z", "DTSTART", "cannot be read"),
        ("SUMMARY:B1\nDTEND:20260701T160000Z", "DTSTART", "missing"),
        ("SUMMARY:B1\nDTSTART:20260701T160000Z\nDTEND:20260701T080000Z", "DTEND", "not after"),
        ("SUMMARY:B1\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z\nRRULE:FREQ=SECONDLY",
         "RRULE", "within a day"),
        ("SUMMARY:B1\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z\n"
         "RRULE:FREQ=DAILY;BYSECOND=1,2,3", "RRULE", "within a day"),
        ("SUMMARY:B1\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z\n"
         "RRULE:FREQ=DAILY;INTERVAL=0", "RRULE", "never moves"),
        ("SUMMARY:B1\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z\n"
         "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "RRULE", "may never come"),
        ("SUMMARY:B1 and B2\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z",
         "SUMMARY", "more than one"),
        ("SUMMARY:nobody\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z",
         "SUMMARY", "no officer"),
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_is_refused_with_its_property(
    manned: Book, actor: Actor, tmp_path: Path, event: str, column: str, said: str
) -> None:
    good = "SUMMARY:B2\nDTSTART:20260701T080000Z\nDTEND:20260701T160000Z"
    plan = planned(manned, actor, calendar(tmp_path / "d.ics", good, event))
    assert [(p.row, p.column) for p in plan.refused] == [(2, column)]
    assert said in plan.refused[0].reason
    assert plan.new == 1


@pytest.mark.parametrize("text", ["BEGIN:VCALENDAR\nEND:VCALENDAR\n", "BEGIN:VCALENDAR\nrubbish"])
def test_no_calendar_is_a_sentence(manned: Book, actor: Actor, tmp_path: Path, text: str) -> None:
    refused = apply_import(manned, actor, wanted("on-duty", tmp_path / "d.ics", text))
    assert isinstance(refused, Refused)
    assert rows(manned, "SELECT count(*) FROM shift_batch") == [(0,)]


def test_categories_may_say_which_leave_it_is(manned: Book, actor: Actor, tmp_path: Path) -> None:
    day = "DTSTART;VALUE=DATE:202606{:02}\nDTEND;VALUE=DATE:202606{:02}\nX-BADGE:B1\nSUMMARY:Off\n"
    events = [
        day.format(1, 2) + "CATEGORIES:LEAVE,BEREAVEMENT",
        day.format(3, 4) + "CATEGORIES:VACATION",
        day.format(5, 6) + "CATEGORIES:LEAVE\nX-LEAVE-KIND:Military Leave",
        day.format(7, 8) + "CATEGORIES:LEAVE",
    ]
    imported(manned, actor, calendar(tmp_path / "c.ics", *events))
    kept = manned.reader().execute("SELECT kind, leave_kind FROM shift ORDER BY starts_at")
    assert kept.fetchall() == [
        ("leave", "bereavement"),
        ("leave", "vacation"),
        ("leave", "military_leave"),
        ("leave", None),
    ]
    assert verify_book(manned).clean
