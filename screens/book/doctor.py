"""The self-test on the screen: book, backups, machine, terminal, the ways out, with remedies."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.widget import Widget
from textual.widgets import ProgressBar, Static

from screens.modals import Ask
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted, lines
from screens.staffing.waiting import WaitingScreen

if TYPE_CHECKING:
    from coordinator.actions.care.said import Said

_COLUMNS = (
    Column("State", 10),
    Column("Area", 9),
    Column("What", 20),
    Column("How it stands", 36, grow=1),
)
_NOTHING = "y looks at everything; gateways and mailboxes are gone to, nothing is sent or fetched."
_TONES = {"ok": "", "attention": "warning", "broken": "error"}


class Doctor(WaitingScreen[None]):
    """A line a matter, the worst first; below it the whole sentence and what to do."""

    NAME = "doctor"
    HEADING = "Self-test"

    found: "tuple[Said, ...]" = ()

    def compose_body(self) -> Iterable[Widget]:
        """The lines, the remedy, how far it is."""
        yield RecordTable(_COLUMNS, name="doctor")
        yield Static(_NOTHING, markup=False, id="found")
        yield ProgressBar(id="progress", show_eta=False)

    def on_mount(self) -> None:
        """Nothing is gone to unasked."""
        self.query_one("#doctor").focus()
        self.status.say(self.HEADING, "y begins it")

    def _show(self, found: "tuple[Said, ...]") -> None:
        order = list(_TONES)
        self.found = tuple(sorted(found, key=lambda each: -order.index(each.state)))
        self.query_one("#doctor", RecordTable).show(
            Record(
                str(number),
                (
                    cell(
                        each.state if each.state == "ok" else each.state.upper(), self._tone(each)
                    ),
                    cell(each.area),
                    cell(each.name),
                    cell(each.words),
                ),
            )
            for number, each in enumerate(self.found)
        )
        bad = [sum(each.state == state for each in found) for state in order[:0:-1]]
        self.status.say(self.HEADING, f"{bad[0]} broken", f"{bad[1]} want attention")
        self.say(f"{counted(len(found), 'matter')} looked at", "" if any(bad) else "done")
        self._tell(self.found[0] if self.found else None)

    def _tone(self, each: "Said") -> str:
        return self.tone(_TONES[each.state])

    def on_record_table_row_highlighted(self, event: RecordTable.RowHighlighted) -> None:
        """The whole sentence and the remedy of the line under the cursor."""
        key = self.query_one("#doctor", RecordTable).cursor_key
        self._tell(self.found[int(key)] if key is not None and self.found else None)

    def _tell(self, each: "Said | None") -> None:
        if each is not None:
            words = f"{each.words}\n→ {each.remedy}" if each.remedy else each.words
            self.query_one("#found", Static).update(lines(words))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    def action_examine(self) -> None:
        """Look at everything."""
        function = "coordinator.actions.care.doctor:examine"
        self.start(function, (self._asked_now(),), self._show, "Looking …")

    def _asked_now(self) -> Any:
        from dataclasses import replace

        from coordinator.actions.care.doctor import Asked
        from coordinator.actions.care.machine_state import terminal_here

        size = self.app.size
        seen = replace(terminal_here(), columns=size.width, lines=size.height, drawn=True)
        return Asked(self.desk.clock(), seen)

    def action_print(self) -> None:
        """Write the support bundle."""
        hint = "a zip without personal data, to send to whoever helps"
        at = str(self.desk.book.path.with_name("coordinator-support.zip"))
        self.app.push_screen(Ask("Support bundle", value=at, hint=hint), self._bundle)

    def _bundle(self, path: str | None) -> None:
        if path:
            function = "coordinator.actions.care.support:bundle_for_screen"
            given = (path, self._asked_now())
            self.start(function, given, self._bundled, "Writing …")

    def _bundled(self, result: Any) -> None:
        fine = type(result).__name__ == "Bundled"
        self.say(result.sentence, "done" if fine else "refused")
