"""'Same as last time': what was asked for or done before, to be asked for again."""

import json
import sqlite3
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from coordinator.actions.requests.intake_documents import intake_at
from coordinator.actions.requests.new_requests import NewRequest
from coordinator.actions.results import Refused
from coordinator.rules.intake.wanted import Post, WantedDate, later, read_wanted
from coordinator.rules.request_words import RequestSource
from storage.queries.requests.past_work import past_job
from storage.queries.requests.request import request_sheet
from storage.queries.staffing.facts import agency_zone

WEEK = 7
A_MONTH = 4
"""Weeks: the same weekdays again."""


def same_request(
    connection: sqlite3.Connection, request_id: int, now: int, weeks: int | None = None
) -> NewRequest | Refused:
    """A request like an earlier one, so many weeks later; without a number, four weeks or as many
    more as bring its first date past today."""
    sheet = request_sheet(connection, request_id)
    dates = read_wanted(sheet.wanted).dates
    if not dates:
        return Refused((f"Request {sheet.number} has no dates to be copied.",))
    return NewRequest(
        event=sheet.event,
        title=sheet.title,
        dates=_again(connection, dates, now, weeks),
        source=RequestSource.COPY,
        firm=sheet.firm,
        asker=sheet.asker,
        phone=sheet.phone,
        email=sheet.email,
        place=sheet.place,
        answers=json.loads(sheet.answers),
        rule=sheet.rule,
        po_number=sheet.po_number,
        asked_officer_id=sheet.asked_officer_id,
        employer_id=sheet.employer_id,
        contact_id=sheet.contact_id,
        site_id=sheet.site_id,
    )


def same_job(
    connection: sqlite3.Connection, job_id: int, event: str, now: int, weeks: int | None = None
) -> NewRequest | Refused:
    """A request like a job: its employer, place, title, and the details of its last month.

    `event` is the class, for the job of no request has none of the intake document.
    """
    job = past_job(connection, job_id)
    if job.request_id is not None:
        return same_request(connection, job.request_id, now, weeks)
    if not event:
        return _without_class(connection, job.number, now)
    zone = ZoneInfo(agency_zone(connection))
    dates = tuple(
        WantedDate(_wall(each.starts_at, zone), _wall(each.ends_at, zone), _posts(each.posts))
        for each in job.details
    )
    if not dates:
        return Refused((f"Job {job.number} has no details to be copied.",))
    return NewRequest(
        event=event,
        title=job.title,
        dates=_again(connection, dates, now, weeks),
        source=RequestSource.COPY,
        po_number=job.po_number,
        asked_officer_id=job.asked_officer_id,
        employer_id=job.employer_id,
        contact_id=job.contact_id,
        site_id=job.details[-1].site_id,
        place=job.details[-1].site,
        answers={"duties": job.post_orders} if job.post_orders else {},
    )


def _without_class(connection: sqlite3.Connection, number: str, now: int) -> Refused:
    known = ", ".join(each.code for each in intake_at(connection, now).document.events)
    return Refused((f"Say of which event class job {number} is (--event): {known}.",))


def _again(
    connection: sqlite3.Connection, dates: tuple[WantedDate, ...], now: int, weeks: int | None
) -> tuple[WantedDate, ...]:
    if weeks is not None:
        return later(dates, weeks * WEEK)
    zone = ZoneInfo(agency_zone(connection))
    first = min(each.starts for each in dates)
    days = A_MONTH * WEEK
    while later(dates, days)[0].span(zone)[0] <= now and days < 200 * 366:
        missing = (_wall(now, zone) - first).days - days
        days += max(1, missing // WEEK) * WEEK
    return later(dates, days)


def _wall(instant: int, zone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(instant, zone).replace(tzinfo=None)


def _posts(posts: Iterable[tuple[str, str, int]]) -> tuple[Post, ...]:
    return tuple(Post(role, count, rank) for role, rank, count in posts)
