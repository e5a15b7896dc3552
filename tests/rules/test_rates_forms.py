"""A case that is written otherwise is told how, and an order alone is what is cancelled."""

from typing import Any

import pytest

from coordinator.rules.cases.outcome import Trial
from coordinator.rules.cases.rates import failing_examples, try_rate_case
from coordinator.rules.cases.rates_comparing import COMPARED
from coordinator.rules.cases.rates_forms import FORMS, PARTS
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.spans import Calendar

CARD = """
name = "Forms"
effective_on = 2026-01-01
timezone = "America/New_York"
[[bill.rate]]
rate = 60.00
[[bill.cancellation]]
when = { cancelled = { under = 24 } }
hours = 3
"""
JOB = {"ordered_start": "2026-08-03T18:00", "ordered_end": "2026-08-03T22:00"}


def card(more: str = "") -> RateCard:
    found = read_card(CARD + more)
    assert isinstance(found, RateCard), found
    return found


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ({"tax": {"amount": "5"}}, 'tax is not as the format has it: write tax = [{ amount = "15'),
        ({"tax": [{"label": "x", "amount": "5"}]}, "field 'label' of tax: write tax = [{ amount"),
        ({"tax": [{"percent": "5"}]}, "tax is not as the format has it"),
        ({"billed_hours": 3}, 'billed_hours is not as the format has it: write billed_hours = ["4'),
        ({"fees": "24.00"}, "fees is not as the format has it"),
        ({"interest": 5}, 'interest is not as the format has it: write interest = { amount = "4'),
        ({"totl": "5.00"}, "field 'totl' (is 'total' meant?)"),
    ],
)  # fmt: skip
def test_another_form_is_named_with_the_one_to_write(expect: dict[str, Any], says: str) -> None:
    body = {"id": "1", "job": JOB, "crew": [{"role": "officer"}], "expect": expect}
    found = try_rate_case(card(), body, Calendar("America/New_York"))
    assert found.trial is Trial.NOT_EXPRESSIBLE
    assert says in "; ".join(found.words)
    assert "Error" not in "; ".join(found.words)


def test_every_form_is_one_that_reads() -> None:
    assert FORMS.keys() >= PARTS.keys()
    assert FORMS.keys() <= COMPARED
    lines = "\n".join(FORMS.values())
    example = (
        f"\n[[example]]\njob = {{ officers_requested = 1 }}\ncrew = []\n[example.expect]\n{lines}"
    )
    (problem,) = failing_examples(card(example))
    assert "is wrong" in str(problem)


def test_a_cancelled_case_with_an_order_alone_costs_what_was_ordered() -> None:
    ordered = [{"role": "officer", "count": 3}]
    job = JOB | {"cancelled_at": "2026-08-03T12:00", "ordered_crew": ordered}
    body = {"id": "1", "job": job, "crew": [], "expect": {"total": "540.00"}}
    assert try_rate_case(card(), body, Calendar("America/New_York")).trial is Trial.RIGHT


@pytest.mark.parametrize(
    ("begins", "ends", "says"), [(14, 56, "is later than 48."), (14, 10, "is not after its")]
)
def test_a_holiday_that_lasts_too_long_says_the_limit(begins: int, ends: int, says: str) -> None:
    day = f'[[holiday]]\nname = "X"\non = ["12-25"]\nbegins = {begins}\nends = {ends}\n'
    found = read_card(CARD + day)
    assert isinstance(found, tuple)
    assert says in str(found[0])


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ({"job": {"estimate": 4}}, "estimate: is not an object: write estimate = { officers = 2"),
        ({"job": {"estimate": {"officers": 2, "each": 4}}}, "field 'each'"),
        ({"job": {"estimate": {"officers": 2, "each": 4}}}, "write estimate = { officers = 2"),
        ({"crew": [{"extra_time": {"arrest": 2}}]}, 'write extra_time = [{ reason = "arrest"'),
        ({"crew": [{"extra_time": [{"hours": 2}]}]}, 'write extra_time = [{ reason = "arrest"'),
        ({"job": {"downtown": True}}, "no clause of this card asks for such a fact"),
        ({"expect": {"lines": [{"hours": "4", "rate": "60"}]}}, "(without amount): write lines"),
    ],
)
def test_another_form_is_told_with_the_right_one(case: dict[str, Any], said: str) -> None:
    body = {"id": "1", "crew": [{"role": "officer"}], "expect": {"total": "5"}, **case}
    body["job"] = {**JOB, **case.get("job", {})}
    found = try_rate_case(card(), body, Calendar("America/New_York"))
    assert found.trial is Trial.NOT_EXPRESSIBLE
    assert said in "; ".join(found.words)
