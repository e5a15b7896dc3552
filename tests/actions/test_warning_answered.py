"""ANSWER: what an officer writes back to an early warning is filed as his answer."""

from typing import Any

import pytest

from coordinator.actions.answers.reviewing import Reviewed, accept, take_back
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone
from coordinator.actions.oversight.early_warning import Asked, ask_officer, enter_answer
from coordinator.actions.oversight.findings import Noted, close_finding
from coordinator.actions.results import Actor
from notify.reading_replies import read_command
from notify.replies import Command, NotUnderstood, Word
from storage.database import Book
from storage.models import Note
from tests.actions.phones import (
    DESK,
    PAT,
    SECOND,
    THIRD,
    answer_of,
    code_for,
    mail,
    mail_of,
    one,
    open_seat,
    say,
    state_of,
    take,
)
from tests.screens.town import NOW

SAID = "SELECT answer FROM audit_finding"
KEY = "SELECT key FROM message WHERE event = 'warning'"
LATER = Actor(DESK, NOW + 900)


def warn(book: Book, channel: str = "email") -> Asked:
    """The third officer is asked what he says to a complaint; gives what came of it."""
    with book.action(PAT, "plant", "agency:1") as tx:
        tx.connection.execute("UPDATE officer SET channel = ? WHERE id = ?", (channel, THIRD))
        told: dict[str, Any] = {"kind": "complaint", "text": "loud"}
        tx.add(Note(subject=f"officer:{THIRD}", written_at=NOW, written_by="Ed", **told))
    asked = ask_officer(book, PAT, THIRD, {"period": "2026"})
    assert isinstance(asked, Asked), asked
    return asked


def write(book: Book, text: str, officer: int = THIRD, at: int = NOW + 60) -> str:
    """He answers the mail; what he hears."""
    answers = (str(one(book, KEY)),)
    take(book, mail(text, mail_of(officer), at, answers=answers), now=at)
    return answer_of(book)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ANSWER It was a parade. Not my fault?", "It was a parade. Not my fault?"),
        ("Answer: No, on 26-0412.3 and 26-0413.1", "No, on 26-0412.3 and 26-0413.1"),
        ("answer I said yes to 482137 by then", "I said yes to 482137 by then"),
        ("answer", ""),
    ],
)
def test_behind_the_word_anything_may_stand(text: str, words: str) -> None:
    assert read_command(text) == Command(Word.ANSWER, words=words)
    assert isinstance(read_command(f"I will not {text}"), NotUnderstood)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("My answer is yes 482137", "482137"),
        ("my answer: YES 482 137", "482137"),
        ("ANSWER yes 482137", "482137"),
        ("Answer: yes K7Q2", ""),
        ("Answer No 4821", ""),
        ("Answer YES", ""),
        ("answer hrs 482137 0800-1215", "482137"),
        ("My answer to the offer is NO", ""),
    ],
)
def test_what_may_be_meant_for_a_detail_is_no_answer(text: str, code: str) -> None:
    found = read_command(text)
    assert isinstance(found, NotUnderstood), found
    assert found.code == code


def test_an_answer_that_may_be_meant_for_an_offer_waits_with_its_code(town_book: Book) -> None:
    warn(town_book)
    position = open_seat(town_book)
    code = code_for(town_book, THIRD, position)
    place = "SELECT position_id FROM received ORDER BY id DESC"
    warning = str(one(town_book, KEY))
    for text, answers, at in (
        (f"ANSWER yes {code}", (), 60),
        (f"Answer: yes {code}", (warning,), 70),
        (f"My answer is yes {code}", (warning,), 80),
    ):
        take(town_book, mail(text, mail_of(THIRD), NOW + at, answers=answers), now=NOW + at)
        assert (one(town_book, place), one(town_book, SAID)) == (position, ""), text
        assert state_of(town_book)[0] == "waiting"
    say(town_book, THIRD, f"Answer yes {code}", NOW + 90)
    assert (one(town_book, place), one(town_book, SAID)) == (position, "")
    with town_book.action(PAT, "plant", "agency:1") as tx:
        tx.connection.execute(
            "UPDATE message SET event = 'offered', reply_code_id = "
            "(SELECT id FROM reply_code WHERE code = ?) WHERE key = ?",
            (code, warning),
        )
    at = NOW + 100
    take(town_book, mail("Answer I come", mail_of(THIRD), at, answers=(warning,)), now=at)
    assert (one(town_book, place), one(town_book, SAID)) == (position, "")
    assert "may mean the warning or our message" in state_of(town_book)[1]


