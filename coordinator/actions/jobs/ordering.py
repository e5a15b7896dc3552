"""Entering a job as it is told on the telephone: employer and place by name, dates and hours."""

import sqlite3
from dataclasses import dataclass

from coordinator.actions.jobs.jobs import (
    JobAdded,
    NewDetail,
    NewJob,
    Seat,
    detail_problems,
    insert_detail,
    insert_job,
    taken_on,
)
from coordinator.actions.jobs.new_jobs import AS_ORDERED, CrewChoice
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.crew_asked import UNTOLD, CrewAsked, Occasion
from coordinator.actions.staffing.crewing import crew_of
from storage.database import Book
from storage.errors import Missing
from storage.models import Site
from storage.queries.book.lookup import officer_id
from storage.queries.staffing.choosing import Named, employers_named, sites_named
from storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Order:
    """What an employer orders. `spans` are (start, end) in UTC seconds, one for each detail.

    `employer` is a number or a name, `site` a name; a site that is not known is entered, the words
    behind the first comma being its address.
    """

    employer: str
    site: str
    title: str
    spans: tuple[tuple[int, int], ...]
    seats: int = 1
    rank_id: int | None = None
    job_class: str = ""
    po_number: str = ""
    post_orders: str = ""
    asked_officer: str = ""
    """Badge or last name of whom the employer asks for by name."""
    allowed_by: str = ""
    """Who allows work that the policy takes only with somebody's leave."""
    occasion: Occasion = UNTOLD
    crew: CrewChoice = AS_ORDERED
    requested_at: int | None = None
    """When it was asked for (UTC seconds), where that was before it is entered."""


def crew_of_order(connection: sqlite3.Connection, order: Order, now: int) -> CrewAsked:
    """The crew that card and policy ask for, before the order is entered; nothing where its
    employer cannot be told."""
    employer = _meant(employers_named(connection, order.employer), order.employer)
    if isinstance(employer, str) or not order.spans:
        return CrewAsked()
    return crew_of(
        connection, _job(order, employer.id, None), _detail(order, 0, order.spans[0]), now
    )


def order_job(book: Book, actor: Actor, order: Order) -> JobAdded | Refused:
    """Enter the job, its details and, where it is new, its site, in one action."""
    with book.action(actor, "add job", "job") as tx:
        employer = _meant(employers_named(tx.connection, order.employer), order.employer)
        if isinstance(employer, str):
            tx.abandon()
            return Refused((f"Employer: {employer}",))
        asked = _asked_officer(tx, order.asked_officer)
        if isinstance(asked, str):
            tx.abandon()
            return Refused((f"Asked for: {asked}",))
        site_id = site_called(tx, order.site, employer.id)
        details = tuple(_detail(order, site_id, span) for span in order.spans)
        problems = [problem for detail in details for problem in detail_problems(detail)]
        if problems:
            tx.abandon()
            return Refused(tuple(dict.fromkeys(problems)))
        new = _job(order, employer.id, asked)
        taken = taken_on(tx, new, details)
        if isinstance(taken, Refused):
            tx.abandon()
            return taken
        details, against = taken
        job = insert_job(tx, new)
        added = tuple(insert_detail(tx, job, detail) for detail in details)
        tx.subject = f"job:{job.id}"
        ids = tuple(detail.id for detail in added)
        return JobAdded(job.id, job.number, ids, against.warnings)


def same_word(one: str, other: str) -> bool:
    """Whether two names are the same but for case and outer blanks."""
    return one.strip().casefold() == other.strip().casefold()


def _meant(found: tuple[Named, ...], text: str) -> Named | str:
    """The one that is meant, or a sentence saying why that cannot be told."""
    exact = [one for one in found if same_word(text, one.name) or same_word(text, one.words)]
    wanted = exact or list(found)
    if len(wanted) == 1:
        return wanted[0]
    if not wanted:
        return f"there is none called '{text}'. Enter it first: F6, then n."
    names = ", ".join(f"{one.name} ({one.words})" for one in wanted[:5])
    return f"'{text}' may be {names}. Write its number."


def _asked_officer(tx: Transaction, text: str) -> int | str | None:
    """The officer whom the employer asks for, nobody, or a sentence."""
    try:
        return officer_id(tx.connection, text.strip()) if text.strip() else None
    except Missing as problem:
        return str(problem)


def site_called(tx: Transaction, text: str, employer_id: int) -> int:
    """The site of that name, the employer's own first; entered where there is none, the words
    behind the first comma being its address."""
    name, _, address = text.partition(",")
    found = [
        one
        for one in sites_named(tx.connection, name.strip(), employer_id)
        if same_word(one.name, name) or same_word(one.name, text)
    ]
    if found:
        return found[0].id
    site = tx.add(Site(employer_id=employer_id, name=name.strip(), address=address.strip()))
    assert site.id is not None
    return site.id


def _job(order: Order, employer_id: int, asked_officer_id: int | None) -> NewJob:
    return NewJob(
        employer_id,
        order.title,
        job_class=order.job_class,
        po_number=order.po_number,
        post_orders=order.post_orders,
        asked_officer_id=asked_officer_id,
        allowed_by=order.allowed_by,
        occasion=order.occasion,
        crew=order.crew,
        requested_at=order.requested_at,
    )


def _detail(order: Order, site_id: int, span: tuple[int, int]) -> NewDetail:
    seats = (Seat(rank_id=order.rank_id),) * order.seats
    return NewDetail(site_id, span[0], span[1], seats)
