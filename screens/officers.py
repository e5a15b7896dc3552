"""The roster."""

from screens.base import BookScreen


class Officers(BookScreen[None]):
    """The roster."""

    NAME = "officers"
    HEADING = "Officers"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
