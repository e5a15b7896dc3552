"""Rate cards: which version holds when, and its document."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text

from screens.oversight.versions import VersionsScreen
from screens.parts.columns import Column
from screens.shown import cell, lines

if TYPE_CHECKING:
    from coordinator.actions.billing.rates_reading import CardVersion

_WHOM = (("named", "only for jobs that name it"), ("all", "for all jobs that name no card"))
REMARKED = "Holds, and yet does not do what it seems to"


class Rates(VersionsScreen["CardVersion"]):
    """Versions above, the document of the one under the cursor below."""

    NAME = "rates"
    HEADING = "Rates"
    COLUMNS: ClassVar = (Column("Card", 24, grow=1), Column("For", 18))
    WHAT = "a rate card"

    def read(self, connection: Any, today: str) -> "tuple[CardVersion, ...]":
        """Every version of every card."""
        # Imported on the reading thread: the rules must not delay a key.
        from coordinator.actions.billing.rates_reading import card_versions

        return card_versions(connection, today)

    def last_cell(self, one: "CardVersion") -> Text:
        """Which jobs it is for."""
        return cell("any job" if one.default else "jobs that name it")

    def words(self, one: "CardVersion") -> str:
        """What is to be remarked of it, then the document itself."""
        told = lines("\n".join((f"{REMARKED}:", *one.remarks, "", "")), limit=20_000)
        return (told if one.remarks else "") + lines(one.document, limit=100_000)

    def adopt(self, file: Path) -> None:
        """Ask for which jobs, and put it in force."""
        from coordinator.actions.billing.rates_reading import adopt_card_file
        from screens.modals import Choose
        from screens.staffing.detail_acts import saying

        def chosen(whom: str | None) -> None:
            if whom:
                self.perform(saying(self), adopt_card_file, file, default=whom == "all")

        self.app.push_screen(Choose("For which jobs", _WHOM), chosen)

    def action_what_if(self) -> None:
        """Price the past year again by this version, or by a card that is in no book yet."""
        from screens.modals import Choose

        version = self.version
        if version is not None:
            choices = (("file", "a card in a file or of the library"), ("version", version.name))
            self.app.push_screen(Choose("What if: which card?", choices), self._what_if)

    def _what_if(self, which: str | None) -> None:
        from screens.modals import Ask

        if which == "file":
            hint = "the path of its TOML file, or a name of the library; nothing is put in force"
            self.app.push_screen(Ask("What if this card had held", hint=hint), self._by_file)
        elif which is not None and self.version is not None:
            self._reprice(self.version.document)

    def _by_file(self, path: str | None) -> None:
        if path:
            self._reprice(Path(path).expanduser())

    def _reprice(self, card: str | Path) -> None:
        from screens.money.repriced import RepricedScreen

        self.app.push_screen(RepricedScreen(self.desk, card))
