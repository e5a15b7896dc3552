"""The clock page in the folder that the city serves."""

from pathlib import Path

from coordinator.actions.book.settings import set_setting
from coordinator.actions.publishing.clock import NAME, keep_clock_page, write_clock_page
from coordinator.actions.publishing.keeping import Written
from coordinator.actions.publishing.keeping_up import keep_up
from coordinator.actions.results import Refused
from storage.database import Book
from tests.actions.phones import PAT
from tests.screens.town import NOW


def test_it_is_kept_while_what_it_says_changes(town_book: Book, tmp_path: Path) -> None:
    assert keep_clock_page(town_book, NOW) is None
    assert isinstance(write_clock_page(town_book, NOW), Refused)
    set_setting(town_book, PAT, "presence.folder", str(tmp_path))
    assert isinstance(keep_clock_page(town_book, NOW), Refused)  # nowhere to send to
    set_setting(town_book, PAT, "presence.text_number", "+16175550100")
    assert keep_up(town_book, NOW) == (f"The clock page is in {tmp_path / NAME}.",)
    assert keep_up(town_book, NOW + 60) == ()
    first = (tmp_path / NAME).read_text()
    set_setting(town_book, PAT, "replies.words", {"in": ["Ici"]})
    assert len(keep_up(town_book, NOW + 120)) == 1
    assert '"in":"ICI"' in (tmp_path / NAME).read_text() != first
    (tmp_path / NAME).unlink()
    assert len(keep_up(town_book, NOW + 180)) == 1
    done = write_clock_page(town_book, NOW + 240)
    assert isinstance(done, Written)
    assert done.changed


def test_nothing_else_of_that_name_is_written_over(town_book: Book, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("mine")
    set_setting(town_book, PAT, "presence.folder", str(tmp_path))
    set_setting(town_book, PAT, "presence.text_number", "+16175550100")
    refused = write_clock_page(town_book, NOW)
    assert isinstance(refused, Refused)
    assert "no page of ours" in refused.sentence
    assert (tmp_path / NAME).read_text() == "mine"
