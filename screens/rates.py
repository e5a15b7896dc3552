"""Rate cards: which version holds when, and its document."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.base import BookScreen
from screens.parts.table import Column, Record, RecordTable
from screens.shown import cell, lines

if TYPE_CHECKING:
    from coordinator.actions.rates_reading import CardVersion

_COLUMNS = (
    Column("Holds", 8),
    Column("From", 10),
    Column("Through", 10),
    Column("Card", 24, grow=1),
    Column("For", 18),
)
_WHOM = (("named", "only for jobs that name it"), ("all", "for all jobs that name no card"))


class Rates(BookScreen[None]):
    """Versions above, the document of the one under the cursor below."""

    NAME = "rates"
    HEADING = "Rates"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.versions: tuple[CardVersion, ...] = ()

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Versions, and the document of one."""
        yield RecordTable(_COLUMNS, name="versions")
        with VerticalScroll(id="reading"):
            yield Static("", markup=False, id="words")

    def on_mount(self) -> None:
        """Read all versions."""
        self.table.focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    @property
    def table(self) -> RecordTable:
        """The versions."""
        return self.query_one("#versions", RecordTable)

    @property
    def version(self) -> "CardVersion | None":
        """The version under the cursor."""
        key = self.table.cursor_key
        return self.versions[int(key)] if key and int(key) < len(self.versions) else None

    def reload(self) -> None:
        """Read all versions again."""
        self.fetch("versions", self._show, _versions, self.desk.today().isoformat())

    def _show(self, found: "tuple[CardVersion, ...]") -> None:
        self.versions = found
        self.table.show(
            Record(
                str(number),
                (
                    cell("TODAY" if one.governs_today else "", self.tone("success")),
                    cell(one.from_on),
                    cell(one.last_on or "open"),
                    cell(one.name),
                    cell("any job" if one.default else "jobs that name it"),
                ),
            )
            for number, one in enumerate(found)
        )
        self._describe()

    @on(RecordTable.RowHighlighted, "#versions")
    def _describe(self) -> None:
        one = self.version
        if one is not None:
            holds = "holds today" if one.governs_today else ""
            self.status.say(self.HEADING, one.name, f"from {one.from_on}", holds)
            self.query_one("#words", Static).update(lines(one.document, limit=100_000))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#versions")
    def action_open(self) -> None:
        """Go to the document, to scroll in it."""
        self.query_one("#reading").focus()

    def action_new(self) -> None:
        """Put a rate card in force, from its own date on."""
        from screens.modals import Ask

        hint = "the path of its TOML file; the date in it says from when it holds · u undoes"
        self.app.push_screen(Ask("Put a rate card in force", hint=hint), self._ask_whom)

    def _ask_whom(self, path: str | None) -> None:
        from screens.modals import Choose

        if path:
            window = Choose("For which jobs", _WHOM)
            self.app.push_screen(window, lambda whom: self._adopt(path, whom))

    def _adopt(self, path: str, whom: str | None) -> None:
        from coordinator.actions.rates_reading import adopt_card_file
        from screens.detail_acts import saying

        if whom:
            file = Path(path).expanduser()
            self.perform(saying(self), adopt_card_file, file, default=whom == "all")

    def action_back(self) -> None:
        """From the document to the versions."""
        self.table.focus()


def _versions(connection: Any, today: str) -> Any:
    # Imported on the reading thread: the rules must not delay a key.
    from coordinator.actions.rates_reading import card_versions

    return card_versions(connection, today)
