"""Deductions, corrections, layouts, statements, bank accounts and the files for the bank."""

import base64
import csv
import io
from pathlib import Path

import pytest

from coordinator.actions.billing.invoicing import issue_batch, preview_invoices
from coordinator.actions.billing.payments import Receipt, record_payment
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.adjustments import add_adjustment, remove_adjustment
from coordinator.actions.pay.bank_accounts import BankDetails, open_details, set_account
from coordinator.actions.pay.bank_agreement import set_agreement
from coordinator.actions.pay.bank_files import make_bank_file, preview_bank_file
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.pay.pay_papers import (
    make_layout_file,
    make_run_file,
    make_statement,
    make_year,
    statement_words,
)
from coordinator.actions.pay.pay_periods import usual_period
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll, preview_payroll
from coordinator.actions.pay.sealing import SealingKey, key_of, make_key, seal, unseal
from coordinator.actions.pay.unpaid import worked_unpaid
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.bank_accounts import account_of, bank_files
from storage.queries.money.billing import Scope
from storage.queries.money.payroll import due_adjustments, payroll_run
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town
from tests.conftest import NOW

PERIOD = ("2026-05-25", "2026-06-01")
NEXT = ("2026-06-01", "2026-06-08")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def locked(town: Town, period: tuple[str, str] = PERIOD, kind: str = "regular") -> PayrollLocked:
    later = Actor(town.actor.name, NOW + 14 * DAY)
    found = lock_payroll(town.book, later, *period, kind=kind)
    assert isinstance(found, PayrollLocked), found
    return found


def adjust(town: Town, cents: int, label: str = "fuel", who: int = 0) -> None:
    found = add_adjustment(
        town.book, town.actor, town.officers[who], "2026-05-26", "FUEL", label, cents
    )
    assert not isinstance(found, Refused), found


def worked(town: Town, hours: int = 5, roles: tuple[str, ...] = ("officer",)) -> list[int]:
    _, seats = town.detail(roles=roles)
    for seat in seats:
        town.work(seat, MONDAY, hours)
    return seats


# ── deductions ───────────────────────────────────────────────────────────────────────────────


def test_deductions_are_taken_whole_and_never_below_nothing(town: Town) -> None:
    worked(town)
    adjust(town, -20_000, "vehicle")
    adjust(town, -6_000, "too much")
    adjust(town, 1_500, "parking")
    preview = preview_payroll(town.book, *PERIOD)
    assert not isinstance(preview, Refused)
    assert [(x.cents, x.adjusted_cents, x.net_cents) for x in preview.officers] == [
        (25_000, -24_500, 500)
    ]
    assert preview.waiting == ()
    run = locked(town)
    assert (run.total_cents, run.net_cents) == (25_000, 500)


def test_what_does_not_fit_waits_for_the_next_run(town: Town) -> None:
    worked(town)
    adjust(town, -20_000, "vehicle")
    adjust(town, -6_000, "too much")
    preview = preview_payroll(town.book, *PERIOD)
    assert not isinstance(preview, Refused)
    assert preview.waiting == ("Badge 100: too much waits, there is not enough pay for it.",)
    assert locked(town).net_cents == 5_000
    assert [each.label for each in due_adjustments(town.book.reader(), "2027-01-01")] == [
        "too much"
    ]


def test_pay_goes_below_nothing_only_where_the_agency_says_so(town: Town) -> None:
    set_setting(town.book, town.actor, "pay.below_zero", value=True)
    worked(town)
    adjust(town, -30_000)
    assert locked(town).net_cents == -5_000


def test_what_was_taken_stays_and_what_waits_may_go(town: Town) -> None:
    worked(town)
    adjust(town, -1_000)
    (waiting,) = due_adjustments(town.book.reader(), "2027-01-01")
    assert isinstance(remove_adjustment(town.book, town.actor, waiting.id, " "), Refused)
    removed = remove_adjustment(town.book, town.actor, waiting.id, "slip")
    assert not isinstance(removed, Refused)
    undo_last(town.book, town.actor)
    locked(town)
    found = remove_adjustment(town.book, town.actor, waiting.id, "slip")
    assert isinstance(found, Refused)
    assert "Run 2026-P001 has taken it" in found.sentence


# ── corrections ──────────────────────────────────────────────────────────────────────────────


