"""A list as a printed register: one line a record, heads on every page. PDF.

Lines are of one height and cut to their columns, so that five thousand of them are set in a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO, Final

from exports import words
from exports.text import one_line

SIZE: Final = 8.5
LINE: Final = 14.0
"""Points: the type, and the height of a line."""
TITLE_LINES: Final = 5
"""Lines that the title takes on the first page."""


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its name, its width in points (0 shares what is left), and its side."""

    name: str
    width: float = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """What is printed. `what` says which records these are; every cell is ready to print."""

    agency: str
    title: str
    what: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]


def write_register(stream: BinaryIO, register: Register, *, paper: str = "letter") -> None:
    """Write the register as PDF, lying on its side."""
    # ReportLab takes 200 ms to import.
    from reportlab.platypus import PageBreak, Spacer

    from exports.typesetting import MARGIN, Running, Sheet, build, text

    page = Sheet(paper, wide=True)
    lines = int((page.size[1] - 2 * MARGIN) // LINE) - 1
    foot = f"{register.agency} · {register.title}"
    story: list[Any] = [
        text(register.agency, 10, grey=True),
        text(register.title, 16, bold=True),
        text(register.what, 10),
        Spacer(0, LINE / 2),
    ]
    if not register.rows:
        story.append(text(words.NOBODY, 11))
    for number, rows in enumerate(_pages(register.rows, lines)):
        story += [PageBreak()] if number else []
        story.append(_table(register.heads, rows, page.inner))
    running = Running(register.title, register.agency, register.what, foot, foot)
    build(stream, page, running, story)


def _pages(rows: Sequence[tuple[str, ...]], lines: int) -> list[Sequence[tuple[str, ...]]]:
    first = lines - TITLE_LINES
    cuts = [0, *range(first, len(rows), lines), len(rows)]
    return [rows[a:b] for a, b in pairwise(cuts) if a < b]


def _table(heads: tuple[Head, ...], rows: Sequence[tuple[str, ...]], inner: float) -> Any:
    from reportlab.platypus import Table, TableStyle

    from exports.typesetting import BOLD, INK, REGULAR, RULE, SHADE

    widths = _widths(heads, inner)
    cells = [[head.name for head in heads]]
    cells += [[_cut(text, width) for text, width in zip(row, widths, strict=True)] for row in rows]
    look: list[Any] = [
        ("FONT", (0, 0), (-1, 0), BOLD, SIZE),
        ("FONT", (0, 1), (-1, -1), REGULAR, SIZE),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE),
        ("ROWBACKGROUNDS", (0, 1), (-1, -1), (None, SHADE)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    for at, head in enumerate(heads):
        if head.right:
            look += [("ALIGN", (at, 0), (at, -1), "RIGHT"), ("RIGHTPADDING", (at, 0), (at, -1), 10)]
    return Table(cells, colWidths=widths, rowHeights=LINE, style=TableStyle(look))


def _widths(heads: tuple[Head, ...], inner: float) -> list[float]:
    free = [head for head in heads if not head.width]
    share = (inner - sum(head.width for head in heads)) / max(len(free), 1)
    return [head.width or share for head in heads]


def _cut(value: str, width: float) -> str:
    """The text as far as it fits the column, with an … where it does not."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from exports.typesetting import REGULAR

    safe, room = one_line(value), width - 13
    if stringWidth(safe, REGULAR, SIZE) <= room:
        return safe
    short, long = 0, len(safe)
    while long - short > 1:
        middle = (short + long) // 2
        fits = stringWidth(f"{safe[:middle]}…", REGULAR, SIZE) <= room
        short, long = (middle, long) if fits else (short, middle)
    return f"{safe[:short].rstrip()}…"
