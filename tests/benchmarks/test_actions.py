"""One action with its log and seal, against the same rows written by plain SQLite."""

import itertools
import sqlite3
import statistics
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.demo.scale import SCALE_NOW
from storage.actor import Actor
from storage.connections import open_writer
from storage.database import Book
from storage.models import Assignment, CallOff, Message
from tests.benchmarks.conftest import Copier
from tests.benchmarks.figures import Figure, median_ms

TIMES = 300
MESSAGES = 3


@pytest.mark.parametrize("name", ["H", "V"])
def test_a_call_off_with_its_messages(
    name: str, request: pytest.FixtureRequest, copied: Copier, figures: list[Figure]
) -> None:
    kept: Path = request.getfixturevalue(f"book_{name.lower()}")
    ours, bare = _sealed(Book(copied(kept))), _plain(copied(kept))
    # In turn, so that both meet the same disk.
    pairs = [(median_ms(ours, 1), median_ms(bare, 1)) for _ in range(TIMES)]
    sealed, plain = (statistics.median(each) for each in zip(*pairs, strict=True))
    words = f"call-off and {MESSAGES} messages, logged and sealed ({name})"
    figures.append(Figure(words, sealed, floor=plain, limit=3))


def _message(number: int) -> Message:
    return Message(
        event="called_off",
        audience="officer",
        channel="email",
        name="Officer",
        address="officer@example.org",
        subject="Called off",
        body="You have given your position back. " * 5,
        key=f"bench-{number}",
        queued_at=SCALE_NOW,
        leaves_at=SCALE_NOW + 120,
        not_after_at=SCALE_NOW + 86_400,
    )


def _sealed(book: Book) -> Callable[[], None]:
    assignments = _worked(book.reader())
    numbers = itertools.count()
    actor = Actor("bench", SCALE_NOW)

    def call_off() -> None:
        with book.action(actor, "call off", "detail:1") as tx:
            assignment = tx.get(Assignment, next(assignments))
            assignment.state, assignment.left_at = "called_off", SCALE_NOW
            tx.save(assignment)
            tx.add(
                CallOff(
                    assignment_id=assignment.id,
                    position_id=assignment.position_id,
                    called_at=SCALE_NOW,
                    reason="sick",
                )
            )
            tx.add_all([_message(next(numbers)) for _ in range(MESSAGES)])

    return call_off


def _plain(path: Path) -> Callable[[], None]:
    """The same rows, by bare SQL, in a file without the log's triggers."""
    connection = open_writer(path)
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log_%'"
    ).fetchall():
        connection.execute(f'DROP TRIGGER "{trigger}"')
    assignments = _worked(connection)
    numbers = itertools.count()
    message = _message(0)
    columns = [name for name in type(message).model_fields if name not in {"id", "key"}]
    values = [getattr(message, name) for name in columns]
    insert = f"INSERT INTO message (key, {', '.join(columns)}) VALUES (?{', ?' * len(columns)})"

    def call_off() -> None:
        connection.execute("BEGIN IMMEDIATE")
        assignment = next(assignments)
        position = connection.execute(
            "SELECT position_id FROM assignment WHERE id = ?", (assignment,)
        ).fetchone()[0]
        connection.execute(
            "UPDATE assignment SET state = 'called_off', left_at = ? WHERE id = ?",
            (SCALE_NOW, assignment),
        )
        connection.execute(
            "INSERT INTO call_off (assignment_id, position_id, called_at, reason, words, taken_by) "
            "VALUES (?, ?, ?, 'sick', '', '')",
            (assignment, position, SCALE_NOW),
        )
        for _ in range(MESSAGES):
            connection.execute(insert, (f"bench-{next(numbers)}", *values))
        connection.execute("COMMIT")

    return call_off


def _worked(connection: sqlite3.Connection) -> "itertools.chain[int]":
    rows = connection.execute(
        "SELECT id FROM assignment WHERE state = 'worked' "
        "AND id NOT IN (SELECT assignment_id FROM call_off) ORDER BY id LIMIT ?",
        (TIMES + 1,),
    )
    return itertools.chain([row[0] for row in rows])
