"""The job board: what stands on it, when it is written anew, and answers by its numbers."""

import json
from pathlib import Path

import pytest

from coordinator.actions.answers.reply_codes import code_of_officer
from coordinator.actions.answers.reviewing import Reviewed, accept
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.distribution.posting_details import post_details
from coordinator.actions.jobs.jobs import NewDetail, NewJob, Seat, add_job
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.publishing.board import NAME, board_of, keep_board, write_board
from coordinator.actions.publishing.keeping import Written
from coordinator.actions.publishing.keeping_up import keep_up
from coordinator.actions.results import Refused
from coordinator.actions.staffing.staffing import assign
from notify.reading_replies import read_command
from notify.replies import Command, NotUnderstood
from storage.database import Book
from storage.models import Message, ReplyCode
from storage.queries.book.own_files import file_needs
from storage.queries.book.written_files import written_mark
from tests.actions.phones import PAT, mail, mail_of, number_of, one, open_seat, sms, state_of, take
from tests.screens.town import NOW

STRANGER = "+16175550999"


@pytest.fixture
def seat(town_book: Book) -> int:
    """An open seat of a detail that is put up."""
    position = open_seat(town_book)
    post_details(town_book, PAT, (detail_of(town_book, position),))
    return position


@pytest.fixture
def folder(town_book: Book, tmp_path: Path) -> Path:
    place = tmp_path / "served"
    place.mkdir()
    set_setting(town_book, PAT, "board.folder", str(place))
    return place


def detail_of(book: Book, position: int) -> int:
    return int(str(one(book, "SELECT detail_id FROM position WHERE id = ?", position)))


def number_on_board(book: Book) -> str:
    (detail,) = board_of(book.reader(), NOW + 60).details
    return detail.number


def test_it_shows_what_is_put_up_and_nothing_of_people(
    town_book: Book, seat: int, folder: Path
) -> None:
    done = keep_board(town_book, NOW + 60)
    assert isinstance(done, Written)
    text = (folder / NAME).read_text("utf-8")
    assert number_on_board(town_book) in text
    people = (
        "SELECT last_name FROM officer UNION SELECT name FROM contact UNION SELECT email "
        "FROM officer UNION SELECT name FROM employer UNION SELECT title FROM job"
    )
    for (name,) in town_book.reader().execute(people):
        assert name not in text
    set_setting(town_book, PAT, "board.employers", value=True)
    set_setting(town_book, PAT, "board.titles", value=True)
    keep_board(town_book, NOW + 60)
    shown = (folder / NAME).read_text("utf-8")
    assert (
        str(
            one(
                town_book,
                "SELECT title FROM job JOIN detail ON job_id = job.id WHERE detail.id = ?",
                detail_of(town_book, seat),
            )
        )
        in shown
    )


def test_it_says_until_when_the_policy_takes_whoever_asks(town_book: Book, seat: int) -> None:
    (before,) = board_of(town_book.reader(), NOW + 60).details
    assert before.asked_by is None
    document = """
        effective_on = 2026-01-02
        [rotation]
        who = "everybody"
        [[rotation.deadline]]
        hours_before = 2
    """
    assert isinstance(adopt_policy(town_book, PAT, document), Adopted)
    (detail,) = board_of(town_book.reader(), NOW + 60).details
    assert (detail.asked_by, detail.late) == (detail.starts_at - 7_200, False)
    (later,) = board_of(town_book.reader(), detail.starts_at - 7_200).details
    assert later.late
    with town_book.action(PAT, "spoil", "policy:1") as tx:
        tx.connection.execute("UPDATE policy SET document = 'deadline'")
    (spoilt,) = board_of(town_book.reader(), NOW + 60).details
    assert spoilt.asked_by is None


def test_it_is_written_only_when_it_shows_something_else(
    town_book: Book, seat: int, folder: Path
) -> None:
    assert len(keep_up(town_book, NOW + 60)) == 1
    before = (folder / NAME).stat().st_mtime_ns
    assert keep_up(town_book, NOW + 600) == ()
    assert (folder / NAME).stat().st_mtime_ns == before
    assign(town_book, PAT, seat, 11, reason="first to ask")
    assert len(keep_up(town_book, NOW + 660)) == 1
    assert "Nothing is open" in (folder / NAME).read_text("utf-8")
    # Whoever removes it gets it again; and so that one sees that it lives, once a day anyway.
    (folder / NAME).unlink()
    assert len(keep_up(town_book, NOW + 720)) == 1
    assert len(keep_up(town_book, NOW + 86_400)) == 1


def test_a_folder_that_is_not_there_is_said_and_not_made(
    town_book: Book, seat: int, tmp_path: Path
) -> None:
    set_setting(town_book, PAT, "board.folder", str(tmp_path / "not" / "mounted"))
    assert "There is no folder" in keep_up(town_book, NOW)[0]
    assert "There is no folder" in written_mark(town_book.reader(), "board").trouble
    assert not (tmp_path / "not").exists()
    (need,) = file_needs(town_book.reader(), NOW)
    assert (need.kind, need.words[:24]) == ("files", "board: There is no folde")
    (tmp_path / "not" / "mounted").mkdir(parents=True)
    assert "The board is in" in keep_up(town_book, NOW)[0]
    assert written_mark(town_book.reader(), "board").trouble == ""


