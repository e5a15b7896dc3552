"""Invoices."""

from screens.base import BookScreen


class Invoices(BookScreen[None]):
    """Invoices."""

    NAME = "invoices"
    HEADING = "Invoices"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
