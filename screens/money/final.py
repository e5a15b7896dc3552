"""Saying the result of what cannot be undone."""

from typing import Any

from screens.base import BookScreen


def final(screen: BookScreen[Any], result: Any) -> None:
    """Say the result of what cannot be undone."""
    from coordinator.actions.results import Refused

    if isinstance(result, Refused):
        screen.refuse(result.sentence)
    else:
        screen.say(result.sentence, "done")
