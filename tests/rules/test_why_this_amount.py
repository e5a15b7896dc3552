"""What unfolds behind an amount comes to it: every line is reckoned again from its own words."""

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest

from coordinator.rules.cases.rates import own_facts, with_holidays
from coordinator.rules.cases.rates_reading import read_rate_case
from coordinator.rules.rates import OFFICER, Priced, PricedLine, price
from coordinator.rules.spans import Calendar
from tests.rules.test_rates_cases import CARDS, card_of, file_of

HOURS = re.compile(
    r"(?P<h>\d+) h(?: (?P<m>\d\d))? x (?P<rate>[\d.]+)(?: x (?P<n>\d+))? = (?P<sum>-?[\d.]+)"
)
PERCENT = re.compile(r": (?P<rate>[\d.]+) % (?:of|inside) (?P<base>-?[\d.]+) = (?P<sum>-?[\d.]+)")


def cents(amount: Decimal) -> int:
    return int((amount * 100).to_integral_value(ROUND_HALF_UP))


def again(line: PricedLine) -> int | None:
    """The amount from the words of the last step alone; None where it is a plain sum."""
    says = line.trace[-1].words
    if found := HOURS.match(says):
        minutes = int(found["h"]) * 60 + int(found["m"] or 0)
        amount = Decimal(found["rate"]) * minutes * int(found["n"] or 1) / 60
        assert cents(Decimal(found["sum"])) == line.amount_cents
        return cents(amount)
    if found := PERCENT.search(says):
        whole = 100 + Decimal(found["rate"]) if line.included else Decimal(100)
        return cents(Decimal(found["base"]) * Decimal(found["rate"]) / whole)
    return None


@pytest.mark.parametrize("code", sorted(CARDS))
def test_every_line_of_the_published_cases_is_reckoned_again(code: str) -> None:
    file = file_of(code)
    card = with_holidays(card_of(CARDS[code]), file.get("holidays", ()))
    calendar = Calendar(file["timezone"])
    reckoned = 0
    for body in file["cases"]:
        case = read_rate_case(body, calendar, own_facts(card))
        for side in ("bill", "pay"):
            priced = price(card, case.event, side)
            if not isinstance(priced, Priced):
                continue
            for line in priced.lines:
                assert line.trace, (body["id"], line.label)
                found = again(line)
                assert found in (None, line.amount_cents), (body["id"], line.trace[-1].words)
                if line.kind == OFFICER and line.minutes and line.unit == "hour":
                    assert found is not None or line.name == "minimum", line.trace
                reckoned += found is not None
    assert reckoned, code
