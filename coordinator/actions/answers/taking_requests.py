"""Mails that bring a request: a form's block in the text, its file or its PDF attached.

What names a known employer comes in by itself only from an address of his. Anything that cannot be
read, was changed on its way, or is handed on by somebody else waits for the coordinator, who takes
it in by accepting it.
"""

import re
import sqlite3
import zlib
from dataclasses import dataclass
from pathlib import Path

from coordinator.actions.answers.answers import Done, Waits
from coordinator.actions.answers.understanding import Read
from coordinator.actions.answers.who_wrote import Sender, who_has
from coordinator.actions.requests.form_requests import BroughtFile, FormTaken, take_brought, why_not
from coordinator.actions.requests.linking import who_asks
from coordinator.actions.results import Refused
from coordinator.rules.message_words import Audience
from coordinator.rules.request_words import RequestSource
from coordinator.rules.words import Channel
from notify.incoming import Incoming
from notify.mail_files import files_in
from notify.replies import NotUnderstood
from storage.imports.requests.brought import Brought
from storage.imports.requests.files import PDF, read_file, read_text
from storage.models import Received
from storage.transaction import Transaction

_MAY_HOLD = re.compile(rb"\.json|\.pdf|application/(?:json|pdf)", re.IGNORECASE)
_HEARD = "Your request is received. The coordinator reads it and answers you."


@dataclass(frozen=True, slots=True)
class MailedRequest:
    """The request that a mail brings, and what else is attached. `several`: it brings more."""

    brought: Brought
    source: RequestSource
    papers: tuple[BroughtFile, ...] = ()
    several: bool = False
    cut: bool = False


def request_in(raw: bytes, text: str, *, cut: bool = False) -> MailedRequest | None:
    """The request in a mail; `text` is what its writer wrote himself. None where there is none."""
    found: list[tuple[Brought, RequestSource]] = []
    if (block := read_text(text)) is not None:
        found.append((block, RequestSource.FORM))
    papers = []
    for file in files_in(raw, cut=cut) if _MAY_HOLD.search(raw) else ():
        brought = read_file(file.data)
        if brought is None:
            papers.append(BroughtFile(file.name, file.data))
        else:
            source = RequestSource.PDF if file.data.startswith(PDF) else RequestSource.FORM
            found.append((brought, source))
    if not found:
        return None
    if not _MAY_HOLD.search(raw):
        papers = [BroughtFile(file.name, file.data) for file in files_in(raw, cut=cut)]
    whole = [each for each in found if not each[0].problems] or found
    several = len({each.digest for each, _ in whole if each.digest}) > 1
    return MailedRequest(*whole[0], tuple(papers), several, cut)


def request_of(connection: sqlite3.Connection, received: Received) -> MailedRequest | None:
    """The request in a mail that was taken in; None where it brings none."""
    row = connection.execute(
        "SELECT data, cut FROM raw_mail WHERE received_id = ?", (received.id,)
    ).fetchone()
    if row is None or received.channel != Channel.EMAIL:
        return None
    return request_in(zlib.decompress(row[0]), received.text, cut=bool(row[1]))


def read_ahead(connection: sqlite3.Connection, received_id: int) -> None:
    """Read a mail's files before a transaction in which they are wanted: a PDF takes a while."""
    row = connection.execute(
        "SELECT raw_mail.data, raw_mail.cut, received.text FROM raw_mail "
        "JOIN received ON received.id = received_id WHERE received_id = ? AND channel = 'email'",
        (received_id,),
    ).fetchone()
    if row is not None:
        request_in(zlib.decompress(row[0]), row[2], cut=bool(row[1]))


def asking(connection: sqlite3.Connection, incoming: Incoming, mailed: MailedRequest) -> Read:
    """The mail as it is understood: who wrote it, or that only his form says who he is."""
    people = who_has(connection, incoming.channel, incoming.address)
    name = mailed.brought.lines.get("asker", "") or mailed.brought.lines.get("firm", "")
    # A stranger hears the number too; whoever has no one address hears nothing.
    stranger = Sender(name, "request form", Audience.EMPLOYER) if incoming.address else None
    return Read(incoming, NotUnderstood(""), people[0] if len(people) == 1 else stranger)


def take_request(
    tx: Transaction, book: Path, received: Received, read: Read, mailed: MailedRequest
) -> Done | Waits:
    """Take in what a mail brings, within the action that takes in the mail."""
    waits = _why_waiting(tx.connection, read, mailed)
    return waits if waits is not None else enter_mailed(tx, book, received, mailed, changed=False)


def enter_mailed(
    tx: Transaction, book: Path, received: Received, mailed: MailedRequest, *, changed: bool
) -> Done | Waits:
    """Enter the request of a mail; `changed`: as it stands, whatever its sums say."""
    known = _known(tx.connection, mailed.brought.digest)
    if known is not None:
        received.request_id = known[0]
        return Done(f"Your request came in before: it is number {known[1]}.")
    subject = tx.subject
    done = take_brought(
        tx,
        book,
        mailed.brought,
        mailed.source,
        changed=changed,
        received_id=received.id,
        requested_at=received.received_at,
        papers=mailed.papers,
    )
    if isinstance(done, Refused):
        return Waits(f"It brings a request that cannot be entered: {done.sentence}", _HEARD)
    tx.subject = subject
    received.request_id = done.request_id
    return Done(_heard(done, mailed))


def _heard(done: FormTaken, mailed: MailedRequest) -> str:
    lost = [note for note in done.notes if note.startswith("not kept")]
    if mailed.cut:
        lost.append("the mail was too long: please send its last papers again, one by one")
    kept = f" {done.papers} paper(s) are with it." if done.papers else ""
    more = f" Please note: {'; '.join(lost)}." if lost else ""
    return (
        f"Received: your request is number {done.number}.{kept} We tell you what we decide.{more}"
    )


def _why_waiting(connection: sqlite3.Connection, read: Read, mailed: MailedRequest) -> Waits | None:
    if read.incoming.forwarded:
        return Waits("It hands on a request form: accept it to take it in.")
    if mailed.several:
        return Waits("It brings more than one request: take them in one by one.", _HEARD)
    if problems := why_not(mailed.brought):
        return Waits(f"It brings a request. {' '.join(problems)}", _HEARD)
    named = _named_by_stranger(connection, read, mailed.brought)
    if named:
        words = f"It asks in the name of {named}, from an address that is not theirs: accept it?"
        return Waits(words, _HEARD)
    return None


def _named_by_stranger(connection: sqlite3.Connection, read: Read, brought: Brought) -> str:
    """The known employer for whom a form asks that came from no address of his."""
    lines = brought.lines
    meant = who_asks(connection, lines["firm"], lines["asker"], lines["phone"], lines["email"])
    sure = {each.employer_id: each.employer for each in meant if each.sure}
    mine = who_asks(connection, "", "", "", read.incoming.address)
    own = {each.employer_id for each in mine}
    return "" if not sure or own & set(sure) else next(iter(sure.values()))


def _known(connection: sqlite3.Connection, digest: str) -> tuple[int, str] | None:
    if not digest:
        return None
    row = connection.execute(
        "SELECT id, number FROM request WHERE digest = ?", (digest,)
    ).fetchone()
    return (row[0], row[1]) if row else None
