"""Who hires."""

from screens.base import BookScreen


class Employers(BookScreen[None]):
    """Who hires."""

    NAME = "employers"
    HEADING = "Employers"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
