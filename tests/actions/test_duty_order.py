"""The book's order by groups and duty: the schedule around the detail, membership on its date."""

from coordinator.actions.distribution.awarding import plan_round
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.rules.decision import Award, decode, encode, packet_of, replay
from storage.database import Book
from storage.models import GroupMember, Interest
from tests.rules.town import Town, at, found_town, on_duty, post

HEAD = 'name = "P"\neffective_on = 2020-01-01\n[rotation]\n'
DUTY = '[[rotation.key]]\nby = "duty"\nduty = ["day_off", "after_tour"]\n'
OFF = '[[rotation.key]]\nby = "longest_since"\non = ["off_duty"]\n'
GROUP = '[[rotation.key]]\nby = "group"\ngroups = ["marine"]\n'
SENIOR = '[[rotation.key]]\nby = "seniority"\n'


def adopted(book: Book, actor: Actor, document: str) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + document), Adopted)


def order(book: Book, actor: Actor, position: int) -> list[list[str]]:
    ranking = rank_candidates(book.reader(), position, actor.now)
    return [[c.badge for c in group] for group in ranking.ordered]


def scheduled(book: Book, actor: Actor) -> tuple[Town, list[int]]:
    """101 works by day on days 0 to 2, 102 on day 1 by night, 103 is free, 104 off since day 0."""
    town = found_town(book, actor, officers=4)
    first, second, _, fourth = town.officers
    for day in (0, 1, 2):
        on_duty(book, town, first, at(day, 8), at(day, 16))
    on_duty(book, town, second, at(1, 20), at(2, 4))
    on_duty(book, town, fourth, at(0, 8), at(0, 16))
    with book.action(actor, "post", "job:1") as tx:
        places = [post(tx, town, n, at(n, 17), at(n, 19)) for n in (1, 4)]
    return town, places


def test_the_schedule_around_the_detail_orders(book: Book, actor: Actor) -> None:
    _, (place, later) = scheduled(book, actor)
    adopted(book, actor, DUTY + OFF + SENIOR)
    # 103 was never on duty, 104 came off on day 0; 101 after his tour, 102 before his.
    assert order(book, actor, place) == [["103"], ["104"], ["101"], ["102"]]
    assert order(book, actor, later) == [["103"], ["104"], ["102"], ["101"]]


def test_the_packet_replays_without_the_book(book: Book, actor: Actor) -> None:
    town, (place, _) = scheduled(book, actor)
    adopted(book, actor, GROUP + DUTY + SENIOR)
    with book.action(actor, "join", "officer:1") as tx:
        for officer, first, until in (
            (town.officers[0], "2026-01-01", "2026-06-02"),
            (town.officers[1], "2026-06-02", None),
            (town.officers[3], "2026-06-03", None),
        ):
            tx.add(GroupMember(officer_id=officer, name="marine", from_on=first, until_on=until))
    ranking = rank_candidates(book.reader(), place, actor.now)
    assert [[c.badge for c in group] for group in ranking.ordered] == [
        *(["102"], ["103"], ["104"], ["101"])
    ]
    packet = decode(encode(packet_of(ranking, Award(town.officers[2], "assign", "why"))))
    assert replay(packet, ranking.policy.document).same


def test_an_award_round_looks_at_the_duty_of_each_detail(book: Book, actor: Actor) -> None:
    town, places = scheduled(book, actor)
    adopted(book, actor, OFF + SENIOR)
    with book.action(actor, "ask", "job:1") as tx:
        for place in places:
            for officer in town.officers[:2]:
                tx.add(Interest(position_id=place, officer_id=officer, expressed_at=at(0, 8)))
    plan = plan_round(book.path, at(1, 0), at(9, 0), actor.now, lambda done, total: True)
    # On day 1 102 has been off longest; on day 4 he came off on day 2 at 4, and 101 at 16.
    assert [award.officer_id for award in plan.awards] == [town.officers[1], town.officers[1]]
