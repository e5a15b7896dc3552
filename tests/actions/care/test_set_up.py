"""The set-up's steps check themselves, can be left and taken up, and the month's plan follows."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from coordinator.actions.book.opening import open_new_book
from coordinator.actions.book.settings import change_agency, set_setting
from coordinator.actions.care.month_plan import make_month_plan, month_plan
from coordinator.actions.care.set_up import (
    KEYS,
    cards_in_library,
    dated,
    leave_for_later,
    policies_in_library,
    set_up,
    take_card,
    take_policy,
)
from coordinator.actions.messages.gateways import GATEWAYS, try_gateway
from coordinator.actions.results import Actor, Refused
from coordinator.cli import main
from coordinator.library import shipped_policy
from coordinator.rules.policy import Policy, read_policy
from storage.database import Book
from tests.notify.servers import mail_server

NOW = 1_780_315_200
PAT = Actor("Pat", NOW)


@pytest.fixture
def fresh(tmp_path: Path) -> Book:
    made = open_new_book(tmp_path / "a.book", PAT, "Dover Police", "America/New_York", "USD")
    assert isinstance(made, Book)
    return made


def states(book: Book) -> dict[str, str]:
    return {step.key: str(step.state) for step in set_up(book.reader()).steps}


def test_a_new_book_has_all_of_it_before_it_and_twenty_minutes(fresh: Book) -> None:
    assert states(fresh) == dict.fromkeys(KEYS, "open")
    assert sum(step.minutes for step in set_up(fresh.reader()).left) <= 20


def test_each_step_checks_itself(fresh: Book) -> None:
    change_agency(fresh, PAT, {"address": "1 Main St", "email": "desk@dover.example"})
    assert states(fresh)["agency"] == "done"
    assert not isinstance(take_policy(fresh, PAT, "boston"), Refused)
    assert isinstance(take_policy(fresh, PAT, "atlantis"), Refused)
    assert not isinstance(take_card(fresh, PAT, "dover"), Refused)
    assert isinstance(take_card(fresh, PAT, "atlantis"), Refused)
    found = states(fresh)
    assert (found["policy"], found["rates"], found["roster"]) == ("done", "done", "open")


def test_a_gateway_counts_once_a_test_has_left(fresh: Book) -> None:
    with mail_server() as server:
        url = f"mailto://localhost:{server.port}?mode=insecure&from=desk@dover.example"
        set_setting(fresh, PAT, GATEWAYS["email"], url)
        assert states(fresh)["gateway"] == "open"
        server.refused.add("chief@dover.example")
        try_gateway(fresh, lambda: NOW, "email", "chief@dover.example", "key0")
        assert states(fresh)["gateway"] == "open"
        try_gateway(fresh, lambda: NOW, "email", "pat@dover.example", "key1")
    assert states(fresh)["gateway"] == "done"


def test_the_standard_ones_can_be_kept_and_steps_left_and_taken_up(fresh: Book) -> None:
    take_policy(fresh, PAT, "standard")
    take_card(fresh, PAT, "standard")
    leave_for_later(fresh, PAT, "schedule")
    found = set_up(fresh.reader())
    assert (states(fresh)["policy"], states(fresh)["rates"]) == ("done", "done")
    assert states(fresh)["schedule"] == "later"
    assert "schedule" in {step.key for step in found.left}
    assert found.next is not None
    assert found.next.key == "agency"
    leave_for_later(fresh, PAT, "schedule")
    assert states(fresh)["schedule"] == "open"
    assert states(fresh)["policy"] == "done"  # it is not forgotten by that
    assert isinstance(leave_for_later(fresh, PAT, "tea"), Refused)


def test_every_policy_of_the_library_can_be_dated_anew() -> None:
    for name in policies_in_library():
        read = read_policy(dated(shipped_policy(name) or "", "2026-06-01"))
        assert isinstance(read, Policy), name
        assert str(read.effective_on) == "2026-06-01"


def test_the_library_is_listed() -> None:
    assert "boston" in policies_in_library()
    assert "dover" in cards_in_library()


def test_the_plan_follows_from_the_book_and_is_printed(fresh: Book, tmp_path: Path) -> None:
    from pypdf import PdfReader

    agency, weeks = month_plan(fresh.reader())
    assert agency == "Dover Police"
    assert [week.number for week in weeks] == [1, 2, 3, 4]
    tasks = [task.what for week in weeks for task in week.tasks]
    assert "Finish the set-up: The roster" in tasks
    assert "Set a gateway, so that officers are told by themselves" in tasks
    take_policy(fresh, PAT, "boston")
    set_setting(fresh, PAT, GATEWAYS["email"], "mailto://localhost")
    later = [task.what for week in month_plan(fresh.reader())[1] for task in week.tasks]
    assert "Finish the set-up: The policy" not in later
    assert "Set a gateway, so that officers are told by themselves" not in later
    made = make_month_plan(fresh.reader(), tmp_path)
    assert not isinstance(made, Refused)
    text = "".join(page.extract_text() for page in PdfReader(made.path).pages)
    for words in ("Week 1", "Week 4", "Close the month", "Dover Police"):
        assert words in text


def test_commands_do_the_same(fresh: Book, tmp_path: Path) -> None:
    def said(*words: str) -> str:
        done = CliRunner().invoke(main, ["setup", *words, "--book", str(fresh.path)])
        assert done.exit_code == 0, done.output
        return done.output

    assert "7 left, about 20 minutes." in said("list")
    said("take", "rates", "dover")
    said("skip", "schedule")
    assert "LATER  schedule" in said("list")
    assert "WEEK 1: " in said("plan")
    said("plan", "--pdf", str(tmp_path))
    assert list(tmp_path.glob("*.pdf"))
