"""Payroll runs."""

from screens.base import BookScreen


class Payroll(BookScreen[None]):
    """Payroll runs."""

    NAME = "payroll"
    HEADING = "Payroll"

    def on_mount(self) -> None:
        """Say where we are."""
        self.status.say(self.HEADING)
