"""Declared interests: awards, overrides and approvals are held against them."""

import pytest

from coordinator.actions.book.undoing import undo_last
from coordinator.actions.pay.hours import HoursApproved, Worked, approve_hours, enter_hours
from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one
from coordinator.actions.staffing.staffing import Filled, assign
from storage.database import Book
from storage.models import Conflict, Job, Position, Rank, RankHeld
from tests.rules.town import Town, at, found_town, post, seat

HEAD = "effective_on = 2020-01-01\n"
CLAUSE = '[[clause]]\nkind = "conflict_of_interest"\nnumber = "7"\n'


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor, officers=4)


def adopted(book: Book, actor: Actor, document: str) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + document), Adopted)


def declared(book: Book, actor: Actor, officer: int, relation: str, **values: object) -> None:
    with book.action(actor, "declare", f"officer:{officer}") as tx:
        fields = {"from_on": "2026-01-01", **values}
        tx.add(Conflict(officer_id=officer, relation=relation, **fields))  # type: ignore[arg-type]


def posted(book: Book, actor: Actor, town: Town, seats: int = 1) -> list[int]:
    with book.action(actor, "post", "job:1") as tx:
        first = post(tx, town, 1, at(1, 8), at(1, 12))
        row = tx.get(Position, first)
        more = [
            tx.add(row.model_copy(update={"id": None, "number": f"26-0001.1{letter}"}))
            for letter in "bcd"[: seats - 1]
        ]
        return [first, *(int(each.id or 0) for each in more)]


def reasons(book: Book, actor: Actor, position: int, officer: int) -> tuple[str, ...]:
    return judge_one(book.reader(), position, officer, actor.now).reasons


def test_an_interest_in_the_employer_bars_while_it_lasts(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, CLAUSE + 'relations = ["own_business", "family"]\nwith = ["employer"]')
    owner, past, worker, _ = town.officers
    (place,) = posted(book, actor, town)
    declared(book, actor, owner, "own_business", employer_id=town.employer)
    declared(book, actor, past, "family", employer_id=town.employer, until_on="2026-06-02")
    declared(book, actor, worker, "works_for", employer_id=town.employer)
    owns = "conflict of interest: own business: Harbor Gas (7)"
    assert reasons(book, actor, place, owner) == (owns,)
    assert reasons(book, actor, place, past) == ()
    assert reasons(book, actor, place, worker) == ()
    with book.action(actor, "seat", "job:1") as tx:
        seat(tx, place, owner)
    found = [v.reasons for checked in check_book(book.reader()) for v in checked.violations]
    assert found == [(owns,)]


def test_nobody_beside_or_under_a_relation(book: Book, actor: Actor, town: Town) -> None:
    adopted(book, actor, CLAUSE + 'relations = ["family", "supervised_by"]')
    there, kin, chief, leader = town.officers
    first, other = posted(book, actor, town, 2)
    declared(book, actor, kin, "family", other_officer_id=there)
    declared(book, actor, there, "supervises", other_officer_id=chief)
    declared(book, actor, leader, "supervises", other_officer_id=there)
    with book.action(actor, "seat", "job:1") as tx:
        seat(tx, first, there)
        tx.save(tx.get(Job, town.job).model_copy(update={"led_by_id": leader}))
    assert reasons(book, actor, other, kin) == (
        "conflict of interest: family: #101 on the same job (7)",
    )
    # He is supervised by the one who is there, but the one who is there is not by him.
    assert reasons(book, actor, other, chief) == (
        "conflict of interest: supervised by: #101 on the same job (7)",
    )
    assert reasons(book, actor, other, leader) == ()
    # Family holds both ways; and who leads the job supervises him.
    with book.action(actor, "seat", "job:1") as tx:
        seat(tx, other, kin)
    assert set(reasons(book, actor, first, there)) == {
        "conflict of interest: family: #102 on the same job (7)",
        "conflict of interest: supervised by: #104, who leads the job (7)",
    }


