"""The coordinator's day: every detail of a span of time, and what needs a hand now."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace

from storage.queries.staffing.jobs import DETAILS
from storage.queries.staffing.need import Need


@dataclass(frozen=True, slots=True)
class AgencyWords:
    """The agency as the screens name it."""

    name: str
    timezone: str
    currency: str


def agency_words(connection: sqlite3.Connection) -> AgencyWords:
    """The agency's name, IANA time zone and ISO currency."""
    return AgencyWords(
        *connection.execute("SELECT name, timezone, currency FROM agency WHERE id = 1").fetchone()
    )


DAY = replace(
    DETAILS,
    where="detail.starts_at > :since - 172800 AND detail.starts_at < :until"
    " AND detail.ends_at > :since",
)
"""The details that touch [since, until); none longer than two days is looked for."""


def needs(
    connection: sqlite3.Connection, now: int, today: str, soon: str, limit: int = 50
) -> tuple[Need, ...]:
    """What needs a hand, the most pressing kinds first.

    `today` and `soon` are local ISO dates: certificates that run out between them are listed.
    """
    # Imported here since the first frame does without it.
    from storage.queries.attendance.doubtful import doubtful
    from storage.queries.attendance.not_seen import alarm_minutes
    from storage.queries.book.conflicts import handover_needs
    from storage.queries.book.own_files import file_needs
    from storage.queries.messages.today_messages import answers_to_read, not_reached, troubles
    from storage.queries.messages.witness import witness_needs
    from storage.queries.oversight.needs import oversight_needs
    from storage.queries.reports.schedules import mailing_needs
    from storage.queries.requests.needs import request_needs
    from storage.queries.staffing.desk_needs import DESK_NEEDS
    from storage.queries.staffing.equipment import wanted_twice
    from storage.queries.staffing.seat_needs import CALLED_OFF, SEAT_NEEDS
    from storage.queries.staffing.series import renewals

    late = alarm_minutes(connection) * 60
    values = {"now": now, "today": today, "soon": soon, "limit": limit, "late": late}
    found = [*handover_needs(connection)]
    found += [Need(*row) for row in connection.execute(CALLED_OFF, values)]
    found += [*answers_to_read(connection), *not_reached(connection, now)]
    found += doubtful(connection, now)
    for sql in (*SEAT_NEEDS, *DESK_NEEDS):
        found += [Need(*row) for row in connection.execute(sql, values)]
    found += [*request_needs(connection, now, today, limit), *renewals(connection, today, limit)]
    found += [
        Need(
            "equipment",
            "detail",
            x.detail_id,
            x.detail_id,
            x.at,
            f"{x.code}: {x.detail} and {x.other}",
        )
        for x in wanted_twice(connection, now)[:limit]
    ]
    found += [*troubles(connection), *file_needs(connection, now)]
    found += [*witness_needs(connection, now), *mailing_needs(connection, now, today)]
    found += oversight_needs(connection, now, today)
    return (*found, *_quiet(connection), *_not_told(connection, now))


def _quiet(connection: sqlite3.Connection) -> Iterator[Need]:
    """Channels on which nothing seems to arrive any more; enter leads to the last message."""
    for row in connection.execute(_QUIET):
        yield Need("gateway", "message", *row)


def _not_told(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    """Messages that reached nobody and will not by themselves."""
    # Imported here since the first frame does without it.
    from storage.queries.messages.outbox import needing_hand

    for row in needing_hand(connection, now):
        words = f"{row.name} not told ({row.stands}): {row.subject} - {row.answer}"
        at = row.last_at or row.queued_at
        yield Need("failed", "message", row.id, row.detail_id, at, words)


_QUIET = """
SELECT coalesce((SELECT max(message_id) FROM delivery JOIN message ON message.id = message_id
                 WHERE message.channel = substr(lane.channel, 7)
                   AND delivery.id > (SELECT max(id) FROM delivery) - 1000), 0),
       NULL, noted_at, trouble
FROM lane WHERE lane.channel GLOB 'quiet *' ORDER BY lane.channel
"""
