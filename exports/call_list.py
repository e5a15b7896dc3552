"""The call-down list: whom to telephone for a position, in order, with room to tick. PDF.

Candidates come ranked from whoever knows the policy; this only sets them on paper.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from exports import words

REASONS = 400
"""Characters of an officer's reasons that are printed."""
OUTCOMES = ("no answer", "refused", "wrong no.", "rings back", "accepted")


@dataclass(frozen=True, slots=True)
class CallRow:
    """One officer to call. `hours`, `last_worked` and `told` are words, ready to print; `told` is
    how he was written to, and whether that got to him."""

    place: int
    badge: str
    officer: str
    rank: str
    phone: str
    hours: str = ""
    last_worked: str = ""
    note: str = ""
    told: str = ""


@dataclass(frozen=True, slots=True)
class BarredRow:
    """One officer who is not to be called, with every reason in words."""

    badge: str
    officer: str
    rank: str
    why: str


@dataclass(frozen=True, slots=True)
class CallList:
    """The list for one position; `what` says which, when and where.

    `more` says how many more there are whom the sheet leaves out, in words; it may be empty.
    """

    agency: str
    position: str
    what: str
    rows: tuple[CallRow, ...]
    barred: tuple[BarredRow, ...] = ()
    more: str = ""


def write_call_list(stream: BinaryIO, calls: CallList, *, paper: str = "letter") -> None:
    """Write the list as PDF."""
    # ReportLab takes 200 ms to import; the text form does without it.
    from reportlab.lib.units import mm
    from reportlab.platypus import Spacer

    from exports.typesetting import Running, Sheet, build, text

    page = Sheet(paper)
    title = f"{words.CALL_LIST} {calls.position}"
    foot = f"{calls.agency} · {title}"
    story: list[Any] = [
        text(calls.agency, 10, grey=True),
        text(title, 16, bold=True),
        text(calls.what, 10),
        Spacer(0, 4 * mm),
        _table(calls.rows, page.inner) if calls.rows else text(words.NOBODY, 11),
    ]
    if calls.barred:
        story += [Spacer(0, 6 * mm), text(words.BARRED, 11, bold=True), Spacer(0, 2 * mm)]
        story.append(_barred(calls.barred, page.inner))
    if calls.more:
        story += [Spacer(0, 3 * mm), text(calls.more, 9, grey=True)]
    build(stream, page, Running(title, calls.agency, calls.what, foot, foot), story)


def _table(rows: Sequence[CallRow], width: float) -> Any:
    from exports.typesetting import text

    heads = ("", words.OFFICERS, words.PHONE, words.HOURS, *OUTCOMES)
    cells: list[list[Any]] = [[text(head, 7, bold=True) for head in heads]]
    for row in rows:
        who = [
            text(f"{row.officer} #{row.badge}", 9, bold=True),
            text(" · ".join(part for part in (row.rank, row.last_worked, row.note) if part), 8),
        ]
        if row.told:
            who.append(text(f"{words.TOLD}: {row.told}", 8))
        boxes = [text("☐", 12)] * len(OUTCOMES)
        place = text(str(row.place), 9)
        cells.append([place, who, text(row.phone, 9.5), text(row.hours, 8.5), *boxes])
    fixed = [22, None, 82, 46, *([43] * len(OUTCOMES))]
    rest = width - sum(size for size in fixed if size)
    return _ruled(cells, [size or rest for size in fixed])


def _barred(rows: Sequence[BarredRow], width: float) -> Any:
    from reportlab.platypus import Paragraph

    from exports.text import markup
    from exports.typesetting import style, text

    cells: list[list[Any]] = [[text(head, 7, bold=True) for head in (words.OFFICERS, words.WHY)]]
    for row in rows:
        why = Paragraph(markup(row.why, REASONS), style(8))
        cells.append([text(f"{row.rank} {row.officer} #{row.badge}", 8.5), why])
    return _ruled(cells, [170, width - 170])


def _ruled(cells: list[list[Any]], widths: list[float]) -> Any:
    from reportlab.platypus import Table, TableStyle

    from exports.typesetting import INK, RULE

    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 3),
                ("RIGHTPADDING", (0, 0), (-1, -1), 3),
            ]
        )
    )
    return table
