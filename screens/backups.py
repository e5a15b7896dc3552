"""Backups, and whether the book is whole."""

from screens.base import BookScreen


class Backups(BookScreen[None]):
    """Backups, and whether the book is whole."""

    NAME = "backups"
    HEADING = "Backups"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
