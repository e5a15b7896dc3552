"""Who approved his own thing: the cases that were planted are told of, and nothing beside them."""

from dataclasses import replace

from coordinator.actions.reports.finding import shipped_reports
from coordinator.actions.reports.running import Asking, run_report
from coordinator.actions.results import Actor
from coordinator.rules.reports.report import Result
from storage.database import Book
from storage.models import ApprovalRequest, Request
from tests.actions.audit_town import LATE, NOW, PERIOD, Town, at, correct, decide, fill

Told = set[tuple[str, str, str]]


def told(book: Book, **typed: str) -> Told:
    """What the report says: the pair of roles, the record, the person."""
    report = shipped_reports().named("same-person")
    assert report is not None
    result = run_report(book.reader(), report, Asking(book.path, NOW, {"period": PERIOD, **typed}))
    assert isinstance(result, Result), result
    places = [result.place(name) for name in ("pair", "record", "person")]
    assert len(set(result.rows)) == len(result.rows)
    return {tuple(str(row[place]) for place in places) for row in result.rows}  # type: ignore[misc]


def asked(town: Town, number: str, asker: str, decided: str, **more: str) -> None:
    """A request that somebody asked for and somebody approved."""
    given = {"state": "booked", **more}
    town.tx.add(
        Request(number=number, asker=asker, decided_by=decided, requested_at=at(LATE, 8),
                received_at=at(LATE, 8), decided_at=at(LATE, 9), **given)
    )  # fmt: skip


def question(town: Town, of: str, by: str, subject: str, state: str = "given") -> None:
    """A question and its answer."""
    town.tx.add(
        ApprovalRequest(kind="refund", subject=subject, asked_of=of, asked_by=by,
                        asked_at=at(LATE, 8), answered_at=at(LATE, 9), state=state)
    )  # fmt: skip


def plant(town: Town) -> Told:
    """The coordinator's and the officers' own approvals, each beside one that is nobody's own."""
    both = town.work(entry={"entered_by": "Sam", "approved_by": " sam"})
    waiting = {"entered_by": "Sam", "approved_by": "Sam", "state": "entered"}
    town.work(entry=waiting, billed=False, paid=False)
    himself = town.work(entry={"approved_by": "Al Ofc"}, officer=town.officer(last_name="Ofc"))
    town.work(entry={"approved_by": "Ofc Lee"}, officer=town.officer(last_name="Ofc"))
    badge, name, other = town.work(), town.work(), town.work(officer=town.officer(last_name="Lea"))
    decide(town, badge, badge.officer.badge, "needed")
    decide(town, name, name.officer.last_name.upper(), "needed")
    decide(town, other, "Chief Leaway", "needed")
    mended = town.work()
    correct(town, mended, mended.officer.badge, "longer")
    leader = town.officer()
    led = town.work(officer=leader, job={"led_by_id": leader.id})
    town.work(job={"led_by_id": leader.id})
    question(town, "Kim", " kim", "position:1")
    question(town, "Kim", "Kim", "position:2", state="refused")
    question(town, "", "", "position:3")
    asked(town, "R26-1", "Kim", "KIM")
    asked(town, "R26-2", "Kim", "Chief", allowed_by="Kim")
    asked(town, "R26-3", "Kim", "Kim", state="refused")
    asked(town, "R26-4", "", "")
    asked(town, "R26-5", "Kim", "Chief")
    return {
        ("entered and approved hours", both.position, "Sam"),
        ("approved what he is paid", himself.position, "Al Ofc"),
        ("allowed his own seat", badge.position, badge.officer.badge),
        ("allowed his own seat", name.position, name.officer.last_name.upper()),
        ("corrected what he is paid", mended.position, mended.officer.badge),
        ("led and worked", led.position, f"{leader.last_name}, {leader.first_name}"),
        ("asked and approved", "position:1", " kim"),
        ("asked and approved", "R26-1", "KIM"),
        ("asked and approved", "R26-2", "Chief"),
    }


def test_own_approvals_are_found_and_none_is_invented(book: Book) -> None:
    clean = fill(book)
    assert told(book) == set()
    with book.action(Actor("Sam", NOW), "plant", "agency:1") as tx:
        planted = plant(replace(clean, tx=tx))
    assert told(book) == planted
    for pair in {each[0] for each in planted}:
        assert told(book, pair=pair) == {each for each in planted if each[0] == pair}
