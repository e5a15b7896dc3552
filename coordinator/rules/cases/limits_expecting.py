"""What a case about limits may expect: every field, word and figure that nothing compares is named,
so that a slip of the case is never taken for an answer."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from coordinator.rules.cases.clock import SKIPPED
from coordinator.rules.clauses import KINDS
from coordinator.rules.spans import Calendar, Reading, instant_of

Expected = Mapping[str, Any]

FIELDS = frozenset(
    {
        "verdict",
        "clause",
        "figure",
        "limit",
        "unit",
        "window",
        "quantity",
        "approver",
        "barred_until",
        "also",
        "positions_required",
        "silent",
        "warned",
        "note",
    }
)
QUANTITIES = frozenset(
    {
        "one_detail",
        "day_off",
        "longest_free_in_24",
        "longest_free_in_week",
        "jobs",
        "days",
        "employers",
        *(kind.quantity for kind in KINDS.values() if isinstance(kind.quantity, str)),
    }
)
WINDOW = ("from", "to")
CREW_FORM = "[{ role = 'officer', count = 3 }, { role = 'sergeant', count = 1 }]"
VERDICTS = ("allowed", "needs_approval", "refused")
OF_CLAUSES = ("silent", "warned")
"""Fields that are lists of clauses, by number or name."""

WARNED_HINT = "; who is only warned is allowed: verdict = 'allowed', warned = ['4.2']"


def unknown(expect: Expected, calendar: Calendar) -> Iterator[str]:
    """What of an expectation nothing can be compared with, each with its place."""
    if not expect:
        yield "expect: nothing is expected"
    yield from _of_forms(expect)
    for where, entry in _entries(expect):
        for field in entry:
            if field not in FIELDS:
                yield f"{where}: field {field!r}"
        quantity = entry.get("quantity", "")
        if quantity and quantity not in QUANTITIES and not _rolls(quantity):
            yield f"{where}: quantity = {quantity!r}"
        if entry.get("verdict", "allowed") not in VERDICTS:
            hint = WARNED_HINT if str(entry["verdict"]).startswith("warn") else ""
            yield f"{where}: verdict = {entry['verdict']!r} is none of {', '.join(VERDICTS)}{hint}"
        yield from _of_figures(where, entry)
        if "window" in entry:
            yield from _of_window(f"{where}.window", entry["window"], calendar)


def _entries(expect: Expected) -> Iterator[tuple[str, Expected]]:
    yield "expect", expect
    also = expect.get("also", ())
    for place, entry in enumerate(also if _is_list_of(also, Mapping) else (), 1):
        yield f"expect.also[{place}]", entry


def _of_forms(expect: Expected) -> Iterator[str]:
    """Fields that hold more than one value, where they stand in another form."""
    if not _is_list_of(expect.get("also", []), Mapping):
        yield "expect: also is a list of tables: also = [{ clause = ..., figure = ... }]"
    for key in OF_CLAUSES:
        if not _is_list_of(expect.get(key, []), str):
            yield f"expect: {key} is a list of numbers or names of clauses: {key} = ['4.2']"
    crew = expect.get("positions_required", [])
    if not _is_list_of(crew, Mapping) or not all(map(_is_seats, crew)):
        yield f"expect: positions_required is a list of roles with their counts: {CREW_FORM}"


def _is_list_of(value: object, kind: type) -> bool:
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


def _is_seats(entry: Expected) -> bool:
    count = entry.get("count")
    whole = isinstance(count, int) and not isinstance(count, bool)
    return set(entry) - {"note"} == {"role", "count"} and isinstance(entry["role"], str) and whole


def _rolls(quantity: str) -> bool:
    """rolling_24, rolling_672: a number of hours."""
    return quantity.startswith("rolling_") and quantity.removeprefix("rolling_").isdecimal()


def _of_figures(where: str, entry: Expected) -> Iterator[str]:
    for key in ("figure", "limit"):
        try:
            float(entry.get(key, 0))
        except (TypeError, ValueError):
            yield f"{where}: {key} = {entry[key]!r} is not a number"


def _of_window(where: str, window: object, calendar: Calendar) -> Iterator[str]:
    if not isinstance(window, Mapping):
        yield f"{where}: is not {{from, to}}"
        return
    for key in window:
        if key not in WINDOW:
            yield f"{where}: field {key!r}"
    found = []
    for key in WINDOW:
        if key not in window:
            yield f"{where}: {key} is absent"
            continue
        try:
            at = instant_of(datetime.fromisoformat(str(window[key])), calendar.zone)
        except (ValueError, OverflowError):
            yield f"{where}: {key} = {window[key]!r} is not a time"
            continue
        if at.reading is Reading.MOVED:
            yield f"{where}: {key} = {window[key]}: {SKIPPED}"
        found.append(at.instant)
    if len(found) == len(WINDOW) and found[1] <= found[0]:
        yield f"{where}: to = {window['to']} is not after from = {window['from']}"
