"""The time between a detail and the tours around it, as the book tells them."""

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one
from storage.database import Book
from tests.rules.town import at, found_town, on_duty, post

POLICY = """
name = "Beside"
effective_on = 2020-01-01
[[clause]]
kind = "gap"
number = "G"
hours = 10
touching_allowed = true
[[clause]]
kind = "rest_before_duty"
number = "B"
hours = 10
touching_allowed = true
[[clause]]
kind = "rest_after_duty"
number = "A"
hours = 10
touching_allowed = true
"""


def test_a_job_attached_to_a_tour_rests_before_the_next(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    officer = town.officers[0]
    on_duty(book, town, officer, at(0, 7), at(0, 17))
    on_duty(book, town, officer, at(1, 7), at(1, 17))
    with book.action(actor, "post", "detail:0") as tx:
        late = post(tx, town, 1, at(0, 17), at(0, 22))
        well = post(tx, town, 2, at(0, 17), at(0, 21))
        early = post(tx, town, 3, at(1, 3), at(1, 7))
        free = post(tx, town, 4, at(0, 19), at(0, 20))
    found = [judge_one(book.reader(), each, officer, actor.now) for each in (late, well, early)]
    short = (
        "gap beside a tour: 540 of 600 min beside regular Tue 2 Jun 07:00 to 17:00 (G)",
        "rest before duty: 9 of 10 h before regular Tue 2 Jun 07:00 to 17:00 (B)",
    )
    assert [each.reasons for each in found] == [short, (), ()]
    assert len(judge_one(book.reader(), free, officer, actor.now).reasons) == 2
