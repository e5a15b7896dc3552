"""Clauses that want more of the book than hours: no-shows, service, certificates, the crew."""

from coordinator.actions.policy.checking import check_book
from coordinator.actions.policy.policies import Adopted, adopt_policy
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.candidates import judge_one
from storage.database import Book
from storage.models import (
    Assignment,
    CallNote,
    CallOff,
    Certificate,
    Certification,
    Detail,
    Employer,
    Job,
    Offer,
    Officer,
    OfficerStatus,
    Position,
    Punch,
    Rank,
    RankHeld,
    Site,
)
from tests.rules.town import at, found_town, post, seat

HEAD = "effective_on = 2020-01-01\n[[clause]]\n"


def adopted(book: Book, actor: Actor, document: str) -> None:
    assert isinstance(adopt_policy(book, actor, HEAD + document), Adopted)


def reasons(book: Book, actor: Actor, position: int, officer: int) -> tuple[str, ...]:
    return judge_one(book.reader(), position, officer, actor.now).reasons


def test_a_no_show_in_the_book_suspends(book: Book, actor: Actor) -> None:
    adopted(book, actor, 'kind = "penalty"\nladder = [3, 60]')
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        missed = seat(tx, post(tx, town, 1, at(0, 8), at(0, 12)), town.officers[0])
        tx.save(tx.get(Assignment, missed).model_copy(update={"state": "no_show"}))
        soon = post(tx, town, 2, at(2, 8), at(2, 12))
        later = post(tx, town, 3, at(3, 8), at(3, 12))
    assert reasons(book, actor, soon, town.officers[0]) == (
        "suspension from details: 1. time, 3 days, until 4 Jun 2026",
    )
    assert reasons(book, actor, later, town.officers[0]) == ()
    assert reasons(book, actor, soon, town.officers[1]) == ()


def test_who_says_late_that_he_is_there_was_late(book: Book, actor: Actor) -> None:
    late = 'kind = "penalty"\nevents = ["late"]\nladder = [9]\nlate_by_minutes = 5\n'
    adopted(book, actor, f"{late}[[clause]]\n{late}name = 'here'\nsame_site = true")
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        soon = post(tx, town, 9, at(2, 8), at(2, 12))
        for officer, muster, minutes in zip(
            town.officers, (None, 30, None), (5, -20, 6), strict=True
        ):
            place = post(tx, town, officer, at(0, 8), at(0, 12))
            if muster is not None:
                row = tx.get(Position, place)
                tx.save(row.model_copy(update={"muster_at": at(0, 8) - muster * 60}))
            came = at(0, 8) + minutes * 60
            held = seat(tx, place, officer)
            for again in (0, 3600):
                tx.add(Punch(assignment_id=held, kind="in", at=came + again, received_at=came))
    told = [len(reasons(book, actor, soon, officer)) for officer in town.officers]
    assert told == [0, 2, 2]


def test_a_no_show_bars_from_its_own_employer_only(book: Book, actor: Actor) -> None:
    clauses = (f'kind = "penalty"\nname = "{of}"\nladder = [9]\nsame_{of} = true'
               for of in ("employer", "site", "job"))  # fmt: skip
    adopted(book, actor, "\n[[clause]]\n".join(clauses))
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        missed = seat(tx, post(tx, town, 1, at(0, 8), at(0, 12)), town.officers[0])
        tx.save(tx.get(Assignment, missed).model_copy(update={"state": "no_show"}))
        here, there = post(tx, town, 2, at(2, 8), at(2, 12)), post(tx, town, 3, at(3, 8), at(3, 12))
        other = tx.add(Employer(number="E-9", name="Acme"))
        job = tx.add(Job(number="J-9", employer_id=other.id, title="Gate"))
        detail = tx.get(Position, there).detail_id
        tx.save(tx.get(Detail, detail).model_copy(update={"job_id": job.id}))
    told = ("employer", "site", "job")
    words = tuple(f"{of}: 1. time, 9 days, until 10 Jun 2026" for of in told)
    assert reasons(book, actor, here, town.officers[0]) == words
    assert reasons(book, actor, there, town.officers[0]) == words[1:2]  # the site is the same


