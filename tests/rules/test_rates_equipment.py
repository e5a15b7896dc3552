"""What things cost where several tables, a distance, or bounds of a day say so."""

import pytest

from coordinator.rules.cases.rates import failing_examples
from coordinator.rules.rates import RateCard, read_card

CARD = """
name = "p"
effective_on = 2026-01-01
[[bill.rate]]
rate = 1.00
{tables}
[[example]]
equipment = [{{ kind = "car", count = 2, {there}, {far} }}]
crew = [{{ role = "officer", start = 2026-06-10T10:00:00, end = 2026-06-10T11:00:00 }}]
expect = {{ total = "{total}" }}
[example.job]
ordered_start = 2026-06-10T10:00:00
ordered_end = 2026-06-10T11:00:00
"""
CAR = '\n[[bill.equipment]]\nkind = "car"\n'
HOURS_5 = "start = 2026-06-10T10:00:00, end = 2026-06-10T15:00:00"
NIGHT = "start = 2026-06-10T20:00:00, end = 2026-06-12T03:00:00"


@pytest.mark.parametrize(
    ("tables", "there", "far", "total"),
    [
        # 5 h x 10, and 30 miles x 0.5, of 2 cars
        (f"{CAR}rate = 10{CAR}per_mile = 0.5", HOURS_5, "miles = 30", "131.00"),
        (f"{CAR}rate = 10\nper_mile = 0.5\nfree_miles = 10", HOURS_5, "miles = 30", "121.00"),
        (f"{CAR}rate = 10\nper_mile = 0.5\nmost = 60", HOURS_5, "miles = 30", "121.00"),
        (f"{CAR}rate = 10\nmost = 40{CAR}per_mile = 0.5", HOURS_5, "miles = 30", "111.00"),
        (f"{CAR}flat = 7\nrate = 10", HOURS_5, "miles = 0", "115.00"),
        (f"{CAR}flat = 45\nblock_hours = 4\nrepeats = true\nper_mile = 1", HOURS_5, "miles = 1",
         "183.00"),
        # the first of each kind, and the free ones of each table by itself
        (f"{CAR}rate = 10{CAR}rate = 99", HOURS_5, "miles = 0", "101.00"),
        (f"{CAR}rate = 10\nfree = 1{CAR}per_mile = 0.5", HOURS_5, "miles = 30", "81.00"),
        # kilometres, told as such or in miles
        (f"{CAR}per_km = 0.5\nfree_km = 10", HOURS_5, "km = 30", "21.00"),
        (f"{CAR}per_km = 1", HOURS_5, "miles = 10", "33.19"),
        (f"{CAR}per_mile = 1", HOURS_5, "km = 16.09344", "21.00"),
        # 4 h, 24 h and 3 h: 40, at most 100, at least 35
        (f"{CAR}rate = 10\nper = 'day'\nmost = 100\nleast = 35", NIGHT, "miles = 0", "351.00"),
        (f"{CAR}rate = 10\nmost = 100", NIGHT, "miles = 0", "201.00"),
    ],
)  # fmt: skip
def test_what_things_cost(tables: str, there: str, far: str, total: str) -> None:
    card = read_card(CARD.format(tables=tables, there=there, far=far, total=total))
    assert isinstance(card, RateCard), card
    assert not [str(problem) for problem in failing_examples(card)]
