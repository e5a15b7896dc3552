"""Clauses that count over the agency's pay periods, dated by its settings."""

import pytest

from coordinator.actions.awarding import plan_round
from coordinator.actions.candidates import judge_one
from coordinator.actions.checking import check_book, judge_assignments
from coordinator.actions.pay_periods import pay_periods_set
from coordinator.actions.policies import Adopted, adopt_policy
from coordinator.actions.replaying import replay_decisions
from coordinator.actions.results import Actor, Refused
from coordinator.actions.settings import set_setting
from coordinator.actions.signing_up import SignedUp, sign_up
from coordinator.actions.staffing import Filled, assign
from coordinator.rules.beyond_book import beyond_book
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from tests.rules.town import Town, at, found_town, post, seat

CAP = 'kind = "max_hours"\nwindow = "pay_period"\nhours = 12\ncounts = ["detail"]\n'
HEAD = "effective_on = 2020-01-01\n[[clause]]\n"
ROUND = '[rotation]\nwho = "signups"\n[[rotation.key]]\nby = "seniority"\n'


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    """Officer 101 works 8 hours on Wed 3 June 2026; pay periods begin on 1 and 15 June."""
    return found_town(book, actor)


def by(book: Book, actor: Actor, document: str, anchor: str = "2026-06-01") -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + document), Adopted)
    if anchor:
        assert not isinstance(set_setting(book, actor, "pay.period_from", anchor), Refused)


def posted(book: Book, actor: Actor, town: Town, *days: int, seated: int = 1) -> list[int]:
    """Details of 8 hours; the first officer sits on the first of them."""
    with book.action(actor, "post", "job:1") as tx:
        found = [post(tx, town, n, at(day, 8), at(day, 16)) for n, day in enumerate(days, 1)]
        for position in found[:seated]:
            seat(tx, position, town.officers[0])
    return found


def test_the_cap_counts_within_the_agencys_pay_period(book: Book, actor: Actor, town: Town) -> None:
    by(book, actor, CAP)
    _, last, first = posted(book, actor, town, 2, 13, 14)
    judged = [judge_one(book.reader(), p, town.officers[0], actor.now) for p in (last, first)]
    assert [bool(one.reasons) for one in judged] == [True, False]
    assert "16" in judged[0].reasons[0]
    assert judge_one(book.reader(), last, town.officers[1], actor.now).reasons == ()


@pytest.mark.parametrize(("carried", "kept_out"), [(3, True), (4, False)])
def test_what_is_left_of_the_period_before_is_carried(
    carried: int, kept_out: bool, book: Book, actor: Actor, town: Town
) -> None:
    by(book, actor, CAP + f"carries_hours = {carried}\n")
    _, other = posted(book, actor, town, 2, 6)
    judged = judge_one(book.reader(), other, town.officers[0], actor.now)
    assert bool(judged.reasons) is kept_out


def test_without_the_setting_nothing_is_guessed(book: Book, actor: Actor, town: Town) -> None:
    by(book, actor, CAP, "")
    _, last = posted(book, actor, town, 2, 4)
    assert judge_one(book.reader(), last, town.officers[0], actor.now).reasons == ()


def test_dates_in_the_document_are_those_that_count(book: Book, actor: Actor, town: Town) -> None:
    by(book, actor, CAP + "period_starts = 2026-06-08\n")
    _, in_both, only_ours = posted(book, actor, town, 2, 5, 10)
    judged = [
        judge_one(book.reader(), p, town.officers[0], actor.now) for p in (in_both, only_ours)
    ]
    assert [bool(one.reasons) for one in judged] == [True, False]


def test_the_check_and_changed_hours_go_by_them(book: Book, actor: Actor, town: Town) -> None:
    by(book, actor, CAP)
    _, second, _ = posted(book, actor, town, 2, 13, 14, seated=3)
    found = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert sorted(v.position for v in found) == ["26-0001.1a", "26-0001.2a"]
    (detail,) = book.reader().execute("SELECT detail_id FROM position WHERE id = ?", (second,))
    assert judge_assignments(book.reader(), detail[0], actor.now)[0].candidate.reasons
    moved = judge_assignments(book.reader(), detail[0], actor.now, (at(29, 8), at(29, 16)))
    assert moved[0].candidate.reasons == ()


def test_the_award_round_goes_by_them_and_can_be_replayed(
    book: Book, actor: Actor, town: Town
) -> None:
    by(book, actor, CAP + ROUND)
    seats = posted(book, actor, town, 2, 13, 14, seated=0)
    for officer in town.officers[:2]:
        assert isinstance(sign_up(book, actor, tuple(seats), officer), SignedUp)
    plan = plan_round(book.path, at(0, 0), at(60, 0), actor.now, lambda done, total: True)
    assert [one.officer.split()[0] for one in plan.awards] == ["101", "102", "101"]
    assert isinstance(assign(book, actor, seats[0], town.officers[0]), Filled)
    assert isinstance(assign(book, actor, seats[1], town.officers[0]), Refused)
    assert all(replayed.same for replayed in replay_decisions(book.reader()))


def test_the_check_of_a_document_knows_whether_they_are_set(book: Book, actor: Actor) -> None:
    assert not pay_periods_set(book.reader())
    set_setting(book, actor, "pay.period", "two_weekly")
    assert not pay_periods_set(book.reader())  # two weeks from when on?
    set_setting(book, actor, "pay.period", "monthly")
    assert pay_periods_set(book.reader())
    policy = read_policy(HEAD + CAP)
    assert isinstance(policy, Policy)
    assert beyond_book(policy)
    assert beyond_book(policy, pay_periods=True) == ()
    for kind, more in (("pay_period", "period_starts = 2026-01-04\n"), ("roster", "")):
        text = HEAD + CAP + "[[clause]]\n" + CAP.replace("pay_period", kind) + more
        mixed = read_policy(text)
        assert isinstance(mixed, Policy)
        assert len(beyond_book(mixed, pay_periods=True)) == 1
