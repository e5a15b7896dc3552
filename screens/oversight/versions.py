"""Documents that hold from a date on: their versions above, the one under the cursor to read."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from rich.text import Text
from textual import on
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell
from screens.staffing.waiting import WaitingScreen


class Dated(Protocol):
    """A version: `last_on` is the last local date that it governs, empty while it is open."""

    @property
    def name(self) -> str: ...
    @property
    def from_on(self) -> str: ...
    @property
    def last_on(self) -> str: ...
    @property
    def governs_today(self) -> bool: ...


V = TypeVar("V", bound=Dated)

_FIRST = (Column("Holds", 8), Column("From", 10), Column("Through", 10))


class VersionsScreen(WaitingScreen[None], OneTable[None], Generic[V]):
    """A screen says its last two columns, how versions are read, shown and put in force."""

    HEADING: ClassVar[str]
    COLUMNS: ClassVar[tuple[Column, Column]]
    WHAT: ClassVar[str]
    """What is put in force: 'a policy'."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.versions: tuple[V, ...] = ()

    # ── what a screen says ──────────────────────────────────────────────────────────────────

    def read(self, connection: Any, today: str) -> tuple[V, ...]:
        """All versions, the latest first; called on a reading thread."""
        raise NotImplementedError

    def last_cell(self, one: V) -> Text:
        """The last column."""
        raise NotImplementedError

    def words(self, one: V) -> str:
        """The version as it is read below."""
        raise NotImplementedError

    def adopt(self, file: Path) -> None:
        """Put the document of a file in force."""
        raise NotImplementedError

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """Versions, and the words of one."""
        yield RecordTable((*_FIRST, *self.COLUMNS), name="versions")
        with VerticalScroll(id="reading"):
            yield Static("", markup=False, id="words")

    @property
    def version(self) -> V | None:
        """The version under the cursor."""
        key = self.table.cursor_key
        return self.versions[int(key)] if key and int(key) < len(self.versions) else None

    def reload(self) -> None:
        """Read all versions again."""
        self.fetch("versions", self._show, self.read, self.desk.today().isoformat())

    def _show(self, found: tuple[V, ...]) -> None:
        self.versions = found
        self.table.show(
            Record(
                str(number),
                (
                    cell("TODAY" if one.governs_today else "", self.tone("success")),
                    cell(one.from_on),
                    cell(one.last_on or "open"),
                    cell(one.name),
                    self.last_cell(one),
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
            since = f"from {one.from_on}" if one.from_on else ""
            self.status.say(self.HEADING, one.name, since, holds)
            self.query_one("#words", Static).update(self.words(one))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#versions")
    def action_open(self) -> None:
        """Go to the words, to scroll in them."""
        self.query_one("#reading").focus()

    def action_new(self) -> None:
        """Put a document in force, from its own date on."""
        from screens.modals import Ask

        def answered(path: str | None) -> None:
            if path:
                self.adopt(Path(path).expanduser())

        hint = "the path of its TOML file; the date in it says from when it holds · u undoes"
        self.app.push_screen(Ask(f"Put {self.WHAT} in force", hint=hint), answered)

    def action_back(self) -> None:
        """From the words to the versions."""
        self.table.focus()
