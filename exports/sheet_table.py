"""A plain table on paper: heads on every page, words to the left, figures to the right."""

from collections.abc import Sequence
from typing import Any, Final

from exports.text import one_line

SIZE: Final = 8.0
"""Points."""

Heads = Sequence[tuple[str, float]]
"""Each head with its width in points; one of no width takes what is left."""


def sheet_table(heads: Heads, rows: Sequence[Sequence[str]], width: float, *, left: int) -> Any:
    """Rows under their heads; the first `left` columns are words, cut where they do not fit."""
    from reportlab.platypus import LongTable, TableStyle

    from exports.typesetting import BOLD, INK, REGULAR, RULE, load_fonts

    load_fonts()
    spare = width - sum(wide for _, wide in heads)
    widths = [wide or spare for _, wide in heads]
    cells = [[name for name, _ in heads]]
    cells += [[_cut(text, wide) for text, wide in zip(row, widths, strict=True)] for row in rows]
    look = [
        ("FONT", (0, 0), (-1, 0), BOLD, SIZE - 1),
        ("FONT", (0, 1), (-1, -1), REGULAR, SIZE),
        ("TEXTCOLOR", (0, 0), (-1, -1), INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, RULE),
        ("ALIGN", (left, 0), (-1, -1), "RIGHT"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    return LongTable(cells, colWidths=widths, repeatRows=1, style=TableStyle(look))


def _cut(value: str, width: float) -> str:
    """The text as far as it fits the column, with an … where it does not."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from exports.typesetting import REGULAR

    safe = one_line(value)
    while safe and stringWidth(safe, REGULAR, SIZE) > width - 5:
        safe = safe.rstrip("…")[:-1].rstrip() + "…" if len(safe) > 1 else ""
    return safe
