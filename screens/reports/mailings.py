"""The reports that are mailed again and again."""

from collections.abc import Iterable
from typing import Any

from textual import on
from textual.widget import Widget

from coordinator.desk import Desk
from coordinator.rules.reports.mailing import every_words
from screens.one_table import OneTable
from screens.parts.columns import Column, Record
from screens.parts.table import RecordTable
from screens.shown import cell, counted
from screens.staffing.detail_acts import saying
from storage.queries.reports.schedules import Mailing, mailings

_COLUMNS = (
    Column("Report", 30, grow=3),
    Column("Mailed", 28, grow=1),
    Column("Next", 10),
    Column("To", 20, grow=2, room=100),
    Column("Trouble", 12, grow=1, room=110),
)


class Mailings(OneTable[None]):
    """What is mailed to whom; enter runs the report as it is mailed."""

    NAME = "mailings"
    HEADING = "Mailed reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: dict[str, Mailing] = {}

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield RecordTable(_COLUMNS, name="list")

    def reload(self) -> None:
        """Read them again."""
        self.fetch("mailings", self._show, mailings)

    def _show(self, found: tuple[Mailing, ...]) -> None:
        self.found = {str(each.id): each for each in found}
        self.table.show(Record(key, self._cells(each)) for key, each in self.found.items())
        self.status.say(self.HEADING, counted(len(found), "report"))
        if not found:
            self.say("Nothing is mailed: m on a report enters it.")

    def _cells(self, each: Mailing) -> tuple[Any, ...]:
        people = ", ".join(name for name, _ in each.recipients)
        return (
            cell(each.title),
            cell(every_words(each.every, each.day, each.at_clock)),
            cell(each.next_on),
            cell(people),
            cell(each.trouble, self.tone("warning")),
        )

    @property
    def mailing(self) -> Mailing | None:
        """The one under the cursor."""
        return self.found.get(self.table.cursor_key or "")

    # ── keys ────────────────────────────────────────────────────────────────────────────────

    @on(RecordTable.RowSelected, "#list")
    def action_open(self) -> None:
        """Run the report as it is mailed."""
        self._with_report("open")

    def action_edit(self) -> None:
        """Change people, time, files or what is asked."""
        self._with_report("edit")

    def _with_report(self, what: str) -> None:
        from coordinator.actions.reports.finding import shelf

        mailing = self.mailing
        if mailing is None:
            return

        def found(reports: Any) -> None:
            report = reports.named(mailing.report)
            if report is None:
                self.refuse(f"There is no report {mailing.report} any more.")
            elif what == "edit":
                from screens.reports.mailing_form import MailingForm

                form = MailingForm(self.desk, report, mailing.asked, mailing)
                self.app.push_screen(form, self.told)
            else:
                from screens.reports.report import ReportScreen

                self.app.push_screen(ReportScreen(self.desk, report, typed=mailing.asked))

        self.fetch("shelf", found, shelf, self.desk.book.path)

    def action_mail_now(self) -> None:
        """Let it go out with the next tick."""
        from coordinator.actions.reports.mailing import mailing_again

        if self.mailing is not None:
            self.perform(saying(self), mailing_again, self.mailing.id)

    def action_end_mailing(self) -> None:
        """Mail it no more."""
        from coordinator.actions.reports.mailing import end_mailing

        if self.mailing is not None:
            self.perform(saying(self), end_mailing, self.mailing.id)
