"""Colours of cells after a change of theme: each tone is the same tone in the other one."""

from types import SimpleNamespace
from typing import Any

import pytest
from textual.app import App

from coordinator.themes import DARK, LIGHT
from screens.base import BookScreen
from screens.tones import TONES, in_theme, tones

GIVEN = ("muted", "accent", "secondary", "success", "warning", "error")
"""What screens ask `BookScreen.tone` for."""


def in_(theme: Any, **more: str) -> Any:
    app: App[Any] = App()
    app.register_theme(theme)
    app.theme = theme.name
    return SimpleNamespace(theme_variables={**app.theme_variables, **more}, no_color=False)


@pytest.mark.parametrize(("drawn", "now"), [(DARK, LIGHT), (LIGHT, DARK)])
def test_each_tone_stays_itself_whatever_else_has_its_colour(drawn: Any, now: Any) -> None:
    before, after = in_(drawn), in_(now)
    same = before.theme_variables["text-error"]
    before = in_(drawn, **{"text-zebra": same, "text-primary": same})
    after = in_(now, **{"text-zebra": "#123456"})
    taken = tones(before)
    for name in GIVEN:
        then, here = (BookScreen.tone(SimpleNamespace(app=app), name) for app in (before, after))  # type: ignore[arg-type]
        assert then != ""
        assert in_theme(then, taken, after) == here, name
    assert len(TONES) == len(GIVEN)
