"""The demo agency's jobs, week by week: ordered, staffed, and worked when they are over."""

from dataclasses import dataclass, field
from random import Random

from coordinator.actions.jobs.jobs import NewDetail, NewJob, Seat, insert_detail, insert_job
from coordinator.demo.calendar import Calendar
from coordinator.demo.diary import Diary
from coordinator.demo.duty import Span
from coordinator.demo.firms import Firm
from coordinator.demo.orders import EVENTS, STANDING, Order, SeatPlan
from coordinator.demo.people import Member, People
from coordinator.rules.words import AssignmentState, CallOffReason
from storage.models import Assignment, CallOff, Detail, EquipmentUse, Job
from storage.transaction import Transaction

DAY = 86_400
LEVELS = {"OFC": (10, 20), "SGT": (30,), "LT": (40,)}
"""Rank that a position asks for → levels of those who are put there."""


@dataclass(slots=True)
class World:
    """What has been made so far, and the dice. `details` are those of today with a part to play."""

    calendar: Calendar
    random: Random
    people: People
    firms: dict[str, Firm]
    diary: Diary
    duty: list[Span] = field(default_factory=list)
    jobs: dict[Order, Job] = field(default_factory=dict)
    details: dict[Order, int] = field(default_factory=dict)


def enter_week(tx: Transaction, world: World, first: int, until: int) -> None:
    """Write every detail that begins on the days [first, until) from now, with its officers."""
    planned = [
        (offset, order)
        for order in (*STANDING, *EVENTS)
        for offset in order.offsets(world.calendar, first, until)
    ]
    for offset, order in sorted(planned, key=lambda plan: plan[0]):
        start = world.calendar.at(offset, order.clock)
        enter_detail(tx, world, order, start, _filled_share(offset))


def enter_detail(
    tx: Transaction, world: World, order: Order, start: int, filled_share: float
) -> Detail:
    """Write one detail of an order, and fill that share of its positions."""
    firm = world.firms[order.firm]
    end = start + order.hours * 3_600
    job = world.jobs.get(order) or world.jobs.setdefault(order, _job(tx, order, firm))
    seats = tuple(_seat(world, plan) for plan in order.seats)
    detail = insert_detail(tx, job, NewDetail(firm.sites[order.site], start, end, seats))
    if order.vehicle:
        tx.add(
            EquipmentUse(
                detail_id=detail.id,
                kind="vehicle",
                label="Marked car",
                starts_at=start,
                ends_at=end,
            )
        )
    positions = tx.connection.execute(
        "SELECT id FROM position WHERE detail_id = ? ORDER BY id", (detail.id,)
    ).fetchall()
    for (position_id,), plan in zip(positions, order.seats, strict=True):
        if world.random.random() < filled_share:
            fill(tx, world, position_id, plan, (start, end))
    return detail


def fill(
    tx: Transaction,
    world: World,
    position_id: int,
    plan: SeatPlan,
    span: tuple[int, int],
    *,
    after: int = 0,
) -> Assignment | None:
    """Put the next free officer into a position, not before an instant; None where nobody is
    free."""
    able = [m for m in world.people.members if _able(m, plan)]
    day = world.calendar.zone_date(span[0])
    member = world.diary.first_free(able, day, *span)
    if member is None:
        return None
    over, awarded_at = span[1] <= world.calendar.now, max(after, min(tx.now, span[0] - DAY))
    if over and world.random.random() < 0.015:
        called_at = _called_off_before(tx, world, position_id, member, span)
        return fill(tx, world, position_id, plan, span, after=called_at + 600)
    world.diary.note(member.id, *span, duty=False)
    return tx.add(
        Assignment(
            position_id=position_id,
            officer_id=member.id,
            starts_at=span[0],
            ends_at=span[1],
            state=_state(world, span, over=over),
            awarded_at=awarded_at,
            confirmed_at=awarded_at + 600 if over else None,
            seen_at=span[0] if span[0] < world.calendar.now else None,
        )
    )


def _called_off_before(
    tx: Transaction, world: World, position_id: int, member: Member, span: tuple[int, int]
) -> int:
    """Somebody had the position and gave it back; returns when (UTC seconds)."""
    called_at = span[0] - 7_200
    assignment = tx.add(
        Assignment(
            position_id=position_id,
            officer_id=member.id,
            starts_at=span[0],
            ends_at=span[1],
            state=AssignmentState.CALLED_OFF,
            awarded_at=span[0] - 3 * DAY,
            left_at=called_at,
        )
    )
    tx.add(
        CallOff(
            assignment_id=assignment.id,
            position_id=position_id,
            called_at=called_at,
            reason=world.random.choice((CallOffReason.SICK, CallOffReason.FAMILY)),
            taken_by=tx.who,
        )
    )
    # He is not asked again for the same hours.
    world.diary.note(member.id, *span, duty=False)
    return called_at


def _state(world: World, span: tuple[int, int], *, over: bool) -> str:
    if over:
        return AssignmentState.WORKED
    soon = span[0] < world.calendar.now + 3 * DAY
    confirmed = soon and world.random.random() < 0.9
    return AssignmentState.CONFIRMED if confirmed else AssignmentState.ASSIGNED


def _filled_share(offset: int) -> float:
    """The nearer the day, the fuller its details."""
    if offset <= 0:
        return 1.0
    return max(0.2, 0.98 - 0.014 * offset)


def _job(tx: Transaction, order: Order, firm: Firm) -> Job:
    return insert_job(
        tx,
        NewJob(
            firm.id,
            order.title,
            order.job_class,
            firm.contact_id,
            post_orders=_POST_ORDERS.get(order.job_class, "Report to the contact on arrival."),
        ),
    )


_POST_ORDERS = {
    "road work": "High-visibility vest. Keep one lane open. Radio the desk before closing a road.",
    "licensed premises": "Stay at the door; enter only with the manager or for a call.",
    "stadium": "Briefing at the main gate 30 minutes before.",
    "escort": "Meet at the gate; marked car.",
}


def _seat(world: World, plan: SeatPlan) -> Seat:
    required = (world.people.certifications[plan.certificate],) if plan.certificate else ()
    return Seat(plan.role, plan.label, world.people.ranks[plan.rank], required)


def _able(member: Member, plan: SeatPlan) -> bool:
    return member.level in LEVELS[plan.rank] and (
        not plan.certificate or plan.certificate in member.certificates
    )
