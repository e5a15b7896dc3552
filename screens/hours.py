"""Hours worked: entered, approved."""

from screens.base import BookScreen


class Hours(BookScreen[None]):
    """Hours worked: entered, approved."""

    NAME = "hours"
    HEADING = "Hours"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
