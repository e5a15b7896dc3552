"""Many details of a job at once: planned line by line, each with its problems, then one action."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator.actions.jobs.jobs import NewDetail, Seat, detail_problems, insert_detail
from coordinator.actions.jobs.seats_again import seats_like
from coordinator.actions.jobs.series_making import local_today
from coordinator.actions.results import Actor, Refused
from coordinator.rules.recurring.course import Hours
from coordinator.rules.recurring.month_moved import moved
from coordinator.rules.recurring.pasted_details import HINT, PastedLine, read_pasted
from coordinator.rules.recurring.rule_words import DAY_NAMES, ordinal
from coordinator.rules.spans import Calendar, Reading
from coordinator.rules.words import JobState
from storage.database import Book
from storage.models import Job
from storage.queries.staffing.choosing import sites_named
from storage.queries.staffing.facts import agency_zone
from storage.queries.staffing.patterns import (
    DetailPattern,
    details_between,
    employer_of_job,
    in_the_way,
    last_detail,
)


@dataclass(frozen=True, slots=True)
class PlannedDetail:
    """One detail to be entered. With a problem it is not; notes are worth knowing.

    `row` is its line in what was pasted, 0 where nothing was.
    """

    row: int
    words: str
    detail: NewDetail | None
    problem: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What would be entered, line by line."""

    job_id: int
    number: str
    lines: tuple[PlannedDetail, ...]

    @property
    def good(self) -> tuple[PlannedDetail, ...]:
        """The lines that can be entered."""
        return tuple(line for line in self.lines if line.detail is not None and not line.problem)

    @property
    def bad(self) -> tuple[PlannedDetail, ...]:
        """The lines that cannot."""
        return tuple(line for line in self.lines if line.problem)

    @property
    def sentence(self) -> str:
        """The counts in one line."""
        left = f", {len(self.bad)} left out" if self.bad else ""
        return f"{len(self.good)} detail(s) of {self.number} to be entered{left}"


@dataclass(frozen=True, slots=True)
class DetailsEntered:
    """The details are in the book."""

    detail_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    left: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """What was done, in one line."""
        left = f", {len(self.left)} line(s) left out: {self.left[0]}" if self.left else ""
        return (
            f"{len(self.numbers)} detail(s) entered, {self.numbers[0]} to {self.numbers[-1]}{left}"
        )


def plan_pasted(
    connection: sqlite3.Connection, job_id: int, text: str, now: int
) -> BulkPlan | Refused:
    """What pasted lines or a table would enter; seats and place are those of the last detail."""
    lines = read_pasted(text)
    if not lines:
        return Refused((f"Nothing was pasted. Write a line for each detail: {HINT}.",))
    planner = _Planner(connection, job_id, now)
    return planner.plan(planner.pasted(line) for line in lines)


def same_as_month(
    connection: sqlite3.Connection, job_id: int, like: date, month: date, now: int
) -> BulkPlan | Refused:
    """The details of one month again in another, each on the same how-manieth weekday, at the same
    hours on the wall; `like` and `month` are any dates in the months."""
    planner = _Planner(connection, job_id, now)
    calendar = Calendar(agency_zone(connection))
    first = like.replace(day=1)
    span = calendar.midnight(first), calendar.midnight(_next_month(first))
    known = details_between(connection, job_id, *span)
    if not known:
        return Refused((f"Job {planner.number} has no detail in {first:%Y-%m}.",))
    return planner.plan(planner.moved(each, month) for each in known)


def enter_planned(book: Book, actor: Actor, plan: BulkPlan) -> DetailsEntered | Refused:
    """Enter every line of a plan that has no problem, in one action.

    Refused where another detail has come in the way since.
    """
    if not plan.good:
        why = f": {plan.bad[0].problem}" if plan.bad else ""
        return Refused((f"None of the lines can be entered{why}.",))
    with book.action(actor, "add details", f"job:{plan.job_id}") as tx:
        job = tx.get(Job, plan.job_id)
        details = [line.detail for line in plan.good if line.detail is not None]
        taken = [d for d in details if _in_the_way(tx.connection, job.id, d)]
        if job.state != JobState.OPEN or taken:
            tx.abandon()
            return Refused(("The job has changed since this was planned: look at it again.",))
        added = [insert_detail(tx, job, detail) for detail in details]
        left = tuple(f"{line.words}: {line.problem}" for line in plan.bad)
        numbers = tuple(detail.number for detail in added)
        return DetailsEntered(tuple(detail.id for detail in added), numbers, left)


