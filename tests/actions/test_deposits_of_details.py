"""What is paid ahead is a share of what the invoices will be, or is refused with the remedy."""

import pytest

from coordinator.actions.billing.deposits import deposit_asked, invoice_deposit, unpaid_deposit
from coordinator.actions.billing.invoicing import issue_invoice, void_invoice
from coordinator.actions.billing.payments import Receipt, record_payment
from coordinator.actions.billing.price_what_if import price_what_if
from coordinator.actions.billing.quoting import quote
from coordinator.actions.distribution.posting_details import post_details
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.actions.money_town import DAY, MONDAY, make_town
from tests.actions.receivables_town import done
from tests.conftest import NOW

HEAD = 'name = "Town"\neffective_on = 2020-01-01\n'
BY_DETAIL = f"""{HEAD}
[[bill.rate]]
rate = 60.00
[[bill.fee]]
label = "Set-up"
flat = 80.00
[[bill.fee]]
label = "Large details"
percent = -5
when = {{ officer_hours = {{ over = 10 }} }}
[[bill.deposit]]
percent = 50
"""
ONCE = BY_DETAIL.replace("flat = 80.00", "flat = 80.00\nmost_per_job = 80.00")
OWN = f"{HEAD}[[bill.rate]]\nown_times = 1.5\n%s\n[[bill.deposit]]\npercent = 100\n"


def test_a_deposit_is_a_share_of_what_the_invoices_will_be(book: Book, actor: Actor) -> None:
    town = make_town(book, actor, BY_DETAIL)
    crews = (("officer", "officer"), ("officer",))
    made = [town.detail(roles=roles, hours=6) for roles in crews]
    asked = deposit_asked(book.reader(), town.job_ids[0])
    for _, seats in made:
        for seat in seats:
            town.work(seat, MONDAY, 6)
    total = sum(done(issue_invoice(book, actor, [detail])).total_cents for detail, _ in made)
    assert total == 72_000 - 3_600 + 8_000 + 36_000 + 8_000
    assert asked is not None
    assert 2 * asked.asked_cents == total


def test_a_deposit_of_an_unknown_wage_is_refused_and_may_be_set_by_hand(
    book: Book, actor: Actor
) -> None:
    town = make_town(book, actor, OWN % "least = 75.00")
    detail, _ = town.detail(hours=6)
    job = town.job_ids[0]
    for refused in (
        invoice_deposit(book, actor, job),
        post_details(book, actor, (detail,)),
        quote(book.reader(), job, MONDAY),
    ):
        assert isinstance(refused, Refused)
        assert "unknown = 90.00" in refused.sentence
    deposit = done(invoice_deposit(book, actor, job, 45_000))
    (lack,) = unpaid_deposit(book.reader(), [job])
    assert "450.00 of it is not paid" in lack
    done(record_payment(book, actor, deposit.invoice_id, Receipt("2026-05-20", 45_000)))
    done(post_details(book, actor, (detail,)))


@pytest.mark.parametrize(("more", "cents"), [("", 54_000), ("least = 100.00", 60_000)])
def test_with_a_price_for_it_the_deposit_is_known(
    book: Book, actor: Actor, more: str, cents: int
) -> None:
    town = make_town(book, actor, OWN % f"unknown = 90.00\n{more}")
    town.detail(hours=6)
    asked = deposit_asked(book.reader(), town.job_ids[0])
    assert asked is not None
    assert (asked.asked_cents, asked.problem) == (cents, "")


def test_a_fee_once_for_a_job_is_on_one_of_its_invoices(book: Book, actor: Actor) -> None:
    town = make_town(book, actor, ONCE)
    made = [town.detail(hours=4) for _ in range(3)]
    other, (other_seat,) = town.detail(1, hours=4)
    asked = deposit_asked(book.reader(), town.job_ids[0])
    quoted = quote(book.reader(), town.job_ids[0], MONDAY)
    assert asked is not None
    assert not isinstance(quoted, Refused)
    assert 2 * asked.asked_cents == quoted.total_cents == 3 * 24_000 + 8_000
    for _, (seat,) in made:
        town.work(seat, MONDAY, 4)
    town.work(other_seat, MONDAY, 4)
    first, second, third = (detail for detail, _ in made)
    # Two on one invoice, the third apart; another job bears its own.
    both = done(issue_invoice(book, actor, [first, second]))
    assert both.total_cents == 2 * 24_000 + 8_000
    assert done(issue_invoice(book, actor, [third])).total_cents == 24_000
    assert done(issue_invoice(book, actor, [other])).total_cents == 24_000 + 8_000
    past = price_what_if(book.path, None, None, 0, NOW + DAY, NOW + DAY, lambda *_: True)
    assert past.compared.bill.was_cents == past.compared.bill.would_cents == 4 * 24_000 + 16_000
    again = past.compared.again[0]
    assert (again.same, again.causes) == (again.lines, ())
    # Whoever voids the invoice that bore it gives it back to the next.
    done(void_invoice(book, actor, both.invoice_id, "wrong date"))
    assert done(issue_invoice(book, actor, [second])).total_cents == 24_000 + 8_000
    assert done(issue_invoice(book, actor, [first])).total_cents == 24_000
