"""A gateway set from the screen: its URL, then each of its secrets, typed unseen."""

from typing import Any

from textual.widgets import Input

from screens.base import BookScreen
from screens.modals import Ask

HINT = "a URL with {secret} where the password stands, such as mailtos://user:{secret}@host"


class AskSecret(Ask):
    """What is typed is not shown; it goes to the system's keyring, never into the book."""

    def on_mount(self) -> None:
        """Dots instead of letters."""
        self.query_one(Input).password = True
        super().on_mount()


def ask_gateway(screen: BookScreen[Any], channel: str, url: str) -> None:
    """Ask for the URL, then for what its placeholders stand for, then keep both."""

    def answered(given: str | None) -> None:
        if given is not None:
            _secrets(screen, channel, given)

    window = Ask(
        f"Gateway for {channel}", value=url, hint=f"{HINT} · empty takes it away", empty_ok=True
    )
    screen.app.push_screen(window, answered)


def _secrets(screen: BookScreen[Any], channel: str, url: str) -> None:
    from coordinator.actions.gateways import placeholders

    given: dict[str, str] = {}
    wanted = list(placeholders(channel, url))

    def following() -> None:
        if not wanted:
            _keep(screen, channel, url, given)
            return
        word = wanted.pop(0)

        def typed(value: str | None) -> None:
            if value is None:
                screen.refuse("The gateway was not changed.")
                return
            if value:
                given[word] = value
            following()

        hint = "kept in the system's keyring · empty keeps the one that is there · esc stops"
        screen.app.push_screen(
            AskSecret(f"{{{word}}} of {channel}", hint=hint, empty_ok=True), typed
        )

    following()


def _keep(screen: BookScreen[Any], channel: str, url: str, given: dict[str, str]) -> None:
    from coordinator.actions.gateways import set_gateway
    from screens.detail_acts import saying

    screen.perform(saying(screen), set_gateway, channel, url, given)
