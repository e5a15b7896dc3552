"""What every command shares: which book, whose hand, and how it answers."""

import getpass
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, ParamSpec, TypeVar

import click

from coordinator.rules.outside_text import dot, marked
from storage.actor import Actor
from storage.database import Book
from storage.errors import BookDeputised, BookError, Missing

P = ParamSpec("P")
R = TypeVar("R")

REFUSED, UNUSABLE, TAMPERED, NOT_FOUND = 1, 3, 4, 5


class NotFound(click.ClickException):
    """Nothing, or more than one thing, goes by that name; the message lists the choices."""

    exit_code = NOT_FOUND


class Declined(click.ClickException):
    """The action was refused; nothing was changed."""

    exit_code = REFUSED


@dataclass(slots=True)
class Session:
    """One command's book, actor and manner of answering."""

    path: Path
    json: bool
    _book: Book | None = None

    @property
    def book(self) -> Book:
        """The book, opened on first use."""
        if self._book is None:
            self._book = Book(self.path)
        return self._book

    def close(self) -> None:
        """Let go of the book: whoever is the last to do so leaves it one file."""
        if self._book is not None:
            self._book.close()

    @property
    def actor(self) -> Actor:
        """The person at the keyboard, now."""
        return Actor(os.environ.get("COORDINATOR_NAME") or getpass.getuser(), now())

    @property
    def seal(self) -> str:
        """The seal of the book as it now stands: where money leaves, it is noted."""
        from storage.seals import book_seal

        return book_seal(self.book.reader())

    def say(self, words: str, value: Any) -> None:
        """Print the words for a person, or the value as JSON for a machine."""
        if self.json:
            click.echo(json.dumps(plain(value), ensure_ascii=False))
        else:
            # What a key does on the screen is a command here.
            click.echo(for_terminal(words.replace("u undoes", "`coordinator undo` undoes")))

    def refuse(self, reasons: tuple[str, ...]) -> NoReturn:
        """End with exit code 1 and the reasons."""
        if self.json:
            click.echo(json.dumps({"refused": list(reasons)}, ensure_ascii=False))
            sys.exit(REFUSED)
        raise Declined(for_terminal("\n".join(reasons)))


def for_terminal(words: str) -> str:
    """The words with a mark in place of each character that could steer the terminal: a name in
    the book may hold an escape sequence, or turn the line round."""
    return "\n".join(marked(line, dot) for line in words.split("\n"))


def now() -> int:
    """The instant, in UTC seconds; COORDINATOR_NOW stands in for it in rehearsals and tests."""
    fixed = os.environ.get("COORDINATOR_NOW")
    return int(fixed) if fixed else int(time.time())


def default_book() -> Path:
    """Where the user's own book lies when nothing else is said."""
    # platformdirs is only needed where no book was named.
    from platformdirs import user_data_path

    return user_data_path("coordinator", appauthor=False) / "agency.book"


def plain(value: Any) -> Any:
    """A result as JSON can carry it: dataclasses become objects, tuples lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def book_command(command: Callable[..., R]) -> Callable[..., R]:
    """Give a click command --book and --json and hand it a Session as its first argument.

    A BookError ends with exit code 3, Missing with 5, each with one sentence; what a deputy may
    not do is refused as any action is, with 1.
    """

    @click.option(
        "--book",
        "book_path",
        type=click.Path(path_type=Path),
        envvar="COORDINATOR_BOOK",
        help="The book's file.",
    )
    @click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
    @wraps(command)
    def with_session(*args: Any, book_path: Path | None, as_json: bool, **kwargs: Any) -> R:
        session = Session(book_path or default_book(), as_json)
        try:
            return command(session, *args, **kwargs)
        except BookDeputised as error:
            session.refuse((str(error),))
        except BookError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(UNUSABLE)
        except Missing as error:
            raise NotFound(str(error)) from error
        finally:
            session.close()

    return with_session