class _Planner:
    """One job's details on their way into a plan."""

    def __init__(self, connection: sqlite3.Connection, job_id: int, now: int) -> None:
        self._connection, self._job_id = connection, job_id
        self._employer_id, self.number, self._state = employer_of_job(connection, job_id)
        self._calendar = Calendar(agency_zone(connection))
        self._today = local_today(connection, now)
        self._pattern = last_detail(connection, job_id)

    def plan(self, lines: Iterable[PlannedDetail]) -> BulkPlan | Refused:
        """All lines, those out that another line or the book has already."""
        if self._state != JobState.OPEN:
            return Refused((f"Job {self.number} is {self._state}: it takes no more details.",))
        kept: list[PlannedDetail] = []
        for line in lines:
            kept.append(self._against_others(line, kept))
        return BulkPlan(self._job_id, self.number, tuple(kept))

    def pasted(self, line: PastedLine) -> PlannedDetail:
        """A line that was pasted, read."""
        if line.on is None or line.hours is None:
            return PlannedDetail(line.row, line.words, None, line.problem)
        site = self._site(line.site)
        if isinstance(site, str):
            return PlannedDetail(line.row, line.words, None, site)
        seats = seats_like(self._connection, self._pattern.id) if self._pattern else (Seat(),)
        if line.officers is not None:
            seats = (replace(seats[0], label=""),) * line.officers
        sign = line.call_sign or (self._pattern.call_sign if self._pattern else "")
        return self._on(line.row, line.on, line.hours, NewDetail(site, 0, 0, seats, sign))

    def moved(self, like: DetailPattern, month: date) -> PlannedDetail:
        """A detail of another month on the same how-manieth weekday of this one."""
        start, end = self._calendar.wall(like.starts_at), self._calendar.wall(like.ends_at)
        on = moved(start.date(), month)
        if on is None:
            nth = f"{ordinal((start.day - 1) // 7 + 1)} {DAY_NAMES[start.weekday()]}"
            words = f"{like.number} of {start:%Y-%m-%d}"
            return PlannedDetail(0, words, None, f"{month:%Y-%m} has no {nth}")
        seats = seats_like(self._connection, like.id)
        new = NewDetail(like.site_id, 0, 0, seats, like.call_sign)
        return self._on(0, on, Hours(start.time(), end.time()), new)

    def _on(self, row: int, on: date, hours: Hours, like: NewDetail) -> PlannedDetail:
        (start, end), reading = hours.on(on, self._calendar.zone)
        new = replace(like, starts_at=start, ends_at=end)
        clocks = f"{hours.starts:%H:%M}-{hours.ends:%H:%M}"
        words = f"{on:%a} {on} {clocks}, {len(new.seats)} officer(s)"
        problem = next(iter(detail_problems(new)), "")
        if reading is Reading.MOVED:
            problem = f"there is no {hours.starts:%H:%M} on {on}: the clocks go forward over it"
        elif on < self._today:
            problem = "it is over"
        twice = "its start comes twice: the first is taken" if reading is Reading.FIRST else ""
        return PlannedDetail(row, words, new, problem, twice)

    def _site(self, text: str) -> int | str:
        """The place that is meant, that of the last detail, or a problem."""
        if not text:
            return (
                self._pattern.site_id if self._pattern else "say at which site: none is known yet"
            )
        found = sites_named(self._connection, text, self._employer_id)
        exact = [one for one in found if one.name.casefold() == text.casefold()]
        return exact[0].id if len(exact) == 1 else f"there is no site '{text}'"

    def _against_others(
        self, line: PlannedDetail, before: Sequence[PlannedDetail]
    ) -> PlannedDetail:
        if line.detail is None or line.problem:
            return line
        known = _in_the_way(self._connection, self._job_id, line.detail)
        if known:
            return replace(line, problem=f"{known} is there already")
        same = next((other for other in before if _meets(other, line.detail)), None)
        return replace(line, problem=f"the same as {same.words}") if same else line


def _meets(other: PlannedDetail, new: NewDetail) -> bool:
    known = other.detail
    if known is None or other.problem or known.site_id != new.site_id:
        return False
    return known.starts_at < new.ends_at and known.ends_at > new.starts_at


def _in_the_way(connection: sqlite3.Connection, job_id: int, new: NewDetail) -> str:
    return in_the_way(connection, job_id, new.site_id, new.starts_at, new.ends_at)


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
