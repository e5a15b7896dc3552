"""Clauses that count over the agency's pay periods, dated by its settings."""

import pytest

from coordinator.actions.book.settings import set_setting
from coordinator.actions.distribution.awarding import plan_round
from coordinator.actions.distribution.replaying import replay_decisions
from coordinator.actions.distribution.signing_up import SignedUp, sign_up
from coordinator.actions.distribution.standing_lists import method_orders
from coordinator.actions.past_awards.what_if import what_if
from coordinator.actions.pay.pay_periods import pay_periods_set
from coordinator.actions.pay.pay_windows import known_periods
from coordinator.actions.people.officer_time import officer_time
from coordinator.actions.policy.checking import check_book, judge_assignments
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.actions.staffing.staffing import Filled, assign
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
    assert beyond_book(policy, frozenset({"pay_period"})) == ()
    for kind, more in (("pay_period", "period_starts = 2026-01-04\n"), ("roster", "")):
        text = HEAD + CAP + "[[clause]]\n" + CAP.replace("pay_period", kind) + more
        mixed = read_policy(text)
        assert isinstance(mixed, Policy)
        assert len(beyond_book(mixed, frozenset({"pay_period"}))) == 1


ROSTER = CAP.replace("pay_period", "roster")


def by_roster(book: Book, actor: Actor, document: str, anchor: str = "2026-05-31") -> None:
    """Rosters of 4 days: from 31 May, 4 June, 8 June, 12 June, 16 June on."""
    by(book, actor, document, "")
    assert not isinstance(set_setting(book, actor, "roster.days", 4), Refused)
    if anchor:
        assert not isinstance(set_setting(book, actor, "roster.from", anchor), Refused)


def test_rosters_are_dated_by_the_settings(book: Book, actor: Actor, town: Town) -> None:
    by_roster(book, actor, ROSTER)
    _, same, next_one = posted(book, actor, town, 1, 2, 3)
    judged = [judge_one(book.reader(), p, town.officers[0], actor.now) for p in (same, next_one)]
    assert [bool(one.reasons) for one in judged] == [True, False]
    assert "16 of 12 h" in judged[0].reasons[0]
    assert known_periods(book.reader()) == {"roster"}
    policy = read_policy(HEAD + ROSTER)
    assert isinstance(policy, Policy)
    assert beyond_book(policy)
    assert beyond_book(policy, known_periods(book.reader())) == ()


def test_both_kinds_of_period_stand_beside_each_other(book: Book, actor: Actor, town: Town) -> None:
    by_roster(book, actor, CAP + "[[clause]]\n" + ROSTER)
    by_two = [set_setting(book, actor, "pay.period_from", "2026-06-01")]
    assert not isinstance(by_two[0], Refused)
    _, both, paid, neither = posted(book, actor, town, 1, 2, 5, 16)
    judged = [
        judge_one(book.reader(), p, town.officers[0], actor.now) for p in (both, paid, neither)
    ]
    assert [len(one.reasons) for one in judged] == [2, 1, 0]


@pytest.mark.parametrize("anchor", ["", "soon"])
def test_a_roster_that_nothing_dates_bars_nobody(
    anchor: str, book: Book, actor: Actor, town: Town
) -> None:
    by_roster(book, actor, ROSTER, anchor)
    _, other = posted(book, actor, town, 1, 2)
    assert judge_one(book.reader(), other, town.officers[0], actor.now).reasons == ()
    assert known_periods(book.reader()) == frozenset()


def test_the_check_and_the_award_round_go_by_rosters(book: Book, actor: Actor, town: Town) -> None:
    by_roster(book, actor, ROSTER + ROUND)
    seats = posted(book, actor, town, 1, 2, 3, seated=0)
    for officer in town.officers[:2]:
        assert isinstance(sign_up(book, actor, tuple(seats), officer), SignedUp)
    plan = plan_round(book.path, at(0, 0), at(60, 0), actor.now, lambda done, total: True)
    assert [one.officer.split()[0] for one in plan.awards] == ["101", "102", "101"]
    assert isinstance(assign(book, actor, seats[0], town.officers[0]), Filled)
    assert isinstance(assign(book, actor, seats[1], town.officers[0]), Refused)
    assert all(replayed.same for replayed in replay_decisions(book.reader()))
    with book.action(actor, "seat", "job:1") as tx:
        seat(tx, seats[1], town.officers[0])
    found = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert {v.position for v in found} == {"26-0001.1a", "26-0001.2a"}


