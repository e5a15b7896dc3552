"""The day sheet as PDF: one row a detail, open positions marked so that a copy shows them too."""

from datetime import date
from typing import Any, BinaryIO

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from exports import words
from exports.day_sheet import clock, is_supervisor, muster, post_words, summary
from exports.text import lines, markup
from exports.typesetting import INK, RULE, SHADE, Running, Sheet, build, style, text
from storage.queries.book.sheets import DaySheet, SheetDetail, SheetPost

POSTS_A_ROW = 12


def write_day_sheet(stream: BinaryIO, sheet: DaySheet, *, paper: str = "letter") -> None:
    """Write the sheet, lying on its side, with heads repeated on every page."""
    page = Sheet(paper, wide=True)
    day = words.day(date.fromisoformat(sheet.day))
    title = f"{words.DAY_SHEET} {day}"
    running = Running(
        title=title,
        author=sheet.agency,
        subject=summary(sheet),
        head=f"{sheet.agency} · {title}",
        foot=f"{sheet.agency} · {title}",
    )
    story: list[Flowable] = [
        text(sheet.agency, 10, grey=True),
        text(title, 16, bold=True),
        text(summary(sheet), 10, bold=bool(sheet.open_posts)),
        Spacer(0, 4 * mm),
        _table(sheet, page) if sheet.details else text(words.NOTHING, 11),
    ]
    build(stream, page, running, story)


def _table(sheet: DaySheet, page: Sheet) -> Flowable:
    heads = (words.TIME, words.WHERE, words.OFFICERS, words.EQUIPMENT)
    rows: list[list[Any]] = [[text(head, 8.5, bold=True) for head in heads]]
    for detail in sheet.details:
        rows += _rows(detail, sheet.timezone)
    widths = [92, page.inner - 92 - 330 - 96, 330, 96]
    table = Table(rows, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, RULE),
                ("ROWBACKGROUNDS", (0, 1), (-1, -1), (None, SHADE)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def _rows(detail: SheetDetail, zone: str) -> list[list[Any]]:
    """A row for each dozen posts: one row cannot be longer than a page."""
    posts = [_post(post, detail, zone) for post in detail.posts]
    first, *more = [posts[n : n + POSTS_A_ROW] for n in range(0, len(posts) or 1, POSTS_A_ROW)]
    time = [text(clock(detail.starts_at, detail.ends_at, zone), 11, bold=True)]
    again = [*time, text(f"{detail.number} {words.CONTINUED}", 9)]
    equipment = Paragraph(markup(", ".join(detail.equipment), 400), style(9))
    head = [_time(detail, zone), _where(detail), first, equipment]
    return [head, *([again, text(detail.employer, 9.5), each, ""] for each in more)]


def _time(detail: SheetDetail, zone: str) -> list[Flowable]:
    time = [
        text(clock(detail.starts_at, detail.ends_at, zone), 11, bold=True),
        text(detail.number, 9),
    ]
    if detail.call_sign:
        time.append(text(detail.call_sign, 9, grey=True))
    return time


def _where(detail: SheetDetail) -> list[Flowable]:
    where = [
        text(detail.employer, 9.5, bold=True),
        text(", ".join((detail.site, *lines(detail.address))), 9),
        text(detail.title, 8.5, grey=True),
    ]
    if detail.contact or detail.contact_phone:
        where.append(text(f"{words.CONTACT}: {detail.contact} {detail.contact_phone}", 8.5))
    if detail.post_orders:
        where.append(Paragraph(markup(detail.post_orders, 400), style(8.5, grey=True)))
    return where


def _post(post: SheetPost, detail: SheetDetail, zone: str) -> Flowable:
    seat = post.number[len(detail.number) :] or post.number
    what = markup(f"{seat} {post_words(post)}")
    if (post.starts_at, post.ends_at) != (detail.starts_at, detail.ends_at):
        what += f" {markup(clock(post.starts_at, post.ends_at, zone))}"
    what += markup(muster(post, zone))
    if is_supervisor(post):
        what = f"<b>{what}</b>"
    if post.open:
        # Black on a frame of its own reads on a fax and for the colour-blind alike.
        return Paragraph(f"{what}: <b>[ {words.OPEN} ]</b>", style(9.5))
    who = f"<b>{markup(post.officer)}</b>, {markup(post.rank)} #{markup(post.badge)}"
    return Paragraph(f"{what}: {who} · {markup(post.phone, 30)}", style(9))
