"""Outside text is shown with marks where it could steer, whatever the marks are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator.rules.outside_text import Mark, blank, dot, marked, number
from exports.text import one_line

STEERING = "a\x1b[2J\u202eb\u200b\ud800\x00"


@given(st.text())
@pytest.mark.parametrize("mark", [dot, number])
def test_nothing_gets_through_that_is_not_printable(mark: Mark, text: str) -> None:
    assert marked(text, mark).isprintable()


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_what_can_be_read_stays_as_it_is(text: str) -> None:
    assert marked(text, dot) == text


@pytest.mark.parametrize(
    ("mark", "shown"),
    [
        (dot, "a·[2J·b···"),
        (number, "a\\x1b[2J\\x202eb\\x200b\\xd800\\x00"),
        (blank, "a [2J b   "),
    ],
)
def test_each_audience_has_its_own_mark(mark: Mark, shown: str) -> None:
    assert marked(STEERING, mark) == shown


def test_blanks_of_other_widths_are_blanks() -> None:
    assert marked("a\u00a0b", dot) == "a b"
    assert one_line("a\u00a0\u2003b") == "a b"


def test_print_keeps_signs_that_are_newer_than_our_tables() -> None:
    assert one_line("a\u0378b") == "a\u0378b"
