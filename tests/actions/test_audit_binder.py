"""The self-audit: faults that were planted are found and none is invented; its counts count."""

import csv
import io
import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from coordinator.actions.book.settings import set_setting
from coordinator.actions.oversight.audit_tests import all_tests, chosen_tests, typed_for
from coordinator.actions.oversight.auditing import Auditing, exceptions_apart
from coordinator.actions.oversight.binder import BinderWritten, Ran, run_tests, write_binder
from coordinator.actions.oversight.findings import (
    NewFinding,
    Noted,
    answer_finding,
    close_finding,
    raise_finding,
)
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.rules.reports import audit
from coordinator.rules.reports.report import Result
from storage.database import Book
from tests.actions.audit_plants import plant_all
from tests.actions.audit_town import NOW, PERIOD, Town, fill

TESTS = [test.name for test in all_tests().tests]


@pytest.fixture(scope="module")
def clean(empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    path = tmp_path_factory.mktemp("audit") / "clean.book"
    book = Book(Path(shutil.copy(empty_book_file, path)))
    fill(book)
    book.close()
    return Book(path)


@pytest.fixture(scope="module")
def planted(
    empty_book_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Book, dict[str, list[object]]]:
    path = tmp_path_factory.mktemp("audit") / "planted.book"
    book = Book(Path(shutil.copy(empty_book_file, path)))
    town = fill(book)
    with book.action(Actor("Sam", NOW), "plant", "agency:1") as tx:
        faulty = Town(tx, town.runs, employer=town.employer, permit=town.permit, ranks=town.ranks)
        faulty.count = town.count
        plant_all(faulty)
    return book, dict(faulty.planted)


def run_on(book: Book) -> dict[str, audit.Tested]:
    ran = run_tests(book.reader(), Auditing(book.path, PERIOD, NOW))
    assert isinstance(ran, Ran), ran
    assert not ran.not_run
    return {each.exceptions.report.name: each for each in ran.tests}


def test_every_file_is_a_test_and_no_test_stands_twice() -> None:
    assert not all_tests().wrong
    assert len(TESTS) == len(set(TESTS)) >= 28
    used = {test.audit.population for test in all_tests().tests if test.audit}
    assert used == {each.name for each in all_tests().populations}


def test_in_a_clean_book_all_is_tested_and_nothing_found(clean: Book) -> None:
    for name, found in run_on(clean).items():
        assert (name, found.exceptions.rows) == (name, ())
        assert (name, found.sound) == (name, audit.Sound.CLEAN)
        assert found.rate == 0


def test_all_planted_faults_are_found_and_none_is_invented(
    planted: tuple[Book, dict[str, list[object]]],
) -> None:
    book, faults = planted
    ran = run_on(book)
    assert set(faults) == set(TESTS)
    found = {name: sorted(map(str, each.keys)) for name, each in ran.items()}
    assert found == {name: sorted(map(str, keys)) for name, keys in faults.items()}
    for each in ran.values():
        assert each.strangers == ()
        assert 0 < each.hit <= len(each.exceptions.rows)
        assert each.rate == 100 * each.hit / len(each.members)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_count_of_the_binder_can_be_counted_again_in_its_annex(
    planted: tuple[Book, dict[str, list[object]]], tmp_path: Path
) -> None:
    book = planted[0]
    done = write_binder(
        book.reader(), tmp_path / "b", Auditing(book.path, PERIOD, NOW), zipped=True
    )
    assert isinstance(done, BinderWritten)
    told = json.loads((tmp_path / "b" / "manifest.json").read_text())
    with zipfile.ZipFile(tmp_path / "b" / "annex.zip") as packed:
        annex = {name: packed.read(name) for name in packed.namelist()}
    assert {each["name"] for each in told["files"]} == set(annex)
    for each in told["files"]:
        data = annex[each["name"]]
        said = (each["rows"], each["bytes"], each["sha256"])
        assert said == (len(rows_of(data)), len(data), sha256(data).hexdigest())
    pages = [page.extract_text() for page in PdfReader(tmp_path / "b" / "binder.pdf").pages]
    contents = " ".join(" ".join(pages[:2]).split())
    assert "Population" in contents
    counted = 0
    for number, test in enumerate(told["tests"], 1):
        members, rows, hit = _counted_again(test, annex)
        for side, many in (("population", members), ("exceptions", hit)):
            assert test[side]["members"] == many
        assert test["exceptions"]["rows"] == rows
        rate = f"{100 * hit / members:.1f} %"
        words = f"Population: {members:,}. Exceptions: {rows:,}, about {hit:,} of the population"
        own = next(page for page in pages if f"{number}. {test['title']}" in page.split("\n"))
        assert f"{words} ({rate})." in " ".join(own.split())
        assert annex_seal(test, annex) in own
        at = pages.index(own) + 1
        line = f"{number} {test['title']} {test['severity']} {members:,} {rows:,} {rate} {at}"
        assert line in contents
        assert f"Page {at} of {len(pages)}" in own
        counted += 1
    assert counted == len(TESTS)


def _counted_again(test: dict[str, dict[str, str]], annex: dict[str, bytes]) -> tuple[int, ...]:
    population, exceptions = test["population"], test["exceptions"]
    members = {row[population["column"]] for row in rows_of(annex[population["file"]])}
    hits = [row[exceptions["column"]] for row in rows_of(annex[exceptions["file"]])]
    assert set(hits) <= members
    return len(members), len(hits), len(set(hits))


def annex_seal(test: dict[str, dict[str, str]], annex: dict[str, bytes]) -> str:
    return sha256(annex[test["exceptions"]["file"]]).hexdigest()


def test_the_agency_may_leave_tests_out_and_ask_with_its_own_figures(
    clean: Book, tmp_path: Path
) -> None:
    book = Book(Path(shutil.copy(clean.path, tmp_path / "town.book")))
    pat = Actor("Pat", NOW)
    set_setting(book, pat, "audit.left_out", "split-shifts, no-break")
    set_setting(book, pat, "audit.limits", "over-week.maximum=3 over-week.nothing=1")
    reader = book.reader()
    assert len(chosen_tests(reader)) == len(TESTS) - 2
    over = all_tests().named("over-week")
    assert over is not None
    assert typed_for(reader, over, PERIOD) == {
        "period": PERIOD, "maximum": "3", "count": "details",
    }  # fmt: skip
    done = write_binder(reader, tmp_path / "b", Auditing(book.path, PERIOD, NOW))
    assert isinstance(done, BinderWritten)
    assert (done.tests, done.hit) == (len(TESTS) - 2, 1)
    words = " ".join(PdfReader(tmp_path / "b" / "binder.pdf").pages[1].extract_text().split())
    assert "No break between duty and a detail: left out by this agency" in words
    assert len(list((tmp_path / "b" / "annex" / "exceptions").iterdir())) == len(TESTS) - 2
    # Written again with fewer tests, nothing of the earlier annex is left; what is not ours stays.
    mine = tmp_path / "b" / "annex" / "exceptions" / "mine.csv"
    mine.write_text("mine")
    set_setting(book, pat, "audit.left_out", " ".join(TESTS[1:]))
    taken = write_binder(reader, tmp_path / "b", Auditing(book.path, PERIOD, NOW))
    assert isinstance(taken, Refused)
    write_binder(reader, tmp_path / "b", Auditing(book.path, PERIOD, NOW), replace=True)
    left = sorted(path.stem for path in mine.parent.iterdir())
    assert left == sorted([TESTS[0], "mine"])


def test_what_was_done_about_an_exception_stands_beside_it_on_paper(
    planted: tuple[Book, dict[str, list[object]]], tmp_path: Path
) -> None:
    with closing(sqlite3.connect(tmp_path / "town.book")) as copy:
        planted[0].reader().backup(copy)
    book = Book(tmp_path / "town.book")
    sam, hit = Actor("Sam", NOW), str(planted[1]["own-hours"][0])
    raised = [
        raise_finding(book, sam, NewFinding(title, "own-hours", about, owner=owner, due_on=due))
        for title, about, owner, due in (
            ("Approved his own hours", hit, "Lt. Ortiz", "2026-07-01"),
            ("The whole test", "", "Sgt. Poe", "2026-08-01"),
        )
    ]
    closed, still = (each for each in raised if isinstance(each, Noted))
    answer_finding(book, sam, closed.id, "I stood in for <b>Kim</b>")
    close_finding(book, sam, closed.id, done="Hours approved anew", evidence="Memo 26-14")
    set_setting(book, sam, "audit.left_out", " ".join(set(TESTS) - {"own-hours"}))
    done = write_binder(book.reader(), tmp_path / "b", Auditing(book.path, PERIOD, NOW))
    assert isinstance(done, BinderWritten)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "b" / "binder.pdf").pages]
    words = " ".join(" ".join(pages).split())
    assert words.count("What was done") == 1
    assert (
        f"{closed.number} · {hit} · closed · Lt. Ortiz: answer: I stood in for <b>Kim</b> · "
        "done: Hours approved anew · evidence: Memo 26-14"
    ) in words
    assert f"{still.number} · the whole test · open · Sgt. Poe: due 2026-08-01" in words
    # What the finding is about is a row of the annex.
    told = json.loads((tmp_path / "b" / "manifest.json").read_text())["tests"][0]["exceptions"]
    rows = rows_of((tmp_path / "b" / "annex" / told["file"]).read_bytes())
    assert hit in {row[told["column"]] for row in rows}
    assert " 2, 1 open " in words


