"""Running a report: what was typed becomes values, the query runs guarded, a foot goes under it."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator.actions.reports.computed import Progress, Run, computing
from coordinator.actions.results import Actor, Refused
from coordinator.rules.hidden_fields import kinds_of, places_of
from coordinator.rules.reports.asking import (
    Unread,
    filter_words,
    period_words,
    read_parameter,
    read_span,
)
from coordinator.rules.reports.figures import columns_of, misfit, totals_of
from coordinator.rules.reports.report import RECORDS, Asked, Cell, Foot, Parameter, Report, Result
from storage.database import Book
from storage.queries.people.hidden import hidden_kinds
from storage.queries.reports.finding import matches
from storage.queries.reports.foot import duty_words, policy_words
from storage.queries.reports.running import Limits, QueryTrouble, Rows, never, run_query
from storage.queries.staffing.today import agency_words

OWN, SHIPPED, HEAVY = Limits(5, 10_000), Limits(20, 50_000), Limits(60, 50_000)
"""The user's own reports, those that come with the program, and those of them marked heavy."""
HIDDEN_HERE = "Hidden until asked for"


@dataclass(frozen=True, slots=True)
class Asking:
    """One run: the book's file, what was typed by parameter, the moment (UTC seconds), and whether
    somebody wants it to stop, and who is told how far it is (`computed.Run`). What was not typed is
    as the report has it, and so are the limits where none are given. `shown` are kinds of hidden
    personal fields that somebody has asked to see."""

    book: Path
    now: int
    typed: Mapping[str, str]
    stop: Callable[[], bool] = never
    progress: Callable[[int, int], bool | None] | None = None
    limits: Limits | None = None
    shown: frozenset[str] = frozenset()


def run_report(connection: sqlite3.Connection, report: Report, asking: Asking) -> Result | Refused:
    """Run it. Refused where something typed cannot be read, or the query cannot be run."""
    agency = agency_words(connection)
    zone = ZoneInfo(agency.timezone)
    today = datetime.fromtimestamp(asking.now, UTC).astimezone(zone).date()
    typed = typed_of(report, asking.typed)
    if unknown := asking.typed.keys() - typed.keys():
        return Refused((_unknown(report, sorted(unknown)),))
    values = _values(connection, report, typed, today, zone)
    if isinstance(values, Refused):
        return values
    values |= {"now_at": asking.now, "today": today.isoformat()}
    found = _rows(connection, report, values, asking)
    if isinstance(found, QueryTrouble):
        return Refused((f"{report.title}: {found.sentence}",))
    columns = columns_of(report, found.names)
    wrong = columns if isinstance(columns, str) else misfit(columns, found.rows)
    if wrong or isinstance(columns, str):
        return Refused((f"{report.title}: {wrong}",))
    foot = Foot(
        agency.name,
        agency.timezone,
        agency.currency,
        asking.now,
        period_words(report.parameters, typed, today),
        filter_words(report.parameters, typed),
        policy_words(connection, _last_day(report, typed, today).isoformat()),
        duty_words(connection, asking.now),
    )
    totals = totals_of(columns, found.rows)
    hidden = _hidden(connection, report, asking)
    veiled = tuple(kind for kind in kinds_of(found.hidden) if kind in hidden)
    notes = (*found.notes, f"{HIDDEN_HERE}: {', '.join(veiled)}.") if veiled else found.notes
    return Result(report, columns, found.rows, totals, foot, found.cut, notes, veiled)


def run_apart(
    book: Path, name: str, now: int, typed: Mapping[str, str], progress: Progress
) -> Result | Refused:
    """Run a report in a process of its own (`coordinator.long_work`), which tells how far it is."""
    from coordinator.actions.reports.finding import shelf

    opened = Book(book)
    try:
        report = shelf(opened.reader(), book).named(name)
        if report is None:
            return Refused((f"There is no report {name}.",))
        asking = Asking(book, now, typed, progress=progress)
        return run_report(opened.reader(), report, asking)
    finally:
        opened.close()


