"""The whole-book check and judging again, held against judging one officer at a time."""

import random
from datetime import date

import pytest

from coordinator.actions.policy.checking import (
    Violation,
    check_book,
    judge_assignments,
    local_dates,
)
from coordinator.actions.policy.checking_apart import check_apart
from coordinator.actions.policy.policies import adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one, rank_candidates
from coordinator.rules.clauses import Severity
from coordinator.rules.eligibility import Standing
from storage.database import Book
from storage.models import (
    Certificate,
    Certification,
    Exclusion,
    OfficerStatus,
    Rank,
    RankHeld,
    Requirement,
    Site,
)
from storage.queries.people import whole_book
from tests.policies import changed_standard
from tests.rules.town import Town, at, found_town, on_duty, post, seat


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return found_town(book, actor, officers=5)


def violations(book: Book, span: tuple[int, int] | None = None) -> list[Violation]:
    found = [v for checked in check_book(book.reader(), span) for v in checked.violations]
    return sorted(found, key=lambda violation: violation.assignment_id)


def crowd(book: Book, actor: Actor, town: Town, seed: int) -> None:
    """Weeks in which everything happens to a few officers at once."""
    lots = random.Random(seed)
    with book.action(actor, "crowd", "agency:1") as tx:
        sergeant = tx.add(Rank(code="SGT", name="Sergeant", level=2))
        paper = tx.add(Certification(code="CPR", name="First aid"))
        far = tx.add(Site(name="Far", lat=40_900_000, lon=-74_000_000))
        near = town.site
        for officer in town.officers[:3]:
            tx.add(RankHeld(officer_id=officer, rank_id=sergeant.id, from_on="2026-06-08"))
            tx.add(
                Certificate(officer_id=officer, certification_id=paper.id, expires_on="2026-06-12")
            )
        tx.add(
            Exclusion(
                officer_id=town.officers[1],
                employer_id=town.employer,
                side="employer",
                from_on="2026-06-05",
                until_on="2026-06-15",
            )
        )
        tx.add(
            OfficerStatus(
                officer_id=town.officers[2],
                kind="probation",
                from_on="2026-06-03",
                until_on="2026-06-09",
            )
        )
        for number in range(70):
            start = at(lots.randint(0, 20), lots.randint(0, 47) / 2)
            town.site = lots.choice((near, far.id or 0))
            position = post(tx, town, number, start, start + lots.choice((4, 6, 12, 50)) * 3600)
            if lots.random() < 0.3:
                tx.add(Requirement(position_id=position, certification_id=paper.id))
            if lots.random() < 0.9:
                seat(tx, position, lots.choice(town.officers))
        town.site = near
    for officer in town.officers:
        for day in range(-2, 24):
            if lots.random() < 0.6:
                start = at(day, lots.choice((7, 15, 23)))
                kind = lots.choice(("regular", "regular", "court", "training", "leave"))
                on_duty(book, town, officer, start, start + 8 * 3600, kind)
        on_duty(book, town, officer, at(-9, 0), at(2, 0), "leave")


@pytest.mark.parametrize("seed", range(4))
def test_the_check_says_what_judging_each_one_says(
    book: Book, actor: Actor, town: Town, seed: int
) -> None:
    crowd(book, actor, town, seed)
    connection = book.reader()
    expected = []
    for key, position, officer in connection.execute(
        "SELECT id, position_id, officer_id FROM assignment ORDER BY id"
    ).fetchall():
        candidate = judge_one(connection, position, officer, actor.now)
        grave = tuple(
            reason.words(candidate.question.calendar)
            for reason in candidate.verdict.reasons
            if reason.severity is not Severity.WARNS
        )
        if grave:
            expected.append((key, candidate.standing, grave))
    assert len(expected) > 30
    assert [(v.assignment_id, v.standing, v.reasons) for v in violations(book)] == expected


