"""Sickness and leave laid over scheduled tours: whatever reads the book sees what is worked."""

import pytest

from coordinator.actions.distribution.awarding import plan_round
from coordinator.actions.distribution.replaying import replay_decisions
from coordinator.actions.distribution.signing_up import SignedUp, sign_up
from coordinator.actions.people.duty_by_hand import DutyChanged, add_duty
from coordinator.actions.people.officer_time import officer_time
from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.actions.staffing.staffing import Filled, assign
from coordinator.rules.eligibility import Standing
from storage.database import Book
from tests.rules.town import Town, at, found_town, on_duty, post, seat

POLICY = """
name = "Away"
effective_on = 2020-01-01
[[clause]]
kind = "after_sickness"
number = "S"
tours = 1
[[clause]]
kind = "no_detail_on_duty"
number = "D"
duty = ["regular", "sick"]
[[clause]]
kind = "max_hours"
number = "H"
window = "week"
hours = 20
counts = ["detail", "regular", "on_call"]
factors = { on_call = 0.5 }
[span_kinds]
on_call = "regular"
[rotation]
who = "signups"
[[rotation.key]]
by = "seniority"
"""


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    found = found_town(book, actor)
    assert isinstance(adopt_policy(book, actor, POLICY), Adopted)
    return found


def _posted(book: Book, actor: Actor, town: Town, number: int, start: int, end: int) -> int:
    with book.action(actor, "post", "detail:0") as tx:
        return post(tx, town, number, start, end)


def test_a_tour_missed_for_sickness_is_no_tour_worked(book: Book, actor: Actor, town: Town) -> None:
    sick, well, _ = town.officers
    for officer in (sick, well):
        on_duty(book, town, officer, at(1, 8), at(1, 16))
        on_duty(book, town, officer, at(4, 8), at(4, 16))
    added = add_duty(book, actor, sick, (at(1, 8), at(1, 16)), "sick", "called in")
    assert isinstance(added, DutyChanged)
    before = _posted(book, actor, town, 1, at(3, 8), at(3, 12))
    after = _posted(book, actor, town, 2, at(4, 18), at(4, 22))
    for position in (before, after):
        for officer in (sick, well):
            assert isinstance(sign_up(book, actor, (position,), officer), SignedUp)
    barred = judge_one(book.reader(), before, sick, actor.now)
    assert barred.standing is Standing.BARRED
    words = "after sickness: 0 of 1 tour completed since the tour missed Tue 2 Jun 08:00 (S)"
    assert barred.reasons == (words,)
    assert judge_one(book.reader(), after, sick, actor.now).standing is Standing.ELIGIBLE
    ranking = rank_candidates(book.reader(), before, actor.now)
    assert {c.id: c.reasons for c in ranking.barred} == {sick: (words,)}
    plan = plan_round(book.path, at(0, 0), at(7, 0), actor.now, lambda done, total: True)
    assert [(award.position_id, award.officer_id) for award in plan.awards] == [
        (before, well),
        (after, sick),
    ]
    assert words in plan.awards[0].passed[0]
    with book.action(actor, "seat", "detail:0") as tx:
        seat(tx, before, sick)
        seat(tx, after, well)
    (found,) = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert (found.badge, found.reasons) == ("101", (words,))


def test_a_tour_on_vacation_neither_bars_nor_counts(book: Book, actor: Actor, town: Town) -> None:
    officer = town.officers[0]
    on_duty(book, town, officer, at(1, 8), at(1, 18))
    on_duty(book, town, officer, at(2, 8), at(2, 18))
    on_duty(book, town, officer, at(2, 6), at(3, 0), "leave")
    position = _posted(book, actor, town, 1, at(2, 9), at(2, 19))
    assert judge_one(book.reader(), position, officer, actor.now).standing is Standing.ELIGIBLE
    shown = officer_time(book.reader(), officer, (at(0, 0), at(7, 0)), actor.now)
    assert shown is not None
    assert [row[1:] for row in shown.duty][1:] == [
        (at(2, 6), at(3, 0), "leave"),
        (at(2, 8), at(2, 18), "regular"),
    ]
    assert shown.caps == (("cap on hours: 10 of 20 h, Sun 31 May to Sat 6 Jun (H)", False),)
    assert isinstance(assign(book, actor, position, officer, reason="he can"), Filled)
    (replayed,) = replay_decisions(book.reader())
    assert replayed.same


def test_what_is_left_of_a_tour_keeps_its_own_word(book: Book, actor: Actor, town: Town) -> None:
    officer = town.officers[0]
    shift = on_duty(book, town, officer, at(1, 8), at(1, 18))
    with book.unlogged() as connection:
        connection.execute("UPDATE shift SET leave_kind = 'on_call' WHERE id = ?", (shift,))
    on_duty(book, town, officer, at(1, 16), at(2, 0), "leave")
    position = _posted(book, actor, town, 1, at(3, 0), at(3, 17))
    barred = judge_one(book.reader(), position, officer, actor.now)
    assert barred.reasons == ("cap on hours: 21 of 20 h, Sun 31 May to Sat 6 Jun (H)",)


DUTY_DAY = """
name = "Duty days"
effective_on = 2021-01-01
[[clause]]
kind = "max_job_hours"
on = "duty_day"
hours = 2
"""
LATE_TOURS = """
name = "Late tours"
effective_on = 2021-01-01
[[clause]]
kind = "rest_after_duty"
hours = 12
tour_begins = { from = 20:00:00, until = 22:00:00 }
"""


@pytest.mark.parametrize(
    ("document", "broken"),
    [(DUTY_DAY, [True, False, True]), (LATE_TOURS, [False, True, False])],
    ids=["duty day", "late tours"],
)
def test_candidates_and_the_check_cut_tours_alike_at_the_edges(
    book: Book, actor: Actor, town: Town, document: str, broken: list[bool]
) -> None:
    assert isinstance(adopt_policy(book, actor, document), Adopted)
    officer = town.officers[0]
    on_duty(book, town, officer, at(1, 20), at(2, 6))
    absences = (at(1, 22), at(2, 0)), (at(1, 10), at(1, 21)), (at(1, 10), at(2, 0))
    for number, absence in enumerate(absences, 1):
        shift = on_duty(book, town, officer, *absence, "leave")
        position = _posted(book, actor, town, number, at(2, 12), at(2, 17))
        judged = judge_one(book.reader(), position, officer, actor.now).reasons
        with book.action(actor, "seat", "detail:0") as tx:
            seat(tx, position, officer)
        found = [v.reasons for checked in check_book(book.reader()) for v in checked.violations]
        assert found == ([judged] if judged else [])
        assert bool(judged) is broken[number - 1]
        with book.unlogged() as connection:
            connection.execute("DELETE FROM shift WHERE id = ?", (shift,))
            connection.execute("UPDATE assignment SET state = 'released'")
