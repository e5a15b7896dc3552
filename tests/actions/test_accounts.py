"""The accounts: a journal that balances, months that stay closed, the proof of the fund."""

import csv
import io
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordinator.actions.accounts.accounts import (
    any_journal,
    close_month,
    fund_proof,
    journal_hash,
    journal_of,
)
from coordinator.actions.accounts.accounts_documents import adopt_document, check_document
from coordinator.actions.accounts.accounts_papers import make_journal
from coordinator.actions.accounts.programme_costs import add_cost, cost_recovery
from coordinator.actions.billing.invoicing import issue_batch, preview_invoices, void_invoice
from coordinator.actions.billing.payments import Receipt, record_payment, remove_payment
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.adjustments import add_adjustment
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.pay.payroll import lock_payroll
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.journal import Journal
from storage.database import Book
from storage.queries.money.billing import Scope
from storage.queries.money.journal import closed_months
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town
from tests.tools import installed, tool

JUNE = 1_780_315_200
"""1 June 2026 08:00; the tests close May then, and June in July."""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def at(town: Town, days: int) -> Actor:
    return Actor(town.actor.name, JUNE + days * DAY)


def found(journal: Journal | Refused) -> Journal:
    assert isinstance(journal, Journal), journal
    return journal


def busy_may(town: Town) -> None:
    """Two details billed, one paid for, both officers paid, fuel deducted: all on 31 May."""
    for job, start in ((0, MONDAY), (1, MONDAY + DAY)):
        _, (seat,) = town.detail(job=job, start=start)
        town.work(seat, start, 5)
    actor = at(town, -1)
    issue_batch(town.book, actor, preview_invoices(town.book, Scope(until=JUNE)).plans)
    record_payment(town.book, actor, 1, Receipt("2026-05-30", 20_000, "check", "77"))
    add_adjustment(town.book, actor, town.officers[0], "2026-05-25", "FUEL", "fuel", -1_500)
    lock_payroll(town.book, actor, "2026-05-25", "2026-05-31")


def test_the_month_in_debits_and_credits(town: Town) -> None:
    busy_may(town)
    may = found(journal_of(town.book.reader(), "2026-05"))
    assert may.balances == {
        "1000": 20_000 - 48_500,
        "1100": 2 * 35_750 - 20_000,
        "2150": -1_500,
        "4000": -2 * 32_500,
        "4200": -2 * 3_250,
        "5000": 50_000,
    }
    assert all(sum(cents for _, cents in entry.lines) == 0 for entry in may.entries)


def test_a_closed_month_stays_and_the_open_one_takes_what_changes(town: Town) -> None:
    busy_may(town)
    early = close_month(town.book, at(town, -1), "2026-05")
    assert early == Refused(("2026-05 has not ended yet.",))
    closed = close_month(town.book, at(town, 1), "2026-05")
    assert not isinstance(closed, Refused), closed
    before = found(any_journal(town.book.reader(), "2026-05"))
    assert journal_hash(before) == closed.sha256
    later = at(town, 9)
    payment = int(str(town.scalar("SELECT id FROM payment")))
    remove_payment(town.book, later, payment, "bounced")
    void_invoice(town.book, later, 2, "wrong payer")
    record_payment(town.book, later, 1, Receipt("2026-05-29", 35_750, "check", "78"))
    assert found(any_journal(town.book.reader(), "2026-05")) == before
    june = found(journal_of(town.book.reader(), "2026-06"))
    told = [(entry.on, entry.words, dict(entry.lines)) for entry in june.entries]
    assert (
        "2026-06-10",
        "Payment taken off",
        {"2250": -0} | {"1100": 20_000, "2250": -20_000},
    ) in (told)
    assert any(
        on == "2026-06-10" and words.startswith("Invoice 2026-00002 void") for on, words, _ in told
    )
    assert any(on == "2026-06-01" and words.endswith("(of 2026-05-29)") for on, words, _ in told)
    total: dict[str, int] = defaultdict(int)
    for journal in (before, june):
        for account, cents in journal.balances.items():
            total[account] += cents
    assert total["1100"] == 0
    assert total["4000"] == -32_500


