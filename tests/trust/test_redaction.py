"""Redaction closes what is known of a person; the chain holds, and nothing of it is left."""

import json
from pathlib import Path

import pytest

from coordinator.actions.redaction import Redacted, redact_officer
from coordinator.actions.results import Actor, Refused
from coordinator.actions.roster import begin_status, change_officer
from coordinator.actions.undoing import FINAL, undo, undo_last
from coordinator.actions.verifying import verify_book
from coordinator.manual import outside_verify
from storage.database import Book
from storage.errors import Missing
from storage.queries.history import record_history
from tests.conftest import NOW
from tests.trust.test_undo import last_action

PAT = Actor("Pat Coordinator", NOW)
LATE = Actor("Pat Coordinator", NOW + 400 * 86_400)
OFFICER = 1
WORDS = ("Zyzzyva", "zyzzyva@home.example", "bad back of Zyzz")


@pytest.fixture
def known(lived: Book) -> Book:
    """An officer of whom a good deal is known."""
    change_officer(lived, PAT, OFFICER, {"last_name": WORDS[0], "email": WORDS[1], "home_lat": 42})
    begin_status(lived, PAT, OFFICER, "sick", "2026-07-01", None, WORDS[2])
    return lived


def test_everything_personal_is_closed_and_the_book_still_verifies(known: Book) -> None:
    head = verify_book(known).head
    done = redact_officer(known, LATE, OFFICER)
    assert isinstance(done, Redacted)
    verified = verify_book(known, seal=head)
    assert verified.clean, verified.findings
    assert verified.redacted == done.values > 20
    assert outside_verify.wrong(outside_verify.told(known.path)) == []
    row = known.reader().execute(
        "SELECT badge, last_name, email, home_lat, unit FROM officer WHERE id = 1"
    )
    assert row.fetchone() == ("1000", "", "", None, "")


def test_nothing_of_it_is_left_in_the_file(known: Book) -> None:
    redact_officer(known, LATE, OFFICER)
    known.close()
    data = known.path.read_bytes()
    for word in (*WORDS, WORDS[0].lower()):
        assert word.encode() not in data
    wal = Path(f"{known.path}-wal")
    assert not wal.exists() or WORDS[0].encode() not in wal.read_bytes()


def test_it_is_not_searched_for_nor_told_by_the_history(known: Book) -> None:
    redact_officer(known, LATE, OFFICER)
    sql = "SELECT count(*) FROM officer_words_fts WHERE officer_words_fts MATCH 'zyzzyva'"
    assert known.reader().execute(sql).fetchone() == (0,)
    told = json.dumps([str(change) for change in record_history(known.reader(), "officer", 1)])
    assert "Zyzz" not in told


def test_it_is_final_and_what_came_before_cannot_be_undone(known: Book) -> None:
    before = last_action(known)
    redact_officer(known, Actor(PAT.name, NOW + 5 * 86_400), OFFICER)
    again = Actor(PAT.name, NOW + 6 * 86_400)
    assert undo(known, again, last_action(known)) == Refused((FINAL["redact"],))
    assert isinstance(undo(known, again, before), Refused)
    refused = undo_last(known, again)
    assert isinstance(refused, Refused)
    assert "was redacted" in refused.sentence


def test_a_forged_commitment_is_seen(known: Book) -> None:
    redact_officer(known, LATE, OFFICER)
    with known.unlogged() as connection:
        connection.execute(
            'UPDATE change SET private = replace(private, \'"#":"\', \'"#":"0\') '
            "WHERE id = (SELECT max(id) FROM change WHERE private IS NOT NULL)"
        )
    assert len(verify_book(known).findings) == 1


def test_a_later_change_is_logged_and_compared_as_ever(known: Book) -> None:
    redact_officer(known, LATE, OFFICER)
    change_officer(known, LATE, OFFICER, {"phone": "555"})
    assert verify_book(known).clean
    assert not isinstance(undo_last(known, LATE), Refused)
    assert verify_book(known).clean


def test_nobody_who_still_has_seats_is_redacted(known: Book) -> None:
    holder = known.reader().execute(
        "SELECT officer_id FROM assignment WHERE state = 'assigned' AND ends_at > ?", (NOW,)
    ).fetchone()[0]  # fmt: skip
    head = verify_book(known).head
    refused = redact_officer(known, PAT, holder)
    assert isinstance(refused, Refused)
    assert "release them first" in refused.sentence
    assert verify_book(known).head == head
    with pytest.raises(Missing):
        redact_officer(known, PAT, 4_711)
