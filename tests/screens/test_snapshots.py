"""One picture of each screen at 80x24 and at 120x40. Everything else is asserted as text."""

import pytest

from coordinator.app import BookApp
from tests.screens.pictures import SnapCompare, at_both_sizes, on_one_python, same_picture

SCREENS = {
    "today": (),
    "detail": ("enter",),
    "call_off": ("c",),
    "refill": ("j", "r"),
    "board": ("f3",),
    "jobs": ("f4",),
    "week": ("f4", "right_square_bracket"),
    "new_job": ("n",),
    "officers": ("f5",),
    "officer": ("f5", "enter"),
    "employers": ("f6",),
    "employer": ("f6", "enter"),
    "hours": ("f7",),
    "invoices": ("f8",),
    "messages": ("f9", "right_square_bracket"),
    "history": ("f10",),
    "policy": ("f10", "right_square_bracket"),
    "help": ("question_mark",),
    "light": ("f11",),
}


@on_one_python
@at_both_sizes
@pytest.mark.parametrize("name", SCREENS)
def test_picture(name: str, size: tuple[int, int], app: BookApp, snap_compare: SnapCompare) -> None:
    assert same_picture(app, snap_compare, size, *SCREENS[name])
