"""Which actions were taken back, and by which. Expressions over a row of `action`.

An undo or redo names what it takes back as 'action:id'. It may itself have been taken back, so an
action stands no more where the chain of such actions behind it is of odd length.
"""

import sqlite3

_TURNS = "later.verb IN ('undo', 'redo') AND later.subject = 'action:' || chain.id"

UNDONE_BY = f"""coalesce((
    WITH RECURSIVE chain(id, seq, turn) AS (
        SELECT action.id, 0, 0
        UNION ALL
        SELECT later.id, later.seq, turn + 1 FROM chain JOIN action AS later ON {_TURNS}
        WHERE later.id = (SELECT max(later.id) FROM action AS later WHERE {_TURNS})
    )
    SELECT iif(count(*) % 2, 0, max(iif(turn = 1, seq, 0))) FROM chain), 0)"""
"""Number of the action that took this one back; 0 where it stands."""

TAKES_BACK = """coalesce((
    SELECT other.seq FROM action AS other WHERE action.verb IN ('undo', 'redo')
    AND other.id = CAST(substr(action.subject, 8) AS INTEGER)), 0)"""
"""Number of the action that this undo or redo takes back; 0 for any other action."""


def undone_by(connection: sqlite3.Connection, ids: tuple[int, ...]) -> dict[int, int]:
    """Of these actions those that stand no more, with the number of the action that undid each."""
    listed = ", ".join(str(int(one)) for one in ids)
    rows = connection.execute(f"SELECT id, {UNDONE_BY} FROM action WHERE id IN ({listed})")
    return {row: by for row, by in rows if by}