def corrected(town: Town, seat: int, hours: int) -> None:
    found = correct_hours(town.book, town.actor, seat, Worked(MONDAY, MONDAY + hours * HOUR), "x")
    assert not isinstance(found, Refused)
    approve_hours(town.book, town.actor, found.entry_ids)


def test_a_correction_run_takes_only_what_was_corrected(town: Town) -> None:
    (first,) = worked(town)
    locked(town)
    corrected(town, first, 7)
    _, (second,) = town.detail(start=MONDAY + DAY)
    town.work(second, MONDAY + DAY, 5)
    run = locked(town, kind="correction")
    assert (run.total_minutes, run.total_cents) == (120, 10_000)
    found = payroll_run(town.book.reader(), run.number)
    assert found is not None
    assert found.kind == "correction"
    assert locked(town, NEXT).total_cents == 25_000


def test_what_cannot_be_taken_back_is_carried_into_the_next_run(town: Town) -> None:
    (seat,) = worked(town, 8)
    locked(town)
    corrected(town, seat, 5)
    run = locked(town, kind="correction")
    assert (run.total_cents, run.net_cents) == (-15_000, 0)
    _, (other,) = town.detail(start=MONDAY + DAY)
    town.work(other, MONDAY + DAY, 5)
    assert locked(town, NEXT).net_cents == 25_000 - 15_000


def test_the_money_comes_in_first_where_the_agency_says_so(town: Town) -> None:
    set_setting(town.book, town.actor, "pay.when", "after")
    worked(town)
    preview = preview_payroll(town.book, *PERIOD)
    assert not isinstance(preview, Refused)
    assert preview.officers == ()
    assert "not been invoiced" in preview.held[0].reason
    issue_batch(town.book, town.actor, preview_invoices(town.book, Scope(until=NOW)).plans)
    again = preview_payroll(town.book, *PERIOD)
    assert not isinstance(again, Refused)
    assert again.held[0].reason.startswith("invoice 2026-00001 is not paid")
    total = int(str(town.scalar("SELECT total_cents FROM invoice")))
    record_payment(town.book, town.actor, 1, Receipt("2026-06-01", total))
    assert locked(town).total_cents == 25_000


def test_what_is_worked_and_not_paid_is_listed_by_age(town: Town) -> None:
    worked(town, roles=("officer", "officer"))
    found = worked_unpaid(town.book.reader(), NOW + 20 * DAY)
    assert [(x.badge, x.cents, x.oldest_days) for x in found.officers] == [
        ("100", (0, 0, 25_000, 0, 0), 26),
        ("101", (0, 0, 25_000, 0, 0), 26),
    ]
    locked(town)
    assert worked_unpaid(town.book.reader(), NOW).officers == ()


@pytest.mark.parametrize(
    ("kind", "first", "until"),
    [
        ("weekly", "2026-05-25", "2026-06-01"),
        ("two_weekly", "2026-05-11", "2026-05-25"),
        ("twice_monthly", "2026-05-16", "2026-06-01"),
        ("monthly", "2026-05-01", "2026-06-01"),
    ],
)
def test_the_period_that_ended_last(town: Town, kind: str, first: str, until: str) -> None:
    set_setting(town.book, town.actor, "pay.period", kind)
    found = usual_period(town.book.reader(), NOW)
    assert (found[0].isoformat(), found[1].isoformat()) == (first, until)


# ── files and statements ─────────────────────────────────────────────────────────────────────


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("adp", [["ABC", "DETAIL", "000100", "XDT", "5.00", "XDT", "250.00", "", ""],
                 ["ABC", "DETAIL", "000100", "", "", "", "", "XDD", "12.50"]]),
        ("ukg", [["100", "DETAIL", "05/25/2026", "250.00", "26-0001.1a"],
                 ["100", "DETAIL-DEDUCT", "05/26/2026", "-12.50", ""]]),
        ("munis", [["100", "570", "05/31/2026", "5.00", "250.00"],
                   ["100", "579", "05/31/2026", "0.00", "-12.50"]]),
        ("workday", [["2026-P001", "2026-05-25", "2026-05-31", "100", "DETAIL", "", "250.00",
                      "5.00"],
                     ["2026-P001", "2026-05-25", "2026-05-31", "100", "", "DETAIL_DEDUCTION",
                      "-12.50", ""]]),
    ],
)  # fmt: skip
def test_the_systems_layouts(
    town: Town, tmp_path: Path, layout: str, expected: list[list[str]]
) -> None:
    worked(town)
    adjust(town, -1_250)
    locked(town)
    made = make_layout_file(town.book.reader(), tmp_path, "2026-P001", layout=layout)
    assert not isinstance(made, Refused), made
    found = rows_of(made.path)
    assert (found if layout == "munis" else found[1:]) == expected


