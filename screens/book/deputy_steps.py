"""Ctrl+d: somebody stands in at the desk, or the coordinator is back."""

from typing import Any

from screens.base import BookScreen
from screens.modals import Ask
from screens.shown import visible
from screens.staffing.detail_acts import saying


def ask_deputy(screen: BookScreen[Any]) -> None:
    """Ask for the name; where somebody stands in, for the passphrase that ends it."""
    from coordinator.actions.book.standing_in import end_standing_in, stand_in

    def given(text: str | None) -> None:
        if text:
            screen.perform(done, end_standing_in if deputy else stand_in, text)

    def done(result: Any) -> None:
        screen.desk.learn_holder()
        screen.refresh_bindings()
        saying(screen)(result)

    deputy = screen.desk.deputy
    if deputy:
        title, hint = f"{visible(deputy)} stands at the desk", "the passphrase ends it · esc closes"
    else:
        title, hint = "Who stands in at the desk", "he looks, prints and notes; nothing can change"
    screen.app.push_screen(Ask(title, hint=hint, secret=bool(deputy)), given)
