"""When a job was asked for and a detail cancelled, as it is told, and what cancelling costs."""

import pytest
from click.testing import CliRunner

from coordinator.actions.billing.cancelling_costs import cost_of_cancelling
from coordinator.actions.billing.charging import price_waiting
from coordinator.actions.billing.invoice_plans import preview_invoices
from coordinator.actions.book.undoing import undo_last
from coordinator.actions.jobs.bulk import cancel_details
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.jobs.job_changes import change_job
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage.database import Book
from storage.queries.money.billing import Scope
from tests.actions.money_town import HOUR, Town, make_town
from tests.actions.receivables_town import done

CARD = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
rate = 60.00
[[bill.premium]]
label = "short notice"
when = { requested = { under = 48 } }
percent = 50
[[bill.cancellation]]
label = "cancelled late"
when = { cancelled = { under = 24 } }
hours = 4
[[pay.rate]]
rate = 50.00
"""
COSTS = (
    "The employer is charged 240.00 (cancelled late (cancelled by the employer on 2026-06-01 08:00,"
    " 20 h before the start): 4 h for each officer)."
)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return make_town(book, actor, CARD)


def bill(town: Town, detail: int) -> int:
    (work,), _ = price_waiting(town.book.reader(), "bill", [detail])
    return work.total_cents


def said(town: Town, *words: object, code: int = 0) -> str:
    environment = {"COORDINATOR_BOOK": str(town.book.path), "COORDINATOR_NOW": str(town.actor.now)}
    result = CliRunner().invoke(main, list(map(str, words)), env=environment)
    assert result.exit_code == code, result.output
    return result.output


def test_the_price_goes_by_when_a_detail_was_cancelled_as_it_is_told(town: Town) -> None:
    book, actor = town.book, town.actor
    detail, (seat,) = town.detail(start=actor.now + 20 * HOUR)
    early = actor.now - 5 * HOUR
    done(change_job(book, actor, town.job_ids[0], {"requested_at": early - 100 * HOUR}))
    number = town.scalar("SELECT number FROM detail WHERE id = ?", detail)
    shown = said(town, "detail", "cancel", number, "--reason", "rain", "--dry-run")
    assert COSTS in shown
    assert town.scalar("SELECT state FROM detail WHERE id = ?", detail) == "planned"
    told = done(cancel_detail(book, actor, detail, "rain", at=early))
    assert told.cost.sentence == "The employer is charged nothing for it."
    assert town.scalar("SELECT left_at FROM assignment WHERE id = ?", seat) == early
    # He had rung a few hours later.
    done(change_detail(book, actor, detail, DetailEdit(cancelled_at=early + 2 * HOUR)))
    assert bill(town, detail) == 24_000
    assert town.scalar("SELECT left_at FROM assignment WHERE id = ?", seat) == early + 2 * HOUR
    done(undo_last(book, actor))
    done(undo_last(book, actor))
    found = done(cancel_details(book, actor, [detail], "rain"))
    assert COSTS in found.sentence


def test_what_is_ahead_was_not_cancelled_or_asked_for(town: Town) -> None:
    book, actor = town.book, town.actor
    detail, _ = town.detail(start=actor.now + 20 * HOUR)
    ahead = actor.now + HOUR
    assert isinstance(cancel_detail(book, actor, detail, "rain", at=ahead), Refused)
    assert isinstance(cancel_details(book, actor, [detail], "rain", ahead), Refused)
    assert isinstance(change_job(book, actor, town.job_ids[0], {"requested_at": ahead}), Refused)
    refused = change_detail(book, actor, detail, DetailEdit(cancelled_at=actor.now))
    assert isinstance(refused, Refused)
    assert "is not cancelled" in refused.sentence


def test_a_cancellation_ahead_is_shown_as_waiting_and_may_be_invoiced_by_itself(town: Town) -> None:
    detail, _ = town.detail(start=town.actor.now + 20 * HOUR)
    done(change_job(town.book, town.actor, town.job_ids[0], {"requested_at": town.actor.now - 1}))
    done(cancel_detail(town.book, town.actor, detail, "rain"))
    number = town.scalar("SELECT number FROM detail WHERE id = ?", detail)
    shown = said(town, "invoice", "preview")
    assert f"held back: {number}: cancelled, 360.00: invoiced after its start" in shown
    said(town, "invoice", "issue", code=1)
    assert "1 invoices issued" in said(town, "invoice", "issue", "--detail", number)
    assert "held back" not in said(town, "invoice", "preview")


def test_nothing_is_ahead_of_which_the_agency_pays(town: Town) -> None:
    detail, _ = town.detail(start=town.actor.now + 20 * HOUR)
    done(change_job(town.book, town.actor, town.job_ids[0], {"payer": "agency"}))
    done(cancel_detail(town.book, town.actor, detail, "rain"))
    preview = preview_invoices(town.book, Scope(until=town.actor.now))
    assert (preview.held, preview.ahead) == ((), ())


def test_a_month_that_ends_leaves_nothing_of_what_is_ahead(town: Town) -> None:
    detail, _ = town.detail(start=town.actor.now + 20 * HOUR)
    done(cancel_detail(town.book, town.actor, detail, "rain"))
    preview = preview_invoices(town.book, Scope(until=town.actor.now))
    assert preview.held == ()
    assert [each.detail.id for each in preview.ahead] == [detail]


def test_what_cancelling_costs_counts_a_fee_of_the_year_once(book: Book, actor: Actor) -> None:
    yearly = '[[bill.fee]]\nlabel = "filing"\nflat = 20.00\nmost_per_year = 20.00\n'
    fee = yearly + "when = { cancelled = { under = 24 } }\n"
    town = make_town(book, actor, CARD.replace("[[pay.rate]]", f"{fee}[[pay.rate]]"))
    details = [town.detail(start=actor.now + hours * HOUR)[0] for hours in (18, 20)]
    before = cost_of_cancelling(book.reader(), details, actor.now)
    after = done(cancel_details(book, actor, details, "rain"))
    assert before.cents == after.cost.cents > 0
