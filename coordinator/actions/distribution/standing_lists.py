"""The order of everybody by each method, without a detail: as it stands, or on another date."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from coordinator.actions.book.collecting import without_collecting
from coordinator.actions.distribution.moments import Moment
from coordinator.actions.distribution.standings import standing_of
from coordinator.actions.pay.pay_windows import known_periods
from coordinator.actions.policy.policies import policy_on
from coordinator.rules.distribution.document import Distribution, Method
from coordinator.rules.distribution.needs import needs_of
from coordinator.rules.distribution.ordering import everybody, stand_of
from coordinator.rules.distribution.rotations import of_one_detail, unapplied
from coordinator.rules.distribution.why_there import why
from coordinator.rules.facts import OfficerFacts, PositionFacts, Question, ScheduleFacts
from coordinator.rules.spans import Calendar
from storage.queries.distribution.stands import departed
from storage.queries.staffing import facts


@dataclass(frozen=True, slots=True)
class Placed:
    """One officer: his place ('1', '2=' in a tie), and by what he has it."""

    officer_id: int
    badge: str
    name: str
    place: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MethodOrder:
    """Everybody in the order of one method, as if all had asked in good time.

    `marks` are the badges at whom marked lists go on; `lacking` what the book cannot apply.
    """

    name: str
    placed: tuple[Placed, ...]
    marks: tuple[tuple[str, str], ...]
    lacking: tuple[str, ...]


def method_orders(
    connection: sqlite3.Connection, at: int, now: int, wanted: str = ""
) -> tuple[MethodOrder, ...]:
    """The order by every method of the policy that governs an instant, or by the one named."""
    calendar = Calendar(facts.agency_zone(connection))
    policy = policy_on(connection, calendar.local_iso(at)).policy
    moment = Moment((at, at), now, calendar, {})
    with without_collecting():
        return tuple(
            _order(connection, policy.distribution, name, method, moment)
            for name, method in named_methods(policy.distribution)
            if wanted in ("", name)
        )


def orders_on(connection: sqlite3.Connection, day: date, now: int) -> tuple[MethodOrder, ...]:
    """The order by every method at the start of a local date."""
    midnight = Calendar(facts.agency_zone(connection)).midnight(day)
    return method_orders(connection, midnight, now)


def order_words(found: tuple[MethodOrder, ...]) -> str:
    """Every order in lines: place, badge, name, and by what."""
    lines: list[str] = []
    for order in found:
        marks = "".join(f", {name} goes on at {badge}" for name, badge in order.marks)
        lines.append(f"{order.name}{marks}:")
        lines += [f"  not applied: {words}" for words in order.lacking]
        lines += [
            f"{each.place:>5}  {each.badge} {each.name}  {' · '.join(each.why)}"
            for each in order.placed
        ]
    return "\n".join(lines)


def named_methods(document: Distribution) -> list[tuple[str, Method]]:
    """Every method by its name, or else its number in the agreement or in the document."""
    return [
        (method.name or method.clause or f"method {number}", method)
        for number, method in enumerate(document.methods, 1)
    ]


def _order(
    connection: sqlite3.Connection,
    document: Distribution,
    name: str,
    method: Method,
    moment: Moment,
) -> MethodOrder:
    standing = standing_of(connection, needs_of(document, method), moment)
    gone = departed(connection, moment.calendar.local_iso(moment.at))
    names = _names(connection)
    at = moment.at
    position = PositionFacts(0, "", 0, "", at, at + 1)
    question = Question(position, moment.calendar, moment.now, ScheduleFacts())
    placed: list[Placed] = []
    for group in everybody(standing, method):
        there = [int(officer) for officer in group if int(officer) not in gone]
        place = f"{len(placed) + 1}{'=' if len(there) > 1 else ''}"
        for officer in there:
            stand = stand_of(standing, standing.people[str(officer)])
            told = OfficerFacts(officer, names[officer][0], stand=stand)
            words = why(document, method, question, told)
            placed.append(Placed(officer, *names[officer], place, words))
    lacking = unapplied(document, method, known_periods(connection))
    lacking += of_one_detail(document, method)
    marks = tuple((roster, names[int(who)][0]) for roster, who in standing.marks.items())
    return MethodOrder(name, tuple(placed), marks, lacking)


def _names(connection: sqlite3.Connection) -> dict[int, tuple[str, str]]:
    rows = connection.execute("SELECT id, badge, last_name, first_name FROM officer")
    return {
        key: (badge, ", ".join(filter(None, (last, first)))) for key, badge, last, first in rows
    }
