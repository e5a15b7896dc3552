"""Rate cards: which version holds when, and its document."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text

from screens.parts.columns import Column
from screens.shown import cell, lines
from screens.versions import VersionsScreen

if TYPE_CHECKING:
    from coordinator.actions.rates_reading import CardVersion

_WHOM = (("named", "only for jobs that name it"), ("all", "for all jobs that name no card"))


class Rates(VersionsScreen["CardVersion"]):
    """Versions above, the document of the one under the cursor below."""

    NAME = "rates"
    HEADING = "Rates"
    COLUMNS: ClassVar = (Column("Card", 24, grow=1), Column("For", 18))
    WHAT = "a rate card"

    def read(self, connection: Any, today: str) -> "tuple[CardVersion, ...]":
        """Every version of every card."""
        # Imported on the reading thread: the rules must not delay a key.
        from coordinator.actions.rates_reading import card_versions

        return card_versions(connection, today)

    def last_cell(self, one: "CardVersion") -> Text:
        """Which jobs it is for."""
        return cell("any job" if one.default else "jobs that name it")

    def words(self, one: "CardVersion") -> str:
        """The document itself."""
        return lines(one.document, limit=100_000)

    def adopt(self, file: Path) -> None:
        """Ask for which jobs, and put it in force."""
        from coordinator.actions.rates_reading import adopt_card_file
        from screens.detail_acts import saying
        from screens.modals import Choose

        def chosen(whom: str | None) -> None:
            if whom:
                self.perform(saying(self), adopt_card_file, file, default=whom == "all")

        self.app.push_screen(Choose("For which jobs", _WHOM), chosen)
