"""A discount for paying early: offered on the invoice, taken with the money, gone with it."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from coordinator.actions.accounts.accounts import close_month, journal_of
from coordinator.actions.accounts.journal_sources import sources_of
from coordinator.actions.billing import payments
from coordinator.actions.billing.bank_matching import book_lines, matched
from coordinator.actions.billing.bank_statements import import_statements
from coordinator.actions.billing.billing_terms import TermsAdopted, adopt_terms
from coordinator.actions.billing.crediting import credit_amount, credit_invoice
from coordinator.actions.billing.deposits import invoice_deposit
from coordinator.actions.billing.discounts import offer_of, with_offer
from coordinator.actions.billing.payments import record_payment, remove_payment
from coordinator.actions.billing.receipts import MoneyIn, Received, receive, use_receipt
from coordinator.actions.book.undoing import undo, undo_last
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.chart import Asked, Chart, read_chart
from coordinator.rules.billing_terms import BillingTerms, read_terms
from coordinator.rules.matching import Claim, Movement, suggest
from exports.invoice import write_invoice
from storage.database import Book
from storage.models import AccountsDocument, DunningStep
from storage.queries.money.money import invoice_document
from storage.queries.money.receivables import escrow, ledger, on_account, open_items
from tests.actions.money_town import DAY, MONDAY, Town
from tests.actions.receivables_town import billed, done, rich_town
from tests.imports.statements import written

TERMS = """
name = "Ours"
effective_on = 2020-01-01

[[discount]]
percent = 2
days = 10
least = 100.00
not_employers = ["E2"]
"""
IN_TIME, TOO_LATE = "2026-06-11", "2026-06-12"
"""The tests' clock stands at 1 June 2026: invoices are of that day."""


@pytest.fixture
def town(book: Book, actor: Actor, tmp_path: Path) -> Town:
    town = rich_town(book, actor)
    file = tmp_path / "terms.toml"
    file.write_text(TERMS, "utf-8")
    assert isinstance(adopt_terms(book, actor, file), TermsAdopted)
    return town


def pay(town: Town, invoice: int, cents: int, on: str = IN_TIME) -> str:
    return done(record_payment(town.book, town.actor, invoice, MoneyIn(on, cents))).sentence


def open_of(town: Town) -> list[int]:
    return [item.open_cents for item in open_items(town.book.reader())]


@pytest.mark.parametrize(
    ("cents", "on", "left", "account"),
    [
        (32_340, IN_TIME, 0, 0),  # 330.00 less 2 %
        (32_340, TOO_LATE, 660, 0),
        (32_339, IN_TIME, 661, 0),
        (33_000, IN_TIME, 0, 660),
        (33_000, TOO_LATE, 0, 0),
    ],
)
def test_who_pays_in_time_pays_the_discount_less(
    cents: int, on: str, left: int, account: int, town: Town
) -> None:
    issued = billed(town)
    assert issued.total_cents == 33_000
    said = pay(town, issued.invoice_id, cents, on)
    assert sum(open_of(town)) == left
    assert on_account(town.book.reader(), town.employers[0]) == account
    taken = left == 0 and on == IN_TIME
    assert ("6.60 of discount for paying early" in said) == taken
    told = ledger(town.book.reader(), town.employers[0])
    words = [line.words for line in told]
    assert ("Discount for paying early" in words) == taken
    assert sum(line.cents for line in told) == left - account


def test_parts_in_time_earn_it_together_and_one_late_part_does_not(town: Town) -> None:
    first, second = billed(town), billed(town, start=MONDAY + DAY)
    pay(town, first.invoice_id, 10_000, "2026-06-02")
    pay(town, first.invoice_id, 22_340)
    pay(town, second.invoice_id, 10_000, "2026-06-13")
    pay(town, second.invoice_id, 22_340)
    assert open_of(town) == [660]


def test_it_goes_with_the_money_and_comes_back_by_undo(town: Town) -> None:
    issued = billed(town)
    pay(town, issued.invoice_id, 10_000)
    pay(town, issued.invoice_id, 22_340)
    last = town.scalar("SELECT max(id) FROM payment")
    assert isinstance(last, int)
    early = (
        town.book.reader()
        .execute("SELECT id FROM action WHERE verb = 'record payment' ORDER BY id LIMIT 1")
        .fetchone()[0]
    )
    refused = undo(town.book, town.actor, early)
    assert isinstance(refused, Refused)
    assert "its discount for paying early would stand" in refused.sentence
    done(remove_payment(town.book, town.actor, last, "bounced"))
    assert open_of(town) == [23_000]
    done(undo_last(town.book, town.actor))
    assert open_of(town) == []
    done(undo_last(town.book, town.actor))
    assert open_of(town) == [23_000]
    assert town.scalar("SELECT count(*) FROM dunning_step") == 0


