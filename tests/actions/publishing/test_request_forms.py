"""The request forms in the folder that the city serves."""

from pathlib import Path

from coordinator.actions.book.settings import set_setting
from coordinator.actions.publishing.keeping_up import keep_up
from coordinator.actions.publishing.request_forms import (
    FORM,
    PRICES,
    keep_request_forms,
    write_request_forms,
)
from coordinator.actions.results import Actor, Refused
from storage.database import Book
from tests.actions.forms_town import EVERY
from tests.actions.requests_town import adopted


def test_they_are_kept_while_what_they_say_changes(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    adopted(book, actor, EVERY)
    assert keep_request_forms(book, actor.now) is None
    assert isinstance(write_request_forms(book, actor.now), Refused)
    folder = tmp_path / "www"
    folder.mkdir()
    set_setting(book, actor, "requests.folder", str(folder))
    assert keep_up(book, actor.now) == (f"4 request forms are in {folder}.",)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [PRICES, "request-road.pdf", "request-shop.pdf", FORM]
    assert keep_up(book, actor.now + 60) == ()
    first = (folder / FORM).read_text()
    set_setting(book, actor, "requests.address", "forms@rivermouth.example")
    assert len(keep_up(book, actor.now + 120)) == 1
    assert "forms@rivermouth.example" in (folder / FORM).read_text() != first


def test_nothing_else_of_that_name_is_written_over(
    book: Book, actor: Actor, tmp_path: Path
) -> None:
    adopted(book, actor, EVERY)
    set_setting(book, actor, "requests.folder", str(tmp_path))
    (tmp_path / FORM).write_text("mine")
    refused = write_request_forms(book, actor.now)
    assert isinstance(refused, Refused)
    assert "no form of ours" in refused.sentence
    assert (tmp_path / FORM).read_text() == "mine"
