"""Bringing staged shifts into the book in short pieces, and clearing away what never arrived.

Three steps, so that no one else waits long for the book:

1. A small action, "begin import", enters the batch as arriving. It is there so that the shifts can
   refer to it, and it is not undoable: nobody sees an arriving batch.
2. Shifts, which are unlogged, come in pieces of a few thousand, each its own short transaction.
3. The action "import on-duty" enters the hashes of the blocks and turns the batch active. From
   here on the schedule is in force; undoing it withdraws the batch.

A crash in between leaves an arriving batch, which counts for nothing; `sweep_arrivals` clears it
at the next import, when the application opens the book, and with every `coordinator tick`. An
import that only slept, and finds itself cleared away when it wakes, stops.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from sqlite3 import Connection

from coordinator.actions.importing.duty import StagedDuty
from coordinator.actions.importing.remembering import remember
from coordinator.actions.results import Actor
from coordinator.rules.words import BatchState
from storage.database import Book
from storage.imports.duty import Shift
from storage.imports.problems import Progress, Stopped
from storage.models import ShiftBatch, ShiftBlock
from storage.queries.book.arrivals import abandoned_arrivals
from storage.vouched import block_hash

BLOCK = 1_024
"""Shifts to a hashed block."""

PIECE = 4 * BLOCK
"""Shifts to a transaction: some 50 ms of the book's lock."""

BREATH = 0.01
"""Seconds between two pieces in which other writers find the book free."""


@dataclass(frozen=True, slots=True)
class Block:
    """One run of shifts as it was written."""

    first_id: int
    shifts: int
    sha256: str


def bring_in(book: Book, actor: Actor, staged: StagedDuty, source: str, progress: Progress) -> None:
    """Write the staged shifts and put them in force. Raises Stopped, with nothing left behind."""
    batch_id = _begin(book, actor, staged, source)
    try:
        blocks = _write_pieces(book, batch_id, staged, progress)
    except BaseException:
        clear(book, actor, batch_id)
        raise
    _finish(book, actor, batch_id, staged, blocks)


def sweep_arrivals(book: Book, actor: Actor) -> int:
    """Clear away what imports that died have left; returns how many there were."""
    batches = abandoned_arrivals(book.reader(), actor.now)
    for batch_id in batches:
        clear(book, actor, batch_id)
    return len(batches)


def clear(book: Book, actor: Actor, batch_id: int) -> None:
    """Remove the shifts of a batch that never came into force, and withdraw it."""
    removed = PIECE
    while removed == PIECE:
        with book.unlogged() as connection:
            removed = _remove_piece(connection, batch_id)
    with book.action(actor, "stop import", f"shift_batch:{batch_id}") as tx:
        batch = tx.get(ShiftBatch, batch_id)
        if batch.state == BatchState.ARRIVING:
            # What its import may have written meanwhile; from now on it writes no more.
            _remove_piece(tx.connection, batch_id)
            batch.state = BatchState.WITHDRAWN
            tx.save(batch)


def _remove_piece(connection: Connection, batch_id: int) -> int:
    return connection.execute(
        "DELETE FROM shift WHERE id IN (SELECT shift.id FROM shift INDEXED BY shift_by_batch "
        "JOIN shift_batch ON shift_batch.id = batch_id "
        "WHERE batch_id = ? AND state = ? LIMIT ?)",
        (batch_id, BatchState.ARRIVING, PIECE),
    ).rowcount


def _require_arriving(connection: Connection, batch_id: int) -> None:
    """Raises Stopped where the batch was cleared away while its import slept."""
    state = connection.execute("SELECT state FROM shift_batch WHERE id = ?", (batch_id,))
    if state.fetchone()[0] != BatchState.ARRIVING:
        raise Stopped


def _begin(book: Book, actor: Actor, staged: StagedDuty, source: str) -> int:
    file = staged.plan.file
    with book.action(actor, "begin import", "shift_batch:0", f"sha256 {file.sha256}") as tx:
        batch = tx.add(
            ShiftBatch(
                source=source,
                file_name=file.name,
                sha256=file.sha256,
                imported_at=tx.now,
                from_at=staged.from_at,
                until_at=staged.until_at,
                shifts=staged.shifts,
            )
        )
        assert batch.id is not None
        tx.subject = f"shift_batch:{batch.id}"
        return batch.id


def _write_pieces(book: Book, batch_id: int, staged: StagedDuty, progress: Progress) -> list[Block]:
    blocks: list[Block] = []
    done = 0
    for piece in staged.staging.pieces(PIECE):
        with book.unlogged() as connection:
            _require_arriving(connection, batch_id)
            blocks += _write_piece(connection, batch_id, piece)
        done += len(piece)
        if progress(done, staged.shifts) is False:
            raise Stopped
        time.sleep(BREATH)
    return blocks


def _write_piece(connection: Connection, batch_id: int, piece: list[Shift]) -> list[Block]:
    first = _first_free(connection)
    rows = [(first + place, *shift) for place, shift in enumerate(piece)]
    connection.executemany(
        "INSERT INTO shift (id, batch_id, officer_id, starts_at, ends_at, kind, leave_kind) "
        f"VALUES (?, {batch_id}, ?, ?, ?, ?, ?)",
        [(*row[:4], *_kind_and_code(row[4])) for row in rows],
    )
    connection.execute(
        "INSERT INTO high_water (name, value) VALUES ('id:shift', ?) "
        "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
        (rows[-1][0],),
    )
    runs = [rows[start : start + BLOCK] for start in range(0, len(rows), BLOCK)]
    return [Block(run[0][0], len(run), block_hash(run)) for run in runs]


@lru_cache(maxsize=1_024)
def _kind_and_code(told: str) -> tuple[str, str | None]:
    kind, _, code = told.partition(":")
    return kind, code or None


def _first_free(connection: Connection) -> int:
    """The next id of a shift in this station's range, never used before."""
    row = connection.execute(
        "SELECT max(base, coalesce((SELECT max(id) FROM shift WHERE id < ceiling), 0), "
        "coalesce((SELECT value FROM high_water WHERE name = 'id:shift'), 0)) + 1 FROM station"
    ).fetchone()
    return int(row[0])


def _finish(
    book: Book, actor: Actor, batch_id: int, staged: StagedDuty, blocks: list[Block]
) -> None:
    file = staged.plan.file
    reason = f"{file.name} sha256 {file.sha256}: {staged.plan.sentence}"
    with book.action(actor, "import on-duty", f"shift_batch:{batch_id}", reason) as tx:
        _require_arriving(tx.connection, batch_id)
        batch = tx.get(ShiftBatch, batch_id)
        batch.state = BatchState.ACTIVE
        tx.save(batch)
        for block in blocks:
            tx.add(
                ShiftBlock(
                    batch_id=batch_id,
                    first_id=block.first_id,
                    shifts=block.shifts,
                    sha256=block.sha256,
                )
            )
        if file.delimiter:
            remember(tx, "on-duty", file)
