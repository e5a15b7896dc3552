"""Who asked for what is still open: the next weeks' details were posted, and officers signed up."""

from collections.abc import Iterator
from random import Random

from coordinator.actions.distribution.posting_details import post_details
from coordinator.actions.results import Actor
from coordinator.demo.steps import Step
from coordinator.demo.work import World
from coordinator.rules.spans import DAY, HOUR
from storage.database import Book
from storage.models import Interest
from storage.transaction import Transaction

FIRST_DAY, LAST_DAY = 3, 24
MOST = 7
NOBODY = 0.12
"""The part of open positions for which nobody asked: they stay empty in the award round."""

KEEN = 40
"""So many officers sign up for details; the others wait to be rung."""


def asking_steps(world: World) -> Iterator[Step]:
    """The details of the next weeks with an open seat are posted, and officers ask for them."""
    now = world.calendar.now
    yield Step(world.calendar.at(-1, "09:30"), lambda book, actor: _post_all(book, actor, now))
    yield Step(now - HOUR, lambda book, actor: _ask_all(book, actor, world))


def _post_all(book: Book, actor: Actor, now: int) -> None:
    details = dict.fromkeys(detail_id for detail_id, _ in _open_seats(book, now))
    post_details(book, actor, tuple(details))


def _ask_all(book: Book, actor: Actor, world: World) -> None:
    random = Random(actor.now // DAY)
    keen = random.sample([member.id for member in world.people.members], KEEN)
    with book.action(actor, "sign up", "agency:1") as tx:
        for _, position_id in _open_seats(book, world.calendar.now):
            if random.random() >= NOBODY:
                _ask(tx, random, position_id, random.sample(keen, random.randint(1, MOST)))


def _ask(tx: Transaction, random: Random, position_id: int, officers: list[int]) -> None:
    for officer_id in officers:
        sent_at = tx.now - random.randrange(0, 12 * HOUR, 60)
        tx.add(
            Interest(
                position_id=position_id,
                officer_id=officer_id,
                expressed_at=sent_at,
                source="e-mail",
                read_at=tx.now,
            )
        )


def _open_seats(book: Book, now: int) -> list[tuple[int, int]]:
    """(detail, position) of the seats that nobody holds, by start."""
    rows = book.reader().execute(
        "SELECT detail_id, position.id FROM position JOIN detail ON detail.id = detail_id "
        "WHERE position.starts_at BETWEEN ? AND ? AND NOT cancelled AND detail.state = 'planned' "
        "AND NOT EXISTS (SELECT 1 FROM assignment WHERE position_id = position.id "
        "AND assignment.state IN ('assigned', 'confirmed', 'worked')) "
        "ORDER BY position.starts_at, position.id",
        (now + FIRST_DAY * DAY, now + LAST_DAY * DAY),
    )
    return rows.fetchall()
