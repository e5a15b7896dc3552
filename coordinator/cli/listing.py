"""Rows of the application's lists on the command line, by the words that filter on the screen."""

from collections.abc import Sequence
from typing import Any

import click

from coordinator.cli.session import Session

MOST = 100_000


def checked_filter(listing: Any, words: Sequence[str], usual: str = "") -> str:
    """The filter that WORDS make, the usual one without any; refuses what the list has not."""
    from storage.queries.lists import filter_problem

    text = " ".join(words) or usual
    if problem := filter_problem(listing, text):
        raise click.BadParameter(problem)
    return text


def rows_of(session: Session, listing: Any, view: Any) -> list[Any]:
    """The rows that a view lets through, in its order."""
    from storage.queries.lists import window

    return [line.row for line in window(session.book.reader(), listing, view, MOST)]
