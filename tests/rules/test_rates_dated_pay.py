"""Pay worked out from the employer's price is worked out from the price that he pays."""

from dataclasses import replace

import pytest

from tests.rules.test_rates_ceilings import START, card_of, cents_of, event_of

DAY = 24 * 3600
LISTS = (
    "[[bill.rate]]\nuntil = 2026-06-02\nrate = 50\n"
    "[[bill.rate]]\nfrom = 2026-06-02\nrate = 60\n"
    "[[bill.premium]]\nfrom = 2026-06-02\nadd = 8\n"
    "[[bill.cancellation]]\nuntil = 2026-06-02\nhours = 3\n"
    "[[bill.cancellation]]\nfrom = 2026-06-02\nhours = 4\n"
)
DATED = ("start", "requested", "hour")


@pytest.mark.parametrize("billed", DATED)
@pytest.mark.parametrize("paid", ["", *DATED])
@pytest.mark.parametrize("begins", [START, START + 10 * 3600, START + DAY])
@pytest.mark.parametrize("asked", [START - DAY, START + DAY - 3600])
def test_pay_is_a_share_of_the_price_of_the_same_list(
    billed: str, paid: str, begins: int, asked: int
) -> None:
    """Monday 1 June, over midnight, and Tuesday, when the new prices hold."""
    pay = f"[pay]\ndated_by = '{paid}'\n" if paid else ""
    card = card_of(f"[bill]\ndated_by = '{billed}'\n{LISTS}{pay}[[pay.rate]]\nbill_times = 0.5\n")
    event = event_of(8)
    (work,) = event.work
    moved = replace(work, started_at=begins, ended_at=begins + 8 * 3600)
    done = replace(event, starts_at=begins, requested_at=asked, work=(moved,))
    assert 2 * cents_of(card, done, "pay") == cents_of(card, done)


@pytest.mark.parametrize("billed", DATED)
def test_so_it_is_of_a_cancellation(billed: str) -> None:
    card = card_of(f"[bill]\ndated_by = '{billed}'\n{LISTS}[[pay.rate]]\nbill_times = 1\n")
    event = event_of(8)
    (work,) = event.work
    begins = START + DAY
    nobody = replace(
        work, started_at=None, ended_at=None, ordered_start=begins, ordered_end=begins + DAY
    )
    cancelled = replace(
        event, starts_at=begins, requested_at=START, cancelled_at=begins - 60, work=(nobody,)
    )
    assert cents_of(card, cancelled, "pay") == cents_of(card, cancelled) > 0
