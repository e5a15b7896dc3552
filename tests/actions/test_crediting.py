"""Credit notes where money could count twice or get lost: bill again, write-off, a line twice."""

import pytest

from coordinator.actions.billing.crediting import credit_amount, credit_invoice, credit_lines
from coordinator.actions.billing.dunning import preview_dunning, run_dunning
from coordinator.actions.billing.invoice_plans import preview_invoices
from coordinator.actions.billing.invoicing import issue_invoice
from coordinator.actions.billing.payments import remove_payment
from coordinator.actions.billing.receipts import MoneyIn, receive
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.billing import Scope
from storage.queries.money.money import invoice_document
from storage.queries.money.receivables import ledger, on_account
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town
from tests.actions.receivables_town import billed, done

LONG_AFTER = MONDAY + 400 * DAY


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor)


def written_off(town: Town) -> Actor:
    """What is open is written off, long after; gives who did it."""
    actor = Actor(town.actor.name, LONG_AFTER)
    while plans := preview_dunning(town.book.reader(), actor.now):
        chosen = [plan for plan in plans if plan.step.does != "late_charge"]
        done(run_dunning(town.book, actor, chosen, "Chief Moss"))
        actor = Actor(actor.name, actor.now + 100 * DAY)
    return actor


def owed(town: Town) -> int:
    return sum(line.cents for line in ledger(town.book.reader(), town.employers[0]))


def test_what_is_billed_again_has_its_equipment_too(town: Town) -> None:
    detail, (only,) = town.detail()
    town.vehicle(detail, MONDAY, 5)
    town.work(only, MONDAY, 5)
    one = done(issue_invoice(town.book, town.actor, [detail]))
    done(credit_invoice(town.book, town.actor, one.invoice_id, "new order", bill_again=True))
    assert done(issue_invoice(town.book, town.actor, [detail])).total_cents == one.total_cents


def test_a_cancellation_may_be_billed_again(town: Town) -> None:
    detail, _ = town.detail()
    with town.book.action(town.actor, "cancel", f"detail:{detail}") as tx:
        tx.connection.execute(
            "UPDATE detail SET state = 'cancelled', cancelled_at = ? WHERE id = ?",
            (MONDAY - HOUR, detail),
        )
    one = done(issue_invoice(town.book, town.actor, [detail]))
    scope = Scope(until=MONDAY + DAY)
    assert not preview_invoices(town.book, scope).plans
    done(credit_invoice(town.book, town.actor, one.invoice_id, "new order", bill_again=True))
    (plan,) = preview_invoices(town.book, scope).plans
    assert plan.total_cents == one.total_cents


def test_hours_that_a_later_invoice_corrects_are_not_billed_again_from_the_earlier(
    town: Town,
) -> None:
    detail, (only,) = town.detail()
    entry = town.work(only, MONDAY, 5)
    one = done(issue_invoice(town.book, town.actor, [detail]))
    worked = Worked(MONDAY, MONDAY + 6 * HOUR)
    corrected = done(correct_hours(town.book, town.actor, entry, worked, "an hour more"))
    done(approve_hours(town.book, town.actor, corrected.entry_ids))
    two = done(issue_invoice(town.book, town.actor, [detail]))
    refused = credit_invoice(town.book, town.actor, one.invoice_id, "x", bill_again=True)
    assert isinstance(refused, Refused)
    assert two.number in refused.sentence
    done(credit_invoice(town.book, town.actor, one.invoice_id, "wrong employer"))


def test_a_line_named_twice_is_credited_once(town: Town) -> None:
    detail, assigned = town.detail(roles=("officer", "officer"))
    for assignment in assigned:
        town.work(assignment, MONDAY, 5)
    one = done(issue_invoice(town.book, town.actor, [detail]))
    document = invoice_document(town.book.reader(), one.invoice_id)
    assert document is not None
    line = document.details[0].lines[0]
    found = credit_lines(town.book, town.actor, one.invoice_id, [line.id, line.id], "absent")
    assert done(found).total_cents == -line.amount_cents


def test_what_was_written_off_is_not_credited_too(town: Town) -> None:
    one = billed(town)
    done(receive(town.book, town.actor, town.employers[0], MoneyIn("2026-06-01", 10_000),
                 {one.invoice_id: 10_000}))  # fmt: skip
    actor = written_off(town)
    assert owed(town) == 0
    assert isinstance(credit_invoice(town.book, actor, one.invoice_id, "all"), Refused)
    refused = credit_amount(town.book, actor, one.invoice_id, 10_001, "goodwill")
    assert isinstance(refused, Refused)
    assert "100.00 left to credit" in refused.sentence
    done(credit_amount(town.book, actor, one.invoice_id, 10_000, "goodwill"))
    assert -owed(town) == on_account(town.book.reader(), town.employers[0]) == 10_000


def test_an_undo_never_pays_what_was_written_off(town: Town) -> None:
    one = billed(town)
    done(receive(town.book, town.actor, town.employers[0], MoneyIn("2026-06-01", one.total_cents),
                 {one.invoice_id: one.total_cents}))  # fmt: skip
    done(remove_payment(town.book, town.actor, 1, "another invoice", keep_money=True))
    written_off(Town(town.book, Actor("Lee", town.actor.now)))
    refused = undo_last(town.book, town.actor)
    assert isinstance(refused, Refused)
    assert "more would be paid than it asks for" in refused.sentence
