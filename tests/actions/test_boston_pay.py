"""The published Boston records through the whole house: file, card, approval, payroll, CSV."""

import csv
import io
from decimal import Decimal
from importlib.resources import files

from coordinator.actions.billing.rates import CardAdopted, adopt_card
from coordinator.actions.book.documents import make_payroll_file
from coordinator.actions.pay.hours import HoursApproved, approve_matching
from coordinator.actions.pay.payroll import PayrollLocked, lock_payroll
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.imports.books import BOSTON, imported, wanted


def test_every_record_is_paid_as_the_department_paid_it(book: Book, actor: Actor) -> None:
    imported(book, actor, wanted("details", BOSTON))
    document = files("coordinator.library").joinpath("rate_cards", "boston.toml").read_text("utf-8")
    assert isinstance(adopt_card(book, actor, document, default=True), CardAdopted)
    assert isinstance(approve_matching(book, actor), HoursApproved)
    run = lock_payroll(book, actor, "2019-01-01", "2020-01-01")
    assert isinstance(run, PayrollLocked)
    assert (run.number, run.officers, run.held) == ("2019-P001", 39, ())
    same = book.reader().execute(
        "SELECT count(*) FROM timesheet_entry AS entry JOIN"
        " (SELECT entry_id, sum(minutes) AS minutes, sum(amount_cents) AS cents FROM charge"
        "  WHERE side = 'pay' GROUP BY entry_id) AS paid ON paid.entry_id = entry.id"
        " WHERE paid.minutes = stated_pay_minutes AND paid.cents = stated_pay_cents"
    )
    assert same.fetchone() == (40,)
    made = make_payroll_file(book.reader(), book.path.parent, run.number)
    assert not isinstance(made, Refused)
    with BOSTON.open(encoding="utf-8", newline="") as file:
        paid = sum(Decimal(row["pay_amount"]) for row in csv.DictReader(file))
    *_, totals = csv.DictReader(io.StringIO(made.path.read_text("utf-8")))
    assert Decimal(totals["amount"]) == paid == Decimal("14102.00")
