"""The register of cases on paper and as CSV; as in `registers`, nothing here writes to the book."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.policy.case_words import age_words, minutes_words
from coordinator.actions.results import Refused
from coordinator.rules.clauses.wording import kind_name
from storage.queries.lists import View, count, window
from storage.queries.people.overlap_cases import CASES, CaseLine
from storage.queries.staffing.today import agency_words

MOST_LINES = 100_000
TITLE = "Details already worked, and records that speak against them"
KIND = "cases"
COLUMNS = (
    "case", "state", "badge", "name", "position", "employer", "worked_from", "worked_until",
    "record_kind", "source", "file", "record_from", "record_until", "came_in", "minutes", "given",
    "schedule_age_minutes", "book_knew", "approved_late", "reason", "answer", "answered",
    "decision_by", "decided", "decision", "gone",
)  # fmt: skip


def make_case_register(
    connection: sqlite3.Connection, where: Path, view: View, now: int, *, replace: bool = True
) -> Made | Refused:
    """The cases of a view as PDF."""
    from exports.register import Head, Register, write_register

    agency = agency_words(connection)
    zone = ZoneInfo(agency.timezone)
    heads = (
        Head("Case", 34),
        Head("State", 48),
        Head("Officer", 92),
        Head("Position", 66),
        Head("Worked", 92),
        Head("Record", 0),
        Head("Overlap", 48, right=True),
        Head("Data", 48),
        Head("Knew", 34),
        Head("Answer and decision", 160),
    )
    rows = tuple(_printed(case, zone) for case in _cases(connection, view))
    total, on = count(connection, CASES, view), _day(now, zone)
    shown = f", filter: {view.text}" if view.text else ""
    what = f"{total:,} case{'' if total == 1 else 's'} on {on}, by {view.order}{shown}"
    register = Register(agency.name, TITLE, what, heads, rows)
    write = partial(write_register, register=register, paper=paper_of(connection))
    return written(where, (KIND, on, "pdf"), write, "Register of cases", replace=replace)


def make_case_file(
    connection: sqlite3.Connection, where: Path, view: View, now: int, *, replace: bool = True
) -> Made | Refused:
    """The cases of a view as CSV, times on the agency's clock."""
    from exports.register_csv import write_csv

    zone = ZoneInfo(agency_words(connection).timezone)
    rows = [_row(case, zone) for case in _cases(connection, view)]
    write = partial(write_csv, heads=COLUMNS, rows=rows)
    name = (KIND, _day(now, zone), "csv")
    return written(where, name, write, "Register of cases", replace=replace)


def _cases(connection: sqlite3.Connection, view: View) -> Iterator[CaseLine]:
    return (line.row for line in window(connection, CASES, view, MOST_LINES))


def _printed(case: CaseLine, zone: ZoneInfo) -> tuple[str, ...]:
    said = [f"said: {case.answer}" if case.answer else "", case.words, case.gone_why]
    age = "none" if case.age_minutes is None else age_words(case.age_minutes)
    return (
        str(case.id),
        case.state,
        f"{case.badge} {case.name}",
        case.position,
        _time(case.worked_from_at, zone),
        f"{kind_name(case.leave_kind or case.kind)} {_time(case.starts_at, zone)}, "
        f"{case.file_name or case.source}",
        minutes_words(case.minutes),
        age,
        "yes" if case.knew else "no",
        "; ".join(filter(None, said)),
    )


def _row(case: CaseLine, zone: ZoneInfo) -> tuple[str | int | None, ...]:
    return (
        case.id,
        case.state,
        case.badge,
        case.name,
        case.position,
        case.employer,
        _time(case.worked_from_at, zone),
        _time(case.worked_until_at, zone),
        case.leave_kind or case.kind,
        case.source,
        case.file_name,
        _time(case.starts_at, zone),
        _time(case.ends_at, zone),
        _time(case.came_at, zone),
        case.minutes,
        _time(case.awarded_at, zone),
        case.age_minutes,
        "yes" if case.knew else "no",
        _time(case.late_at, zone),
        case.reason,
        case.answer,
        _time(case.answered_at, zone),
        case.decided_by,
        _time(case.decided_at, zone),
        case.words,
        case.gone_why,
    )


def _time(instant: int | None, zone: ZoneInfo) -> str:
    if instant is None:
        return ""
    return datetime.fromtimestamp(instant, UTC).astimezone(zone).strftime("%Y-%m-%d %H:%M")


def _day(now: int, zone: ZoneInfo) -> str:
    return _time(now, zone)[:10]