def test_what_cannot_run_is_said(clean: Book, tmp_path: Path) -> None:
    reader = clean.reader()
    wrong = write_binder(reader, tmp_path / "b", Auditing(clean.path, "some day", NOW))
    assert isinstance(wrong, Refused)
    assert "some day" in wrong.sentence
    assert not (tmp_path / "b").exists()
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "mine.txt").write_text("mine")
    taken = write_binder(reader, tmp_path / "c", Auditing(clean.path, PERIOD, NOW))
    assert isinstance(taken, Refused)
    assert re.search("not empty", taken.sentence)
    stopped = run_tests(reader, Auditing(clean.path, PERIOD, NOW), told=lambda done, of: done < 2)
    assert stopped == Refused(("Stopped.",))


def report_rows(book: Book, name: str, **typed: str) -> list[dict[str, object]]:
    report = shipped_reports().named(name)
    assert report is not None
    result = run_report(book.reader(), report, Asking(book.path, NOW, {"period": PERIOD, **typed}))
    assert isinstance(result, Result), result
    names = [column.name for column in result.columns]
    return [dict(zip(names, row, strict=True)) for row in result.rows]


def test_the_reports_of_oversight_tell_of_the_same_faults(
    planted: tuple[Book, dict[str, list[object]]],
) -> None:
    book, faults = planted
    for pair, test in (
        ("approved what he is paid", "own-hours"),
        ("corrected what he is paid", "own-corrections"),
        ("entered and approved hours", "self-approved-hours"),
    ):
        found = report_rows(book, "same-person", pair=pair)
        assert sorted(str(row["record"]) for row in found) == sorted(map(str, faults[test]))
    late = report_rows(book, "approved-late")
    assert [row["detail"] for row in late] == faults["approved-late"]
    assert late[0]["delay"] == 60
    rates = {row["approver"]: row for row in report_rows(book, "approvers") if row["asked"] == 20}
    assert (rates["Yes"]["approved"], rates["Yes"]["rate"]) == (20, 100)
    never = report_rows(book, "approvers", only="never refused")
    assert {"Yes", "Kim"} <= {row["approver"] for row in never}
    assert not any(row["approver"] == "Fair" and row["what"] == "refund" for row in never)


