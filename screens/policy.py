"""The policy in plain words."""

from screens.base import BookScreen


class Policy(BookScreen[None]):
    """The policy in plain words."""

    NAME = "policy"
    HEADING = "Policy"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
