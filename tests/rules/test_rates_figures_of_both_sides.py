"""Pay that is worked out from the employer's price knows every figure that his clauses ask for."""

from dataclasses import replace
from decimal import Decimal

import pytest

from coordinator.rules.rates import Equipment, Event, Work
from tests.rules.test_rates_ceilings import HOUR, START, card_of, cents_of

FIGURES = {
    "attendance": "attendance = { over = 500 }",
    "officers": "officers = { at_least = 3 }",
    "officer_hours": "officer_hours = { over = 11 }",
    "supervised": "supervised = { at_least = 2 }",
    "supervised_each": "supervised_each = { at_least = 2 }",
    "days": "days = { at_least = 1 }",
    "vehicles": "vehicles = { at_least = 2 }",
    "hours_worked": "hours_worked = { over = 3 }",
    "hours_ordered": "hours_ordered = { over = 3 }",
    "fact": "fact = { floors = { over = 9 } }",
}
FORMS = {
    "when": ("when", "{ %s }", True),
    "any_of": ("when", "{ any_of = [{ %s }, { alcohol = true }] }", True),
    "unless": ("unless", "{ %s }", False),
}
"""Key, condition and whether the clause holds when the figure is so."""
POSTS = {"supervised": 1, "supervised_each": 1}
"""Of how many of the three posts a figure is so: only the sergeant supervises anybody."""
CLAUSES = {
    "rate": "[[bill.rate]]\nrate = 90\n{}\n[[bill.rate]]\nrate = 80\n"
    "[[pay.rate]]\nbill_times = 1\n",
    "less": "[[bill.rate]]\nrate = 90\n{}\n[[bill.rate]]\nrate = 80\n[[pay.rate]]\nbill_less = 0\n",
    "premium": "[[bill.rate]]\nrate = 80\n[[bill.premium]]\nadd = 10\n{}\n"
    "[[pay.rate]]\nbill_times = 1\n",
    "hours": "[[bill.hours]]\nstep = 'add'\nhours = 0.5\n{}\n[[bill.rate]]\nrate = 80\n"
    "[[pay.rate]]\nrate = 80\n",
}
CROWD = 900
FLOORS = 12


def detail() -> Event:
    """Two officers under a sergeant for 4 h, with two cars, before a crowd in a high building."""
    end = START + 4 * HOUR
    crew = tuple(
        Work(str(place), role, started_at=START, ended_at=end, ordered_start=START, ordered_end=end)
        for place, role in enumerate(("officer", "officer", "sergeant"))
    )
    cars = (Equipment("cars", "car", START, end, count=2),)
    numbers = {"attendance": Decimal(CROWD), "floors": Decimal(FLOORS)}
    return Event("UTC", START, crew, cars, numbers=numbers)


def asked(figure: str, form: str) -> tuple[str, int]:
    """The condition, and for how many posts the clause holds then."""
    key, words, holds = FORMS[form]
    posts = POSTS.get(figure, 3)
    return f"{key} = {words % FIGURES[figure]}", posts if holds else 3 - posts


CAR = "[[bill.equipment]]\nkind = 'car'\nflat = 0\n"
SERGEANT = "[[crew]]\nrole = 'sergeant'\nfrom_officers = 9\n"


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("clause", CLAUSES)
def test_officers_are_paid_what_the_employer_is_charged(
    figure: str, form: str, clause: str
) -> None:
    condition, posts = asked(figure, form)
    card = card_of(CLAUSES[clause].format(condition) + CAR + SERGEANT)
    charged = cents_of(card, detail())
    assert cents_of(card, detail(), "pay") == charged
    assert charged == 3 * 4 * 80_00 + posts * 40_00


@pytest.mark.parametrize("figure", sorted(FIGURES.keys() - {"hours_worked"}))
@pytest.mark.parametrize("form", FORMS)
def test_so_they_are_for_a_cancellation(figure: str, form: str) -> None:
    condition, posts = asked(figure, form)
    card = card_of(
        f"[[bill.rate]]\nrate = 80\n[[bill.cancellation]]\nhours = 4\n{condition}\n"
        f"{CAR}{SERGEANT}[[pay.rate]]\nbill_times = 1\n"
    )
    event = detail()
    nobody = tuple(replace(work, started_at=None, ended_at=None) for work in event.work)
    cancelled = replace(event, work=nobody, cancelled_at=START - HOUR)
    charged = cents_of(card, cancelled)
    assert cents_of(card, cancelled, "pay") == charged
    assert charged == posts * 4 * 80_00


@pytest.mark.parametrize("figure", FIGURES)
def test_a_figure_that_only_the_pay_asks_for_is_known_too(figure: str) -> None:
    card = card_of(
        f"[[bill.rate]]\nrate = 80\n[[pay.rate]]\nrate = 50\nwhen = {{ {FIGURES[figure]} }}\n"
        f"[[pay.rate]]\nrate = 40\n{CAR}{SERGEANT}"
    )
    assert cents_of(card, detail(), "pay") > 3 * 4 * 40_00
