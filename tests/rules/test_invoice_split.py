"""A job on several invoices: their sum is the price, whatever the card charges for the whole."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coordinator.rules.cases.rates import own_facts
from coordinator.rules.cases.rates_reading import read_rate_case
from coordinator.rules.rates import Event, Priced, RateCard, Work, price, read_card
from coordinator.rules.rates.invoice_split import InvoicePart, split_by_period
from coordinator.rules.rates.lines import Unpriced
from coordinator.rules.spans import Calendar
from tests.rules.test_rates_cases import CARDS, CASES, card_of

ZONE = "America/New_York"
HEAD = 'name = "p"\neffective_on = 2020-01-01\n[[bill.rate]]\nrate = 60\n'
DAY = 86_400


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE)).timestamp())


JUNE, JULY, AUGUST = at("2026-06-01"), at("2026-07-01"), at("2026-08-01")
MONTHS = ((JUNE, JULY), (JULY, AUGUST))


def worked(start: str, hours: int, count: int = 1) -> Work:
    begin = at(start)
    return Work("", "officer", started_at=begin, ended_at=begin + hours * 3600, count=count)


def invoices(more: str, *work: Work) -> list[int]:
    card = read_card(HEAD + more)
    assert isinstance(card, RateCard), card
    event = Event(ZONE, work[0].anchor, work)
    parts = split_by_period(card, event, MONTHS)
    whole = price(card, event, "bill")
    assert isinstance(parts, tuple)
    assert isinstance(whole, Priced)
    assert sum(part.total_cents for part in parts) == whole.total_cents
    return [part.total_cents for part in parts]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("[[bill.fee]]\nflat = 25", [26500, 24000]),
        ("[[bill.minimum]]\namount = 600", [36000, 24000]),
        ("[[bill.fee]]\npercent = 15\nleast = 90", [28500, 28500]),
        ("[[bill.fee]]\npercent = 15\nmost = 60.01", [27001, 27000]),
        ("[[bill.fee]]\nper_hour = 1\nflat = 10", [25400, 24400]),
        ("[[bill.fee]]\nper_day = 7", [24700, 24700]),
        ("[[bill.fee]]\nflat = 24\n[[bill.tax]]\npercent = 10\nof = ['fees']", [26640, 24000]),
        ("[[bill.fee]]\nper_hour = 1\nexcept_on = ['tuesday']", [24000, 24400]),
    ],
)
def test_where_sums_of_the_whole_job_fall(more: str, found: list[int]) -> None:
    pieces = worked("2026-06-30T10:00", 4), worked("2026-07-01T10:00", 4)
    assert invoices(more, *pieces) == found


def test_a_piece_across_the_end_of_the_month_is_of_the_month_in_which_it_begins() -> None:
    night = worked("2026-06-30T22:00", 4)
    assert invoices("", night, worked("2026-07-03T10:00", 1)) == [24000, 6000]
    assert invoices("", night) == [24000]


def test_a_piece_in_no_period_is_not_left_out() -> None:
    card = read_card(HEAD)
    assert isinstance(card, RateCard)
    late = worked("2026-09-01T10:00", 4)
    found = split_by_period(card, Event(ZONE, late.anchor, (late,)), MONTHS)
    assert found == Unpriced(("a piece of the job begins in none of the invoice periods",))


def events() -> Iterator[tuple[RateCard, Event]]:
    """Every published case, its pieces done again 20 and 40 days later."""
    for code, path in CARDS.items():
        file: dict[str, Any] = json.loads((Path(CASES) / f"{code}.json").read_text("utf-8"))
        card, calendar = card_of(path), Calendar(file["timezone"])
        for body in file["cases"]:
            event = read_rate_case(body, calendar, own_facts(card)).event
            work = [shifted(each, days * DAY) for each in event.work for days in (0, 20, 40)]
            named = [replace(each, key=str(place)) for place, each in enumerate(work)]
            yield card, replace(event, work=tuple(named))


def shifted(work: Work, seconds: int) -> Work:
    if work.started_at is None or work.ended_at is None:
        return work
    return replace(work, started_at=work.started_at + seconds, ended_at=work.ended_at + seconds)


def test_the_invoices_of_every_published_case_add_up() -> None:
    several = 0
    for card, event in events():
        whole = price(card, event, "bill")
        if isinstance(whole, Unpriced):
            continue
        first = min([*(x.anchor for x in (*event.work, *event.dropped)), event.starts_at])
        last = max([*(x.started_at for x in event.equipment), event.starts_at, first])
        bounds = [min(first, event.starts_at) + n * 10 * DAY for n in range(7)]
        assert last < bounds[-1]
        periods = list(pairwise(bounds))
        parts = split_by_period(card, event, periods)
        assert isinstance(parts, tuple), parts
        assert sum(part.total_cents for part in parts) == whole.total_cents
        several += len(parts) > 1
        assert all(isinstance(part, InvoicePart) for part in parts)
    assert several > 50
