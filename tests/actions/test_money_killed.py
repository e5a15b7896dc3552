"""Runs killed in the middle: no half invoice, no number lost, no hour billed or paid twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll
from coordinator.actions.results import Actor
from storage.database import Book
from storage.queries.money.billing import Scope
from tests.actions.money_town import DAY, MONDAY, Town, make_town

RUN = """
import sys
from pathlib import Path
from coordinator.actions.pay import payroll
from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
from coordinator.actions.results import Actor
from storage.database import Book
from storage.queries.money.billing import Scope

book, actor, until = Book(Path(sys.argv[1])), Actor("Pat", int(sys.argv[2])), int(sys.argv[3])
payroll.PIECE = 2
plans = preview_invoices(book, Scope(until=until), "detail").plans
print("ready", flush=True)
issue_batch(book, actor, plans)
payroll.lock_payroll(book, actor, "2026-05-25", "2026-06-15")
"""
DETAILS = 16


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    town = make_town(book, Actor(actor.name, actor.now + 30 * DAY))
    for number in range(DETAILS):
        start = MONDAY + number * 7200
        _, (only,) = town.detail(number % 2, start, hours=1)
        town.work(only, start, 1)
    return town


def killed_run(path: Path, now: int, after: float) -> None:
    """Start the run in a process of its own and kill it a moment after it begins to write."""
    command = [sys.executable, "-c", RUN, str(path), str(now), str(now)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(after)
        child.send_signal(signal.SIGKILL)


def sound(town: Town) -> None:
    reader = town.book.reader()
    numbers = [row[0] for row in reader.execute("SELECT number FROM invoice ORDER BY id")]
    assert numbers == [f"2026-{n + 1:05}" for n in range(len(numbers))]
    for column, charge, side in (
        ("invoice_id", "invoice_id", "bill"),
        ("payroll_run_id", "payroll_run_id", "pay"),
    ):
        wrong = reader.execute(
            f"SELECT count(*) FROM timesheet_entry AS entry WHERE ({column} IS NOT NULL) <>"
            f" (SELECT count(*) FROM charge WHERE entry_id = entry.id AND side = '{side}'"
            f"  AND {charge} = entry.{column})"
        )
        assert wrong.fetchone() == (0,)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_run_leaves_whole_steps_and_is_gone_on_with(town: Town) -> None:
    moments = random.Random(7)
    now = town.actor.now
    for _ in range(4):
        killed_run(town.book.path, now, moments.uniform(0.0, 0.12))
        sound(town)
    issue_batch(
        town.book, town.actor, preview_invoices(town.book, Scope(until=now), "detail").plans
    )
    run = lock_payroll(town.book, town.actor, "2026-05-25", "2026-06-15")
    sound(town)
    assert town.scalar("SELECT count(*) FROM invoice") == DETAILS
    assert town.scalar("SELECT sum(amount_cents) FROM charge WHERE side = 'pay'") == (
        DETAILS * 4 * 5_000
    )
    if isinstance(run, PayrollLocked):
        assert run.total_cents == DETAILS * 4 * 5_000
    assert town.scalar("SELECT count(*) FROM payroll_run WHERE state = 'locked'") == 1
    assert verify_book(town.book).clean
