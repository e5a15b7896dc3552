"""The entries of a closed month, as they were posted."""

import sqlite3
from itertools import groupby

from coordinator.rules.accounts.journal import Entry


def posted_entries(connection: sqlite3.Connection, month: str) -> tuple[Entry, ...]:
    """Every entry of a closed month, in the order in which it was posted."""
    rows = connection.execute(
        "SELECT source, posted_on, posting.words, account, amount_cents FROM posting"
        " JOIN closed_month ON closed_month.id = month_id WHERE month = ? ORDER BY posting.id",
        (month,),
    )
    return tuple(
        Entry(*key, tuple((row[3], row[4]) for row in lines))
        for key, lines in groupby(rows, key=lambda row: (row[0], row[1], row[2]))
    )
