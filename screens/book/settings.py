"""The agency, its settings, gateways, ranks and kinds of certificate."""

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual import on
from textual.widget import Widget

from coordinator.actions.book.known_settings import Known, typed
from coordinator.actions.book.settings_listed import called
from coordinator.actions.results import Refused
from coordinator.desk import Desk
from screens.book import settings_form
from screens.book.settings_rows import Line, settings_lines
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.record_form import RecordForm
from screens.shown import cell
from storage.queries.book.agency import SettingsSheet, settings_sheet
from storage.queries.messages.inbox import MailboxRead, mailboxes_read

if TYPE_CHECKING:
    from coordinator.actions.messages.gateways import GatewayShown

_COLUMNS = (Column("", 12), Column("What", 28), Column("Stands at", 34, grow=1))
_NEW = (("rank", "a rank"), ("certification", "a kind of certificate"))


class Settings(OneTable[None]):
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

    def reload(self) -> None:
        """Everything again."""
        self.fetch("settings", self._show, _read)

    def _show(self, found: "_Found") -> None:
        self.sheet, self.gateways, _ = found
        self.lines = tuple(settings_lines(*found, self.desk.zone))
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
        known = called(line.key)
        if known is not None:
            self._ask(known)
        elif kind == "gateway":
            from screens.messages.gateway_steps import ask_gateway

            gateway = next(one for one in self.gateways if one.channel == number)
            ask_gateway(self, number, gateway.url)
        elif kind == "source":
            from screens.messages.source_steps import ask_source

            ask_source(self, number, str(self.sheet.values["replies.sources"][number]))
        elif kind == "files now":
            from screens.book.file_steps import ask_files

            ask_files(self)
        elif kind in ("watch", "new watch"):
            from screens.book.watch_steps import ask_folder

            ask_folder(self, number)
        elif kind == "new source":
            from screens.messages.source_steps import ask_new_source

            ask_new_source(self)
        elif kind == "lock":
            from screens.book.lock_steps import ask_passphrase

            ask_passphrase(self, held=bool(self.sheet.values.get("screen.lock")))
        elif kind == "fixed":
            self.refuse("Time zone and currency are fixed when a book is begun.")
        else:
            self._open_form(kind, int(number or 0))

    def _open_form(self, kind: str, number: int) -> None:
        sheet = self.sheet
        assert sheet is not None
        if kind in ("field", "new field"):
            from screens.book.field_forms import ask_field

            ask_field(self, sheet.fields, number)
            return
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
        window = Ask(known.words, value=self._stands(known), hint=known.hint, empty_ok=True)
        self.app.push_screen(window, lambda text: self._typed(known, text))

    def _stands(self, known: Known) -> str:
        stands = self.sheet.values.get(known.key, "") if self.sheet else ""
        if known.shape is not None and stands != "":
            return json.dumps(stands, ensure_ascii=False)
        return str(stands)

    def _typed(self, known: Known, text: str | None) -> None:
        if text is None:
            return
        found = typed(known, text)
        if isinstance(found, Refused):
            self.refuse(found.sentence)
        else:
            self._set(known, found.value)

    def _set(self, known: Known, value: object) -> None:
        from coordinator.actions.book.settings import set_setting
        from screens.staffing.detail_acts import saying

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


_Found = tuple[SettingsSheet, "tuple[GatewayShown, ...]", dict[str, MailboxRead]]


def _read(connection: Any) -> _Found:
    # Imported on the reading thread: gateways know the ways out, which cost more than a screen.
    from coordinator.actions.messages.gateways import gateways_shown

    return settings_sheet(connection), gateways_shown(connection), mailboxes_read(connection)