def check_typed(
    connection: sqlite3.Connection, report: Report, typed: Mapping[str, str], now: int
) -> tuple[str, ...]:
    """What of it cannot be read, or is not asked for; nothing is run."""
    zone = ZoneInfo(agency_words(connection).timezone)
    if unknown := typed.keys() - typed_of(report, typed).keys():
        return (_unknown(report, sorted(unknown)),)
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    found = _values(connection, report, typed_of(report, typed), today, zone)
    return found.reasons if isinstance(found, Refused) else ()


def cannot_run(connection: sqlite3.Connection, report: Report, book: Path, now: int) -> str:
    """Why SQLite does not take a report's query at all, in a sentence; nothing is run."""
    zone = ZoneInfo(agency_words(connection).timezone)
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    values = _values(connection, report, typed_of(report, {}), today, zone)
    if not report.sql or isinstance(values, Refused):
        return ""
    values |= {"now_at": now, "today": today.isoformat()}
    found = run_query(book, f"EXPLAIN {report.sql}", values, OWN)
    return found.sentence if isinstance(found, QueryTrouble) else ""


def typed_of(report: Report, typed: Mapping[str, str]) -> dict[str, str]:
    """What stands for each parameter: what was typed, else the report's own default."""
    return {each.name: typed.get(each.name, each.default) for each in report.parameters}


def _unknown(report: Report, names: list[str]) -> str:
    asks = ", ".join(each.name for each in report.parameters) or "nothing"
    return f"{report.title} does not ask for {', '.join(names)}. It asks for {asks}."


def _rows(
    connection: sqlite3.Connection, report: Report, values: dict[str, Cell], asking: Asking
) -> Rows | QueryTrouble:
    if report.computed:
        run = Run(asking.book, asking.stop, asking.progress)
        return computing(report.computed)(connection, values, run)
    limits = asking.limits or (OWN if report.own else HEAVY if report.heavy else SHIPPED)
    hidden = places_of(_hidden(connection, report, asking))
    return run_query(asking.book, report.sql, values, limits, asking.stop, hidden)


def _hidden(connection: sqlite3.Connection, report: Report, asking: Asking) -> frozenset[str]:
    return hidden_kinds(connection) - asking.shown - set(report.shows)


def _values(
    connection: sqlite3.Connection,
    report: Report,
    typed: Mapping[str, str],
    today: date,
    zone: ZoneInfo,
) -> dict[str, Cell] | Refused:
    values: dict[str, Cell] = {}
    wrong: list[str] = []
    for each in report.parameters:
        read = read_parameter(each, typed[each.name], today, zone)
        if not isinstance(read, Unread) and each.kind in RECORDS:
            read = _looked_up(connection, each, typed[each.name].strip())
        if isinstance(read, Unread):
            wrong.append(read.sentence)
        else:
            values |= read
    return Refused(tuple(wrong)) if wrong else values


def _looked_up(
    connection: sqlite3.Connection, parameter: Parameter, text: str
) -> dict[str, Cell] | Unread:
    """The id of the record meant, None for all of them."""
    if not text:
        return {parameter.name: None}
    found = matches(connection, parameter.kind, text)
    if len(found) == 1:
        return {parameter.name: found[0][0]}
    if not found:
        return Unread(f"{parameter.label}: nothing goes by '{text}'.")
    listed = "; ".join(words for _, words in found)
    return Unread(f"{parameter.label}: '{text}' may be {listed}. Write the number.")


def _last_day(report: Report, typed: Mapping[str, str], today: date) -> date:
    """The last day of the period, or today where that is earlier or none is asked for."""
    for each in report.parameters:
        if each.kind is Asked.PERIOD:
            span = read_span(typed[each.name] or "all", today)
            return min(span.until - timedelta(days=1), today) if span else today
    return today


def last_typed(connection: sqlite3.Connection, report: Report) -> dict[str, str]:
    """What was typed for it the last time on this machine, or the report's own defaults."""
    from storage.queries.book.drafts import draft

    kept = draft(connection, key_of(report))
    return typed_of(report, {k: v for k, v in kept.items() if isinstance(v, str)})


def remember(book: Book, actor: Actor, report: Report, typed: Mapping[str, str]) -> None:
    """Keep what was typed, for the next time; outside the log."""
    from coordinator.actions.book.drafts import keep_draft

    keep_draft(book, key_of(report), dict(typed), actor.now)


def key_of(report: Report) -> str:
    """Under which key what was typed is kept."""
    return f"report:{report.name}"