def test_the_officers_screen_shows_how_far_they_are_used(
    book: Book, actor: Actor, town: Town
) -> None:
    by_roster(book, actor, ROSTER)
    posted(book, actor, town, 1)
    shown = officer_time(book.reader(), town.officers[0], (at(0, 0), at(7, 0)), at(2, 0))
    assert shown is not None
    assert next(words for words, _ in shown.caps).startswith("cap on hours: 8 of 12 h")


@pytest.mark.parametrize("kind", ["pay_period", "roster"])
def test_past_awards_are_worked_out_by_them(
    kind: str, book: Book, actor: Actor, town: Town
) -> None:
    cap = CAP.replace("pay_period", kind)
    assert isinstance(adopt_policy(book, actor, HEAD + cap), Adopted)
    for key, value in (("roster.days", 14), ("roster.from", "2026-06-01")):
        assert not isinstance(set_setting(book, actor, key, value), Refused)
    assert not isinstance(set_setting(book, actor, "pay.period_from", "2026-06-01"), Refused)
    seats = posted(book, actor, town, 2, 12, 14, seated=0)
    for position, officer in zip(seats, (0, 1, 0), strict=True):
        found = assign(book, actor, position, town.officers[officer])
        assert isinstance(found, Filled), found
    later, heard = at(20, 0), lambda done, total: True
    same = what_if(book.path, None, at(0, 0), at(20, 0), later, heard).retried
    assert (same.awards, same.same, same.differing) == (3, 3, ())
    free = HEAD + cap.replace("hours = 12", "hours = 16")
    other = what_if(book.path, free, at(0, 0), at(20, 0), later, heard).retried
    assert [one.instead_id for one in other.differing] == [town.officers[0]]


HOLIDAY = """effective_on = 2020-01-01
[[holiday]]
name = "Founders"
on = ["06-03"]
[[clause]]
kind = "max_job_hours"
hours = 6
severity = "bars"
scope = { when = ["holiday"], except = { ranks = ["PO"], units = ["traffic"] } }
"""


def test_past_awards_know_the_holidays_of_the_policy(book: Book, actor: Actor, town: Town) -> None:
    plain = "effective_on = 2020-01-01\n[rotation]\n[[rotation.key]]\nby = 'seniority'\n"
    assert isinstance(adopt_policy(book, actor, plain), Adopted)
    for position in posted(book, actor, town, 2, 3, seated=0):  # 3 and 4 June, 8 hours each
        assert isinstance(assign(book, actor, position, town.officers[0]), Filled)
    heard = lambda done, total: True  # noqa: E731
    other = what_if(book.path, HOLIDAY, at(0, 0), at(20, 0), at(20, 0), heard).retried
    assert [(one.position, one.instead_id) for one in other.differing] == [("26-0001.1a", None)]


TURNS = """effective_on = 2020-01-01
[[tally]]
name = "turns"
unit = "details"
reset = "named"
period = "roster"
[[rotation]]
[[rotation.key]]
by = "fewest"
tally = "turns"
[[rotation.key]]
by = "seniority"
"""


def test_a_tally_may_begin_again_with_each_roster(book: Book, actor: Actor, town: Town) -> None:
    assert isinstance(adopt_policy(book, actor, TURNS), Adopted)
    for key, value in (("roster.days", 4), ("roster.from", "2026-05-31")):
        assert not isinstance(set_setting(book, actor, key, value), Refused)
    _, same, next_one = posted(book, actor, town, 1, 2, 3)
    connection = book.reader()
    orders = [
        [c.badge for group in rank_candidates(connection, p, actor.now).ordered for c in group]
        for p in (same, next_one)
    ]
    (order,) = method_orders(connection, at(2, 0), actor.now)
    assert orders == [["102", "103", "101"], ["101", "102", "103"]]
    assert order.lacking == ()
