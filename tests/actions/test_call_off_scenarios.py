"""A scenario about a call-off or an exchange says what the book says at that moment."""

from itertools import product

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.call_off_rules import as_read, exchange_ruling, ruled_call_off
from coordinator.rules.cases.call_offs import found_of, try_call_off
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from storage.models import Assignment
from tests.rules.town import at, found_town, post, seat

RULES = """effective_on = 2020-01-01
timezone = "America/New_York"
[[call_off]]
number = "1"
when = { reason = ["sick", "injured"] }
[[call_off]]
number = "2"
when = { weekday = "saturday", notice = { under = 30 } }
mode = "replacement"
severity = "bars"
[[call_off]]
number = "3"
when = { length = { over = 6 }, notice = { at_least = 30 } }
mode = "telephone"
swaps = false
grace_minutes = 45
exchange_hours = 36
by = "sergeant"
[[call_off]]
number = "4"
unless = { starts = [06:00:00, 12:00:00] }
closed_hours = 20
severity = "warns"
"""
DETAILS = [(4, 8, 16), (5, 8, 14), (5, 18, 22), (6, 23, 25)]
BEFORE = (48.0, 36.0, 35.5, 30.0, 29.75, 20.0, 19.75, 1.0)


def wall(day: int, hour: float) -> str:
    """Local time of an instant of the week, in summer."""
    days, rest = divmod(hour, 24)
    return f"2026-06-{1 + day + int(days):02}T{int(rest):02}:{int(rest * 60) % 60:02}"


@pytest.mark.parametrize(("day", "start", "end"), DETAILS)
def test_try_and_the_book_agree(book: Book, actor: Actor, day: int, start: int, end: int) -> None:
    town = found_town(book, actor)
    assert isinstance(adopt_policy(book, actor, RULES), Adopted)
    with book.action(actor, "post", "job:1") as tx:
        position = post(tx, town, 1, at(day, start), at(day, end))
        assignment = seat(tx, position, town.officers[0])
        given = tx.get(Assignment, assignment)
    policy = read_policy(RULES)
    assert isinstance(policy, Policy)
    detail = {"start": wall(day, start), "end": wall(day, end)}
    seen = set()
    for before, reason, message in product(BEFORE, ("", "sick", "court"), (False, True)):
        now = at(day, start) - int(before * 3600)
        since = str((now - actor.now) / 3600)
        about = {"hours_before": str(before), "by_message": message, "hours_after_award": since}
        about |= {"reason": reason} if reason else {}
        case = {"detail": detail, "call_off": about, "expect": {"verdict": "allowed"}}
        told = try_call_off(policy, {"timezone": "America/New_York"}, case).found
        ruled = ruled_call_off(book.reader(), assignment, reason, now, message)
        assert (told["clause"], tuple(told["words"])) == (ruled.number, ruled.against), case
        assert told["in_grace"] is ruled.in_grace
        seen.add((told["clause"], tuple(told["against"])))
    for before, how in product(BEFORE, ("swap", "replacement")):
        now = at(day, start) - int(before * 3600)
        about = {"hours_before": str(before), "how": how}
        case = {"detail": detail, "exchange": about, "expect": {"verdict": "allowed"}}
        told = try_call_off(policy, {"timezone": "America/New_York"}, case).found
        ruling = exchange_ruling(book.reader(), given, town.officers[1], now, swap=how == "swap")
        assert told == found_of(ruling), as_read(ruling)
    assert len(seen) > 2
