"""The columns of a table: how they share its width, and how a text is fitted into one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.strip import Strip

SCROLLBAR = 1


@dataclass(frozen=True, slots=True)
class Column:
    """One column, at least `width` cells wide; it takes `grow` shares of the room to spare.

    `sort` names the order that it stands for, if any. In a table of less than `room` cells the
    column is left out, so that the others can be read. The head of one of figures stands `right`.
    """

    label: str
    width: int
    sort: str = ""
    grow: int = 0
    room: int = 0
    right: bool = False

    @property
    def head(self) -> Text:
        """Its label."""
        return Text(self.label, justify="right" if self.right else "left")


class Row(Protocol):
    """One row to show, known by its key."""

    @property
    def key(self) -> str: ...
    @property
    def cells(self) -> tuple[Text, ...]: ...


@dataclass(frozen=True, slots=True)
class Record:
    """A row whose cells are ready."""

    key: str
    cells: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class LateRecord:
    """A row whose cells are made when its line is first seen: of a long list most never are."""

    key: str
    make: Callable[[], tuple[Text, ...]]

    @property
    def cells(self) -> tuple[Text, ...]:
        """Made anew each time."""
        return self.make()


def shares(columns: Sequence[Column], room: int, taken: int = 0) -> tuple[int, ...]:
    """The width of each column in a table of `room` cells, without the gap behind it.

    `taken` are cells that are not theirs. A column that is left out has 0.
    """
    shown = [column for column in columns if column.room <= room]
    used = sum(column.width + 1 for column in shown) + taken + SCROLLBAR
    spare, parts = max(0, room - used), sum(column.grow for column in shown) or 1
    return tuple(
        column.width + spare * column.grow // parts if column in shown else 0 for column in columns
    )


def fitted(text: Text, width: int) -> Text:
    """The text cut to its column or filled up to it, so that two full cells stay apart."""
    fitted = text.copy()
    fitted.truncate(width, overflow="ellipsis")
    room = width - fitted.cell_len
    if fitted.justify == "right":
        fitted.justify = "left"
        fitted.pad_left(room)
    else:
        fitted.pad_right(room)
    return fitted


def over(strip: Strip, style: Style) -> Strip:
    """The cursor's colours stand over those of the cells: both together might not be legible."""
    alone = Style(color=style.color, bgcolor=style.bgcolor, bold=style.bold)
    return Strip(Segment.apply_style(strip, post_style=alone), strip.cell_length)