def test_months_are_closed_in_turn_and_never_undone(town: Town) -> None:
    busy_may(town)
    close_month(town.book, at(town, 1), "2026-05")
    again = close_month(town.book, at(town, 2), "2026-05")
    assert again == Refused(("2026-05 cannot be closed any more: 2026-05 is closed.",))
    skipped = close_month(town.book, at(town, 90), "2026-07")
    assert skipped == Refused(("2026-06 comes first: months are closed one after another.",))
    undo_last(town.book, at(town, 2))
    assert [x.month for x in closed_months(town.book.reader())] == ["2026-05"]


def test_the_fund_is_proved(town: Town) -> None:
    set_setting(town.book, town.actor, "accounts.opening_cents", 100_000)
    busy_may(town)
    proof = fund_proof(town.book.reader(), "2026-05")
    assert not isinstance(proof, Refused)
    assert (proof.opening_cents, proof.received_cents, proof.paid_out_cents) == (
        100_000, 20_000, 48_500
    )  # fmt: skip
    assert proof.closing_cents == 71_500
    assert (proof.owed_cents, proof.owed_books_cents) == (51_500, 51_500)
    assert proof.advanced_cents == 50_000
    assert proof.proved
    close_month(town.book, at(town, 1), "2026-05")
    june = fund_proof(town.book.reader(), "2026-06")
    assert not isinstance(june, Refused)
    assert (june.opening_cents, june.closing_cents, june.owed_cents) == (71_500, 71_500, 51_500)
    assert june.proved


def test_paid_by_bank_it_stays_payable_until_the_file_takes_effect(town: Town) -> None:
    set_setting(town.book, town.actor, "pay.by", "bank")
    busy_may(town)
    may = found(journal_of(town.book.reader(), "2026-05"))
    assert may.balances["2100"] == -48_500
    assert may.balances["1000"] == 20_000


def test_cost_recovery_sets_fees_against_hours_and_money(town: Town) -> None:
    busy_may(town)
    set_setting(town.book, town.actor, "accounts.hour_cents", 4_000)
    add_cost(town.book, town.actor, "2026-05-30", "coordinator", 90, 0)
    add_cost(town.book, town.actor, "2026-05-31", "software", 0, 1_200)
    add_cost(town.book, town.actor, "2026-06-01", "software", 0, 9_999)
    recovered = cost_recovery(town.book.reader(), "2026-05-01", "2026-06-01")
    assert (recovered.fee_cents, recovered.cost_cents) == (6_500, 7_200)
    assert recovered.balance_cents == -700


# ── charts ───────────────────────────────────────────────────────────────────────────────────


def standard() -> str:
    from coordinator.actions.accounts.accounts_documents import library_document

    return library_document("accounts", "standard") or ""


def test_a_chart_is_read_strictly(town: Town) -> None:
    wrong = standard().replace('account = "4000"', 'account = "4001"').replace("asset", "assets", 1)
    refused = check_document("accounts", wrong)
    assert isinstance(refused, Refused)
    assert "line 7, account[1].kind: 'assets' is not known here." in refused.reasons[0]
    assert any("names account '4001', which the chart has not" in x for x in refused.reasons)


def test_an_agency_posts_to_accounts_of_its_own(town: Town) -> None:
    own = standard().replace('name = "standard"', 'name = "City"')
    own = own.replace(
        '[[post]]\nevent = "income.officer"',
        '[[account]]\nnumber = "4010"\nname = "Road work"\nkind = "income"\n\n'
        '[[post]]\nevent = "income.officer"\naccount = "4010"\njob_class = ["roads"]\n\n'
        '[[post]]\nevent = "income.officer"',
        1,
    )
    with town.book.action(town.actor, "classify", "job") as tx:
        tx.connection.execute("UPDATE job SET job_class = 'roads' WHERE id = ?", (town.job_ids[0],))
    assert not isinstance(adopt_document(town.book, town.actor, "accounts", own), Refused)
    busy_may(town)
    may = found(journal_of(town.book.reader(), "2026-05"))
    assert (may.balances["4010"], may.balances["4000"]) == (-32_500, -32_500)


# ── what other programs say of the files ─────────────────────────────────────────────────────


