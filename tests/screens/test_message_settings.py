"""Every setting of messages that a manual tells of can be set on the screen."""

import re
from pathlib import Path

import coordinator
from coordinator.actions.book.settings_listed import KNOWN

MANUALS = Path(coordinator.__file__).parent / "manual"
SET_ELSEWHERE = {"replies.sources"}
"""The lines 'Answers from' set them."""


def told(manual: str) -> set[str]:
    """The settings in the first cell of a manual's tables."""
    text = (MANUALS / f"{manual}.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE)
    names = [name for cell in cells for name in re.findall(r"`([a-z_.]+)`", cell)]
    return {name for name in names if name.startswith(("messages.", "replies.", "offers."))}


def test_the_manuals_tell_of_settings_that_are_on_the_screen() -> None:
    wanted = told("messages") | told("answers") | told("told") | told("sources")
    assert len(wanted) > 25
    assert wanted - {known.key for known in KNOWN} == SET_ELSEWHERE


def test_no_setting_is_listed_twice() -> None:
    keys = [known.key for known in KNOWN]
    assert sorted(keys) == sorted(set(keys))