def test_a_cap_leaves_out_what_was_posted_at_short_notice(book: Book, actor: Actor) -> None:
    cap = 'kind = "max_hours"\nwindow = "week"\nhours = 4\n'
    adopted(book, actor, cap + "without = { notice_under_hours = 24 }")
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        tx.save(tx.get(Job, town.job).model_copy(update={"requested_at": at(0, 0)}))
        seats = [post(tx, town, day, at(day, 8), at(day, 12)) for day in (1, 2, 3, 4)]
        for place, posted in zip(seats, (at(0, 8), at(1, 9), None, at(3, 8) + 60), strict=True):
            detail = tx.get(Detail, tx.get(Position, place).detail_id)
            tx.save(detail.model_copy(update={"posted_at": posted}))
        for place in seats[:2]:
            seat(tx, place, town.officers[0])
    over = ("cap on hours: 8 of 4 h, Sun 31 May to Sat 6 Jun",)
    assert [reasons(book, actor, place, town.officers[0]) for place in seats[2:]] == [over, ()]
    assert [v for checked in check_book(book.reader()) for v in checked.violations] == []
    with book.action(actor, "post", "job:1") as tx:
        seat(tx, seats[2], town.officers[0])
    found = [v.reasons for checked in check_book(book.reader()) for v in checked.violations]
    assert found == [over, over]


def test_the_officers_unit_is_the_district_of_the_job(book: Book, actor: Actor) -> None:
    adopted(book, actor, 'kind = "not_allowed"\nscope = { except = { unit_is = "district" } }')
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        for officer, unit in zip(town.officers, ("North", "South", ""), strict=True):
            tx.save(tx.get(Officer, officer).model_copy(update={"unit": unit}))
        place = post(tx, town, 1, at(1, 8), at(1, 12))
        seat(tx, place, town.officers[1])
    assert [reasons(book, actor, place, officer) for officer in town.officers] == [()] * 3
    with book.action(actor, "describe", "job:1") as tx:
        tx.save(tx.get(Job, town.job).model_copy(update={"circumstances": "district=North"}))
    told = [bool(reasons(book, actor, place, officer)) for officer in town.officers]
    assert told == [False, True, True]
    (found,) = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert found.reasons == ("not allowed: South is left out",)


def test_service_and_certificates_come_from_the_roster(book: Book, actor: Actor) -> None:
    document = 'kind = "service"\nmonths = 12\n[[clause]]\nkind = "holds_certificate"\n'
    adopted(book, actor, document + 'certificates = ["ALC"]\nvalid_months = 36')
    town = found_town(book, actor)
    first, second, third = town.officers
    with book.action(actor, "hire", "job:1") as tx:
        paper = tx.add(Certification(code="ALC", name="Licensed premises"))
        for officer, hired, issued in (
            (first, "2025-06-01", "2024-06-01"),
            (second, "2025-06-02", "2023-06-01"),
        ):
            row = tx.get(Officer, officer)
            tx.save(row.model_copy(update={"hired_on": hired}))
            tx.add(Certificate(officer_id=officer, certification_id=paper.id, issued_on=issued))
        seated = post(tx, town, 1, at(0, 8), at(0, 12))
        seat(tx, seated, second)
    assert reasons(book, actor, seated, first) == ()
    broken = ("service: 11 of 12 months, until 2 Jun 2026", "certificate: ALC not valid")
    assert reasons(book, actor, seated, second) == broken
    assert reasons(book, actor, seated, third)[1] == "certificate: ALC missing"
    (found,) = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert found.reasons == broken


def test_a_clause_for_one_tier_knows_who_is_of_it(book: Book, actor: Actor) -> None:
    adopted(book, actor, 'kind = "blackout"\ndates = ["06-01"]\nscope = { tiers = ["reserve"] }')
    town = found_town(book, actor)
    first, second, _ = town.officers
    with book.action(actor, "post", "job:1") as tx:
        tx.save(tx.get(Officer, first).model_copy(update={"tier": "reserve"}))
        seated = post(tx, town, 1, at(0, 8), at(0, 12))
    assert len(reasons(book, actor, seated, first)) == 1
    assert reasons(book, actor, seated, second) == ()


