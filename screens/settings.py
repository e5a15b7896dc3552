"""The agency and its settings."""

from screens.base import BookScreen


class Settings(BookScreen[None]):
    """The agency and its settings."""

    NAME = "settings"
    HEADING = "Settings"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
