"""What a report is asked with: a field for each parameter, with what was typed the last time."""

import json
from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.reports.asking import PERIOD_HINT, Unread, read_parameter
from coordinator.rules.reports.report import Asked, Parameter, Report
from screens.parts.entry import Entry, choice
from screens.record_form import Doing, RecordForm

_HINTS = {
    Asked.PERIOD: PERIOD_HINT,
    Asked.DATE: "today, yesterday or 2026-06-01",
    Asked.TEXT: "empty lets everything through; % stands for any letters",
    Asked.NUMBER: "a whole number, or empty",
    Asked.OFFICER: "badge or name; empty means everybody",
    Asked.EMPLOYER: "number or name; empty means all",
    Asked.JOB: "number or title; empty means all",
}


class ReportForm(RecordForm):
    """Gives what was typed, as JSON by parameter."""

    HEADING = "Report"

    def __init__(self, desk: Desk, report: Report, typed: Mapping[str, str]) -> None:
        super().__init__(desk, f"report-form:{report.name}")
        self.report = report
        self.given = dict(typed)

    def title_words(self) -> str:
        """The report's title."""
        return self.report.title

    def entries(self, connection: Any) -> tuple[Entry, ...]:
        """A field for each parameter."""
        return tuple(parameter_entry(each, self.given) for each in self.report.parameters)

    def saving(self, values: Mapping[str, Any]) -> Doing | str:
        """Nothing is saved by an action: what was typed goes back to the report."""
        return ""

    def save(self, values: Mapping[str, Any]) -> None:
        """Give back what was typed, if it can be read."""
        typed = {name: text.strip() for name, text in self.typed().items()}
        for each in self.report.parameters:
            read = read_parameter(each, typed[each.name], self.desk.today(), self.desk.zone)
            if isinstance(read, Unread):
                self.refuse(read.sentence)
                return
        self._drop()
        self.dismiss(json.dumps(typed))

    def keep(self) -> None:
        """Nothing is kept of a form that only asks."""


def parameter_entry(each: Parameter, given: Mapping[str, str], prefix: str = "") -> Entry:
    """The field of a parameter, with what was typed."""
    name, value = prefix + each.name, given.get(each.name, each.default)
    if each.choices:
        pairs = tuple((word, word) for word in each.choices)
        return choice(name, each.label, pairs, value)
    hint = f"{each.hint} · {_HINTS[each.kind]}" if each.hint else _HINTS[each.kind]
    return Entry(name, each.label, value, hint=hint)
