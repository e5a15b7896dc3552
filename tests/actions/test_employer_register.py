"""Employers as clients: decided, blocked, insured; those in the register twice made one."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from coordinator.actions.book.kept_files import NewPaper, keep
from coordinator.actions.book.notes import write_note
from coordinator.actions.book.settings import set_setting
from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.employers.merging import (
    Merged,
    find_twice,
    merge,
    plan_merging,
    tell_apart,
)
from coordinator.actions.employers.standing import (
    Insurance,
    accept_terms,
    block,
    decide_client,
    enter_insurance,
    unblock,
)
from coordinator.actions.jobs.employers import next_employer_number
from coordinator.actions.jobs.jobs import JobAdded, NewDetail, NewJob, add_job
from coordinator.actions.people.bonds import declare_interest
from coordinator.actions.people.roster import exclude
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from storage.models import Contact, Employer, Site
from storage.queries.book.kept_files import papers_of
from storage.queries.lists import View, window
from storage.queries.people.employers import EMPLOYERS, register_values
from storage.queries.people.same_employers import pointing_to
from tests.trust.test_undo import rows_of
from tests.trust.town import DAY, HOUR, Town, order, settle

TODAY = "2026-06-01"
PDF = b"%PDF-1.7 certificate"


@pytest.fixture
def town(book: Book, actor: Actor) -> Town:
    return settle(book, actor)


def job(book: Book, actor: Actor, town: Town, allowed_by: str = "") -> JobAdded | Refused:
    starts_at = actor.now + 3 * DAY
    detail = NewDetail(town.sites[0], starts_at, starts_at + 8 * HOUR)
    return add_job(book, actor, NewJob(town.employer, "Works", allowed_by=allowed_by), (detail,))


def refused(done: object) -> str:
    assert isinstance(done, Refused), done
    return done.sentence


def test_no_job_is_taken_from_whoever_is_denied_or_blocked(
    book: Book, actor: Actor, town: Town
) -> None:
    who = town.employer
    assert "Say why" in refused(decide_client(book, actor, who, "denied", TODAY))
    decide_client(book, actor, who, "denied", TODAY, by="Chief Moss", words="fights")
    assert "was denied as a client on 2026-06-01: fights." in refused(
        job(book, actor, town, "Chief Moss")
    )
    decide_client(book, actor, who, "approved", TODAY)
    assert isinstance(job(book, actor, town), JobAdded)
    assert "needs a reason" in refused(block(book, actor, who, " "))
    block(book, actor, who, "Not paid", "2026-06-05")
    assert "is blocked until 2026-06-05: Not paid" in refused(job(book, actor, town))
    block(book, actor, who, "Not paid", "2026-06-04")
    assert isinstance(job(book, actor, town), JobAdded)  # on June 4 it is over
    block(book, actor, who, "Not paid")
    unblock(book, actor, who)
    assert isinstance(job(book, actor, town), JobAdded)


def test_lapsed_insurance_is_allowed_by_somebody_named(
    book: Book, actor: Actor, town: Town
) -> None:
    enter_insurance(book, actor, town.employer, Insurance("2026-06-03", 100_000_000))
    assert "ended on 2026-06-03. Say who allows it" in refused(job(book, actor, town))
    assert isinstance(job(book, actor, town, "Capt. Reed"), JobAdded)
    reason = book.reader().execute("SELECT reason FROM action ORDER BY id DESC LIMIT 1").fetchone()
    assert reason[0].startswith("allowed by Capt. Reed: The insurance of Harbour Works ended")
    enter_insurance(book, actor, town.employer, Insurance("2026-06-03", waived="the city"))
    assert isinstance(job(book, actor, town), JobAdded)


def test_the_agency_may_want_insurance_for_a_sum(book: Book, actor: Actor, town: Town) -> None:
    set_setting(book, actor, "employers.insured", True)
    assert "No insurance certificate" in refused(job(book, actor, town))
    set_setting(book, actor, "employers.insured_for", 1_000)
    enter_insurance(book, actor, town.employer, Insurance("2027-01-01", 99_999_900))
    assert "1,000,000 are wanted" in refused(job(book, actor, town))
    enter_insurance(book, actor, town.employer, Insurance("2027-01-01", 100_000_000))
    assert isinstance(job(book, actor, town), JobAdded)


def test_a_certificate_comes_with_its_paper_or_not_at_all(
    book: Book, actor: Actor, town: Town
) -> None:
    paper = NewPaper(f"employer:{town.employer}", "insurance", "acord.pdf", PDF, "2027-01-01")
    told = Insurance("2027-01-01", 100_000_000)
    assert "empty" in refused(
        enter_insurance(book, actor, town.employer, told, replace(paper, data=b""))
    )
    enter_insurance(book, actor, town.employer, told, paper)
    (kept,) = papers_of(book.reader(), (f"employer:{town.employer}",))
    assert (kept.name, kept.expires_on) == ("acord.pdf", "2027-01-01")
    before = rows_of(book)["employer"][town.employer]
    undo_last(book, actor)
    assert rows_of(book)["employer"][town.employer] != before
    assert papers_of(book.reader(), (f"employer:{town.employer}",)) == ()


def test_terms_are_accepted_by_somebody_on_a_date(book: Book, actor: Actor, town: Town) -> None:
    assert "Say who" in refused(accept_terms(book, actor, town.employer, b"text", TODAY, ""))
    assert "64 hex" in refused(accept_terms(book, actor, town.employer, "beef", TODAY, "Dana"))
    accept_terms(book, actor, town.employer, b"text", TODAY, "Dana Quay")
    row = book.reader().execute("SELECT terms_sha256, terms_on, terms_by FROM employer").fetchone()
    assert (len(row[0]), row[1:]) == (64, (TODAY, "Dana Quay"))


# ── twice in the register ────────────────────────────────────────────────────────────────────


@pytest.fixture
def twin(book: Book, actor: Actor, town: Town) -> int:
    """The same employer once more, with everything that can hang on one."""
    with book.action(actor, "settle", "agency:1") as tx:
        employer = tx.add(
            Employer(number="E2", name="Harbour Works Inc", phone="617 555 0100", kind="port",
                     custom='{"region": "east"}')
        )  # fmt: skip
        tx.add(Contact(employer_id=employer.id, name="Ned Quay", email="ned@harbour.example"))
        site = tx.add(Site(employer_id=employer.id, name="Pier 3"))
    other = Town(
        town.officers, employer.id, town.contact, (site.id,), town.rank, town.certification
    )
    order(book, actor, other)
    exclude(book, actor, town.officers[0], employer.id, "agency", "row", TODAY)
    declare_interest(book, actor, town.officers[1], "family", TODAY, employer_id=employer.id)
    write_note(book, actor, f"employer:{employer.id}", "rings late")
    keep(book, actor, NewPaper(f"employer:{employer.id}", "other", "a.pdf", PDF))
    return employer.id


def test_they_are_found_with_score_and_why(book: Book, town: Town, twin: int) -> None:
    (found,) = find_twice(book.reader())
    assert (found.first, found.second) == (town.employer, twin)
    assert found.first_name == "E1 Harbour Works"
    assert found.why == ("name 100% alike", "same mail domain")
    assert found.score == 90


def test_told_apart_they_are_not_listed(book: Book, actor: Actor, town: Town, twin: int) -> None:
    tell_apart(book, actor, twin, town.employer)
    assert find_twice(book.reader()) == ()
    undo_last(book, actor)
    assert len(find_twice(book.reader())) == 1
    assert isinstance(tell_apart(book, actor, twin, twin), Refused)


def test_made_one_everything_hangs_on_it_and_undo_parts_them_again(
    book: Book, actor: Actor, town: Town, twin: int
) -> None:
    before = rows_of(book)
    plan = plan_merging(book.reader(), town.employer, twin)
    assert not isinstance(plan, Refused)
    assert plan.moves == {
        "conflict": 1, "contact": 1, "exclusion": 1, "job": 1, "site": 1, "note": 1, "kept_file": 1,
    }  # fmt: skip
    assert plan.fills == ("kind", "phone")
    done = merge(book, actor, town.employer, twin)
    assert isinstance(done, Merged)
    assert pointing_to(book.reader(), twin) == {}
    row = book.reader().execute("SELECT id, number, phone, kind, custom FROM employer").fetchall()
    assert row == [(town.employer, "E1", "617 555 0100", "port", '{"region": "east"}')]
    view = View("name", "E2", fixed=register_values(actor.now, ZoneInfo("UTC")))
    assert not window(book.reader(), EMPLOYERS, view, 5)
    notes = book.reader().execute("SELECT text FROM note ORDER BY id").fetchall()
    assert notes[-1] == ("Was in the register twice: E2 Harbour Works Inc went into this one.",)
    assert verify_book(book).clean
    assert isinstance(undo_last(book, actor), Undone)
    after = rows_of(book)
    assert after == before
    assert isinstance(merge(book, actor, twin, twin), Refused)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((), "1001"),
        (("1001", "1044"), "1045"),
        (("E1001", "E1044", "Gas-7"), "E1045"),
        (("E1044", "2001"), "2002"),
        (("E0009",), "E0010"),
        (("Gas-7",), "1001"),
    ],
)
def test_a_new_employer_is_numbered_as_the_others_are(
    book: Book, actor: Actor, numbers: tuple[str, ...], expected: str
) -> None:
    with book.action(actor, "add employer", "employer") as tx:
        for number in numbers:
            tx.add(Employer(number=number, name=f"Firm {number}"))
    assert next_employer_number(book.reader()) == expected
