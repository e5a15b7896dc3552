"""`coordinator approval ask...`: what a decider's yes does, asked on the command line."""

from coordinator.actions.results import Refused
from coordinator.actions.staffing.exchanging import Exchanged, Wish, propose_exchange
from coordinator.actions.staffing.standby import add_backup
from storage.database import Book
from tests.actions.conftest import town_book, town_file  # noqa: F401
from tests.actions.phones import FIRST, PAT, STRICT, coming, one, open_seat
from tests.actions.test_steps_by_name import COLE, LONG, adopted, holder, yes
from tests.cli.test_rules_commands import run

WHOM = ("--of", "Lt. Cole", "--to", COLE, "--reason", "both want it")


def asks(book: Book, *said: str) -> str:
    outcome = run(book, "approval", *said, *WHOM)
    assert outcome.exit_code == 0, outcome.output
    assert "Lt. Cole is asked" in outcome.output
    return yes(book)


def numbers(book: Book, seat: int) -> tuple[str, str]:
    """The numbers of a seat and of its detail."""
    sql = (
        "SELECT position.number, detail.number FROM position "
        "JOIN detail ON detail.id = detail_id WHERE position.id = ?"
    )
    position, detail = book.reader().execute(sql, (seat,)).fetchone()
    return str(position), str(detail)


def badge(book: Book, officer: int) -> str:
    return str(one(book, "SELECT badge FROM officer WHERE id = ?", officer))


def test_an_exchange_new_or_waiting(town_book: Book) -> None:  # noqa: F811
    adopted(town_book, LONG)
    given, seat, giver, _, _ = coming(town_book)
    position, _ = numbers(town_book, seat)
    waits = propose_exchange(town_book, PAT, Wish(given, FIRST))
    assert isinstance(waits, Exchanged), waits
    unknown = run(town_book, "approval", "ask-waiting-exchange", "999", *WHOM)
    assert unknown.exit_code == 5
    assert "done in your name" in asks(town_book, "ask-waiting-exchange", str(waits.exchange_id))
    assert holder(town_book, seat) == FIRST
    back = asks(town_book, "ask-exchange", position, badge(town_book, giver))
    assert "done in your name" in back
    assert holder(town_book, seat) == giver


def test_standing_by_and_coming_in(town_book: Book) -> None:  # noqa: F811
    adopted(town_book, LONG)
    seat = open_seat(town_book)
    position, detail = numbers(town_book, seat)
    nobody = run(town_book, "approval", "ask-standby-in", position, *WHOM)
    assert nobody.exit_code == 5
    assert "done in your name" in asks(town_book, "ask-standby", detail, badge(town_book, FIRST))
    assert "done in your name" in asks(town_book, "ask-standby-in", position)
    assert holder(town_book, seat) == FIRST


def test_whoever_stands_by_already_is_not_asked_about(town_book: Book) -> None:  # noqa: F811
    seat = open_seat(town_book)
    _, detail = numbers(town_book, seat)
    which = int(str(one(town_book, "SELECT detail_id FROM position WHERE id = ?", seat)))
    assert not isinstance(add_backup(town_book, PAT, which, FIRST), Refused)
    said = ("approval", "ask-standby", detail, badge(town_book, FIRST), *WHOM)
    outcome = run(town_book, *said)
    assert outcome.exit_code == 1
    assert "So Lt. Cole is not asked." in outcome.output


def test_a_call_off_against_its_rule(town_book: Book) -> None:  # noqa: F811
    adopted(town_book, STRICT)
    _, seat, who, _, _ = coming(town_book)
    _, detail = numbers(town_book, seat)
    said = ("ask-call-off", detail, badge(town_book, who), "--why")
    assert run(town_book, "approval", *said, "bored", *WHOM).exit_code == 1
    assert holder(town_book, seat) == who
    assert "done in your name" in asks(town_book, *said, "family", "--by-message")
    assert holder(town_book, seat) is None
    row = town_book.reader().execute("SELECT reason, allowed_by FROM call_off").fetchone()
    assert row == ("family", "Lt. Cole")
