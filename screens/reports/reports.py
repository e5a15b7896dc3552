"""All reports, found by typing."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from textual import on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from coordinator.desk import Desk
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.status import MessageLine
from screens.parts.table import RecordTable
from screens.shown import cell, counted

if TYPE_CHECKING:
    from coordinator.actions.reports.finding import Shelf
    from coordinator.rules.reports.report import Report

_COLUMNS = (Column("Group", 22), Column("Report", 40, grow=3), Column("Name", 18, room=96))


class Reports(OneTable[None]):
    """The reports by group; enter runs the one under the cursor as it was run the last time."""

    NAME = "reports"
    HEADING = "Reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shelf: Shelf | None = None
        self.typed = ""

    # ── what it shows ───────────────────────────────────────────────────────────────────────

    def compose_body(self) -> Iterable[Widget]:
        """The list, and what the report under the cursor answers."""
        with Horizontal(classes="pane-row"):
            yield RecordTable(_COLUMNS, name="list")
            yield Static("", markup=False, id="side", classes="side")

    @property
    def report(self) -> "Report | None":
        """The report under the cursor."""
        return self.shelf.named(self.table.cursor_key or "") if self.shelf else None

    def stale(self) -> None:
        """Which reports there are does not depend on what is in the book."""

    def reload(self) -> None:
        """Read the folders again."""
        from coordinator.actions.reports.slips import shelf_with_slips

        self.fetch("shelf", self._show, shelf_with_slips, self.desk.book.path, self.desk.clock())

    def _show(self, found: "Shelf") -> None:
        self.shelf = found
        self._narrow()
        if found.wrong:
            self.refuse(f"Not read: {found.wrong[0].sentence}")

    def _narrow(self) -> None:
        found = self.shelf.reports if self.shelf else ()
        reports = [each for each in found if each.found_by(self.typed)]
        self.table.show(
            Record(each.name, (cell(each.group), cell(each.title), cell(each.name)))
            for each in reports
        )
        shown = f"/{self.typed}" if self.typed else ""
        self.status.say(self.HEADING, counted(len(reports), "report"), shown)
        if not reports:
            self.say("No report has these words.")
        self._describe()

    @on(RecordTable.RowHighlighted, "#list")
    def _describe(self) -> None:
        if self.report is not None and self.has_class("-wide"):
            from coordinator.actions.reports.running import last_typed

            self.fetch("last", self._tell, last_typed, self.report)

    def _tell(self, last: Mapping[str, str]) -> None:
        from screens.reports.words import report_words

        report = self.report
        if report is not None:
            asked = [(each, last.get(each.name, "")) for each in report.parameters]
            self.query_one("#side", Static).update(report_words(report, asked))

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#list")
    def action_open(self) -> None:
        """Run it as it was run the last time."""
        from screens.reports.opening import report_screen

        if self.report is not None:
            self.app.push_screen(report_screen(self.desk, self.report))

    def action_edit(self) -> None:
        """Say what it is asked with, then run it."""
        from screens.reports.opening import report_screen

        if self.report is not None:
            self.app.push_screen(report_screen(self.desk, self.report, asking=True))

    def action_mail_it(self) -> None:
        """What is mailed again and again."""
        self.post_place("mailings")

    def action_read_all(self) -> None:
        """What was wrong with files that are no reports, and where one's own are kept."""
        from coordinator.actions.reports.finding import own_folder

        self.fetch("folder", self._tell_folder, own_folder, self.desk.book.path)

    def _tell_folder(self, folder: Any) -> None:
        from screens.modals import Reader

        wrong = self.shelf.wrong if self.shelf else ()
        said = [f"Your own reports lie in {folder}", "", *(each.sentence for each in wrong)]
        self.app.push_screen(Reader("Reports", "\n".join(said)))

    def action_filter(self) -> None:
        """Find by typing."""
        if not self.query("#filter"):
            field = Input(self.typed, compact=True, classes="filter", id="filter")
            self.mount(field, before=self.query_one(MessageLine))
            field.focus()

    @on(Input.Changed, "#filter")
    def _changed(self, event: Input.Changed) -> None:
        self.typed = event.value.strip()
        self._narrow()

    @on(Input.Submitted, "#filter")
    def _submitted(self) -> None:
        self._close_filter()

    def action_back(self) -> None:
        """Put the filter away."""
        if self.query("#filter") or self.typed:
            self.typed = ""
            self._close_filter()
            self._narrow()
        else:
            super().action_back()

    def _close_filter(self) -> None:
        self.query("#filter").remove()
        self.table.focus()
