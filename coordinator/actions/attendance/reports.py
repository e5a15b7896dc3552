"""What an officer mails about his detail becomes its after-action report, once somebody read it."""

import zlib
from dataclasses import dataclass
from sqlite3 import Connection
from typing import TYPE_CHECKING

from coordinator.actions.results import Actor, Refused
from coordinator.rules.message_words import ReceivedState
from coordinator.rules.request_words import FileKind, NoteKind
from storage.database import Book
from storage.errors import Missing

if TYPE_CHECKING:
    from notify.mail_files import MailFile
    from storage.models import Received
    from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Reported:
    """The mail is a note of the detail; `left_out` says of each file that was not kept why."""

    note_id: int
    detail_id: int
    files: int
    left_out: tuple[str, ...]
    sentence: str


def file_report(
    book: Book, actor: Actor, received_id: int, detail_id: int | None = None
) -> Reported | Refused:
    """Keep what waits in the Inbox as a report on the detail that it is about, or on the one named.

    Its words become a note, its pictures and papers files of the detail; all of it one action.
    Raises Missing.
    """
    # Imported late: writing needs the models, which cost more than the first screen.
    from coordinator.actions.book.notes import NoteSays, note_in
    from storage.models import Received

    files = _files(book.reader(), received_id)
    with book.action(actor, "file report", f"received:{received_id}") as tx:
        received = tx.get(Received, received_id)
        which = detail_id or received.detail_id
        refused = _refusal(received, which)
        if refused is not None or which is None:
            tx.abandon()
            return refused or Refused(())
        number = _number(tx.connection, which)
        subject = f"detail:{which}"
        note = note_in(tx, subject, _text(tx.connection, received), NoteSays(NoteKind.AFTER_ACTION))
        kept, left_out = _keep(tx, book, subject, received, files)
        received.state, received.detail_id = ReceivedState.DONE, which
        received.settled_by, received.settled_at, received.reason = tx.who, tx.now, ""
        tx.save(received)
        counted = f"{kept} file{'' if kept == 1 else 's'}"
        more = f", left out: {' '.join(left_out)}" if left_out else ""
        sentence = f"Report on {number} with {counted}{more}"
        return Reported(int(note.id or 0), which, kept, left_out, sentence)


def _refusal(received: "Received", detail_id: int | None) -> Refused | None:
    if received.state != ReceivedState.WAITING:
        return Refused((f"It is {received.state} already.",))
    if received.officer_id is None:
        return Refused(("No officer is known to have written it: say who, then file it.",))
    if detail_id is None:
        return Refused(("It answers none of our messages: say which detail it is about.",))
    return None


def _number(connection: Connection, detail_id: int) -> str:
    found = connection.execute("SELECT number FROM detail WHERE id = ?", (detail_id,)).fetchone()
    if found is None:
        raise Missing(f"no detail with id {detail_id}")
    return str(found[0])


def _text(connection: Connection, received: "Received") -> str:
    """His words, and whose they are by badge: a note is not closed when somebody is redacted."""
    badge = connection.execute(
        "SELECT badge FROM officer WHERE id = ?", (received.officer_id,)
    ).fetchone()[0]
    words = "\n".join(filter(None, (received.subject.strip(), received.text.strip())))
    return f"#{badge} by {received.channel}: {words or '(no words)'}"


def _files(connection: Connection, received_id: int) -> "tuple[MailFile, ...]":
    from notify.mail_files import files_in

    row = connection.execute(
        "SELECT data, cut FROM raw_mail WHERE received_id = ?", (received_id,)
    ).fetchone()
    return files_in(zlib.decompress(row[0]), cut=bool(row[1])) if row else ()


def _keep(
    tx: "Transaction", book: Book, subject: str, received: "Received", files: "tuple[MailFile, ...]"
) -> tuple[int, tuple[str, ...]]:
    """How many files were kept, and why the others were not."""
    from coordinator.actions.book.kept_files import NewPaper, keep_in

    kept, left_out = 0, []
    for file in files:
        new = NewPaper(subject, FileKind.PICTURE, file.name, file.data, received_id=received.id)
        done = keep_in(tx, book.path, new)
        if isinstance(done, Refused):
            left_out.append(done.sentence)
        else:
            kept += 1
    cut = _was_cut(tx.connection, int(received.id or 0))
    return kept, (
        *left_out,
        *(("The mail was too long: its last file is missing.",) if cut else ()),
    )


def _was_cut(connection: Connection, received_id: int) -> bool:
    """Whether only the beginning of a mail was kept."""
    row = connection.execute(
        "SELECT cut FROM raw_mail WHERE received_id = ?", (received_id,)
    ).fetchone()
    return bool(row and row[0])
