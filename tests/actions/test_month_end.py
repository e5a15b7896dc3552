"""The end of a month in one go, done twice, and killed in the middle."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from coordinator.actions.accounts.accounts import any_journal, fund_proof
from coordinator.actions.accounts.month_end import MonthWanted, end_month, preview_month
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.pay.bank_accounts import BankDetails, set_account
from coordinator.actions.pay.bank_agreement import set_agreement
from coordinator.actions.pay.sealing import SealingKey
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.actions.money_town import DAY, MONDAY, Town, make_town
from tests.actions.test_paying import AGREEMENT

JUNE = 1_780_315_200
DETAILS = 12


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    town = make_town(book, Actor(actor.name, JUNE))
    set_setting(book, actor, "pay.period", "monthly")
    for number in range(DETAILS):
        start = MONDAY - 5 * DAY + number * 7200
        _, (only,) = town.detail(number % 2, start, hours=1)
        town.work(only, start, 1)
    return town


def test_a_month_is_ended_step_by_step_and_again_changes_nothing(
    town: Town, tmp_path: Path
) -> None:
    wanted = MonthWanted("2026-05", tmp_path / "may", close=True)
    looked = preview_month(town.book, town.actor, wanted)
    assert not isinstance(looked, Refused)
    assert [step.words.split(" (")[0] for step in looked.steps[:2]] == [
        "2 invoices over 3,432.00",
        "1 officer, 2,400.00",
    ]
    seen: list[str] = []
    done = end_month(town.book, town.actor, wanted, progress=lambda step, *_: seen.append(step))
    assert not isinstance(done, Refused)
    assert done.left == ()
    assert [step.name for step in done.steps] == [
        "invoices", "papers", "payroll", "payroll file", "journal", "close"
    ]  # fmt: skip
    assert list(dict.fromkeys(seen)) == [step.name for step in done.steps]
    assert town.scalar("SELECT group_concat(DISTINCT issued_on) FROM invoice") == "2026-05-31"
    names = sorted(path.name for path in (tmp_path / "may").rglob("*") if path.is_file())
    assert len(names) == 4
    may = any_journal(town.book.reader(), "2026-05")
    assert not isinstance(may, Refused)
    assert may.balances["4000"] == -DETAILS * 26_000
    assert may.balances["5000"] == DETAILS * 20_000
    proof = fund_proof(town.book.reader(), "2026-05")
    assert not isinstance(proof, Refused)
    assert proof.proved
    again = end_month(town.book, town.actor, wanted)
    assert not isinstance(again, Refused)
    assert [step.name for step in again.steps if not step.done] == ["payroll", "close"]
    assert town.scalar("SELECT count(*) FROM invoice") == 2
    assert town.scalar("SELECT count(*) FROM payroll_run") == 1
    assert any_journal(town.book.reader(), "2026-05") == may


@pytest.mark.parametrize(("month", "says"), [("2026-13", "not a month"), ("2026-06", "not ended")])
def test_a_month_that_cannot_be_ended_is_refused(town: Town, month: str, says: str) -> None:
    found = end_month(town.book, town.actor, MonthWanted(month, Path()))
    assert isinstance(found, Refused)
    assert says in found.sentence


def test_it_stops_between_two_pieces_and_goes_on(town: Town, tmp_path: Path) -> None:
    wanted = MonthWanted("2026-05", tmp_path, pdf=False)
    seen: list[tuple[str, int]] = []
    stopped = end_month(
        town.book,
        town.actor,
        wanted,
        progress=lambda step, done, total: seen.append((step, done)),
        cancelled=lambda: ("invoices", 1) in seen,
    )
    assert not isinstance(stopped, Refused)
    assert stopped.stopped
    assert town.scalar("SELECT count(*) FROM invoice") == 1
    end_month(town.book, town.actor, wanted)
    assert town.scalar("SELECT count(*) FROM invoice") == 2
    assert town.scalar("SELECT sum(total_cents) FROM payroll_run") == DETAILS * 20_000


RUN = """
import sys
from pathlib import Path
from coordinator.actions.pay import payroll
from coordinator.actions.pay.bank_accounts import BankDetails, set_account
from coordinator.actions.pay.bank_agreement import set_agreement
from coordinator.actions.accounts.month_end import MonthWanted, end_month
from coordinator.actions.results import Actor
from storage.database import Book

payroll.PIECE = 2
book, actor = Book(Path(sys.argv[1])), Actor("Pat", int(sys.argv[2]))
print("ready", flush=True)
end_month(book, actor, MonthWanted("2026-05", Path(sys.argv[3]), close=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_month_end_is_gone_on_with(town: Town, tmp_path: Path) -> None:
    moments = random.Random(11)
    for _ in range(5):
        command = [sys.executable, "-c", RUN, str(town.book.path), str(JUNE), str(tmp_path / "m")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0.0, 0.4))
            child.send_signal(signal.SIGKILL)
    end_month(town.book, town.actor, MonthWanted("2026-05", tmp_path / "m", close=True))
    assert town.scalar("SELECT count(*) FROM invoice") == 2
    assert town.scalar("SELECT sum(total_cents) FROM payroll_run") == DETAILS * 20_000
    assert town.scalar("SELECT count(*) FROM closed_month") == 1
    assert town.scalar("SELECT sum(amount_cents) FROM posting") == 0
    assert verify_book(town.book).clean


def test_the_bank_is_told_once_and_who_is_left_is_named(town: Town, tmp_path: Path) -> None:
    key = SealingKey(bytes(32))
    set_setting(town.book, town.actor, "pay.by", "bank")
    set_agreement(town.book, town.actor, "nacha", AGREEMENT)
    wanted = MonthWanted("2026-05", tmp_path, bank=True, pdf=False)
    unpaid = end_month(town.book, town.actor, wanted, key)
    assert not isinstance(unpaid, Refused)
    bank = next(step for step in unpaid.steps if step.name == "bank file")
    assert bank.left == ("There is nothing to pay.",)
    details = BankDetails("021000021", "000123456789")
    set_account(town.book, town.actor, key, town.officers[0], details, "2026-05-01")
    paid = end_month(town.book, town.actor, wanted, key)
    assert not isinstance(paid, Refused)
    bank = next(step for step in paid.steps if step.name == "bank file")
    assert bank.words == "bank file 1 for 2026-06-05 over 2,400.00"
    again = end_month(town.book, town.actor, wanted, key)
    assert not isinstance(again, Refused)
    bank = next(step for step in again.steps if step.name == "bank file")
    assert bank.words == "bank file 1 stands already"
    june = any_journal(town.book.reader(), "2026-06")
    assert not isinstance(june, Refused)
    assert june.balances["1000"] == -DETAILS * 20_000
