"""What employers and those who decide answer: seen, certified, scored, allowed, refused."""

import pytest

from coordinator.actions.book.undoing import Undone, undo
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.people.roster import begin_status
from coordinator.actions.policy.approvals import (
    ApprovalAsked,
    Question,
    ask_approval,
    withdraw_approval,
)
from coordinator.actions.results import Refused
from coordinator.rules.words import Channel
from storage.database import Book
from tests.actions.phones import (
    PAT,
    answer_of,
    code_of_boss,
    coming,
    mail,
    one,
    open_seat,
    sms,
    state_of,
    take,
)
from tests.screens.town import DAY, HOUR, NOW

CHIEF = "chief@rivermouth.example"


@pytest.fixture
def detail(town_book: Book) -> tuple[int, str, str, int, int]:
    """A detail with an officer on it: its id, the contact's code and mail, start and end."""
    _, position, _, start, end = coming(town_book)
    row = town_book.reader().execute(
        "SELECT detail_id, contact.id, contact.email FROM position "
        "JOIN detail ON detail.id = detail_id JOIN job ON job.id = job_id "
        "JOIN contact ON contact.employer_id = job.employer_id WHERE position.id = ?",
        (position,),
    ).fetchone()  # fmt: skip
    return row[0], code_of_boss(town_book, row[0], row[1]), row[2], start, end


def write(book: Book, sender: str, text: str, at: int) -> str:
    take(book, mail(text, sender, at), now=at)
    return answer_of(book)


def test_the_employer_has_seen_the_officers(
    town_book: Book, detail: tuple[int, str, str, int, int]
) -> None:
    number, code, boss, start, _ = detail
    assert "not begun" in write(town_book, boss, f"SEEN {code}", start - 5 * HOUR)
    heard = write(town_book, boss, f"seen {code} thanks", start + 60)
    assert "1 officer(s)" in heard
    assert one(
        town_book, "SELECT seen_at FROM assignment JOIN position ON position.id = position_id "
        "WHERE detail_id = ?", number,
    ) == start + 60  # fmt: skip
    assert str(one(town_book, "SELECT who FROM action ORDER BY id DESC")).endswith(" by mail")


def test_the_employer_certifies_hours(
    town_book: Book, detail: tuple[int, str, str, int, int]
) -> None:
    _, code, boss, start, end = detail
    heard = write(town_book, boss, f"HRS {code} 0900-1230", end + HOUR)
    assert heard.count("Certified: 3:30 h for 1")
    row = town_book.reader().execute(
        "SELECT stated_by, started_at, ended_at, said_by FROM stated_hours"
    )
    assert row.fetchone()[:3] == ("certified", start, end - 1800)


def test_a_score_closes_after_some_days_and_may_be_put_right(
    town_book: Book, detail: tuple[int, str, str, int, int]
) -> None:
    number, code, boss, _, end = detail
    write(town_book, boss, f"SCORE {code} 2 Late!", end + HOUR)
    write(town_book, boss, f"SCORE {code} 4 Sorry, all well", end + 2 * HOUR)
    rows = town_book.reader().execute("SELECT detail_id, side, score, words FROM feedback")
    assert rows.fetchall() == [(number, "employer", 4, "sorry, all well")]
    assert "is over" in write(town_book, boss, f"SCORE {code} 1", end + 4 * DAY)
    assert one(town_book, "SELECT score FROM feedback") == 4


@pytest.mark.parametrize("text", ["YES {}", "OFF {} sick", "IN {}", "MINE", "AVAIL SAT"])
def test_an_employer_cannot_say_what_officers_say(
    town_book: Book, detail: tuple[int, str, str, int, int], text: str
) -> None:
    _, code, boss, start, _ = detail
    assert "not for you to say" in write(town_book, boss, text.format(code), start)
    assert state_of(town_book)[0] == "waiting"


def test_another_employer_s_contact_cannot_speak_for_it(
    town_book: Book, detail: tuple[int, str, str, int, int]
) -> None:
    _, code, boss, start, _ = detail
    other = one(town_book, "SELECT email FROM contact WHERE email <> ?", boss)
    heard = write(town_book, str(other), f"SEEN {code}", start)
    assert "none of yours" in heard
    assert one(town_book, "SELECT count(*) FROM assignment WHERE seen_at IS NOT NULL") == 0


