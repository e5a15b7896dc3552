"""Caps of fees and interest, hours as billed, deposits of nothing, and when an office closes."""

import pytest

from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card

HEAD = 'name = "p"\neffective_on = 2026-01-01\n'
RATE = "[[bill.rate]]\nrate = 60.00\n"
CAR = '[[bill.equipment]]\nkind = "car"\nflat = 100\n'
# Two officers for 5 h and a sergeant for 2 h, with a car: 600 + 120 + 100.
JOB = """
[[example]]
crew = [
    { role = "officer", count = 2, start = 2026-06-10T10:00:00, end = 2026-06-10T15:00:00 },
    { role = "sergeant", start = 2026-06-10T10:00:00, end = 2026-06-10T12:00:00 },
]
equipment = [{ kind = "car", start = 2026-06-10T10:00:00, end = 2026-06-10T15:00:00 }]
[example.job]
ordered_start = 2026-06-10T10:00:00
ordered_end = 2026-06-10T15:00:00
"""


def holds(text: str) -> None:
    card = read_card(HEAD + text)
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    assert not [str(problem) for problem in failing_examples(card)]


@pytest.mark.parametrize(
    ("fee", "total"),
    [
        ("per_hour = 4\nmost_per_officer = 15", 2 * 15 + 8),
        ("percent = 10\nmost_per_officer = 15", 2 * 15 + 12),
        ("percent = 10\nflat = 7\nmost_per_officer = 15", 2 * 15 + 12 + 7),
        ("percent = 10\nof = ['officers', 'equipment']\nmost_per_officer = 15", 30 + 12 + 10),
        ("percent = 10\nmost_per_officer = 15\nmost = 20", 20),
        ("percent = 10\nroles = ['sergeant']", 12),
        ("percent = 20\nof = ['officers', 'equipment']\nmost_per_hour = 6", 72 + 20),
        ("percent = 20\nof = ['officers', 'equipment']\nmost_per_hour = 6\nhour_bounds = 'fee'",
         72),
        ("flat = 1\nwhen = { officer_hours = { at_least = 13 } }", 0),
        ("flat = 1\nwhen = { officer_hours_billed = { at_least = 13 } }", 1),
        ("flat = 1\nwhen = { officer_hours_billed = { over = 13 } }", 0),
    ],
)  # fmt: skip
def test_fees(fee: str, total: int) -> None:
    more = "[[bill.hours]]\nstep = 'least'\nhours = 3\nwhen = { role = 'sergeant' }\n"
    more = more if "billed" in fee else ""
    base = 820 + (60 if more else 0)
    holds(f'{RATE}{CAR}{more}[[bill.fee]]\n{fee}\n{JOB}[example.expect]\ntotal = "{base + total}"')


def test_hours_as_billed_are_known_only_where_they_are_counted() -> None:
    found = read_card(f"{HEAD}{RATE}when = {{ officer_hours_billed = {{ over = 1 }} }}\n")
    assert not isinstance(found, RateCard)
    assert "which [[rate]] does not know" in str(found[0])


@pytest.mark.parametrize(
    ("late", "interest"),
    [
        ("percent_per_month = 1.5", "30.00"),
        ("percent_per_month = 1.5\nmost = 12", "12.00"),
        ("percent_per_month = 1.5\nleast = 50", "50.00"),
        ("percent_per_month = 1.5\nleast = 50\ngrace_days = 60", "0.00"),
    ],
)
def test_interest_within_bounds(late: str, interest: str) -> None:
    account = "{ amount = '1000.00', due_on = 2026-06-01, paid_on = 2026-07-10 }"
    asked = f"expect = {{ interest = {{ amount = '{interest}' }} }}\n"
    job = f"job = {{ account = {account} }}\n"
    holds(f"{RATE}[[bill.late]]\n{late}\n[[example]]\n{job}{asked}")


@pytest.mark.parametrize(
    "deposit",
    [
        "[[bill.deposit]]\npercent = 50\nwhen = { customer_class = 'private' }\n",
        "[[bill.deposit]]\nflat = 0\n[[bill.deposit]]\npercent = 50\n",
        "",
    ],
)
def test_no_deposit_is_one_of_nothing(deposit: str) -> None:
    asked = '[example.expect]\ndeposit_required = "0.00"\ndeposit_applied = "0.00"\n'
    holds(f"{RATE}{CAR}{deposit}{JOB}{asked}")


@pytest.mark.parametrize(
    ("asked_at", "closing", "total"),
    [
        # The job is on Wednesday the 10th; the 8th is a Monday.
        ("2026-06-05T15:00:00", "closes = 16:00:00", "60.00"),
        ("2026-06-05T17:00:00", "closes = 16:00:00", "70.00"),
        ("2026-06-05T17:00:00", "closes = 16:00:00, next = 'business_day'", "70.00"),
        ("2026-06-06T09:00:00", "closes = 16:00:00", "70.00"),
        ("2026-06-05T17:00:00", "closes = 16:00:00, next = 'day'", "60.00"),
        ("2026-06-06T09:00:00", "closes = 16:00:00, next = 'day'", "60.00"),
        ("2026-06-08T09:00:00", "closes = 16:00:00, next = 'day'", "70.00"),
        ("2026-06-05T15:00:00", "at_least = -9", "60.00"),
    ],
)
def test_after_hours_counts_as_the_next_business_day(
    asked_at: str, closing: str, total: str
) -> None:
    notice = f"under = 3, unit = 'business_days', {closing}"
    price = f"[[bill.rate]]\nrate = 70\nwhen = {{ requested = {{ {notice} }} }}\n{RATE}"
    job = f"""[[example]]
crew = [{{ start = 2026-06-10T10:00:00, end = 2026-06-10T11:00:00 }}]
expect = {{ total = "{total}" }}
job = {{ ordered_start = 2026-06-10T10:00:00, requested_at = {asked_at} }}
"""
    holds(price + job)
