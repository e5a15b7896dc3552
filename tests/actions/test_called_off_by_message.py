"""OFF from an officer: the reason read, the rule that applies, what he hears."""

import pytest

from coordinator.actions.answers.reviewing import take_back
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.jobs.bulk import cancel_details
from coordinator.actions.policy.policies import adopt_policy
from storage.database import Book
from storage.schema import logged_tables
from tests.actions.phones import (
    PAT,
    STRICT,
    Held,
    one,
    say,
    state_of,
)


@pytest.mark.parametrize(
    ("words", "reason"),
    [("SICK", "sick"), ("flu", "sick"), ("court", "court"), ("my son", "family"), ("", "other"),
     ("sick son", "other"), ("car broke", "transport")],
)  # fmt: skip
def test_the_reason_is_read_from_the_words(
    town_book: Book, held: Held, words: str, reason: str
) -> None:
    officer, code, assignment, _, _ = held
    say(town_book, officer, f"OFF {code} {words}")
    row = town_book.reader().execute("SELECT assignment_id, reason, by_message FROM call_off")
    assert row.fetchone() == (assignment, reason, 1)


def test_who_must_telephone_stays_and_is_told_the_rule(town_book: Book, held: Held) -> None:
    officer, code, assignment, _, _ = held
    adopt_policy(town_book, PAT, STRICT)
    heard = say(town_book, officer, f"OFF {code} court")
    assert heard.startswith("You are STILL on detail 26-")
    assert "14.2" in heard
    state, reason = state_of(town_book)
    assert (state, "14.2" in reason) == ("waiting", True)
    assert one(town_book, "SELECT state FROM assignment WHERE id = ?", assignment) == "confirmed"


@pytest.mark.parametrize(
    ("rule", "said", "goes"),
    [
        ('mode = "free"', "14.2", True),
        ('mode = "replacement"', "14.2", False),
        ('mode = "free"\nclosed_hours = 48', "14.2", False),
        ('mode = "telephone"\nseverity = "warns"', "14.2", True),
    ],
)
def test_the_answer_says_which_rule_applied(
    town_book: Book, held: Held, rule: str, said: str, goes: bool
) -> None:
    officer, code, assignment, _, _ = held
    adopt_policy(town_book, PAT, STRICT.replace('mode = "telephone"', rule))
    heard = say(town_book, officer, f"OFF {code} court")
    assert said in heard
    assert heard.startswith("You are off" if goes else "You are STILL on")
    state = one(town_book, "SELECT state FROM assignment WHERE id = ?", assignment)
    assert state == ("called_off" if goes else "confirmed")


def test_kinds_that_the_agency_does_not_list_wait(town_book: Book, held: Held) -> None:
    officer, code, assignment, _, _ = held
    set_setting(town_book, PAT, "replies.automatic", ["late"])
    heard = say(town_book, officer, f"OFF {code} sick")
    assert heard == "Received. The coordinator decides and tells you."
    assert one(town_book, "SELECT state FROM assignment WHERE id = ?", assignment) == "confirmed"
    assert "expected at" in say(town_book, officer, f"LATE {code} 5")


def test_an_off_is_undone_and_the_book_is_as_before(town_book: Book, held: Held) -> None:
    officer, code, _, _, _ = held

    def rows() -> dict[str, object]:
        return {
            table.name: town_book.reader()
            .execute(
                f'SELECT * FROM "{table.name}" WHERE '
                + ("state <> 'recalled'" if table.name == "message" else "1")
            )
            .fetchall()
            for table in logged_tables()
            if table.name != "received"
        }

    before = rows()
    say(town_book, officer, f"OFF {code} sick")
    assert rows() != before
    received = int(str(one(town_book, "SELECT max(id) FROM received")))
    assert isinstance(take_back(town_book, PAT, received), Undone)
    assert rows() == before
    assert state_of(town_book) == ("waiting", "What it did was taken back.")
    assert one(town_book, "SELECT count(*) FROM raw_mail") == 1
    assert verify_book(town_book).clean


def test_a_cancelled_detail_says_so(town_book: Book, held: Held) -> None:
    officer, code, assignment, _, _ = held
    detail = one(
        town_book, "SELECT detail_id FROM position JOIN assignment ON position.id = position_id "
        "WHERE assignment.id = ?", assignment,
    )  # fmt: skip
    cancel_details(town_book, PAT, [int(str(detail))], "rain")
    assert "is cancelled" in say(town_book, officer, f"IN {code}")
