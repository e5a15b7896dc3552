"""How loud a text is, beside the words that say the same."""

from collections.abc import Mapping
from typing import Any, Final

from textual.app import App

TONES: Final = (
    "quiet",
    *(f"text-{tone}" for tone in ("accent", "secondary", "success", "warning", "error")),
)
"""The variables of the theme that a cell's tone may be; where two share a colour, the later one."""


def quiet(app: App[Any]) -> str:
    """The style of what matters less; readable in both themes, and dim where there is no colour."""
    return "dim" if app.no_color else app.theme_variables.get("quiet", "dim")


def tones(app: App[Any]) -> Mapping[str, str]:
    """The colours of the theme for texts, by value: the name of each."""
    variables = app.theme_variables
    return {variables[name]: name for name in TONES if name in variables}


def in_theme(style: str, taken_from: Mapping[str, str], app: App[Any]) -> str:
    """A cell's style that was a colour of an earlier theme, as that colour is in today's."""
    name = taken_from.get(style)
    return app.theme_variables.get(name, style) if name else style
