"""Reading the change log: the head of the chain and single actions."""

import sqlite3

from storage.changes import ACTION_COLUMNS, CHANGE_COLUMNS, ActionRow, ChangeRow


def head(connection: sqlite3.Connection, station: int) -> ActionRow | None:
    """The last sealed action of a station, or None in a fresh book."""
    found = connection.execute(
        f"SELECT {ACTION_COLUMNS} FROM action WHERE station = ? ORDER BY seq DESC LIMIT 1",
        (station,),
    ).fetchone()
    return ActionRow(*found) if found else None


def heads(connection: sqlite3.Connection) -> tuple[ActionRow, ...]:
    """The last sealed action of each station, by station."""
    found: list[ActionRow] = []
    station = connection.execute("SELECT min(station) FROM action").fetchone()[0]
    while station is not None:
        last = head(connection, station)
        assert last is not None
        found.append(last)
        station = connection.execute(
            "SELECT min(station) FROM action WHERE station > ?", (station,)
        ).fetchone()[0]
    return tuple(found)


_LAST_CHANGE = (
    "SELECT coalesce(max(change.id), 0) FROM change WHERE change.id < (SELECT ceiling FROM station)"
)


def last_change(connection: sqlite3.Connection) -> int:
    """The last change that this station wrote; what came in from another came with one of its."""
    return int(connection.execute(_LAST_CHANGE).fetchone()[0])


def seen_state(connection: sqlite3.Connection) -> tuple[int, ...]:
    """A value that moves whenever something that a screen shows does, whoever wrote it.

    The log tells of all that is logged; beside it only deliveries, what was heard of them, lanes,
    the trouble of mailboxes, and how files and watched folders stand are shown. Drafts, how far a
    mailbox was read, and the rows of a schedule on their way in, move the file but not this.
    """
    known: tuple[int, ...] = connection.execute(
        f"SELECT ({_LAST_CHANGE}), "
        "(SELECT coalesce(max(id), 0) FROM delivery), count(*), coalesce(sum(ended_at), 0), "
        "(SELECT coalesce(sum(noted_at), 0) FROM lane), "
        "(SELECT coalesce(max(id), 0) FROM delivery_report), "
        "(SELECT count(*) FROM mailbox_mark WHERE trouble <> ''), "
        "(SELECT coalesce(sum(looked_at), 0) FROM written_file WHERE trouble <> ''), "
        "(SELECT coalesce(sum(id), 0) FROM watched_file WHERE state = 'waiting'), "
        "(SELECT coalesce(sum(looked_at + coalesce(taken_at, 0)), 0) FROM watched_source) "
        # The index that leaves out what was sent: a delivery that closes changes one of the two.
        "FROM delivery WHERE outcome <> 'sent'"
    ).fetchone()
    return known


def action(connection: sqlite3.Connection, action_id: int) -> ActionRow | None:
    """One action by its id."""
    found = connection.execute(
        f"SELECT {ACTION_COLUMNS} FROM action WHERE id = ?", (action_id,)
    ).fetchone()
    return ActionRow(*found) if found else None


def changes_of(connection: sqlite3.Connection, action: ActionRow) -> tuple[ChangeRow, ...]:
    """The changes that an action made, in the order in which it made them."""
    rows = connection.execute(
        f"SELECT {CHANGE_COLUMNS} FROM change WHERE id >= ? AND id < ? ORDER BY id",
        (action.first, action.end),
    )
    return tuple(ChangeRow(*row) for row in rows)


def last_action_at(connection: sqlite3.Connection) -> int:
    """When this station last did something (UTC seconds); 0 in a fresh book."""
    found = connection.execute(
        "SELECT at FROM action WHERE station = (SELECT id FROM station) ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return int(found[0]) if found else 0
