"""A plain table on paper: heads on every page, words to the left, figures to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

Heads = Sequence[tuple[str, float]]
"""Each head with its width in points; one of no width takes what is left."""


@dataclass(frozen=True, slots=True)
class TableLook:
    """In points: type, type (and leading) of the heads, what stands free above and below a line."""

    size: float = 8.0
    head: tuple[float, ...] = (7.0,)
    free: float = 2.0
    shaded: bool = False


PLAIN: Final = TableLook()
CLOSE: Final = TableLook(7.0, (6.2, 7.2), 1.5, shaded=True)
"""For many columns."""


def sheet_table(
    heads: Heads,
    rows: Sequence[Sequence[str]],
    width: float,
    *,
    left: int,
    look: TableLook = PLAIN,
) -> Any:
    """Rows under their heads; the first `left` columns are words, cut where they do not fit."""
    from reportlab.platypus import LongTable, TableStyle

    from exports.typesetting import BOLD, INK, REGULAR, RULE, SHADE, fitted, load_fonts

    load_fonts()
    spare = width - sum(wide for _, wide in heads)
    widths = [wide or spare for _, wide in heads]
    cells = [[name for name, _ in heads]]
    cells += [
        [fitted(text, wide - 5, look.size) for text, wide in zip(row, widths, strict=True)]
        for row in rows
    ]
    style: list[Any] = [
        ("FONT", (0, 0), (-1, 0), BOLD, *look.head),
        ("FONT", (0, 1), (-1, -1), REGULAR, look.size),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE),
        ("ALIGN", (left, 0), (-1, -1), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), look.free),
        ("BOTTOMPADDING", (0, 0), (-1, -1), look.free),
    ]
    if look.shaded:
        style.append(("ROWBACKGROUNDS", (0, 1), (-1, -1), (None, SHADE)))
    return LongTable(cells, colWidths=widths, repeatRows=1, style=TableStyle(style))
