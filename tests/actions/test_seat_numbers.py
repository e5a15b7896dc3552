"""Which of a detail's seats belongs to which part, by the seats' own numbers."""

from coordinator.actions.results import Actor
from coordinator.actions.staffing.candidates import ask
from coordinator.rules.distribution.rotations import facts_of
from coordinator.rules.distribution.seat_parts import SeatPart, part_of
from storage.database import Book
from storage.models import Position
from tests.rules.town import at, found_town, post

LED, TWO = SeatPart(role="supervisor"), SeatPart(officers=2)
SEATS = (
    ("ab", "officer", 0),
    ("d", "flagger", 0),
    ("c", "trainee", None),
    ("e", "supervisor", LED),
    ("b", "officer", TWO),
    ("z", "officer", 0),
)
"""Letter, role, part (0: the rest), in the order in which they were written; the first is 'a'."""


def test_all_seats_but_trainees_are_dealt_out_by_number(book: Book, actor: Actor) -> None:
    town = found_town(book, actor)
    with book.action(actor, "post", "job:1") as tx:
        first = post(tx, town, 1, at(2, 8), at(2, 12))
        row = tx.get(Position, first)
        wanted = {first: TWO}
        for letter, role, part in SEATS:
            more = {"starts_at": row.starts_at, "ends_at": row.ends_at, "role": role}
            number = f"{row.number[:-1]}{letter}"
            seat = tx.add(Position(detail_id=row.detail_id, number=number, **more))
            wanted[seat.id] = SeatPart() if part == 0 else part
        gone = {"starts_at": row.starts_at, "ends_at": row.ends_at, "cancelled": True}
        tx.add(Position(detail_id=row.detail_id, number=f"{row.number[:-1]}aa", **gone))
    for position, part in wanted.items():
        question, _ = ask(book.reader(), position, actor.now)
        assert part_of((LED, TWO), facts_of(question)) == part, question.position.number
        assert question.position.seats == len(SEATS)
