"""Names in a distribution case that mean nobody, and expected fields that nothing compares."""

from collections.abc import Iterator, Mapping
from typing import Any

from coordinator.rules.cases.clock import Json

OFFICERS_OF = ("signups", "answers", "busy", "events")
"""Fields whose objects name an officer."""

KEPT_OUT: Mapping[str, frozenset[str]] = {
    "passed_over": frozenset({"officer", "clause", "figure", "limit", "unit", "until", "note"}),
    "not_eligible": frozenset({"officer", "clause", "figure", "limit", "why", "until", "note"}),
}
"""What may be expected of somebody who is kept out; `why` and `note` are for people."""

NAMING = ("order", "awarded", "tied", "alternates", "ordered", "asked_first", "order_after",
          "list_after", "list_at_order", "mark_after", "mark_at_order")  # fmt: skip
"""Expected fields that hold officers, alone, in lists, or in lists by name."""


def misnamed(case: Json) -> Iterator[str]:
    """One sentence for each name in a case that is no officer of it, and each unknown key."""
    names = [str(each["id"]) for each in case.get("officers", ())]
    yield from (f"two officers are called {name!r}" for name in {*names} if names.count(name) > 1)
    for where, name in (*_told(case), *_expected(case.get("expect", {}))):
        if name not in names:
            yield f"{where}: {name!r} is not among the officers"
    yield from _strange_keys(case.get("expect", {}))


def _told(case: Json) -> Iterator[tuple[str, str]]:
    """(field, name) of every officer in what a case tells."""
    for where in OFFICERS_OF:
        for each in case.get(where, ()):
            yield from ((where, str(each[key])) for key in ("officer", "to") if key in each)
    for where in ("list", "lists"):
        yield from ((where, name) for name in _names(case.get(where, ())))


def _expected(expect: Json) -> Iterator[tuple[str, str]]:
    """(field, name) of every officer in what a case expects."""
    for where in NAMING:
        yield from ((f"the expected {where}", name) for name in _names(expect.get(where, ())))
    for where in ("tallies_at_order", "tallies_after"):
        yield from ((f"the expected {where}", str(name)) for name in expect.get(where, ()))
    for where in KEPT_OUT:
        for each in expect.get(where, ()):
            yield f"the expected {where}", str(each.get("officer"))


def _strange_keys(expect: Json) -> Iterator[str]:
    for where, keys in KEPT_OUT.items():
        for each in expect.get(where, ()):
            strange = [key for key in each if key not in keys]
            yield from (f"the expected {where}: {key!r} is not known" for key in strange)


def _names(value: Any) -> Iterator[str]:
    """Every name in a name, a list of names and groups, or lists by name."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _names(inner)
    else:
        for inner in value:
            yield from _names(inner)


TABLES = {"officers": "id", "signups": "officer", "answers": "officer"}
TABLES |= {"events": "officer", "busy": "officer"}
"""What in a case is a list of objects, and by which field each names its officer."""


def misshapen(case: Json) -> Iterator[str]:
    """What is no object, or names nobody, where a case lists officers or what is about them."""
    for key, field in TABLES.items():
        given = case.get(key, ())
        if not isinstance(given, list | tuple):
            yield f'{key} is not a list of objects: write {key} = [{{ {field} = "A" }}]'
            continue
        for place, each in enumerate(given, 1):
            if not isinstance(each, dict):
                yield f'{key}[{place}] is {each!r} and no object: write {{ {field} = "{each}" }}'
            elif field not in each and key not in ("events", "busy"):
                yield f"{key}[{place}] has no {field}"
    for key in ("detail", "expect"):
        if not isinstance(case.get(key, {}), dict):
            yield f"{key} is no object: write {key} = {{ ... }}"
