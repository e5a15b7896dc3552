"""RENEW: a paper that runs out is renewed by its holder's answer, and somebody answers for it."""

import pytest

from coordinator.actions.answers.reviewing import Reviewed, accept
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.people.papers import add_kind
from coordinator.actions.people.roster import add_certificate
from coordinator.actions.results import Actor, Refused
from notify.reading_replies import read_command
from notify.replies import Command, NotUnderstood, Word
from storage.database import Book
from tests.actions.phones import DESK, PAT, THIRD, one, say, state_of
from tests.screens.town import NOW

COUNT = "SELECT count(*) FROM certificate"
LATEST = "SELECT expires_on, approved_by, issued_on FROM certificate ORDER BY id DESC LIMIT 1"


def held(book: Book, code: str, until: str | None, months: int | None = 12) -> None:
    kind = add_kind(book, PAT, {"code": code, "name": f"The {code}", "renews_months": months})
    assert not isinstance(kind, Refused)
    done = add_certificate(book, PAT, THIRD, kind.id, "2025-06-20", until)
    assert not isinstance(done, Refused)


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("RENEW", ""),
        ("Renew my permit please", "permit"),
        ("renewal FIRST-AID thanks", "first aid"),
    ],
)
def test_what_is_written_names_the_paper(text: str, paper: str) -> None:
    assert read_command(text) == Command(Word.RENEW, other=paper)
    assert isinstance(read_command(f"{text} 482137"), NotUnderstood)
    assert isinstance(read_command(f"do not {text}"), NotUnderstood)


def test_it_waits_and_whoever_accepts_it_answers_for_it(town_book: Book) -> None:
    held(town_book, "PERMIT", "2026-06-20")
    assert "coordinator decides" in say(town_book, THIRD, "Renew my permit please", NOW + 60)
    assert state_of(town_book)[0] == "waiting"
    number = one(town_book, COUNT)
    received = int(str(one(town_book, "SELECT max(id) FROM received")))
    assert isinstance(accept(town_book, Actor(DESK, NOW + 180), (received,)), Reviewed)
    assert town_book.reader().execute(LATEST).fetchone() == ("2027-06-20", DESK, "2026-06-01")
    assert isinstance(undo_last(town_book, Actor(DESK, NOW + 200)), Undone)
    assert one(town_book, COUNT) == number


def test_only_what_runs_out_is_renewed_and_what_is_unclear_is_asked(town_book: Book) -> None:
    set_setting(town_book, PAT, "replies.automatic", ["renew"])
    assert "runs out soon" in say(town_book, THIRD, "RENEW", NOW + 60)
    held(town_book, "FIRST-AID", "2026-05-01")
    held(town_book, "RANGE", "2027-06-01")
    held(town_book, "OATH", None)
    held(town_book, "CAR", "2026-07-01", None)
    heard = say(town_book, THIRD, "RENEW", NOW + 120)
    assert heard == "Which paper? Send RENEW CAR or RENEW FIRST-AID."
    assert "Which paper?" in say(town_book, THIRD, "RENEW RANGE", NOW + 180)
    number = one(town_book, COUNT)
    assert "Until when? CAR runs" in say(town_book, THIRD, "RENEW CAR", NOW + 240)
    assert one(town_book, COUNT) == number
    heard = say(town_book, THIRD, "RENEW the first-aid", NOW + 300)
    assert heard == "FIRST-AID is renewed until 2027-06-01."
    assert town_book.reader().execute(LATEST).fetchone()[1] == "officer 1012"
    assert "Which paper? Send RENEW CAR." in say(town_book, THIRD, "RENEW first aid", NOW + 360)