def files_of(town: Town, folder: Path) -> dict[str, Path]:
    busy_may(town)
    made = {}
    for form in ("csv", "beancount", "hledger", "iif"):
        paper = make_journal(town.book.reader(), folder, "2026-05", form)
        assert not isinstance(paper, Refused), paper
        made[form] = paper.path
    return made


def spoilt(path: Path) -> Path:
    other = path.with_name(f"spoilt-{path.name}")
    text = path.read_text("utf-8")
    assert "357.50" in text
    other.write_text(text.replace("357.50", "357.51", 1), "utf-8")
    return other


def test_bean_check_takes_the_journal_and_sees_a_cent(town: Town, tmp_path: Path) -> None:
    check = tool("bean-check", "beancount==3.2.3")
    made = files_of(town, tmp_path)["beancount"]
    said = subprocess.run([check, str(made)], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout) == (0, ""), said.stdout + said.stderr
    broken = subprocess.run([check, str(spoilt(made))], capture_output=True, check=False)
    assert broken.returncode != 0


def test_hledger_takes_the_journal_and_sees_a_cent(town: Town, tmp_path: Path) -> None:
    hledger = installed("hledger")
    made = files_of(town, tmp_path)["hledger"]
    command = [hledger, "-f", str(made), "check", "--strict"]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
    broken = subprocess.run(
        [hledger, "-f", str(spoilt(made)), "check"], capture_output=True, check=False
    )
    assert broken.returncode != 0


def test_the_iif_has_its_columns_and_comes_to_nothing(town: Town, tmp_path: Path) -> None:
    lines = files_of(town, tmp_path)["iif"].read_text("ascii").splitlines()
    assert lines[0].split("\t")[0] == "!TRNS"
    width = len(lines[0].split("\t"))
    open_cents = 0
    for line in lines[3:]:
        cells = line.split("\t")
        if cells == ["ENDTRNS"]:
            assert open_cents == 0
            continue
        assert len(cells) == width
        assert cells[0] == ("SPL" if open_cents else "TRNS")
        open_cents += round(float(cells[4]) * 100)
    assert open_cents == 0


def test_the_csv_has_debits_equal_to_credits(town: Town, tmp_path: Path) -> None:
    rows = list(
        csv.DictReader(io.StringIO(files_of(town, tmp_path)["csv"].read_text("utf-8"), newline=""))
    )
    sums = {side: sum(round(float(row[side] or 0) * 100) for row in rows) for side in
            ("debit", "credit")}  # fmt: skip
    assert sums["debit"] == sums["credit"] > 0


# ── any months ───────────────────────────────────────────────────────────────────────────────

doings = st.lists(
    st.tuples(
        st.sampled_from(
            ("work", "work", "invoice", "pay", "payroll", "void", "bounce", "correct", "adjust",
             "close", "wait")
        ),
        st.integers(0, 3),
        st.integers(1, 60_000),
    ),
    min_size=8,
    max_size=30,
)  # fmt: skip