def test_the_crew_beside_a_position(book: Book, actor: Actor) -> None:
    adopted(book, actor, 'kind = "not_beside"\nranks = ["PO"]')
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        one = post(tx, town, 1, at(0, 8), at(0, 12))
        detail = tx.get(Position, one).detail_id
        other = tx.add(
            Position(detail_id=detail, number="26-0001.1b", starts_at=at(0, 8), ends_at=at(0, 12))
        )
        seat(tx, one, town.officers[0])
    assert reasons(book, actor, int(other.id or 0), town.officers[1]) == (
        "others on the job: on the job: PO",
    )
    assert reasons(book, actor, one, town.officers[0]) == ()
    with book.action(actor, "seat", "job:1") as tx:
        seat(tx, int(other.id or 0), town.officers[1])
    found = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert len(found) == 2


def test_what_other_details_are_and_for_whom(book: Book, actor: Actor) -> None:
    hours = 'kind = "max_hours"\nwindow = "week"\nhours = 6\n'
    adopted(
        book,
        actor,
        f"{hours}same_employer = true\n[[clause]]\n{hours}name = 'festivals'\n"
        "only = { job_classes = ['festival'] }\n[[clause]]\nkind = 'max_jobs'\nwindow = 'week'\n"
        "jobs = 1\nwhat = 'employers'",
    )
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        gas = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (1, 2)]
        other = tx.add(Employer(number="E2", name="Arena"))
        job = Job(number="26-0002", employer_id=other.id, title="Show", job_class="festival")
        town.job = int(tx.add(job).id or 0)
        arena = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (3, 4)]
        for place in (gas[0], arena[0]):
            seat(tx, place, town.officers[0])
    employers = "cap on jobs: 2 of 1 employers, Sun 31 May to Sat 6 Jun"
    assert reasons(book, actor, gas[1], town.officers[0]) == (
        "cap on hours: 8 of 6 h, Sun 31 May to Sat 6 Jun",
        employers,
    )
    assert reasons(book, actor, arena[1], town.officers[0]) == (
        "cap on hours: 8 of 6 h, Sun 31 May to Sat 6 Jun",
        "festivals: 8 of 6 h, Sun 31 May to Sat 6 Jun",
        employers,
    )
    assert reasons(book, actor, gas[1], town.officers[1]) == ()
    found = [v for checked in check_book(book.reader()) for v in checked.violations]
    assert {violation.reasons for violation in found} == {(employers,)}


def test_which_posts_and_sites_other_details_had(book: Book, actor: Actor) -> None:
    jobs = 'kind = "max_jobs"\nwindow = "week"\njobs = 1\n'
    led = f"{jobs}name = 'led'\nonly = {{ roles = ['supervisor'] }}\n"
    same = f"{jobs}name = 'site'\nsame_site = true\n[[clause]]\n{jobs}name = 'job'\nsame_job = true"
    adopted(book, actor, f"{led}[[clause]]\n{same}")
    town = found_town(book, actor)
    first, second, _ = town.officers
    with book.action(actor, "post", "job:1") as tx:
        at_pier = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (1, 2)]
        other = tx.add(Site(employer_id=town.employer, name="Pier 5"))
        town.site = int(other.id or 0)
        elsewhere = post(tx, town, 3, at(3, 8), at(3, 12))
        for place in (at_pier[0], elsewhere):
            row = tx.get(Position, place)
            tx.save(row.model_copy(update={"role": "supervisor"}))
        seat(tx, at_pier[0], first)
        seat(tx, at_pier[1], second)
    week = "Sun 31 May to Sat 6 Jun"
    assert reasons(book, actor, at_pier[1], first) == (
        f"site: 2 of 1 jobs, {week}",
        f"job: 2 of 1 jobs, {week}",
    )
    assert reasons(book, actor, elsewhere, first) == (
        f"led: 2 of 1 jobs, {week}",
        f"job: 2 of 1 jobs, {week}",
    )
    assert reasons(book, actor, elsewhere, second) == (f"job: 2 of 1 jobs, {week}",)


