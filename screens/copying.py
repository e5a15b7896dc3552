"""ctrl+c: choose what of a record goes to the clipboard; the text is said too, for terminals that
do not take it."""

from collections.abc import Sequence
from typing import Any

from screens.base import BookScreen
from screens.modals import Choose


def ask_copy_of(screen: BookScreen[Any], texts: Sequence[tuple[str, str]]) -> None:
    """Offer texts, each with the words that name it; those that are empty are left out."""
    choices = [(text, f"{words}: {text}") for words, text in texts if text]

    def chosen(text: str | None) -> None:
        if text:
            screen.app.copy_to_clipboard(text)
            screen.say(f"Copied: {text}")

    screen.app.push_screen(Choose("Copy", choices), chosen)
