"""Which screen shows a report: most are shown alike; some have keys of their own."""

from typing import TYPE_CHECKING

from coordinator.desk import Desk
from screens.reports.report import ReportScreen

if TYPE_CHECKING:
    from coordinator.rules.reports.report import Report


def report_screen(desk: Desk, report: "Report", *, asking: bool = False) -> ReportScreen:
    """The screen of a report; with `asking` the form comes first."""
    if report.name == "early-warning":
        from screens.oversight.early_warning import EarlyWarning

        return EarlyWarning(desk, report, asking=asking)
    if report.name == "retention":
        from screens.oversight.retention import Retention

        return Retention(desk, report, asking=asking)
    return ReportScreen(desk, report, asking=asking)
