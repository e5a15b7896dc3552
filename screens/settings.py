"""The agency, its settings, gateways, ranks and kinds of certificate."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget

from coordinator.desk import Desk
from screens import settings_form
from screens.base import BookScreen
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.record_form import RecordForm
from screens.settings_rows import KNOWN, Known, Line, settings_lines
from screens.shown import cell
from storage.queries.agency import SettingsSheet, settings_sheet

if TYPE_CHECKING:
    from coordinator.actions.gateways import GatewayShown

_COLUMNS = (Column("", 12), Column("What", 28), Column("Stands at", 34, grow=1))
_NEW = (("rank", "a rank"), ("certification", "a kind of certificate"))


class Settings(BookScreen[None]):
    """Enter changes the line under the cursor."""

    NAME = "settings"
    HEADING = "Settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sheet: SettingsSheet | None = None
        self.gateways: tuple[GatewayShown, ...] = ()
        self.lines: tuple[Line, ...] = ()

    def compose_body(self) -> Iterable[Widget]:
        """The lines."""
        yield RecordTable(_COLUMNS, name="settings")

    def on_mount(self) -> None:
        """Read them."""
        self.table.focus()
        self.status.say(self.HEADING, "…")
        self.reload()

    @property
    def table(self) -> RecordTable:
        """The lines."""
        return self.query_one("#settings", RecordTable)

    def reload(self) -> None:
        """Everything again."""
        self.fetch("settings", self._show, _read)

    def _show(self, found: "tuple[SettingsSheet, tuple[GatewayShown, ...]]") -> None:
        self.sheet, self.gateways = found
        self.lines = tuple(settings_lines(*found))
        self.table.show(
            Record(str(number), (cell(line.section), cell(line.name), cell(line.value)))
            for number, line in enumerate(self.lines)
        )
        self.status.say(self.HEADING, self.sheet.agency.name)

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#settings")
    def action_choose(self) -> None:
        """Change the line under the cursor."""
        key = self.table.cursor_key
        if key is None or self.sheet is None:
            return
        line = self.lines[int(key)]
        kind, _, number = line.key.partition(":")
        known = next((one for one in KNOWN if one.key == line.key), None)
        if known is not None:
            self._ask(known)
        elif kind == "gateway":
            from screens.gateway_steps import ask_gateway

            gateway = next(one for one in self.gateways if one.channel == number)
            ask_gateway(self, number, gateway.url)
        elif kind == "lock":
            from screens.lock_steps import ask_passphrase

            ask_passphrase(self, held=bool(self.sheet.values.get("screen.lock")))
        elif kind == "fixed":
            self.refuse("Time zone and currency are fixed when a book is begun.")
        else:
            self._open_form(kind, int(number or 0))

    def _open_form(self, kind: str, number: int) -> None:
        sheet = self.sheet
        assert sheet is not None
        form: RecordForm
        if kind == "agency":
            form = settings_form.AgencyForm(self.desk)
        elif kind == "own":
            form = settings_form.OwnAddressForm(self.desk)
        elif kind == "rank":
            rank = next(one for one in sheet.ranks if one.id == number)
            form = settings_form.RankForm(self.desk, rank)
        else:
            found = next(one for one in sheet.certifications if one.id == number)
            form = settings_form.CertificationForm(self.desk, found)
        self.app.push_screen(form, self.told)

    def _ask(self, known: Known) -> None:
        from screens.modals import Ask, Choose

        if known.choices:
            choices = [(str(n), words) for n, (_, words) in enumerate(known.choices)]
            self.app.push_screen(
                Choose(known.words, choices),
                lambda at: self._set(known, None if at is None else known.choices[int(at)][0]),
            )
            return
        stands = self.sheet.values.get(known.key, "") if self.sheet else ""
        window = Ask(known.words, value=str(stands), hint=known.hint, empty_ok=True)
        self.app.push_screen(window, lambda text: self._typed(known, text))

    def _typed(self, known: Known, text: str | None) -> None:
        if text is None:
            return
        if known.number and not (text.isascii() and text.isdecimal() and len(text) < 7):
            self.refuse(f"'{text}' is no number.")
            return
        self._set(known, int(text) if known.number else text)

    def _set(self, known: Known, value: object) -> None:
        from coordinator.actions.settings import set_setting
        from screens.detail_acts import saying

        if value is None:
            return
        if known.key == "screen.theme":
            self.app.theme = str(value)
        self.perform(saying(self), set_setting, known.key, value)

    def action_new(self) -> None:
        """A rank, or a kind of certificate."""
        from screens.modals import Choose

        def chosen(what: str | None) -> None:
            if what == "rank":
                self.app.push_screen(settings_form.RankForm(self.desk), self.told)
            elif what == "certification":
                self.app.push_screen(settings_form.CertificationForm(self.desk), self.told)

        self.app.push_screen(Choose("What is new", _NEW), chosen)

    def told(self, sentence: Any) -> None:
        """What a form did; the agency's name may be another now."""
        if sentence:
            self.desk.learn_agency()
            self.say(str(sentence), "done")


def _read(connection: Any) -> Any:
    # Imported on the reading thread: gateways know the ways out, which cost more than a screen.
    from coordinator.actions.gateways import gateways_shown

    return settings_sheet(connection), gateways_shown(connection)
