"""Commands over a small town."""

from typing import Any

import pytest
from click.testing import CliRunner

from coordinator.actions.results import Actor
from coordinator.cli import main
from storage.database import Book
from tests.trust.town import settle


@pytest.fixture
def run(book: Book, actor: Actor) -> Any:
    """`coordinator ...` over the settled town, with what it said; another exit `code` is wanted."""
    settle(book, actor)
    book.close()

    def run(*words: object, code: int = 0) -> str:
        environment = {"COORDINATOR_BOOK": str(book.path), "COORDINATOR_NOW": str(actor.now)}
        said = CliRunner().invoke(main, list(map(str, words)), env=environment)
        assert said.exit_code == code, said.output
        return said.output

    return run
