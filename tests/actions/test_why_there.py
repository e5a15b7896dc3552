"""By what an officer has his place: the group in which he stands, and the keys that are his."""

from coordinator.actions.results import Actor
from storage.database import Book
from tests.actions.test_company_order import at_time, tiers
from tests.rules.town import Town, at, found_town, post

DISTRICTS = """
[[tally]]
name = "year"
reset = "year"
[rotation]
who = "everybody"
[[rotation.tier]]
name = "own_district"
of_detail = true
[[rotation.tier.key]]
by = "rank"
ranks = ["PO"]
[[rotation.tier]]
name = "all"
tiers = ["one", "two"]
opens = { hours_before = 48 }
[[rotation.key]]
by = "fewest_hours"
tally = "year"
[[rotation.key]]
by = "seniority"
"""


def town_of_districts(book: Book, actor: Actor) -> tuple[Town, int]:
    town = found_town(book, actor)
    tiers(book, actor, *zip(town.officers, ("one", "two", "three"), strict=True))
    with book.action(actor, "post", "agency:1") as tx:
        position = post(tx, town, 9, at(4, 8), at(4, 12))
        tx.connection.execute("UPDATE detail SET circumstances = 'tier=one'")
    return town, position


def told(book: Book, position: int, now: int) -> dict[str, tuple[str, ...]]:
    ranking = at_time(book, DISTRICTS, position, now)
    return {c.badge: ranking.why(c) for group in ranking.ordered for c in group}


def test_each_is_told_with_his_own_group_and_its_keys(book: Book, actor: Actor) -> None:
    _, position = town_of_districts(book, actor)
    for now in (at(1, 8), at(3, 8)):  # before the second group may be asked, and after
        assert told(book, position, now) == {
            "101": ("own district, asked from the posting on", "PO"),
            "102": ("all, asked from Wed 03 Jun 08:00", "year 0 h", "since 2011-01-01"),
            "103": ("year 0 h", "since 2012-01-01"),
        }


PARTED = """
[rotation]
who = "everybody"
[[rotation.seats]]
officers = 1
chosen_by = "the chief"
tiers = ["one"]
passes_on = true
[[rotation.key]]
by = "seniority"
"""


def test_a_seat_that_goes_on_to_the_next_part_is_told_by_its_keys(book: Book, actor: Actor) -> None:
    _, position = town_of_districts(book, actor)
    ranking = at_time(book, PARTED, position, at(1, 8))
    found = {c.badge: ranking.why(c) for group in ranking.ordered for c in group}
    assert found == {"101": (), "102": ("since 2011-01-01",), "103": ("since 2012-01-01",)}
