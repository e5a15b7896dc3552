"""`coordinator inbox`, `source` and `receive`, as scripts and people call them."""

from pathlib import Path

import pytest

from storage.database import Book
from tests.actions.conftest import town_book, town_file  # noqa: F401
from tests.actions.phones import code_for, coming, mail, number_of, one, open_seat, sms, take
from tests.cli.test_rules_commands import run, told


@pytest.fixture
def waiting(town_book: Book) -> int:  # noqa: F811
    """A call-off that came from a number nobody has; its assignment."""
    assignment, position, officer, _, _ = coming(town_book)
    take(town_book, sms(f"OFF {code_for(town_book, officer, position)} sick", "+16175550999"))
    take(town_book, sms("MINE", number_of(2)), mail("A\x1b[31m letter", "who@x.example"))
    return assignment


def test_what_waits_is_listed_and_shown(town_book: Book, waiting: int) -> None:  # noqa: F811
    listed = run(town_book, "inbox", "list").output
    assert "? +16175550999: OFF " in listed
    assert "MINE" not in listed
    assert "\x1b" not in listed
    assert len(told_list(town_book, "inbox", "list", "is:done")) == 1
    shown = told(run(town_book, "inbox", "show", "1", "--json"))
    assert shown["answer"]["word"] == "off"
    assert shown["maybe"][0]["why"] == "the code is his"
    assert run(town_book, "inbox", "show", "99").exit_code == 5
    assert waiting


def told_list(book: Book, *said: str) -> list[object]:
    import json

    found = json.loads(run(book, *said, "--json").output)
    assert isinstance(found, list)
    return found


def test_an_answer_is_linked_accepted_and_taken_back(
    town_book: Book,  # noqa: F811
    waiting: int,
) -> None:
    assert run(town_book, "inbox", "accept", "1").exit_code == 1
    badge = one(
        town_book, "SELECT badge FROM officer JOIN assignment ON officer.id = officer_id "
        "WHERE assignment.id = ?", waiting,
    )  # fmt: skip
    assert run(town_book, "inbox", "link", "1", "--officer", str(badge)).exit_code == 0
    assert "OFF accepted" in run(town_book, "inbox", "accept", "1").output
    state = "SELECT state FROM assignment WHERE id = ?"
    assert one(town_book, state, waiting) == "called_off"
    assert run(town_book, "inbox", "take-back", "1").exit_code == 0
    assert one(town_book, state, waiting) == "confirmed"
    assert "1 answer ignored" in run(town_book, "inbox", "ignore", "2").output


def test_sources_are_set_listed_and_left_out(town_book: Book, tmp_path: Path) -> None:  # noqa: F811
    assert run(town_book, "receive").exit_code == 1
    assert run(town_book, "source", "set", "desk", "ftp://x").exit_code == 1
    assert run(town_book, "source", "set", "desk", f"eml:{tmp_path}").exit_code == 0
    assert str(tmp_path) in run(town_book, "source", "list").output
    assert run(town_book, "source", "set", "desk").exit_code == 0
    assert run(town_book, "source", "list").output == "No source is set.\n"


def test_somebody_is_asked_and_answers(town_book: Book) -> None:  # noqa: F811
    seat = open_seat(town_book)
    number = str(one(town_book, "SELECT number FROM position WHERE id = ?", seat))
    asked = ("--of", "Chief Moss", "--to", "chief@town.example", "--reason", "nobody else")
    assert "Chief Moss is asked" in run(town_book, "approval", "ask", number, "1010", *asked).output
    (line,) = told_list(town_book, "approval", "list")
    assert line["state"] == "open"  # type: ignore[index]
    assert "1010" in line["words"]  # type: ignore[index]
    take(town_book, mail(f"Yes {line['code']}", "chief@town.example"))  # type: ignore[index]
    assert one(town_book, "SELECT officer_id FROM assignment WHERE position_id = ?", seat) == 11
    assert told_list(town_book, "approval", "list") == []
    assert run(town_book, "approval", "withdraw", "1").exit_code == 1
    again = run(town_book, "approval", "ask", number, "1011", *asked)
    assert again.exit_code == 1
    assert "is held by" in again.output
    assert "So Chief Moss is not asked." in again.output