def test_other_peoples_files_and_links_are_left_alone(
    town_book: Book, seat: int, folder: Path, tmp_path: Path
) -> None:
    theirs = folder / NAME
    theirs.write_text("somebody's own page")
    assert "no page of ours" in keep_up(town_book, NOW)[0]
    assert theirs.read_text() == "somebody's own page"
    theirs.unlink()
    theirs.symlink_to(tmp_path / "elsewhere.html")
    assert isinstance(write_board(town_book, NOW, theirs), Refused)
    assert not (tmp_path / "elsewhere.html").exists()
    own = tmp_path / "mine.html"
    assert isinstance(write_board(town_book, NOW, own), Written)
    assert isinstance(write_board(town_book, NOW, own), Written)


def test_a_number_of_the_board_waits_and_counts_when_accepted(town_book: Book, seat: int) -> None:
    number = number_on_board(town_book)
    take(town_book, sms(f"Yes {number.upper()}", number_of(11)), now=NOW + 60)
    state, reason = state_of(town_book)
    assert state == "waiting"
    assert "by the number on the board" in reason
    assert one(town_book, "SELECT count(*) FROM interest") == 0
    body = "SELECT body FROM message WHERE event = 'reply'"
    assert one(town_book, body) == f"YES for {number} received. The coordinator decides."
    assert isinstance(accept(town_book, PAT, (1,)), Reviewed)
    asked = "SELECT officer_id FROM interest WHERE position_id = ? AND withdrawn_at IS NULL"
    assert one(town_book, asked, seat) == 11
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert one(town_book, asked, seat) is None
    assert state_of(town_book)[0] == "waiting"
    assert verify_book(town_book).clean


@pytest.mark.parametrize(
    ("text", "code", "about"),
    [
        ("Yes 26-0412.3B", "", "26-0412.3b"),
        ("NO\n26-B-0412.B12ab.", "", "26-b-0412.b12ab"),
        ("YES 482137 26-0412.3", "482137", ""),
        ("Hi, yes 26-0412.3 please\n\nDave", "", "26-0412.3"),
    ],
)
def test_how_a_number_is_read(text: str, code: str, about: str) -> None:
    command = read_command(text)
    assert isinstance(command, Command)
    assert (command.code, command.about) == (code, about)


@pytest.mark.parametrize("text", ["YES 26-0412.3 26-0412.4", "OFF 26-0412.3 SICK", "YES 26-0412"])
def test_numbers_that_are_no_command(text: str) -> None:
    assert isinstance(read_command(text), NotUnderstood)


def test_a_number_counts_more_than_the_message_that_is_answered(town_book: Book, seat: int) -> None:
    """He answers our mail about one detail and names another: nobody knows which he means."""
    number = number_on_board(town_book)
    other = one(town_book, "SELECT min(id) FROM position WHERE starts_at > ? AND id <> ?",
                NOW + 86_400, seat)  # fmt: skip
    with town_book.action(PAT, "try", "message") as tx:
        own = code_of_officer(tx, 11, seat)
        wrong = code_of_officer(tx, 11, int(str(other)))
        for code in (own, wrong):
            tx.add(told_of(code))
    take(
        town_book,
        mail(f"YES {number}", mail_of(11), answers=(f"k{wrong.code}",), key="<1@a>"),
        mail(f"YES {number}", mail_of(11), answers=(f"k{own.code}",), key="<2@a>"),
        now=NOW + 60,
    )
    rows = town_book.reader().execute("SELECT state, position_id FROM received ORDER BY id")
    assert rows.fetchall() == [("waiting", None), ("done", seat)]


def told_of(code: ReplyCode) -> Message:
    return Message(
        event="posted",
        audience="officer",
        officer_id=code.officer_id,
        channel="email",
        name="Chris",
        address=mail_of(11),
        subject="Open",
        body="Open",
        key=f"k{code.code}",
        queued_at=NOW,
        leaves_at=NOW,
        not_after_at=NOW + 86_400,
        reply_code_id=code.id,
    )


def test_strangers_employers_and_numbers_that_are_none(town_book: Book, seat: int) -> None:
    number = number_on_board(town_book)
    take(
        town_book,
        sms(f"YES {number}", STRANGER),
        mail(f"YES {number}", "boss1@employer.example"),
        mail("YES 26-9999.1", mail_of(11)),
        now=NOW + 60,
    )
    rows = town_book.reader().execute("SELECT state, reason FROM received ORDER BY id").fetchall()
    assert [state for state, _ in rows] == ["waiting"] * 3
    reasons = " ".join(reason for _, reason in rows)
    assert "Nobody in the book" in reasons
    assert "Only officers ask" in reasons
    assert "a detail that there is not" in reasons
    assert isinstance(accept(town_book, PAT, (1, 2, 3)), Refused)


def test_of_equal_seats_the_first_that_is_open_is_meant(town_book: Book) -> None:
    seats = (Seat(), Seat())
    starts = NOW + 20 * 86_400
    add_job(town_book, PAT, NewJob(1, "Gala"), (NewDetail(1, starts, starts + 3_600, seats),))
    detail, first, second = (
        town_book.reader()
        .execute("SELECT detail_id, min(id), max(id) FROM position WHERE starts_at = ?", (starts,))
        .fetchone()
    )
    post_details(town_book, PAT, (detail,))
    number = number_on_board(town_book)
    assert one(town_book, "SELECT number FROM detail WHERE id = ?", detail) == number
    take(town_book, sms(f"yes {number}", number_of(12)), now=NOW + 60)
    assign(town_book, PAT, first, 11, reason="first")
    assert one(town_book, "SELECT position_id FROM assignment WHERE position_id = ?", first)
    assert isinstance(accept(town_book, PAT, (1,)), Reviewed)
    assert one(town_book, "SELECT position_id FROM interest") == second
    assert json.loads(str(one(town_book, "SELECT meaning FROM received")))["about"] == number
