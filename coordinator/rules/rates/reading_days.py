"""The [[holiday]] tables of a card, as read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from coordinator.rules.documents import Table
from coordinator.rules.rates.country_days import CountryDays
from coordinator.rules.rates.days import (
    A_DAY,
    MONTHS,
    NTH,
    OBSERVED,
    OFFICIAL,
    WEEKDAYS,
    DayList,
    DayRule,
    Easter,
    Entry,
    NthWeekday,
    Single,
    WeekdayBy,
    Yearly,
)

_PLUS: Final = r"(?: ?([+-]) ?(\d{1,3}))?"
_WEEKDAY: Final = re.compile(rf"({'|'.join(NTH)}) (\w+day) of (\w+){_PLUS}")
_NEAR: Final = re.compile(r"(\w+day) (before|after) (\d\d-\d\d)")
_EASTER: Final = re.compile(rf"easter{_PLUS}")
REMEDY: Final = (
    'Write "12-25" for every year, 2026-11-26, "fourth thursday of november", '
    '"monday before 05-25" or "easter - 2".'
)


def read_days(root: Table) -> DayList:
    """All [[holiday]] tables of a document."""
    found = []
    for table in root.tables("holiday"):
        found.append(read_holiday(table))
        table.finish()
    return DayList(tuple(found))


def read_holiday(table: Table) -> Entry:
    """One [[holiday]] table: `on` a list of days, or the days of a `country`."""
    rules: tuple[DayRule, ...]
    if "country" in table:
        name, rules = "", (_country(table),)
    else:
        name = table.text("name")
        rules = read_day_rules(table, "on")
    begins, ends = _minutes(table, "begins", 0), _minutes(table, "ends", A_DAY)
    if not -A_DAY <= begins < ends <= 2 * A_DAY:
        hint = "Hours from its midnight: begins = -6 is 18:00 of the eve, ends = 24 its end."
        wrong = "is not after its beginning." if ends <= begins else "is later than 48."
        hint += " Name the day after by itself." if ends > 2 * A_DAY else ""
        table.wrong("ends", wrong, hint)
        begins, ends = 0, A_DAY
    observed, instead = table.choice("observed", OBSERVED, "no"), table.flag("observed_instead")
    if observed == OFFICIAL and "country" not in table:
        hint = "Write nearest, monday or sunday_only, or the days of a country."
        table.wrong("observed", "has no country whose law would say it.", hint)
    if observed == OFFICIAL:
        rules = tuple(_official(rule, instead=instead) for rule in rules)
    said = "observed" in table or "country" not in table
    return Entry(name, rules, observed, instead, begins, ends, said)


def _official(rule: DayRule, *, instead: bool) -> DayRule:
    return replace(rule, official=True, instead=instead) if isinstance(rule, CountryDays) else rule


def _minutes(table: Table, key: str, default: int) -> int:
    hours = table.decimal(key, Decimal(default) / 60, least=Decimal(-24))
    if hours * 60 % 1:
        table.wrong(key, "is not a whole number of minutes.", "Write 12 or 17.5, for instance.")
    return int(hours * 60)


def _country(table: Table) -> CountryDays:
    only, but = frozenset(table.texts("only", ())), frozenset(table.texts("except", ()))
    found = CountryDays(table.text("country"), table.text("region", ""), only, but)
    try:
        names = {name for _, name in CountryDays(found.country, found.region).days(2026)}
    except (NotImplementedError, KeyError, ValueError):
        where = f"{found.country} {found.region}".strip()
        table.wrong("country", f"{where!r} is not known.", 'Write country = "US", region = "MA".')
        return CountryDays("US")
    for key, words in (("only", only), ("except", but)):
        for word in sorted(words - names):
            hint = f"Known: {', '.join(sorted(names))}."
            table.wrong(key, f"{word!r} is no holiday there.", hint)
    return found


def read_day_rules(
    table: Table, key: str, default: Sequence[object] | None = None
) -> tuple[DayRule, ...]:
    """A list of days: dates, and ways of naming a day of every year."""
    read = [_rule(table, key, value) for value in table.values(key, default)]
    return tuple(rule for rule in read if rule is not None)


def _rule(table: Table, key: str, value: object) -> DayRule | None:
    found = _single(value) if isinstance(value, date) else _words(str(value).strip().lower())
    if found is None:
        table.wrong(key, f"{value!r} is not a day.", REMEDY)
    return found


def _single(value: date) -> DayRule:
    return Single(value.date() if isinstance(value, datetime) else value)


def _words(text: str) -> DayRule | None:
    if match := _EASTER.fullmatch(text):
        return Easter(_signed(match.group(1), match.group(2)))
    if match := _WEEKDAY.fullmatch(text):
        nth, day, month, sign, plus = match.groups()
        if day in WEEKDAYS and month in MONTHS:
            place = WEEKDAYS.index(day), MONTHS.index(month) + 1
            return NthWeekday(NTH.index(nth), *place, _signed(sign, plus))
        return None
    if match := _NEAR.fullmatch(text):
        return _near(*match.groups())
    return _yearly(text)


def _near(weekday: str, way: str, text: str) -> DayRule | None:
    by = _yearly(text)
    if by is None or weekday not in WEEKDAYS or (by.month, by.day) == (2, 29):
        return None
    return WeekdayBy(WEEKDAYS.index(weekday), way == "before", by.month, by.day)


def _yearly(text: str) -> Yearly | None:
    try:
        # A leap year, so that 29 February may be written.
        day_of_year = date.fromisoformat(f"2024-{text}")
    except ValueError:
        return None
    return Yearly(day_of_year.month, day_of_year.day)


def _signed(sign: str | None, plus: str | None) -> int:
    return int(f"{sign or ''}{plus or 0}")
