"""Rules as published schedules of several countries have them, written from the manual alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.invoice_split import split_by_period
from coordinator.rules.rates.words import card_words
from tests.rules.test_rates_bounds import HEAD
from tests.rules.test_rates_ceilings import HOUR, START, card_of, cents_of, event_of, with_things

WEEK = 7 * 24 * HOUR
CARDS = sorted((Path(__file__).parent / "schedules").glob("*.toml"))


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_schedule_gives_its_own_sums(path: Path) -> None:
    card = read_card(path.read_text("utf-8"))
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    assert card.examples
    assert not [str(problem) for problem in failing_examples(card)]
    assert all(line.line for line in card_words(card))


MOST = "[[bill.rate]]\nrate = 60\n[[bill.maximum]]\namount = 500\n"


@pytest.mark.parametrize(
    ("more", "hours", "total"),
    [
        ("", 8, 480),
        ("", 9, 500),
        ("[[bill.fee]]\npercent = 10\n", 9, 550),
        ("[[bill.minimum]]\namount = 600\n", 1, 500),
        ("[[bill.maximum]]\namount = 100\n", 9, 500),
    ],
)
def test_a_request_costs_no_more_than_its_maximum(more: str, hours: int, total: int) -> None:
    assert cents_of(card_of(MOST + more), event_of(hours)) == total * 100


def test_what_a_maximum_takes_off_is_shared_by_the_invoices() -> None:
    first, second = with_things().work
    later = replace(second, started_at=START + WEEK, ended_at=START + WEEK + 15 * HOUR)
    event = replace(with_things(), work=(first, later))
    weeks = [(START - HOUR, START + HOUR), (START + HOUR, START + 2 * WEEK)]
    parts = split_by_period(card_of(MOST), event, weeks)
    assert isinstance(parts, tuple)
    # 5 h and 15 h at 60.00 come to 1,200.00: a quarter of the 500.00, and three.
    assert [part.total_cents for part in parts] == [12_500, 37_500]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[bill.maximum]]\namount = 0\n",
         "line 4, bill.maximum[1].amount: leaves nothing to charge. Write amount = 2500.00."),
        ('[[bill.maximum]]\namount = 5\nof = ["hours"]\n', "'hours' names no line of this side."),
        ("[[crew]]\nleast = 2\nbeyond = 200\n",
         "line 5, crew[1].beyond: says nothing of those before and after."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line(text: str, said: str) -> None:
    found = read_card(f"{HEAD}{text}[[bill.rate]]\nrate = 6\n")
    assert not isinstance(found, RateCard)
    assert said in " ".join(str(problem) for problem in found)
