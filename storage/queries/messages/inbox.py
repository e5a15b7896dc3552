"""What came in, as the Inbox shows it: who wrote what, what was understood, why it waits."""

import sqlite3
import zlib
from dataclasses import dataclass

from storage.queries.lists import Listing

WORD = "iif(json_valid(received.meaning), json_extract(received.meaning, '$.word'), '')"
"""The command that was understood (a word of notify.replies.Word), or nothing."""

_NAME = """coalesce(officer.last_name || ', ' || officer.first_name, contact.name,
        employer.name, '')"""

_OF_QUESTION = """iif(approval_request.subject GLOB 'position:[0-9]*',
        CAST(substr(approval_request.subject, 10) AS INTEGER), NULL)"""
"""The position about which whoever decides was asked."""


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """One mail or text that came in. Instants are UTC seconds; `name` is empty for a stranger.

    `word` is the command that was understood, `meaning` all of it as JSON, `reason` why it waits.
    """

    id: int
    state: str
    channel: str
    source: str
    address: str
    name: str
    officer_id: int | None
    contact_id: int | None
    employer_id: int | None
    subject: str
    text: str
    word: str
    meaning: str
    code: str
    position_id: int | None
    position: str
    detail_id: int | None
    detail: str
    starts_at: int | None
    approval_id: int | None
    received_at: int
    read_at: int
    reason: str
    settled_by: str
    settled_at: int | None
    question: str
    """What he was asked who decides; empty where it answers no such question."""

    @property
    def known(self) -> bool:
        """Whether it is known who wrote it."""
        return (self.officer_id or self.contact_id or self.employer_id) is not None


RECEIVED: Listing[ReceivedLine] = Listing(
    make=ReceivedLine,
    key="received.id",
    columns=f"""received.id, received.state, received.channel, received.source, received.address,
        {_NAME}, received.officer_id, received.contact_id, received.employer_id,
        received.subject, received.text, coalesce({WORD}, ''), received.meaning, received.code,
        position.id, coalesce(position.number, ''), detail.id,
        coalesce(detail.number, ''), detail.starts_at, received.approval_id,
        received.received_at, received.read_at, received.reason, received.settled_by,
        received.settled_at, coalesce(approval_request.words, '')""",
    tables="received LEFT JOIN officer ON officer.id = received.officer_id"
    " LEFT JOIN contact ON contact.id = received.contact_id"
    " LEFT JOIN employer ON employer.id = received.employer_id"
    " LEFT JOIN approval_request ON approval_request.id = received.approval_id"
    f" LEFT JOIN position ON position.id = coalesce(received.position_id, {_OF_QUESTION})"
    " LEFT JOIN detail ON detail.id = coalesce(received.detail_id, position.detail_id)",
    orders={
        "time": "received.received_at",
        "person": _NAME,
        "detail": "coalesce(detail.starts_at, 0)",
    },
    words=(_NAME, "received.address", "received.text", "coalesce(detail.number, '')"),
    flags={
        "waiting": "received.state = 'waiting'",
        "done": "received.state = 'done'",
        "ignored": "received.state = 'ignored'",
        "automatic": "received.state = 'automatic'",
        "unknown": "received.officer_id IS NULL AND received.contact_id IS NULL"
        " AND received.employer_id IS NULL",
        **{word: f"{WORD} = '{word}'" for word in ("yes", "no", "off", "late", "hours")},
    },
    fields={
        "says": f"{WORD} = lower(?)",
        "code": "received.code = ?",
        "by": "received.channel = lower(?)",
    },
)


@dataclass(frozen=True, slots=True)
class Maybe:
    """Who may have written it: a table, its row, the name, and what speaks for it."""

    table: str
    record: int
    name: str
    why: str


def received_line(connection: sqlite3.Connection, received_id: int) -> ReceivedLine | None:
    """One mail or text as the list shows it."""
    found = connection.execute(
        f"SELECT {RECEIVED.columns} FROM {RECEIVED.tables} WHERE received.id = ?", (received_id,)
    ).fetchone()
    return ReceivedLine(*found) if found else None


@dataclass(frozen=True, slots=True)
class MailboxRead:
    """When a source of answers was last read (UTC seconds), and what was wrong with it then."""

    read_at: int
    trouble: str


def mailboxes_read(connection: sqlite3.Connection) -> dict[str, MailboxRead]:
    """Source → how the last look into it went."""
    rows = connection.execute("SELECT source, read_at, trouble FROM mailbox_mark")
    return {source: MailboxRead(at, trouble) for source, at, trouble in rows}


def raw_head(connection: sqlite3.Connection, received_id: int) -> str:
    """The headers as they came, up to the first empty line; empty where nothing raw is kept."""
    found = connection.execute(
        "SELECT data FROM raw_mail WHERE received_id = ?", (received_id,)
    ).fetchone()
    if found is None:
        return ""
    raw = zlib.decompress(found[0])
    head = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return head.decode("utf-8", "replace")


def who_may_it_be(connection: sqlite3.Connection, received_id: int) -> tuple[Maybe, ...]:
    """Whose the code is, and who has that address or number, each once."""
    found: dict[tuple[str, int], Maybe] = {}
    for row in connection.execute(_CANDIDATES, {"id": received_id}):
        found.setdefault((row[0], row[1]), Maybe(*row))
    return tuple(found.values())


# The last nine digits tell a telephone, however its country is written.
_SAME_NUMBER = """
length(it.digits) >= 7 AND
substr(replace(replace(replace(replace(replace({phone}, ' ', ''), '-', ''), '(', ''), ')', ''),
       '.', ''), -9) = it.digits
"""
_SAME_MAIL = "it.address <> '' AND {mail} = it.address COLLATE NOCASE"
_CANDIDATES = f"""
WITH it AS (
  SELECT address, code,
         substr(replace(replace(replace(replace(replace(address, ' ', ''), '-', ''), '(', ''),
                ')', ''), '.', ''), -9) AS digits
  FROM received WHERE id = :id
)
SELECT 'officer', officer.id, officer.last_name || ', ' || officer.first_name
       || ' #' || officer.badge, 'the code is his'
FROM it JOIN reply_code ON reply_code.code = it.code
JOIN officer ON officer.id = reply_code.officer_id
UNION ALL
SELECT 'contact', contact.id, contact.name, 'the code is his'
FROM it JOIN reply_code ON reply_code.code = it.code
JOIN contact ON contact.id = reply_code.contact_id
UNION ALL
SELECT 'officer', officer.id, officer.last_name || ', ' || officer.first_name
       || ' #' || officer.badge, 'has this address'
FROM it JOIN officer ON ({_SAME_MAIL.format(mail="officer.email")})
  OR ({_SAME_NUMBER.format(phone="officer.phone")})
UNION ALL
SELECT 'contact', contact.id, contact.name || ', ' || employer.name, 'has this address'
FROM it JOIN contact ON ({_SAME_MAIL.format(mail="contact.email")})
  OR ({_SAME_NUMBER.format(phone="contact.phone")})
JOIN employer ON employer.id = contact.employer_id
UNION ALL
SELECT 'employer', employer.id, employer.name, 'has this address'
FROM it JOIN employer ON ({_SAME_MAIL.format(mail="employer.email")})
  OR ({_SAME_NUMBER.format(phone="employer.phone")})
LIMIT 20
"""
