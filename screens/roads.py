"""Which screen shows what: the tabs of the places, and the screen of a record.

Every module is imported when its screen is first wanted: only Today loads at the start.
"""

import importlib
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from coordinator.desk import Desk
from coordinator.keymap import PLACES
from screens.base import BookScreen

if TYPE_CHECKING:
    from storage.queries.messages.conversation import Partner

_SCREENS = {
    "today": "screens.staffing.today:Today",
    "board": "screens.staffing.board:Board",
    "not_seen": "screens.attendance.not_seen:NotSeenYet",
    "jobs": "screens.staffing.jobs:Jobs",
    "week": "screens.staffing.week:Week",
    "month": "screens.staffing.month:Month",
    "requests": "screens.requests.requests:Requests",
    "intake_document": "screens.requests.intake_document:IntakeDocumentScreen",
    "series_list": "screens.series.listed:SeriesList",
    "equipment": "screens.staffing.equipment:EquipmentList",
    "officers": "screens.people.officers:Officers",
    "papers": "screens.people.papers:Papers",
    "suspensions": "screens.oversight.suspensions:Suspensions",
    "remedies": "screens.oversight.remedies:Remedies",
    "employers": "screens.people.employers:Employers",
    "hours": "screens.money.hours:Hours",
    "cases": "screens.oversight.overlap_cases:OverlapCases",
    "presence": "screens.attendance.grades:PresenceGrades",
    "spot_checks": "screens.attendance.spot_checks:SpotChecks",
    "invoices": "screens.money.invoices:Invoices",
    "receipts": "screens.money.receipts:Receipts",
    "chasing": "screens.money.chasing:Chasing",
    "payments": "screens.money.payments:Payments",
    "payroll": "screens.money.payroll:Payroll",
    "adjustments": "screens.money.adjustments:Adjustments",
    "bank": "screens.money.bank:Bank",
    "accounts": "screens.money.accounts:Accounts",
    "month_end": "screens.money.month_end:MonthEnd",
    "inbox": "screens.messages.inbox:Inbox",
    "messages": "screens.messages.messages:Messages",
    "history": "screens.book.history:History",
    "policy": "screens.oversight.policy:Policy",
    "rates": "screens.money.rates:Rates",
    "texts": "screens.messages.texts:Texts",
    "settings": "screens.book.settings:Settings",
    "setup": "screens.book.set_up:SetUpScreen",
    "doctor": "screens.book.doctor:Doctor",
    "backups": "screens.book.backups:Backups",
    "handover": "screens.book.handover:HandOver",
    "imports": "screens.book.imports:Imports",
    "reports": "screens.reports.reports:Reports",
    "binder": "screens.reports.binder:Binder",
    "findings": "screens.oversight.findings:Findings",
    "mailings": "screens.reports.mailings:Mailings",
    "dashboard": "screens.reports.dashboard:Dashboard",
}
_RECORDS = {
    "detail": "screens.staffing.detail:DetailScreen",
    "series": "screens.series.dates:SeriesScreen",
    "request": "screens.requests.request:RequestScreen",
    "officer": "screens.people.officer:OfficerScreen",
    "employer": "screens.people.employer:EmployerScreen",
    "received": "screens.messages.received:ReceivedScreen",
}
_READ = {
    "invoice": "screens.record_reading:read_invoice",
    "audit_finding": "screens.record_reading:read_finding",
}
"""What has no screen of its own and is read whole."""
TABS = tuple(tab for place in PLACES for tab in place.tabs)


def tab(name: str, desk: Desk) -> Screen[Any]:
    """The screen of a tab."""
    screen: Screen[Any] = _load(_SCREENS[name])(desk)
    return screen


def lock_screen(desk: Desk) -> Screen[Any]:
    """What hides the book."""
    screen: Screen[Any] = _load("screens.book.lock:LockScreen")(desk)
    return screen


def told_screen(desk: Desk, detail_id: int) -> BookScreen[Any]:
    """Who was told of a detail."""
    screen: BookScreen[Any] = _load("screens.messages.told:ToldScreen")(desk, detail_id)
    return screen


def conversation_screen(desk: Desk, partner: "Partner") -> BookScreen[Any]:
    """Everything said to somebody and by him."""
    road = "screens.messages.conversation:ConversationScreen"
    screen: BookScreen[Any] = _load(road)(desk, partner)
    return screen


def record_screen(desk: Desk, table: str, record: int) -> BookScreen[Any] | None:
    """The screen of a record, or None where its kind has none."""
    if table not in _RECORDS:
        return None
    screen: BookScreen[Any] = _load(_RECORDS[table])(desk, record)
    return screen


def open_record(opener: BookScreen[Any], table: str, record: int) -> None:
    """Open a record over the screen, or the record that it belongs to."""
    from storage.queries.staffing.details import owner_of

    if table in _READ:
        _load(_READ[table])(opener, record)
        return

    def open_owner(owner: tuple[str, int]) -> None:
        screen = record_screen(opener.desk, *owner)
        if screen is None:
            opener.refuse(f"There is no screen for a {table.replace('_', ' ')} yet.")
        else:
            opener.app.push_screen(screen)

    opener.fetch("owner", open_owner, owner_of, table, record)


def _load(road: str) -> Any:
    module, _, name = road.partition(":")
    return getattr(importlib.import_module(module), name)
