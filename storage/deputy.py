"""Deputy mode: somebody else stands at the desk, who may look, print and note, and change nothing.

It is a setting of the book, so that it holds on every screen and for every command. What timers do
goes on: they open the book as `unattended`.
"""

import json
import sqlite3

DEPUTY = "screen.deputy"
"""Setting: the name of whoever stands at the desk; empty where nobody does."""


def deputy_of(connection: sqlite3.Connection) -> str:
    """Who stands at the desk for the coordinator; empty where nobody does."""
    found = connection.execute("SELECT value FROM setting WHERE key = ?", (DEPUTY,)).fetchone()
    if found is None:
        return ""
    try:
        name = json.loads(found[0])
    except ValueError:
        return "somebody"  # spoilt from outside: still shut
    return name if isinstance(name, str) else "somebody"


def refusal(name: str) -> str:
    """Why nothing can be changed, in words."""
    return (
        f"{name} stands at the desk and may look, print and write notes, but change nothing. "
        "Ctrl+d and the passphrase end that (`coordinator deputy off`)."
    )
