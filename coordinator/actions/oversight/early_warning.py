"""The early-warning view's other side: the officer is asked what he says to what was counted.

Asking is a finding about him (test `early-warning`), so his answer, who asked and what came of it
stand in one place; the report shows his latest answer beside the counts. Nothing is concluded.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from coordinator.actions.oversight.findings import NewFinding, Noted, answer_finding, raise_in
from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor, Refused
from coordinator.rules.reports.figures import texts_of
from coordinator.rules.reports.report import Result
from coordinator.rules.spans import Calendar
from storage.database import Book
from storage.queries.book.settings import setting
from storage.queries.staffing.facts import agency_zone

if TYPE_CHECKING:
    from storage.models import AuditFinding
    from storage.transaction import Transaction

TEST: Final = "early-warning"
ASK: Final = "ask officer"
DAYS: Final = "warning.days"
"""Setting: within how many days the officer is asked to answer."""
USUAL_DAYS: Final = 14
DAY: Final = 86_400
COUNTED: Final = ("no_shows", "late_call_offs", "overlaps", "overrides", "complaints")


@dataclass(frozen=True, slots=True)
class Asked:
    """The officer is asked; `message_id` is what tells him, 0 where he cannot be written to."""

    finding_id: int
    number: str
    message_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What the report counts about one officer: (label, figure), zeros left out."""

    period: str
    lines: tuple[tuple[str, str], ...]


def counts_of(connection: sqlite3.Connection, asking: Asking, officer_id: int) -> Counts | Refused:
    """What is counted about an officer; `asking` types the period."""
    report = shipped_reports().named(TEST)
    assert report is not None
    found = run_report(connection, report, asking)
    if not isinstance(found, Result):
        return found
    place = found.place("officer_id")
    for row, texts in zip(found.rows, texts_of(found), strict=True):
        if row[place] == officer_id:
            told = dict(zip([found.columns[n].name for n in found.shown], texts, strict=True))
            return Counts(found.foot.period, _lines(found, told))
    return Refused((f"Nothing is counted about this officer in {found.foot.period}.",))


def ask_officer(book: Book, actor: Actor, officer_id: int, typed: Mapping[str, str]) -> (
    Asked | Refused
):  # fmt: skip
    """Write to him what was counted, and until when he may answer; a finding keeps the place.

    `typed` is what the report is asked with (period). Raises Missing.
    """
    asking = Asking(book.path, actor.now, {**typed, "threshold": "1"})
    counts = counts_of(book.reader(), asking, officer_id)
    if isinstance(counts, Refused):
        return counts
    with book.action(actor, ASK, f"officer:{officer_id}") as tx:
        asked = _ask(tx, officer_id, counts)
        if isinstance(asked, Refused):
            tx.abandon()
        return asked


def enter_answer(book: Book, actor: Actor, officer_id: int, words: str) -> Noted | Refused:
    """What he said: it stands beside the counts. Refused where he was not asked."""
    row = _open(book.reader(), officer_id)
    if row is None:
        return Refused(("He was not asked: ask him first.",))
    return answer_finding(book, actor, row[0], words)


def add_to_answer(book: Book, actor: Actor, officer_id: int, words: str) -> Noted | Refused:
    """What he writes himself: it stands below what he said before, which no mail can replace."""
    row = _open(book.reader(), officer_id)
    if row is None:
        return Refused(("Nothing is asked of him, or the finding is closed.",))
    return answer_finding(book, actor, row[0], "\n".join(filter(None, (row[1], words))))


def _open(connection: sqlite3.Connection, officer_id: int) -> tuple[int, str] | None:
    """The finding by which he is asked, and what he has said so far."""
    row = connection.execute(
        "SELECT id, answer FROM audit_finding WHERE test = ? AND officer_id = ? "
        "AND state <> 'closed' ORDER BY id DESC LIMIT 1",
        (TEST, officer_id),
    ).fetchone()
    return (int(row[0]), str(row[1])) if row else None


def _lines(found: Result, told: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    labels = {column.name: column.label for column in found.columns}
    return tuple((labels[name], told[name]) for name in COUNTED if told[name] not in ("", "0"))


def _ask(tx: "Transaction", officer_id: int, counts: Counts) -> Asked | Refused:
    from storage.queries.messages.telling import officer_reach

    reach = officer_reach(tx.connection, officer_id)
    if reach is None:
        return Refused(("There is no such officer.",))
    lines = [f"{label}: {figure}" for label, figure in counts.lines]
    days = int(setting(tx.connection, DAYS, USUAL_DAYS))
    calendar = Calendar(agency_zone(tx.connection))
    until = calendar.local_iso(tx.now + days * DAY)
    new = NewFinding(
        title=f"Early warning, {counts.period}", test=TEST, exception=f"officer {officer_id}",
        owner=tx.who, due_on=until, words="; ".join(lines), officer_id=officer_id,
    )  # fmt: skip
    row = raise_in(tx, new)
    if isinstance(row, Refused):
        return row
    row.asked_at = tx.now
    tx.save(row)
    message = _queue(tx, row, lines, counts.period, until)
    told = "is asked" if message else "cannot be written to: tell him"
    return Asked(row.id, row.number, message, f"{reach.name} {told} (finding {row.number})")


def _queue(
    tx: "Transaction", row: "AuditFinding", lines: Sequence[str], period: str, until: str
) -> int:
    from coordinator.actions.messages.how_to_answer import word_for
    from coordinator.actions.messages.queueing import LIFE_SECONDS, Said, queue
    from coordinator.actions.messages.recipients import Recipient, route
    from coordinator.rules.message_words import Audience, Event
    from coordinator.rules.words import Channel
    from notify.replies import Word
    from storage.queries.messages.telling import agency_facts, officer_reach

    reach = officer_reach(tx.connection, row.officer_id or 0)
    assert reach is not None
    recipient = Recipient(Audience.OFFICER, reach, *route(tx.connection, reach))
    by_text = f"Reply {word_for(tx.connection, Word.ANSWER)} and your own words."
    by_mail = "Answer this mail in your own words."
    values = {
        "period": period, "list": "\n".join(lines), "what": ", ".join(lines), "expires": until,
        "answer": by_mail if recipient.channel == Channel.EMAIL else by_text,
    }  # fmt: skip
    said = Said(Event.WARNING, values, tx.now + LIFE_SECONDS)
    message = queue(tx, said, recipient, agency_facts(tx.connection))
    return message.id if message is not None and message.channel != Channel.NONE else 0
