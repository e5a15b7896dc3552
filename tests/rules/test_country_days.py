"""A country's holidays on a weekend: the day itself, the substitute of its law, or both."""

from datetime import date

import pytest

from coordinator.rules.rates import RateCard, read_card
from coordinator.rules.rates.remarks import remarks

HEAD = 'name = "p"\neffective_on = 2026-01-01\n[[bill.rate]]\nrate = 60\n'


def card_of(lines: str) -> RateCard:
    card = read_card(f"{HEAD}[[holiday]]\n{lines}")
    assert isinstance(card, RateCard), [str(problem) for problem in card]
    return card


def december(lines: str, year: int) -> dict[int, str]:
    days = card_of(lines).days
    return {day: days.name(date(year, 12, day)) for day in range(24, 32)
            if days.name(date(year, 12, day))}  # fmt: skip


ENGLAND = 'country = "GB"\nregion = "ENG"\n'
FIRST, SECOND = "Christmas Day", "Boxing Day"


@pytest.mark.parametrize(
    ("more", "year", "kept"),
    [
        ("", 2026, {25: FIRST, 26: SECOND}),
        ('observed = "no"', 2027, {25: FIRST, 26: SECOND}),
        ('observed = "official"', 2026, {25: FIRST, 26: SECOND, 28: SECOND}),
        ('observed = "official"', 2027, {25: FIRST, 26: SECOND, 27: FIRST, 28: SECOND}),
        ('observed = "official"', 2028, {25: FIRST, 26: SECOND}),
        ('observed = "official"\nobserved_instead = true', 2026, {25: FIRST, 28: SECOND}),
        ('observed = "official"\nobserved_instead = true', 2027, {27: FIRST, 28: SECOND}),
        ('observed = "official"\nexcept = ["Boxing Day"]', 2027, {25: FIRST, 27: FIRST}),
        ('observed = "official"\nonly = ["Boxing Day"]', 2027, {26: SECOND, 28: SECOND}),
    ],
)
def test_which_days_a_country_keeps(more: str, year: int, kept: dict[int, str]) -> None:
    assert december(ENGLAND + more, year) == kept


def test_new_years_day_may_be_kept_in_the_year_before() -> None:
    days = card_of('country = "US"\nobserved = "official"\nobserved_instead = true\n').days
    # Saturday 1 January 2028.
    assert days.name(date(2027, 12, 31)) == "New Year's Day"
    assert days.name(date(2028, 1, 1)) == ""
    assert days.name(date(2027, 1, 1)) == "New Year's Day"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (ENGLAND, True),
        (f'{ENGLAND}observed = "no"\n', False),
        (f'{ENGLAND}observed = "official"\n', False),
        ('name = "Christmas"\non = ["12-25"]\n', False),
    ],
)
def test_silence_on_substitute_days_is_told(lines: str, told: bool) -> None:
    found = [str(each) for each in remarks(card_of(lines), f"{HEAD}[[holiday]]\n{lines}")]
    expected = "line 5, holiday[1]: says nothing of substitute days: 2026-12-28 (Boxing Day)"
    assert told is any(each.startswith(expected) for each in found), found


def test_only_a_country_has_a_law_of_them() -> None:
    found = read_card(f'{HEAD}[[holiday]]\nname = "x"\non = ["12-25"]\nobserved = "official"\n')
    assert not isinstance(found, RateCard)
    assert "has no country whose law would say it" in str(found[0])
