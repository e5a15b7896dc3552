"""The fairness statement of a period, read from the book and put on paper.

Nothing here writes to the book; screens run it on a reading thread.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coordinator.actions.book.documents import Made, paper_of, written
from coordinator.actions.results import Refused
from coordinator.rules.decision import decode
from coordinator.rules.fairness import (
    Figures,
    Share,
    Status,
    UnpopularHours,
    in_order,
    opportunity_days,
    shared_out,
)
from coordinator.rules.fairness_statement import OutOfOrder, PolicyVersion, Statement
from coordinator.rules.fairness_tests import Contest, Judged, OutcomeTest, order_test, outcome_test
from coordinator.rules.spans import Calendar, Span
from storage.database import Book
from storage.queries.distribution import fairness, fairness_beside
from storage.queries.staffing.today import agency_words

if TYPE_CHECKING:
    from coordinator.long_work import Progress

USUAL_DAYS = 365
_WINS = {"called_off": "called_off", "no_show": "no_shows", "released": "released"}


def usual_period(today: date) -> tuple[date, date]:
    """The year up to yesterday: local dates, half-open."""
    return today - timedelta(days=USUAL_DAYS), today


def _unwatched(done: int, total: int) -> bool:
    return True


def read_statement(
    connection: sqlite3.Connection,
    first: date,
    until: date,
    now: int,
    progress: "Progress" = _unwatched,
) -> Statement | Refused:
    """The statement of the local dates [first, until), as the book stands at `now` (UTC)."""
    if until <= first:
        return Refused(("The period ends before it begins.",))
    agency, period = agency_words(connection), (first.isoformat(), until.isoformat())
    calendar = Calendar(agency.timezone)
    span = calendar.midnight(first), calendar.midnight(until)
    awards = fairness.awards(connection, span)
    figures = _figures(awards, UnpopularHours(calendar))
    shares = _shares(connection, (first, until), span, now, figures)
    orders = _orders(connection, span, shares, lambda done: progress(done, len(awards)))
    if orders is None:
        return Refused(("Stopped: the statement was not read to its end.",))
    return Statement(
        agency.name,
        agency.timezone,
        agency.currency,
        *period,
        last_on=(until - timedelta(days=1)).isoformat(),
        made_at=now,
        shares=shares,
        order=order_test(orders.judged),
        outs=orders.outs,
        untold=max(0, len(awards) - orders.awards),
        outcome=_outcome(connection, span, awards, shares, " ".join((agency.name, *period))),
        policies=tuple(PolicyVersion(*p) for p in fairness.policies_in_force(connection, *period)),
        asked=fairness_beside.asked_for(connection, span),
        ordered=fairness_beside.ordered_hours(connection, span),
        apart=fairness_beside.kept_apart(connection, span, calendar),
    )


def _outcome(
    connection: sqlite3.Connection,
    span: Span,
    awards: Iterable[fairness.AwardRow],
    shares: Iterable[Share],
    seed: str,
) -> OutcomeTest:
    contests = list(_contests(awards, fairness.interests(connection, span)))
    return outcome_test(contests, {share.officer_id: share.days for share in shares}, seed)


def read_apart(
    book: Path, first: date, until: date, now: int, progress: "Progress"
) -> Statement | Refused:
    """The same as screens do it: in a process of its own (`coordinator.long_work`)."""
    opened = Book(book)
    try:
        return read_statement(opened.reader(), first, until, now, progress)
    finally:
        opened.close()


def put_on_paper(
    connection: sqlite3.Connection, where: Path, statement: Statement, *, replace: bool = True
) -> Made | Refused:
    """A statement that was read as PDF."""
    from exports.fairness_sheet import write_fairness_sheet

    write = partial(write_fairness_sheet, statement=statement, paper=paper_of(connection))
    period = f"{statement.from_on} to {statement.last_on}"
    name = ("fairness", period.replace(" ", "-"), "pdf")
    return written(where, name, write, f"Fairness statement, {period}", replace=replace)


# ── figures ──────────────────────────────────────────────────────────────────────────────────


def _shares(
    connection: sqlite3.Connection,
    period: tuple[date, date],
    span: Span,
    now: int,
    figures: Mapping[int, Figures],
) -> tuple[Share, ...]:
    told = _told(connection, span, now, figures)
    statuses: dict[int, list[Status]] = defaultdict(list)
    for row in fairness.statuses(connection):
        statuses[row.officer_id].append(Status(row.kind, row.from_on, row.until_on))
    return shared_out(
        Share(person.id, person.badge, person.name, person.unit, days, told[person.id])
        for person in fairness.roster(connection)
        if (days := opportunity_days(period, person.hired_on, statuses[person.id]))
        * person.approved
        or told[person.id] != Figures()
    )


def _told(
    connection: sqlite3.Connection, span: Span, now: int, figures: Mapping[int, Figures]
) -> dict[int, Figures]:
    """The figures with what the officers were told, answered and asked for."""
    told = defaultdict(Figures, figures)
    for officer_id, *counts in fairness.offers(connection, span, now):
        fates = zip(fairness.OfferRow._fields[1:], counts, strict=True)
        told[officer_id] = replace(told[officer_id], **dict(fates))
    for officer_id, outcome, calls in fairness.calls(connection, span):
        before = told[officer_id]
        rung = {"rung": before.rung + calls, f"rung_{outcome}": calls}
        told[officer_id] = replace(before, **rung)
    asked = {
        (row.officer_id, row.position_id)
        for row in fairness.interests(connection, span)
        if row.withdrawn_at is None
    }
    for officer_id, count in Counter(officer_id for officer_id, _ in asked).items():
        told[officer_id] = replace(told[officer_id], asked=count)
    return told


def _figures(awards: Iterable[fairness.AwardRow], unpopular: UnpopularHours) -> dict[int, Figures]:
    """What each officer won and worked."""
    mine: dict[int, list[fairness.AwardRow]] = defaultdict(list)
    for award in awards:
        mine[award.officer_id].append(award)
    return {officer_id: _worked(rows, unpopular) for officer_id, rows in mine.items()}


def _worked(awards: list[fairness.AwardRow], unpopular: UnpopularHours) -> Figures:
    kept = [award for award in awards if award.counts]
    seconds = sum(award.ends_at - award.starts_at - 60 * award.break_minutes for award in kept)
    disliked = sum(unpopular.seconds((award.starts_at, award.ends_at)) for award in kept)
    paid = [award.pay_cents for award in awards if award.pay_cents is not None]
    became = Counter(_WINS.get(award.state, "held") for award in awards)
    return Figures(
        won=len(awards),
        minutes=seconds // 60,
        unpopular_minutes=disliked // 60,
        pay_cents=sum(paid) if paid else None,
        **became,
    )


# ── the order, and who asked ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Orders:
    """Awards judged by officer, and those that were out of order."""

    judged: dict[int, Judged]
    outs: tuple[OutOfOrder, ...]

    @property
    def awards(self) -> int:
        """How many could be judged."""
        return sum(each.awards for each in self.judged.values())


def _orders(
    connection: sqlite3.Connection,
    span: Span,
    shares: Iterable[Share],
    going_on: Callable[[int], bool | None],
) -> _Orders | None:
    """Every packet opened and judged; None where it was stopped. Packets take most of the time."""
    judged: dict[int, Judged] = defaultdict(lambda: Judged(0, 0))
    outs: list[OutOfOrder] = []
    badges = {share.officer_id: share.badge for share in shares}
    for done, row in enumerate(fairness.decisions_of(connection, span)):
        if going_on(done) is False:
            return None
        kept = _kept_order(row)
        if kept is None:
            continue
        before = judged[row.officer_id]
        judged[row.officer_id] = Judged(before.awards + 1, before.out + (not kept))
        if not kept:
            badge = badges.get(row.officer_id, "")
            out = OutOfOrder(row.position, badge, row.decided_at, row.reason, row.override_by)
            outs.append(out)
    return _Orders(dict(judged), tuple(outs))


def _kept_order(row: fairness.DecisionRow) -> bool | None:
    """Whether the award was in order; None where the packet cannot tell."""
    try:
        packet = decode(row.packet or b"")
        if packet["award"]["officer_id"] != row.officer_id:
            return None
        return in_order(packet)
    except (KeyError, TypeError, ValueError):
        return None


def _contests(
    awards: Iterable[fairness.AwardRow], interests: Iterable[fairness.InterestRow]
) -> Iterator[Contest]:
    """Each award with all who asked for the position before it was made, and its winner."""
    asked: dict[int, list[fairness.InterestRow]] = defaultdict(list)
    for interest in interests:
        asked[interest.position_id].append(interest)
    for award in awards:
        pool = {award.officer_id}
        pool |= {
            row.officer_id
            for row in asked[award.position_id]
            if row.expressed_at <= award.awarded_at < (row.withdrawn_at or award.awarded_at + 1)
        }
        yield Contest(award.officer_id, tuple(sorted(pool)))
