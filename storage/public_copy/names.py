"""Finding the names of persons in texts that are not marked personal."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from storage.changes import read_object
from storage.public_copy.withheld import NAMING

SHORTEST = 3
"""Characters of a name that can be told from other words."""
_WORD = re.compile(r"[^\W_]+")

Phrase = tuple[str, ...]


class Names:
    """Every name, address and number of a person that the book or its log knows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._by_first: defaultdict[str, set[Phrase]] = defaultdict(set)
        for value in _values(connection):
            words = _words(value)
            if words and len("".join(words)) >= SHORTEST:
                self._by_first[words[0]].add(words)

    def __contains__(self, text: str) -> bool:
        """Whether one of them stands in the text, as whole words."""
        words = _words(text)
        return any(
            words[place : place + len(phrase)] == phrase
            for place, word in enumerate(words)
            for phrase in self._by_first.get(word, ())
        )


def _words(text: str) -> Phrase:
    return tuple(_WORD.findall(text.casefold()))


def _values(connection: sqlite3.Connection) -> Iterator[str]:
    """The values in the rows, and those that the log still has of them."""
    for table, column in NAMING:
        rows = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"')
        yield from (value for (value,) in rows if isinstance(value, str))
    columns: defaultdict[str, list[str]] = defaultdict(list)
    for table, column in NAMING:
        columns[table].append(column)
    marks = ", ".join("?" * len(columns))
    logged = connection.execute(
        f"SELECT tbl, private FROM change WHERE tbl IN ({marks}) AND private IS NOT NULL",
        tuple(columns),
    )
    for table, private in logged:
        yield from _open_values(read_object(private), columns[table])


def _open_values(private: dict[str, Any], columns: list[str]) -> Iterator[str]:
    for column in columns:
        kept = private.get(column)
        if isinstance(kept, list):
            yield from (value for value in kept[1:] if isinstance(value, str))
