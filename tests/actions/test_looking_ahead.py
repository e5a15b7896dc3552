"""What a position would cost an officer elsewhere, held against really taking it."""

import pytest

from coordinator.actions.policy.looking_ahead import look_ahead
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one
from coordinator.rules.eligibility import Standing
from storage.database import Book
from storage.models import Interest
from tests.rules.town import Town, at, found_town, on_duty, post, seat

NOW = at(-1, 8)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    found = found_town(book, actor)
    for day in range(4):
        on_duty(book, found, found.officers[0], at(day, 7), at(day, 19))
    return found


def posts(book: Book, actor: Actor, town: Town, *spans: tuple[float, float]) -> list[int]:
    with book.action(actor, "post", "job:1") as tx:
        return [
            post(tx, town, number, at(0, start), at(0, end))
            for number, (start, end) in enumerate(spans, 1)
        ]


def test_a_held_detail_that_the_weekly_cap_would_bar(book: Book, actor: Actor, town: Town) -> None:
    new, held = posts(book, actor, town, (4 * 24 + 8, 4 * 24 + 16), (5 * 24 + 6, 5 * 24 + 15))
    officer = town.officers[0]
    with book.action(actor, "seat", "detail:1") as tx:
        seat(tx, held, officer)
    (one,) = look_ahead(book.reader(), new, officer, NOW)
    assert one.held
    assert one.standing is Standing.BARRED
    assert one.reasons == ("weekly cap: 65 of 64 h, Sun 31 May to Sat 6 Jun (3.2)",)
    assert one.sentence.startswith("barred from 26-0001.2a (held), Sat 6 Jun 06:00 to 15:00: ")
    # As it turns out when he takes it:
    with book.action(actor, "seat", "detail:1") as tx:
        seat(tx, new, officer)
    then = judge_one(book.reader(), held, officer, NOW)
    assert one.reasons == tuple(words for words in then.reasons if words not in then.warnings)


BY_MONTH = 'kind = "max_hours"\nwindow = "month"\nhours = 12\ncounts = ["detail"]\n'
AFTER = 'kind = "after_cap"\nwindow = "day"\nhours = 8\nthen_bars_days = 20\n'


@pytest.mark.parametrize(
    ("clause", "days", "barred"),
    [(BY_MONTH, 24, True), (BY_MONTH, 30, False), (AFTER, 20, True), (AFTER, 21, False)],
)
def test_as_far_as_the_policy_looks(
    clause: str, days: int, barred: bool, book: Book, actor: Actor, town: Town
) -> None:
    document = "effective_on = 2020-01-01\n[[clause]]\n" + clause
    assert isinstance(adopt_policy(book, actor, document), Adopted)
    new, held = posts(book, actor, town, (8, 16), (days * 24 + 8, days * 24 + 16))
    with book.action(actor, "seat", "detail:1") as tx:
        seat(tx, held, town.officers[1])
    found = look_ahead(book.reader(), new, town.officers[1], NOW)
    assert [one.position for one in found] == ["26-0001.2a"] * barred


def test_a_detail_that_he_asked_for_at_the_same_time(book: Book, actor: Actor, town: Town) -> None:
    new, wanted = posts(book, actor, town, (100, 104), (103, 107))
    with book.action(actor, "ask", "position:2") as tx:
        tx.add(Interest(position_id=wanted, officer_id=town.officers[1], expressed_at=NOW))
    (one,) = look_ahead(book.reader(), new, town.officers[1], NOW)
    assert not one.held
    assert "two details: overlaps by 1 h with 26-0001.1" in one.reasons[0]


def test_what_was_barred_before_is_no_consequence(book: Book, actor: Actor, town: Town) -> None:
    new, held = posts(book, actor, town, (100, 104), (34, 38))  # the second one inside a shift
    with book.action(actor, "seat", "detail:1") as tx:
        seat(tx, held, town.officers[0])
    assert look_ahead(book.reader(), new, town.officers[0], NOW) == ()


def test_others_details_and_the_past_do_not_matter(book: Book, actor: Actor, town: Town) -> None:
    new, other, gone = posts(book, actor, town, (100, 104), (103, 107), (-40, -30))
    with book.action(actor, "seat", "detail:1") as tx:
        seat(tx, other, town.officers[2])
        seat(tx, gone, town.officers[1])
    assert look_ahead(book.reader(), new, town.officers[1], NOW) == ()
