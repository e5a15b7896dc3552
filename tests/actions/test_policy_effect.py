"""What a changed policy would do, held against judging by each version one after the other."""

import pytest

from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.policy.policy_effect import Effect, effect_of
from coordinator.actions.policy.policy_reading import StoppedError
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import rank_candidates
from coordinator.library import standard_policy
from storage.database import Book
from tests.policies import changed_standard
from tests.rules.town import Town, at, found_town, on_duty, post, seat

NOW = at(-1, 8)
STRICT = changed_standard(effective_on="1971-01-01", hours="64 -> 40")


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    found = found_town(book, actor, officers=4)
    for day in range(-1, 3):
        on_duty(book, found, found.officers[0], at(day, 7), at(day, 17))
    with book.action(actor, "post", "job:1") as tx:
        seat(tx, post(tx, found, 1, at(3, 18), at(3, 22)), found.officers[0])
        post(tx, found, 2, at(4, 9), at(4, 13))
    return found


def go_on(done: int, total: int) -> bool:
    return True


def effect(book: Book, document: str) -> Effect:
    return effect_of(book.path, document, NOW, None, go_on)


def test_the_same_policy_changes_nothing(book: Book, town: Town) -> None:
    found = effect(book, standard_policy())
    assert (found.assignments, found.against, found.no_longer) == (1, (), ())
    assert (found.seats, found.moved) == (1, ())


def test_a_lower_cap_names_what_is_held_and_what_is_open(
    book: Book, actor: Actor, town: Town
) -> None:
    found = effect(book, STRICT)
    (against,) = found.against
    assert against.reasons == ("weekly cap: 44 of 40 h, Sun 31 May to Sat 6 Jun (3.2)",)
    (moved,) = found.moved
    before = rank_candidates(book.reader(), town_seat(book), NOW)
    assert moved.can_before == sum(map(len, before.groups)) == 4
    assert moved.can_after == 3
    # As it turns out when the policy is really in force:
    adopt_policy(book, actor, STRICT)
    after = rank_candidates(book.reader(), town_seat(book), NOW)
    assert sum(map(len, after.groups)) == moved.can_after
    broken = [v for one in check_book(book.reader(), (NOW, 1 << 40)) for v in one.violations]
    assert tuple(broken) == found.against
    assert effect(book, standard_policy()).no_longer == found.against


def test_it_stops_when_asked(book: Book, town: Town) -> None:
    with pytest.raises(StoppedError):
        effect_of(book.path, STRICT, NOW, None, lambda done, total: False)


def test_a_wrong_document_is_named(book: Book, town: Town) -> None:
    with pytest.raises(ValueError, match="effective_on"):
        effect(book, "name = 'x'")


def town_seat(book: Book) -> int:
    found = book.reader().execute("SELECT max(id) FROM position").fetchone()
    return int(found[0])