@pytest.mark.parametrize("seed", range(2))
def test_a_span_is_checked_with_all_that_lies_around_it(
    book: Book, actor: Actor, town: Town, seed: int
) -> None:
    crowd(book, actor, town, seed)
    span = (at(7, 0), at(12, 0))
    inside = [v for v in violations(book) if span[0] <= v.starts_at < span[1]]
    assert inside
    assert violations(book, span) == inside


@pytest.mark.parametrize("seed", range(2))
def test_one_officer_asked_alone_is_as_in_the_list(
    book: Book, actor: Actor, town: Town, seed: int
) -> None:
    crowd(book, actor, town, seed)
    connection = book.reader()
    for (position,) in connection.execute("SELECT id FROM position WHERE id % 6 = 0").fetchall():
        ranking = rank_candidates(connection, position, actor.now)
        for group in ranking.ordered:
            for listed in group:
                alone = judge_one(connection, position, listed.id, actor.now)
                assert alone.officer == listed.officer
                assert alone.reasons == listed.reasons


def test_the_check_in_processes_of_its_own_finds_the_same(
    book: Book, actor: Actor, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd(book, actor, town, 1)
    monkeypatch.setattr(whole_book, "WORTH_SHARING", 0)
    found = [v for checked in check_apart(book.path) for v in checked.violations]
    assert found
    assert sorted(found, key=lambda violation: violation.assignment_id) == violations(book)


def test_a_small_book_is_checked_at_once(book: Book, actor: Actor, town: Town) -> None:
    crowd(book, actor, town, 1)
    assert whole_book.shares(book.reader(), (0, at(99, 0)), 8) == (whole_book.EVERYBODY,)
    assert [v for checked in check_apart(book.path) for v in checked.violations]


def test_a_policy_of_a_later_date_judges_only_later_details(
    book: Book, actor: Actor, town: Town
) -> None:
    with book.action(actor, "seat", "detail:0") as tx:
        seat(tx, post(tx, town, 1, at(1, 8), at(1, 16)), town.officers[0])
        late = seat(tx, post(tx, town, 2, at(9, 8), at(9, 16)), town.officers[0])
    adopt_policy(book, actor, changed_standard(effective_on="2026-06-08", hours="16 -> 7"))
    (found,) = violations(book)
    assert found.assignment_id == late
    assert found.reasons == (
        "most in 24 hours: 8 of 7 h, Wed 10 Jun 08:00 to Thu 11 Jun 08:00 (3.1)",
    )


def test_local_dates_are_whole_days_of_the_agency() -> None:
    span = local_dates("America/New_York", date(2026, 6, 1), date(2026, 6, 2))
    assert span == (at(0, 0), at(2, 0))


def test_lengthening_judges_the_officers_again(book: Book, actor: Actor, town: Town) -> None:
    officer = town.officers[0]
    with book.action(actor, "seat", "detail:0") as tx:
        position = post(tx, town, 1, at(1, 10), at(1, 14))
        seat(tx, position, officer)
    on_duty(book, town, officer, at(1, 22), at(2, 6))
    detail = book.reader().execute("SELECT detail_id FROM position").fetchone()[0]
    (as_it_is,) = judge_assignments(book.reader(), detail, actor.now)
    assert as_it_is.candidate.verdict.clean
    assert as_it_is.candidate.following == ("regular Tue 2 Jun 22:00 to Wed 3 Jun 06:00",)
    (longer,) = judge_assignments(book.reader(), detail, actor.now, (at(1, 10), at(1, 17)))
    assert longer.candidate.standing is Standing.OVERRIDE
    assert longer.candidate.reasons == (
        "rest before duty: 5 of 6 h before regular Tue 2 Jun 22:00 to Wed 3 Jun 06:00 (2.1)",
    )
    (overrun,) = judge_assignments(book.reader(), detail, actor.now, (at(1, 10), at(1, 23)))
    assert overrun.candidate.standing is Standing.BARRED
