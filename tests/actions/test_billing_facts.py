"""What the book tells a rate card: other details, arrests, payees, periods, late charges."""

import json

import pytest

from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.invoicing import issue_invoice, preview_invoices, void_invoice
from coordinator.actions.billing.late_charges import charge_late, late_charge_of
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.pay.payroll import preview_payroll
from coordinator.actions.pay.unpaid import worked_unpaid
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Invoice, Job, Officer, Setting
from storage.queries.money.billing import Scope, waiting_details
from storage.queries.money.money import invoice_document
from tests.actions.money_town import DAY
from tests.actions.receivables_town import HOUR, MONDAY, RICH, arrested, billed, done, rich_town

PAYEES = """
name = "Town"
effective_on = 2020-01-01
[bill]
paid_directly = ["officers"]
[bill.payees]
officers = "officers"
fees = "city"
[[bill.rate]]
rate = 50.00
[[bill.fee]]
percent = 10
[[pay.rate]]
rate = 50.00
"""


def bill_cents(town_book: Book, *details: int) -> list[int]:
    works, held = price_waiting(town_book.reader(), "bill", details)
    assert held == ()
    return [work.total_cents for work in works]


def test_overtime_of_the_day_counts_what_was_worked_before_on_other_details(
    book: Book, actor: Actor
) -> None:
    town = rich_town(book, actor)
    first, (one,) = town.detail(0, MONDAY, 6)
    second, (two,) = town.detail(1, MONDAY + 7 * HOUR, 4)
    town.work(one, MONDAY, 6)
    town.work(two, MONDAY + 7 * HOUR, 4)
    # 6 h before: of the 4 h two are beyond eight.
    assert bill_cents(book, first, second) == [39_600, (2 * 6_000 + 2 * 9_000) * 110 // 100]
    # In whatever order they are asked for, and whichever is billed first.
    assert bill_cents(book, second, first) == bill_cents(book, first, second)
    done(issue_invoice(book, actor, [first]))
    assert bill_cents(book, second) == [33_000]


@pytest.mark.parametrize(("which", "cents"), [("employer", 26_400), ("none", 26_400)])
def test_a_card_may_leave_other_employers_out(
    book: Book, actor: Actor, which: str, cents: int
) -> None:
    town = rich_town(book, actor, RICH.replace("[bill]", f'[bill]\nother_details = "{which}"'))
    _, (one,) = town.detail(0, MONDAY, 6)
    second, (two,) = town.detail(1, MONDAY + 7 * HOUR, 4)
    town.work(one, MONDAY, 6)
    town.work(two, MONDAY + 7 * HOUR, 4)
    assert bill_cents(book, second) == [cents]


def test_an_arrest_is_split_between_the_employer_and_the_agency(book: Book, actor: Actor) -> None:
    town = rich_town(book, actor)
    detail, (only,) = town.detail(0, MONDAY, 5)
    entry = town.work(only, MONDAY, 8)
    arrested(town, entry, 180)
    # 5 h and one of the three after them are the employer's; two are the agency's.
    assert bill_cents(book, detail) == [6 * 6_000 * 110 // 100]
    (pay,), _ = price_waiting(book.reader(), "pay", [detail])
    assert pay.total_cents == 8 * 4_500
    invoice = done(issue_invoice(book, actor, [detail]))
    rows = book.reader().execute(
        "SELECT kind, amount_cents FROM charge WHERE side = 'bill' ORDER BY ordinal"
    )
    assert rows.fetchall() == [("officer", 36_000), ("fee", 3_600), ("agency", 12_000)]
    document = invoice_document(book.reader(), invoice.invoice_id)
    assert document is not None
    assert sum(line.amount_cents for line in document.details[0].lines) == document.total_cents


def test_what_the_employer_pays_to_others_is_told_and_not_asked_for(
    book: Book, actor: Actor
) -> None:
    town = rich_town(book, actor, PAYEES)
    invoice = billed(town, hours=4)
    assert invoice.total_cents == 2_000
    document = invoice_document(book.reader(), invoice.invoice_id)
    assert document is not None
    assert document.payees == (("officers", 20_000), ("city", 2_000))
    assert [(x.kind, x.counts) for x in document.details[0].lines] == [
        ("direct", False),
        ("fee", True),
    ]


@pytest.mark.parametrize("pay", ["", "[[pay.rate]]\nrate = 50.00\n"])
def test_whom_the_employer_pays_himself_no_run_pays(book: Book, actor: Actor, pay: str) -> None:
    """With a pay side they would be paid twice, without one wait for good."""
    town = rich_town(book, actor, PAYEES.replace("[[pay.rate]]\nrate = 50.00\n", pay))
    detail, (only,) = town.detail(0)
    town.work(only, MONDAY, 4)
    week = "2026-05-25", "2026-06-01"
    seen = preview_payroll(book, *week)
    assert not isinstance(seen, Refused)
    assert (seen.officers, seen.held, seen.works) == ((), (), ())
    assert worked_unpaid(book.reader(), MONDAY + DAY).officers == ()
    until = Scope(MONDAY + DAY)
    assert waiting_details(book.reader(), "pay", until) == (detail,)
    invoice = done(issue_invoice(book, actor, [detail]))
    # Once an invoice names it as paid to him, nothing is left to ask.
    assert waiting_details(book.reader(), "pay", until) == ()
    done(void_invoice(book, actor, invoice.invoice_id, "entered twice"))
    assert waiting_details(book.reader(), "pay", until) == (detail,)


def test_who_is_paid_by_the_agency_beside_is_in_the_run(book: Book, actor: Actor) -> None:
    card = PAYEES.replace('fees = "city"', 'sergeant = "agency"')
    town = rich_town(book, actor, card)
    _, seats = town.detail(0, roles=("officer", "sergeant", "trainee"))
    for seat in seats:
        town.work(seat, MONDAY, 4)
    seen = preview_payroll(book, "2026-05-25", "2026-06-01")
    assert not isinstance(seen, Refused)
    assert [officer.cents for officer in seen.officers] == [20_000, 20_000]


def test_a_fee_may_look_at_what_the_roster_has_of_an_officer(book: Book, actor: Actor) -> None:
    reached = "not_whose = { fact = { cpp_reached = { at_least = 2026 } } }"
    card = PAYEES.replace("percent = 10", f"percent = 10\n{reached}")
    town = rich_town(book, actor, card)
    with book.action(actor, "prepare", "officer") as tx:
        officer = tx.get(Officer, town.officers[0])
        officer.figures = json.dumps({"cpp_reached": 2026, "pay_rate": "41.00"})
        tx.save(officer)
    detail, seats = town.detail(0, roles=("officer", "officer"))
    for seat in seats:
        town.work(seat, MONDAY, 4)
    # 4 h at 50.00 of the other one alone; the officers are paid directly.
    assert bill_cents(book, detail) == [2_000]


def test_a_correction_takes_back_the_ordinary_price_of_a_fee_alone(
    book: Book, actor: Actor
) -> None:
    fee = PAYEES.replace("percent = 10", "percent = 10\nordinary = true")
    card = fee.replace('["officers"]', "[]") + "[[bill.premium]]\nafter = 2\ntimes = 2\n"
    town = rich_town(book, actor, card)
    detail, (seat,) = town.detail(0)
    town.work(seat, MONDAY, 4)
    # 2 h at 50.00 and 2 h at 100.00; the fee is of 4 h at 50.00.
    assert done(issue_invoice(book, actor, [detail])).total_cents == 30_000 + 2_000
    worked = Worked(MONDAY, MONDAY + 5 * HOUR)
    again = done(correct_hours(book, actor, seat, worked, "an hour more"))
    done(approve_hours(book, actor, again.entry_ids))
    assert bill_cents(book, detail) == [10_000 + 500]


def test_late_slips_know_whom_a_sergeant_supervises(book: Book, actor: Actor) -> None:
    premium = (
        "[[bill.premium]]\nwhen = { role = 'sergeant', supervised = { at_least = 2 } }\nadd = 10\n"
    )
    town = rich_town(book, actor, PAYEES.replace('["officers"]', "[]") + premium)
    detail, (sergeant, *others) = town.detail(0, roles=("sergeant", "officer", "officer"))
    for seat in others:
        town.work(seat, MONDAY, 1)
    done(issue_invoice(book, actor, [detail]))
    town.work(sergeant, MONDAY, 1)
    assert bill_cents(book, detail) == [6_600]


def test_a_card_by_the_month_waits_for_the_month_to_end(book: Book, actor: Actor) -> None:
    later = Actor(actor.name, MONDAY + 90 * DAY)
    town = rich_town(book, later, RICH.replace("[bill]", '[bill]\ninvoices = "month"'))
    for start in (MONDAY, MONDAY + 10 * DAY):
        _, (only,) = town.detail(0, start)
        town.work(only, start, 5)
    early = preview_invoices(book, Scope(until=MONDAY + 4 * DAY))
    assert early.plans == ()
    assert "runs until 2026-06-01" in early.held[0].reason
    june = preview_invoices(book, Scope(until=MONDAY + 12 * DAY))
    assert [len(plan.works) for plan in june.plans] == [1]
    assert len(preview_invoices(book, Scope(until=MONDAY + 60 * DAY)).plans) == 2
    one = preview_invoices(book, Scope(MONDAY + DAY, detail_id=june.held[0].detail.id))
    assert one.held == () or one.plans == ()


def test_pay_periods_come_from_the_settings(book: Book, actor: Actor) -> None:
    later = Actor(actor.name, MONDAY + 90 * DAY)
    town = rich_town(book, later, RICH.replace("[bill]", '[bill]\ninvoices = "pay_period"'))
    for start in (MONDAY, MONDAY + DAY, MONDAY + 7 * DAY):
        _, (only,) = town.detail(0, start)
        town.work(only, start, 5)
    # Two weeks as of a Monday of January, unless the agency says otherwise.
    plans = preview_invoices(book, Scope(MONDAY + 60 * DAY)).plans
    assert [len(plan.works) for plan in plans] == [3]
    with book.action(actor, "set", "agency:1") as tx:
        tx.add(Setting(key="pay.period", value=json.dumps("weekly")))
    plans = preview_invoices(book, Scope(MONDAY + 60 * DAY)).plans
    assert [len(plan.works) for plan in plans] == [2, 1]


def test_a_late_charge_is_what_the_card_says_less_what_was_charged(
    book: Book, actor: Actor
) -> None:
    town = rich_town(book, actor)
    invoice = billed(town)
    assert "No late charge is due" in str(
        late_charge_of(book.reader(), invoice.invoice_id, "2026-07-01")
    )
    first = done(charge_late(book, actor, invoice.invoice_id, "2026-07-15"))
    assert first.total_cents == round(33_000 * 0.015)
    assert isinstance(charge_late(book, actor, invoice.invoice_id, "2026-07-20"), Refused)
    second = done(charge_late(book, actor, invoice.invoice_id, "2026-08-15"))
    assert second.total_cents == round(33_000 * 0.03) - first.total_cents
    with book.action(actor, "look", "invoice") as tx:
        assert tx.get(Invoice, second.invoice_id).kind == "late_charge"
        tx.abandon()


def test_a_job_that_the_agency_pays_for_has_no_invoice(book: Book, actor: Actor) -> None:
    town = rich_town(book, actor)
    detail, (only,) = town.detail()
    town.work(only, MONDAY, 5)
    with book.action(actor, "edit", "job") as tx:
        job = tx.get(Job, town.job_ids[0])
        job.rate_facts = json.dumps({"payer": "agency"})
        tx.save(job)
    found = preview_invoices(book, Scope(MONDAY + 60 * DAY))
    assert (found.plans, found.held) == ((), ())
    refused = issue_invoice(book, actor, [detail])
    assert isinstance(refused, Refused)
    assert "nobody is invoiced" in refused.sentence
    (pay,), _ = price_waiting(book.reader(), "pay", [detail])
    assert pay.total_cents == 5 * 4_500


def test_an_invoice_of_late_slips_alone_is_supplementary(book: Book, actor: Actor) -> None:
    town = rich_town(book, actor)
    detail, (first, second) = town.detail(roles=("officer", "officer"))
    town.work(first, MONDAY, 5)
    assert done(issue_invoice(book, actor, [detail])).what == "Invoice"
    town.work(second, MONDAY, 5)
    late = done(issue_invoice(book, actor, [detail]))
    assert late.sentence == "Supplementary invoice 2026-00002 issued"
