"""What was done, newest first."""

from screens.base import BookScreen


class History(BookScreen[None]):
    """What was done, newest first."""

    NAME = "history"
    HEADING = "History"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
