"""Approved requests become jobs or series; nothing is posted before what is wanted is there."""

import json
from dataclasses import replace

from coordinator.actions.distribution.posting_details import Posted, post_details
from coordinator.actions.jobs.jobs import JobAdded, NewJob, add_job
from coordinator.actions.jobs.series_making import make_due
from coordinator.actions.requests.again import same_job, same_request
from coordinator.actions.requests.before_posting import seat_lacks
from coordinator.actions.requests.booking import RequestBooked, book_request
from coordinator.actions.requests.checking import RequestNoted, accept_terms
from coordinator.actions.requests.deciding import (
    RequestDecided,
    approve_request,
)
from coordinator.actions.results import Actor, Refused
from coordinator.rules.clauses.months import months_later
from coordinator.rules.intake.wanted import Post
from storage.database import Book
from storage.queries.requests.requests import late_approvals
from tests.actions.requests_town import (
    DOCUMENT,
    EVENING,
    TWO,
    adopted,
    client,
    days_later,
    entered,
    one,
    sheet_of,
)
from tests.conftest import NOW


def test_booking_makes_the_whole_job_and_nothing_is_posted_before_its_time(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    answers = {"duties": "Door", "zone": "mill", "tier": "park side", "cars": 2, "people": 40}
    dates = (TWO, days_later(EVENING, 1))
    key = entered(book, actor, answers=answers, dates=dates, po_number="PO 7").request_id
    assert isinstance(book_request(book, actor, key), Refused)
    assert isinstance(approve_request(book, actor, key), RequestDecided)
    booked = book_request(book, actor, key)
    assert isinstance(booked, RequestBooked), booked
    assert (booked.number, booked.details) == ("26-0001", 2)
    assert booked.lacking[0].startswith("Terms: version")
    job = (
        book.reader()
        .execute(
            "SELECT job_class, po_number, post_orders, circumstances, request_id, rate_facts"
            " FROM job"
        )
        .fetchone()
    )
    assert tuple(job)[:5] == ("shop", "PO 7", "Duties? Door", "tier=park_side", key)
    facts = json.loads(job[5])
    assert (facts["zone"], facts["attendance"]) == ("mill", 40)
    assert facts["approved_at"] == "2026-06-01T08:00"
    seats = "SELECT group_concat(role || coalesce(rank_id, '')) FROM position"
    assert one(book, seats) == "officer,officer,sergeant1,officer"
    assert one(book, "SELECT sum(quantity) FROM equipment_use WHERE kind = 'vehicle'") == 4
    assert one(book, "SELECT name FROM site") == "Pier 4"
    assert one(book, "SELECT event FROM message") == "request_approved"
    details = tuple(row[0] for row in book.reader().execute("SELECT id FROM detail"))
    held = post_details(book, actor, details)
    assert isinstance(held, Refused)
    assert "Request R26-0001: Terms: version" in held.sentence
    seat = one(book, "SELECT min(id) FROM position")
    assert seat_lacks(book.reader(), seat, NOW).startswith("Request R26-0001: Terms: version")
    assert isinstance(post_details(book, actor, details, allowed_by="Chief Moss"), Posted)
    why = one(book, "SELECT reason FROM action ORDER BY id DESC LIMIT 1")
    assert why.startswith("allowed by Chief Moss: Request R26-0001")
    assert isinstance(accept_terms(book, actor, key, "Ann Doyle"), RequestNoted)
    assert isinstance(post_details(book, actor, details), Posted)
    assert seat_lacks(book.reader(), seat, NOW) == ""


def test_short_notice_gives_the_class_and_a_rule_gives_a_series_with_renewal(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    tonight = days_later(EVENING, -4)
    key = entered(book, actor, dates=(tonight,)).request_id
    assert isinstance(approve_request(book, actor, key), RequestDecided)
    assert isinstance(book_request(book, actor, key), RequestBooked)
    assert one(book, "SELECT job_class FROM job") == "short"
    key = entered(book, actor, event="post", dates=(TWO,), rule="FREQ=WEEKLY;BYDAY=FR").request_id
    assert "for the first date" in sheet_of(book, key).price_words
    assert isinstance(approve_request(book, actor, key), RequestDecided)
    booked = book_request(book, actor, key)
    assert isinstance(booked, RequestBooked), booked
    assert booked.details >= 7
    series = book.reader().execute("SELECT rule, starts_on, renew_on FROM series").fetchone()
    assert tuple(series) == ("FREQ=WEEKLY;BYDAY=FR", "2026-06-05", "2026-12-05")
    crews = "SELECT count(*) FROM position JOIN detail ON detail.id = detail_id WHERE series_id = 1"
    assert one(book, crews) == 3 * booked.details
    assert months_later(TWO.starts.date(), 9).isoformat() == "2027-03-05"
    assert months_later(days_later(TWO, 86).starts.date(), 6).isoformat() == "2027-02-28"


def test_what_a_series_makes_later_has_the_equipment_too(book: Book, actor: Actor) -> None:
    client(book, actor)
    adopted(book, actor)
    said = {"duties": "Stand at the door", "cars": 2}
    recurs = {"event": "post", "dates": (TWO,), "rule": "FREQ=WEEKLY;BYDAY=FR"}
    wanted = entered(book, actor, answers=said, **recurs)
    assert isinstance(approve_request(book, actor, wanted.request_id), RequestDecided)
    booked = book_request(book, actor, wanted.request_id)
    assert isinstance(booked, RequestBooked), booked
    assert make_due(book, NOW + 28 * 86_400) == "4 detail(s) of series made."
    per_detail = (
        "SELECT count(DISTINCT detail.id), count(*), min(quantity), max(quantity),"
        " sum(use.starts_at = detail.starts_at AND use.ends_at = detail.ends_at) FROM detail"
        " LEFT JOIN equipment_use AS use ON use.detail_id = detail.id AND kind = 'vehicle'"
    )
    details = booked.details + 4
    assert tuple(book.reader().execute(per_detail).fetchone()) == (details, details, 2, 2, details)


def test_same_as_last_time_keeps_weekdays_and_hours_and_lies_ahead(
    book: Book, actor: Actor
) -> None:
    client(book, actor)
    adopted(book, actor)
    past = tuple(days_later(TWO, days) for days in (-63, -62))
    key = entered(book, actor, dates=past).request_id
    again = same_request(book.reader(), key, NOW)
    assert not isinstance(again, Refused)
    assert [f"{each.starts:%a %d %b %H}" for each in again.dates] == [
        "Fri 05 Jun 18",
        "Sat 06 Jun 18",
    ]
    assert entered(book, actor, again).known == "Pier Goods"
    two = same_request(book.reader(), key, NOW, weeks=2)
    assert not isinstance(two, Refused)
    assert f"{two.dates[0].starts:%d %b}" == "17 Apr"
    assert isinstance(approve_request(book, actor, key), RequestDecided)
    booked = book_request(book, actor, key)
    assert isinstance(booked, RequestBooked)
    with book.action(actor, "unlink", "job:1") as tx:
        tx.connection.execute("UPDATE job SET request_id = NULL")
    classless = same_job(book.reader(), booked.job_id, "", NOW)
    assert isinstance(classless, Refused)
    assert "job 26-0001 is (--event): shop, post." in classless.sentence
    copied = same_job(book.reader(), booked.job_id, "shop", NOW)
    assert not isinstance(copied, Refused)
    assert copied.dates[0].posts == (Post("officer", 2), Post("sergeant", 1, "SGT"))
    assert (copied.title, copied.place) == ("Sale night", "Pier 4")
    assert f"{copied.dates[0].starts:%a %d %b}" == "Fri 05 Jun"


def test_work_approved_after_it_began_is_listed(book: Book, actor: Actor) -> None:
    client(book, actor)
    adopted(book, actor)
    begun = days_later(TWO, -5)
    keys = [entered(book, actor, dates=(each,)).request_id for each in (begun, TWO)]
    for key in keys:
        assert isinstance(approve_request(book, actor, key), RequestDecided)
        assert isinstance(book_request(book, actor, key), RequestBooked)
    (late,) = late_approvals(book.reader(), NOW - 60, NOW + 60)
    assert (late.id, late.decided_by) == (keys[0], actor.name)
    assert late_approvals(book.reader(), NOW + 1, NOW + 60) == ()


def test_a_class_may_be_entered_by_request_only(book: Book, actor: Actor) -> None:
    employer = client(book, actor)
    free = NewJob(employer, "Door", job_class="shop")
    assert isinstance(add_job(book, actor, free), JobAdded)
    adopted(book, actor, DOCUMENT.replace("renew_months = 6", "request_required = true"))
    assert isinstance(add_job(book, actor, free), JobAdded)
    barred = add_job(book, actor, replace(free, job_class="post"))
    assert isinstance(barred, Refused)
    assert "entered by a request" in barred.sentence
    allowed = add_job(book, actor, replace(free, job_class="post", allowed_by="Chief Moss"))
    assert isinstance(allowed, JobAdded)
    assert "without a request, allowed by Chief Moss" in one(
        book, "SELECT reason FROM action ORDER BY id DESC LIMIT 1"
    )