def test_a_mail_that_answers_nothing_waits_since_anybody_can_write_it(town_book: Book) -> None:
    warn(town_book)
    take(town_book, mail("ANSWER I admit it", mail_of(THIRD), NOW + 60), now=NOW + 60)
    assert (one(town_book, SAID), state_of(town_book)[0]) == ("", "waiting")
    assert "not come in answer" in state_of(town_book)[1]
    assert "Received. The coordinator reads it." in answer_of(town_book)
    received = int(str(one(town_book, "SELECT max(id) FROM received")))
    assert isinstance(accept(town_book, LATER, [received]), Reviewed)
    assert one(town_book, SAID) == "I admit it"
    write(town_book, "ANSWER It was a parade", at=NOW + 1_000)
    set_setting(town_book, LATER, "replies.without_code", ["sms", "email"])
    take(town_book, mail("ANSWER At noon", mail_of(THIRD), NOW + 1_100), now=NOW + 1_100)
    assert one(town_book, SAID) == "I admit it\nIt was a parade\nAt noon"


def test_the_agency_may_have_all_of_them_wait(town_book: Book) -> None:
    warn(town_book)
    set_setting(town_book, PAT, "replies.automatic", ["confirm"])
    assert "coordinator decides" in write(town_book, "It was a parade", at=NOW + 900)
    assert (one(town_book, SAID), state_of(town_book)[0]) == ("", "waiting")


def test_a_mail_in_any_words_is_his_answer_and_can_be_taken_back(town_book: Book) -> None:
    warn(town_book)
    body = one(town_book, "SELECT body FROM message WHERE event = 'warning'")
    assert "Answer this mail in your own words." in str(body)
    assert "kept beside the figures" in write(town_book, "No.\nIt was a parade, as Łukasz knows.")
    assert one(town_book, SAID) == "No.\nIt was a parade, as Łukasz knows."
    assert state_of(town_book)[0] == "done"
    assert isinstance(enter_answer(town_book, LATER, THIRD, "by telephone: a parade"), Noted)
    write(town_book, "And I was alone.", at=NOW + 1_000)
    assert one(town_book, SAID) == "by telephone: a parade\nAnd I was alone."
    received = int(str(one(town_book, "SELECT max(id) FROM received")))
    assert isinstance(take_back(town_book, Actor(DESK, NOW + 1_100), received), Undone)
    assert one(town_book, SAID) == "by telephone: a parade"
    assert state_of(town_book)[0] == "waiting"


def test_by_text_it_needs_the_word_and_long_ones_are_cut(town_book: Book) -> None:
    warn(town_book, "sms")
    body = one(town_book, "SELECT body FROM message WHERE event = 'warning'")
    assert "Reply ANSWER and your own words." in str(body)
    say(town_book, THIRD, "It was a parade", NOW + 60)
    assert (one(town_book, SAID), state_of(town_book)[0]) == ("", "waiting")
    assert "again" in say(town_book, THIRD, "ANSWER", NOW + 70)
    say(town_book, THIRD, "Answer It was a parade", NOW + 80)
    assert one(town_book, SAID) == "It was a parade"
    say(town_book, THIRD, f"Answer {'a' * 9_000}", NOW + 90)
    assert len(str(one(town_book, SAID))) < 4_100
    set_setting(town_book, LATER, "replies.words", {"answer": ["zur sache"]})
    say(town_book, THIRD, "Zur Sache: Umzug", NOW + 1_000)
    assert str(one(town_book, SAID)).endswith("\nUmzug")


def test_nothing_else_is_taken_for_it(town_book: Book) -> None:
    """Somebody else's mail, another command in the same thread, thanks, and a closed finding."""
    asked = warn(town_book)
    write(town_book, "It was a parade", officer=SECOND)
    write(town_book, "thank you", at=NOW + 70)
    assert "Send:" in write(town_book, "HELP", at=NOW + 80)
    assert one(town_book, SAID) == ""
    close_finding(town_book, LATER, asked.finding_id, done="talked", evidence="memo")
    assert "coordinator reads it" in write(town_book, "It was a parade", at=NOW + 1_000)
    assert (one(town_book, SAID), state_of(town_book)[0]) == ("", "waiting")
    assert "reads it" in say(town_book, SECOND, "ANSWER to what?", NOW + 1_100)