def test_a_missed_job_is_charged_where_it_would_have_been(book: Book, actor: Actor) -> None:
    cap = 'kind = "max_hours"\nwindow = "week"\nhours = 6\ncounts = ["detail", "no_show"]\n'
    adopted(
        book, actor, f"{cap}same_employer = true\n[[clause]]\n{cap}name = 'site'\nsame_site = true"
    )
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        missed = seat(tx, post(tx, town, 1, at(0, 8), at(0, 12)), town.officers[0])
        tx.save(tx.get(Assignment, missed).model_copy(update={"state": "no_show"}))
        here = post(tx, town, 2, at(2, 8), at(2, 12))
        other = tx.add(Site(employer_id=town.employer, name="Pier 5"))
        town.site = int(other.id or 0)
        there = post(tx, town, 3, at(3, 8), at(3, 12))
    week = "8 of 6 h, Sun 31 May to Sat 6 Jun"
    told = (f"cap on hours: {week}", f"site: {week}")
    assert reasons(book, actor, here, town.officers[0]) == told
    assert reasons(book, actor, there, town.officers[0]) == told[:1]
    assert reasons(book, actor, here, town.officers[1]) == ()


def test_service_in_rank_or_unit_counts_from_a_date_of_its_own(book: Book, actor: Actor) -> None:
    document = 'kind = "service"\nname = "rank"\nmonths = 6\ndate = "rank_since"\n[[clause]]\n'
    adopted(book, actor, document + 'kind = "service"\nmonths = 12\ndate = "unit_since"')
    town = found_town(book, actor)
    first, second, third = town.officers
    with book.action(actor, "hire", "job:1") as tx:
        old = tx.add(Rank(code="o", name="O", level=1)).id
        new = tx.add(Rank(code="s", name="S", level=2)).id
        for officer, rank, since in (
            (first, old, "2020-01-01"),
            (first, new, "2025-11-30"),
            (first, new, "2026-05-01"),
            (second, old, "2020-01-01"),
            (second, new, "2025-12-02"),
        ):
            tx.add(RankHeld(officer_id=officer, rank_id=rank, from_on=since))
        for officer, since in ((first, "2025-06-01"), (second, "2025-06-02")):
            row = tx.get(Officer, officer)
            tx.save(row.model_copy(update={"figures": f'{{"unit_since": "{since}"}}'}))
        place = post(tx, town, 1, at(0, 8), at(0, 12))
    assert reasons(book, actor, place, first) == ()
    assert reasons(book, actor, place, second) == (
        "rank: 5 of 6 months, until 2 Jun 2026",
        "service: 11 of 12 months, until 2 Jun 2026",
    )
    assert reasons(book, actor, place, third)[-1] == "service: no unit since on record"


def test_refusals_and_sick_calls_of_the_book(book: Book, actor: Actor) -> None:
    adopted(
        book,
        actor,
        'kind = "penalty"\nname = "refused"\nevents = ["refusal"]\nladder = [0, 30]\n'
        '[[clause]]\nkind = "penalty"\nname = "sick"\n'
        'events = ["call_off", "sick_from_detail"]\nladder = [1, 365]\nfrom_day = "job"',
    )
    town = found_town(book, actor)
    first, second, third = town.officers
    with book.action(actor, "post", "job:1") as tx:
        places = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (1, 2, 3)]
        tx.add(
            CallNote(position_id=places[0], officer_id=first, outcome="refused", called_at=at(0, 8))
        )
        offer = Offer(position_id=places[1], officer_id=first, offered_at=at(0, 8))
        tx.add(offer.model_copy(update={"state": "declined", "answered_at": at(0, 9)}))
        tx.add(
            CallNote(
                position_id=places[0], officer_id=second, outcome="refused", called_at=at(0, 8)
            )
        )
        given = seat(tx, places[1], third)
        tx.add(
            CallOff(assignment_id=given, position_id=places[1], called_at=at(0, 8), reason="sick")
        )
        tx.save(tx.get(Assignment, given).model_copy(update={"state": "called_off"}))
    assert reasons(book, actor, places[2], first) == (
        "refused: 2. time, 30 days, until 1 Jul 2026",
    )
    assert reasons(book, actor, places[2], second) == ()
    assert reasons(book, actor, places[1], third) == ("sick: 1. time, 1 days, until 4 Jun 2026",)
    assert reasons(book, actor, places[2], third) == ()


