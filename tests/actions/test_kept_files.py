"""Papers of records: kept, listed, saved, removed, erased, and vouched for by verify."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.kept_files import (
    NewPaper,
    PaperKept,
    PapersSaved,
    erase,
    exported_name,
    keep,
    keep_in,
    remove,
    save,
)
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage import kept_files
from storage.backup import make_backup
from storage.database import Book
from storage.queries.book.kept_files import all_papers, holds, papers_of
from tests.trust.town import Town, order, settle

PDF = b"%PDF-1.7\nplan"


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return settle(book, actor)


def kept(book: Book, actor: Actor, subject: str, name: str = "plan.pdf") -> int:
    done = keep(book, actor, NewPaper(subject, "permit", name, PDF, "2026-07-01"))
    assert isinstance(done, PaperKept), done
    return done.id


def test_a_paper_is_kept_once_with_its_record(book: Book, actor: Actor, town: Town) -> None:
    subject = f"employer:{town.employer}"
    first = kept(book, actor, subject, "C:\\plans\\pl\x1ban.pdf")
    assert kept(book, actor, subject) == first
    (only,) = papers_of(book.reader(), (subject,))
    assert (only.name, only.media_type, only.length) == ("plan.pdf", "application/pdf", len(PDF))
    assert holds(book.reader(), subject, "permit", "2026-07-01")
    assert not holds(book.reader(), subject, "permit", "2026-07-02")
    assert not holds(book.reader(), subject, "insurance")
    assert verify_book(book).clean


def test_it_takes_part_in_a_larger_action_and_goes_with_it(
    book: Book, actor: Actor, town: Town
) -> None:
    with book.action(actor, "test", "agency:1") as tx:
        made = keep_in(tx, book.path, NewPaper("agency:1", "other", "x", PDF))
        assert not isinstance(made, Refused)
        tx.abandon()
    assert all_papers(book.reader()) == ()
    assert verify_book(book).clean


@pytest.mark.parametrize(
    ("new", "why"),
    [
        (NewPaper("agency:1", "other", "a.pdf", b""), "a.pdf is empty."),
        (NewPaper("agency:1", "other", "a.pdf", b"MZ"), "a.pdf is a program; those are not kept."),
        (NewPaper("agency:1", "other", "a", b"\0"), "a is no PDF, picture, office document"),
        (NewPaper("agency:1", "wish", "a", PDF), "A file is one of: permit"),
        (NewPaper("agency:2", "other", "a", PDF), "There is no agency 2."),
        (NewPaper("packet:1", "other", "a", PDF), "There is no packet 1."),
        (NewPaper('x" OR 1:1', "other", "a", PDF), "There is no"),
        (NewPaper("agency:1", "other", "a", PDF + b" " * 1_000_000), "1.0 MB; at most 1 are kept"),
    ],
)
def test_what_is_not_kept_says_why(book: Book, actor: Actor, new: NewPaper, why: str) -> None:
    set_setting(book, actor, "files.most_mb", 1)
    refused = keep(book, actor, new)
    assert isinstance(refused, Refused)
    assert why in refused.sentence
    assert all_papers(book.reader()) == ()


def test_files_of_unknown_kinds_are_kept_where_the_agency_wants_them(
    book: Book, actor: Actor
) -> None:
    set_setting(book, actor, "files.unknown_too", True)
    done = keep(book, actor, NewPaper("agency:1", "other", "site.dwg", b"AC1027\0\0"))
    assert isinstance(done, PaperKept)
    assert exported_name(all_papers(book.reader())[0]) == f"{done.id}-site.bin"
    assert isinstance(keep(book, actor, NewPaper("agency:1", "other", "x", b"MZ")), Refused)


def test_removed_it_is_off_its_record_and_undo_brings_it_back(
    book: Book, actor: Actor, town: Town
) -> None:
    subject = f"employer:{town.employer}"
    number = kept(book, actor, subject)
    remove(book, actor, number)
    assert papers_of(book.reader(), (subject,)) == ()
    assert len(papers_of(book.reader(), (subject,), removed=True)) == 1
    assert isinstance(remove(book, actor, number), Refused)
    undo_last(book, actor)
    assert len(papers_of(book.reader(), (subject,))) == 1
    assert verify_book(book).clean


def test_erased_it_is_gone_everywhere_and_verify_does_not_mind(
    book: Book, actor: Actor, town: Town
) -> None:
    number = kept(book, actor, f"employer:{town.employer}")
    other = kept(book, actor, "agency:1")
    make_backup(book.path, actor.now)
    digest = all_papers(book.reader())[0].sha256
    erase(book, actor, number)
    assert kept_files.read(book.path, digest) == PDF  # another record names the same bytes
    erase(book, actor, other)
    assert not list(book.path.parent.rglob(digest))
    assert verify_book(book).clean
    refused = undo_last(book, actor)
    assert isinstance(refused, Refused)
    assert "was changed since by 'erase file'" in refused.sentence


def test_verify_names_papers_that_are_missing_or_altered(
    book: Book, actor: Actor, town: Town
) -> None:
    number = kept(book, actor, f"employer:{town.employer}")
    path = kept_files.folder_of(book.path) / all_papers(book.reader())[0].sha256
    path.write_bytes(b"%PDF-forged")
    (finding,) = verify_book(book).findings
    assert finding.where == f"kept_file {number}"
    assert finding.what == "its file is not what was kept"
    path.unlink()
    (finding,) = verify_book(book).findings
    assert finding.what == "its file is missing"


def test_copies_get_harmless_names_and_write_over_nothing(
    book: Book, actor: Actor, town: Town, tmp_path: Path
) -> None:
    number = kept(book, actor, "agency:1", "../Plän für <b>Main St</b>.html")
    kept(book, actor, f"employer:{town.employer}", "…")
    folder = tmp_path / "out"
    done = save(book, all_papers(book.reader()), folder)
    assert isinstance(done, PapersSaved)
    assert [path.name for path in done.paths] == [f"{number}-b.pdf", f"{number + 1}-permit.pdf"]
    assert done.paths[0].read_bytes() == PDF
    done.paths[0].write_bytes(b"mine")
    assert isinstance(save(book, all_papers(book.reader()), folder), Refused)
    assert done.paths[0].read_bytes() == b"mine"


def test_the_commands(book: Book, actor: Actor, town: Town, tmp_path: Path) -> None:
    job = order(book, actor, town)
    number = book.reader().execute("SELECT number FROM detail").fetchone()[0]
    assert job.detail_ids
    (tmp_path / "plan.pdf").write_bytes(PDF)
    book.close()

    def run(*words: object, code: int = 0) -> str:
        environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
        said = CliRunner().invoke(main, ["file", *map(str, words)], env=environment)
        assert said.exit_code == code, said.output
        return said.output

    plan = tmp_path / "plan.pdf"
    assert "plan.pdf is kept as file 1" in run(
        "add", number, plan, "--kind", "traffic_plan", "--until", "2026-07-01", "--words", "east"
    )
    assert run("list", number) == (
        f"1  detail {number}: plan.pdf (traffic plan, PDF, 1 kB)  until 2026-07-01  east\n"
    )
    assert json.loads(run("list", "--json"))["files"][0]["kind"] == "traffic_plan"
    run("save", number, tmp_path / "out")
    assert (tmp_path / "out" / "1-plan.pdf").read_bytes() == PDF
    assert "cannot be read" in run("add", number, tmp_path / "gone.pdf", code=1)
    run("save", "E1", tmp_path / "out", code=5)
    run("remove", 1)
    assert run("list") == "No file is kept.\n"
    assert "REMOVED" in run("list", "--removed")
    assert "would be erased" in run("erase", 1)
    assert "erased for good" in run("erase", 1, "--yes")
    run("erase", 7, code=5)
