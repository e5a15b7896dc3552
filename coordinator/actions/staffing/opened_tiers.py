"""Which open seats may be asked of a further group by now, though nobody of it has been asked.

No row says that a tier has opened (it is a matter of the moment), so it is worked out when Today is
shown, and only where a policy has such tiers: for all others one look at the documents is the
whole cost.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from storage.queries.staffing.need import Need
from storage.queries.staffing.opened_tiers import asked_about, names_openings, open_seats
from storage.queries.staffing.today import needs

if TYPE_CHECKING:
    from coordinator.rules.distribution.document import Tier
    from coordinator.rules.distribution.placing import Round
    from coordinator.rules.facts import Question

MOST = 20
"""So many lines at once; the next ones come up as these are seen to."""

KIND = "next tier"


def todays_needs(
    connection: sqlite3.Connection, now: int, today: str, soon: str
) -> tuple[Need, ...]:
    """What needs a hand (`queries.staffing.today.needs`), and which groups may be asked next."""
    found = needs(connection, now, today, soon)
    return (*found, *opened_tiers(connection, now)) if names_openings(connection) else found


def opened_tiers(connection: sqlite3.Connection, now: int) -> tuple[Need, ...]:
    """A line for each open seat whose latest open tier nobody has been asked of."""
    # Policies are read here only: hardly any agency asks in waves.
    from coordinator.actions.policy.policies import UnreadablePolicy

    try:
        return tuple(islice(_opened(connection, now), MOST))
    except UnreadablePolicy:
        return ()  # said where seats are filled


def latest_openings(
    connection: sqlite3.Connection, now: int, seats: tuple[int, ...]
) -> Iterator[tuple[int, int]]:
    """Position and instant at which the latest group could begin to ask for it."""
    for question, _, (_, opened_at) in _rounds(connection, now, seats):
        yield question.position.id, opened_at


def _opened(connection: sqlite3.Connection, now: int) -> Iterator[Need]:
    for question, asking, latest in _rounds(connection, now, open_seats(connection, now)):
        if not _asked(connection, question, asking, latest[0]):
            yield _need(question, *latest)


def _rounds(
    connection: sqlite3.Connection, now: int, seats: tuple[int, ...]
) -> Iterator[tuple["Question", "Round", tuple["Tier", int]]]:
    """The seats of which a group may be asked from a time of its own that has come."""
    from coordinator.actions.policy.policies import policy_on
    from coordinator.rules.distribution.placing import Round
    from coordinator.rules.distribution.rotations import facts_of
    from coordinator.rules.facts import Question, ScheduleFacts
    from coordinator.rules.holidays import with_holiday
    from coordinator.rules.spans import Calendar
    from storage.queries.staffing import facts

    calendar = Calendar(facts.agency_zone(connection))
    for key in seats:
        seat = facts.position_facts(connection, key)
        question = Question(seat, calendar, now, ScheduleFacts())
        policy = policy_on(connection, question.first_on).policy
        question = replace(question, position=with_holiday(seat, policy.holidays, calendar))
        method = policy.method_for(question)
        if method is None or not method.waves:
            continue
        asking = Round(method, facts_of(question), seat.starts_at, calendar, now=now)
        latest = asking.latest_opening()
        if latest is not None:
            yield question, asking, latest


def _asked(
    connection: sqlite3.Connection, question: "Question", asking: "Round", tier: "Tier"
) -> bool:
    """Whether anybody of a tier was asked; how the detail lies in his duty is not looked at."""
    from coordinator.rules.distribution.stand import Stand
    from storage.queries.people.ties import groups_on
    from storage.queries.staffing.facts import ranks_on

    asked = asked_about(connection, question.position.id)
    if not asked:
        return False
    on = question.first_on
    ranks = ranks_on(connection, on) if tier.ranks else {}
    groups = groups_on(connection, on) if tier.groups else {}
    return any(
        asking.means(
            replace(tier, duty=frozenset()),
            Stand(ranks.get(one, (0, ""))[1], name, groups=tuple(groups.get(one, ())), unit=unit),
        )
        for one, (name, unit) in asked.items()
    )


def _need(question: "Question", tier: "Tier", opened_at: int) -> Need:
    seat, calendar = question.position, question.calendar
    is_today = calendar.local_iso(opened_at) == calendar.local_iso(question.now)
    since = f"{calendar.wall(opened_at):{'%H:%M' if is_today else '%a %d %b %H:%M'}}"
    name = tier.name.replace("_", " ")
    words = f"{seat.number}: '{name}' may be asked since {since}"
    return Need(KIND, "position", seat.id, seat.detail_id, opened_at, words)
