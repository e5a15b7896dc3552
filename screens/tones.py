"""How loud a text is, beside the words that say the same."""

from typing import Any

from textual.app import App


def quiet(app: App[Any]) -> str:
    """The style of what matters less; readable in both themes, and dim where there is no colour."""
    return "dim" if app.no_color else app.theme_variables.get("quiet", "dim")
