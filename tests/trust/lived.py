"""A book in which something has happened: jobs, offers, call-offs, a schedule, undo and redo."""

from coordinator.actions.book.opening import put_in_standards
from coordinator.actions.book.undoing import Undone, redo_last, undo_last
from coordinator.actions.jobs.details import DetailEdit, cancel_detail, change_detail
from coordinator.actions.jobs.jobs import NewDetail, add_detail
from coordinator.actions.results import Actor
from coordinator.actions.staffing.leaving import call_off, confirm
from coordinator.actions.staffing.offering import offer, record_call
from coordinator.actions.staffing.staffing import Filled, assign, refill
from storage.database import Book
from storage.models import ShiftBatch, ShiftBlock
from storage.vouched import block_hash
from tests.trust.town import DAY, HOUR, Town, order, seats_of, settle

SHIFTS = 150
BLOCK = 64


def live(book: Book, actor: Actor) -> Town:
    """Some twenty actions of every common kind; returns the town."""
    put_in_standards(book, actor)
    town = settle(book, actor)
    import_shifts(book, actor, town)
    job = order(book, actor, town)
    add_detail(
        book, actor, job.job_id, NewDetail(town.sites[1], actor.now + 9 * DAY, actor.now + 10 * DAY)
    )
    seats = seats_of(book, job.detail_ids[0])
    held = done(assign(book, actor, seats[0], town.officers[0], reason="first"))
    confirm(book, actor, held.assignment_id)
    call_off(book, actor, held.assignment_id, "sick", "flu")
    record_call(book, actor, seats[0], town.officers[1], "no_answer")
    offer(book, actor, seats[0], town.officers[2:4])
    done(refill(book, actor, seats[0], town.officers[3], reason="next"))
    undone = undo_last(book, actor)
    assert isinstance(undone, Undone), undone
    assert isinstance(redo_last(book, actor), Undone)
    change_detail(
        book, actor, job.detail_ids[0], DetailEdit(ends_at=actor.now + 3 * DAY + 9 * HOUR)
    )
    cancel_detail(book, actor, order(book, actor, town, days=5).detail_ids[0], "rain")
    return town


def done(result: object) -> Filled:
    """The position was filled."""
    assert isinstance(result, Filled), result
    return result


def import_shifts(book: Book, actor: Actor, town: Town) -> int:
    """One imported schedule: the batch and its blocks logged, the shifts beside the log."""
    with book.action(actor, "import schedule", "shift_batch:1") as tx:
        from_at, until_at = actor.now - 30 * DAY, actor.now
        batch = tx.add(
            ShiftBatch(
                source="patrol", file_name="patrol.csv", sha256="0" * 64, imported_at=actor.now,
                from_at=from_at, until_at=until_at, shifts=SHIFTS, state="active",
            )
        )  # fmt: skip
        shifts = [
            (tx.mint("shift"), town.officers[n % 6], from_at + n * HOUR, from_at + n * HOUR + 60)
            for n in range(SHIFTS)
        ]
        for start in range(0, SHIFTS, BLOCK):
            rows = [(*shift, "regular") for shift in shifts[start : start + BLOCK]]
            tx.connection.executemany(
                "INSERT INTO shift (id, officer_id, starts_at, ends_at, kind, batch_id) "
                f"VALUES (?, ?, ?, ?, ?, {batch.id})",
                rows,
            )
            first, digest = rows[0][0], block_hash(rows)
            tx.add(ShiftBlock(batch_id=batch.id, first_id=first, shifts=len(rows), sha256=digest))
        return int(batch.id)
