"""Who held the post the day before, who is on the detail already, and waves, in the book."""

from time import time
from typing import Any

from click.testing import CliRunner

from coordinator.actions.policy.policies import Adopted, Governing, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import ask, ranked
from coordinator.cli import main
from coordinator.rules.ranking import Ranking
from storage.database import Book
from storage.models import Officer, Position
from tests.actions.test_standings import policy_of, stands
from tests.rules.town import at, found_town, post, seat

HELD = '[rotation]\nwho = "everybody"\n[[rotation.key]]\nby = "held_before"\n'
SHARED = '[rotation]\nwho = "everybody"\n[[rotation.at_most]]\nofficers = 1\neach = "tier"\n'
WAVES = """
[rotation]
who = "everybody"
[[rotation.tier]]
name = "first"
[[rotation.tier]]
name = "second"
opens = { hours_before = 48 }
"""


def tiers(book: Book, actor: Actor, *named: tuple[int, str]) -> None:
    with book.action(actor, "tier", "agency:1") as tx:
        for officer, tier in named:
            row: Any = tx.get(Officer, officer)
            row.tier = tier
            tx.save(row)


def at_time(book: Book, text: str, position: int, now: int) -> Ranking:
    connection = book.reader()
    question, _ = ask(connection, position, now)
    return ranked(connection, question, Governing(policy_of(text), None))


def aside(ranking: Ranking) -> dict[int, str]:
    return {c.id: c.aside for group in ranking.ordered for c in group}


def test_who_held_the_same_post_the_day_before_is_first(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    with book.action(actor, "work", "agency:1") as tx:
        for number, (day, hour, who) in enumerate(((3, 23, 2), (2, 8, 1), (4, 0, 0)), 1):
            seat(tx, post(tx, town, number, at(day, hour), at(day, hour + 4)), town.officers[who])
        wanted = post(tx, town, 9, at(4, 8), at(4, 12))
    found = stands(book, policy_of(HELD), wanted)
    held = [name for name, stand in found.items() if "held_before" in stand.last]
    assert held == [str(town.officers[2])]
    assert next(iter(found)) == str(town.officers[2])


def test_one_of_a_tier_is_enough_on_one_detail(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    first, second, third = town.officers
    tiers(book, actor, (first, "x"), (second, "x"), (third, "y"))
    with book.action(actor, "work", "agency:1") as tx:
        wanted = post(tx, town, 9, at(4, 8), at(4, 12))
        detail = tx.get(Position, wanted).detail_id
        other = Position(detail_id=detail, number="x", starts_at=at(4, 8), ends_at=at(4, 12))
        seat(tx, tx.add(other).id, first)
    found = aside(at_time(book, SHARED, wanted, at(1, 8)))
    assert found[second] == "1 of x on the detail already"
    assert found[third] == ""


def test_a_wave_opens_by_itself(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    first, second, _ = town.officers
    tiers(book, actor, (first, "first"), (second, "second"))
    with book.action(actor, "post", "agency:1") as tx:
        wanted = post(tx, town, 9, at(4, 8), at(4, 12))
    before, after = (at_time(book, WAVES, wanted, at(2, hour)) for hour in (7.9, 8))
    assert (before.next_wave, after.next_wave) == ("second from Wed 03 Jun 08:00", "")
    assert aside(before)[second] == "is asked from Wed 03 Jun 08:00"
    assert aside(after)[second] == aside(after)[first] == ""


def test_the_command_line_says_who_is_asked_next(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    tiers(book, actor, (town.officers[0], "second"))
    with book.action(actor, "post", "agency:1") as tx:
        start = int(time()) + 30 * 86_400
        wanted = post(tx, town, 9, start, start + 14_400)
        number = tx.get(Position, wanted).number
    document = WAVES.replace("[rotation]", 'name = "W"\neffective_on = 2020-01-01\n[rotation]')
    assert isinstance(adopt_policy(book, actor, document), Adopted)
    done = CliRunner().invoke(main, ["--book", str(book.path), "candidates", number])
    assert "asked next: second from " in done.output, done.output
