"""A year's ceiling of a fee over invoices, and what officers are paid for things of their own."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest

from coordinator.actions.billing.charged_years import ChargedBefore
from coordinator.actions.billing.invoicing import (
    InvoiceIssued,
    issue_batch,
    issue_invoice,
    preview_invoices,
    void_invoice,
)
from coordinator.actions.billing.price_what_if import PriceWhatIf, price_what_if
from coordinator.actions.billing.rates import check_card
from coordinator.actions.pay.hours import Worked, approve_hours, correct_hours
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll, preview_payroll
from coordinator.actions.pay.payroll_items import items_of_run
from coordinator.actions.results import Actor, Refused
from coordinator.rules.accounts.layout import Layout, read_layout
from exports.payroll_layout import write_layout
from storage.database import Book
from storage.models import Assignment, EquipmentUse
from storage.queries.money.billing import Scope, priced_details
from storage.queries.money.payroll import payroll_runs
from tests.actions.money_town import CARD, DAY, HOUR, MONDAY, Town, make_town
from tests.actions.receivables_town import done
from tests.conftest import NOW

YEARLY = CARD.replace("[[bill.hours]]", '[bill]\nyear_starts = "05-27"\n[[bill.hours]]', 1).replace(
    "percent = 10\n", 'label = "Administration"\npercent = 10\nmost_per_year = 90.00\n'
)
"""On Wed 27 May 2026 another year begins: two days after MONDAY."""
LATER = NOW + 40 * DAY
LAYOUT = """
name = "own"
effective_on = 2020-01-01
rows = "line"
[[code]]
code = "CAR"
kind = ["equipment"]
[[code]]
code = "UNI"
label = "Uniform"
[[code]]
code = "PAY"
kind = ["officer"]
""" + "".join(
    f'[[column]]\nheader = "{each}"\nfrom = "{each}"\n'
    for each in ("badge", "code", "hours", "amount")
)


@pytest.fixture
def make(book: Book, actor: Actor) -> Callable[[str], Town]:
    return lambda card: make_town(book, actor, card)


def fee_of(issued: InvoiceIssued, town: Town) -> int:
    found = town.scalar("SELECT fee_cents FROM invoice WHERE id = ?", issued.invoice_id)
    assert isinstance(found, int)
    return found


def billed(town: Town, start: int, job: int = 0) -> InvoiceIssued:
    """A detail of 5 h at 65.00: 32.50 of fees, where the year leaves so much."""
    detail, (seat,) = town.detail(job, start)
    town.work(seat, start, 5)
    return done(issue_invoice(town.book, town.actor, [detail]))


def asked(book: Book, document: str | None = None, since: int = 0) -> PriceWhatIf:
    return price_what_if(book.path, document, None, since, LATER, LATER, lambda done, total: True)


def test_a_years_fees_stop_at_their_ceiling_over_invoices(make: Callable[[str], Town]) -> None:
    town = make(YEARLY)
    first, second, third, fourth = (billed(town, MONDAY - n * DAY) for n in range(4))
    assert [fee_of(x, town) for x in (first, second, third, fourth)] == [3_250, 3_250, 2_500, 0]
    assert fee_of(billed(town, MONDAY, 1), town) == 3_250  # another employer
    assert fee_of(billed(town, MONDAY + 2 * DAY), town) == 3_250  # another year
    void_invoice(town.book, town.actor, second.invoice_id, "wrong date")
    (plan,) = preview_invoices(town.book, Scope(until=LATER)).plans
    again = done(issue_invoice(town.book, town.actor, plan.detail_ids))
    assert (plan.total_cents, fee_of(again, town)) == (again.total_cents, 3_250)
    assert fee_of(billed(town, MONDAY - 9 * DAY), town) == 0


def test_details_of_one_invoice_count_for_one_another(make: Callable[[str], Town]) -> None:
    town = make(YEARLY)
    for number in range(4):
        _, (seat,) = town.detail(0, MONDAY - number * DAY)
        town.work(seat, MONDAY - number * DAY, 5)
    plans = preview_invoices(town.book, Scope(until=LATER)).plans
    batch = issue_batch(town.book, town.actor, plans)
    assert sum(fee_of(x, town) for x in batch.issued) == 9_000
    assert sum(x.total_cents for x in batch.issued) == sum(plan.total_cents for plan in plans)


def test_a_year_priced_again_gives_the_same_and_another_ceiling_what_it_leaves(
    make: Callable[[str], Town],
) -> None:
    town = make(YEARLY)
    # Not in the order of their dates, so that the ceiling was reached by an early one.
    for days in (0, 3, 1, 6, 2):
        billed(town, MONDAY - days * DAY)
    charged = town.scalar("SELECT sum(total_cents) FROM invoice")
    told = asked(town.book).compared
    assert told.bill.was_cents == told.bill.would_cents == charged
    bill = told.again[0]
    assert (bill.same, bill.causes, bill.charged_cents) == (bill.lines, (), charged)
    higher = asked(town.book, YEARLY.replace("90.00", "150.00")).compared
    assert higher.bill.more_cents == 15_000 - 9_000
    # Only the last three days; 32.50 of the days before them stand charged.
    late = asked(town.book, YEARLY.replace("90.00", "100.00"), MONDAY - 2 * DAY).compared
    assert (late.bill.was_cents - 3 * 32_500, late.bill.more_cents) == (5_750, 1_000)


def test_what_the_ceiling_kept_from_being_charged_is_not_given_back(
    make: Callable[[str], Town],
) -> None:
    town = make(YEARLY)
    seats = [town.detail(0, MONDAY - n * DAY) for n in range(4)]
    for number, (detail, (seat,)) in enumerate(seats):
        town.work(seat, MONDAY - number * DAY, 9 if number == 2 else 5)
        done(issue_invoice(town.book, town.actor, [detail]))
    # Of the last one nothing was charged, of the one before 25.00 of 61.75.
    for number, back in ((3, 0), (2, -2_500)):
        detail, (seat,) = seats[number]
        start = MONDAY - number * DAY
        worked = Worked(start, start + 4 * HOUR)
        redone = done(correct_hours(town.book, town.actor, seat, worked, "slip"))
        done(approve_hours(town.book, town.actor, redone.entry_ids))
        other, (extra,) = town.detail(0, start)
        town.work(extra, start, 9)
        issued = done(issue_invoice(town.book, town.actor, [detail, other]))
        given = town.scalar(
            "SELECT coalesce(sum(amount_cents), 0) FROM charge"
            " WHERE invoice_id = ? AND detail_id = ? AND kind = 'fee'",
            issued.invoice_id,
            detail,
        )
        assert given == back
    charged = town.scalar("SELECT sum(amount_cents) FROM charge WHERE kind = 'fee'")
    assert charged == 9_000


def test_what_was_charged_before_each_detail_is_read_once_for_a_year(
    make: Callable[[str], Town],
) -> None:
    town = make(YEARLY)
    for number in range(4):
        billed(town, MONDAY - number * DAY)
    reader = town.book.reader()
    asked_for: list[str] = []
    known = priced_details(reader, [4, 3, 2, 1])
    before, card = ChargedBefore(reader, "America/New_York"), check_card(YEARLY)
    assert not isinstance(card, Refused)
    reader.set_trace_callback(asked_for.append)
    found = {each.id: before.before(card, each)["Administration"] for each in known}
    reader.set_trace_callback(None)
    assert found == {1: 0, 2: Decimal("32.50"), 3: 65, 4: 90}
    assert sum("amount_cents" in statement for statement in asked_for) == 1


def test_what_the_employer_pays_directly_counts_for_the_ceiling(
    make: Callable[[str], Town],
) -> None:
    paid = '[bill]\npaid_directly = ["town"]\npayees = { adm = "town" }\n'
    direct = YEARLY.replace("[bill]\n", paid).replace("percent = 10", 'name = "adm"\npercent = 10')
    town = make(direct)
    for number in range(4):
        billed(town, MONDAY - number * DAY)
    lines = town.book.reader().execute("SELECT amount_cents FROM charge WHERE kind = 'direct'")
    assert lines.fetchall() == [(3_250,), (3_250,), (2_500,)]


def own_car(town: Town, detail: int, officer: int | None, miles: int) -> None:
    with town.book.action(town.actor, "add equipment", f"detail:{detail}") as tx:
        tx.add(
            EquipmentUse(
                detail_id=detail, kind="own_car", starts_at=MONDAY, ends_at=MONDAY + HOUR,
                officer_id=officer, mileage_out=100, mileage_in=100 + miles,
            )
        )  # fmt: skip


def test_own_cars_and_uniforms_are_paid_on_the_payroll_with_codes_of_their_own(
    make: Callable[[str], Town],
) -> None:
    town = make(
        CARD + '[[bill.equipment]]\nkind = "own_car"\nflat = 0\n'
        '[[pay.equipment]]\nkind = "own_car"\nlabel = "Own car"\nper_mile = 0.70\n'
        '[[pay.flat]]\nlabel = "Uniform"\namount = 12.50\n'
    )
    detail, seats = town.detail(roles=("officer", "officer"))
    for seat in seats:
        town.work(seat, MONDAY, 5)
    own_car(town, detail, town.officers[1], 20)
    own_car(town, detail, None, 300)
    assert fee_of(done(issue_invoice(town.book, town.actor, [detail])), town) == 6_500
    preview = preview_payroll(town.book, "2026-05-25", "2026-06-01")
    assert not isinstance(preview, Refused)
    assert [(x.badge, x.minutes, x.cents) for x in preview.officers] == [
        ("100", 300, 26_250),
        ("101", 300, 27_650),
    ]
    run = lock_payroll(town.book, town.actor, "2026-05-25", "2026-06-01")
    assert isinstance(run, PayrollLocked)
    layout = read_layout(LAYOUT)
    assert isinstance(layout, Layout), layout
    (line,) = payroll_runs(town.book.reader())
    stream = BytesIO()
    write_layout(stream, layout, items_of_run(town.book.reader(), line))
    assert sorted(stream.getvalue().decode().split()) == [
        "100,PAY,5.00,250.00", "100,UNI,0.00,12.50", "101,CAR,0.00,14.00",
        "101,PAY,5.00,250.00", "101,UNI,0.00,12.50", "badge,code,hours,amount",
    ]  # fmt: skip
    # Corrected hours take everything back and pay it anew: the car once in all.
    redone = done(
        correct_hours(town.book, town.actor, seats[1], Worked(MONDAY, MONDAY + 6 * HOUR), "slip")
    )
    done(approve_hours(town.book, town.actor, redone.entry_ids))
    second = lock_payroll(town.book, Actor("Pat", LATER), "2026-06-01", "2026-06-08")
    assert isinstance(second, PayrollLocked)
    assert (second.total_minutes, second.total_cents) == (60, 5_000)
    told = asked(town.book).compared
    assert told.pay.was_cents == 26_250 + 27_650 + 5_000


def test_an_own_car_is_paid_once_where_two_seats_are_paid_in_two_runs(
    make: Callable[[str], Town],
) -> None:
    car = '[[bill.equipment]]\nkind = "own_car"\nflat = 0\n'
    town = make(f'{CARD}{car}[[pay.equipment]]\nkind = "own_car"\nper_mile = 0.70\n')
    town.officers[1] = town.officers[0]
    detail, seats = town.detail(roles=("officer", "officer"))
    own_car(town, detail, town.officers[0], 20)
    with town.book.action(town.actor, "move seat", f"detail:{detail}") as tx:
        later = tx.get(Assignment, seats[1])
        later.starts_at, later.ends_at = MONDAY + 5 * HOUR, MONDAY + 7 * HOUR
        tx.save(later)
    # The later seat first: its hours come in before those of the other.
    for seat, hour, days in ((seats[1], 5, 0), (seats[0], 0, 7)):
        town.work(seat, MONDAY + hour * HOUR, 2)
        by = Actor("Pat", NOW + days * DAY)
        since, until = ("2026-05-25", "2026-06-01") if not days else ("2026-06-01", "2026-06-08")
        assert isinstance(lock_payroll(town.book, by, since, until), PayrollLocked)
    rows = town.book.reader().execute(
        "SELECT assignment_id, amount_cents FROM charge WHERE side = 'pay' AND kind = 'equipment'"
    )
    assert rows.fetchall() == [(seats[1], 1_400)]
