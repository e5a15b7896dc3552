"""The exceptions of one test of the self-audit; from each a finding can be raised."""

from collections.abc import Mapping
from typing import Any

from coordinator.desk import Desk
from coordinator.rules.reports.report import Cell, Report
from screens.reports.report import ReportScreen


class Exceptions(ReportScreen):
    """A report, asked with the period of the audit and the agency's own figures."""

    NAME = "exceptions"
    APART = "coordinator.actions.oversight.auditing:exceptions_apart"

    def __init__(self, desk: Desk, test: Report, period: str) -> None:
        super().__init__(desk, test)
        self.period = period

    def _begin(self, last: Mapping[str, str]) -> None:
        from coordinator.actions.oversight.audit_tests import typed_for

        self.fetch("typed", self._typed, typed_for, self.report, self.period)

    def _typed(self, typed: Any) -> None:
        self.typed = dict(typed)
        self.reload()

    def remember(self) -> None:
        """What a test is asked with is the agency's setting, not the last use."""

    @property
    def key(self) -> Cell:
        """Which member of the population the exception under the cursor is about."""
        audit, row = self.report.audit, self._row
        if audit is None or self.result is None or row is None:
            return None
        return self.result.rows[row][self.result.place(audit.key)]

    def action_new(self) -> None:
        """Raise a finding from the exception under the cursor."""
        from screens.modals import Ask

        key = self.key
        if key is None:
            self.refuse("There is no exception to write a finding of.")
            return

        def answered(words: str | None) -> None:
            if words is not None:
                self._raise(str(key), words)

        hint = "what was found, in words; it may be empty · u undoes · esc leaves it"
        title = f"Finding about {key}"
        self.app.push_screen(Ask(title, hint=hint, empty_ok=True), answered)

    def _raise(self, key: str, words: str) -> None:
        from coordinator.actions.oversight.findings import NewFinding, raise_finding
        from screens.staffing.detail_acts import saying

        audit = self.report.audit
        assert audit is not None
        new = NewFinding(
            title=self.report.title,
            test=self.report.name,
            exception=key,
            ground=f"self-audit of {self.period}",
            words=words,
            **self._about(),
        )
        self.perform(saying(self), raise_finding, new)

    def _about(self) -> dict[str, Any]:
        """The record that the row opens, where a finding can name it; an invoice's employer."""
        result, row = self.result, self._row
        found = None if result is None or row is None else result.opened_by(row)
        if result is None or row is None or found is None:
            return {}
        kind, record = found
        if kind == "invoice":
            return {"employer_id": result.rows[row][result.place("employer_id")]}
        return {f"{kind}_id": record} if kind in ("detail", "officer", "employer") else {}