def test_a_run_with_deductions_never_leaves_without_them(town: Town, tmp_path: Path) -> None:
    worked(town)
    adjust(town, -1_250)
    locked(town)
    made = make_run_file(town.book.reader(), tmp_path, "2026-P001")
    assert not isinstance(made, Refused)
    assert rows_of(made.path)[-1][-1] == "237.50"


def test_an_officer_is_told_what_he_gets_and_for_what(town: Town, tmp_path: Path) -> None:
    worked(town)
    adjust(town, -1_250)
    town.book.reader()
    with town.book.action(town.actor, "order", "assignment") as tx:
        tx.connection.execute("UPDATE assignment SET how = 'order'")
    locked(town)
    words = statement_words(town.book.reader(), "2026-P001", town.officers[0])
    assert isinstance(words, str)
    assert "Hours ordered" in words
    assert words.rstrip().endswith("237.50")
    made = make_statement(town.book.reader(), tmp_path, "2026-P001", town.officers[0])
    assert not isinstance(made, Refused)
    assert made.path.read_bytes().startswith(b"%PDF")
    year = make_year(town.book.reader(), tmp_path, 2026)
    assert not isinstance(year, Refused)
    assert rows_of(year.path)[1] == [
        "2026", "100", "Adams, Sam", "E1", "Harbor Paving, Inc.", "5.0000", "5.0000", "250.00"
    ]  # fmt: skip


# ── the key, the accounts, the bank's file ───────────────────────────────────────────────────


