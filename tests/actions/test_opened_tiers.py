"""Groups that may be asked by now, as Today tells of them."""

import pytest

from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.opened_tiers import opened_tiers, todays_needs
from storage.database import Book
from storage.models import CallNote, Offer
from storage.queries.staffing.opened_tiers import names_openings
from tests.actions.test_company_order import tiers
from tests.rules.town import Town, at, found_town, post, seat

WAVES = """
effective_on = 2020-01-01
[rotation]
who = "everybody"
[[rotation.tier]]
name = "full_time"
[[rotation.tier]]
name = "reserve"
opens = { hours_before = 48 }
[[rotation.tier]]
name = "retired"
opens = { days_before = 1, at = 18:00:00 }
"""
FRIDAY = at(4, 8)


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """101 full time, 102 reserve, 103 retired; an open seat on Friday 5 June from 08:00."""
    town = found_town(book, actor)
    tiers(book, actor, *zip(town.officers, ("full_time", "reserve", "retired"), strict=True))
    assert isinstance(adopt_policy(book, actor, WAVES), Adopted)
    return town


def posted(book: Book, actor: Actor, town: Town) -> int:
    with book.action(actor, "post", "job:1") as tx:
        return post(tx, town, 1, FRIDAY, at(4, 12))


def said(book: Book, now: int) -> list[str]:
    return [need.words for need in opened_tiers(book.reader(), now)]


def test_a_tier_is_told_of_from_its_opening_on(book: Book, actor: Actor, town: Town) -> None:
    position = posted(book, actor, town)
    opening = FRIDAY - 48 * 3600
    assert said(book, opening - 1) == []
    (need,) = opened_tiers(book.reader(), opening)
    assert need.words == "26-0001.1a: 'reserve' may be asked since 08:00"
    assert (need.table, need.record, need.at) == ("position", position, opening)
    # The one that opened last is the one to ask, with its day once that is over.
    assert said(book, at(3, 19)) == ["26-0001.1a: 'retired' may be asked since 18:00"]
    (late,) = said(book, at(4, 7))
    assert late.endswith("'retired' may be asked since Thu 04 Jun 18:00")
    assert said(book, FRIDAY) == []


@pytest.mark.parametrize("by_telephone", [True, False])
def test_it_is_silent_once_somebody_of_the_tier_was_asked(
    by_telephone: bool, book: Book, actor: Actor, town: Town
) -> None:
    position, now = posted(book, actor, town), at(3, 8)
    for officer, lines in zip(town.officers[:2], (1, 0), strict=True):
        with book.action(actor, "ask", f"position:{position}") as tx:
            whom = {"position_id": position, "officer_id": officer}
            if by_telephone:
                tx.add(CallNote(**whom, outcome="no_answer", called_at=now))
            else:
                tx.add(Offer(**whom, offered_at=now))
        assert len(said(book, now)) == lines


def test_a_seat_that_is_filled_wants_nobody(book: Book, actor: Actor, town: Town) -> None:
    position = posted(book, actor, town)
    with book.action(actor, "fill", f"position:{position}") as tx:
        seat(tx, position, town.officers[0])
    assert said(book, at(3, 8)) == []


def test_without_such_tiers_no_policy_is_read(
    book: Book, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, now = found_town(book, actor), at(3, 8)
    posted(book, actor, town)
    assert isinstance(adopt_policy(book, actor, WAVES.split("opens")[0]), Adopted)
    monkeypatch.setattr("coordinator.actions.policy.policies.policy_on", None)
    assert not names_openings(book.reader())
    kinds = [need.kind for need in todays_needs(book.reader(), now, "2026-06-04", "2026-07-04")]
    assert kinds == ["open"]
