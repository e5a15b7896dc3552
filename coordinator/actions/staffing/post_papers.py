"""The papers of a detail with many posts: one sheet a post, and one for the commander."""

import sqlite3
from functools import partial
from pathlib import Path

from coordinator.actions.book.documents import Made, printed
from coordinator.actions.results import Refused
from storage.queries.staffing.posts import parade_of


def make_post_sheets(
    connection: sqlite3.Connection, where: Path, detail_id: int, *, replace: bool = True
) -> Made | Refused:
    """A PDF with a page for each post of a detail, to be handed out."""
    return _made(connection, where, detail_id, each_post=True, replace=replace)


def make_command_sheet(
    connection: sqlite3.Connection, where: Path, detail_id: int, *, replace: bool = True
) -> Made | Refused:
    """A PDF of all posts of a detail, for its commander."""
    return _made(connection, where, detail_id, each_post=False, replace=replace)


def _made(
    connection: sqlite3.Connection, where: Path, detail_id: int, *, each_post: bool, replace: bool
) -> Made | Refused:
    from exports.post_sheets import write_command_sheet, write_post_sheets

    parade = parade_of(connection, detail_id)
    if parade is None or not parade.posts:
        return Refused(("There is no detail with posts to print.",))
    write = write_post_sheets if each_post else write_command_sheet
    kind = "posts" if each_post else "commander"
    words = "Post sheets" if each_post else "Commander's sheet"
    return printed(
        connection,
        where,
        (kind, parade.head.number),
        partial(write, parade=parade),
        f"{words} of {parade.head.number}",
        replace=replace,
    )
