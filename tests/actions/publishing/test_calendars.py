"""Calendars as files: read back by icalendar, vobject and Debian's khal, through changes."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from coordinator.actions.book.editing import change
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.jobs.details import cancel_detail
from coordinator.actions.people.roster import begin_status
from coordinator.actions.publishing.calendar_names import calendar_link, renew_link
from coordinator.actions.publishing.calendars import (
    feeds,
    keep_calendars,
    write_calendars,
    write_one,
)
from coordinator.actions.publishing.keeping import Written
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.leaving import call_off
from exports.ics import Method, calendar_text, uid_of_detail
from storage.database import Book
from storage.models import Site
from storage.queries.book.last_touched import LastTouched, Touched
from tests.actions.phones import DESK, PAT, coming, one
from tests.screens.town import NOW
from tests.tools import installed

Event = dict[str, Any]


@pytest.fixture
def folder(town_book: Book, tmp_path: Path) -> Path:
    place = tmp_path / "served"
    place.mkdir()
    set_setting(town_book, PAT, "calendar.folder", str(place))
    return place


def events_of(path: Path) -> dict[str, Event]:
    events = Calendar.from_ical(path.read_text("utf-8")).walk("VEVENT")
    return {str(event["uid"]): event for event in events}


def file_of(book: Book, folder: Path, whose: str) -> Path:
    return folder / calendar_link(book, NOW, whose).name


def test_everybody_has_one_under_a_name_that_nobody_guesses(town_book: Book, folder: Path) -> None:
    assert isinstance(write_calendars(town_book, NOW), Written)
    names = sorted(path.name for path in folder.iterdir())
    officers = one(
        town_book, "SELECT count(DISTINCT officer_id) FROM assignment WHERE starts_at > ?",
        NOW - 62 * 86_400,
    )  # fmt: skip
    assert len([name for name in names if name.startswith("officer-")]) == officers
    assert len([name for name in names if name.startswith("employer-")]) == 3
    assert len(names) == int(str(officers)) + 4
    assert len({name.partition("-")[2] for name in names}) == len(names)
    assert all(len(name.partition("-")[2]) == 34 for name in names)


def test_three_programs_read_the_same(town_book: Book, folder: Path, tmp_path: Path) -> None:
    write_calendars(town_book, NOW)
    path = file_of(town_book, folder, "agency")
    text = path.read_text("utf-8")
    ours = events_of(path)
    theirs = {each.uid.value: each for each in vobject.readOne(text).vevent_list}
    assert ours.keys() == theirs.keys()
    for uid, event in ours.items():
        assert event["dtstart"].dt == theirs[uid].dtstart.value
        assert event["summary"] == theirs[uid].summary.value
    told = _khal(path, tmp_path, "list", "--format", "{start}|{end}|{title}", "2026-06-01", "8d")
    wanted = {
        f"{_wall(event['dtstart'].dt)}|{_wall(event['dtend'].dt)}|{event['summary']}"
        for event in ours.values()
        if "2026-06-01" <= event["dtstart"].dt.date().isoformat() < "2026-06-09"
        and event["status"] == "CONFIRMED"
    }
    assert wanted
    assert wanted <= {line.strip() for line in told.splitlines()}


def _wall(moment: Any) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _khal(path: Path, place: Path, *command: str) -> str:
    calendar = place / "khal" / "calendar"
    calendar.mkdir(parents=True)
    config = place / "khal" / "config"
    config.write_text(
        f"[calendars]\n[[one]]\npath = {calendar}\n[locale]\ntimeformat = %H:%M\n"
        "dateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\n"
        "longdatetimeformat = %Y-%m-%d %H:%M\nlocal_timezone = America/New_York\n"
        f"default_timezone = America/New_York\n[sqlite]\npath = {place / 'khal' / 'cache.db'}\n"
    )
    khal = [installed("khal"), "-c", str(config)]
    environment = {**os.environ, "HOME": str(place), "LC_ALL": "C.UTF-8"}
    told = ""
    for words in (["import", "--batch", str(path)], [*command]):
        done = subprocess.run(
            [*khal, *words], capture_output=True, text=True, env=environment, timeout=60
        )
        assert done.returncode == 0, done.stderr
        told = done.stdout
    return told


def test_a_change_keeps_the_uid_and_raises_the_sequence(town_book: Book, folder: Path) -> None:
    assignment, position, officer, *_ = coming(town_book)
    write_calendars(town_book, NOW)
    path = file_of(town_book, folder, f"officer:{officer}")
    before = events_of(path)
    stamps = {each: each.stat().st_mtime_ns for each in folder.iterdir()}
    site = one(
        town_book, "SELECT site_id FROM detail JOIN position ON detail_id = detail.id "
        "WHERE position.id = ?", position,
    )  # fmt: skip
    change(town_book, PAT, "change site", Site, int(str(site)), {"address": "9 New Wharf"})
    write_calendars(town_book, NOW + 60)
    after = events_of(path)
    assert after.keys() == before.keys()
    moved = [uid for uid in after if "9 New Wharf" in after[uid]["location"]]
    assert moved
    for uid, event in after.items():
        if uid in moved:
            assert event["sequence"] > before[uid]["sequence"]
            assert event["last-modified"].dt > before[uid]["last-modified"].dt
        else:
            assert event == before[uid]
    untouched = [each for each in stamps if each.stat().st_mtime_ns == stamps[each]]
    assert untouched, "calendars in which nothing changed were written anew"
    assert assignment


def test_what_is_given_up_or_cancelled_is_marked_and_comes_back_with_u(
    town_book: Book, folder: Path
) -> None:
    assignment, position, officer, *_ = coming(town_book)
    write_calendars(town_book, NOW)
    path = file_of(town_book, folder, f"officer:{officer}")
    detail = int(str(one(town_book, "SELECT detail_id FROM position WHERE id = ?", position)))
    uid = _uid(town_book, assignment)
    agency = file_of(town_book, folder, "agency")
    seen = [_state(path, uid)]
    pat = Actor(DESK, NOW + 60)
    assert not isinstance(call_off(town_book, pat, assignment, "sick"), Refused)
    write_calendars(town_book, NOW + 60)
    seen.append(_state(path, uid))
    undo_last(town_book, pat)
    write_calendars(town_book, NOW + 120)
    seen.append(_state(path, uid))
    assert not isinstance(cancel_detail(town_book, pat, detail, "rain"), Refused)
    write_calendars(town_book, NOW + 180)
    seen.append(_state(path, uid))
    assert [status for status, _ in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    assert [sequence for _, sequence in seen] == sorted({sequence for _, sequence in seen})
    assert _state(agency, uid_of_detail(detail))[0] == "CANCELLED"


def _uid(book: Book, assignment: int) -> str:
    from exports.ics import uid_of

    row = book.reader().execute(
        "SELECT id, officer_id, awarded_at FROM assignment WHERE id = ?", (assignment,)
    )
    return uid_of(*row.fetchone())


def _state(path: Path, uid: str) -> tuple[str, int]:
    event = events_of(path)[uid]
    return str(event["status"]), int(event["sequence"])


def test_the_last_action_is_the_one_that_a_slow_search_finds(town_book: Book) -> None:
    assignment, *_ = coming(town_book)
    call_off(town_book, PAT, assignment, "sick")
    reader = town_book.reader()
    actions = reader.execute("SELECT first, lamport, at FROM action ORDER BY first").fetchall()
    touched = LastTouched(reader)
    rows = reader.execute("SELECT tbl, row, max(id) FROM change GROUP BY tbl, row").fetchall()
    assert len(rows) > 100
    for table, row, change_id in rows:
        first, lamport, at = max(each for each in actions if each[0] <= change_id)
        assert touched.of([(table, row)]) == Touched(lamport, at), (table, row, first)
    assert touched.of([("assignment", -1)]) == Touched()
    everything = touched.of((table, row) for table, row, _ in rows)
    assert everything.lamport == max(lamport for _, lamport, _ in actions)


def test_nothing_is_written_while_nothing_changes(town_book: Book, folder: Path) -> None:
    keep_calendars(town_book, NOW)
    before = {each.name: each.stat().st_mtime_ns for each in folder.iterdir()}
    set_setting(town_book, PAT, "messages.day_hour", 7)
    for later in (60, 1_200, 2_400):
        again = keep_calendars(town_book, NOW + later)
        assert isinstance(again, Written)
        # Soon after a writing nothing is looked at; later what changed is, and it is in none.
        assert again.changed == (later == 1_200)
    assert isinstance(write_calendars(town_book, NOW + 60), Written)
    assert {each.name: each.stat().st_mtime_ns for each in folder.iterdir()} == before


def test_a_lost_address_is_renewed_and_the_old_file_goes(town_book: Book, folder: Path) -> None:
    _, _, officer, *_ = coming(town_book)
    write_calendars(town_book, NOW)
    old = file_of(town_book, folder, f"officer:{officer}")
    others = {each for each in folder.iterdir() if each != old}
    (folder / "notes.txt").write_text("somebody else's")
    set_setting(town_book, PAT, "calendar.url", "https://town.example/cal/")
    link = renew_link(town_book, PAT, f"officer:{officer}")
    assert not isinstance(link, Refused)
    assert link.address == f"https://town.example/cal/{link.name}"
    assert link.name != old.name
    write_calendars(town_book, NOW + 60)
    assert not old.exists()
    assert {*folder.iterdir()} == {*others, folder / link.name, folder / "notes.txt"}


def test_whoever_departs_has_no_calendar_any_more(town_book: Book, folder: Path) -> None:
    _, _, officer, *_ = coming(town_book)
    write_calendars(town_book, NOW)
    path = file_of(town_book, folder, f"officer:{officer}")
    assert path.exists()
    begin_status(town_book, PAT, officer, "departed", "2026-06-01")
    write_calendars(town_book, NOW + 60)
    assert not path.exists()


def test_names_stand_only_where_the_agency_lets_them(town_book: Book, folder: Path) -> None:
    names = [row[0] for row in town_book.reader().execute(
        "SELECT DISTINCT last_name FROM officer JOIN assignment ON officer_id = officer.id"
    )]  # fmt: skip

    def shown(whose: str) -> bool:
        set_setting(town_book, PAT, "messages.grace_seconds", NOW)  # something changes
        write_calendars(town_book, NOW)
        words = " ".join(
            str(each.get("description", ""))
            for each in events_of(file_of(town_book, folder, whose)).values()
        )
        return any(name in words for name in names)

    assert not shown("agency")
    set_setting(town_book, PAT, "calendar.agency_officers", "name")
    assert shown("agency")
    assert shown("employer:1")
    set_setting(town_book, PAT, "employers.officers_as", "badge")
    assert not shown("employer:1")


def test_one_into_a_file_and_nothing_of_others_written_over(
    town_book: Book, tmp_path: Path
) -> None:
    path = tmp_path / "mine.ics"
    assert isinstance(write_one(town_book, NOW, "employer:1", path), Written)
    assert events_of(path)
    path.write_text("somebody's own")
    assert isinstance(write_one(town_book, NOW, "employer:1", path), Refused)
    assert isinstance(write_one(town_book, NOW, "employer:99", tmp_path / "x.ics"), Refused)


@given(st.lists(st.text(max_size=200), min_size=4, max_size=4))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_words_come_back_as_they_were_sent(town_book: Book, words: list[str]) -> None:
    """Through icalendar and through vobject, which unfold and unescape by themselves."""
    from dataclasses import replace
    from zoneinfo import ZoneInfo

    (agency,) = (feed for feed in feeds(town_book.reader(), NOW) if feed.whose == "agency")
    title, place, text, name = words
    event = replace(agency.events[0], summary=title, location=place, description=text)
    written = calendar_text(Method.PUBLISH, ZoneInfo("America/New_York"), [event], name)
    (read,) = Calendar.from_ical(written).walk("VEVENT")
    other = vobject.readOne(written).vevent
    assert read["uid"] == event.uid == other.uid.value
    assert str(read.get("summary", "")) == getattr(getattr(other, "summary", None), "value", "")
    assert len(Calendar.from_ical(written).walk("VEVENT")) == 1
