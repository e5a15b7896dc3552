"""The dossier of a job: all of it from the request to the payment, each paper by its hash."""

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from coordinator.actions.book.kept_files import NewPaper, PaperKept, erase, keep
from coordinator.actions.oversight.dossier import (
    DossierWritten,
    make_dossier_of_detail,
    write_dossier_folder,
)
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage.database import Book
from storage.kept_files import folder_of
from tests.actions.audit_town import NOW, fill

PAT = Actor("Pat", NOW)
PLAN = b"%PDF-1.4\nOne lane is closed."


@pytest.fixture
def town(book: Book) -> tuple[Book, int, int]:
    """A book, and a job of it with its detail, billed, paid and with papers."""
    fill(book)
    job, detail = book.reader().execute(
        "SELECT job_id, d.id FROM detail AS d JOIN job AS j ON j.id = job_id"
        " JOIN request AS r ON r.id = j.request_id"
    ).fetchone()  # fmt: skip
    for subject, name, data in (
        (f"job:{job}", "lanes [/b].pdf", PLAN),
        (f"detail:{detail}", "sheet.txt", b"signed"),
    ):
        kept = keep(book, PAT, NewPaper(subject, "traffic_plan", name, data))
        assert isinstance(kept, PaperKept)
    return book, job, detail


def test_it_tells_of_all_and_the_papers_lie_beside_it(
    town: tuple[Book, int, int], tmp_path: Path
) -> None:
    book, job, _ = town
    done = write_dossier_folder(book, tmp_path / "d", job, NOW)
    assert isinstance(done, DossierWritten)
    assert (done.papers, done.lost) == (2, ())
    pages = PdfReader(done.path).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    number, title, officer, invoice, run = book.reader().execute(
        "SELECT j.number, j.title, o.last_name, i.number, run.number FROM job AS j"
        " JOIN detail AS d ON d.job_id = j.id JOIN position AS p ON p.detail_id = d.id"
        " JOIN assignment AS a ON a.position_id = p.id JOIN officer AS o ON o.id = a.officer_id"
        " JOIN timesheet_entry AS t ON t.assignment_id = a.id"
        " JOIN invoice AS i ON i.id = t.invoice_id"
        " JOIN payroll_run AS run ON run.id = t.payroll_run_id WHERE j.id = ?",
        (job,),
    ).fetchone()  # fmt: skip
    assert run
    for said in (
        f"Job dossier {number}: {title}", "Request: R1", "Billed: 300.00",
        "Paid to officers: 200.00", "Hours worked: 4:00", officer, invoice, "payment", "request",
        f"Page 1 of {len(pages)}", "Seal of the book",
    ):  # fmt: skip
        assert said in words, said
    copies = {path.name: path.read_bytes() for path in (tmp_path / "d" / "papers").iterdir()}
    assert set(copies.values()) == {PLAN, b"signed"}
    for name, data in copies.items():
        assert name in words
        assert sha256(data).hexdigest() in words.replace(" ", "")


def test_what_is_erased_or_lost_is_said(town: tuple[Book, int, int], tmp_path: Path) -> None:
    book, job, detail = town
    assert not isinstance(erase(book, PAT, 1), Refused)
    (folder_of(book.path) / sha256(b"signed").hexdigest()).write_bytes(b"forged")
    done = write_dossier_folder(book, tmp_path / "d", job, NOW)
    assert isinstance(done, DossierWritten)
    assert (done.papers, done.lost) == (0, ("sheet.txt",))
    assert "not readable: sheet.txt" in done.sentence
    made = make_dossier_of_detail(book.reader(), tmp_path, detail, now=NOW)
    assert not isinstance(made, Refused)
    assert "1 (erased)" in " ".join(p.extract_text() for p in PdfReader(made.path).pages)
    assert isinstance(make_dossier_of_detail(book.reader(), tmp_path, 10**9, now=NOW), Refused)
    assert isinstance(write_dossier_folder(book, tmp_path, 10**9, NOW), Refused)


def test_by_command(
    town: tuple[Book, int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book, job, _ = town
    monkeypatch.setenv("COORDINATOR_NOW", str(NOW))
    (number,) = book.reader().execute("SELECT number FROM job WHERE id = ?", (job,)).fetchone()
    book.close()
    words = ["job", "dossier", number, str(tmp_path / "x"), "--book", str(book.path)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert "with 2 papers beside it" in done.output
    assert CliRunner().invoke(main, words).exit_code == 0
