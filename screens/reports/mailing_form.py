"""To whom a report is mailed, how often, as which files, and what it is asked with."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.reports.mailing import EVERY
from coordinator.rules.reports.report import Asked, Report
from screens.parts.entry import Entry, Kind, choice
from screens.record_form import Doing, RecordForm
from screens.reports.report_form import parameter_entry
from storage.queries.reports.schedules import Mailing

DATED = (Asked.PERIOD, Asked.DATE)
FORMATS = (
    ("pdf", "PDF"),
    ("pdf xlsx", "PDF and Excel workbook"),
    ("xlsx", "Excel workbook"),
    ("csv", "CSV"),
    ("pdf xlsx csv json", "all four"),
)
PARAMETER = "asked_"


def moving(report: Report, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with the report's own period for one of fixed dates: month after month the
    same dates are of no use."""
    own = {each.name: each.default for each in report.parameters if each.kind in DATED}
    return {name: own.get(name, text) if text[:1].isdigit() else text
            for name, text in typed.items()}  # fmt: skip


class MailingForm(RecordForm):
    """Enters a mailing of a report, or changes one that stands."""

    HEADING = "Mail a report"

    def __init__(
        self, desk: Desk, report: Report, typed: Mapping[str, str], stands: Mailing | None = None
    ) -> None:
        number = stands.id if stands else "new"
        super().__init__(desk, f"mailing:{report.name}:{number}")
        self.report, self.stands = report, stands
        self.given = dict(typed) if stands else moving(report, typed)

    def title_words(self) -> str:
        """The report's title."""
        return f"Mail: {self.report.title}"

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """People, time, files, and a field for each parameter."""
        from coordinator.actions.reports.mailing import recipients_text

        old = self.stands
        people = recipients_text(old.recipients) if old else ""
        every = choice("every", "Each", tuple((e, e) for e in EVERY), old.every if old else "month",
                       needed=True)  # fmt: skip
        files = " ".join(old.formats) if old else "pdf"
        kinds = FORMATS if files in dict(FORMATS) else ((files, files), *FORMATS)
        return (
            Entry("to", "To", people, needed=True, hint="Name <address>, with commas between"),
            every,
            Entry("day", "On day", str(old.day or "") if old else "", Kind.NUMBER,
                  "of the week (1 is Monday) or of the first month; empty is the first"),
            Entry("at", "At", old.at_clock if old else "06:00", hint="local time, 06:00"),
            choice("files", "Files", kinds, files, needed=True),
            *(parameter_entry(each, self.given, PARAMETER) for each in self.report.parameters),
        )  # fmt: skip

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Enter it, or change the one that stands."""
        from coordinator.actions.reports.mailing import NewMailing, add_mailing, change_mailing

        typed = {name: text.strip() for name, text in self.typed().items()}
        new = NewMailing(
            self.report.name,
            {each.name: typed[PARAMETER + each.name] for each in self.report.parameters},
            values["to"],
            tuple(values["files"].split()),
            values["every"],
            values["day"],
            values["at"],
        )
        if self.stands is None:
            return lambda book, actor: add_mailing(book, actor, new)
        number = self.stands.id
        return lambda book, actor: change_mailing(book, actor, number, new)