# ── approvals ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def asked(town_book: Book) -> tuple[int, str, int]:
    """The chief is asked to allow an officer who needs it: the seat, the code, the officer."""
    seat = open_seat(town_book)
    wanted = {"do": "assign", "position_id": seat, "officer_id": 11, "reason": "nobody else"}
    question = Question(
        "override", f"position:{seat}", "Chief Moss", CHIEF, "May Stone work it?",
        officer_id=11, wanted=wanted,
    )  # fmt: skip
    found = ask_approval(town_book, PAT, question)
    assert isinstance(found, ApprovalAsked), found
    return (
        seat,
        str(one(town_book, "SELECT code FROM reply_code WHERE approval_id IS NOT NULL")),
        11,
    )


def test_the_question_goes_out_with_its_code(town_book: Book, asked: tuple[int, str, int]) -> None:
    row = town_book.reader().execute(
        "SELECT audience, address, body, reply_code_id IS NOT NULL FROM message "
        "WHERE event = 'approval'"
    ).fetchone()  # fmt: skip
    assert (row[0], row[1], row[3]) == ("supervisor", CHIEF, 1)
    assert f"YES {asked[1]}" in row[2]
    assert "May Stone work it?" in row[2]


def test_a_yes_does_it_in_the_decider_s_name(town_book: Book, asked: tuple[int, str, int]) -> None:
    seat, code, officer = asked
    heard = write(town_book, CHIEF.upper(), f"Yes {code}", NOW + 60)
    assert "done in your name" in heard
    row = town_book.reader().execute(
        "SELECT officer_id, override_by, decision.reason FROM decision ORDER BY id DESC"
    ).fetchone()  # fmt: skip
    assert row == (officer, "Chief Moss", "nobody else")
    state = town_book.reader().execute("SELECT state, answered_at FROM approval_request").fetchone()
    assert state == ("given", NOW + 60)
    action = (
        town_book.reader().execute("SELECT id, who, verb FROM action ORDER BY id DESC").fetchone()
    )
    assert action[1] == "Chief Moss by mail"
    assert "already" in write(town_book, CHIEF, f"no {code}", NOW + 90)
    found = undo(town_book, PAT, action[0])
    assert isinstance(found, Undone), found
    assert one(town_book, "SELECT state FROM approval_request") == "open"
    assert seat
    assert verify_book(town_book).clean


def test_a_no_does_nothing(town_book: Book, asked: tuple[int, str, int]) -> None:
    write(town_book, CHIEF, f"NO {asked[1]}", NOW + 60)
    assert one(town_book, "SELECT state FROM approval_request") == "refused"
    assert one(town_book, "SELECT count(*) FROM assignment WHERE position_id = ?", asked[0]) == 0


@pytest.mark.parametrize(
    "sender", ["officer10@rivermouth.example", "chief@rivermouth.example.evil"]
)
def test_only_his_own_address_decides(
    town_book: Book, asked: tuple[int, str, int], sender: str
) -> None:
    write(town_book, sender, f"YES {asked[1]}", NOW + 60)
    take(town_book, sms(f"YES {asked[1]}", "+16175550010"))
    assert one(town_book, "SELECT state FROM approval_request") == "open"
    assert state_of(town_book)[0] == "waiting"


def test_what_cannot_be_done_is_said_and_stays_open(
    town_book: Book, asked: tuple[int, str, int]
) -> None:
    begin_status(town_book, PAT, 11, "departed", "2026-05-01", None, "")
    heard = write(town_book, CHIEF, f"YES {asked[1]}", NOW + 60)
    assert "has left the agency" in heard
    assert one(town_book, "SELECT state FROM approval_request") == "open"


def test_a_question_that_is_over_or_taken_back_is_answered_no_more(
    town_book: Book, asked: tuple[int, str, int]
) -> None:
    closed = "UPDATE reply_code SET closes_at = ? WHERE approval_id IS NOT NULL"
    with town_book.unlogged() as connection:
        connection.execute(closed, (NOW + HOUR,))
    assert "is over" in write(town_book, CHIEF, f"YES {asked[1]}", NOW + 2 * HOUR)
    assert one(town_book, "SELECT state FROM approval_request") == "open"
    withdraw_approval(town_book, PAT, 1)
    assert isinstance(withdraw_approval(town_book, PAT, 1), Refused)
    assert "withdrawn already" in write(town_book, CHIEF, f"YES {asked[1]}", NOW + 60)


@pytest.mark.parametrize("address", ["", "nobody", "a@b.example, c@d.example"])
def test_a_question_needs_one_address(town_book: Book, address: str) -> None:
    found = ask_approval(town_book, PAT, Question("sum", "book", "Chief", address, "May we?"))
    assert isinstance(found, Refused)
    found = ask_approval(
        town_book, PAT, Question("sum", "book", "Chief", "617-555-0199", "May we?", Channel.SMS)
    )
    assert isinstance(found, ApprovalAsked)
