"""Facts that a policy asks for by the way: kinds of leave, other work, missed jobs, who leads."""

from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import judge_one
from storage.database import Book
from storage.models import (
    Assignment,
    CallOff,
    Employer,
    Interest,
    Job,
    OutsideWork,
    Position,
    Rank,
    RankHeld,
    ShiftOverlay,
)
from storage.transaction import Transaction
from tests.rules.town import Town, at, found_town, on_duty, post, seat

HEAD = "effective_on = 2020-01-01\n[[clause]]\n"
CAP = 'kind = "max_hours"\nwindow = "week"\n'


def adopted(book: Book, actor: Actor, document: str) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + document), Adopted)


def reasons(book: Book, actor: Actor, position: int, officer: int) -> tuple[str, ...]:
    return judge_one(book.reader(), position, officer, actor.now).reasons


def broken(book: Book) -> list[tuple[str, ...]]:
    return [v.reasons for checked in check_book(book.reader()) for v in checked.violations]


def coded(
    book: Book, town: Town, officer: int, start: int, end: int, code: str, kind: str = "leave"
) -> None:
    """An imported span of leave, or of another kind, with its code."""
    key = on_duty(book, town, officer, start, end, kind)
    with book.unlogged() as connection:
        connection.execute("UPDATE shift SET leave_kind = ? WHERE id = ?", (code, key))


def second(tx: Transaction, position: int, **values: object) -> int:
    """Another seat beside a position."""
    row = tx.get(Position, position)
    more = Position(
        detail_id=row.detail_id,
        number=row.number[:-1] + "b",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        **values,  # type: ignore[arg-type]
    )
    return int(tx.add(more).id or 0)


def test_kinds_of_leave_come_from_the_schedule(book: Book, actor: Actor) -> None:
    adopted(book, actor, 'kind = "on_leave"\nkinds = ["military"]')
    town = found_town(book, actor)
    for officer, code in zip(town.officers, ("military", "vacation"), strict=False):
        coded(book, town, officer, at(1, 0), at(2, 0), code)
    coded(book, town, town.officers[2], at(0, 0), at(9, 0), "military")
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        seat(tx, place, town.officers[0])
    military = "leave: military Tue 2 Jun 00:00 to Wed 3 Jun 00:00"
    assert reasons(book, actor, place, town.officers[0]) == (military,)
    assert reasons(book, actor, place, town.officers[1]) == ()
    # Leave of many days is kept apart from ordinary shifts.
    assert reasons(book, actor, place, town.officers[2])[0].startswith("leave: military")
    assert broken(book) == [(military,)]


def test_a_hand_change_of_the_schedule_can_name_its_leave(book: Book, actor: Actor) -> None:
    adopted(book, actor, CAP + 'hours = 3\nunless_leave = { days = 1, kinds = ["vacation"] }')
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        for officer, code in zip(town.officers, ("vacation", "sick_family"), strict=False):
            tx.add(
                ShiftOverlay(
                    officer_id=officer,
                    starts_at=at(2, 8),
                    ends_at=at(2, 16),
                    kind="leave",
                    leave_kind=code,
                )
            )
    assert reasons(book, actor, place, town.officers[0]) == ()
    assert reasons(book, actor, place, town.officers[1]) != ()


def test_the_agencys_own_kinds_of_time_weigh_what_a_clause_says(book: Book, actor: Actor) -> None:
    terms = 'hours = 6\ncounts = ["detail", "regular"]\nfactors = { on_call = 0.25 }\n'
    adopted(book, actor, f'{CAP}{terms}[span_kinds]\non_call = "regular"')
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(1, 8), at(1, 12))
    coded(book, town, town.officers[0], at(2, 8), at(2, 16), "on_call", "regular")
    coded(book, town, town.officers[1], at(2, 8), at(2, 16), "desk", "regular")
    assert reasons(book, actor, place, town.officers[0]) == ()
    assert reasons(book, actor, place, town.officers[1]) != ()


def test_outside_work_counts_in_caps_that_name_it(book: Book, actor: Actor) -> None:
    adopted(
        book,
        actor,
        f'{CAP}hours = 20\ncounts = ["detail", "outside_work"]\n[[clause]]\n{CAP}name = "bars"\n'
        'hours = 9\ncounts = ["outside_work", "detail"]\nonly = { employer_kinds = ["bar"] }\n'
        "even_uncounted = true",
    )
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        for officer, hours in zip(town.officers, (16, 17), strict=False):
            tx.add(
                OutsideWork(
                    officer_id=officer,
                    starts_at=at(3, 0),
                    ends_at=at(3, hours - 8),
                    employer="Blue Moon",
                    employer_kind="bar",
                )
            )
            tx.add(OutsideWork(officer_id=officer, starts_at=at(4, 0), ends_at=at(4, 8)))
        seat(tx, place, town.officers[1])
    assert reasons(book, actor, place, town.officers[0]) == ()
    over = ("cap on hours: 21 of 20 h, Sun 31 May to Sat 6 Jun",)
    assert reasons(book, actor, place, town.officers[1]) == over
    assert broken(book) == [over]


