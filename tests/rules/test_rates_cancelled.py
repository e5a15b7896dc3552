"""What a cancelled detail costs where a clause names a sum and hours."""

from dataclasses import replace

import pytest

from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card
from tests.rules.test_rates_ceilings import START, card_of, cents_of, event_of

CARD = """
name = "p"
effective_on = 2026-01-01
[[bill.rate]]
rate = 60.00
[[bill.cancellation]]
when = {{ cancelled = {{ under = 24 }} }}
{asks}
[[bill.reduction]]
{asks}
[[example]]
crew = [{{ role = "officer", count = 2 }}]
expect = {{ total = "{total}" }}
[example.job]
ordered_start = 2026-06-10T10:00:00
ordered_end = 2026-06-10T14:00:00
cancelled_at = 2026-06-10T09:00:00
[[example]]
crew = [{{ role = "officer", start = 2026-06-10T10:00:00, end = 2026-06-10T11:00:00 }}]
expect = {{ total = "{reduced}" }}
[example.job]
ordered_start = 2026-06-10T10:00:00
ordered_end = 2026-06-10T14:00:00
ordered_crew = [{{ role = "officer", count = 3 }}]
changes = [{{ at = 2026-06-10T09:00:00, crew = [{{ role = "officer", count = 1 }}] }}]
"""


@pytest.mark.parametrize(
    ("asks", "total", "reduced"),
    [
        ("flat = 50", "100.00", "160.00"),
        ("flat = 50\nhours = 2", "240.00", "300.00"),
        ("flat = 150\nhours = 2", "300.00", "360.00"),
        ("flat = 150\nwhole_order = true", "480.00", "540.00"),
    ],
)
def test_of_a_sum_and_hours_the_greater_is_charged(asks: str, total: str, reduced: str) -> None:
    card = read_card(CARD.format(asks=asks, total=total, reduced=reduced))
    assert isinstance(card, RateCard), card
    assert not [str(problem) for problem in failing_examples(card)]


PAID = """
name = "p"
effective_on = 2026-01-01
[[bill.rate]]
rate = 60.00
[[bill.deposit]]
flat = 500.00
[[bill.cancellation]]
clause = "7"
{bill}
[[pay.rate]]
{pay}
[[example]]
crew = [{{ role = "officer", count = 2 }}]
expect = {{ officer_pay = "{paid}" }}
[example.job]
ordered_start = 2026-06-10T10:00:00
ordered_end = 2026-06-10T14:00:00
cancelled_at = 2026-06-10T09:00:00
"""


@pytest.mark.parametrize(
    ("bill", "pay", "paid"),
    [
        ("hours = 2", "bill_times = 0.85", "204.00"),
        ("hours = 2", "bill_less = 15", "180.00"),
        ("hours = 2", "rate = 45", "0.00"),
        ("hours = 2", "bill_times = 0.85\n[[pay.cancellation]]\nhours = 0", "0.00"),
        ("hours = 2", "bill_times = 0.85\n[[pay.cancellation]]\nhours = 1", "102.00"),
        ("hours = 2\nrate = 100", "bill_times = 0.5", "200.00"),
        ("share = 0.5\nrate_times = 2", "bill_times = 0.5", "240.00"),
        ("flat = 50", "bill_times = 0.5", "50.00"),
        ("hours = 1\nflat = 50", "bill_times = 0.5", "60.00"),
        ("flat = 50", "bill_less = 15", "0.00"),
        # The deposit that is kept is the agency's.
        ("keeps_deposit = true", "bill_times = 0.5", "0.00"),
    ],
)
def test_pay_by_the_price_follows_what_is_charged(bill: str, pay: str, paid: str) -> None:
    card = read_card(PAID.format(bill=bill, pay=pay, paid=paid))
    assert isinstance(card, RateCard), card
    assert not [str(problem) for problem in failing_examples(card)]


@pytest.mark.parametrize(("ordered", "worked", "cents"), [(6, 0, 4 * 60_00), (6, 6, 6 * 65_00)])
def test_what_is_for_worked_hours_only_is_not_for_those_of_a_cancellation(
    ordered: int, worked: int, cents: int
) -> None:
    card = card_of(
        "[[bill.rate]]\nrate = 60\n[[bill.premium]]\nworked_only = true\nadd = 5\n"
        "between = [08:00:00, 20:00:00]\n[[bill.cancellation]]\nhours = 4\n"
        "[[pay.rate]]\nbill_times = 1\n"
    )
    event = event_of(ordered)
    (work,) = event.work
    asked = replace(work, ordered_start=START, ordered_end=START + ordered * 3600)
    if not worked:
        asked = replace(asked, started_at=None, ended_at=None)
    done = replace(event, work=(asked,), cancelled_at=None if worked else START - 3600)
    assert cents_of(card, done) == cents_of(card, done, "pay") == cents
