"""In the book: a number that the roster keeps of officers as a condition."""

from coordinator.actions.people.bonds import Kept, set_figure
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.policy.policy_meets_book import unmet
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.rules.decision import Award, decode, encode, packet_of, replay
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from tests.rules.town import at, found_town, post

POLICY = """
effective_on = 2020-01-01
[[clause]]
kind = "figure"
name = "sick leave"
of = "sick_hours"
least = 40.5
"""


def test_stored_numbers_come_from_the_roster(book: Book, actor: Actor) -> None:
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    town = found_town(book, actor)
    for officer, hours in zip(town.officers, ("40.5", "40.25", ""), strict=True):
        if hours:
            assert isinstance(set_figure(book, actor, officer, "sick_hours", hours), Kept)
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(1, 8), at(1, 12))
    judged = [judge_one(book.reader(), place, officer, actor.now) for officer in town.officers]
    assert [each.reasons for each in judged] == [
        (),
        ("sick leave: 40.25, at least 40.5 wanted",),
        ("sick leave: no sick hours on record",),
    ]
    ranking = rank_candidates(book.reader(), place, actor.now)
    packet = decode(encode(packet_of(ranking, Award(town.officers[0], "assign"))))
    assert replay(packet, ranking.policy.document).same
    other = read_policy(ranking.policy.document.replace('"sick_hours"', '"sick_leave"'))
    assert isinstance(other, Policy)
    assert "no officer of the book has the figure 'sick_leave'" in unmet(book.reader(), other)
