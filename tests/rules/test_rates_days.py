"""What is charged for each officer, shift or local date, also of a job that was cancelled."""

from dataclasses import replace

import pytest

from coordinator.rules.rates import FEE, Equipment, Event, Priced, Work, price
from tests.rules.test_rates_ceilings import HOUR, START, card_of

EVENING = START + 10 * HOUR
"""Mon 1 Jun 2026 20:00 UTC."""
LADDER = (
    "[[bill.rate]]\nrate = 50\n"
    '[[bill.cancellation]]\nwhen = { role = "sergeant" }\nflat = 25\n'
    '[[bill.cancellation]]\nwhen = { role = "corporal" }\nhours = 6\n'
)
ASKS = "when = { is_cancelled = true }\n"


def cancelled(*roles: str) -> Event:
    order = {"ordered_start": EVENING, "ordered_end": EVENING + 8 * HOUR}
    work = tuple(Work(str(n), role, count=2, **order) for n, role in enumerate(roles))
    return Event("UTC", EVENING, work, cancelled_at=START)


def worked(minutes: int, start: int = EVENING) -> Event:
    end = start + minutes * 60
    work = (Work("0", "officer", started_at=start, ended_at=end, count=2),)
    return Event("UTC", start, work, (Equipment("t", "trailer", start, end),))


def fee_of(fee: str, event: Event) -> int:
    found = price(card_of(f"{LADDER}[[bill.fee]]\n{fee}"), event, "bill")
    assert isinstance(found, Priced), found
    return found.cents(FEE)


@pytest.mark.parametrize(
    ("fee", "roles", "cents"),
    [
        # Nothing is charged for the officers: only a fee about cancelling counts them.
        (ASKS + "per_officer = 10", "officer", 20_00),
        (ASKS + "per_officer_day = 3", "officer", 6_00),
        ("per_officer = 10", "officer", 0),
        ("per_officer_day = 3", "officer", 0),
        # Beside those who are charged a sum (one day), or hours over midnight (two).
        (ASKS + "per_officer = 10", "officer sergeant corporal", 60_00),
        (ASKS + "per_officer_day = 3", "officer sergeant corporal", 2 * (3 + 3 + 6) * 100),
        ("per_officer = 10", "officer sergeant corporal", 40_00),
        ("per_officer_day = 3", "officer sergeant corporal", 2 * (3 + 6) * 100),
        # Of some roles, and with a bound for each.
        (ASKS + 'per_officer = 10\nroles = ["officer"]', "officer sergeant", 20_00),
        (ASKS + 'per_officer_day = 3\nroles = ["sergeant"]', "officer sergeant", 6_00),
        (ASKS + "per_officer = 10\nmost_per_officer = 4", "officer sergeant", 16_00),
    ],
)
def test_a_fee_counts_officers_of_a_cancelled_job(fee: str, roles: str, cents: int) -> None:
    assert fee_of(fee, cancelled(*roles.split())) == cents


@pytest.mark.parametrize(
    ("start", "minutes", "dates"),
    [
        (EVENING, 4 * 60, "2026-06-01"),
        (EVENING, 8 * 60, "2026-06-01 to 2026-06-02"),
        (EVENING + 210 * 60, 60, "2026-06-01 to 2026-06-02"),
        (EVENING, 30 * 60, "2026-06-01 to 2026-06-03"),
    ],
)
def test_a_day_is_a_date_that_is_touched_and_told(start: int, minutes: int, dates: str) -> None:
    days = 1 if " to " not in dates else int(dates[-2:])
    card = card_of(
        '[[bill.rate]]\nrate = 0\n[[bill.flat]]\namount = 5\nper = "day"\nlabel = "meal"\n'
        '[[bill.equipment]]\nkind = "trailer"\nflat = 75\nper = "day"\n'
        '[[bill.fee]]\nlabel = "permit"\nper_day = 9\n[[bill.fee]]\nper_officer_day = 2\n'
    )
    found = price(card, worked(minutes, start), "bill")
    assert isinstance(found, Priced), found
    assert found.total_cents == days * (2 * 5 + 75 + 9 + 2 * 2) * 100
    told = {line.label: line.trace[-1].words for line in found.lines}
    assert f"Meal, {dates}" in told
    assert f"Trailer, a day, {dates}" in told
    assert f"({dates})" in told["permit"]


@pytest.mark.parametrize("part", ['per = "assignment"', ""])
def test_a_shift_over_midnight_is_one_assignment(part: str) -> None:
    card = card_of(
        f"[[bill.rate]]\nrate = 0\n[[bill.flat]]\namount = 5\n{part}\n"
        f'[[bill.equipment]]\nkind = "trailer"\nflat = 75\n{part}\n'
        "[[bill.fee]]\nper_officer = 2\n"
    )
    found = price(card, worked(8 * 60), "bill")
    assert isinstance(found, Priced), found
    assert found.total_cents == (2 * 5 + 75 + 2 * 2) * 100


def test_what_bounds_a_day_names_it() -> None:
    card = card_of(
        '[[bill.rate]]\nrate = 0\n[[bill.equipment]]\nkind = "trailer"\nrate = 10\nper = "day"\n'
        "least = 15\n"
    )
    late = worked(60, EVENING + 210 * 60)
    found = price(card, replace(late, work=()), "bill")
    assert isinstance(found, Priced), found
    # 23:30 to 00:30: the least of two days.
    assert [(line.label, line.amount_cents) for line in found.lines] == [
        ("Trailer, flat, 2026-06-01", 15_00),
        ("Trailer, flat, 2026-06-02", 15_00),
    ]
