"""The palette's sources, named so that they load when the palette is first opened."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.command import Provider


def screen_actions() -> "type[Provider]":
    """The actions of the screen that is open."""
    from screens.palette_providers import ScreenActions

    return ScreenActions


def reports() -> "type[Provider]":
    """Any report."""
    from screens.reports.palette import ReportsFound

    return ReportsFound


def records() -> "type[Provider]":
    """Any record of the book."""
    from screens.palette_providers import Records

    return Records
