"""What an invoice charges for the hours, and what a payroll run pays of it."""

import pytest

from coordinator.actions.billing.invoicing import issue_invoice
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll
from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import Job
from tests.actions.money_town import DAY, MONDAY, Town, make_town
from tests.actions.receivables_town import done
from tests.conftest import NOW

CARD = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
when = {{ {} }}
rate = 90.00
[[bill.rate]]
rate = 80.00
[[pay.rate]]
bill_times = 1
"""


def charged_and_paid(town: Town, roles: tuple[str, ...]) -> tuple[int, int]:
    detail, seats = town.detail(roles=roles)
    if "kind = 'vehicle'" in str(town.scalar("SELECT document FROM rate_card")):
        town.vehicle(detail, MONDAY, 5)
    for seat in seats:
        town.work(seat, MONDAY, 5)
    invoice = done(issue_invoice(town.book, town.actor, [detail]))
    later = Actor(town.actor.name, NOW + 14 * DAY)
    run = lock_payroll(town.book, later, "2026-05-25", "2026-06-01")
    assert isinstance(run, PayrollLocked), run
    return invoice.total_cents, run.total_cents


@pytest.mark.parametrize(
    "figure",
    [
        "attendance = { over = 500 }",
        "officers = { at_least = 2 }",
        "officer_hours = { over = 9 }",
        "days = { at_least = 1 }",
        "vehicles = { at_least = 1 }",
        "hours_worked = { over = 4 }",
        "hours_ordered = { over = 4 }",
        "fact = { floors = { over = 9 } }",
    ],
)
def test_a_run_pays_the_price_that_the_invoice_charges(
    book: Book, actor: Actor, figure: str
) -> None:
    card = CARD.format(figure) + "[[bill.equipment]]\nkind = 'vehicle'\nflat = 0\n"
    town = make_town(book, actor, card)
    with book.action(actor, "tell", "job:1") as tx:
        job = tx.get(Job, town.job_ids[0])
        job.rate_facts = '{"attendance": 900, "floors": 12}'
        tx.save(job)
    assert charged_and_paid(town, ("officer", "officer")) == (90_000, 90_000)


def test_a_trainee_adds_nothing_to_the_hours_by_which_others_are_paid(
    book: Book, actor: Actor
) -> None:
    town = make_town(book, actor, CARD.format("officer_hours = { over = 9 }"))
    charged, paid = charged_and_paid(town, ("officer", "trainee"))
    assert (charged, paid) == (40_000, 80_000)


def test_the_days_of_a_week_count_on_both_sides(book: Book, actor: Actor) -> None:
    """10 h, 8 h and 8 h: of each day 8 count, so that of the third 4 are over 20."""
    card = CARD.format("alcohol = true") + (
        "[[bill.premium]]\nafter = 20\nwithin = 'week'\ncounts_a_day = 8\nadd = 10\n"
    )
    town = make_town(book, actor, card)
    made = [town.detail(start=MONDAY + day * DAY, hours=8)[0:2] for day in range(3)]
    for day, (_, (seat,)) in enumerate(made):
        town.work(seat, MONDAY + day * DAY, 8 if day else 10)
    invoices = [done(issue_invoice(book, actor, [detail])).total_cents for detail, _ in made]
    later = Actor(actor.name, NOW + 14 * DAY)
    run = lock_payroll(book, later, "2026-05-25", "2026-06-01")
    assert isinstance(run, PayrollLocked), run
    assert invoices == [80_000, 64_000, 64_000 + 4_000]
    assert run.total_cents == sum(invoices)
