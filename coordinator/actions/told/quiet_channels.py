"""Channels that have gone quiet: noted, said on Today, and passed over while others work.

A channel that nobody uses shows no sign of life. So after a while it is used again: whom it does
not reach then is told by another way as soon as that shows, and if all stays silent it rests anew.
"""

import sqlite3
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from coordinator.rules.telling import RIPE_SECONDS, Health
from storage.database import Book
from storage.queries.messages.quiet_channels import (
    QUIET,
    TRYING,
    last_handed_over,
    quiet_channels,
    tried_again,
)
from storage.queries.messages.told import channels_health

REST_SECONDS = 4 * 3_600
"""So long after its last message a quiet channel is used again."""


def note_quiet(
    book: Book, now: int, channels: Mapping[str, Health] | None = None
) -> tuple[str, ...]:
    """Note which channels have gone quiet by now, which are tried again, and which are alive.

    `channels` is their health, where that is known. Returns those that are newly quiet. What a
    dead channel is says `rules.telling.health`.
    """
    connection = book.reader()
    noted, tried = quiet_channels(connection), tried_again(connection)
    found = {
        channel: since
        for channel, health in (channels or channels_health(connection, now)).items()
        if (since := health.quiet_since) is not None
    }
    trying = {
        channel: tried.get(channel, now)
        for channel in found
        if channel in noted and _is_tried(connection, channel, tried.get(channel), now)
    }
    if set(found) != set(noted) or trying != tried:
        with book.unlogged() as writing:
            _note(writing, found, trying, noted, now)
    return tuple(sorted(found.keys() - noted.keys()))


def try_again(connection: sqlite3.Connection, channel: str, now: int) -> None:
    """Use a quiet channel again before its rest is over: something was done about it."""
    connection.execute(
        "INSERT OR REPLACE INTO lane (channel, trouble, rests_until, noted_at) "
        "SELECT ?, '', 0, ? WHERE EXISTS (SELECT 1 FROM lane WHERE channel = ?)",
        (f"{TRYING}{channel}", now, f"{QUIET}{channel}"),
    )


def _is_tried(connection: sqlite3.Connection, channel: str, since: int | None, now: int) -> bool:
    """Whether a quiet channel is used: from the end of its rest until that has shown nothing."""
    last = last_handed_over(connection, channel)
    if since is None:
        return now - last >= REST_SECONDS
    return last < since or now - last < RIPE_SECONDS


def _note(
    connection: sqlite3.Connection,
    found: Mapping[str, int],
    trying: Mapping[str, int],
    noted: Mapping[str, tuple[str, int]],
    now: int,
) -> None:
    from notify.times import short_instant

    zone = connection.execute("SELECT timezone FROM agency WHERE id = 1").fetchone()[0]
    gone = noted.keys() - found.keys()
    connection.executemany(
        "DELETE FROM lane WHERE channel = ?", [(f"{QUIET}{channel}",) for channel in gone]
    )
    connection.execute("DELETE FROM lane WHERE channel GLOB ?", (f"{TRYING}*",))
    rows = [
        (
            f"{QUIET}{channel}",
            f"Nothing shows that {channel} still arrives since "
            f"{short_instant(since, ZoneInfo(zone))}: other ways are taken.",
            since,
            now,
        )
        for channel, since in found.items()
        if channel not in noted
    ]
    rows += [(f"{TRYING}{channel}", "", 0, since) for channel, since in trying.items()]
    connection.executemany(
        "INSERT INTO lane (channel, trouble, rests_until, noted_at) VALUES (?, ?, ?, ?)", rows
    )
