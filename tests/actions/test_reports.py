"""After-action reports: an officer's mail with its pictures, filed with the detail; notes."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.answers.taking_in import take_in
from coordinator.actions.attendance.reports import Reported, file_report
from coordinator.actions.book.notes import NoteSays, write_note
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.results import Refused
from coordinator.cli import main
from notify.mail_files import MOST_FILES, files_in
from notify.mail_taken_apart import RAW_BYTES, taken_apart
from storage.database import Book
from storage.kept_files import read
from storage.queries.book.kept_files import papers_of
from storage.queries.staffing.details import notes
from tests.actions.phones import DESK, PAT, Held, code_for, mail_of, one
from tests.screens.town import NOW

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 8 + b"\xff\xd9"
WORDS = "Two cars towed from the lane at 10:40, pictures below. All quiet afterwards."


def written(officer: int, *files: tuple[str, bytes], answers: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = mail_of(officer)
    message["To"] = "desk@rivermouth.example"
    message["Subject"] = "Re: your detail"
    message["Message-ID"] = f"<{len(files)}-{answers or 'none'}@phone.example>"
    if answers:
        message["In-Reply-To"] = f"<{answers}@rivermouth.example>"
    message.set_content(WORDS)
    for name, data in files:
        message.add_attachment(data, maintype="image", subtype="jpeg", filename=name)
    return message.as_bytes()


def came(book: Book, raw: bytes) -> int:
    take_in(book, DESK, NOW, [taken_apart(raw, "desk", NOW)])
    return int(str(one(book, "SELECT max(id) FROM received")))


def our_message(book: Book, held: Held) -> str:
    """The key of a mail of ours to the officer about his seat."""
    position = int(str(one(book, "SELECT position_id FROM assignment WHERE id = ?", held[2])))
    with book.action(PAT, "tell", "detail:1") as tx:
        from storage.models import Message

        code = int(str(one(book, "SELECT id FROM reply_code WHERE officer_id = ?", held[0])))
        tx.add(
            Message(
                key="ours-1", event="reminder", audience="officer", channel="email",
                address=mail_of(held[0]), officer_id=held[0], position_id=position,
                detail_id=detail_of(book, held), reply_code_id=code, subject="s", body="b",
                queued_at=NOW, leaves_at=NOW, not_after_at=NOW + 60,
            )
        )  # fmt: skip
    return "ours-1"


def detail_of(book: Book, held: Held) -> int:
    sql = "SELECT detail_id FROM position JOIN assignment AS a ON position_id = position.id"
    return int(str(one(book, f"{sql} WHERE a.id = ?", held[2])))


def test_an_answer_to_our_mail_becomes_the_report_of_its_detail(
    town_book: Book, held: Held
) -> None:
    detail = detail_of(town_book, held)
    program = ("run.exe", b"MZ\x90\x00" + b"\x00" * 200)
    raw = written(held[0], ("one.jpg", JPEG), ("../two.jpg", JPEG + b"x"), program,
                  answers=our_message(town_book, held))  # fmt: skip
    received = came(town_book, raw)
    assert one(town_book, "SELECT state FROM received WHERE id = ?", received) == "waiting"
    assert one(town_book, "SELECT detail_id FROM received WHERE id = ?", received) == detail
    done = file_report(town_book, PAT, received)
    assert isinstance(done, Reported)
    assert (done.detail_id, done.files, len(done.left_out)) == (detail, 2, 1)
    assert "program" in done.left_out[0]
    found = notes(town_book.reader(), f"detail:{detail}")
    assert found[0].startswith("AFTER ACTION: #1004 by email:")
    assert WORDS in found[0]
    papers = papers_of(town_book.reader(), (f"detail:{detail}",))
    assert [(p.name, p.kind) for p in papers] == [("one.jpg", "picture"), ("two.jpg", "picture")]
    assert read(town_book.path, papers[0].sha256) == JPEG
    assert isinstance(file_report(town_book, PAT, received), Refused)
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert one(town_book, "SELECT state FROM received WHERE id = ?", received) == "waiting"
    assert papers_of(town_book.reader(), (f"detail:{detail}",)) == ()
    assert notes(town_book.reader(), f"detail:{detail}") == ()


def test_a_mail_about_nothing_of_ours_needs_the_detail(town_book: Book, held: Held) -> None:
    received = came(town_book, written(held[0]))
    refused = file_report(town_book, PAT, received)
    assert isinstance(refused, Refused)
    assert "say which detail" in refused.sentence
    detail = detail_of(town_book, held)
    number = str(one(town_book, "SELECT number FROM detail WHERE id = ?", detail))
    town_book.close()
    words = ["--book", str(town_book.path), "presence", "report", str(received)]
    done = CliRunner().invoke(main, [*words, "--detail", number])
    assert done.exit_code == 0, done.output
    assert f"Report on {number} with 0 files" in done.output


def test_what_a_stranger_mails_is_nobody_s_report(town_book: Book) -> None:
    raw = written(1).replace(mail_of(1).encode(), b"nobody@else.example")
    assert isinstance(file_report(town_book, PAT, came(town_book, raw), 1), Refused)


def test_files_of_a_mail_are_bounded_and_a_cut_one_is_left_out() -> None:
    many = written(1, *((f"{n}.jpg", JPEG) for n in range(MOST_FILES + 10)))
    assert len(files_in(many)) == MOST_FILES
    long = written(1, ("a.jpg", JPEG), ("b.jpg", b"\xff\xd8\xff" + b"x" * RAW_BYTES))
    whole, cut = files_in(long), files_in(long[:RAW_BYTES], cut=True)
    assert [each.name for each in whole] == ["a.jpg", "b.jpg"]
    assert [(each.name, each.data) for each in cut] == [("a.jpg", JPEG)]
    for odd in (b"", b"\0" * 50, b"Content-Type: multipart/mixed; boundary=x\n\n--x\n--x--"):
        assert files_in(odd) == ()


# ── kinds of notes ───────────────────────────────────────────────────────────────────────────


def test_incidents_are_restricted_and_stand_on_detail_and_officer(town_book: Book) -> None:
    says = NoteSays("incident", also=("officer:5",))
    write_note(town_book, PAT, "detail:4", "A window was broken", says=says)
    assert notes(town_book.reader(), "detail:4") == ("INCIDENT (RESTRICTED): A window was broken",)
    assert notes(town_book.reader(), "officer:5") == notes(town_book.reader(), "detail:4")
    assert one(town_book, "SELECT count(*) FROM note WHERE restricted") == 2
    assert isinstance(write_note(town_book, PAT, "detail:4", "x", says=NoteSays("odd")), Refused)
    assert isinstance(undo_last(town_book, PAT), Undone)
    assert one(town_book, "SELECT count(*) FROM note") == 0


@pytest.mark.parametrize("kind", ["", "after_action", "site_visit"])
def test_other_notes_are_for_everybody_unless_said(town_book: Book, kind: str) -> None:
    write_note(town_book, PAT, "detail:4", "Gate code", says=NoteSays(kind))
    assert one(town_book, "SELECT restricted FROM note") is None
    write_note(town_book, PAT, "detail:4", "Not for others", says=NoteSays(kind, restricted=True))
    assert "(RESTRICTED): Not for others" in notes(town_book.reader(), "detail:4")[0]


def test_no_paper_prints_a_restricted_note(
    town_book: Book, held: Held, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prints, sheets, pages and calendars read no notes at all."""
    from pypdf import PdfReader

    detail = detail_of(town_book, held)
    code_for(town_book, held[0], 1)
    write_note(town_book, PAT, f"detail:{detail}", "Zyzzyva", says=NoteSays("complaint"))
    number = str(one(town_book, "SELECT number FROM detail WHERE id = ?", detail))
    town_book.close()
    monkeypatch.setenv("COORDINATOR_BOOK", str(town_book.path))
    for words in (
        ("day", "2026-06-01", "--pdf", f"{tmp_path}/day.pdf"),
        ("sheet", "sign", number, "--pdf", f"{tmp_path}/sign.pdf"),
        ("officers", "--pdf", f"{tmp_path}/roster.pdf"),
    ):
        done = CliRunner().invoke(main, list(words))
        assert done.exit_code == 0, done.output
    for file in tmp_path.glob("*.pdf"):
        assert "Zyzzyva" not in " ".join(p.extract_text() for p in PdfReader(file).pages)