def test_money_on_account_and_deposits_take_it_too(town: Town) -> None:
    one, other = billed(town), billed(town, start=MONDAY + DAY)
    got = done(
        receive(
            town.book, town.actor, town.employers[0], MoneyIn(IN_TIME, 70_000), oldest_first=True
        )
    )
    assert isinstance(got, Received)
    assert (got.left_cents, got.discount_cents) == (70_000 - 2 * 32_340, 1_320)
    assert "13.20 of discount for paying early" in got.sentence
    third = billed(town, start=MONDAY + 2 * DAY)
    used = done(use_receipt(town.book, town.actor, got.receipt_id))
    assert used.left_cents == 0
    assert open_of(town) == [33_000 - 5_320]
    assert [number for number, _ in used.used] == [one.number, other.number, third.number]
    deposit = done(invoice_deposit(town.book, town.actor, town.job_ids[0], 40_000))
    done(record_payment(town.book, town.actor, deposit.invoice_id, MoneyIn(IN_TIME, 40_000)))
    fourth = billed(town, start=MONDAY + 3 * DAY)
    taken = town.scalar("SELECT amount_cents FROM payment WHERE invoice_id = ?", fourth.invoice_id)
    assert taken == 32_340
    assert escrow(town.book.reader(), town.employers[0]) == 40_000 - 32_340


def test_a_whole_credit_takes_the_discount_back(town: Town) -> None:
    issued = billed(town)
    pay(town, issued.invoice_id, 32_340)
    credited = done(credit_invoice(town.book, town.actor, issued.invoice_id, "never took place"))
    assert credited.freed_cents == 32_340
    assert on_account(town.book.reader(), town.employers[0]) == 32_340
    assert town.scalar("SELECT count(*) FROM dunning_step") == 0


def test_nobody_else_and_nothing_small_or_other_is_offered_it(town: Town) -> None:
    reader = town.book.reader()
    assert offer_of(reader, billed(town, 1).invoice_id) is None
    small = billed(town, hours=1)
    assert offer_of(reader, small.invoice_id) is None
    deposit = done(invoice_deposit(town.book, town.actor, town.job_ids[0], 40_000))
    assert offer_of(reader, deposit.invoice_id) is None
    offered = offer_of(reader, billed(town, start=MONDAY + DAY).invoice_id)
    assert offered is not None
    assert (offered.until, offered.cents) == (IN_TIME, 660)


def test_the_paper_offers_it_and_tells_of_it(town: Town) -> None:
    issued = billed(town)
    reader = town.book.reader()
    for paid, shown in ((False, "If paid by"), (True, "Less discount for paying early")):
        document = invoice_document(reader, issued.invoice_id)
        assert document is not None
        stream = BytesIO()
        write_invoice(stream, document=with_offer(reader, document))
        text = text_of(stream)
        assert shown in text
        assert ("323.40 (6.60 less)" in text) is not paid
        if not paid:
            pay(town, issued.invoice_id, 32_340)


def text_of(stream: BytesIO) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(stream).pages)


def test_the_journal_posts_it_to_its_account_or_that_of_write_offs(town: Town) -> None:
    issued = billed(town)
    pay(town, issued.invoice_id, 32_340)
    (source,) = (
        x for x in sources_of(town.book.reader(), "2026-06-01", "2026-07-01") if "early" in x.words
    )
    assert [(part.asked.event, part.cents) for part in source.parts] == [
        ("discount", 660), ("receivable", -660),
    ]  # fmt: skip
    path = Path("coordinator/library/accounts/standard.toml")
    text = (Path(__file__).parents[2] / path).read_text("utf-8")
    own = read_chart(text)
    older = read_chart(text.replace('[[post]]\nevent = "discount"\naccount = "4400"\n', ""))
    assert isinstance(own, Chart)
    assert isinstance(older, Chart)
    assert (own.account(Asked("discount")), older.account(Asked("discount"))) == ("4400", "6000")


def test_a_bank_line_of_the_sum_less_the_discount_is_known() -> None:
    claim = Claim(1, "2026-00001", 33_000, 7, "Harbor Paving", "2026-07-01", 660, IN_TIME)
    for on, cents, sure in (
        (IN_TIME, 32_340, True), (IN_TIME, 33_000, False), (TOO_LATE, 33_000, True),
    ):  # fmt: skip
        found = suggest(Movement(cents, "Harbor Paving", "2026-00001", on), (claim,))
        assert found is not None
        assert ("the amount is what is open" in found.why) == sure
        assert found.shares[0][2] == min(cents, claim.due(Movement(cents, "", "", on)))


