"""In the book: at most so many details ahead, asked as time goes on."""

from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one
from storage.database import Book
from tests.rules.town import at, found_town, post, seat

POLICY = """
effective_on = 2020-01-01
[[clause]]
kind = "max_jobs"
window = "ahead"
jobs = 2
"""


def test_only_what_has_not_begun_counts(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    officer = town.officers[0]
    with book.action(actor, "post", "job:1") as tx:
        for number, day in enumerate((1, 40), 1):
            seat(tx, post(tx, town, number, at(day, 8), at(day, 12)), officer)
        place = post(tx, town, 3, at(3, 8), at(3, 12))

    def told(now: int) -> tuple[str, ...]:
        return judge_one(book.reader(), place, officer, now).reasons

    assert told(at(1, 7)) == ("cap on jobs: 3 of 2 jobs, not begun by Tue 2 Jun 07:00",)
    assert told(at(1, 8)) == ()
    assert [v for checked in check_book(book.reader()) for v in checked.violations] == []
