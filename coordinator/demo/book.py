"""The demo book: the same for the same instant, made in a few seconds."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from coordinator.actions.book.opening import put_in_standards
from coordinator.actions.book.settings import set_setting
from coordinator.actions.care.news import note_told
from coordinator.actions.pay.pay_periods import ANCHOR
from coordinator.actions.results import Actor
from coordinator.demo.answering import answering_steps
from coordinator.demo.asking import asking_steps
from coordinator.demo.calendar import TIMEZONE, Calendar
from coordinator.demo.diary import Diary
from coordinator.demo.duty import add_duty, duty_spans
from coordinator.demo.firms import add_exclusions, add_firms
from coordinator.demo.hours import enter_hours
from coordinator.demo.money import issue, pay, receive
from coordinator.demo.payroll_time import bring_in_payroll_time
from coordinator.demo.people import add_people
from coordinator.demo.presence import presence_steps
from coordinator.demo.requests import request_steps
from coordinator.demo.steps import WHO, Step
from coordinator.demo.today import deliver_all, enter_today, today_steps
from coordinator.demo.work import World, enter_week
from storage.database import Book, create_book
from storage.models import Agency
from storage.transaction import Transaction

NAME = "Harbor Falls Police Department"
SEED = 1_876
WEEKS = 8


def make_demo(path: Path, now: int) -> Book:
    """Make the demo book at `path` as it would stand at `now` (UTC seconds).

    Raises FileExistsError where something is there already.
    """
    book = create_book(path, name=NAME, timezone=TIMEZONE, currency="USD")
    calendar = Calendar(now)
    put_in_standards(book, Actor(WHO, calendar.at(-70, "09:00")))
    world = _found(book, calendar)
    steps = (
        *_steps(world),
        *asking_steps(world),
        *today_steps(world),
        *answering_steps(world),
        *request_steps(world),
        *presence_steps(world),
    )
    for step in sorted(steps, key=lambda step: step.at):
        step.do(book, Actor(WHO, step.at))
    deliver_all(book, now)
    note_told(book, now)
    return book


def _found(book: Book, calendar: Calendar) -> World:
    """The agency with its people and employers; the schedule is known, not yet written."""
    random = Random(SEED)
    with book.action(Actor(WHO, calendar.at(-69, "10:00")), "import roster", "agency:1") as tx:
        _complete_agency(tx)
        people = add_people(tx, calendar, random)
    with book.action(Actor(WHO, calendar.at(-69, "11:00")), "import employers", "agency:1") as tx:
        firms = add_firms(tx, calendar, random)
        add_exclusions(tx, firms, (people.members[45].id, people.members[60].id))
    world = World(calendar, random, people, firms, Diary(calendar.zone))
    world.duty = duty_spans(calendar, people.members, random)
    for officer_id, start, end, _ in world.duty:
        world.diary.note(officer_id, start, end, duty=True)
    return world


def _complete_agency(tx: Transaction) -> None:
    agency = tx.get(Agency, 1)
    agency.address = "12 Harbor Road, Harbor Falls"
    agency.phone = "508-555-0100"
    agency.email = "details@example.org"
    agency.tax_number = "00-0000000"
    agency.remit_to = "Town of Harbor Falls, Treasurer\n12 Harbor Road, Harbor Falls"
    tx.save(agency)


def _steps(world: World) -> Iterator[Step]:
    calendar = world.calendar
    for first in range(-WEEKS * 7, 0, 7):
        yield Step(calendar.at(first - 5, "09:00"), _week(world, first))
        if first < -7:
            yield Step(calendar.at(first + 8, "10:00"), _hours(world, first, first + 7))
    yield Step(calendar.at(-35, "11:00"), lambda book, actor: issue(book, actor, world, -36))
    yield Step(calendar.at(-56, "09:00"), _pay_periods(calendar.iso(-56)))
    yield Step(calendar.at(-27, "11:00"), lambda book, actor: pay(book, actor, world, -56, -28))
    yield Step(calendar.at(-13, "11:00"), lambda book, actor: pay(book, actor, world, -28, -14))
    yield Step(calendar.at(-6, "15:00"), lambda book, actor: receive(book, actor, world))
    yield Step(calendar.at(-5, "11:00"), lambda book, actor: issue(book, actor, world, -8))
    yield Step(calendar.at(-2, "10:00"), _hours(world, -7, -3))
    yield Step(calendar.at(-1, "08:00"), _schedule(world))
    yield Step(calendar.at(-1, "09:00"), _coming(world))
    yield Step(calendar.now - 3_600, _hours(world, -3, 0, approved=False))
    yield Step(
        calendar.now - 1_800, lambda book, actor: bring_in_payroll_time(book, actor, calendar)
    )


def _pay_periods(first_day: str) -> Callable[[Book, Actor], None]:
    def write(book: Book, actor: Actor) -> None:
        set_setting(book, actor, ANCHOR, first_day)

    return write


def _week(world: World, first: int) -> Callable[[Book, Actor], None]:
    return _written("enter details", lambda tx: enter_week(tx, world, first, first + 7))


def _coming(world: World) -> Callable[[Book, Actor], None]:
    def write(tx: Transaction) -> None:
        # What is fixed to the hour comes first, so that it is staffed whatever else happens.
        enter_today(tx, world)
        enter_week(tx, world, 0, WEEKS * 7)

    return _written("enter details", write)


def _hours(
    world: World, first: int, until: int, *, approved: bool = True
) -> Callable[[Book, Actor], None]:
    span = (world.calendar.at(first, "00:00"), world.calendar.at(until, "00:00"))
    verb = "approve hours" if approved else "enter hours"
    return _written(verb, lambda tx: enter_hours(tx, world, *span, approved=approved))


def _schedule(world: World) -> Callable[[Book, Actor], None]:
    return _written("import schedule", lambda tx: add_duty(tx, world.calendar, world.duty))


def _written(verb: str, write: Callable[[Transaction], None]) -> Callable[[Book, Actor], None]:
    """One action of the agency that writes so."""

    def do(book: Book, actor: Actor) -> None:
        with book.action(actor, verb, "agency:1") as tx:
            write(tx)

    return do