OVERRIDE = (
    '[[clause]]\nkind = "max_job_hours"\nhours = 3\nseverity = "override"\nby = "lieutenant"\n'
)


@pytest.mark.parametrize(("severity", "taken"), [("bars", False), ("warns", True)])
def test_who_overrides_is_not_tied_to_the_officer(
    book: Book, actor: Actor, town: Town, severity: str, taken: bool
) -> None:
    adopted(book, actor, f'{OVERRIDE}{CLAUSE}with = ["approver"]\nseverity = "{severity}"')
    (place,) = posted(book, actor, town)
    officer, brother, other, _ = town.officers
    declared(book, actor, brother, "family", other_officer_id=officer)
    found = assign(book, actor, place, officer, reason="needed", override_by="Lt. Name1")
    if not taken:
        assert isinstance(found, Refused)
        assert found.reasons == ("conflict of interest: family: Lt. Name1 may not allow it (7)",)
        found = assign(book, actor, place, officer, reason="needed", override_by="Lt. Name2 103")
    assert isinstance(found, Filled)
    assert other


def test_nobody_overrides_for_himself(book: Book, actor: Actor, town: Town) -> None:
    adopted(book, actor, OVERRIDE)
    (place,) = posted(book, actor, town)
    found = assign(book, actor, place, town.officers[0], reason="needed", override_by="101")
    assert isinstance(found, Refused)
    assert found.reasons == ("101 cannot allow it for himself.",)
    found = assign(book, actor, place, town.officers[0], reason="needed", override_by="The mayor")
    assert isinstance(found, Filled)


def test_a_clause_may_ask_for_a_rank_of_whoever_overrides(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, OVERRIDE + 'by_ranks = ["LT", "CPT"]\n')
    (place,) = posted(book, actor, town)
    with book.action(actor, "promote", "officer:1") as tx:
        rank = tx.add(Rank(code="LT", name="Lieutenant", level=3))
        key = int(rank.id or 0)
        tx.add(RankHeld(officer_id=town.officers[1], rank_id=key, from_on="2026-06-02"))
        chief = tx.add(Rank(code="CHIEF", name="Chief", level=9))
        key = int(chief.id or 0)
        tx.add(RankHeld(officer_id=town.officers[3], rank_id=key, from_on="2026-06-02"))
    assert isinstance(
        assign(book, actor, place, town.officers[0], reason="needed", override_by="Name3"), Filled
    )
    undo_last(book, actor)
    for by in ("Name2", "Name1"):
        found = assign(book, actor, place, town.officers[0], reason="needed", override_by=by)
        if by == "Name2":
            assert isinstance(found, Refused)
            said = "longest job: Name2 is PO; LT or CPT may allow it."
            assert found.reasons == (said,)
        else:
            assert isinstance(found, Filled)


def test_hours_are_not_approved_by_somebody_who_is_tied(
    book: Book, actor: Actor, town: Town
) -> None:
    adopted(book, actor, CLAUSE + 'with = ["approver"]\nrelations = ["supervised_by"]')
    (place,) = posted(book, actor, town)
    officer, chief, _, _ = town.officers
    declared(book, actor, chief, "supervises", other_officer_id=officer)
    with book.action(actor, "seat", "job:1") as tx:
        assignment = seat(tx, place, officer)
    later = Actor("Sam Name1", at(2, 0))
    entered = enter_hours(book, later, assignment, Worked(at(1, 8), at(1, 12)))
    assert not isinstance(entered, Refused)
    refused = approve_hours(book, later, entered.entry_ids)
    assert isinstance(refused, Refused)
    assert refused.reasons == (
        "26-0001.1a: conflict of interest: supervised by: Sam Name1 may not allow it (7)",
    )
    done = approve_hours(book, Actor("Sam Name2", later.now), entered.entry_ids)
    assert isinstance(done, HoursApproved)