def bank_line_of(town: Town, folder: Path, cents: str) -> None:
    rows = f"date,description,name,amount,id\n{IN_TIME},2026-00001,Harbor Paving,{cents},1\n"
    file = written(folder, "june.csv", rows.encode())
    done(import_statements(town.book, town.actor, file))


def test_a_bank_line_of_the_sum_less_the_discount_settles_the_invoice(
    town: Town, tmp_path: Path
) -> None:
    billed(town)
    bank_line_of(town, tmp_path, "323.40")
    done(book_lines(town.book, town.actor))
    assert open_of(town) == []
    assert town.scalar("SELECT open_cents FROM dunning_step WHERE step = 'discount'") == 660


def statements_of_matching(town: Town) -> int:
    """How many the book is asked to see what bank lines pay."""
    reader, statements = town.book.reader(), list[str]()
    reader.set_trace_callback(statements.append)
    matched(reader)
    reader.set_trace_callback(None)
    return len(statements)


def test_offers_are_looked_up_only_for_lines_that_wait_and_where_there_are_some(
    town: Town, book: Book, actor: Actor, tmp_path: Path
) -> None:
    for number in range(3):
        billed(town, start=MONDAY + number * DAY)
    assert statements_of_matching(town) == 1
    bank_line_of(town, tmp_path, "323.40")
    with_offers = statements_of_matching(town)
    with book.action(actor, "forget terms", "accounts_document:1") as tx:
        terms = tx.get(AccountsDocument, 1)
        terms.document = 'name = "Ours"\neffective_on = 2020-01-01\n'
        tx.save(terms)
    assert with_offers - statements_of_matching(town) == 2 * 3


def test_money_that_came_too_late_ends_the_offer(town: Town) -> None:
    issued = billed(town)
    pay(town, issued.invoice_id, 32_900, "2026-06-20")
    assert offer_of(town.book.reader(), issued.invoice_id) is None
    # Entered late, though it came in time: it pays what is open.
    assert "the invoice is paid" in pay(town, issued.invoice_id, 100)
    assert on_account(town.book.reader(), town.employers[0]) == 0


def test_less_than_the_discount_is_paid_as_it_is(town: Town) -> None:
    issued = billed(town)
    with town.book.action(town.actor, "write off", f"invoice:{issued.invoice_id}") as tx:
        tx.add(
            DunningStep(
                invoice_id=issued.invoice_id, step="write_off", taken_on=IN_TIME, open_cents=32_500
            )
        )  # fmt: skip
    assert "the invoice is paid" in pay(town, issued.invoice_id, 500)
    assert open_of(town) == []


def test_a_payment_that_cannot_count_is_refused(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    issued = billed(town)
    monkeypatch.setattr(payments, "due_cents", lambda *of: 0)
    found = record_payment(town.book, town.actor, issued.invoice_id, MoneyIn(IN_TIME, 100))
    assert found == Refused(("A payment is more than nothing.",))
    assert town.scalar("SELECT count(*) FROM receipt") == 0


def test_a_credit_after_an_early_payment_earns_it(town: Town) -> None:
    issued = billed(town)
    pay(town, issued.invoice_id, 31_360)
    assert open_of(town) == [1_640]
    credited = done(credit_amount(town.book, town.actor, issued.invoice_id, 1_000, "agreed"))
    assert "6.40 of discount for paying early" in credited.sentence  # 2 % of 320.00
    assert open_of(town) == []


def test_a_discount_is_no_notice_and_its_end_is_told_in_the_open_month(town: Town) -> None:
    issued = billed(town)
    billed(town, start=MONDAY + DAY)
    pay(town, issued.invoice_id, 32_340)
    report = shipped_reports().named("receivables-by-age")
    assert report is not None
    result = run_report(town.book.reader(), report, Asking(town.book.path, town.actor.now, {}))
    assert not isinstance(result, Refused), result
    assert [column.name for column in result.columns][-1] == "last_step"
    assert [row[-1] for row in result.rows] == [None]
    done(close_month(town.book, Actor("Pat", town.actor.now + 31 * DAY), "2026-06"))
    done(remove_payment(town.book, Actor("Pat", town.actor.now + 32 * DAY), 1, "bounced"))
    told = journal_of(town.book.reader(), "2026-07")
    assert not isinstance(told, Refused)
    assert "Write-off or discount taken off" in [entry.words for entry in told.entries]


def test_no_discount_runs_for_more_than_a_year() -> None:
    found = read_terms(TERMS.replace("days = 10", "days = 367"))
    assert not isinstance(found, BillingTerms)
    assert [str(each) for each in found] == [
        "line 7, discount[1].days: is more than a year. Write days = 10, for instance."
    ]
    assert isinstance(read_terms(TERMS.replace("days = 10", "days = 366")), BillingTerms)