def test_a_detail_taken_in_between_ends_a_row_of_refusals(book: Book, actor: Actor) -> None:
    row = 'kind = "penalty"\nname = "refused"\nevents = ["refusal"]\nladder = [0, 30]\n'
    row += "in_a_row = true"
    adopted(book, actor, row)
    town = found_town(book, actor)
    first, second, _ = town.officers
    with book.action(actor, "post", "job:1") as tx:
        places = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (1, 2, 3, 4)]
        for officer in (first, second):
            for place, hour in ((places[0], 6), (places[1], 8)):
                note = CallNote(position_id=place, officer_id=officer, outcome="refused")
                tx.add(note.model_copy(update={"called_at": at(0, hour)}))
        given = seat(tx, places[2], second)
        tx.save(tx.get(Assignment, given).model_copy(update={"awarded_at": at(0, 7)}))
    assert reasons(book, actor, places[3], first) == (
        "refused: 2. time, 30 days, until 1 Jul 2026",
    )
    assert reasons(book, actor, places[3], second) == ()


def test_a_status_that_is_over_still_counts_where_a_clause_says_so(
    book: Book, actor: Actor
) -> None:
    adopted(book, actor, 'kind = "status"\nstatuses = ["suspended"]\ndays_after = 30')
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        place = post(tx, town, 1, at(0, 8), at(0, 12))
        for officer, until in zip(town.officers, ("2026-05-03", "2026-05-02"), strict=False):
            tx.add(
                OfficerStatus(
                    officer_id=officer, kind="suspended", from_on="2026-04-01", until_on=until
                )
            )
    assert reasons(book, actor, place, town.officers[0]) == (
        "status: suspended from 1 Apr 2026 until 3 May 2026, and 30 days after",
    )
    assert reasons(book, actor, place, town.officers[1]) == ()


def test_a_document_whose_example_fails_does_not_take_effect(book: Book, actor: Actor) -> None:
    document = (
        HEAD + 'kind = "max_job_hours"\nnumber = "1"\nhours = HOURS\n[[example]]\ntitle = "long"\n'
        "candidate = { start = 2026-06-01T08:00:00, end = 2026-06-01T18:00:00 }\n"
        'expect = { verdict = "refused", clause = "1", figure = 10, limit = 9 }\n'
    )
    refused = adopt_policy(book, actor, document.replace("HOURS", "10"))
    assert isinstance(refused, Refused)
    assert refused.reasons[0].startswith("line 6, example[1]: is wrong (long): verdict: refused")
    assert isinstance(adopt_policy(book, actor, document.replace("HOURS", "9")), Adopted)


def test_a_call_off_for_an_excused_reason_costs_nothing(book: Book, actor: Actor) -> None:
    document = 'kind = "penalty"\nevents = ["called_off"]\nladder = [9]\nunless = ["court"]'
    adopted(book, actor, document)
    town = found_town(book, actor)
    first, second, _ = town.officers
    with book.action(actor, "post", "job:1") as tx:
        places = [post(tx, town, n, at(n, 8), at(n, 12)) for n in (1, 2, 3)]
        for place, officer, reason in ((0, first, "court"), (1, second, "family")):
            given = seat(tx, places[place], officer)
            left = CallOff(assignment_id=given, position_id=places[place], called_at=at(0, 8),
                           reason=reason)  # fmt: skip
            tx.add(left)
            tx.save(tx.get(Assignment, given).model_copy(update={"state": "called_off"}))
    assert reasons(book, actor, places[2], first) == ()
    assert reasons(book, actor, places[2], second) == (
        "suspension from details: 1. time, 9 days, until 10 Jun 2026",
    )
