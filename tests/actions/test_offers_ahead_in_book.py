"""In the book: an offer before all others outlives what is said to details of another method."""

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from storage.database import Book
from storage.models import CallNote
from tests.rules.town import at, found_town, post

POLICY = """
name = "P"
effective_on = 2020-01-01
[[rotation]]
when = { weekday = ["tuesday"] }
[[rotation.priority]]
on = "on_duty"
[[rotation.key]]
by = "seniority"
[[rotation]]
[[rotation.key]]
by = "seniority"
"""


def test_a_refusal_elsewhere_does_not_use_it_up(book: Book, actor: Actor) -> None:
    """Tuesday, Thursday and the next Tuesdays; 102 was on duty when called for the first."""
    town = found_town(book, actor, officers=2)
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    days = (1, 3, 8, 15)
    with book.action(actor, "post", "agency:1") as tx:
        for number, day in enumerate(days, 1):
            post(tx, town, number, at(day, 8), at(day, 12))

    def says(position: int, outcome: str, when: int) -> None:
        with book.action(actor, "call", f"position:{position}") as tx:
            officer = town.officers[1]
            note = CallNote(
                position_id=position, officer_id=officer, outcome=outcome, called_at=when
            )
            tx.add(note)

    def first(position: int) -> str:
        return rank_candidates(book.reader(), position, at(4, 8)).first[0].badge

    assert first(3) == "101"
    says(1, "on_duty", at(0, 8))
    assert (first(2), first(3)) == ("101", "102")
    says(2, "refused", at(0, 9))
    assert first(3) == "102"
    says(3, "refused", at(0, 10))
    assert first(4) == "101"
