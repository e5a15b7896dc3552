"""The part of the time that a price is for, as read: `after`, `on`, `between`, `week`, `judged`."""

from datetime import date, time
from decimal import Decimal

from coordinator.rules.documents import Table
from coordinator.rules.rates.clock import EVERYTHING, HOLIDAY, JUDGED, PER, Inside, Portion
from coordinator.rules.rates.days import WEEKDAYS, DayList

ORDERED = "ordered"
BOUNDS = ("under", "at_most", "over", "at_least")


def whole_minutes(table: Table, key: str, default: Decimal | None = None) -> int:
    """Hours as written (4, 4.5) in whole minutes."""
    minutes = table.decimal(key, default) * 60
    if minutes != minutes.to_integral_value():
        table.wrong(key, "is not a whole number of minutes.", "Write 4.25 or 4.5, for instance.")
    return int(minutes)


def read_portion(table: Table, days: DayList) -> Portion:
    """Read the portion of a rate, premium or equipment table."""
    over_order = table.holds("after", str)
    if over_order:
        table.choice("after", (ORDERED,))
    found = Portion(
        after=0 if over_order else whole_minutes(table, "after", Decimal(0)),
        days=_days(table, "on", days),
        between=_between(table),
        week=_week(table),
        judged=table.choice("judged", JUDGED, "part"),
        per=table.choice("within", PER, "detail"),
        over_order=over_order,
        worked_only=table.flag("worked_only"),
        but_days=_days(table, "except_on", days),
        season=_season(table),
        inside=read_inside(table),
        goes_on=whole_minutes(table, "goes_on", Decimal(0)),
        goes_back=whole_minutes(table, "goes_back", Decimal(0)),
        day_most=whole_minutes(table, "counts_a_day", Decimal(0)),
    )
    if found.day_most and (found.per != "week" or not found.after):
        hint = 'Write after = 40, within = "week" beside it.'
        table.wrong("counts_a_day", "is for the hours of a week.", hint)
    _check_window(table, found)
    return EVERYTHING if found == EVERYTHING else found


def read_inside(table: Table) -> Inside | None:
    """`inside`: bounds for the hours of the work that lie in the window."""
    table.known("inside", "hours of the work in the window: `under`, `at_most`, `over`, `at_least`")
    if "inside" not in table:
        return None
    below = table.table("inside")
    # In whole minutes "over" and "under" are the next one.
    given = {key: whole_minutes(below, key, Decimal(0)) for key in BOUNDS}
    given = {key: value for key, value in given.items() if key in below}
    if not given:
        below.wrong("", "names no limit.", "Write inside = { at_least = 4 }.")
    below.finish()
    least = max(given.get("at_least", 0), given.get("over", -1) + 1)
    most = [given["at_most"]] if "at_most" in given else []
    most += [given["under"] - 1] if "under" in given else []
    return Inside(least, min(most, default=None))


def _check_window(table: Table, found: Portion) -> None:
    """What is about a window wants one, and only the part in it is made wider."""
    asked = next((key for key in ("inside", "goes_on", "goes_back") if key in table), "")
    if asked and not found.asks_clock:
        table.wrong(asked, "has no window.", "Write on, season, between or week beside it.")
    elif found.wider and found.judged != "part":
        hint = "Leave judged out: goes_on is for the part that lies in the window."
        table.wrong("judged", "means all of the work already.", hint)


def read_hours_of_week(table: Table, days: DayList) -> Portion:
    """Only days and hours: `on`, `except_on`, `season`, `between`, `week`."""
    found = Portion(
        days=_days(table, "on", days),
        between=_between(table),
        week=_week(table),
        but_days=_days(table, "except_on", days),
        season=_season(table),
    )
    return EVERYTHING if found == EVERYTHING else found


def _days(table: Table, key: str, days: DayList) -> frozenset[str]:
    words = table.texts(key, ())
    names: frozenset[str] | None = None
    for word in words:
        if word == HOLIDAY and not days:
            table.wrong(key, "means holidays, but the card lists none.", "Add [[holiday]] tables.")
        elif word not in (*WEEKDAYS, HOLIDAY):
            # Asked for only here: a country's names cost an import.
            names = names if names is not None else days.known(2026)
            if word not in names:
                hint = "Use monday to sunday, holiday, or the name of a [[holiday]]."
                table.wrong(key, f"{word!r} is not a day.", hint)
    return frozenset(words)


def _season(table: Table) -> tuple[tuple[int, int], tuple[int, int]] | None:
    words = table.texts("season", ())
    if not words:
        return None
    ends = [_month_day(word) for word in words]
    if len(ends) == 2 and ends[0] and ends[1]:
        return ends[0], ends[1]
    table.wrong("season", "is not two days of a year.", 'Write season = ["06-15", "09-30"].')
    return None


def _month_day(word: str) -> tuple[int, int] | None:
    try:
        # A leap year, so that 29 February may be written.
        day = date.fromisoformat(f"2024-{word}")
    except ValueError:
        return None
    return day.month, day.day


def _between(table: Table) -> tuple[time, time] | None:
    clocks = table.values("between", ())
    if not clocks:
        return None
    if len(clocks) == 2 and all(isinstance(x, time) for x in clocks) and clocks[0] != clocks[1]:
        return clocks[0], clocks[1]
    table.wrong("between", "is not two times.", "Write between = [22:00:00, 06:00:00].")
    return None


def _week(table: Table) -> tuple[tuple[int, time], tuple[int, time]] | None:
    words = table.texts("week", ())
    if not words:
        return None
    ends = [_week_end(word) for word in words]
    if len(ends) == 2 and ends[0] and ends[1] and ends[0] != ends[1]:
        return ends[0], ends[1]
    table.wrong("week", "is not two ends.", 'Write week = ["friday 17:00", "monday 07:00"].')
    return None


def _week_end(word: str) -> tuple[int, time] | None:
    day, _, clock = word.lower().partition(" ")
    try:
        return WEEKDAYS.index(day), time.fromisoformat(clock)
    except ValueError:
        return None
