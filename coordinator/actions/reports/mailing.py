"""Entering, changing and ending reports that are mailed again and again."""

import json
import re
import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from coordinator.actions.reports.finding import shelf
from coordinator.actions.reports.papers import KINDS
from coordinator.actions.reports.running import check_typed
from coordinator.actions.results import Actor, Refused
from coordinator.rules.reports.mailing import EVERY, LAST_DAY, every_words, first_on
from coordinator.rules.reports.report import Report
from coordinator.rules.spans import Calendar
from notify.addresses import mailbox
from storage.database import Book
from storage.models import ReportSchedule
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
MOST_RECIPIENTS = 50


@dataclass(frozen=True, slots=True)
class NewMailing:
    """What is mailed to whom, and how often. `recipients` are written as 'Name <address>' or an
    address, with commas between; `from_on` is the first local date (empty: the next that fits)."""

    report: str
    asked: dict[str, str]
    recipients: str
    formats: tuple[str, ...] = ("pdf",)
    every: str = "month"
    day: int | None = None
    at_clock: str = "06:00"
    from_on: str = ""


@dataclass(frozen=True, slots=True)
class MailingKept:
    """It is entered, changed or ended."""

    mailing_id: int
    sentence: str


def add_mailing(book: Book, actor: Actor, new: NewMailing) -> MailingKept | Refused:
    """Enter a report that is mailed again and again."""
    told = _told(book.reader(), book.path, actor, new)
    if isinstance(told, Refused):
        return told
    with book.action(actor, "mail a report", "report_schedule:0") as tx:
        row = tx.add(told)
        assert row.id is not None
        tx.subject = f"report_schedule:{row.id}"
        return MailingKept(row.id, f"{_words(row)} · u undoes")


def change_mailing(
    book: Book, actor: Actor, mailing_id: int, new: NewMailing
) -> MailingKept | Refused:
    """Change all of it."""
    told = _told(book.reader(), book.path, actor, new)
    if isinstance(told, Refused):
        return told
    with book.action(actor, "change a mailed report", f"report_schedule:{mailing_id}") as tx:
        row = _going_on(tx, mailing_id)
        if isinstance(row, Refused):
            return row
        for name in _CHANGED:
            setattr(row, name, getattr(told, name))
        row.trouble = ""
        tx.save(row)
        return MailingKept(mailing_id, f"{_words(row)} · u undoes")


def end_mailing(book: Book, actor: Actor, mailing_id: int) -> MailingKept | Refused:
    """It is mailed no more."""
    with book.action(actor, "end a mailed report", f"report_schedule:{mailing_id}") as tx:
        row = _going_on(tx, mailing_id)
        if isinstance(row, Refused):
            return row
        row.ended_at = tx.now
        tx.save(row)
        return MailingKept(mailing_id, f"{row.title} is mailed no more · u undoes")


def mailing_again(book: Book, actor: Actor, mailing_id: int) -> MailingKept | Refused:
    """It is due now, and then as before."""
    calendar = Calendar(agency_zone(book.reader()))
    with book.action(actor, "mail a report now", f"report_schedule:{mailing_id}") as tx:
        row = _going_on(tx, mailing_id)
        if isinstance(row, Refused):
            return row
        # What was due yesterday is due at any time of today.
        row.next_on = (calendar.local_date(tx.now) - timedelta(days=1)).isoformat()
        row.trouble = ""
        tx.save(row)
        return MailingKept(mailing_id, f"{row.title} goes out with the next tick · u undoes")


_CHANGED = (
    "report", "title", "asked", "formats", "recipients", "every", "day", "at_clock", "next_on",
)  # fmt: skip


def _going_on(tx: Transaction, mailing_id: int) -> ReportSchedule | Refused:
    found = tx.connection.execute(
        "SELECT 1 FROM report_schedule WHERE id = ? AND ended_at IS NULL", (mailing_id,)
    ).fetchone()
    if found is None:
        tx.abandon()
        return Refused((f"No report is mailed under {mailing_id}.",))
    return tx.get(ReportSchedule, mailing_id)


