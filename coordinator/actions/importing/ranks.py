"""Ranks by the code or name that a file uses, and new ones where the book has none such."""

from collections.abc import Iterable
from sqlite3 import Connection
from typing import TYPE_CHECKING

from storage.imports.employers import folded

if TYPE_CHECKING:
    from storage.transaction import Transaction

_LEVELS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (80, ("chief of police", "chief", "commissioner", "sheriff")),
    (70, ("deputy chief", "assistant chief", "superintendent", "colonel", "deputy commissioner")),
    (60, ("major", "commander", "inspector", "deputy superintendent")),
    (50, ("captain", "capt", "cpt", "staff inspector")),
    (40, ("lieutenant", "lt", "lieut", "staff sergeant")),
    (30, ("sergeant", "sgt", "detective sergeant")),
    (20, ("detective", "det", "corporal", "cpl", "master patrol officer", "senior constable")),
    (10, ("officer", "police officer", "patrol officer", "patrolman", "ptl", "po", "p o", "ofc",
          "off", "deputy", "deputy sheriff", "trooper", "constable", "pc")),
)  # fmt: skip
"""Usual ranks by level; higher commands lower."""


def usual_level(name: str) -> int:
    """The level that a rank's name usually has; 0 where it is not known."""
    bare = folded(name.replace(".", " "))
    return next((level for level, names in _LEVELS if bare in names), 0)


class RankNames:
    """The book's ranks by code and by name, capitals aside."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute("SELECT id, code, name FROM rank ORDER BY id DESC").fetchall()
        self._names: dict[int, str] = {row[0]: row[2] for row in rows}
        # Codes enter last: a code wins over another rank's name.
        self._ids: dict[str, int] = {folded(row[at]): row[0] for at in (2, 1) for row in rows}

    def find(self, word: str) -> int:
        """The rank of a code or name; 0 where the book has none such."""
        return self._ids.get(folded(word), 0)

    def name(self, rank_id: int | None) -> str:
        """The rank's name, or nothing."""
        return self._names.get(rank_id or 0, "")

    def ensure(self, tx: "Transaction", word: str) -> int:
        """The rank's id, writing the rank first where it is new."""
        # The models cost more to import than a comparison takes, which only reads.
        from storage.models import Rank

        if not self.find(word):
            rank = tx.add(Rank(code=word, name=word, level=usual_level(word)))
            assert rank.id is not None
            self._ids[folded(word)] = rank.id
        return self.find(word)

    def notes(self, words: Iterable[str | None]) -> tuple[str, ...]:
        """A sentence for each new rank whose place among the others is not known."""
        new = {word for word in words if word and not self.find(word) and not usual_level(word)}
        said = (
            f"New ranks whose level is not known; set it under Settings: {', '.join(sorted(new))}."
        )
        return (said,) if new else ()
