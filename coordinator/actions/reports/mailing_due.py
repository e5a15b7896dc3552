"""Mailing the reports that are due: each is run, its mails are queued, its next date is set.

Running takes long, so it is done before the book is locked; whether it is still due is asked again
inside the action. The files are made as the mails leave (`enclosing`), of the same run where the
same process sends them.
"""

import json
import sqlite3
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote

from coordinator.actions.book.documents import Made
from coordinator.actions.messages.recipients import with_gateway
from coordinator.actions.reports.finding import shelf
from coordinator.actions.reports.papers import make_report
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import Audience, Event
from coordinator.rules.reports.figures import foot_lines, total_texts
from coordinator.rules.reports.mailing import first_on
from coordinator.rules.reports.report import Result
from coordinator.rules.spans import Calendar
from coordinator.rules.words import Channel
from storage.database import Book
from storage.queries.reports.schedules import Mailing, due_mailings, mailing
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

CLOCK: Final = "clock"
KEPT_DAYS: Final = 3
"""So long the mail may wait for a gateway."""
KEPT_ROWS: Final = 100_000
"""Rows of results that are kept for the files made of them."""
KEPT_BYTES: Final = 64_000_000
_files: OrderedDict[tuple[str, ...], tuple[str, bytes]] = OrderedDict()
"""The last files of this process: everybody gets the same, made once."""
_runs: OrderedDict[tuple[str, str, int, str], Result] = OrderedDict()
"""The last results of this process, so that the files of a mailing are made of one run."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """What was mailed, and what could not be."""

    mails: int
    troubles: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """In one line; empty where nothing was due."""
        said = [f"{self.mails} report mail(s) queued."] if self.mails else []
        return " ".join([*said, *self.troubles])


def mail_due_reports(book: Book, now: int) -> Mailed:
    """Queue the mails of every report that is due at an instant (UTC seconds), each once."""
    connection = book.reader()
    calendar = Calendar(agency_zone(connection))
    today, clock = calendar.local_iso(now), f"{calendar.wall(now):%H:%M}"
    due = due_mailings(connection, today, clock)
    if not due or Channel.EMAIL not in with_gateway(connection):
        return Mailed(0)  # Today says of what is overdue that nothing sends it
    mails, troubles = 0, []
    for each in due:
        ran = _ran(connection, book.path, each.report, each.asked, now)
        queued = _queued(book, each, ran, calendar, now)
        mails += queued
        if isinstance(ran, Refused):
            troubles.append(f"{each.title} was not mailed: {ran.sentence}")
    return Mailed(mails, tuple(troubles))


def _queued(book: Book, due: Mailing, ran: Result | Refused, calendar: Calendar, now: int) -> int:
    from storage.models import ReportSchedule

    with book.action(Actor(CLOCK, now), "mail due report", f"report_schedule:{due.id}") as tx:
        stands = mailing(tx.connection, due.id)
        if stands != due:
            tx.abandon()  # another tick has made it, or somebody has changed it
            return 0
        mails = 0 if isinstance(ran, Refused) else _write(tx, due, ran)
        row = tx.get(ReportSchedule, due.id)
        row.trouble = ran.sentence[:500] if isinstance(ran, Refused) else ""
        row.last_made_at = now if mails else row.last_made_at
        row.next_on = _next(due, calendar, now)
        tx.save(row)
        return mails


def _next(due: Mailing, calendar: Calendar, now: int) -> str:
    """Today again, where its time is still to come, since somebody wanted it at once."""
    day = calendar.local_date(now)
    over = f"{calendar.wall(now):%H:%M}" >= due.at_clock
    return first_on(due.every, due.day, day + timedelta(days=int(over))).isoformat()


def _write(tx: Transaction, due: Mailing, result: Result) -> int:
    """A mail to each recipient, with the files that are made of this run."""
    from coordinator.actions.messages.queueing import Said, queue
    from coordinator.actions.messages.recipients import routed
    from storage.queries.messages.telling import Reach, agency_facts

    agency = agency_facts(tx.connection)
    # Each making has an occasion of its own: a tick beside this one sees the same.
    occasion = f"report:{due.id}:{due.next_on}:{due.last_made_at or 0}"
    said = Said(
        Event.REPORT,
        {"what": result.report.title, "period": _period(result), "list": _figures(result)},
        tx.now + KEPT_DAYS * 86_400,
        occasion=occasion,
        at_once=True,
        papers=tuple(_paper(due, result, kind) for kind in due.formats),
    )
    told = [
        queue(tx, said, routed(tx.connection, Audience.COMMAND, reach), agency)
        for reach in (Reach(name, Channel.EMAIL, email, "") for name, email in due.recipients)
    ]
    return sum(1 for message in told if message)


def _period(result: Result) -> str:
    return result.foot.period or "as of now"


def _figures(result: Result) -> str:
    """The question, totals and what they rest on, in lines."""
    labels = [result.columns[n].label for n in result.shown]
    totals = [f"{label}: {text}" for label, text in zip(labels, total_texts(result), strict=False)
              if text and text != "Total"]  # fmt: skip
    foot = foot_lines(result.foot, len(result.rows), cut=result.cut, notes=result.notes)
    return "\n".join([result.report.question, *totals, *(f"{what}: {said}" for what, said in foot)])


def _paper(due: Mailing, result: Result, kind: str) -> str:
    return f"report:{due.report}:{result.foot.as_of}:{kind}:{quote(_typed(due.asked), safe='')}"


def _typed(asked: dict[str, str]) -> str:
    return json.dumps(asked, sort_keys=True)


def make_mailed(
    connection: sqlite3.Connection, folder: Path, words: Iterable[str]
) -> Made | Refused:
    """One file of a mailing: report, instant, kind and what was asked, as `made_of` has them."""
    name, as_of, kind, asked = words
    (_, _, path), *_ = connection.execute("PRAGMA database_list").fetchall()
    key = (str(path), name, as_of, kind, asked)
    if key in _files:
        file_name, data = _files[key]
        (folder / file_name).write_bytes(data)
        return Made(folder / file_name, file_name)
    ran = _ran(connection, Path(path), name, json.loads(unquote(asked)), int(as_of))
    made = ran if isinstance(ran, Refused) else make_report(connection, folder, ran, kind=kind)
    if isinstance(made, Made):
        _files[key] = made.path.name, made.path.read_bytes()
        while len(_files) > 1 and sum(len(data) for _, data in _files.values()) > KEPT_BYTES:
            _files.popitem(last=False)
    return made


def _ran(
    connection: sqlite3.Connection, book: Path, name: str, asked: dict[str, str], now: int
) -> Result | Refused:
    key = (str(book), name, now, _typed(asked))
    if key in _runs:
        return _runs[key]
    report = shelf(connection, book).named(name)
    if report is None:
        return Refused((f"There is no report {name} any more.",))
    found = run_report(connection, report, Asking(book, now, asked))
    if isinstance(found, Result):
        _runs[key] = found
        while len(_runs) > 1 and sum(len(each.rows) for each in _runs.values()) > KEPT_ROWS:
            _runs.popitem(last=False)
    return found
