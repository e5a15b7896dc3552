"""What is said at once of a request that is taken in all the same."""

import sqlite3

from coordinator.actions.employers.objecting import against_client
from coordinator.rules.spans import Calendar
from storage.queries.staffing.facts import agency_zone


def closed_to(connection: sqlite3.Connection, employer_id: int | None, now: int) -> tuple[str, ...]:
    """That the employer is denied or blocked today, which nobody may allow; nothing where it is
    not known yet who asks."""
    if employer_id is None:
        return ()
    today = Calendar(agency_zone(connection)).local_iso(now)
    found = against_client(connection, employer_id, today)
    return tuple(each.words.rstrip(".") for each in found if each.grave)
