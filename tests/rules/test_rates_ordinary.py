"""What hours cost without premiums: by the role and the facts of the job, whatever the hour."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.rates import FEE, Event, Priced, price
from tests.rules.test_rates_ceilings import START, card_of, event_of

FEES = "[[bill.fee]]\npercent = 100\nordinary = true\n"
ROLES = {"lieutenant": 95, "sergeant": 80, "officer": 60}
TIMES = (
    "between = [17:00:00, 09:00:00]",
    'on = ["saturday", "sunday"]',
    'week = ["friday 17:00", "monday 07:00"]',
    "after = 8",
    "after = 'ordered'",
    "when = { requested = { under = 24 } }",
    'when = { starts = { on = ["saturday"] } }',
    "when = { any_of = [{ requested = { under = 24 } }, { touches = { on = ['sunday'] } }] }",
)


def fee_of(text: str, event: Event) -> int:
    found = price(card_of(text), event, "bill")
    assert isinstance(found, Priced), found
    return found.cents(FEE)


@given(
    st.lists(st.sampled_from(TIMES), max_size=4),
    st.sampled_from(sorted(ROLES)),
    st.integers(0, 6 * 24),
    st.integers(1, 16),
)
def test_an_ordinary_hour_costs_what_the_card_says_without_its_times(
    times: list[str], role: str, later: int, hours: int
) -> None:
    """The oracle is the same card with none of its prices for a time, and no premium."""
    plain = "".join(
        f'[[bill.rate]]\nrate = {rate}\nwhen = {{ role = "{role}" }}\n'
        for role, rate in ROLES.items()
    )
    dear = "".join(
        f"[[bill.rate]]\nrate = {100 + place}\n{words}\n" for place, words in enumerate(times)
    )
    premiums = "[[bill.premium]]\npercent = 35\nafter = 4\n" * bool(times)
    event = event_of(hours, 2, role)
    (work,) = event.work
    begins = START + later * 3600
    moved = replace(work, started_at=begins, ended_at=begins + hours * 3600)
    asked = replace(event, starts_at=begins, requested_at=begins - 3600, work=(moved,))
    assert fee_of(dear + plain + premiums + FEES, asked) == fee_of(plain + FEES, asked)


@pytest.mark.parametrize(
    ("rates", "an_hour"),
    [
        # The fallback is of others; a fact of the job is no premium, nor is a season.
        ("when = { attendance = { over = 100 } }\nrate = 80\n[[bill.rate]]\nrate = 50", 80),
        ('season = ["05-01", "09-30"]\nrate = 75\n[[bill.rate]]\nrate = 60', 75),
        ("when = { any_of = [{ attendance = { over = 100 } }, { requested = { under = 9 } }] }\n"
         "rate = 80\n[[bill.rate]]\nrate = 50", 80),
        # Where every rate asks for a time, the lowest of those that fit.
        ('on = ["monday"]\nrate = 90\n[[bill.rate]]\non = ["tuesday"]\nrate = 70', 70),
        ("when = { requested = { at_least = 24 } }\nrate = 60\n[[bill.rate]]\nrate = 90", 60),
        ("unless = { requested = { under = 24 } }\nrate = 60\n[[bill.rate]]\nrate = 90", 60),
        # An hour never counts for more than it costs before premiums.
        ("after = 0.25\nrate = 30\n[[bill.rate]]\nrate = 60", 60 * 0.25 + 30 * 0.75),
        # The wage, not what is above it.
        ("own_times = 1.5\nleast = 70", 40),
        ("own_times = 0.5", 20),
        ("after = 0.5\nown_times = 1.5\n[[bill.rate]]\nrate = 50", 50),
    ],
)  # fmt: skip
def test_what_is_ordinary(rates: str, an_hour: float) -> None:
    event = event_of(1)
    work = replace(event.work[0], own_rate=Decimal(40))
    asked = replace(event, work=(work,), requested_at=START - 3600)
    counted = replace(asked, numbers={"attendance": Decimal(500)})
    premium = "\n[[bill.premium]]\ntimes = 1.25\n"
    assert fee_of(f"[[bill.rate]]\n{rates}{premium}{FEES}", counted) == round(an_hour * 100)


@pytest.mark.parametrize(
    ("dated_by", "job", "an_hour"),
    [
        ("start", START, 62),
        ("hour", START, 62),
        ("requested", START - 40 * 24 * 3600, 60),
        ("requested", START - 3600, 62),
    ],
)
def test_only_the_price_list_in_force_is_ordinary(dated_by: str, job: int, an_hour: int) -> None:
    """The list before 1 June is the cheaper one, and the list from next year on the cheapest."""
    rates = (
        f"[bill]\ndated_by = '{dated_by}'\n[[bill.rate]]\nuntil = 2026-06-01\nrate = 60\n"
        "[[bill.rate]]\nfrom = 2027-01-01\nrate = 50\n[[bill.rate]]\nrate = 62\n"
    )
    assert fee_of(rates + FEES, replace(event_of(1), requested_at=job)) == an_hour * 100


def test_it_is_no_more_than_was_charged() -> None:
    event = event_of(5)
    (work,) = event.work
    begins, ends = work.started_at, work.ended_at
    nobody = replace(work, started_at=None, ended_at=None, ordered_start=begins, ordered_end=ends)
    cancelled = replace(event, work=(nobody,), cancelled_at=START - 3600)
    half = (
        "[[bill.hours]]\nstep = 'table'\nup_to = [[4, 4], [8, 8]]\n[[bill.rate]]\nrate = 60\n"
        "[[bill.cancellation]]\nwhole_order = true\nsteps = true\nrate_times = 0.5\n"
    )
    assert fee_of(half + FEES, cancelled) == 8 * 30_00
    found = price(card_of(half), cancelled, "bill")
    assert isinstance(found, Priced)
    # The order is what the cancellation costs; the table makes of it what is charged.
    told = [step.words for step in found.lines[0].trace]
    assert "5 h for each officer" in told[0]
    assert "8 h" in told[1]


@pytest.mark.parametrize(
    ("minimum", "straight"),
    [("amount = 300", 4 * 62), ("hours = 6", 4 * 62), ("round = { minutes = 300 }", 5 * 62)],
)
def test_what_is_missing_to_a_minimum_is_no_straight_time(minimum: str, straight: int) -> None:
    card = f"[[bill.rate]]\nrate = 62\n[[bill.minimum]]\n{minimum}\n"
    assert fee_of(card + FEES, event_of(4)) == straight * 100
