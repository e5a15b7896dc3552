"""MINE, HELP, STOP and START: what is told, and whether anything may be written at all."""

import sqlite3
from datetime import datetime

from coordinator.actions.answers.answers import Asked, Done, Waits, zone_of
from coordinator.actions.answers.who_wrote import Sender, spellings
from coordinator.actions.distribution.expected_pay import PayOnDemand
from coordinator.actions.messages.how_to_answer import own_words
from coordinator.actions.messages.rerouting import take_elsewhere
from coordinator.rules.words import Channel, ConsentState
from notify.replies import Word
from notify.times import short_span
from storage.models import Consent
from storage.queries.messages.consents import queued_to
from storage.queries.messages.telling import agency_facts
from storage.queries.staffing.facts import LIVE
from storage.transaction import Transaction

SHOWN_DETAILS = 3
"""Next details that MINE names: what fits into a few text messages."""

_HELP = (
    (Word.YES, "{} or {no} code"),
    (Word.OFF, "{} code SICK"),
    (Word.LATE, "{} code 20"),
    (Word.IN, "{} or {out} code"),
    (Word.HOURS, "{} code 0800-1215"),
    (Word.AVAILABLE, "{} SAT 0800-1600"),
    (Word.SWAP, "{} code badge"),
    (Word.MINE, "{}"),
    (Word.STOP, "{}"),
)
_HELP_EMPLOYER = (
    (Word.SEEN, "{} code"),
    (Word.HOURS, "{} code 0800-1215"),
    (Word.SCORE, "{} code 1-5"),
    (Word.STOP, "{}"),
)


def helped(asked: Asked) -> Done:
    """The commands, in the agency's own words."""
    return Done(help_words(asked.connection, asked.sender))


def help_words(connection: sqlite3.Connection, sender: Sender) -> str:
    """The commands that this person may send."""
    words = own_words(connection)
    named = {str(word): words[word][0].upper() for word in Word}
    lines = _HELP if sender.officer_id is not None else _HELP_EMPLOYER
    listed = [form.format(named[word], **named) for word, form in lines]
    return f"Send: {', '.join(listed)}."


def mine(asked: Asked) -> Done | Waits:
    """The officer's next details, and the hours and the money of the month."""
    zone = zone_of(asked.connection)
    rows = asked.connection.execute(
        "SELECT detail.number, a.starts_at, a.ends_at, site.name FROM assignment AS a "
        "JOIN position ON position.id = position_id JOIN detail ON detail.id = detail_id "
        f"JOIN site ON site.id = site_id WHERE officer_id = ? AND a.{LIVE} AND a.ends_at > ? "
        "AND a.state <> 'worked' ORDER BY a.starts_at LIMIT ?",
        (asked.officer_id, asked.tx.now, SHOWN_DETAILS + 1),
    ).fetchall()
    lines = [f"{no} {short_span(start, end, zone)} {site}" for no, start, end, site in rows]
    more = " and more" if len(lines) > SHOWN_DETAILS else ""
    ahead = "; ".join(lines[:SHOWN_DETAILS]) or "nothing ahead"
    return Done(f"{ahead}{more}. {_month(asked)}")


def _month(asked: Asked) -> str:
    """'June: 24.5 h, 1,102.50 USD', planned hours among them."""
    zone = zone_of(asked.connection)
    now = datetime.fromtimestamp(asked.tx.now, zone)
    first = now.replace(day=1, hour=0, minute=0, second=0)
    after = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    rows = asked.connection.execute(
        "SELECT a.id, coalesce(t.ended_at - t.started_at - t.break_minutes * 60, "
        "a.ends_at - a.starts_at) FROM assignment AS a LEFT JOIN timesheet_entry AS t "
        "ON t.assignment_id = a.id AND t.state <> 'replaced' "
        f"WHERE officer_id = ? AND a.{LIVE} AND a.starts_at >= ? AND a.starts_at < ?",
        (asked.officer_id, int(first.timestamp()), int(after.timestamp())),
    ).fetchall()
    pay = PayOnDemand(asked.connection)
    cents = sum(round(pay[row] * 100) for row, _ in rows)
    hours = sum(seconds for _, seconds in rows) / 3600
    money = f", {cents / 100:,.2f} {agency_facts(asked.connection).currency}" if cents else ""
    return f"{now:%B}: {hours:g} h{money}."


# ── consent ──────────────────────────────────────────────────────────────────────────────────


def stop(
    tx: Transaction, channel: str, address: str, at: int, sender: Sender | None, source: str = ""
) -> Done:
    """Nothing more is written to this address from now on; what has not left is taken back.

    `source` is how that is known where it did not come by this channel itself.
    """
    written = spellings(tx.connection, channel, address)
    for each in written:
        _state(tx, (channel, each), at, sender, ConsentState.WITHDRAWN, source)
    for each in written:
        take_elsewhere(tx, queued_to(tx.connection, tx.now, channel, each))
    what = "mails" if channel == Channel.EMAIL else "texts"
    return Done(f"You get no more {what} from us. START lets us write again.")


def start(
    tx: Transaction, channel: str, address: str, at: int, sender: Sender | None, source: str = ""
) -> Done:
    """The address may be written to again."""
    for each in spellings(tx.connection, channel, address):
        _state(tx, (channel, each), at, sender, ConsentState.GIVEN, source)
    return Done("We write to you here again. STOP ends it.")


def _state(
    tx: Transaction,
    where: tuple[str, str],
    at: int,
    sender: Sender | None,
    state: ConsentState,
    source: str,
) -> None:
    channel, address = where
    tx.add(
        Consent(
            officer_id=sender.officer_id if sender else None,
            contact_id=sender.contact_id if sender else None,
            channel=channel,
            address=address,
            state=state,
            stated_at=min(at, tx.now),
            source=source or ("mail" if channel == Channel.EMAIL else "text"),
        )
    )
