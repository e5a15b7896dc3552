"""The papers of a detail with many posts: a sheet for each post, and one of all for its commander.

PDF. A post's sheet is handed to its officer: where, from when, what to do, whom he reports to.
"""

from collections.abc import Iterable
from typing import BinaryIO

from exports import words
from exports.faces import faces_for
from exports.pen import Look, Pen
from exports.statement import letter_head
from exports.text import lines, one_line
from exports.typesetting import INK, Running, Sheet
from storage.queries.staffing.posts import Parade, Post

POST_TITLE = "Post"
COMMAND_TITLE = "Posts"
LABEL_ROOM = 92
_COLUMNS = (
    ("Muster", 0.08),
    ("Hours", 0.13),
    ("Post", 0.09),
    ("What and where", 0.27),
    ("Officer", 0.26),
    ("Telephone", 0.17),
)


def write_post_sheets(
    stream: BinaryIO, parade: Parade, *, paper: str = "letter", look: Look | None = None
) -> None:
    """A page for each post, in the order of the posts."""
    pen = Pen(Sheet(paper), faces_for(_texts(parade)), look)
    for number, post in enumerate(parade.posts):
        if number:
            pen.new_page()
        _post(pen, parade, post)
    if not parade.posts:
        pen.flow("This detail has no posts.", 11)
    _write(pen, stream, parade, "Post sheets")


def write_command_sheet(
    stream: BinaryIO, parade: Parade, *, paper: str = "letter", look: Look | None = None
) -> None:
    """All posts in the order in which they report, the open ones marked."""
    pen = Pen(Sheet(paper, wide=True), faces_for(_texts(parade)), look)
    letter_head(pen, parade.agency, COMMAND_TITLE)
    pen.down(10)
    _head(pen, parade)
    _counts(pen, parade)
    _row(pen, [name for name, _ in _COLUMNS], bold=True)
    pen.rule(pen.left, pen.right, pen.y, 0.9, INK)
    zone = parade.agency.timezone
    for post in sorted(parade.posts, key=lambda post: (post.reports_at, post.position_id)):
        _row(pen, _cells(post, zone), bold=post.open)
        pen.rule(pen.left, pen.right, pen.y, 0.3)
    _write(pen, stream, parade, "Commander's sheet")


def _write(pen: Pen, stream: BinaryIO, parade: Parade, name: str) -> None:
    title = f"{name} {parade.head.number}"
    agency = parade.agency.name
    pen.write(stream, Running(title, agency, title, f"{agency} · {title}", f"{agency} · {title}"))


def _post(pen: Pen, parade: Parade, post: Post) -> None:
    zone, head = parade.agency.timezone, parade.head
    letter_head(pen, parade.agency, f"{POST_TITLE} {post.number}")
    pen.down(14)
    pen.flow(post.label or post.role.replace("_", " "), 22, bold=True, limit=120)
    pen.down(6)
    if post.open:
        pen.flow(f"[ {words.OPEN} ]", 14, bold=True)
    else:
        pen.flow(f"{post.officer_rank} {post.officer} #{post.badge}".strip(), 14, bold=True)
    pen.down(10)
    sign = f" · call sign {head.call_sign}" if head.call_sign else ""
    muster = "" if post.muster_at is None else f"{words.local(post.muster_at, zone):%H:%M}"
    _fact(pen, "Muster", muster)
    _fact(pen, "On post", words.span(post.starts_at, post.ends_at, zone))
    _fact(pen, "As", ", ".join(filter(None, (post.role, post.rank, post.needs))))
    _fact(pen, "Where", ", ".join((head.site, *lines(head.address))))
    _fact(pen, "What", f"{head.title}, {head.employer}{sign}")
    _fact(pen, "Reports to", _leaders(parade, post))
    _fact(pen, "There", " ".join(filter(None, (head.contact, head.contact_phone))))
    _fact(pen, "Post orders", head.post_orders)
    _blanks(pen)


