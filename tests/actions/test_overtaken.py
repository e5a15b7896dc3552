"""What was charged before earlier hours of its week came in: said, and charged anew."""

import pytest

from coordinator.actions.billing.invoicing import issue_batch, issue_invoice, preview_invoices
from coordinator.actions.pay.hours import Worked, approve_hours, enter_again, enter_hours
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll, preview_payroll
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.queries.money.billing import Scope
from tests.actions.money_town import DAY, HOUR, MONDAY, Town, make_town
from tests.actions.receivables_town import done

WEEKLY = """
name = "Town"
effective_on = 2020-01-01
[[bill.rate]]
rate = 50.00
[[bill.premium]]
label = "over 40 in the week"
after = 40
within = "week"
times = 1.4
[[bill.fee]]
percent = 10
[[pay.rate]]
bill_times = 0.5
"""
WEEK = "2026-05-25", "2026-06-01"
NEXT = "2026-06-01", "2026-06-08"


def town_of(book: Book, actor: Actor, card: str = WEEKLY) -> tuple[Town, list[tuple[int, int]]]:
    """A week of 10 h a day, of which Tuesday to Friday are billed and paid; the days' seats."""
    town = make_town(book, Actor(actor.name, MONDAY + 30 * DAY), card)
    days = []
    for day in range(5):
        detail, (seat,) = town.detail(0, MONDAY + day * DAY, 10)
        days.append((detail, seat))
    for day, (_, seat) in enumerate(days[1:], 1):
        town.work(seat, MONDAY + day * DAY, 10)
    done(issue_invoice(book, town.actor, [detail for detail, _ in days[1:]]))
    assert isinstance(lock_payroll(book, town.actor, *WEEK), PayrollLocked)
    return town, days


def monday(town: Town, seat: int) -> tuple[str, ...]:
    """Monday's hours come in; what is said as they are approved."""
    worked = Worked(MONDAY, MONDAY + 10 * HOUR)
    entered = done(enter_hours(town.book, town.actor, seat, worked, "late"))
    return done(approve_hours(town.book, town.actor, entered.entry_ids)).warnings


def test_hours_that_count_before_what_was_charged_are_told(book: Book, actor: Actor) -> None:
    town, days = town_of(book, actor)
    billed, paid = monday(town, days[0][1])
    assert "26-0001.5a was billed before the hours of 26-0001.1a came in" in billed
    assert "+200.00" in billed
    assert "coordinator hours 26-0001.5 --again" in billed
    assert "was paid before" in paid
    assert "+100.00" in paid
    scope = Scope(MONDAY + 29 * DAY)
    assert [x.cents for x in preview_invoices(book, scope).overtaken] == [20_000]
    seen = preview_payroll(book, *NEXT)
    assert not isinstance(seen, Refused)
    assert seen.waiting == (paid,)
    other = Scope(MONDAY + 29 * DAY, employer_id=town.employers[1])
    assert preview_invoices(book, other).overtaken == ()


def test_entered_again_the_difference_is_charged_once(book: Book, actor: Actor) -> None:
    town, days = town_of(book, actor)
    monday(town, days[0][1])
    scope = Scope(MONDAY + 29 * DAY)
    # Told until it is charged, also once Monday itself is on an invoice.
    done(issue_invoice(book, town.actor, [days[0][0]]))
    assert len(preview_invoices(book, scope).overtaken) == 1
    entered = done(enter_again(book, town.actor, days[4][0]))
    done(approve_hours(book, town.actor, entered.entry_ids))
    plans = preview_invoices(book, scope).plans
    (issued,) = issue_batch(book, town.actor, plans).issued
    assert (issued.total_cents, issued.what) == (22_000, "Supplementary invoice")
    run = lock_payroll(book, town.actor, *NEXT)
    assert isinstance(run, PayrollLocked)
    # Half of Monday's 500.00, and of what was missing.
    assert run.total_cents == 25_000 + 10_000
    assert preview_invoices(book, scope).overtaken == ()
    again = enter_again(book, town.actor, days[4][0])
    assert "Nothing there" in str(again)


@pytest.mark.parametrize(
    "card",
    [
        WEEKLY.replace('within = "week"', ""),
        WEEKLY.replace('within = "week"', 'within = "day"'),
        WEEKLY.replace("[[bill.rate]]", '[bill]\nother_details = "none"\n[[bill.rate]]', 1),
    ],
)
def test_where_nothing_changes_nothing_is_told(book: Book, actor: Actor, card: str) -> None:
    town, days = town_of(book, actor, card)
    assert monday(town, days[0][1]) == ()
    assert preview_invoices(book, Scope(MONDAY + 29 * DAY)).overtaken == ()


@pytest.mark.parametrize(("more", "cents"), [("", 247_500), ("counts_a_day = 8", 237_500)])
def test_no_hour_is_overtime_of_its_day_and_of_the_week(
    book: Book, actor: Actor, more: str, cents: int
) -> None:
    """Five days of 9 h: an hour of overtime each day, and 40 h that are none."""
    day = '[[bill.premium]]\nafter = 8\nwithin = "day"\ntimes = 1.5\ngroup = "o"\n'
    week = f'[[bill.premium]]\nafter = 40\nwithin = "week"\n{more}\ntimes = 1.5\ngroup = "o"\n'
    card = f'name = "Town"\neffective_on = 2020-01-01\n[[bill.rate]]\nrate = 50\n{day}{week}'
    town = make_town(book, Actor(actor.name, MONDAY + 30 * DAY), card)
    for place in range(5):
        _, (seat,) = town.detail(0, MONDAY + place * DAY, 9)
        town.work(seat, MONDAY + place * DAY, 9)
    assert preview_invoices(book, Scope(MONDAY + 29 * DAY)).total_cents == cents
