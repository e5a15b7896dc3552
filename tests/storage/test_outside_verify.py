"""The page that an auditor runs agrees with the program's own verify."""

import ast
import sqlite3
import subprocess
import sys
from pathlib import Path

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off
from coordinator.actions.staffing.offering import offer
from coordinator.manual import outside_verify
from storage.database import Book
from storage.models import Assignment, Rank
from tests.trust.town import order, seats_of, settle

PAGE = Path(outside_verify.__file__)


def lived_in(book: Book, actor: Actor) -> None:
    town = settle(book, actor)
    detail = order(book, actor, town).detail_ids[0]
    seats = seats_of(book, detail)
    offer(book, actor, seats[0], town.officers[:2])
    with book.action(actor, "assign", f"detail:{detail}") as tx:
        held = tx.add(
            Assignment(
                position_id=seats[1],
                officer_id=town.officers[3],
                starts_at=actor.now,
                ends_at=actor.now + 1,
                awarded_at=actor.now,
            )
        )
    call_off(book, actor, held.id, "sick", "O'Hara’s [/] 🤒")
    undo_last(book, actor)


def test_both_find_a_lived_in_book_clean_under_one_head(book: Book, actor: Actor) -> None:
    lived_in(book, actor)
    ours = verify_book(book)
    assert ours.findings == ()
    assert outside_verify.told(book.path) == [f"head {ours.head}"]
    assert outside_verify.told(book.path, ours.head) == [f"head {ours.head}"]


def test_both_remark_on_a_clock_that_went_back(book: Book, actor: Actor) -> None:
    lived_in(book, actor)
    for code, back in (("A", 900), ("B", 2 * 900 + 1), ("C", 0)):
        with book.action(Actor("Robin", actor.now - back), "add rank", "rank") as tx:
            tx.add(Rank(code=code, name=code, level=1))
    ours = verify_book(book)
    assert ours.clean
    (remark,) = ours.remarks
    last = int(ours.head.split(":")[1])
    assert remark.where == f"action {last - 1}"
    assert remark.what == "the clock stood 0 h 15 min before that of the action before it"
    assert outside_verify.told(book.path) == [
        f"remark action {last - 1} was made by a clock that had gone back 901 s",
        f"head {ours.head}",
    ]


def test_both_find_the_same_wrong(book: Book, actor: Actor, outside: sqlite3.Connection) -> None:
    lived_in(book, actor)
    outside.execute("UPDATE change SET after = replace(after, 'Road', 'Rail') WHERE tbl = 'job'")
    outside.execute("UPDATE action SET reason = 'sober' WHERE verb = 'call off'")
    outside.execute("DELETE FROM offer WHERE id = 1")
    ours = {finding.where for finding in verify_book(book).findings}
    told = outside_verify.told(book.path)
    theirs = {" ".join(line.split()[:2]) for line in outside_verify.wrong(told)}
    assert theirs == ours
    # The edited change and the row it no longer fits, the edited action, the unsealed deletion.
    assert len(ours) == 4


def test_it_runs_alone_and_fits_on_a_page(book: Book, actor: Actor) -> None:
    lived_in(book, actor)
    ran = subprocess.run(
        [sys.executable, "-I", str(PAGE), str(book.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines() == [f"head {verify_book(book).head}", "it all fits"]
    tree = ast.parse(PAGE.read_text())
    imported = {
        name.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert imported <= {"json", "sqlite3", "sys", "hashlib"}
    assert len(PAGE.read_text().splitlines()) <= 136
