"""Every number of every document of the library is held by an example of that document.

The numbers are found in the document itself: whatever stands in it as a number, a date or a clock
time, and every weekday, which is a date that comes back. Each is moved by one of its own units,
both ways. Then an example must fail, or the document be refused: either way it cannot be adopted.

What is left alone, by kind:
- `effective_on`: from when the version governs. Examples are asked of it whatever the date.
- `example`: scenarios, which are the facts; and all text (numbers, names and words of clauses).
"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import coordinator
from coordinator.rules.cases.toml_values import written
from coordinator.rules.cases.trying import failing_examples
from coordinator.rules.clocked import WEEKDAYS
from coordinator.rules.policy import Policy, read_policy

LIBRARY = Path(coordinator.__file__).parent / "library" / "policies"
DOCUMENTS = {path.stem: path.read_text("utf-8") for path in sorted(LIBRARY.glob("*.toml"))}
LEFT_ALONE = ("effective_on", "example")
STEPS = (-1, 1)

Path_ = tuple[str | int, ...]


def numbers_in(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Where each number of a document stands, flags and text left out."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if path or key not in LEFT_ALONE:
                yield from numbers_in(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from numbers_in(inner, (*path, place))
    elif not isinstance(value, bool) and moved(value, 1) is not None:
        yield path


def moved(value: Any, step: int) -> Any:
    """The value one unit later or earlier; None of what is no number."""
    if isinstance(value, int):
        return value + step
    if isinstance(value, Decimal):
        return value + step * Decimal(1).scaleb(int(value.as_tuple().exponent))
    if isinstance(value, date):
        return value + timedelta(days=step)
    if isinstance(value, time):
        return (datetime.combine(date.min, value) + timedelta(days=1, minutes=step)).time()
    if value in WEEKDAYS:
        return WEEKDAYS[(WEEKDAYS.index(value) + step) % 7]
    return None


def with_moved(data: Mapping[str, Any], path: Path_, step: int) -> str:
    """The document with one number moved."""
    changed = deepcopy(dict(data))
    holder: Any = changed
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = moved(holder[path[-1]], step)
    return "".join(f"{key} = {written(value)}\n" for key, value in changed.items())


def adoptable(text: str) -> bool:
    policy = read_policy(text)
    return isinstance(policy, Policy) and not failing_examples(policy)


def data_of(name: str) -> dict[str, Any]:
    return tomllib.loads(DOCUMENTS[name], parse_float=Decimal)


def mutants() -> list[tuple[str, Path_, int]]:
    return [
        (name, path, step)
        for name in DOCUMENTS
        for path in numbers_in(data_of(name))
        for step in STEPS
    ]


def said(value: object) -> str:
    return ".".join(map(str, value)) if isinstance(value, tuple) else str(value)


def test_the_numbers_are_found_by_kind() -> None:
    data = {
        "effective_on": date(2026, 1, 1),
        "example": [{"x": 1}],
        "name": "Order 12",
        "clause": [{"a": [30, 60], "b": True, "c": {"at": time(6)}, "d": Decimal("7.25")}],
        "list": [{"week_starts": "sunday", "from": date(2026, 1, 1)}],
    }
    found = [
        ("clause", 0, "a", 0),
        ("clause", 0, "a", 1),
        ("clause", 0, "c", "at"),
        ("clause", 0, "d"),
        ("list", 0, "week_starts"),
        ("list", 0, "from"),
    ]
    assert list(numbers_in(data)) == found
    first = tomllib.loads(with_moved(data, found[1], -1), parse_float=Decimal)
    assert first["clause"] == [{**data["clause"][0], "a": [30, 59]}]
    values: Sequence[Any] = (time(0), Decimal("7.25"), "sunday", date(2026, 1, 1), "Order 12")
    assert [moved(value, -1) for value in values] == [
        time(23, 59),
        Decimal("7.24"),
        "saturday",
        date(2025, 12, 31),
        None,
    ]


def test_there_are_numbers() -> None:
    assert len(mutants()) >= 150


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_document_itself_may_be_adopted(name: str) -> None:
    assert adoptable(DOCUMENTS[name])
    data = data_of(name)
    again = "".join(f"{key} = {written(value)}\n" for key, value in data.items())
    assert tomllib.loads(again, parse_float=Decimal) == data
    assert adoptable(again)


@pytest.mark.parametrize(("name", "path", "step"), mutants(), ids=said)
def test_a_number_moved_by_one_fails_an_example(name: str, path: Path_, step: int) -> None:
    assert not adoptable(with_moved(data_of(name), path, step))
