"""Redaction closes what is known of a person; the chain holds, and nothing of it is left."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.book.undoing import FINAL, undo, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.oversight.holds import HoldSet, lift_hold, place_hold
from coordinator.actions.people.redaction import Redacted, plan_redaction, redact_officer
from coordinator.actions.people.roster import begin_status, change_officer
from coordinator.actions.results import Actor, Refused
from coordinator.manual import outside_verify
from notify.incoming import Incoming
from storage.backup import make_backup
from storage.database import Book
from storage.errors import Missing
from storage.queries.book.history import record_history
from storage.queries.book.kept_files import papers_of
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
    take_in(lived, "clock", NOW, [written(text) for text in ANSWERS])
    keep(lived, PAT, NewPaper("officer:1", "other", f"{WORDS[0]}.pdf", PAPER))
    return lived


PAPER = b"%PDF-1.7 his car"


ANSWERS = (
    "AVAIL SAT, thanks",
    "OFF 123456 Zyzzyva has a bad back of Zyzz",
    "Zyzzyva is well",
    "YES 123456 Zyzzyva",
)


def written(text: str) -> Incoming:
    """A mail of his, with his name all over it."""
    raw = f"From: Zyzzyva <{WORDS[1]}>\n\n{text}".encode()
    return Incoming(f"mail-{len(text)}", "email", "desk", WORDS[1], WORDS[0], text, NOW, NOW, raw)


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
    came = known.reader().execute("SELECT DISTINCT address, subject, text FROM received")
    assert came.fetchall() == [("", "", "")]
    assert known.reader().execute("SELECT count(*) FROM raw_mail").fetchone() == (0,)


def test_nothing_of_it_is_left_in_the_file(known: Book) -> None:
    redact_officer(known, LATE, OFFICER)
    known.close()
    data = known.path.read_bytes()
    for word in (*WORDS, WORDS[0].lower()):
        assert word.encode() not in data
    wal = Path(f"{known.path}-wal")
    assert not wal.exists() or WORDS[0].encode() not in wal.read_bytes()


def test_his_papers_are_erased_from_the_folder_and_the_backups(known: Book) -> None:
    make_backup(known.path, NOW)
    digest = sha256(PAPER).hexdigest()
    assert len(list(known.path.parent.rglob(digest))) == 2
    redact_officer(known, LATE, OFFICER)
    assert not list(known.path.parent.rglob(digest))
    assert papers_of(known.reader(), ("officer:1",)) == ()


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


def held_by(book: Book) -> Iterator[tuple[str, dict[str, int]]]:
    """Every way to hold something of the officer: himself, all, a job and an employer of his."""
    job, employer = book.reader().execute(
        "SELECT j.id, j.employer_id FROM job AS j JOIN detail AS d ON d.job_id = j.id"
        " JOIN position AS p ON p.detail_id = d.id JOIN assignment AS a ON a.position_id = p.id"
        " WHERE a.officer_id = ?", (OFFICER,),
    ).fetchone()  # fmt: skip
    yield "grievance 12", {"officer_id": OFFICER}
    yield "inquiry", {}
    yield "claim 4", {"job_id": job}
    yield "suit of the firm", {"employer_id": employer}


def test_what_is_held_is_not_closed_and_the_ground_is_said(known: Book) -> None:
    for ground, names in held_by(known):
        held = place_hold(known, LATE, ground, **names)
        assert isinstance(held, HoldSet)
        before = known.path.stat().st_size, verify_book(known).head
        refused = redact_officer(known, LATE, OFFICER)
        assert refused == Refused(
            (f"The officer's records are held: {ground}. Lift the hold first.",)
        )
        assert plan_redaction(known.reader(), OFFICER, LATE.now) == refused
        assert (known.path.stat().st_size, verify_book(known).head) == before
        name = known.reader().execute("SELECT last_name FROM officer WHERE id = ?", (OFFICER,))
        assert name.fetchone() == (WORDS[0],)
        lift_hold(known, LATE, held.id, "Counsel", "settled")
    other = "SELECT id FROM job WHERE id NOT IN (SELECT d.job_id FROM detail AS d JOIN position"
    other += " ON detail_id = d.id JOIN assignment AS a ON position_id = position.id"
    other += " WHERE a.officer_id = ?)"
    found = known.reader().execute(other, (OFFICER,)).fetchone()
    if found:
        place_hold(known, LATE, "another's", job_id=found[0])
    assert isinstance(redact_officer(known, LATE, OFFICER), Redacted)


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
