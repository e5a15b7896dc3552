"""Officers and employers as they are named in windows and forms."""

from collections.abc import Callable
from typing import Any


def officer_named(connection: Any, words: str) -> int | str:
    """The officer of a badge or last name, or the sentence why there is no such one."""
    from storage.queries.book.lookup import officer_id

    return _found(officer_id, connection, words.strip())


def employer_named(connection: Any, words: str) -> int | str:
    """The employer of a number or name, or the sentence why there is no such one."""
    from storage.queries.book.lookup import employer_id

    return _found(employer_id, connection, words)


def detail_named(connection: Any, words: str) -> int | str:
    """The detail of a number, or the sentence why there is no such one."""
    from storage.queries.book.lookup import detail_id

    return _found(detail_id, connection, words.strip())


def _found(look: Callable[[Any, str], int], connection: Any, words: str) -> int | str:
    from storage.errors import Missing

    try:
        return look(connection, words)
    except Missing as problem:
        return str(problem)
