"""LATE, ROUTE, IN, OUT and HRS of officers: when they come, go and what they claim."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo
from coordinator.actions.jobs.jobs import NewDetail, add_detail
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.staffing import assign
from storage.database import Book
from storage.models import Site
from tests.actions.phones import (
    DESK,
    FIRST,
    PAT,
    SECOND,
    Held,
    code_for,
    number_of,
    one,
    say,
    sms,
    state_of,
    take,
)
from tests.screens.town import DAY, HOUR


def test_late_counts_from_the_start_or_from_now(town_book: Book, held: Held) -> None:
    officer, code, assignment, start, end = held
    expected = "SELECT expected_at FROM assignment WHERE id = ?"
    say(town_book, officer, f"LATE {code} 20", start - HOUR)
    assert one(town_book, expected, assignment) == start + 1200
    say(town_book, officer, f"LATE {code} 10", start + 900)
    assert one(town_book, expected, assignment) == start + 1500
    assert one(town_book, "SELECT minutes FROM punch ORDER BY id DESC") == 10
    assert "over" in say(town_book, officer, f"LATE {code} 600", start)
    assert one(town_book, expected, assignment) == start + 1500
    assert end > start


def test_in_marks_seen_and_in_and_out_make_hours(town_book: Book, held: Held) -> None:
    officer, code, assignment, start, end = held
    assert "has not begun yet" in say(town_book, officer, f"in {code}", start - 4 * HOUR)
    assert say(town_book, officer, f"omw {code}", start - HOUR).startswith("On your way")
    assert say(town_book, officer, f"in {code}", start - 290).startswith("In 08:55")
    assert one(town_book, "SELECT seen_at FROM assignment WHERE id = ?", assignment) == start - 290
    heard = say(town_book, officer, f"out {code}", end + 125)
    assert heard.startswith("Out 13:02")
    row = town_book.reader().execute(
        "SELECT stated_by, started_at, ended_at, said_at FROM stated_hours"
    ).fetchone()  # fmt: skip
    assert row == ("punched", start - 300, end + 120, end + 125)
    kinds = [kind for (kind,) in town_book.reader().execute("SELECT kind FROM punch ORDER BY id")]
    assert kinds == ["en_route", "in", "out"]


def test_returned_is_noted_on_the_detail_and_makes_no_hours(town_book: Book, held: Held) -> None:
    officer, code, assignment, start, end = held
    assert "has not begun yet" in say(town_book, officer, f"returned {code}", start - HOUR)
    heard = say(town_book, officer, f"Returned {code}", end + 1_800)
    assert heard.startswith("Returned 13:30: detail ")
    note = town_book.reader().execute("SELECT subject, text, written_by FROM note").fetchone()
    detail = one(
        town_book, "SELECT detail_id FROM position JOIN assignment ON position.id = position_id "
        "WHERE assignment.id = ?", assignment,
    )  # fmt: skip
    badge = one(town_book, "SELECT badge FROM officer WHERE id = ?", officer)
    assert note == (
        f"detail:{detail}",
        f"officer {badge} returned 13:30",
        f"officer {badge} by text",
    )
    assert one(town_book, "SELECT count(*) FROM stated_hours") == 0
    assert isinstance(undo_action(town_book), Undone)
    assert one(town_book, "SELECT count(*) FROM note") == 0


def test_an_agency_may_call_returned_what_it_likes(town_book: Book, held: Held) -> None:
    set_setting(town_book, PAT, "replies.words", {"returned": ["ten eight"]})
    officer, code, _, _, end = held
    assert say(town_book, officer, f"Ten eight {code}", end).startswith("Returned 13:00")
    stranger = next(each for each in (FIRST, SECOND) if each != officer)
    assert "Returned" not in say(town_book, stranger, f"ten eight {code}", end)


def undo_action(book: Book) -> object:
    """The last action is taken back."""
    return undo(book, PAT, int(str(one(book, "SELECT max(id) FROM action"))))


def test_out_without_in_asks_for_the_hours(town_book: Book, held: Held) -> None:
    officer, code, _, _, end = held
    assert "send HRS" in say(town_book, officer, f"out {code}", end)
    assert one(town_book, "SELECT count(*) FROM stated_hours") == 0


def test_a_telephone_s_clock_counts_only_while_it_is_near_ours(town_book: Book, held: Held) -> None:
    officer, code, _, start, _ = held
    for sent, counts in ((start - 60, start - 60), (start - 7200, start), (start + 90, start)):
        incoming = sms(f"in {code}", number_of(officer), start, sent_at=sent)
        take(town_book, incoming, now=start)
        row = town_book.reader().execute("SELECT at, received_at FROM punch ORDER BY id DESC")
        assert row.fetchone() == (counts, start)


PUNCHES = "SELECT presence, distance_m, accuracy_m, code_word, lat, lon FROM punch ORDER BY id DESC"


def place_sites(book: Book, **more: object) -> None:
    with book.action(PAT, "place", "site:1") as tx:
        for (row,) in tx.connection.execute("SELECT id FROM site").fetchall():
            site = tx.get(Site, row)
            site.lat, site.lon = 42_360_100, -71_058_900
            for name, value in more.items():
                setattr(site, name, value)
            tx.save(site)


def test_a_position_is_set_against_the_site_s_circle(town_book: Book, held: Held) -> None:
    officer, code, _, start, end = held
    place_sites(town_book, radius_m=150)
    heard = say(town_book, officer, f"in {code} 42.36100,-71.05890 20m", start)
    assert heard.endswith("100 m from the site.")
    row = town_book.reader().execute(PUNCHES).fetchone()
    assert row == ("inside", 100, 20, None, 42_361_000, -71_058_900)
    say(town_book, officer, f"in {code} 42.46100,-71.05890", start + 60)
    assert town_book.reader().execute(PUNCHES).fetchone()[:2] == ("outside", 11_220)
    say(town_book, officer, f"out {code}", end)
    assert town_book.reader().execute(PUNCHES).fetchone()[:3] == ("none", None, None)


def test_a_site_without_a_circle_has_the_usual_one(town_book: Book, held: Held) -> None:
    officer, code, _, start, _ = held
    place_sites(town_book)
    text = f"in {code} 42.36300,-71.05890"
    say(town_book, officer, text, start)
    assert town_book.reader().execute(PUNCHES).fetchone()[:2] == ("outside", 322)
    set_setting(town_book, PAT, "presence.radius_metres", 400)
    say(town_book, officer, text, start + 60)
    assert town_book.reader().execute(PUNCHES).fetchone()[:2] == ("inside", 322)


def test_the_word_posted_at_the_site_is_right_or_wrong(town_book: Book, held: Held) -> None:
    officer, code, _, start, _ = held
    place_sites(town_book, code_word="Blue Oak")
    assert "not the word" not in say(town_book, officer, f"in {code} blue OAK", start)
    assert one(town_book, "SELECT code_word FROM punch ORDER BY id DESC") == 1
    assert "not the word posted" in say(town_book, officer, f"IN {code} ELM", start + 60)
    assert one(town_book, "SELECT code_word FROM punch ORDER BY id DESC") == 0
    say(town_book, officer, f"IN {code}", start + 90)
    assert one(town_book, "SELECT code_word FROM punch ORDER BY id DESC") is None


def test_a_word_where_none_is_posted_is_not_understood(town_book: Book, held: Held) -> None:
    officer, code, _, start, _ = held
    assert "Not understood" in say(town_book, officer, f"in {code} oak", start)
    assert one(town_book, "SELECT count(*) FROM punch") == 0
    assert "none is posted" in state_of(town_book)[1]


def test_hours_are_claimed_on_the_day_of_the_detail(town_book: Book, held: Held) -> None:
    officer, code, _, start, end = held
    heard = say(town_book, officer, f"HRS {code} 0900-1315", end + HOUR)
    assert heard.startswith("4:15 h claimed")
    row = town_book.reader().execute("SELECT stated_by, started_at, ended_at FROM stated_hours")
    assert row.fetchone() == ("claimed", start, end + 900)
    assert "already" in say(town_book, officer, f"HRS {code} 0900-1315", end + HOUR)
    assert "before they are worked" in say(town_book, officer, f"HRS {code} 0900-2300", end + HOUR)


NIGHTS = (
    # Clocks go back at 02:00 on 1 Nov 2026 in New York: 01:00 to 02:00 comes twice.
    ((2026, 10, 31, 22), 10, "2200-0700", 10 * HOUR),
    ((2026, 10, 31, 22), 10, "2200-0130", 4 * HOUR + 1800),
    # They go forward on 8 March 2026: the night has an hour less.
    ((2026, 3, 7, 22), 8, "2200-0600", 7 * HOUR),
)


@pytest.mark.parametrize(("wall", "hours", "text", "elapsed"), NIGHTS)
def test_nights_in_which_clocks_change_have_their_true_hours(
    town_book: Book, wall: tuple[int, int, int, int], hours: int, text: str, elapsed: int
) -> None:
    start = int(datetime(*wall, tzinfo=ZoneInfo("America/New_York")).timestamp())
    early = Actor(DESK, start - DAY)
    detail = add_detail(town_book, early, 1, NewDetail(1, start, start + hours * HOUR))
    assert not isinstance(detail, Refused)
    position = int(
        str(one(town_book, "SELECT id FROM position WHERE detail_id = ?", detail.detail_id))
    )
    assign(town_book, early, position, FIRST, reason="asked")
    code = code_for(town_book, FIRST, position)
    end = start + hours * HOUR
    say(town_book, FIRST, f"HRS {code} {text}", end + HOUR)
    row = town_book.reader().execute("SELECT started_at, ended_at - started_at FROM stated_hours")
    found = row.fetchone()
    assert found == (start, elapsed), state_of(town_book)
