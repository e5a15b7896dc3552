"""What the query of a report may do and read.

It may select, call functions and recurse; whatever else SQLite asks about is refused: writing,
attaching, pragmas, loading code. It reads the tables listed here but for the columns held back:
bank details, the codes by which people answer, what messages say, where officers live and were,
the names of calendars.
Of notes and of the log it reads what the views let through that lie over them.
"""

import sqlite3
from collections.abc import Callable
from typing import Final

from coordinator.rules.hidden_fields import OF_VIEWS
from storage.queries.reports.views import LAID

_LISTED: Final = """
    accounts_document action agency approval_request assignment audit_finding availability
    bank_account bank_file bank_line bank_statement baton call_note call_off certificate
    certification charge closed_month conflict consent contact custom_field decision delivery
    delivery_report desk_day detail dispatch_entry dispute dunning_step employer equipment
    equipment_out equipment_use exchange exclusion feedback group_member hold intake interest
    invoice job job_template kept_file lane list_place list_state mailbox_mark merge_conflict
    message offer officer officer_status outside_work overlap_case pay_adjustment payment
    payroll_run policy position posting programme_cost punch purchase_order rank rank_held
    rate_card receipt received redress refund remedy reply_code request request_check
    requirement saved_filter series series_exception shift shift_batch shift_overlay site
    spot_check standing_assignment stated_hours station suspension tally_entry template
    timesheet_entry watched_file watched_source written_file
    json_each json_tree
"""
TABLES: Final = frozenset(_LISTED.split())
HELD_BACK: Final = frozenset(
    {
        ("action", "hash"),
        ("action", "prev"),
        ("bank_account", "sealed"),
        ("merge_conflict", "base"),
        ("merge_conflict", "higher"),
        ("merge_conflict", "lower"),
        ("message", "body"),
        ("message", "key"),
        ("message", "subject"),
        ("officer", "home_lat"),
        ("officer", "home_lon"),
        ("punch", "lat"),
        ("punch", "lon"),
        ("received", "code"),
        ("received", "meaning"),
        ("received", "subject"),
        ("received", "text"),
        ("reply_code", "code"),
        ("site", "code_word"),
        ("written_file", "key"),
    }
)
Authorizer = Callable[[int, str | None, str | None, str | None, str | None], int]
FORBIDDEN_FUNCTIONS: Final = frozenset(
    {"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer", "fts5", "zeroblob"}
)


def judge_for(
    through: frozenset[str],
    hidden: frozenset[tuple[str, str]] = frozenset(),
    met: set[tuple[str, str]] | None = None,
) -> Authorizer:
    """What answers SQLite's questions before it compiles a step (sqlite3_set_authorizer).

    `through` are the names of the views through which notes and the log may be read. They must be
    such that nobody can guess them: SQLite tells for a common table expression of the query, too,
    that what is read is read within it, by the name that the query gave it. Columns that are
    `hidden` until asked for read as NULL too; those that the query would have read go into `met`.
    SQLite asks about all that a view reads, so of a view counts only what the query takes of it.
    """
    seen: set[tuple[str, str]] = set() if met is None else met

    def judge(
        action: int, first: str | None, second: str | None, schema: str | None, within: str | None
    ) -> int:
        if action in (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE):
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION:
            known = (second or "").lower() not in FORBIDDEN_FUNCTIONS
            return sqlite3.SQLITE_OK if known else sqlite3.SQLITE_DENY
        if action != sqlite3.SQLITE_READ:
            return sqlite3.SQLITE_DENY
        # Without a schema it is a subquery, whose own reading is asked about by itself.
        if schema is None or within in through or (schema == "temp" and first in through):
            return sqlite3.SQLITE_OK
        place = (first or "").lower(), (second or "").lower()
        if schema == "temp":
            seen.update(hidden & {OF_VIEWS.get(place, place)})
            return _reading(*place, schema)
        if place not in hidden:
            return _reading(*place, schema)
        if (within or "").lower() not in LAID:
            seen.add(place)
        return sqlite3.SQLITE_IGNORE

    return judge


def _reading(table: str, column: str, schema: str) -> int:
    """What is held back reads as NULL, so that `SELECT *` still serves."""
    if schema == "temp":
        return sqlite3.SQLITE_OK if table in LAID else sqlite3.SQLITE_DENY
    if table not in TABLES:
        return sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_IGNORE if (table, column) in HELD_BACK else sqlite3.SQLITE_OK