class Life:
    """Random doings over some months; every month is closed when its time has come."""

    def __init__(self, town: Town) -> None:
        self.town, self.now, self.closed = town, JUNE - 20 * DAY, 0
        self.seats: list[tuple[int, int]] = []

    def run(self, kind: str, which: int, cents: int) -> None:
        getattr(self, kind)(Actor("Pat", self.now), which, cents)

    @property
    def day(self) -> str:
        return str(self.town.scalar("SELECT date(?, 'unixepoch', '-4 hours')", self.now))

    def wait(self, actor: Actor, which: int, cents: int) -> None:
        self.now += (5 + which * 9) * DAY

    def work(self, actor: Actor, which: int, cents: int) -> None:
        start = self.now - 8 * HOUR
        _, (seat,) = self.town.detail(job=which % 2, start=start, hours=5)
        self.town.actor = actor
        self.town.work(seat, start, 5)
        self.seats.append((seat, start))

    def invoice(self, actor: Actor, which: int, cents: int) -> None:
        plans = preview_invoices(self.town.book, Scope(until=self.now)).plans
        issue_batch(self.town.book, actor, plans)

    def pay(self, actor: Actor, which: int, cents: int) -> None:
        if self._is("invoice", which + 1):
            record_payment(self.town.book, actor, which + 1, Receipt(self.day, cents))

    def void(self, actor: Actor, which: int, cents: int) -> None:
        if self._is("invoice", which + 1):
            void_invoice(self.town.book, actor, which + 1, "x")

    def bounce(self, actor: Actor, which: int, cents: int) -> None:
        if self._is("payment", which + 1):
            remove_payment(self.town.book, actor, which + 1, "x")

    def payroll(self, actor: Actor, which: int, cents: int) -> None:
        lock_payroll(self.town.book, actor, "2026-01-01", self.day)

    def adjust(self, actor: Actor, which: int, cents: int) -> None:
        officer = self.town.officers[0]
        add_adjustment(self.town.book, actor, officer, self.day, "X", "x", cents - 30_000)

    def correct(self, actor: Actor, which: int, cents: int) -> None:
        if self.seats:
            seat, start = self.seats[which % len(self.seats)]
            worked = Worked(start, start + 6 * HOUR)
            found = correct_hours(self.town.book, actor, seat, worked, "x")
            if not isinstance(found, Refused):
                approve_hours(self.town.book, actor, found.entry_ids)

    def close(self, actor: Actor, which: int, cents: int) -> None:
        for month in ("2026-05", "2026-06", "2026-07", "2026-08", "2026-09", "2026-10"):
            close_month(self.town.book, actor, month)

    def _is(self, table: str, row: int) -> bool:
        return bool(self.town.scalar(f"SELECT count(*) FROM {table} WHERE id = ?", row))

    def check(self) -> None:
        reader = self.town.book.reader()
        total: dict[str, int] = defaultdict(int)
        for line in closed_months(reader):
            journal = found(any_journal(reader, line.month))
            assert journal_hash(journal) == line.sha256
            for account, cents in journal.balances.items():
                total[account] += cents
        # A far month takes everything that is still open.
        last = closed_months(reader)[0].month if closed_months(reader) else ""
        first = "2026-05" if not last else f"2026-{int(last[5:]) + 1:02}"
        set_setting(self.town.book, self.town.actor, "accounts.start", "2026-05-01")
        rest = self._rest(first)
        for account, cents in rest.items():
            total[account] += cents
        assert sum(total.values()) == 0
        owed = self.town.scalar(
            "SELECT coalesce(sum(total_cents), 0) - (SELECT coalesce(sum(amount_cents), 0)"
            " FROM payment) FROM invoice WHERE state = 'issued'"
        )
        assert total["1100"] == owed
        paid = self.town.scalar(
            "SELECT coalesce((SELECT sum(total_cents) FROM payroll_run WHERE state = 'locked'), 0)"
            " + coalesce((SELECT sum(amount_cents) FROM pay_adjustment"
            " WHERE payroll_run_id IS NOT NULL), 0)"
        )
        received = self.town.scalar("SELECT coalesce(sum(amount_cents), 0) FROM receipt")
        assert total["1000"] == int(str(received)) - int(str(paid))

    def _rest(self, first: str) -> dict[str, int]:
        """What all months from the first open one on would post, one closed after the other."""
        with TemporaryDirectory() as folder:
            copy = Path(shutil.copy(self.town.book.path, folder))
            wal = Path(f"{self.town.book.path}-wal")
            if wal.exists():
                shutil.copy(wal, folder)
            book = Book(copy)
            total: dict[str, int] = defaultdict(int)
            for month in range(int(first[5:]), 13):
                journal = found(journal_of(book.reader(), f"2026-{month:02}"))
                for account, cents in journal.balances.items():
                    total[account] += cents
                close_month(book, Actor("Pat", JUNE + 900 * DAY), f"2026-{month:02}")
            book.close()
            return total


@settings(max_examples=15, deadline=None)
@given(doings)
def test_the_journals_of_any_months_balance_and_lose_nothing(
    empty_book_file: Path, sequence: list[tuple[str, int, int]]
) -> None:
    with TemporaryDirectory() as folder:
        book = Book(Path(shutil.copy(empty_book_file, folder)))
        life = Life(make_town(book, Actor("Pat", JUNE - 30 * DAY)))
        for kind, which, cents in sequence:
            life.run(kind, which, cents)
        life.check()
        book.close()
