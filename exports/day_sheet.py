"""The day sheet: what stands where, who works it, how to reach him. PDF and plain text.

The plain text is what a terminal without the screen shows, and what goes into a mail. It needs
no ReportLab; the PDF lives in `exports.day_sheet_pdf`.
"""

from collections.abc import Iterator
from datetime import date

from exports import words
from exports.text import cut, lines, one_line
from storage.queries.book.sheets import DaySheet, SheetDetail, SheetPost

WIDTH = 78
_SUPERVISORS = ("supervisor", "sergeant", "lieutenant", "captain")


def day_sheet_text(sheet: DaySheet, width: int = WIDTH) -> str:
    """The sheet as text of at most `width` columns."""
    return "\n".join(line.rstrip() for line in _lines(sheet, max(width, 60))) + "\n"


def summary(sheet: DaySheet) -> str:
    """How full the day is, in one line."""
    details = f"{len(sheet.details)} detail{'s' * (len(sheet.details) != 1)}"
    posts = f"{sheet.posts} position{'s' * (sheet.posts != 1)}"
    return f"{details}, {posts}, {sheet.open_posts} {words.OPEN if sheet.open_posts else 'open'}"


def is_supervisor(post: SheetPost) -> bool:
    """Whether the post leads the others."""
    return post.role.casefold() in _SUPERVISORS


def clock(starts_at: int, ends_at: int, zone: str) -> str:
    """08:00-16:00, with +1 where it ends on a later day."""
    start, end = words.local(starts_at, zone), words.local(ends_at, zone)
    nights = (end.date() - start.date()).days
    return f"{start:%H:%M}-{end:%H:%M}" + (f"+{nights}" if nights else "")


def post_words(post: SheetPost) -> str:
    """What the post is: its role, and its own label."""
    role = post.role.replace("_", " ")
    return f"{role} ({post.label})" if post.label else role


def muster(post: SheetPost, zone: str) -> str:
    """', muster 06:30' where its officer reports before it begins."""
    at = post.muster_at
    return "" if at is None else f", {words.MUSTER} {words.local(at, zone):%H:%M}"


def _lines(sheet: DaySheet, width: int) -> Iterator[str]:
    title = f"{words.DAY_SHEET}  {words.day(date.fromisoformat(sheet.day))}"
    yield cut(one_line(sheet.agency), width)
    yield f"{title}  ·  {summary(sheet)}"
    yield "=" * width
    if not sheet.details:
        yield words.NOTHING
    for detail in sheet.details:
        yield from _detail_lines(detail, sheet.timezone, width)
        yield "-" * width


def _detail_lines(detail: SheetDetail, zone: str, width: int) -> Iterator[str]:
    time = clock(detail.starts_at, detail.ends_at, zone)
    sign = f"  [{detail.call_sign}]" if detail.call_sign else ""
    yield cut(f"{time:<14} {detail.number}{sign}  {one_line(detail.employer)}", width)
    where = ", ".join((one_line(detail.site), *lines(detail.address)))
    yield " " * 15 + cut(f"{where}", width - 15)
    yield " " * 15 + cut(one_line(detail.title), width - 15)
    if detail.contact or detail.contact_phone:
        contact = f"{words.CONTACT}: {detail.contact} {detail.contact_phone}"
        yield " " * 15 + cut(contact, width - 15)
    if detail.equipment:
        yield " " * 15 + cut(f"{words.EQUIPMENT}: {', '.join(detail.equipment)}", width - 15)
    for post in detail.posts:
        yield _post_line(post, detail, zone, width)


def _post_line(post: SheetPost, detail: SheetDetail, zone: str, width: int) -> str:
    own = (post.starts_at, post.ends_at) != (detail.starts_at, detail.ends_at)
    hours = f" {clock(post.starts_at, post.ends_at, zone)}" if own else ""
    seat = cut(f"{post.number[len(detail.number) :] or post.number} {post_words(post)}{hours}", 25)
    mark = "*" if is_supervisor(post) else " "
    if post.open:
        return f"  >>>{mark}{seat} {words.OPEN}"
    phone = one_line(post.phone, 16)
    who = f"{post.officer} #{post.badge} {post.rank}{muster(post, zone)}"
    return f"     {mark}{seat} {cut(who, width - 33 - len(phone))} {phone}"
