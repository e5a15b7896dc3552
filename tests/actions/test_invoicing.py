"""Billing: what waits, invoices, gapless numbers, voids, corrections; an hour is billed once."""

import json

import pytest

from coordinator.actions.billing.invoicing import (
    BatchDone,
    InvoiceIssued,
    issue_batch,
    issue_invoice,
    preview_invoices,
    void_invoice,
)
from coordinator.actions.billing.payments import Receipt, record_payment, remove_payment
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.jobs.jobs import JobChanged, change_job
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Detail
from storage.queries.lists import View, window
from storage.queries.money.billing import Scope, waiting_details
from storage.queries.money.money import INVOICES, invoice_document
from storage.queries.staffing.job import job_of
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town

ALL = Scope(until=MONDAY + 30 * DAY)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def issued(found: InvoiceIssued | Refused) -> InvoiceIssued:
    assert isinstance(found, InvoiceIssued), found
    return found


def test_a_job_that_the_agency_pays_for_is_counted_and_paid_but_not_invoiced(town: Town) -> None:
    own, (seat,) = town.detail(roles=("officer",))
    town.work(seat, MONDAY, 5)
    changed = change_job(town.book, town.actor, town.job_ids[0], {"payer": "agency"})
    assert isinstance(changed, JobChanged)
    reader = town.book.reader()
    assert waiting_details(reader, "bill", ALL) == ()
    assert waiting_details(reader, "pay", ALL) == (own,)
    sheet = job_of(reader, "detail", own)
    assert sheet is not None
    assert sheet.payer == "agency"
    change_job(town.book, town.actor, town.job_ids[0], {"payer": "employer"})
    assert waiting_details(town.book.reader(), "bill", ALL) == (own,)


def test_an_invoice_has_each_officer_vehicle_and_fee(town: Town) -> None:
    detail, (first, second) = town.detail(roles=("officer", "sergeant"))
    town.work(first, MONDAY, 5)
    town.work(second, MONDAY, 2)
    town.vehicle(detail, MONDAY, 5)
    invoice = issued(issue_invoice(town.book, town.actor, [detail]))
    # 5 h x 65 + least 4 h x 80 + vehicle 5 h x 20 = 745; 10 % of it = 74.50
    assert (invoice.number, invoice.total_cents) == ("2026-00001", 81_950)
    document = invoice_document(town.book.reader(), invoice.invoice_id)
    assert document is not None
    assert [line.amount_cents for line in document.details[0].lines] == [
        32_500,
        32_000,
        10_000,
        7_450,
    ]
    assert (document.net_cents, document.fee_cents, document.tax_cents) == (74_500, 7_450, 0)
    assert document.due_on == "2026-07-01"
    assert document.details[0].lines[1].trace == (
        ("hours", "worked 2 h, ordered 5 h"),
        ("bill.hours[1]", "minimum 4 h: 4 h"),
        ("bill.rate[1]", "sergeant: 80.00 an hour"),
        ("amount", "4 h x 80.00 = 320.00"),
    )


def test_nothing_is_billed_before_approval_or_twice(town: Town) -> None:
    detail, (first,) = town.detail()
    entry = town.work(first, MONDAY, 5, approve=False)
    assert isinstance(issue_invoice(town.book, town.actor, [detail]), Refused)
    approve_hours(town.book, town.actor, [entry])
    issued(issue_invoice(town.book, town.actor, [detail]))
    again = issue_invoice(town.book, town.actor, [detail])
    assert again == Refused(("Nothing waits to be billed there.",))
    assert preview_invoices(town.book, ALL).plans == ()


def test_a_detail_with_hours_missing_or_unapproved_is_held_back_with_the_reason(town: Town) -> None:
    detail, (first, _, third) = town.detail(roles=("officer", "officer", "officer"))
    town.work(first, MONDAY, 5)
    town.work(third, MONDAY, 5, approve=False)
    preview = preview_invoices(town.book, ALL)
    assert preview.plans == ()
    assert [(held.detail.id, held.reason) for held in preview.held] == [
        (detail, "hours of 26-0001.1c are not approved; hours of 26-0001.1b are missing.")
    ]


