"""A rule in plain words: every Tue and Thu · every 2 weeks on Mon · every month on the 2nd Fri.

Whatever these words cannot say is said as its RRULE; what is said is always read back the same.
"""

from collections.abc import Sequence
from typing import Final

from coordinator.rules.recurring.rule import DAILY, MONTHLY, WEEKLY, Day, Rule

DAY_NAMES: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTH_NAMES: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip
WORKDAYS: Final = tuple(Day(n) for n in range(5))
_UNITS: Final = {"DAILY": "day", "WEEKLY": "week", "MONTHLY": "month", "YEARLY": "year"}


def rule_words(rule: Rule) -> str:
    """The rule in words, or its RRULE where they do not say it."""
    from coordinator.rules.recurring.plain_rules import read_plain
    from coordinator.rules.recurring.reading import NotARule

    every = _weekly(rule) or f"{_every(rule)}{_when(rule)}"
    words = f"{every}{_in(rule)}{_ending(rule)}"
    try:
        return words if read_plain(words) == rule else rule.text
    except NotARule:
        return rule.text


def trap(rule: Rule) -> str:
    """What people do not expect of the rule, in a sentence; mostly empty."""
    late = [n for n in rule.month_days if n > 28]
    if rule.frequency == MONTHLY and late:
        return (
            f"Months without a {ordinal(late[0])} have none: "
            "'the last day of the month' takes each month's last."
        )
    return ""


def ordinal(number: int) -> str:
    """1 → 1st, 22 → 22nd, -1 → last, -2 → 2nd to last."""
    if number == -1:
        return "last"
    if number < 0:
        return f"{ordinal(-number)} to last"
    ending = "th" if number % 100 in (11, 12, 13) else _ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


_ENDINGS: Final = {1: "st", 2: "nd", 3: "rd"}


def _weekly(rule: Rule) -> str:
    """'every Tue and Thu', 'every weekday'; empty for every other rule."""
    if rule.frequency != WEEKLY or rule.interval != 1 or not rule.days:
        return ""
    if rule.days == WORKDAYS:
        return "every weekday"
    return f"every {listed([DAY_NAMES[day.weekday] for day in rule.days])}"


def _every(rule: Rule) -> str:
    unit = _UNITS[rule.frequency]
    return f"every {unit}" if rule.interval == 1 else f"every {rule.interval} {unit}s"


def _when(rule: Rule) -> str:
    if rule.frequency == DAILY:
        return ""
    if rule.frequency == WEEKLY:
        names = listed([DAY_NAMES[day.weekday] for day in rule.days]) if rule.days else ""
        return f" on {names}" if names else ""
    where = "" if rule.frequency == MONTHLY else _of_month(rule)
    if rule.month_days and where:
        return f" on{where} {listed([str(n) for n in rule.month_days])}"
    days = _days_of_month(rule)
    return f" on the {days}{f' of{where}' if where else ''}" if days else ""


def _days_of_month(rule: Rule) -> str:
    """'15th', 'last day', '1st and 3rd Tue', 'last weekday'."""
    if rule.positions:
        return f"{listed([ordinal(n) for n in rule.positions])} weekday"
    if rule.month_days:
        return listed([ordinal(n) + (" day" if n < 0 else "") for n in rule.month_days])
    if not rule.days:
        return ""
    by_day: dict[int, list[str]] = {}
    for day in rule.days:
        by_day.setdefault(day.weekday, []).append(ordinal(day.ordinal))
    return listed([f"{listed(each)} {DAY_NAMES[weekday]}" for weekday, each in by_day.items()])


def _of_month(rule: Rule) -> str:
    return f" {MONTH_NAMES[rule.months[0] - 1]}" if len(rule.months) == 1 else ""


def _in(rule: Rule) -> str:
    """The months to which a rule of days, weeks or months is kept."""
    if rule.frequency == "YEARLY" or not rule.months:
        return ""
    return f" in {listed([MONTH_NAMES[n - 1] for n in rule.months])}"


def _ending(rule: Rule) -> str:
    if rule.count:
        return f", {rule.count} times"
    return f", until {rule.until}" if rule.until else ""
