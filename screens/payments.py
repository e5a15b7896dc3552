"""Money received."""

from screens.base import BookScreen


class Payments(BookScreen[None]):
    """Money received."""

    NAME = "payments"
    HEADING = "Payments"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