def test_hours_of_missed_jobs_are_charged_where_a_cap_says_so(book: Book, actor: Actor) -> None:
    adopted(
        book,
        actor,
        f'{CAP}hours = 11\ncounts = ["detail", "sick_from_detail", "no_show"]\n'
        "factors = { sick_from_detail = 2 }",
    )
    town = found_town(book, actor)
    sick, missed, called = town.officers
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        for n, officer in enumerate(town.officers, 2):
            gone = post(tx, town, n, at(n, 8), at(n, 12))
            row = tx.get(Assignment, seat(tx, gone, officer))
            state = "no_show" if officer == missed else "called_off"
            tx.save(row.model_copy(update={"state": state}))
            if officer != missed:
                tx.add(
                    CallOff(
                        assignment_id=int(row.id or 0),
                        position_id=gone,
                        called_at=at(1, 0),
                        reason="sick" if officer == sick else "court",
                    )
                )
    assert reasons(book, actor, place, sick) == (
        "cap on hours: 12 of 11 h, Sun 31 May to Sat 6 Jun",
    )
    assert reasons(book, actor, place, missed) == ()
    assert reasons(book, actor, place, called) == ()


def test_exempt_employers_and_who_schedules_a_job(book: Book, actor: Actor) -> None:
    adopted(
        book,
        actor,
        f"{CAP}hours = 6\nwithout = {{ exempt = true }}\n[[clause]]\n{CAP}name = 'outside'\n"
        "hours = 6\nonly = { run_by = ['outside'] }",
    )
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        gas = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (1, 2)]
        school = tx.add(Employer(number="E2", name="School", exempt=True))
        job = Job(number="26-0002", employer_id=school.id, title="Ball", run_by="outside")
        town.job = int(tx.add(job).id or 0)
        ball = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (3, 4)]
        for place in (gas[0], ball[0]):
            seat(tx, place, town.officers[0])
        seat(tx, gas[1], town.officers[1])
        seat(tx, ball[1], town.officers[1])
    week = "8 of 6 h, Sun 31 May to Sat 6 Jun"
    assert reasons(book, actor, gas[1], town.officers[0]) == (f"cap on hours: {week}",)
    assert reasons(book, actor, ball[1], town.officers[0]) == (f"outside: {week}",)
    assert broken(book) == []


def test_who_coordinates_a_job_and_how_many_are_under_a_supervisor(
    book: Book, actor: Actor
) -> None:
    adopted(
        book,
        actor,
        'kind = "not_under_junior"\norder = ["PO", "SGT"]\n[[clause]]\nkind = "supervises"\n'
        "least = 2",
    )
    town = found_town(book, actor)
    leader, sergeant, _ = town.officers
    with book.action(actor, "post", "job:1") as tx:
        rank = tx.add(Rank(code="SGT", name="Sergeant", level=2))
        tx.add(RankHeld(officer_id=sergeant, rank_id=int(rank.id or 0), from_on="2020-01-01"))
        tx.save(tx.get(Job, town.job).model_copy(update={"led_by_id": leader}))
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        over = second(tx, place, rank_id=rank.id)
        seat(tx, over, sergeant)
    junior = "coordinator's rank: SGT under PO"
    assert reasons(book, actor, place, sergeant) == (junior,)
    few = "others supervised: 1 supervised, 2 allowed"
    assert set(reasons(book, actor, over, sergeant)) == {junior, few}
    assert reasons(book, actor, place, leader) == ()
    assert {frozenset(found) for found in broken(book)} == {frozenset({junior, few})}


def test_a_supervisor_only_where_no_officer_is_to_be_had(book: Book, actor: Actor) -> None:
    adopted(
        book,
        actor,
        'kind = "not_beside"\nranks = ["PO"]\nwhere = "ranks_available"\n'
        'scope = { ranks = ["SGT"] }\n[[clause]]\nkind = "no_two_details"',
    )
    town = found_town(book, actor)
    sergeant, first, _ = town.officers
    with book.action(actor, "post", "job:1") as tx:
        rank = tx.add(Rank(code="SGT", name="Sergeant", level=2))
        tx.add(RankHeld(officer_id=sergeant, rank_id=int(rank.id or 0), from_on="2020-01-01"))
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        for officer in (sergeant, first):
            tx.add(Interest(position_id=place, officer_id=officer, expressed_at=at(0, 8)))
    assert reasons(book, actor, place, sergeant) == ("others on the job: available: PO",)
    with book.action(actor, "seat", "job:1") as tx:
        seat(tx, post(tx, town, 2, at(1, 8), at(1, 12)), first)
    # Who did not ask is not waited for, and who asked is on another detail.
    assert reasons(book, actor, place, sergeant) == ()
