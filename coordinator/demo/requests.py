"""What employers ask for in the demo: a request at every stage, and the vehicles that go along."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from coordinator.actions.equipment.register import NewEquipment, add_equipment, take_out
from coordinator.actions.equipment.using import Wanted, put_on
from coordinator.actions.requests.booking import book_request
from coordinator.actions.requests.checking import note_check
from coordinator.actions.requests.deciding import Approving, approve_request, refuse_request
from coordinator.actions.requests.entering import enter_request
from coordinator.actions.requests.new_requests import NewRequest
from coordinator.actions.requests.terms import accept_terms
from coordinator.actions.results import Actor, Refused
from coordinator.demo.steps import Step
from coordinator.demo.today import OPEN, SOON
from coordinator.demo.work import World
from coordinator.rules.intake.wanted import Post, WantedDate
from coordinator.rules.request_words import CheckState, RequestSource
from coordinator.rules.spans import DAY, HOUR
from storage.database import Book

CAPTAIN = "Capt. Ruth Aldous"
FLEET = (
    NewEquipment("C-14", "vehicle", "Ford, marked", "Traffic", 48_210),
    NewEquipment("C-17", "vehicle", "Ford, marked", "Traffic", 12_904),
    NewEquipment("C-21", "vehicle", "Pick-up with arrow board", "Traffic", 71_355),
    NewEquipment("MB-1", "message_board", "Trailer, solar", "Traffic"),
    NewEquipment("LT-2", "light_tower", "Diesel, 6 m", "Special events"),
)


def request_steps(world: World) -> Iterator[Step]:
    """The requests of the last days, and the equipment register, by the program's own actions."""
    at = world.calendar.at
    yield Step(at(-20, "09:40"), lambda book, actor: _recurring(book, actor, world))
    yield Step(at(-6, "11:15"), lambda book, actor: _refused(book, actor, world))
    yield Step(at(-4, "14:05"), lambda book, actor: _approved(book, actor, world))
    yield Step(at(-2, "16:30"), lambda book, actor: _unknown_firm(book, actor, world))
    yield Step(at(-1, "10:20"), lambda book, actor: _waiting(book, actor, world))
    yield Step(at(-30, "08:30"), _fleet)
    yield Step(world.calendar.now - 2 * HOUR, lambda book, actor: _put_on(book, actor, world))


def _recurring(book: Book, actor: Actor, world: World) -> None:
    """Asked for, accepted, approved and booked: details made ahead by a rule."""
    request = _ask(
        book, actor, world, "credit", "permanent", "Turnpike office, lobby", (11, "09:00", 6),
        rule="FREQ=WEEKLY;BYDAY=MO,WE", place="Turnpike office",
        answers={"duties": "Stand in the lobby, walk the staff to their cars at closing",
                 "reason": "Two robberies on the Turnpike this year"},
    )  # fmt: skip
    _settle(book, actor, request, CAPTAIN)
    _sure(book_request(book, actor, request))


def _refused(book: Book, actor: Actor, world: World) -> None:
    request = _ask(
        book, actor, world, "freight", "temporary", "Picket line, repossession of trucks",
        (4, "06:00", 8), place="Gate 3, Wharf Street",
        answers={"duties": "Keep the drivers' picket away while a creditor takes the trucks"},
    )  # fmt: skip
    _sure(refuse_request(book, actor, request, reason="Officers take no side in a dispute"))


def _approved(book: Book, actor: Actor, world: World) -> None:
    """Approved by command; still to be booked."""
    request = _ask(
        book, actor, world, "arena", "event", "Winter lights, opening night", (18, "17:00", 6),
        posts=(Post("officer", 4), Post("sergeant", 1)), place="Saltmarsh Arena",
        answers={"duties": "Gates, floor and the car park", "attendance": 2_400, "alcohol": True,
                 "licence": "L-2207", "public": "ticket holders", "trouble": False},
    )  # fmt: skip
    _settle(book, actor, request, CAPTAIN)


def _unknown_firm(book: Book, actor: Actor, world: World) -> None:
    """Came by the form on the town's page, of somebody whom the register does not know."""
    _ask(
        book, actor, world, "", "film", "Car advertisement, Ferry Street", (9, "05:30", 9),
        posts=(Post("officer", 3),), place="Ferry Street, from the bridge to Depot Square",
        answers={"duties": "Hold traffic for the takes", "streets": "Ferry Street, 05:30 to 14:30",
                 "weapons": False, "crew_size": 40},
        firm="Bright Anvil Commercials", asker="Noor Haddad", phone="617-555-0188",
        email="noor@brightanvil.example", source=RequestSource.FORM,
    )  # fmt: skip


def _waiting(book: Book, actor: Actor, world: World) -> None:
    """By telephone yesterday; the traffic plan is still to come."""
    _ask(
        book, actor, world, "paving", "road", "Resurfacing, Chestnut Street", (6, "07:00", 8),
        posts=(Post("officer", 2),), place="Chestnut Street, Main to Orchard",
        answers={"duties": "Alternate one-way past the paver", "lanes": 1},
    )  # fmt: skip


def _fleet(book: Book, actor: Actor) -> None:
    for piece in FLEET:
        _sure(add_equipment(book, actor, piece))
    gone = (actor.now, actor.now + 60 * DAY)
    _sure(take_out(book, actor, _id(book, FLEET[-1].code), gone, "engine, at the dealer's"))


def _put_on(book: Book, actor: Actor, world: World) -> None:
    for order, code in ((SOON, "C-14"), (OPEN, "C-17")):
        detail = world.details[order]
        _sure(put_on(book, actor, Wanted(detail_id=detail, equipment_id=_id(book, code))))


def _id(book: Book, code: str) -> int:
    row = book.reader().execute("SELECT id FROM equipment WHERE code = ?", (code,)).fetchone()
    return int(row[0])


def _ask(
    book: Book,
    actor: Actor,
    world: World,
    firm_key: str,
    event: str,
    title: str,
    when: tuple[int, str, int],
    *,
    posts: tuple[Post, ...] = (Post(),),
    **more: object,
) -> int:
    """Enter a request for `when` (days from now, clock, hours); its id."""
    firm = world.firms.get(firm_key)
    dates = (WantedDate(*_walls(world, *when), posts),)
    new = NewRequest(event, title, dates, **more)  # type: ignore[arg-type]
    if firm is not None:
        new = replace(new, employer_id=firm.id, contact_id=firm.contact_id)
    done = enter_request(book, actor, new)
    assert not isinstance(done, Refused), done.reasons
    return done.request_id


def _walls(world: World, days: int, clock: str, hours: int) -> tuple[datetime, datetime]:
    starts = world.calendar.at(days, clock)
    zone = world.calendar.zone
    first, last = (datetime.fromtimestamp(at, zone) for at in (starts, starts + hours * HOUR))
    return first.replace(tzinfo=None), last.replace(tzinfo=None)


def _settle(book: Book, actor: Actor, request_id: int, by: str) -> None:
    """Terms accepted, rung back, and approved."""
    _sure(accept_terms(book, actor, request_id, by="the employer, by mail"))
    _sure(note_check(book, actor, request_id, "called_back", CheckState.MET, "at the office"))
    _sure(approve_request(book, actor, request_id, Approving(by=by)))


def _sure(done: object) -> None:
    """The demo's own steps are never refused."""
    assert not isinstance(done, Refused), done.reasons
