"""Backups stand by, are asked first, and are judged with the backup seat given up."""

from coordinator.actions.book.undoing import Undone, undo_last
from coordinator.actions.book.verifying import verify_book
from coordinator.actions.jobs.jobs import JobChanged, change_job
from coordinator.actions.results import Actor, Refused
from coordinator.actions.staffing.leaving import CalledOff, call_off
from coordinator.actions.staffing.staffing import Filled
from coordinator.actions.staffing.standby import add_backup, step_in
from storage.database import Book
from storage.queries.distribution.fairness_beside import asked_for, ordered_hours
from storage.queries.money.hours import hours_of_detail
from storage.queries.staffing.standby import backups_for
from tests.actions.test_exchanging import coming, events, free_for, holders, rows
from tests.screens.town import DAY, NOW


def stood_by(book: Book, actor: Actor) -> tuple[int, int, int, int]:
    """(assignment, position, detail, backup officer) of a held seat with a backup."""
    held, position, _, _ = coming(book)[0]
    detail = rows(book, "SELECT detail_id FROM position WHERE id = ?", position)[0][0]
    backup = free_for(book, [(position,)])
    added = add_backup(book, actor, detail, backup, reason="stands by")
    assert isinstance(added, Filled), added
    return held, position, detail, backup


def test_the_backup_is_known_and_comes_in_at_a_call_off(town_book: Book, pat: Actor) -> None:
    held, position, detail, backup = stood_by(town_book, pat)
    (found,) = backups_for(town_book.reader(), position)
    assert (found.officer_id, found.state) == (backup, "assigned")
    assert backups_for(town_book.reader(), rows(
        town_book, "SELECT id FROM position WHERE role = 'backup'")[0][0]) == ()  # fmt: skip
    early = step_in(town_book, pat, position, found.assignment_id)
    assert isinstance(early, Refused)
    assert "call off first" in early.sentence
    assert isinstance(call_off(town_book, pat, held, "sick"), CalledOff)
    before = holders(town_book)
    filled = step_in(town_book, pat, position, found.assignment_id)
    assert isinstance(filled, Filled), filled
    assert holders(town_book)[position] == backup
    assert ("filled", "substitute", backup) in events(town_book)
    # His backup seat is open again, and the order was not asked.
    assert len(holders(town_book)) == len(before)
    kind = "SELECT kind FROM decision ORDER BY id DESC LIMIT 1"
    assert rows(town_book, kind) == [("backup",)]
    assert isinstance(undo_last(town_book, pat), Undone)
    assert holders(town_book) == before
    assert verify_book(town_book).clean
    # Who only stands by has no hours to enter.
    lines = hours_of_detail(town_book.reader(), detail)
    assert backup not in {line.officer_id for line in lines}


def test_nobody_else_steps_in_so(town_book: Book, pat: Actor) -> None:
    held, position, _, _ = stood_by(town_book, pat)
    found = step_in(town_book, pat, position, held)
    assert isinstance(found, Refused)
    assert "does not stand by" in found.sentence


def test_a_wish_for_an_officer_is_counted_and_orders_nothing(town_book: Book, pat: Actor) -> None:
    _, position, officer, _ = coming(town_book)[0]
    job = rows(town_book, "SELECT job_id FROM detail JOIN position ON detail_id = detail.id "
               "WHERE position.id = ?", position)[0][0]  # fmt: skip
    assert isinstance(change_job(town_book, pat, job, {"asked_officer_id": officer}), JobChanged)
    (found,) = asked_for(town_book.reader(), (NOW - 9 * DAY, NOW + 9 * DAY))
    assert found.officer_id == officer
    assert 1 <= found.followed < found.seats
    assert ordered_hours(town_book.reader(), (NOW - 9 * DAY, NOW + 9 * DAY)) == ()


def test_ordered_hours_stand_apart(town_book: Book, pat: Actor) -> None:
    from coordinator.actions.staffing.staffing import order_in

    held, position, _, _ = coming(town_book)[0]
    taker = free_for(town_book, [(position,)])
    assert isinstance(call_off(town_book, pat, held, "sick"), CalledOff)
    ordered = order_in(town_book, pat, position, taker, reason="nobody took it")
    assert isinstance(ordered, Filled), ordered
    (found,) = ordered_hours(town_book.reader(), (NOW - 9 * DAY, NOW + 9 * DAY))
    assert (found.officer_id, found.details, found.minutes) == (taker, 1, 240)
