"""What officers say of their time: entered, shown beside the order, taken back."""

from click.testing import CliRunner

from coordinator.actions.people.availability import state_time, take_back_time
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from storage.database import Book
from storage.queries.people.availability import said_of_seat, stated_times
from tests.trust.town import DAY, HOUR, order, seats_of, settle


def test_the_last_word_on_the_time_of_a_seat_counts(book: Book, actor: Actor) -> None:
    town = settle(book, actor)
    (detail,) = order(book, actor, town).detail_ids
    seat, start = seats_of(book, detail)[0], actor.now + 3 * DAY
    one, two, three, four = town.officers[:4]
    for who, kind, span in (
        (one, "available", (start, start + 8 * HOUR)),
        (two, "available", (start, start + 7 * HOUR)),  # not for all of it
        (three, "unavailable", (start + 7 * HOUR, start + 9 * HOUR)),
        (four, "unavailable", (start - HOUR, start)),  # over by then
    ):
        assert not isinstance(state_time(book, actor, who, kind, span), Refused)
    later = Actor(actor.name, actor.now + 60)
    state_time(book, later, one, "unavailable", (start, start + HOUR), "court")
    assert [(s.officer_id, s.kind) for s in said_of_seat(book.reader(), seat)] == [
        (one, "unavailable"), (three, "unavailable"),
    ]  # fmt: skip
    (*_, last) = stated_times(book.reader(), one, actor.now)
    take_back_time(book, actor, last.id)
    assert [s.kind for s in said_of_seat(book.reader(), seat)] == ["available", "unavailable"]
    assert isinstance(state_time(book, actor, one, "maybe", (0, 1)), Refused)
    assert isinstance(state_time(book, actor, one, "available", (5, 5)), Refused)


def test_the_commands(book: Book, actor: Actor) -> None:
    settle(book, actor)

    def run(*words: str) -> str:
        environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
        said = CliRunner().invoke(main, ["availability", *words], env=environment)
        assert said.exit_code == 0, said.output
        return said.output

    hours = ("--from", "2026-06-04T08:00", "--until", "2026-06-04T16:00")
    run("add", "1003", "busy", *hours, "--words", "court")
    assert run("list", "1003") == (
        "1  1003 Davis, Sam  BUSY  2026-06-04 08:00 - 2026-06-04 16:00  court\n"
    )
    run("drop", "1")
    assert run("list") == "Nothing is said.\n"