def _fact(pen: Pen, name: str, text: str) -> None:
    """A line with its name before it; nothing where there is nothing to say."""
    if not text:
        return
    pen.keep(16)
    pen.put(pen.left, name, 9, grey=True)
    pen.down(pen.block(pen.left + LABEL_ROOM, text, pen.inner - LABEL_ROOM, 10.5, limit=900) + 5)


def _leaders(parade: Parade, post: Post) -> str:
    """Who leads, with the telephone: not the post itself."""
    others = [each for each in parade.leaders if each.position_id != post.position_id]
    named = [f"{each.officer_rank} {each.officer} {each.phone}".strip() for each in others[:3]]
    return ", ".join(" ".join(name.split()) for name in named if name)


def _blanks(pen: Pen) -> None:
    """Room to write: notes, and when he came and went."""
    pen.down(10)
    pen.put(pen.left, "Notes", 9, grey=True)
    for _ in range(4):
        pen.down(24)
        pen.rule(pen.left, pen.right, pen.y, 0.3)
    pen.down(34)
    x = pen.left
    for name, share in (("In", 0.2), ("Out", 0.2), ("Signature", 0.6)):
        pen.rule(x, x + pen.inner * share - 10, pen.y, 0.6, INK)
        pen.put(x, name, 8, grey=True, drop=2)
        x += pen.inner * share


def _head(pen: Pen, parade: Parade) -> None:
    head = parade.head
    sign = f" · {head.call_sign}" if head.call_sign else ""
    pen.flow(f"{head.number}{sign} · {head.title} · {head.employer}", 13, bold=True)
    pen.flow(words.span(head.starts_at, head.ends_at, parade.agency.timezone), 10, bold=True)
    pen.flow(", ".join((head.site, *lines(head.address))), 9)
    if head.contact or head.contact_phone:
        pen.flow(f"{words.CONTACT}: {head.contact} {head.contact_phone}", 9)
    pen.flow(head.post_orders, 8.5, grey=True)


def _counts(pen: Pen, parade: Parade) -> None:
    empty = sum(post.open for post in parade.posts)
    pen.down(3)
    pen.flow(f"{len(parade.posts)} posts, {empty} open", 10, bold=bool(empty))
    pen.down(6)


def _cells(post: Post, zone: str) -> list[str]:
    start, end = words.local(post.starts_at, zone), words.local(post.ends_at, zone)
    muster = f"{words.local(post.muster_at, zone):%H:%M}" if post.muster_at is not None else ""
    what = ", ".join(filter(None, (post.label or post.role, post.rank, post.needs)))
    officer = f"{post.officer_rank} {post.officer} #{post.badge} {post.unit}".strip()
    return [
        muster,
        f"{start:%H:%M} to {words.clock_end(start, end)}",
        post.number.rpartition(".")[2],
        what,
        f"[ {words.OPEN} ]" if post.open else officer,
        post.phone,
    ]


def _row(pen: Pen, cells: Iterable[str], *, bold: bool = False) -> None:
    """A row as high as its tallest cell; the page goes on where it must."""
    pen.keep(28)
    x, tallest = pen.left, 0.0
    pen.down(3)
    for text, (_, share) in zip(cells, _COLUMNS, strict=True):
        room = pen.inner * share
        tallest = max(tallest, pen.block(x, text, room - 6, 9, bold=bold, limit=120))
        x += room
    pen.down(tallest + 3)


def _texts(parade: Parade) -> Iterable[str]:
    """Everything that is set, so that letters beyond Western Europe are found."""
    head, agency = parade.head, parade.agency
    yield from (agency.name, agency.address, agency.phone, agency.email)
    yield from (head.title, head.employer, head.site, head.address, head.contact, head.post_orders)
    for post in parade.posts:
        yield from (one_line(post.label), post.role, post.officer, post.unit, post.needs)