@pytest.mark.parametrize(("by", "count"), [("employer", 2), ("job", 2), ("detail", 3)])
def test_grouping(town: Town, by: str, count: int) -> None:
    for job, start in ((0, MONDAY), (0, MONDAY + DAY), (1, MONDAY)):
        detail, (only,) = town.detail(job, start)
        assert detail
        town.work(only, start, 5 if job == 0 else 4)
    preview = preview_invoices(town.book, ALL, by)
    assert len(preview.plans) == count
    assert preview.total_cents == sum(plan.total_cents for plan in preview.plans)


def test_one_invoice_has_one_payer(town: Town) -> None:
    details = []
    for job in (0, 1):
        detail, (only,) = town.detail(job)
        town.work(only, MONDAY, 5)
        details.append(detail)
    found = issue_invoice(town.book, town.actor, details)
    assert isinstance(found, Refused)
    assert "one payer" in found.sentence


def test_a_batch_shows_progress_and_can_be_stopped_between_two_invoices(town: Town) -> None:
    for job in (0, 1):
        _, (only,) = town.detail(job)
        town.work(only, MONDAY, 5)
    seen: list[tuple[int, int]] = []
    done = issue_batch(
        town.book,
        town.actor,
        preview_invoices(town.book, ALL).plans,
        progress=lambda n, of, what: seen.append((n, of)),
        cancelled=lambda: len(seen) == 1,
    )
    assert isinstance(done, BatchDone)
    assert (len(done.issued), done.stopped, seen) == (1, True, [(1, 2)])
    rest = issue_batch(town.book, town.actor, preview_invoices(town.book, ALL).plans)
    assert [each.number for each in rest.issued] == ["2026-00002"]


def test_a_void_keeps_its_number_and_lets_the_hours_be_billed_again(town: Town) -> None:
    detail, (first,) = town.detail()
    town.work(first, MONDAY, 5)
    one = issued(issue_invoice(town.book, town.actor, [detail]))
    assert isinstance(void_invoice(town.book, town.actor, one.invoice_id, " "), Refused)
    voided = void_invoice(town.book, town.actor, one.invoice_id, "wrong order number")
    assert not isinstance(voided, Refused)
    two = issued(issue_invoice(town.book, town.actor, [detail]))
    assert (one.number, two.number) == ("2026-00001", "2026-00002")
    assert two.total_cents == one.total_cents
    lines = window(town.book.reader(), INVOICES, View("number"), 10)
    assert [(line.row.number, line.row.state) for line in lines] == [
        ("2026-00001", "void"),
        ("2026-00002", "issued"),
    ]
    assert isinstance(void_invoice(town.book, town.actor, one.invoice_id, "again"), Refused)


def test_a_refused_invoice_uses_no_number(town: Town) -> None:
    issue_invoice(town.book, town.actor, [999])
    detail, (first,) = town.detail()
    issue_invoice(town.book, town.actor, [detail])
    town.work(first, MONDAY, 5)
    assert issued(issue_invoice(town.book, town.actor, [detail])).number == "2026-00001"


def test_an_issued_invoice_is_not_undone_but_voided(town: Town) -> None:
    detail, (first,) = town.detail()
    town.work(first, MONDAY, 5)
    issued(issue_invoice(town.book, town.actor, [detail]))
    # The last undoable action is the approval, on which the invoice stands.
    assert isinstance(undo_last(town.book, town.actor), Refused)
    assert town.scalar("SELECT state FROM invoice") == "issued"


def test_a_correction_is_billed_by_the_difference(town: Town) -> None:
    detail, (first,) = town.detail()
    town.work(first, MONDAY, 5)
    issued(issue_invoice(town.book, town.actor, [detail]))
    longer = Worked(MONDAY, MONDAY + 7 * HOUR)
    corrected = correct_hours(town.book, town.actor, first, longer, "slip read wrong")
    assert not isinstance(corrected, Refused)
    approve_hours(town.book, town.actor, corrected.entry_ids)
    more = issued(issue_invoice(town.book, town.actor, [detail]))
    assert more.total_cents == round(2 * 6_500 * 1.1)
    first_id = town.scalar("SELECT id FROM invoice WHERE number = '2026-00001'")
    assert isinstance(void_invoice(town.book, town.actor, int(str(first_id)), "x"), Refused)