class Ring:
    """A keyring in memory."""

    name = "memory"

    def __init__(self) -> None:
        self.held: dict[str, str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.held.get(name)

    def set_password(self, service: str, name: str, value: str) -> None:
        self.held[name] = value


class NoRing(Ring):
    def get_password(self, service: str, name: str) -> str | None:
        raise RuntimeError("no bus")

    set_password = get_password  # type: ignore[assignment]


def test_a_sealed_value_opens_only_in_its_own_place() -> None:
    key = SealingKey(bytes(range(32)))
    sealed = seal(key, "bank_account:17", "021000021 123")
    assert unseal(key, "bank_account:17", sealed) == "021000021 123"
    assert unseal(key, "bank_account:18", sealed) is None
    assert unseal(SealingKey(bytes(32)), "bank_account:17", sealed) is None
    assert "123" not in base64.b64decode(sealed).decode("latin-1")
    assert "***" in repr(key)


def test_without_a_keyring_it_says_what_to_do_and_a_passphrase_works(town: Town) -> None:
    refused = make_key(town.book, town.actor, keyring=NoRing())
    assert isinstance(refused, Refused)
    assert "COORDINATOR_SECRET_BANK" in refused.sentence
    assert "--passphrase" in refused.sentence
    made = make_key(town.book, town.actor, "long enough words")
    assert not isinstance(made, Refused)
    assert isinstance(key_of(town.book.reader()), Refused)
    assert isinstance(key_of(town.book.reader(), "other words"), Refused)
    assert isinstance(key_of(town.book.reader(), "long enough words"), SealingKey)
    assert isinstance(make_key(town.book, town.actor, "another one"), Refused)
    undo_last(town.book, town.actor)
    assert isinstance(key_of(town.book.reader(), "long enough words"), SealingKey)


def test_another_key_is_told_from_the_right_one(town: Town) -> None:
    ring = Ring()
    make_key(town.book, town.actor, keyring=ring)
    assert isinstance(key_of(town.book.reader(), keyring=ring), SealingKey)
    ring.held["bank"] = base64.b64encode(bytes(32)).decode()
    found = key_of(town.book.reader(), keyring=ring)
    assert isinstance(found, Refused)
    assert "not the one that sealed" in found.sentence


@pytest.fixture
def key(town: Town) -> SealingKey:
    ring = Ring()
    make_key(town.book, town.actor, keyring=ring)
    found = key_of(town.book.reader(), keyring=ring)
    assert isinstance(found, SealingKey)
    return found


AGREEMENT = {
    "destination": "091000019",
    "destination_name": "River Bank",
    "origin": "1234567890",
    "origin_name": "Rivermouth PD",
    "company_id": "1234567890",
    "company_name": "RIVERMOUTH PD",
    "odfi": "091000019",
}


def account(town: Town, key: SealingKey, who: int, number: str = "000123456789") -> None:
    details = BankDetails("021000021", number)
    found = set_account(town.book, town.actor, key, town.officers[who], details, "2026-05-01")
    assert not isinstance(found, Refused), found
    assert number not in found.sentence


def test_accounts_are_replaced_undone_and_never_in_the_clear(town: Town, key: SealingKey) -> None:
    account(town, key, 0)
    found = set_account(
        town.book, town.actor, key, town.officers[0], BankDetails("021000021", "777"), "2026-06-01"
    )
    assert not isinstance(found, Refused)
    line = account_of(town.book.reader(), town.officers[0])
    assert line is not None
    assert line.last_four == "777"
    assert open_details(key, line) == BankDetails("021000021", "777")
    undo_last(town.book, town.actor)
    line = account_of(town.book.reader(), town.officers[0])
    assert line is not None
    assert open_details(key, line) == BankDetails("021000021", "000123456789")
    town.book.reader().execute("SELECT 1")
    held = town.book.path.read_bytes()
    wal = Path(f"{town.book.path}-wal")
    held += wal.read_bytes() if wal.exists() else b""
    assert b"000123456789" not in held


@pytest.mark.parametrize(
    ("routing", "number", "says"),
    [
        ("021000022", "1", "no routing number"),
        ("021000021", "1" * 18, "1 to 17"),
        ("021000021", "12 é", "letters, digits"),
        ("003-00012", "12x", "12 digits or fewer"),
    ],
)
def test_accounts_that_cannot_be_are_refused(
    town: Town, key: SealingKey, routing: str, number: str, says: str
) -> None:
    details = BankDetails(routing, number)
    found = set_account(town.book, town.actor, key, town.officers[0], details, "2026-05-01")
    assert isinstance(found, Refused)
    assert says in found.sentence


def test_the_bank_pays_the_net_of_a_run_once(town: Town, key: SealingKey, tmp_path: Path) -> None:
    worked(town, roles=("officer", "officer", "officer"))
    adjust(town, -1_250)
    locked(town)
    account(town, key, 0)
    account(town, key, 1)
    later = Actor("Pat", NOW)
    without = make_bank_file(town.book, later, key, "2026-P001", "2026-06-05", tmp_path)
    assert isinstance(without, Refused)
    assert "Settings say nothing of the bank's destination" in without.sentence
    set_agreement(town.book, town.actor, "nacha", AGREEMENT)
    made = make_bank_file(town.book, later, key, "2026-P001", "2026-06-05", tmp_path)
    assert not isinstance(made, Refused), made
    assert (made.control.credits, made.control.total_cents) == (2, 23_750 + 25_000)
    assert made.left == ("102 Clark, Sam: no bank account is known",)
    again = make_bank_file(town.book, later, key, "2026-P001", "2026-06-05", tmp_path)
    assert isinstance(again, Refused)
    assert "has bank file 1" in again.sentence
    undo_last(town.book, later)
    assert len(bank_files(town.book.reader())) == 1
    second = make_bank_file(town.book, later, key, "2026-P001", "2026-06-05", tmp_path, again=True)
    assert not isinstance(second, Refused)
    lines = [path.read_text().splitlines()[0] for path in (made.path, second.path)]
    assert [line[33] for line in lines] == ["A", "B"]
    assert len(bank_files(town.book.reader())) == 2


def test_an_account_is_tried_before_money_goes_there(
    town: Town, key: SealingKey, tmp_path: Path
) -> None:
    set_setting(town.book, town.actor, "bank.prenotes", value=True)
    set_agreement(town.book, town.actor, "nacha", AGREEMENT)
    worked(town)
    locked(town)
    account(town, key, 0)
    made = make_bank_file(town.book, Actor("Pat", NOW), key, "2026-P001", "2026-06-05", tmp_path)
    assert not isinstance(made, Refused), made
    assert (made.control.entries, made.control.total_cents) == (1, 0)
    assert made.left == ("100 Adams, Sam: the account is tried with a prenote first",)
    after = preview_bank_file(town.book.reader(), key, "2026-P001")
    assert not isinstance(after, Refused)
    assert after.total_cents == 25_000
