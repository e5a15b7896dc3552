"""Command is asked about a request with its packet, and a YES approves it in his name."""

from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.messages.enclosing import PAPERS
from coordinator.actions.requests.asking_command import CommandAsked, ask_command
from coordinator.actions.requests.checking import RequestNoted, accept_terms, note_check
from coordinator.actions.requests.deciding import Approving, RequestDecided, approve_request
from coordinator.actions.requests.quoting import send_quote
from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import CheckState
from storage.database import Book
from tests.actions.phones import mail
from tests.actions.requests_town import MAIL, adopted, client, entered, one, sheet_of
from tests.conftest import NOW

DIAZ = "diaz@rivermouth.example"
CROWD = {"duties": "Door", "people": 500}


@pytest.fixture
def asked(book: Book, actor: Actor) -> int:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor, answers=CROWD).request_id
    assert isinstance(note_check(book, actor, key, "rung", CheckState.MET), RequestNoted)
    found = ask_command(book, actor, key)
    assert isinstance(found, CommandAsked), found
    return key


def answer(book: Book, word: str, minutes: int = 5) -> None:
    code = one(book, "SELECT code FROM reply_code WHERE approval_id IS NOT NULL ORDER BY id DESC")
    at = NOW + minutes * 60
    take_in(book, "Pat Coordinator", at, (mail(f"{word} {code}", DIAZ, at),))


def test_the_packet_goes_by_mail_and_yes_approves_with_his_name(
    book: Book, actor: Actor, asked: int, tmp_path: Path
) -> None:
    assert sheet_of(book, asked).state == "waiting"
    body = one(book, "SELECT body FROM message")
    assert "Request R26-0001 of Pier Goods: Sale night, Shop." in body
    assert "Risk: 5: crowd 5" in body
    kind, number = one(book, "SELECT made_of FROM message_attachment").split(":")
    made = PAPERS[kind](book.reader(), tmp_path, NOW, (number,))
    assert not isinstance(made, Refused)
    again = ask_command(book, actor, asked)
    assert isinstance(again, Refused)
    assert "Capt. Diaz is asked already" in again.sentence
    answer(book, "YES")
    sheet = sheet_of(book, asked)
    assert (sheet.state, sheet.decided_by, sheet.decided_at) == (
        "approved", "Capt. Diaz", NOW + 300,
    )  # fmt: skip
    assert one(book, "SELECT state FROM approval_request") == "given"
    who = one(book, "SELECT who FROM action ORDER BY id DESC LIMIT 1")
    assert "Diaz" in who


def test_no_leaves_it_to_the_coordinator_and_undo_takes_the_question_back(
    book: Book, actor: Actor, asked: int
) -> None:
    answer(book, "NO")
    assert sheet_of(book, asked).state == "waiting"
    assert one(book, "SELECT state FROM approval_request") == "refused"
    # A no is not passed over by asking somebody else, or by approving at the desk.
    alone = approve_request(book, actor, asked, Approving("Capt. Diaz"))
    assert isinstance(alone, Refused)
    assert "Capt. Diaz was asked and answered no." in alone.sentence
    assert isinstance(ask_command(book, actor, asked, "Chief Moss", DIAZ), Refused)
    again = replace(actor, now=NOW + 600)
    asked_again = ask_command(book, again, asked, "Chief Moss", DIAZ, allowed_why="fewer now")
    assert isinstance(asked_again, CommandAsked)
    assert isinstance(undo_last(book, replace(actor, now=NOW + 601)), Undone)
    assert one(book, "SELECT count(*) FROM approval_request") == 1
    assert one(book, "SELECT group_concat(state) FROM message WHERE event = 'approval'") == (
        "queued,recalled"
    )


def test_a_decision_at_the_desk_closes_the_question(book: Book, actor: Actor, asked: int) -> None:
    done = approve_request(book, actor, asked, Approving("Capt. Diaz", "rang me"))
    assert isinstance(done, RequestDecided)
    assert one(book, "SELECT state || ': ' || answer FROM approval_request") == (
        "withdrawn: the request was approved"
    )
    assert one(book, "SELECT state FROM message WHERE event = 'approval'") == "recalled"
    answer(book, "NO")
    assert sheet_of(book, asked).state == "approved"


def test_while_something_is_missing_he_is_asked_only_with_the_reason(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor, answers=CROWD).request_id
    held = ask_command(book, actor, key)
    assert isinstance(held, Refused)
    assert "Rung back: nobody has looked yet." in held.sentence
    assert one(book, "SELECT count(*) FROM message") == 0
    nobody = ask_command(book, actor, key, "Chief Moss", "nowhere", allowed_why="old client")
    assert isinstance(nobody, Refused)
    assert sheet_of(book, key).approval_id is None
    assert isinstance(ask_command(book, actor, key, allowed_why="old client"), CommandAsked)
    answer(book, "YES")
    sheet = sheet_of(book, key)
    assert (sheet.state, sheet.allowed_by, sheet.allowed_why) == (
        "approved", "Capt. Diaz", "old client",
    )  # fmt: skip


def test_whoever_gets_the_quote_accepts_the_terms_by_his_reply(book: Book, actor: Actor) -> None:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor).request_id
    assert not isinstance(send_quote(book, actor, key), Refused)
    body = one(book, "SELECT body FROM message WHERE event = 'request_quoted'")
    code = one(book, "SELECT code FROM reply_code WHERE approval_id IS NOT NULL")
    assert f"Reply YES {code} or NO {code}." in body
    at = NOW + 300
    take_in(book, "Pat Coordinator", at, (mail(f"YES {code}", "stranger@x.example", at),))
    assert sheet_of(book, key).terms_sha256 == ""
    take_in(book, "Pat Coordinator", at, (mail(f"YES {code}", MAIL, at),))
    sheet = sheet_of(book, key)
    assert (sheet.terms_by, sheet.terms_at) == ("Ann Doyle", at)
    assert one(book, "SELECT terms_sha256 FROM employer") == sheet.terms_sha256
    assert one(book, "SELECT state FROM approval_request") == "given"
    # They stand for the employer now: the next quote asks for nothing.
    later = entered(book, actor).request_id
    assert not isinstance(send_quote(book, replace(actor, now=at + 1), later), Refused)
    assert one(book, "SELECT count(*) FROM approval_request") == 1


def test_terms_accepted_at_the_desk_close_the_question(book: Book, actor: Actor) -> None:
    client(book, actor)
    adopted(book, actor)
    key = entered(book, actor).request_id
    assert not isinstance(send_quote(book, actor, key), Refused)
    assert isinstance(accept_terms(book, actor, key, "Ann Doyle"), RequestNoted)
    assert one(book, "SELECT state FROM approval_request") == "withdrawn"
    assert isinstance(undo_last(book, actor), Undone)
    assert one(book, "SELECT state FROM approval_request") == "open"
