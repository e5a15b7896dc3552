"""A list as a printed register: a record under the other, heads on every page. PDF.

Cells are broken into as many lines as a register allows, usually one, and cut there, so that five
thousand records are set in a second.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, BinaryIO, Final

from exports import words

SIZE: Final = 8.5
LINE: Final = 14.0
"""Points: the type, and the height of a line."""
LEADING: Final = 10.5
"""Points from line to line within a record."""
PADDING: Final = 13.0
"""Points of a column that no letter takes."""
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
    """What is printed. `what` says which records these are; every cell is ready to print.

    `totals` stand under the last line, `chart` (a drawing) above the first, `foot` (what, words)
    at the end. A record has at most `most_lines`, a head `head_lines`.
    """

    agency: str
    title: str
    what: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...] = ()
    chart: Any = None
    foot: tuple[tuple[str, str], ...] = ()
    most_lines: int = 1
    head_lines: int = 1


Lines = list[list[str]]
"""A record as it is printed: the lines of each of its cells."""


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
    taken = TITLE_LINES
    if register.chart is not None and register.rows:
        story += [register.chart, Spacer(0, LINE / 2)]
        taken += math.ceil(register.chart.height / LINE) + 1
    if not register.rows:
        story.append(text(words.NOTHING_TO_LIST if register.foot else words.NOBODY, 11))
    totals = (register.totals,) if register.totals and register.rows else ()
    widths = _widths(register.heads, page.inner)
    heads = _broken([head.name for head in register.heads], widths, register.head_lines, bold=True)
    records = [_broken(row, widths, register.most_lines) for row in (*register.rows, *totals)]
    room = (lines + 1) * LINE - _height(heads)
    pages = _pages(records, room, room - taken * LINE)
    for number, rows in enumerate(pages):
        story += [PageBreak()] if number else []
        last = bool(totals) and number == len(pages) - 1
        story.append(_table(register.heads, [heads, *rows], widths, totalled=last))
    if register.foot:
        story.append(_foot(register.foot, page.inner))
    running = Running(register.title, register.agency, register.what, foot, foot)
    build(stream, page, running, story)


def _pages(records: Sequence[Lines], room: float, first: float) -> list[Sequence[Lines]]:
    """The records of each page; `room` are a page's points, `first` those of the first page."""
    cuts, left = [0], max(first, LINE)
    for at, record in enumerate(records):
        high = _height(record)
        if high > left and at > cuts[-1]:
            cuts.append(at)
            left = room
        left -= high
    cuts.append(len(records))
    if len(cuts) > 2 and cuts[-1] - cuts[-2] == 1 and cuts[-2] - cuts[-3] > 1:
        # A line, of totals perhaps, does not stand alone on the last page.
        cuts[-2] -= 1
    return [records[a:b] for a, b in pairwise(cuts) if a < b]


def _broken(row: Sequence[str], widths: Sequence[float], most: int, *, bold: bool = False) -> Lines:
    from exports.typesetting import broken

    pairs = zip(row, widths, strict=True)
    return [broken(text, width - PADDING, SIZE, most, bold=bold) for text, width in pairs]


def _height(record: Lines) -> float:
    """Points."""
    return LINE + LEADING * (max((len(lines) for lines in record), default=1) - 1)


def _foot(lines: Sequence[tuple[str, str]], inner: float) -> Any:
    """What the list rests on, kept together."""
    from reportlab.platypus import KeepTogether, Spacer, Table, TableStyle

    from exports.typesetting import text

    cells = [[text(what, 8, grey=True), text(said, 8)] for what, said in lines]
    look = [("TOPPADDING", (0, 0), (-1, -1), 0), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
    table = Table(cells, colWidths=[80, inner - 80], style=TableStyle(look))
    return KeepTogether([Spacer(0, LINE), table])


def _table(
    heads: tuple[Head, ...], records: Sequence[Lines], widths: Sequence[float], *, totalled: bool
) -> Any:
    """The first record are the heads."""
    from reportlab.platypus import Table, TableStyle

    from exports.typesetting import BOLD, INK, REGULAR, RULE, SHADE

    cells = [["\n".join(lines) for lines in record] for record in records]
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
        ("LEADING", (0, 0), (-1, -1), LEADING),
    ]
    if totalled:
        look += [
            ("FONT", (0, -1), (-1, -1), BOLD, SIZE),
            ("LINEABOVE", (0, -1), (-1, -1), 0.9, INK),
        ]
    for at, head in enumerate(heads):
        if head.right:
            look += [("ALIGN", (at, 0), (at, -1), "RIGHT"), ("RIGHTPADDING", (at, 0), (at, -1), 10)]
    heights = [_height(record) for record in records]
    return Table(cells, colWidths=widths, rowHeights=heights, style=TableStyle(look))


def _widths(heads: tuple[Head, ...], inner: float) -> list[float]:
    free = [head for head in heads if not head.width]
    share = (inner - sum(head.width for head in heads)) / max(len(free), 1)
    return [head.width or share for head in heads]
