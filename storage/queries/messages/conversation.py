"""Everything that was said to a person and by him, in order."""

import sqlite3
from dataclasses import dataclass

from storage.queries.messages.outbox_states import LAST_ATTEMPT, STANDS

OUT, IN = "out", "in"


@dataclass(frozen=True, slots=True)
class Partner:
    """With whom one talks: an officer, a contact, or an employer with all its contacts."""

    table: str
    record: int


@dataclass(frozen=True, slots=True)
class Said:
    """One message either way. `way` is out or in, `record` the message's or answer's own id.

    `at` is when it was queued, or when it came (UTC seconds); `state` a word of STATES or
    HEARD_STATES, or of ReceivedState; `word` what an answer was understood as.
    """

    way: str
    record: int
    at: int
    channel: str
    name: str
    subject: str
    text: str
    state: str
    event: str
    detail_id: int | None
    detail: str
    word: str


_HIS = {
    "officer": "{row}.officer_id = :record",
    "contact": "{row}.contact_id = :record",
    "employer": "({row}.contact_id IN (SELECT id FROM contact WHERE employer_id = :record)"
    " OR {row}.{own})",
}
# A message of an employer's own address names it only through its detail or invoice.
_OWN_SENT = """id IN (
  SELECT message.id FROM job JOIN detail ON detail.job_id = job.id
  JOIN message ON message.detail_id = detail.id
  WHERE job.employer_id = :record AND message.audience = 'employer'
    AND message.contact_id IS NULL
  UNION ALL
  SELECT message.id FROM invoice JOIN message ON message.invoice_id = invoice.id
  WHERE invoice.employer_id = :record AND message.contact_id IS NULL)"""


def conversation(
    connection: sqlite3.Connection, partner: Partner, now: int, limit: int = 300
) -> tuple[Said, ...]:
    """The last so many messages either way, oldest first."""
    values = {"record": partner.record, "now": now, "limit": limit}
    sent = _HIS[partner.table].format(row="m", own=_OWN_SENT)
    came = _HIS[partner.table].format(row="received", own="employer_id = :record")
    rows = connection.execute(
        f"{_SENT.format(his=sent)} UNION ALL {_CAME.format(his=came)} "
        "ORDER BY 3 DESC, 1, 2 DESC LIMIT :limit",
        values,
    ).fetchall()
    return tuple(Said(*row) for row in reversed(rows))


def partner_name(connection: sqlite3.Connection, partner: Partner) -> str:
    """The name of whom one talks with; empty where he is gone."""
    row = connection.execute(_NAMES[partner.table], (partner.record,)).fetchone()
    return str(row[0]) if row else ""


def partner_of_message(connection: sqlite3.Connection, message_id: int) -> Partner | None:
    """To whom a message went; None where to nobody of the book."""
    row = connection.execute(_TO_WHOM, (message_id,)).fetchone()
    for table, record in zip(("officer", "contact", "employer"), row or (), strict=False):
        if record is not None:
            return Partner(table, record)
    return None


@dataclass(frozen=True, slots=True)
class Report:
    """What was heard of a message after it was handed over: a ReportKind, when, in what words."""

    kind: str
    at: int
    words: str


def reports(connection: sqlite3.Connection, message_id: int) -> tuple[Report, ...]:
    """Everything that was heard of a message, in order of time."""
    rows = connection.execute(
        "SELECT kind, at, words FROM delivery_report WHERE message_id = ? ORDER BY at, id",
        (message_id,),
    )
    return tuple(Report(*row) for row in rows)


_NAMES = {
    "officer": "SELECT first_name || ' ' || last_name || ' #' || badge FROM officer WHERE id = ?",
    "contact": "SELECT contact.name || ', ' || employer.name FROM contact"
    " JOIN employer ON employer.id = contact.employer_id WHERE contact.id = ?",
    "employer": "SELECT name FROM employer WHERE id = ?",
}
_TO_WHOM = """
SELECT message.officer_id, message.contact_id,
       iif(message.audience = 'employer', coalesce(job.employer_id, invoice.employer_id), NULL)
FROM message LEFT JOIN detail ON detail.id = message.detail_id
LEFT JOIN job ON job.id = detail.job_id
LEFT JOIN invoice ON invoice.id = message.invoice_id WHERE message.id = ?
"""
_SENT = f"""
SELECT '{OUT}', m.id, m.queued_at, m.channel, m.name, m.subject, m.body, {STANDS}, m.event,
       m.detail_id, coalesce(detail.number, ''), ''
FROM message AS m {LAST_ATTEMPT} LEFT JOIN detail ON detail.id = m.detail_id WHERE {{his}}
"""
_CAME = f"""
SELECT '{IN}', received.id, received.received_at, received.channel, received.address,
       received.subject, received.text, received.state, '',
       detail.id, coalesce(detail.number, ''),
       coalesce(iif(json_valid(received.meaning), json_extract(received.meaning, '$.word'), ''), '')
FROM received LEFT JOIN position ON position.id = received.position_id
LEFT JOIN detail ON detail.id = coalesce(received.detail_id, position.detail_id) WHERE {{his}}
"""
