"""Which screen shows what: the tabs of the places, and the screen of a record.

Every module is imported when its screen is first wanted: only Today loads at the start.
"""

import importlib
from typing import Any

from textual.screen import Screen

from coordinator.desk import Desk
from coordinator.keymap import PLACES
from screens.base import BookScreen

_SCREENS = {
    "today": "screens.today:Today",
    "board": "screens.board:Board",
    "jobs": "screens.jobs:Jobs",
    "week": "screens.week:Week",
    "officers": "screens.officers:Officers",
    "suspensions": "screens.suspensions:Suspensions",
    "remedies": "screens.remedies:Remedies",
    "employers": "screens.employers:Employers",
    "hours": "screens.hours:Hours",
    "cases": "screens.overlap_cases:OverlapCases",
    "invoices": "screens.invoices:Invoices",
    "receipts": "screens.receipts:Receipts",
    "chasing": "screens.chasing:Chasing",
    "payments": "screens.payments:Payments",
    "payroll": "screens.payroll:Payroll",
    "adjustments": "screens.adjustments:Adjustments",
    "bank": "screens.bank:Bank",
    "accounts": "screens.accounts:Accounts",
    "month_end": "screens.month_end:MonthEnd",
    "messages": "screens.messages:Messages",
    "history": "screens.history:History",
    "policy": "screens.policy:Policy",
    "rates": "screens.rates:Rates",
    "settings": "screens.settings:Settings",
    "backups": "screens.backups:Backups",
    "imports": "screens.imports:Imports",
}
_RECORDS = {
    "detail": "screens.detail:DetailScreen",
    "officer": "screens.officer:OfficerScreen",
    "employer": "screens.employer:EmployerScreen",
}
TABS = tuple(tab for place in PLACES for tab in place.tabs)


def tab(name: str, desk: Desk) -> Screen[Any]:
    """The screen of a tab."""
    screen: Screen[Any] = _load(_SCREENS[name])(desk)
    return screen


def lock_screen(desk: Desk) -> Screen[Any]:
    """What hides the book."""
    screen: Screen[Any] = _load("screens.lock:LockScreen")(desk)
    return screen


def record_screen(desk: Desk, table: str, record: int) -> BookScreen[Any] | None:
    """The screen of a record, or None where its kind has none."""
    if table not in _RECORDS:
        return None
    screen: BookScreen[Any] = _load(_RECORDS[table])(desk, record)
    return screen


def open_record(opener: BookScreen[Any], table: str, record: int) -> None:
    """Open a record over the screen, or the record that it belongs to."""
    from storage.queries.details import owner_of

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