def test_fewer_hours_than_were_billed_are_not_an_invoice(town: Town) -> None:
    detail, (first,) = town.detail()
    town.work(first, MONDAY, 7)
    issued(issue_invoice(town.book, town.actor, [detail]))
    shorter = Worked(MONDAY, MONDAY + 5 * HOUR)
    corrected = correct_hours(town.book, town.actor, first, shorter, "slip read wrong")
    assert not isinstance(corrected, Refused)
    approve_hours(town.book, town.actor, corrected.entry_ids)
    found = issue_invoice(town.book, town.actor, [detail])
    assert isinstance(found, Refused)
    assert "void the earlier invoice" in found.sentence


def test_a_late_slip_becomes_a_further_invoice_without_the_vehicle_again(town: Town) -> None:
    detail, (first, second) = town.detail(roles=("officer", "officer"))
    town.vehicle(detail, MONDAY, 5)
    town.work(first, MONDAY, 5)
    issued(issue_invoice(town.book, town.actor, [detail]))
    town.work(second, MONDAY, 5)
    late = issued(issue_invoice(town.book, town.actor, [detail]))
    assert late.total_cents == round(5 * 6_500 * 1.1)


def test_a_late_cancellation_is_billed_once(town: Town) -> None:
    detail, (only,) = town.detail(start=MONDAY + 7 * DAY + 5 * HOUR)
    from coordinator.actions.jobs.details import cancel_detail

    cancel_detail(town.book, town.actor, detail, "by the employer")
    assert only
    plans = preview_invoices(town.book, ALL).plans
    assert [plan.detail_ids for plan in plans] == [(detail,)]
    assert issued(issue_invoice(town.book, town.actor, [detail])).total_cents == 28_600
    assert preview_invoices(town.book, ALL).plans == ()


def test_facts_kept_with_the_job_reach_the_card(book: Book, actor: Actor) -> None:
    card = (
        'name = "Town"\neffective_on = 2020-01-01\n'
        '[[bill.rate]]\nwhen = { alcohol = true, tier = "2" }\nrate = 90\n'
        "[[bill.rate]]\nrate = 60\n"
    )
    town = make_town(book, actor, card)
    detail, (only,) = town.detail()
    town.work(only, MONDAY, 1)
    from storage.models import Job

    with book.action(actor, "edit job", "job") as tx:
        job = tx.get(Job, tx.get(Detail, detail).job_id)
        job.rate_facts = json.dumps({"alcohol": True, "tier": 2})
        tx.save(job)
    assert issued(issue_invoice(book, actor, [detail])).total_cents == 9_000


def test_payments_close_an_invoice_and_a_paid_one_is_not_voided(town: Town) -> None:
    detail, (first,) = town.detail()
    town.work(first, MONDAY, 5)
    invoice = issued(issue_invoice(town.book, town.actor, [detail]))
    part = record_payment(town.book, town.actor, invoice.invoice_id, Receipt("2026-06-01", 30_000))
    assert not isinstance(part, Refused)
    assert part.open_cents == 5_750
    assert isinstance(void_invoice(town.book, town.actor, invoice.invoice_id, "x"), Refused)
    rest = record_payment(town.book, town.actor, invoice.invoice_id, Receipt("2026-06-01", 5_750))
    assert not isinstance(rest, Refused)
    assert rest.sentence.endswith("the invoice is paid")
    gone = remove_payment(town.book, town.actor, rest.payment_id, "bounced")
    assert not isinstance(gone, Refused)
    assert gone.open_cents == 5_750
    for wrong in (Receipt("2026-06-01", 0), Receipt("1 June", 100)):
        assert isinstance(record_payment(town.book, town.actor, invoice.invoice_id, wrong), Refused)


def test_a_job_without_a_card_in_force_is_held_not_guessed(town: Town) -> None:
    early = MONDAY - 3000 * DAY
    detail, (only,) = town.detail(start=early)
    town.work(only, early, 5)
    found = issue_invoice(town.book, town.actor, [detail])
    assert isinstance(found, Refused)
    assert "in force on 2018-" in found.sentence