def test_the_evidence_names_for_every_point_how_much_there_is_and_the_last_of_it(
    clean: Book,
) -> None:
    points = report_rows(clean, "evidence-22-3-5")
    assert [str(row["point"])[0] for row in points] == [*"aabcccdeee"]
    told = {str(row["what"]): row for row in points}
    details = clean.reader().execute("SELECT number FROM detail ORDER BY starts_at, number")
    numbers = [number for (number,) in details]
    row = told["details with officers, date, hours and employer"]
    assert row["records"] == len(numbers)
    assert row["latest"] == numbers[-1]
    assert (row["first_on"], row["last_on"]) == ("2026-04-20", "2026-05-18")
    assert told["spot checks on site"]["records"] == 0
    assert [row["what"] for row in report_rows(clean, "evidence-22-3-5", point="b")] == [
        "versions of the policy in force"
    ]


def test_the_exceptions_of_a_test_are_found_in_a_process_of_their_own_too(
    planted: tuple[Book, dict[str, list[object]]],
) -> None:
    book, faults = planted
    asked = (NOW, {"period": PERIOD}, lambda done, of: True)
    found = exceptions_apart(book.path, "against-policy", *asked)
    assert isinstance(found, Result)
    assert [row[found.place("position")] for row in found.rows] == faults["against-policy"]
    assert isinstance(exceptions_apart(book.path, "nothing", *asked), Refused)
