"""The parts of screens that need no application: fields of forms, the drawing of days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.parts.entry import Entry, Kind, Unread, choice, flag
from screens.staffing.timeline import SLOTS, day_signs

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.TEXT, "  Smith [/b] ", "Smith [/b]"),
        (Kind.LINES, "1 Main St | Rivermouth", "1 Main St\nRivermouth"),
        (Kind.DATE, "+3", "2026-06-04"),
        (Kind.DATE, "", None),
        (Kind.NUMBER, "1,200", 1200),
        (Kind.NUMBER, "", None),
        (Kind.MONEY, "1,234.50", 123450),
    ],
)
def test_a_field_reads_its_text(kind: Kind, text: str, value: object) -> None:
    assert Entry("x", "X", kind=kind).read(text, TODAY) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.NUMBER, "1.5"), (Kind.MONEY, "1.005"), (Kind.MONEY, "1e99"), (Kind.MONEY, "NaN"),
     (Kind.NUMBER, "²"), (Kind.DATE, "31 februar")],
)  # fmt: skip
def test_a_field_says_what_it_cannot_read(kind: Kind, text: str) -> None:
    with pytest.raises(Unread, match="X: "):
        Entry("x", "X", kind=kind).read(text, TODAY)


def test_a_choice_is_found_by_its_beginning_if_that_is_one_only() -> None:
    entry = choice("s", "S", (("sick", "sick"), ("suspended", "suspended"), ("leave", "leave")))
    assert entry.read("le", TODAY) == "leave"
    with pytest.raises(Unread, match="none of"):
        entry.read("s", TODAY)
    assert entry.turned("leave", 1) == "sick"
    assert entry.turned("", -1) == "leave"


def test_a_flag_is_yes_or_no() -> None:
    entry = flag("f", "F", value=True)
    assert entry.value == "yes"
    assert entry.read("n", TODAY) is False


def test_what_stands_in_a_field_is_one_line_without_hidden_characters() -> None:
    assert Entry("a", "A", "1 Main\nTown\x1b[31m", Kind.LINES).shown == "1 Main | Town·[31m"


DAY = 86_400
spans = st.tuples(st.integers(0, 3 * DAY), st.integers(1, DAY), st.sampled_from("=#!-")).map(
    lambda drawn: (drawn[0], drawn[0] + drawn[1], drawn[2])
)


@given(st.lists(spans, max_size=8), st.sampled_from([23, 24, 25]))
def test_a_day_has_its_places_and_each_shows_what_comes_first(
    drawn: list[tuple[int, int, str]], hours: int
) -> None:
    begins, ends = DAY, DAY + hours * 3600
    signs = day_signs(drawn, begins, ends)
    assert len(signs) == SLOTS
    for slot, sign in enumerate(signs):
        first = begins + (ends - begins) * slot // SLOTS
        until = begins + (ends - begins) * (slot + 1) // SLOTS
        # Second by second: who is there at all, in the order given.
        here = [s for start, end, s in drawn if max(start, first) < min(end, until)]
        assert sign == (here[0] if here else " ")
