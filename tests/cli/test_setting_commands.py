"""Settings by command: the same list, checks and words as on the screen."""

import json
from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.book.known_settings import Typed, may_be, typed
from coordinator.actions.book.settings_listed import KNOWN
from coordinator.actions.results import Refused
from coordinator.cli import main
from storage.database import Book
from storage.queries.book.settings import setting


def run(book: Book, *said: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["setting", *said, "--book", str(book.path)])
    assert result.exit_code == code, result.output
    return result.output.strip()


def value(book: Book, *said: str, code: int = 0) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(book, *said, "--json", code=code))
    return told


def test_every_setting_of_the_screen_is_listed(book: Book) -> None:
    listed = value(book, "list")["settings"]
    assert [each["key"] for each in listed] == [known.key for known in KNOWN]
    assert not any(each["is_set"] for each in listed)
    assert all(each["stands"] == f"{each['default']} (as shipped)" for each in listed)
    some = run(book, "list", "pay.")
    assert "pay.period  " in some
    assert "hours.four_eyes" not in some


def test_one_is_set_shown_cleared_and_undone(book: Book) -> None:
    assert run(book, "set", "messages.grace_seconds", "45") == "Messages wait before leaving: 45"
    assert setting(book.reader(), "messages.grace_seconds") == 45
    shown = run(book, "show", "messages.grace_seconds")
    assert "shipped: 120 seconds" in shown
    assert "may be: seconds; while a message waits, undo recalls it" in shown
    told = value(book, "clear", "messages.grace_seconds")
    assert (told["is_set"], told["value"]) == (False, None)
    assert setting(book.reader(), "messages.grace_seconds") is None
    CliRunner().invoke(main, ["undo", "--book", str(book.path)])
    assert setting(book.reader(), "messages.grace_seconds") == 45


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("hours.four_eyes", "yes", True),
        ("hours.four_eyes", "No", False),
        ("hours.four_eyes", "true", True),
        ("messages.texts_need_consent", "False", False),
        ("pay.period", "twice_monthly", "twice_monthly"),
        ("pay.period", "every two weeks", "two_weekly"),
        ("messages.hours_due", "[2, 48]", [2, 48]),
        ("replies.address", "desk@town.gov", "desk@town.gov"),
    ],
)
def test_values_are_kept_as_the_screen_keeps_them(
    book: Book, key: str, said: str, kept: object
) -> None:
    assert value(book, "set", key, said)["value"] == kept
    assert setting(book.reader(), key) == kept


@pytest.mark.parametrize(
    ("key", "said", "remedy"),
    [
        ("messages.grace_seconds", "two", "'two' is no number. Write digits only: seconds"),
        ("messages.grace_seconds", "1234567", "is no number"),
        ("hours.four_eyes", "maybe", "'maybe' is none of its values. Write one of: yes, no."),
        ("pay.period", "daily", "Write one of: weekly, two_weekly, twice_monthly, monthly."),
        ("messages.hours_due", "2, 48", "Write it like hours after the end: [2, 48]"),
        ("messages.hours_due", "{}", "cannot be read"),
    ],
)
def test_a_refusal_names_key_and_remedy(book: Book, key: str, said: str, remedy: str) -> None:
    refused = run(book, "set", key, said, code=1)
    assert key in refused
    assert remedy in refused
    assert setting(book.reader(), key) is None
    assert value(book, "set", key, said, code=1)["refused"]


def test_what_is_unknown_or_not_set_is_said(book: Book) -> None:
    refused = run(book, "set", "message.grace_second", "4", code=5)
    assert "Did you mean messages.grace_seconds" in refused
    assert "`setting list` names them all" in run(book, "show", "xyz", code=5)
    assert "pay.period is not set" in run(book, "clear", "pay.period", code=1)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.key)
def test_whatever_may_be_chosen_may_be_typed(known: Any) -> None:
    assert may_be(known)
    for kept, words in known.choices:
        assert typed(known, words) == Typed(kept)
    if known.choices:
        assert [typed(known, each) for each in may_be(known).split(", ")] == [
            Typed(kept) for kept, _ in known.choices
        ]
    if known.choices or known.number or known.shape:
        assert isinstance(typed(known, "\x00 no such thing"), Refused)
