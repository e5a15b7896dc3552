"""Findings of audits: raised, given to somebody, answered, closed with evidence, opened again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from coordinator.actions.results import Actor, Refused
from coordinator.rules.request_words import FileKind
from coordinator.rules.spans import Calendar
from coordinator.rules.words import FindingState
from storage.database import Book
from storage.models import AuditFinding
from storage.queries.oversight.findings import open_about
from storage.queries.staffing.facts import agency_zone
from storage.transaction import Transaction

RAISE, ASSIGN, ANSWER, CLOSE, REOPEN = (
    "raise finding", "assign finding", "answer finding", "close finding", "reopen finding",
)  # fmt: skip
TABLE: Final = "audit_finding"


@dataclass(frozen=True, slots=True)
class NewFinding:
    """What was found. `test` and `exception` say which row of the self-audit it is about, both
    empty where it was found otherwise. `due_on` is a local date (ISO)."""

    title: str
    test: str = ""
    exception: str = ""
    ground: str = ""
    owner: str = ""
    due_on: str = ""
    words: str = ""
    officer_id: int | None = None
    detail_id: int | None = None
    employer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """What was written on a finding; `state` is its own now."""

    id: int
    number: str
    state: str
    sentence: str


def raise_finding(book: Book, actor: Actor, new: NewFinding) -> Noted | Refused:
    """Write a finding down. Refused where one about the same exception is open."""
    with book.action(actor, RAISE, "agency:1") as tx:
        row = raise_in(tx, new)
        if isinstance(row, Refused):
            tx.abandon()
            return row
        tx.subject = f"{TABLE}:{row.id}"
        over = (
            f" · its due date {new.due_on} is past already"
            if "" < new.due_on < row.found_on
            else ""
        )
        return _noted(row, f"Finding {row.number}: {row.title}{over}")


def raise_in(tx: Transaction, new: NewFinding) -> AuditFinding | Refused:
    """The same, as part of the action under way."""
    if not new.title.strip():
        return Refused(("A finding needs a title: what was found.",))
    if new.due_on and _day(new.due_on) is None:
        return Refused((f"'{new.due_on}' is not a date such as 2026-07-01.",))
    known = open_about(tx.connection, new.test, new.exception) if new.test else ""
    if known:
        return Refused((f"Finding {known} is about this already.",))
    return tx.add(
        AuditFinding(
            number=_number(tx),
            test=new.test,
            exception=new.exception,
            title=new.title.strip(),
            ground=new.ground.strip(),
            officer_id=new.officer_id,
            detail_id=new.detail_id,
            employer_id=new.employer_id,
            found_on=_today(tx),
            found_by=tx.who,
            owner=new.owner.strip(),
            due_on=new.due_on or None,
            words=new.words.strip(),
        )
    )


def assign_finding(
    book: Book, actor: Actor, finding: int, *, owner: str, due_on: str = ""
) -> Noted | Refused:
    """Say who answers for it, and until when (a local date)."""
    if not owner.strip():
        return Refused(("Say who answers for it.",))
    if due_on and _day(due_on) is None:
        return Refused((f"'{due_on}' is not a date such as 2026-07-01.",))
    fields = {"owner": owner.strip()} | ({"due_on": due_on} if due_on else {})
    until = f", until {due_on}" if due_on else ""
    return _write(book, actor, finding, ASSIGN, fields, f"{owner.strip()} answers for it{until}")


def answer_finding(book: Book, actor: Actor, finding: int, words: str) -> Noted | Refused:
    """What whoever answers for it said, or the officer whom it is about."""
    if not words.strip():
        return Refused(("The answer is empty.",))
    fields = {
        "answer": words.strip(), "answered_at": actor.now, "state": FindingState.ANSWERED,
    }  # fmt: skip
    return _write(book, actor, finding, ANSWER, fields, "answered")


def close_finding(
    book: Book,
    actor: Actor,
    finding: int,
    *,
    done: str,
    evidence: str = "",
    paper: Path | None = None,
    by: str = "",
) -> Noted | Refused:
    """What was done, and what shows it; `paper` is kept with the finding. Raises BookError."""
    if not done.strip():
        return Refused(("Say what was done.",))
    if not evidence.strip() and paper is None:
        return Refused(("Say what shows that it is done, or give the paper that does.",))
    fields = {
        "done": done.strip(), "evidence": evidence.strip(), "state": FindingState.CLOSED,
        "closed_at": actor.now, "closed_by": by.strip() or actor.name,
    }  # fmt: skip
    return _write(book, actor, finding, CLOSE, fields, "closed", paper)


def reopen_finding(book: Book, actor: Actor, finding: int, why: str) -> Noted | Refused:
    """It was closed too soon; what was done stays on it, and why is added to its words."""
    if not why.strip():
        return Refused(("Opening a finding again needs a reason.",))
    with book.action(actor, REOPEN, f"{TABLE}:{finding}", why.strip()) as tx:
        row = tx.get(AuditFinding, finding)
        if row.state != FindingState.CLOSED:
            tx.abandon()
            return Refused((f"Finding {row.number} is not closed.",))
        row.state, row.closed_at, row.closed_by = FindingState.OPEN, None, ""
        row.words = "\n".join(filter(None, (row.words, f"opened again: {why.strip()}")))
        tx.save(row)
        return _noted(row, f"Finding {row.number} is open again")


def _write(
    book: Book,
    actor: Actor,
    finding: int,
    verb: str,
    fields: Mapping[str, Any],
    said: str,
    paper: Path | None = None,
) -> Noted | Refused:
    with book.action(actor, verb, f"{TABLE}:{finding}") as tx:
        row = tx.get(AuditFinding, finding)
        if row.state == FindingState.CLOSED:
            tx.abandon()
            return Refused((f"Finding {row.number} is closed: open it again first.",))
        kept = _keep(tx, book, row, paper) if paper is not None else ""
        if isinstance(kept, Refused):
            tx.abandon()
            return kept
        for column, value in fields.items():
            setattr(row, column, value)
        row.evidence = "; ".join(filter(None, (row.evidence, kept)))
        tx.save(row)
        return _noted(row, f"Finding {row.number} {said}")


def _keep(tx: Transaction, book: Book, row: AuditFinding, path: Path) -> str | Refused:
    """Keep the paper that shows it; the words that name it."""
    from coordinator.actions.book.kept_files import NewPaper, keep_in, paper_at

    new = NewPaper(f"{TABLE}:{row.id}", FileKind.OTHER, "", b"", words="evidence")
    found = paper_at(tx.connection, new, path)
    kept = found if isinstance(found, Refused) else keep_in(tx, book.path, found)
    return kept if isinstance(kept, Refused) else f"file {kept.id}, SHA-256 {kept.sha256[:16]}"


def _noted(row: AuditFinding, sentence: str) -> Noted:
    return Noted(row.id, row.number, row.state, f"{sentence} · u undoes")


def _number(tx: Transaction) -> str:
    year = tx.marked(f"{_today(tx)[2:4]}")
    return f"F{year}-{tx.next_number(f'finding-{year}'):04d}"


def _today(tx: Transaction) -> str:
    return Calendar(agency_zone(tx.connection)).local_iso(tx.now)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