def _told(
    connection: sqlite3.Connection, book: Path, actor: Actor, new: NewMailing
) -> ReportSchedule | Refused:
    """The row, or everything that is wrong with it."""
    report = shelf(connection, book).named(new.report)
    if report is None:
        return Refused((f"There is no report {new.report}.",))
    people = read_recipients(new.recipients)
    wrong = [*_wrong_time(new), *_wrong_files(new)]
    wrong += people.reasons if isinstance(people, Refused) else ()
    wrong += check_typed(connection, report, new.asked, actor.now)
    if wrong or isinstance(people, Refused):
        return Refused(tuple(wrong))
    since = _since(Calendar(agency_zone(connection)), actor.now, new)
    return ReportSchedule(
        report=report.name,
        title=report.title,
        asked=json.dumps(_asked(report, new), sort_keys=True),
        formats=json.dumps(list(new.formats)),
        recipients=json.dumps([{"name": name, "email": email} for name, email in people]),
        every=new.every,
        day=new.day,
        at_clock=new.at_clock,
        next_on=first_on(new.every, new.day, since).isoformat(),
    )


def _since(calendar: Calendar, now: int, new: NewMailing) -> date:
    """The first date on which it may go: today only where its time is still to come."""
    if new.from_on:
        return max(date.fromisoformat(new.from_on), calendar.local_date(now))
    over = f"{calendar.wall(now):%H:%M}" >= new.at_clock
    return calendar.local_date(now) + timedelta(days=int(over))


def _asked(report: Report, new: NewMailing) -> dict[str, str]:
    return {each.name: new.asked.get(each.name, each.default) for each in report.parameters}


def _wrong_time(new: NewMailing) -> list[str]:
    wrong = []
    if new.every not in EVERY:
        wrong.append(f"Mailed each {', '.join(EVERY)}: {new.every!r} is none of them.")
    elif new.day is not None and not 1 <= new.day <= LAST_DAY[new.every]:
        wrong.append(f"The day of each {new.every} is 1 to {LAST_DAY[new.every]}.")
    if not _CLOCK.fullmatch(new.at_clock):
        wrong.append(f"{new.at_clock!r} is no time of day; write 06:00.")
    if new.from_on and not _is_date(new.from_on):
        wrong.append(f"{new.from_on!r} is no date; write 2026-06-01.")
    return wrong


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _wrong_files(new: NewMailing) -> list[str]:
    strange = [each for each in new.formats if each not in KINDS]
    if not new.formats or strange or len(set(new.formats)) < len(new.formats):
        return [f"The files are some of {', '.join(KINDS)}, each once."]
    return []


def read_recipients(text: str) -> tuple[tuple[str, str], ...] | Refused:
    """(name, address) of each, or which cannot be written to."""
    people, wrong = [], []
    for each in filter(None, (part.strip() for part in re.split(r"[,;\n]", text))):
        name, _, address = each.removesuffix(">").rpartition("<")
        found = mailbox(address)
        if found:
            people.append((" ".join(name.split())[:100] or found, found))
        else:
            wrong.append(f"{each!r} is no address; write Name <name@example.org>.")
    if not people and not wrong:
        wrong.append("To whom? Write addresses with commas between.")
    if len(people) > MOST_RECIPIENTS:
        wrong.append(f"No more than {MOST_RECIPIENTS} people get one mailing.")
    return Refused(tuple(wrong)) if wrong else tuple(dict.fromkeys(people))


def recipients_text(people: tuple[tuple[str, str], ...]) -> str:
    """As they are written."""
    return ", ".join(email if name == email else f"{name} <{email}>" for name, email in people)


def _words(row: ReportSchedule) -> str:
    count = len(json.loads(row.recipients))
    when = every_words(row.every, row.day, row.at_clock)
    return f"{row.title} is mailed to {count} {when}, first on {row.next_on}"
