"""What a list screen holds in hand: a window of its rows, and the marks on its records."""

from dataclasses import dataclass, field
from typing import Any

from storage.queries.lists import Line

PAGE = 200
MOST = 1_000
"""Rows held at once: what is read again after a change, so not too many."""


@dataclass(slots=True)
class RowWindow:
    """Consecutive rows of a view, and whether there are more on either side."""

    lines: list[Line[Any]] = field(default_factory=list)
    more_above: bool = False
    more_below: bool = False

    def fill(self, lines: tuple[Line[Any], ...], *, above: bool, below: bool) -> None:
        """Replace everything."""
        self.lines = list(lines)
        self.more_above, self.more_below = above, below

    def extend_down(self, lines: tuple[Line[Any], ...]) -> bool:
        """Add rows below; True where rows above had to go, so that the table is drawn anew."""
        self.lines += lines
        self.more_below = len(lines) == PAGE
        if len(self.lines) <= MOST:
            return False
        del self.lines[: -MOST // 2]
        self.more_above = True
        return True

    def extend_up(self, lines: tuple[Line[Any], ...]) -> None:
        """Add rows above, dropping from the end what is too much."""
        self.lines[:0] = lines
        self.more_above = len(lines) == PAGE
        if len(self.lines) > MOST:
            del self.lines[MOST // 2 :]
            self.more_below = True

    def row(self, key: str | None) -> Any | None:
        """The row with that key, if the window holds it."""
        if key is None:
            return None
        return next((line.row for line in self.lines if str(line.row.id) == key), None)


@dataclass(slots=True)
class Marks:
    """Marked records, by id: they outlive filters, sorting and reading again."""

    ids: set[int] = field(default_factory=set)
    hidden: int = 0

    def turn(self, record: int) -> bool:
        """Mark, or take the mark off; True where it is marked now."""
        self.ids ^= {record}
        return record in self.ids

    def words(self) -> str:
        """For the status line: '7 marked (2 hidden by the filter)'."""
        if not self.ids:
            return ""
        kept = f" ({self.hidden} hidden by the filter)" if self.hidden else ""
        return f"{len(self.ids)} marked{kept}"
