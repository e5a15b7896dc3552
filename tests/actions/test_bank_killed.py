"""Imports and bookings of bank lines killed in the middle: whole, or not at all."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.actions.billing.bank_matching import book_lines
from coordinator.actions.billing.bank_statements import import_statements
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.actions.money_town import DAY, MONDAY
from tests.actions.receivables_town import billed, rich_town

RUN = """
import sys
from pathlib import Path
from coordinator.actions.billing.bank_matching import book_lines
from coordinator.actions.billing.bank_statements import import_statements
from coordinator.actions.results import Actor
from storage.database import Book

book, actor = Book(Path(sys.argv[1])), Actor("Pat", int(sys.argv[3]))
print("ready", flush=True)
import_statements(book, actor, Path(sys.argv[2]))
book_lines(book, actor)
"""
LINES = 400


def statement(path: Path, numbers: list[str]) -> Path:
    rows = [f"2026-06-01,{number},Harbor Paving,330.00,n{number}" for number in numbers]
    rows += [f"2026-06-02,other {n},Somebody,{n}.07,x{n}" for n in range(LINES)]
    path.write_text("date,description,name,amount,id\n" + "\n".join(rows), encoding="utf-8")
    return path


def sound(book: Book, invoices: int) -> None:
    reader = book.reader()
    lines = reader.execute("SELECT count(*) FROM bank_line").fetchone()[0]
    assert lines in (0, LINES + invoices)
    booked = reader.execute("SELECT count(*) FROM bank_line WHERE state = 'booked'").fetchone()[0]
    receipts = reader.execute("SELECT count(*) FROM receipt").fetchone()[0]
    assert booked == receipts
    assert booked in (0, invoices)
    paid = reader.execute("SELECT count(DISTINCT invoice_id) FROM payment").fetchone()[0]
    assert paid == booked


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_import_or_booking_leaves_nothing_half_done(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    town = rich_town(book, Actor(actor.name, MONDAY + 30 * DAY))
    numbers = [billed(town, start=MONDAY + day * DAY).number for day in range(4)]
    path = statement(tmp_path / "june.csv", numbers)
    moments = random.Random(11)
    for _ in range(4):
        command = [sys.executable, "-c", RUN, str(book.path), str(path), str(town.actor.now)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0.05, 0.5))
            child.send_signal(signal.SIGKILL)
        sound(Book(book.path), len(numbers))
    whole = Book(book.path)
    found = import_statements(whole, town.actor, path)
    assert not isinstance(found, Refused)
    book_lines(whole, town.actor)
    sound(whole, len(numbers))
    assert whole.reader().execute("SELECT count(*) FROM receipt").fetchone() == (4,)
    assert not verify_book(whole).findings
