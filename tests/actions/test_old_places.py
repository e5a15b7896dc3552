"""Positions are forgotten after some days, in the records and in the log; inside stays."""

from coordinator.actions.attendance.old_places import AT_ONCE, forget_places
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Punch
from tests.actions.phones import PAT, Held, one, say
from tests.screens.town import DAY
from tests.trust.test_undo import last_action

WHERE = "42.36111,-71.05891"


def at(now: int) -> Actor:
    return Actor("clock", now)


def test_coordinates_go_and_what_they_meant_stays(town_book: Book, held: Held) -> None:
    officer, code, _, start, end = held
    say(town_book, officer, f"in {code} {WHERE} 20m", start)
    took = last_action(town_book)
    say(town_book, officer, f"out {code} {WHERE}", end)
    assert forget_places(town_book, at(start + 29 * DAY)) == 0
    assert forget_places(town_book, at(start + 30 * DAY + 1)) == 1
    row = town_book.reader().execute(
        "SELECT lat, lon, presence, accuracy_m, kind FROM punch ORDER BY id"
    )  # fmt: skip
    assert [(lat, kind) for lat, _, _, _, kind in row] == [(None, "in"), (42_361_110, "out")]
    text = town_book.reader().execute("SELECT text, address <> '' FROM received ORDER BY id")
    assert text.fetchall() == [("", 1), (f"out {code} {WHERE}", 1)]
    assert isinstance(undo(town_book, at(start + DAY), took), Refused)


def test_nothing_of_them_is_left_and_the_book_still_verifies(town_book: Book, held: Held) -> None:
    officer, code, _, start, _ = held
    say(town_book, officer, f"in {code} {WHERE}", start)
    set_setting(town_book, PAT, "presence.keep_days", 7)
    head = verify_book(town_book).head
    assert forget_places(town_book, at(start + 8 * DAY)) == 1
    verified = verify_book(town_book, seal=head)
    assert verified.clean, verified.findings
    assert one(town_book, "SELECT count(*) FROM raw_mail") == 0
    town_book.close()
    data = town_book.path.read_bytes()
    assert WHERE.encode() not in data
    assert b"42361110" not in data


def test_many_are_closed_in_several_actions_and_each_once(town_book: Book, held: Held) -> None:
    _, _, assignment, start, _ = held
    with town_book.action(PAT, "punch", "detail:1") as tx:
        tx.add_all(
            Punch(assignment_id=assignment, kind="in", at=start, received_at=start, lat=1, lon=1)
            for _ in range(AT_ONCE + 5)
        )
    assert forget_places(town_book, at(start + 40 * DAY)) == AT_ONCE + 5
    actions = "SELECT count(*) FROM action WHERE verb = 'forget places'"
    assert one(town_book, actions) == 2
    assert forget_places(town_book, at(start + 41 * DAY)) == 0
    assert one(town_book, actions) == 2
