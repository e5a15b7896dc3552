"""What is said at once of a request that is taken in all the same."""

import sqlite3
from zoneinfo import ZoneInfo

from coordinator.actions.employers.objecting import against_client
from coordinator.actions.jobs.known_roles import strange_roles
from coordinator.actions.jobs.told_times import gone_by
from coordinator.actions.requests.new_requests import NewRequest
from coordinator.rules.spans import Calendar
from storage.queries.staffing.facts import agency_zone


def remarks_on(
    connection: sqlite3.Connection, new: NewRequest, employer_id: int | None, now: int
) -> tuple[str, ...]:
    """What stands against whoever asks, and what is most likely a slip in what is asked for."""
    zone = ZoneInfo(agency_zone(connection))
    past = gone_by((each.span(zone)[0] for each in new.dates), now, zone)
    roles = (post.role for each in new.dates for post in each.posts if not post.rank)
    return (*closed_to(connection, employer_id, now), *past, *strange_roles(connection, roles))


def closed_to(connection: sqlite3.Connection, employer_id: int | None, now: int) -> tuple[str, ...]:
    """That the employer is denied or blocked today, which nobody may allow; nothing where it is
    not known yet who asks."""
    if employer_id is None:
        return ()
    today = Calendar(agency_zone(connection)).local_iso(now)
    found = against_client(connection, employer_id, today)
    return tuple(each.words.rstrip(".") for each in found if each.grave)
