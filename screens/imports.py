"""Files coming in."""

from screens.base import BookScreen


class Imports(BookScreen[None]):
    """Files coming in."""

    NAME = "imports"
    HEADING = "Import"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
