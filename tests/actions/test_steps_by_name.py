"""What a decider's yes by message carries out besides filling a seat: standing by, an exchange, a
call-off against its rule; and when these need no decision any more."""

from coordinator.actions.book.undoing import Undone, undo
from coordinator.actions.policy.approvals import ApprovalAsked
from coordinator.actions.policy.asking_for_seats import Decider, Wanted, ask_for_seat
from coordinator.actions.policy.needless_questions import close_by_clock
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.exchanging import Exchanged, Wish, propose_exchange
from coordinator.actions.staffing.leaving import call_off, release
from storage.database import Book
from tests.actions.phones import FIRST, PAT, STRICT, answer_of, coming, mail, one, open_seat, take
from tests.screens.town import NOW

COLE = "cole@rivermouth.example"
LONG = """
name = "Long"
effective_on = 2026-01-02
[[clause]]
kind = "max_job_hours"
number = "9.1"
name = "long details"
hours = 3
severity = "override"
by = "lieutenant"
"""
STATE = "SELECT state || ': ' || answer FROM approval_request ORDER BY id DESC"


def adopted(book: Book, document: str) -> None:
    assert isinstance(adopt_policy(book, PAT, document), Adopted)


def asked(book: Book, wanted: Wanted) -> None:
    found = ask_for_seat(book, PAT, wanted, Decider("Lt. Cole", COLE))
    assert isinstance(found, ApprovalAsked), found


def yes(book: Book, at: int = NOW + 60) -> str:
    code = one(book, "SELECT code FROM reply_code WHERE approval_id IS NOT NULL ORDER BY id DESC")
    take(book, mail(f"YES {code}", COLE, at), now=at)
    return answer_of(book)


def words(book: Book) -> str:
    return str(one(book, "SELECT words FROM approval_request ORDER BY id DESC"))


def holder(book: Book, seat: int) -> object:
    live = "SELECT officer_id FROM assignment WHERE position_id = ? AND state IN ({})"
    return one(book, live.format("'assigned', 'confirmed', 'worked'"), seat)


def test_standing_by_is_asked_about_the_detail(town_book: Book) -> None:
    adopted(town_book, LONG)
    seat = open_seat(town_book)
    detail = int(str(one(town_book, "SELECT detail_id FROM position WHERE id = ?", seat)))
    wanted = Wanted(0, FIRST, "asked him", "add_backup", more={"detail_id": detail})
    asked(town_book, wanted)
    assert "to stand by for" in words(town_book)
    twice = ask_for_seat(town_book, PAT, wanted, Decider("Lt. Cole", COLE))
    assert isinstance(twice, Refused)
    assert "done in your name" in yes(town_book)
    backup = "SELECT position.id FROM position WHERE detail_id = ? AND role = 'backup'"
    assert holder(town_book, int(str(one(town_book, backup, detail)))) == FIRST
    assert one(town_book, "SELECT override_by FROM decision ORDER BY id DESC") == "Lt. Cole"


def test_a_question_about_a_detail_closes_when_it_begins(town_book: Book) -> None:
    adopted(town_book, LONG)
    seat = open_seat(town_book)
    detail, starts = town_book.reader().execute(
        "SELECT detail.id, detail.starts_at FROM position JOIN detail ON detail.id = detail_id "
        "WHERE position.id = ?", (seat,)
    ).fetchone()  # fmt: skip
    asked(town_book, Wanted(0, FIRST, "x", "add_backup", more={"detail_id": detail}))
    assert close_by_clock(town_book, Actor("clock", starts - 1)) == ""
    assert close_by_clock(town_book, Actor("clock", starts))
    assert one(town_book, STATE) == "withdrawn: the detail has begun"


def test_an_exchange_is_done_in_his_name(town_book: Book) -> None:
    adopted(town_book, LONG)
    given, seat, giver, _, _ = coming(town_book)
    asked(town_book, Wanted(0, FIRST, "both want it", "exchange", given))
    assert "in exchange on" in words(town_book)
    assert "done in your name" in yes(town_book)
    assert holder(town_book, seat) == FIRST
    assert str(one(town_book, STATE)).startswith("given: ")
    last = int(str(one(town_book, "SELECT max(id) FROM action")))
    assert isinstance(undo(town_book, PAT, last), Undone)
    assert holder(town_book, seat) == giver
    assert one(town_book, STATE) == "open: "


def test_an_exchange_that_waits_is_agreed_to_in_his_name(town_book: Book) -> None:
    adopted(town_book, LONG)
    given, seat, _, _, _ = coming(town_book)
    waits = propose_exchange(town_book, PAT, Wish(given, FIRST))
    assert isinstance(waits, Exchanged), waits
    more = {"exchange_id": waits.exchange_id}
    asked(town_book, Wanted(0, 0, "both want it", "exchange", more=more))
    assert one(town_book, "SELECT officer_id FROM approval_request") == FIRST
    assert one(town_book, "SELECT subject FROM approval_request") == f"position:{seat}"
    assert "done in your name" in yes(town_book)
    assert holder(town_book, seat) == FIRST
    assert one(town_book, "SELECT state FROM exchange") == "done"


def test_a_call_off_against_its_rule_is_done_in_his_name(town_book: Book) -> None:
    adopted(town_book, STRICT)
    given, seat, who, _, _ = coming(town_book)
    more = {"call_off": "family", "by_message": True}
    late = Actor(PAT.name, NOW)
    refused = call_off(town_book, late, given, "family", by_message=True)
    assert isinstance(refused, Refused), refused
    asked(town_book, Wanted(seat, who, "family", "call_off", given, more))
    assert "gives back" in words(town_book)
    assert holder(town_book, seat) == who
    assert "done in your name" in yes(town_book)
    assert holder(town_book, seat) is None
    row = town_book.reader().execute("SELECT reason, allowed_by FROM call_off").fetchone()
    assert row == ("family", "Lt. Cole")


def test_it_is_needless_where_the_seat_has_changed_hands(town_book: Book) -> None:
    adopted(town_book, STRICT)
    given, seat, who, _, _ = coming(town_book)
    more = {"call_off": "family", "by_message": True}
    asked(town_book, Wanted(seat, who, "family", "call_off", given, more))
    release(town_book, PAT, (given,), "not needed")
    assert "No longer needed: the seat has changed hands." in yes(town_book)
    assert one(town_book, "SELECT count(*) FROM call_off") == 0


def test_whom_the_policy_bars_from_the_exchange_nobody_is_asked_about(town_book: Book) -> None:
    adopted(town_book, LONG.replace('"override"\nby = "lieutenant"', '"bars"'))
    given, seat, giver, _, _ = coming(town_book)
    wanted = Wanted(0, FIRST, "both want it", "exchange", given)
    found = ask_for_seat(town_book, PAT, wanted, Decider("Lt. Cole", COLE))
    assert isinstance(found, Refused)
    assert "long details" in found.sentence
    assert holder(town_book, seat) == giver
    assert one(town_book, "SELECT count(*) FROM approval_request") == 0
