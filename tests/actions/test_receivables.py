"""Money in and credit: nothing is lost or made over any sequence; deposits, orders, refunds."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.actions.billing.crediting import credit_amount, credit_invoice, credit_lines
from coordinator.actions.billing.deposits import (
    deposit_asked,
    invoice_deposit,
    keep_deposit,
    unpaid_deposit,
)
from coordinator.actions.billing.invoicing import issue_invoice, void_invoice
from coordinator.actions.billing.payments import Receipt, record_payment, remove_payment
from coordinator.actions.billing.purchase_orders import (
    OrderTerms,
    drop_order,
    entry_warnings,
    keep_order,
)
from coordinator.actions.billing.receipts import (
    MoneyIn,
    RefundWords,
    move_receipt,
    receive,
    refund_deposit,
    refund_receipt,
    use_receipt,
)
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.results import Actor, Refused
from coordinator.rules.rates.shares import in_shares
from storage.database import Book
from storage.models import Job
from storage.queries.money.money import invoice_document
from storage.queries.money.receivables import (
    deposits,
    escrow,
    ledger,
    on_account,
    open_items,
    orders,
    receipts,
)
from tests.actions.money_town import DAY
from tests.actions.receivables_town import HOUR, MONDAY, RICH, Town, billed, done, rich_town

MONEY = MoneyIn("2026-06-01", 33_000, "check", "4711")
APPROVED = RefundWords("Chief Moss", "paid twice")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return rich_town(book, actor)


def opens(town: Town) -> dict[str, int]:
    return {item.number: item.open_cents for item in open_items(town.book.reader())}


def conserved(town: Town) -> None:
    """Every cent that came in is on an invoice, given back or on account; nothing below zero."""
    connection = town.book.reader()
    for row in receipts(connection):
        assert 0 <= row.left_cents <= row.amount_cents
    came = town.scalar("SELECT coalesce(sum(amount_cents), 0) FROM receipt")
    used = town.scalar(
        "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE receipt_id IS NOT NULL"
    )
    back = town.scalar("SELECT coalesce(sum(amount_cents), 0) FROM refund WHERE receipt_id > 0")
    left = sum(row.left_cents for row in receipts(connection))
    assert came == int(str(used)) + int(str(back)) + left
    below = connection.execute(
        "SELECT number FROM invoice WHERE state = 'issued' AND total_cents > 0 AND total_cents"
        " < coalesce((SELECT sum(amount_cents) FROM payment WHERE invoice_id = invoice.id), 0)"
    )
    assert below.fetchall() == []
    assert all(each.held_cents >= 0 for each in deposits(connection))
    for employer in town.employers:
        owed = sum(item.open_cents for item in open_items(connection, employer))
        balance = sum(line.cents for line in ledger(connection, employer))
        assert balance == owed - on_account(connection, employer)


def test_a_receipt_pays_the_oldest_first_and_the_rest_is_on_account(town: Town) -> None:
    one, two = billed(town), billed(town, start=MONDAY + DAY)
    money = MoneyIn("2026-06-01", 70_000)
    found = done(receive(town.book, town.actor, town.employers[0], money, oldest_first=True))
    assert found.used == ((one.number, 33_000), (two.number, 33_000))
    assert found.sentence.endswith("40.00 on account") or found.left_cents == 4_000
    assert opens(town) == {}
    assert on_account(town.book.reader(), town.employers[0]) == 4_000
    conserved(town)
    undo_last(town.book, town.actor)
    assert opens(town) == {one.number: 33_000, two.number: 33_000}


def test_parts_too_much_and_other_employers_are_seen(town: Town) -> None:
    one = billed(town)
    other = billed(town, job=1)
    found = receive(town.book, town.actor, town.employers[0], MONEY, {other.invoice_id: 100})
    assert isinstance(found, Refused)
    assert "another employer's" in found.sentence
    part = done(receive(town.book, town.actor, town.employers[0], MONEY, {one.invoice_id: 10_000}))
    again = use_receipt(town.book, town.actor, part.receipt_id, {one.invoice_id: 23_001})
    assert again == Refused(("Only 230.00 of the receipt is left.",))
    assert done(use_receipt(town.book, town.actor, part.receipt_id)).left_cents == 0
    over = done(
        record_payment(town.book, town.actor, other.invoice_id, Receipt("2026-06-02", 40_000))
    )
    assert over.sentence.endswith("the invoice is paid, 70.00 too much stands on account")
    conserved(town)


def test_cash_needs_a_receipt_number(town: Town) -> None:
    cash = MoneyIn("2026-06-01", 100, "cash")
    assert isinstance(receive(town.book, town.actor, town.employers[0], cash), Refused)


def test_a_refund_needs_somebody_else_and_what_is_there(town: Town) -> None:
    found = done(receive(town.book, town.actor, town.employers[0], MONEY))
    for himself in (town.actor.name, f"  {town.actor.name.upper()} ", " "):
        alone = RefundWords(himself, "paid twice")
        refused = refund_receipt(town.book, town.actor, found.receipt_id, 100, alone)
        assert isinstance(refused, Refused)
    too_much = refund_receipt(town.book, town.actor, found.receipt_id, 33_001, APPROVED)
    assert too_much == Refused(("330.00 is there to give back.",))
    back = done(refund_receipt(town.book, town.actor, found.receipt_id, 30_000, APPROVED))
    assert back.left_cents == 3_000
    conserved(town)
    undo_last(town.book, town.actor)
    assert on_account(town.book.reader(), town.employers[0]) == 33_000


def test_an_undo_never_uses_money_twice(town: Town) -> None:
    one = billed(town)
    paid = done(record_payment(town.book, town.actor, one.invoice_id, MONEY))
    done(remove_payment(town.book, town.actor, paid.payment_id, "wrong one", keep_money=True))
    (receipt,) = receipts(town.book.reader())
    done(refund_receipt(town.book, Actor("Lee", town.actor.now), receipt.id, 33_000, APPROVED))
    # The removal would put 330.00 on the invoice that has gone back.
    refused = undo_last(town.book, town.actor)
    assert isinstance(refused, Refused)
    conserved(town)


def test_a_receipt_moves_to_the_right_employer_while_it_is_whole(town: Town) -> None:
    found = done(receive(town.book, town.actor, town.employers[0], MONEY))
    done(move_receipt(town.book, town.actor, found.receipt_id, town.employers[1]))
    assert on_account(town.book.reader(), town.employers[1]) == 33_000


# ── credit notes ─────────────────────────────────────────────────────────────────────────────


def test_an_invoice_less_its_credit_is_nothing(town: Town) -> None:
    one = billed(town)
    note = done(credit_invoice(town.book, town.actor, one.invoice_id, "wrong employer"))
    assert (note.number, note.total_cents) == ("C2026-00001", -33_000)
    sums = town.book.reader().execute(
        "SELECT sum(net_cents), sum(fee_cents), sum(tax_cents), sum(total_cents) FROM invoice"
    )
    assert sums.fetchone() == (0, 0, 0, 0)
    assert town.scalar("SELECT sum(amount_cents) FROM charge WHERE side = 'bill'") == 0
    assert opens(town) == {}
    assert isinstance(credit_invoice(town.book, town.actor, one.invoice_id, "again"), Refused)
    assert isinstance(void_invoice(town.book, town.actor, one.invoice_id, "x"), Refused)
    assert isinstance(undo_last(town.book, town.actor), Refused)
    document = invoice_document(town.book.reader(), note.invoice_id)
    assert document is not None
    assert (document.kind, document.credits, document.open_cents) == ("credit", one.number, 0)
    conserved(town)


def test_credited_hours_may_be_billed_again_at_their_full_price(town: Town) -> None:
    detail, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    one = done(issue_invoice(town.book, town.actor, [detail]))
    done(credit_invoice(town.book, town.actor, one.invoice_id, "new order", bill_again=True))
    two = done(issue_invoice(town.book, town.actor, [detail]))
    assert two.total_cents == one.total_cents
    done(credit_invoice(town.book, town.actor, two.invoice_id, "once more", bill_again=True))
    assert done(issue_invoice(town.book, town.actor, [detail])).total_cents == one.total_cents


def test_a_credit_on_a_paid_invoice_puts_the_money_on_account(town: Town) -> None:
    one = billed(town)
    done(record_payment(town.book, town.actor, one.invoice_id, MONEY))
    note = done(credit_amount(town.book, town.actor, one.invoice_id, 1_000, "goodwill"))
    assert note.freed_cents == 1_000
    assert on_account(town.book.reader(), town.employers[0]) == 1_000
    row = town.book.reader().execute(
        "SELECT net_cents, fee_cents, total_cents FROM invoice WHERE id = ?", (note.invoice_id,)
    )
    assert row.fetchone() == (-909, -91, -1_000)
    conserved(town)


def test_lines_are_credited_once(town: Town) -> None:
    detail, (first, second) = town.detail(roles=("officer", "officer"))
    town.work(first, MONDAY, 5)
    town.work(second, MONDAY, 5)
    one = done(issue_invoice(town.book, town.actor, [detail]))
    document = invoice_document(town.book.reader(), one.invoice_id)
    assert document is not None
    line = document.details[0].lines[0]
    note = done(credit_lines(town.book, town.actor, one.invoice_id, [line.id], "did not come"))
    assert note.total_cents == -30_000
    again = credit_lines(town.book, town.actor, one.invoice_id, [line.id], "again")
    assert isinstance(again, Refused)
    rest = done(credit_invoice(town.book, town.actor, one.invoice_id, "the rest"))
    assert note.total_cents + rest.total_cents == -one.total_cents
    assert town.scalar("SELECT sum(amount_cents) FROM charge WHERE side = 'bill'") == 0


@given(
    amount=st.integers(1, 10**7), weights=st.lists(st.integers(0, 10**6), min_size=1, max_size=4)
)
def test_shares_come_to_the_whole(amount: int, weights: list[int]) -> None:
    shares = in_shares(amount, weights)
    assert sum(shares) == amount
    assert all(share >= 0 for share in shares)


# ── deposits ─────────────────────────────────────────────────────────────────────────────────


def test_a_deposit_is_asked_for_paid_applied_and_the_rest_given_back(town: Town) -> None:
    from coordinator.actions.distribution.posting_details import post_details

    detail, (only,) = town.detail(hours=10)
    job = town.job_ids[0]
    asked = deposit_asked(town.book.reader(), job)
    # Half of (8 h x 60 + 2 h x 90) and 10 %.
    assert asked is not None
    assert asked.asked_cents == 36_300
    refused = post_details(town.book, town.actor, (detail,))
    assert isinstance(refused, Refused)
    assert "363.00 of it is not paid" in refused.sentence
    deposit = done(invoice_deposit(town.book, town.actor, job))
    assert isinstance(invoice_deposit(town.book, town.actor, job), Refused)
    done(record_payment(town.book, town.actor, deposit.invoice_id, Receipt("2026-05-20", 36_300)))
    assert unpaid_deposit(town.book.reader(), [job]) == ()
    assert escrow(town.book.reader(), town.employers[0]) == 36_300
    done(post_details(town.book, town.actor, (detail,)))
    town.work(only, MONDAY, 5)
    final = done(issue_invoice(town.book, town.actor, [detail]))
    assert final.total_cents == 33_000
    assert opens(town) == {}
    (row,) = deposits(town.book.reader(), job_id=job)
    assert row.held_cents == 3_300
    conserved(town)
    assert isinstance(
        remove_payment(town.book, town.actor, _payment_on(town, deposit.invoice_id), "x"), Refused
    )
    done(refund_deposit(town.book, town.actor, deposit.invoice_id, 3_300, APPROVED))
    assert escrow(town.book.reader(), town.employers[0]) == 0
    conserved(town)


def test_several_deposits_are_due_each_on_its_day_and_a_bond_is_not_used(
    book: Book, actor: Actor
) -> None:
    bond = "[[bill.deposit]]\nflat = 100.00\nalso = true\napplied = false\ndays_ahead = 10\n\n"
    town = rich_town(book, actor, RICH.replace("[[bill.deposit]]\n", f"{bond}[[bill.deposit]]\n"))
    detail, (only,) = town.detail(hours=10)
    job = town.job_ids[0]
    asked = deposit_asked(book.reader(), job)
    assert asked is not None
    assert asked.asked_cents == 36_300 + 10_000
    early = Actor(actor.name, MONDAY - 30 * DAY)
    issued = done(invoice_deposit(book, early, job))
    assert issued.total_cents == 46_300
    rows = book.reader().execute("SELECT id, number, due_on, total_cents FROM invoice").fetchall()
    assert [row[2:] for row in rows] == [("2026-05-15", 10_000), ("2026-05-24", 36_300)]
    assert issued.sentence == (
        f"Deposit invoice {rows[0][1]} issued, {rows[1][1]} for what is due on 2026-05-24"
    )
    assert isinstance(invoice_deposit(book, early, job), Refused)
    for invoice, _, _, cents in rows:
        done(record_payment(book, actor, invoice, Receipt("2026-05-20", cents)))
    town.work(only, MONDAY, 10)
    assert done(issue_invoice(book, actor, [detail])).total_cents == 72_600
    assert sum(row.held_cents for row in deposits(book.reader(), job_id=job)) == 10_000
    conserved(town)


def _payment_on(town: Town, invoice: int) -> int:
    return int(str(town.scalar("SELECT id FROM payment WHERE invoice_id = ?", invoice)))


def test_posting_without_the_deposit_is_allowed_by_name_and_logged(town: Town) -> None:
    from coordinator.actions.distribution.posting_details import post_details

    detail, _ = town.detail()
    done(post_details(town.book, town.actor, (detail,), allowed_by="Captain Ray"))
    reason = town.scalar("SELECT reason FROM action WHERE verb = 'post'")
    assert str(reason).startswith("allowed by Captain Ray: Job 26-0001 wants a deposit")


def test_a_deposit_is_kept_by_an_invoice_of_its_own(town: Town) -> None:
    town.detail()
    deposit = done(invoice_deposit(town.book, town.actor, town.job_ids[0], 10_000))
    assert isinstance(keep_deposit(town.book, town.actor, deposit.invoice_id, 1, "x"), Refused)
    done(record_payment(town.book, town.actor, deposit.invoice_id, Receipt("2026-05-20", 10_000)))
    kept = done(keep_deposit(town.book, town.actor, deposit.invoice_id, 4_000, "cancelled late"))
    assert kept.cents == 4_000
    (row,) = deposits(town.book.reader())
    assert row.held_cents == 6_000
    conserved(town)


# ── purchase orders ──────────────────────────────────────────────────────────────────────────


def test_an_order_that_does_not_cover_it_refuses_unless_somebody_allows_it(town: Town) -> None:
    with town.book.action(town.actor, "edit", "job") as tx:
        job = tx.get(Job, town.job_ids[0])
        job.po_number = "PO-7"
        tx.save(job)
    employer = town.employers[0]
    done(
        keep_order(town.book, town.actor, employer, OrderTerms("PO-7", 50_000, None, "2026-06-01"))
    )
    billed(town)
    (order,) = orders(town.book.reader(), employer)
    assert order.left_cents == 17_000
    detail, (only,) = town.detail(start=MONDAY + DAY)
    town.work(only, MONDAY + DAY, 5)
    refused = issue_invoice(town.book, town.actor, [detail])
    assert isinstance(refused, Refused)
    assert "PO-7 has 170.00 left of 500.00; this is 330.00." in refused.sentence
    done(issue_invoice(town.book, town.actor, [detail], allowed_by="Ms. Ruiz of Harbor"))
    reason = "SELECT count(*) FROM action WHERE reason LIKE 'allowed by Ms. Ruiz of Harbor: Pur%'"
    assert town.scalar(reason) == 1
    late = entry_warnings(town.book.reader(), employer, "PO-7", ["2026-06-03"])
    assert late[0] == "Purchase order PO-7 ran out before 2026-06-03."
    assert "0.00 left to bill" in late[1]
    assert isinstance(keep_order(town.book, town.actor, employer, OrderTerms(" ")), Refused)
    done(drop_order(town.book, town.actor, employer, "PO-7"))
    assert entry_warnings(town.book.reader(), employer, "PO-7", ["2026-06-03"]) == ()


# ── any sequence ─────────────────────────────────────────────────────────────────────────────


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9))
def test_money_is_conserved_over_any_sequence(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from storage.database import create_book

    path = tmp_path_factory.mktemp("money") / "a.book"
    actor = Actor("Pat", MONDAY + 7 * DAY)
    create_book(path, name="Rivermouth", timezone="America/New_York", currency="USD").close()
    town = rich_town(Book(path), actor)
    for day in range(3):
        billed(town, start=MONDAY + day * DAY + day * HOUR, hours=3 + day)
    turn = random.Random(seed)
    for _ in range(14):
        _step(town, turn)
        conserved(town)


def _step(town: Town, turn: random.Random) -> None:
    book, actor, employer = town.book, town.actor, town.employers[0]
    connection = book.reader()
    cents = turn.randrange(1, 40_000)
    invoices = [row[0] for row in connection.execute("SELECT id FROM invoice")]
    known = [row[0] for row in connection.execute("SELECT id FROM receipt")] or [0]
    payments = [row[0] for row in connection.execute("SELECT id FROM payment")] or [0]
    what = turn.randrange(9)
    money = MoneyIn("2026-06-01", cents)
    if what == 0:
        receive(book, actor, employer, money, oldest_first=turn.random() < 0.5)
    elif what == 1:
        record_payment(book, actor, turn.choice(invoices), money)
    elif what == 2 and known != [0]:
        use_receipt(book, actor, turn.choice(known))
    elif what == 3 and known != [0]:
        refund_receipt(book, actor, turn.choice(known), cents // 4 + 1, APPROVED)
    elif what == 4 and payments != [0]:
        keep = turn.random() < 0.5
        remove_payment(book, actor, turn.choice(payments), "mistake", keep_money=keep)
    elif what == 5:
        credit_amount(book, actor, turn.choice(invoices), cents // 8 + 1, "goodwill")
    elif what == 6:
        credit_invoice(book, actor, turn.choice(invoices), "all of it")
    else:
        undo_last(book, actor)
