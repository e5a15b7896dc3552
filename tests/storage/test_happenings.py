"""What came of asking is read in one order, however the rows lie."""

from itertools import permutations

import pytest

from coordinator.actions.results import Actor
from storage.database import Book
from storage.models import CallNote, Offer
from storage.queries.distribution.happenings import heard_since, said_since
from storage.queries.distribution.past_awards import answers_given
from tests.conftest import NOW
from tests.rules.town import at, found_town, post


@pytest.mark.parametrize("seats", permutations(range(3)))
def test_answers_of_one_second_come_in_the_order_of_writing(
    seats: tuple[int, ...], book: Book, actor: Actor
) -> None:
    town = found_town(book, actor)
    who = town.officers
    with book.action(actor, "ask", "agency:1") as tx:
        posts = [post(tx, town, n, at(n, 8), at(n, 12)) for n in range(1, 4)]
        offer = Offer(position_id=posts[0], officer_id=who[0], offered_at=NOW, expires_at=NOW)
        tx.add(offer.model_copy(update={"state": "declined", "answered_at": NOW}))
        for officer, place in zip(who, seats, strict=True):
            tx.add(
                CallNote(
                    position_id=posts[place], officer_id=officer, called_at=NOW, outcome="refused"
                )
            )
    read = book.reader()
    for since in (0, at(0, 0)):
        assert [each.officer for each in said_since(read, since, 0, NOW)] == [*who, who[0]]
        heard = heard_since(read, since, 0, NOW, who[1:])
        heard += heard_since(read, since, 0, NOW, who[:1])
        assert [said.officer for _, said in sorted(heard)] == [*who, who[0]]
    assert [said.officer for _, said in answers_given(read, NOW)] == [*who, who[0]]
