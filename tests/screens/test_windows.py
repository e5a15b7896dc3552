"""Windows over a listing against a plain sorted list: nothing lost, nothing twice, any order."""

import sqlite3
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from storage.queries.lists import Listing, View, count, filter_problem, hidden, ids, window


@dataclass(frozen=True, slots=True)
class Thing:
    id: int
    name: str
    size: int


THINGS: Listing[Thing] = Listing(
    make=Thing,
    key="thing.id",
    columns="thing.id, thing.name, thing.size",
    tables="thing",
    orders={"name": "thing.name", "size": "thing.size"},
    words=("thing.name",),
    flags={"big": "thing.size > 2"},
    fields={"size": "thing.size = CAST(? AS INTEGER)"},
)

ROWS = st.lists(st.tuples(st.text("ab%_'\\ é", max_size=4), st.integers(0, 4)), max_size=30)


def kept(rows: list[tuple[str, int]]) -> tuple[sqlite3.Connection, list[Thing]]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT, size INTEGER)")
    things = [Thing(number, *row) for number, row in enumerate(rows, 1)]
    connection.executemany(
        "INSERT INTO thing VALUES (?, ?, ?)", [(t.id, t.name, t.size) for t in things]
    )
    return connection, things


def in_order(things: list[Thing], view: View) -> list[Thing]:
    """The slow and obvious way."""
    ordered = sorted(things, key=lambda t: (getattr(t, view.order), t.id))
    return ordered[::-1] if view.reverse else ordered


@given(ROWS, st.sampled_from(["name", "size"]), st.booleans(), st.integers(1, 7))
def test_pages_one_after_another_are_the_whole_list(
    rows: list[tuple[str, int]], order: str, reverse: bool, size: int
) -> None:
    connection, things = kept(rows)
    view = View(order, reverse=reverse)
    found: list[Thing] = []
    place = None
    while page := window(connection, THINGS, view, size, after=place):
        found += [line.row for line in page]
        place = page[-1].place
    assert found == in_order(things, view)


@given(ROWS, st.sampled_from(["name", "size"]), st.booleans(), st.integers(1, 7))
def test_pages_from_the_end_are_the_same_list(
    rows: list[tuple[str, int]], order: str, reverse: bool, size: int
) -> None:
    connection, things = kept(rows)
    view = View(order, reverse=reverse)
    page = window(connection, THINGS, view, size, last=True)
    found = [line.row for line in page]
    while page:
        page = window(connection, THINGS, view, size, before=page[0].place)
        found = [line.row for line in page] + found
    assert found == in_order(things, view)


@given(ROWS, st.text("ab%_'\\ é", max_size=3))
def test_a_filter_word_is_found_as_it_stands(rows: list[tuple[str, int]], text: str) -> None:
    """No character of a filter is a wildcard or ends the statement."""
    connection, things = kept(rows)
    view = View("name", text=text)
    found = {line.row.id for line in window(connection, THINGS, view, 100)}
    # SQLite's LIKE folds the case of ASCII letters only; the letters here are lower case.
    wanted = {t.id for t in things if all(word in t.name for word in text.split())}
    assert found == wanted
    assert count(connection, THINGS, view) == len(wanted)
    assert set(ids(connection, THINGS, view, 100)) == wanted


def test_flags_and_fields_narrow_and_unknown_flags_are_named() -> None:
    connection, _ = kept([("a", 1), ("b", 3), ("ab", 4)])
    assert count(connection, THINGS, View("name", text="is:big")) == 2
    assert count(connection, THINGS, View("name", text="is:big size:4")) == 1
    assert filter_problem(THINGS, "is:big") == ""
    assert "is:big" in filter_problem(THINGS, "is:huge")


def test_marks_that_the_filter_hides_are_counted() -> None:
    connection, _ = kept([("a", 1), ("b", 3), ("ab", 4)])
    assert hidden(connection, THINGS, View("name", text="b"), frozenset({1, 2})) == 1
    assert hidden(connection, THINGS, View("name"), frozenset({1, 2})) == 0


def test_a_window_that_takes_its_first_row_along() -> None:
    connection, _ = kept([("a", 1), ("b", 3), ("c", 4)])
    second = window(connection, THINGS, View("name"), 1, after=("b", 2), including=True)
    assert [line.row.name for line in second] == ["b"]
