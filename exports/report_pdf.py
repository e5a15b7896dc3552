"""The result of a report on paper: title, period, chart, table with totals, what it rests on."""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from coordinator.rules.reports.figures import foot_lines, texts_of, total_texts
from coordinator.rules.reports.report import Column, Result
from exports.register import SIZE, Head, Register, write_register
from exports.text import one_line

PADDING: Final = 14.0
"""Points of a column that no letter takes."""
WIDEST, LEAST = 260.0, 34.0
MOST_LINES, HEAD_LINES = 4, 3
"""Lines of a row and of the heads."""
MOST_ROWS: Final = 2_000
"""Rows that are printed: nobody turns over hundreds of pages."""
MEASURED: Final = 400
"""Rows that are measured for the widths of the columns."""


def write_pdf(stream: BinaryIO, result: Result, *, paper: str = "letter") -> None:
    """Write the report, lying on its side, with heads on every page."""
    from exports.bar_charts import report_chart
    from exports.typesetting import Sheet

    chart = report_chart(result, Sheet(paper, wide=True).inner)
    printed = replace(result, rows=result.rows[:MOST_ROWS])
    texts, totals = _without_empty(printed)
    columns = [result.columns[n] for n in _told(printed)]
    inner = Sheet(paper, wide=True).inner
    widths = _widths(columns, [*texts[:MEASURED], totals], inner)
    heads = tuple(
        Head(one_line(column.label, 40), wide, column.right)
        for column, wide in zip(columns, widths, strict=True)
    )
    foot, notes = result.foot, result.notes
    if len(result.rows) > MOST_ROWS:
        notes = (f"The first {MOST_ROWS:,} rows are printed; workbook and CSV have all.", *notes)
    filters = "".join(f" · {label}: {text}" for label, text in foot.filters)
    what = f"{foot.period or 'As of now'}{filters}"
    asked = (("Question", result.report.question), ("For", result.report.readers))
    rests_on = tuple(pair for pair in asked if pair[1])
    register = Register(
        foot.agency,
        result.report.title,
        what,
        heads,
        tuple(texts),
        totals,
        chart,
        (*rests_on, *foot_lines(foot, len(result.rows), cut=result.cut, notes=notes)),
        MOST_LINES,
        HEAD_LINES,
    )
    write_register(stream, register, paper=paper)


def column_widths(heads: Sequence[str], rows: Sequence[Sequence[str]], inner: float) -> list[float]:
    """Each column as wide as what stands in it; what is too much is taken from the widest."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from exports.typesetting import BOLD, REGULAR, load_fonts

    load_fonts()
    widths = []
    for n, head in enumerate(heads):
        longest = max((row[n] for row in rows if row), key=len, default="")
        wide = max(stringWidth(head, BOLD, SIZE), stringWidth(longest[:80], REGULAR, SIZE) * 1.06)
        widths.append(min(max(wide + PADDING, LEAST), WIDEST))
    spare = inner - sum(widths)
    if spare >= 0:
        return [wide + spare * wide / sum(widths) for wide in widths]
    return _narrowed(widths, inner)


def _told(result: Result) -> list[int]:
    """The columns that say something in some row; all of them where there is no row."""
    said = [n for n in result.shown if any(row[n] not in (None, "") for row in result.rows)]
    return said or list(result.shown)


def _without_empty(result: Result) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Rows and totals as people read them, without the columns that say nothing."""
    told = set(_told(result))
    kept = [place for place, n in enumerate(result.shown) if n in told]
    rows = [tuple(row[place] for place in kept) for row in texts_of(result)]
    totals = total_texts(result)
    return rows, tuple(totals[place] for place in kept) if totals else ()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], inner: float) -> list[float]:
    """Figures as wide as they are, words as wide as there is room: they are broken into lines."""
    from exports.typesetting import load_fonts

    load_fonts()
    wanted = [_wanted(column.label, n, rows) for n, column in enumerate(columns)]
    spare = inner - sum(wanted)
    if spare >= 0:
        return [wide + spare * wide / sum(wanted) for wide in wanted]
    words = [n for n, column in enumerate(columns) if not column.right]
    figures = sum(wide for n, wide in enumerate(wanted) if n not in words)
    if not words or inner - figures < LEAST * len(words):
        return _narrowed(wanted, inner)
    narrow = dict(zip(words, _narrowed([wanted[n] for n in words], inner - figures), strict=True))
    return [narrow.get(n, wide) for n, wide in enumerate(wanted)]


def _wanted(head: str, n: int, rows: Sequence[Sequence[str]]) -> float:
    """Points that hold the longest word of the head, and the longest cell."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from exports.typesetting import BOLD, REGULAR

    longest = max((row[n] for row in rows if row), key=len, default="")
    word = max(head.split(), key=len, default="")
    widths = stringWidth(word, BOLD, SIZE), stringWidth(longest[:80], REGULAR, SIZE) * 1.06
    wide: float = max(widths)
    return min(max(wide + PADDING, LEAST), WIDEST)


def _narrowed(widths: list[float], inner: float) -> list[float]:
    """Cut the widest down to one width, as great as lets all of them fit."""
    low, high = LEAST / 4, WIDEST
    while high - low > 0.5:
        middle = (low + high) / 2
        fits = sum(min(wide, middle) for wide in widths) <= inner
        low, high = (middle, high) if fits else (low, middle)
    return [min(wide, low) for wide in widths]
