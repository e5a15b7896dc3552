"""Which channels were noted to have gone quiet, and which of them are tried again."""

import sqlite3

QUIET, TRYING = "quiet ", "trying "
"""Before a channel's name: the lanes on which it is noted that the channel has gone quiet (since
`rests_until`), and that it is tried again (since `noted_at`)."""


def quiet_channels(connection: sqlite3.Connection) -> dict[str, tuple[str, int]]:
    """Channels that were noted to have gone quiet → in words, and since when (UTC seconds)."""
    return {
        channel: (words, since)
        for channel, words, since, _ in _noted(connection, QUIET)
    }  # fmt: skip


def tried_again(connection: sqlite3.Connection) -> dict[str, int]:
    """Quiet channels that are used again, to see whether they live → since when (UTC seconds)."""
    return {channel: at for channel, _, _, at in _noted(connection, TRYING)}


def passed_over(connection: sqlite3.Connection) -> frozenset[str]:
    """Channels that are not chosen where there is another."""
    return frozenset(quiet_channels(connection).keys() - tried_again(connection).keys())


def last_handed_over(connection: sqlite3.Connection, channel: str) -> int:
    """When the last attempt on a channel began (UTC seconds), among the latest of all; 0: none."""
    row = connection.execute(
        "SELECT max(began_at) FROM delivery JOIN message ON message.id = message_id "
        "WHERE delivery.id > (SELECT max(id) FROM delivery) - 20000 AND message.channel = ?",
        (channel,),
    ).fetchone()
    return int(row[0] or 0)


def _noted(connection: sqlite3.Connection, kind: str) -> list[tuple[str, str, int, int]]:
    return connection.execute(
        "SELECT substr(channel, ?), trouble, rests_until, noted_at FROM lane WHERE channel GLOB ?",
        (len(kind) + 1, f"{kind}*"),
    ).fetchall()
