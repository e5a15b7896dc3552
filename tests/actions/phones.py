"""The officers' telephones and mailboxes: what a test sends, and what comes back."""

from itertools import count

from coordinator.actions.answers.reply_codes import code_of_employer, code_of_officer
from coordinator.actions.answers.taking_in import TakenIn, take_in
from coordinator.actions.results import Actor
from notify.incoming import Incoming, Writer
from storage.database import Book
from tests.screens.town import NOW

DESK = "Pat Coordinator"
PAT = Actor(DESK, NOW)
FIRST, SECOND, THIRD = 11, 12, 13
"""Officers of the town who hold nothing ahead."""
Held = tuple[int, str, int, int, int]
"""A seat that an officer holds: his id, the code, assignment, start, end."""
STRICT = """
name = "Strict"
effective_on = 2026-01-01
[[rotation]]
[[rotation.key]]
by = "seniority"
[[call_off]]
number = "14.2"
name = "giving back"
mode = "telephone"
grace_minutes = 60
text = "Members telephone."
"""
_NUMBERS = count(1)


def number_of(officer: int) -> str:
    """The telephone of the town's officer of that id."""
    return f"+1617555{officer - 1:04d}"


def mail_of(officer: int) -> str:
    return f"officer{officer - 1}@rivermouth.example"


def sms(text: str, sender: str, at: int = NOW, **more: object) -> Incoming:
    facts: dict[str, object] = {
        "key": f"sms-{next(_NUMBERS)}", "channel": "sms", "source": "test", "address": sender,
        "subject": "", "text": text, "sent_at": at, "received_at": at, "raw": text.encode(),
    } | more  # fmt: skip
    return Incoming(**facts)  # type: ignore[arg-type]


def mail(text: str, sender: str, at: int = NOW, **more: object) -> Incoming:
    facts: dict[str, object] = {
        "key": f"mail-{next(_NUMBERS)}@x", "channel": "email", "subject": "Re: detail",
    } | more  # fmt: skip
    return sms(text, sender, at, **facts)


def machine(text: str, sender: str, **more: object) -> Incoming:
    return mail(text, sender, **({"writer": Writer.MACHINE} | more))


def take(book: Book, *incoming: Incoming, now: int = NOW) -> TakenIn:
    return take_in(book, DESK, now, incoming)


def say(book: Book, officer: int, text: str, at: int = NOW) -> str:
    """An officer texts; what he gets back, or nothing."""
    take(book, sms(text, number_of(officer), at), now=at)
    return answer_of(book)


def answer_of(book: Book) -> str:
    """What the writer of the last message hears."""
    row = book.reader().execute(
        "SELECT coalesce(message.body, '') FROM received LEFT JOIN message "
        "ON message.id = answer_id ORDER BY received.id DESC LIMIT 1"
    ).fetchone()  # fmt: skip
    return str(row[0])


def state_of(book: Book) -> tuple[str, str]:
    """State and reason of what came in last."""
    row = book.reader().execute("SELECT state, reason FROM received ORDER BY id DESC").fetchone()
    return row[0], row[1]


def one(book: Book, sql: str, *values: object) -> object:
    """The first column of the first row, or None."""
    row = book.reader().execute(sql, values).fetchone()
    return row[0] if row else None


def code_for(book: Book, officer: int, position: int, at: int = NOW) -> str:
    with book.action(Actor(DESK, at), "draw code", f"position:{position}") as tx:
        return code_of_officer(tx, officer, position).code


def code_of_boss(book: Book, detail: int, contact: int, at: int = NOW) -> str:
    with book.action(Actor(DESK, at), "draw code", f"detail:{detail}") as tx:
        employer = tx.connection.execute(
            "SELECT employer_id FROM contact WHERE id = ?", (contact,)
        ).fetchone()[0]  # fmt: skip
        return code_of_employer(tx, detail, employer, contact).code


def coming(book: Book, officer: int = 0) -> tuple[int, int, int, int, int]:
    """The next detail of an officer, or of anybody: assignment, position, officer, start, end."""
    row = book.reader().execute(
        "SELECT assignment.id, position_id, officer_id, assignment.starts_at, assignment.ends_at "
        "FROM assignment WHERE state = 'confirmed' AND starts_at > ? AND ? IN (0, officer_id) "
        "ORDER BY starts_at LIMIT 1",
        (NOW, officer),
    ).fetchone()  # fmt: skip
    return tuple(row)


def open_seat(book: Book) -> int:
    """A position of the coming week that nobody holds."""
    row = book.reader().execute(
        "SELECT position.id FROM position WHERE starts_at > ? AND NOT EXISTS (SELECT 1 FROM "
        "assignment WHERE position_id = position.id AND state IN ('assigned', 'confirmed')) "
        "ORDER BY starts_at LIMIT 1",
        (NOW + 86_400,),
    ).fetchone()  # fmt: skip
    return int(row[0])


def holder(book: Book, position: int) -> object:
    """The officer who holds a position, or None."""
    return one(
        book, "SELECT officer_id FROM assignment WHERE position_id = ? "
        "AND state IN ('assigned', 'confirmed')", position,
    )  # fmt: skip


def offers(book: Book, position: int) -> list[str]:
    """The states of the offers of a position, as they were made."""
    rows = book.reader().execute(
        "SELECT state FROM offer WHERE position_id = ? ORDER BY id", (position,)
    )
    return [state for (state,) in rows]
