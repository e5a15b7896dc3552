"""In the book: seats of the detail's own district, and whom a draft spares by service or leave."""

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.policy.policy_meets_book import unmet
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import Ranking, rank_candidates
from coordinator.rules.decision import Award, decode, encode, packet_of, replay
from coordinator.rules.draft_order import ordered_next
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from storage.models import Detail, Officer
from tests.rules.town import Town, at, found_town, on_duty, post

HEAD = 'name = "P"\neffective_on = 2020-01-01\n[rotation]\n'
DRAFT = 'who = "signups"\n[rotation.draft]\n'


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """101 to 104, of North and South in turn; one seat, on Tuesday from 18:00 in North."""
    town = found_town(book, actor, officers=4)
    with book.action(actor, "post", "agency:1") as tx:
        post(tx, town, 1, at(1, 18), at(1, 22))
        detail = tx.get(Detail, 1)
        detail.circumstances = "district=North"
        tx.save(detail)
        for n, officer_id in enumerate(town.officers):
            officer = tx.get(Officer, officer_id)
            officer.unit = ("South", "North")[n % 2]
            officer.hired_on = f"20{10 + n:02}-06-02"
            tx.save(officer)
    return town


def ranked(book: Book, actor: Actor, text: str) -> Ranking:
    assert isinstance(adopt_policy(book, actor, HEAD + text), Adopted)
    ranking = rank_candidates(book.reader(), 1, actor.now)
    packet = decode(encode(packet_of(ranking, Award(1, "assign", "why"))))
    assert replay(packet, ranking.policy.document).same
    return ranking


def test_the_own_unit_first(book: Book, actor: Actor, town: Town) -> None:
    tiers = (
        '[[rotation.tier]]\nname = "own"\nunit_is = "district"\n'
        '[[rotation.tier]]\nname = "others"\ntiers = []\n'
    )
    found = ranked(book, actor, tiers)
    assert [c.badge for group in found.ordered for c in group] == ["102", "104", "101", "103"]


def test_a_seat_of_the_own_district(book: Book, actor: Actor, town: Town) -> None:
    found = ranked(book, actor, '[[rotation.seats]]\nofficers = 1\nunit_is = "district"\n')
    assert [c.badge for c in found.first] == ["102"]
    assert {c.badge: c.aside for group in found.ordered for c in group} == {
        "101": "the seat is for others", "102": "", "103": "the seat is for others", "104": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("draft", "next_one"),
    [
        ("", "104"),
        ('units = ["South"]', "103"),
        ("service_under_months = 157", "104"),
        ("service_under_months = 156", ""),  # hired 2 June 2013: 13 years on that very day
        ("spares_beside_leave = true", "103"),
        ('duty = ["after_tour"]', "103"),
        ('duty = ["after_tour"]\nafter_tour_hours = 4', "102"),
    ],
)
def test_whom_the_draft_spares(
    book: Book, actor: Actor, town: Town, draft: str, next_one: str
) -> None:
    on_duty(book, town, town.officers[3], at(4, 8), at(4, 16), "leave")
    on_duty(book, town, town.officers[2], at(0, 22), at(1, 6))
    on_duty(book, town, town.officers[1], at(1, 6), at(1, 14))
    assert ordered_next(ranked(book, actor, DRAFT + draft))[:3] == next_one


def test_a_unit_that_nobody_has_is_named(book: Book, actor: Actor, town: Town) -> None:
    policy = read_policy(HEAD + '[[rotation.at_most]]\nofficers = 1\nunits = ["Nroth"]\n')
    assert isinstance(policy, Policy)
    assert "no officer of the book has the unit 'Nroth'" in unmet(book.reader(), policy)
