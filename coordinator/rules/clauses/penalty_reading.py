"""Reading the keys of a penalty: its ladder, what counts how much, and by which periods."""

from coordinator.rules.clauses.months import NEW_YEAR, MonthDay
from coordinator.rules.clauses.reading import month_day, read_places
from coordinator.rules.clauses.wording import kind_name
from coordinator.rules.documents import Table
from coordinator.rules.facts import SAME_EVENT

MONTHS = {"year": 12, "half_year": 6, "quarter": 3, "month": 1}
"""The calendar periods by which events may be counted, in months."""

UNTIL_ITS_END, WARNING, FOR_GOOD = -1, -2, -3
PERIOD_END = "period_end"
RUNGS = {PERIOD_END: UNTIL_ITS_END, "warning": WARNING, "for_good": FOR_GOOD}
"""On a ladder in place of a number of days: barred until that period ends; not barred, but warned;
barred without end."""

AFTER_TAKING = frozenset({"no_show", "call_off", "sick_from_detail"})
"""Events that nobody has without having taken the detail before."""

LATE = "late"
"""The event of coming after one was due."""

Counts = tuple[tuple[str, int], ...]
"""(kind of event, a number of it)."""


def read_counts(table: Table, key: str, events: frozenset[str]) -> Counts:
    """Read a table of whole numbers by kinds of event: `make_one`, `weights`."""
    below, found = table.table(key), []
    for word in below.keys():  # noqa: SIM118 - a table of a document is no mapping
        count, kind = below.whole(word, least=1), SAME_EVENT.get(word, word)
        if kind not in events:
            below.wrong(word, "is none of the events.", f"Use: {', '.join(sorted(events))}.")
        found.append((kind, count))
    return tuple(found)


def read_points(table: Table, weights: Counts) -> int:
    """Read how many points are one time, where events have weights."""
    if weights and "make_one" in table:
        remedy = "Say how much each event weighs, or how many of it make one."
        table.wrong("weights", "stands beside make_one.", remedy)
    if "points" in table and not weights:
        table.wrong("points", "has no weights.", "Write weights = { late = 1, no_show = 4 } too.")
    return table.whole("points", 1, least=1)


def read_same(table: Table, *, confirmed: bool) -> frozenset[str]:
    """Read whether only what happened for the position's own employer, site or job counts."""
    found = read_places(table)
    if found and confirmed:
        remedy = "Leave out one of the two."
        message = "stands beside confirmed: a confirmed suspension holds everywhere."
        table.wrong(f"same_{min(found)}", message, remedy)
    return found


def read_ladder(table: Table, *, confirmed: bool) -> tuple[int, ...]:
    """Read the rungs: days, or a word for what comes in their place."""
    given = table.values("ladder")
    whole = bool(given) and all(_is_rung(each) for each in given)
    if table.holds("ladder", list) and not whole:
        words = ", ".join(f'"{word}"' for word in RUNGS)
        remedy = f"Write it as [30, 60, 120, 365]; in place of days may stand {words}."
        table.wrong("ladder", "is not a list of days.", remedy)
    if PERIOD_END in given and "count_in" not in table:
        remedy = 'Write count_in = "year", "half_year", "quarter" or "month" too.'
        table.wrong("ladder", f"{PERIOD_END!r} has no period.", remedy)
    if "for_good" in given[:-1]:
        table.wrong("ladder", "goes on after for_good.", "Put it last.")
    if "for_good" in given and confirmed:
        remedy = (
            'Say how many days, or write it as a clause of its own, with severity = "override".'
        )
        table.wrong("ladder", "proposes a suspension without end.", remedy)
    return tuple(RUNGS.get(each, each) for each in given) if whole else (0,)


def _is_rung(value: object) -> bool:
    if isinstance(value, str):
        return value in RUNGS
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def read_count_in(table: Table) -> tuple[str, MonthDay]:
    """Read by which calendar periods events are counted, and when a year begins."""
    given = table.choice("count_in", tuple(MONTHS), "")
    table.known("year_starts", "a text in quotes")
    counted = [key for key in ("count_in", "count_months", "count_days") if key in table]
    if len(counted) > 1:
        remedy = f"Leave in only one of {', '.join(counted)}."
        table.wrong(counted[0], f"stands beside {' and '.join(counted[1:])}.", remedy)
    if given in ("", "month"):
        if "year_starts" in table:
            table.wrong("year_starts", "says nothing here.", 'Write count_in = "year" too.')
        return given, NEW_YEAR
    return given if given in MONTHS else "", month_day(table, "year_starts")


def read_in_a_row(table: Table, events: frozenset[str]) -> bool:
    """Read whether only events since he last took a detail are counted."""
    found = table.flag("in_a_row")
    never = sorted(events & AFTER_TAKING)
    if found and never:
        message = f"is for refusals: before each {kind_name(never[0])} he took a detail."
        table.wrong("in_a_row", message, "Leave it out, or name other events.")
    return found
