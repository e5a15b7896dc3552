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


def last_change(connection: sqlite3.Connection) -> int:
    """The place of the last change in the order of writing, whichever station made it."""
    return int(connection.execute("SELECT coalesce(max(rowid), 0) FROM change").fetchone()[0])


def seen_state(connection: sqlite3.Connection) -> tuple[int, ...]:
    """A value that moves whenever something that a screen shows does, whoever wrote it.

    The log tells of all that is logged; beside it only deliveries and lanes are shown. Drafts, and
    the rows of a schedule on their way in, move the file but not this.
    """
    known: tuple[int, ...] = connection.execute(
        "SELECT (SELECT coalesce(max(rowid), 0) FROM change), "
        "(SELECT coalesce(max(id), 0) FROM delivery), count(*), coalesce(sum(ended_at), 0), "
        "(SELECT coalesce(sum(noted_at), 0) FROM lane) "
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
