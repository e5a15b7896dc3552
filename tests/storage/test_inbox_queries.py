"""Who may have written an answer, and what of it is shown as it came."""

import pytest

from storage.database import Book
from storage.queries.messages.conversation import Partner, conversation, partner_of_message
from storage.queries.messages.inbox import raw_head, received_line, who_may_it_be
from tests.screens.answers import RAW, answers, came, officer
from tests.screens.conftest import town, town_file
from tests.screens.town import NOW

__all__ = ["town", "town_file"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("+16175550003", ["Diaz, Chris #1003"]),
        ("(617) 555-0003", ["Diaz, Chris #1003"]),
        ("617.555.0003", ["Diaz, Chris #1003"]),
        ("OFFICER3@Rivermouth.example", ["Diaz, Chris #1003"]),
        ("+16175559100", ["Sam Boss1, Harbor Power & Light"]),
        ("5550003", []),
        ("", []),
        ("nobody@nowhere.example", []),
    ],
)
def test_an_address_is_known_however_it_is_written(
    town: Book, address: str, found: list[str]
) -> None:
    row = came(town, address=address, text="hello")
    named = [one.name for one in who_may_it_be(town.reader(), row)]
    assert named[:1] == found[:1]
    assert bool(named) == bool(found)


def test_the_headers_are_shown_without_the_body(town: Book) -> None:
    ids = answers(town)
    head = raw_head(town.reader(), ids["stranger"])
    assert head.splitlines() == RAW.decode().split("\r\n\r\n")[0].splitlines()
    assert raw_head(town.reader(), ids["can"]) == ""


def test_a_meaning_that_another_tool_has_spoilt_is_no_command(town: Book) -> None:
    row = came(town, text="x")
    with town.unlogged() as connection:
        connection.execute("UPDATE received SET meaning = '{half' WHERE id = ?", (row,))
    found = received_line(town.reader(), row)
    assert found is not None
    assert found.word == ""


def test_a_conversation_ends_with_the_latest_however_long_it_is(town: Book) -> None:
    adams = officer(town, "Adams")
    for number in range(7):
        came(town, officer_id=adams, text=f"no {number}", ago=100 - number)
    said = conversation(town.reader(), Partner("officer", adams), NOW, limit=3)
    assert [one.text for one in said] == ["no 4", "no 5", "no 6"]
    assert partner_of_message(town.reader(), 1) is None
