"""Pages set line by line, for documents that are made by the hundred.

ReportLab's own layout spends three times as long on an invoice as drawing its lines takes. A `Pen`
knows where on the page it is, breaks text into lines, and begins pages; what stands on them is
drawn when the last one is known, in the order in which it was written, which is the reading order.

Text in Western European letters is set in Helvetica, which every reader has; any other letter makes
the whole document use the shipped fonts, which are embedded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from exports import words
from exports.faces import Faces, broken, width
from exports.faces import faces_for as faces_for
from exports.shapes import DRAWN, draw_line, image_of, stamp_over
from exports.text import one_line
from exports.typesetting import (
    GREY,
    INK,
    MARGIN,
    RULE,
    SHADE,
    Running,
    Sheet,
)

FOOT: Final[float] = 16 * mm
"""Points at the foot of a page that belong to the running line."""
LEADING: Final = 1.3


@dataclass(frozen=True, slots=True)
class Look:
    """How the agency wants its papers: the colour of heads, a picture above, a payment link."""

    accent: str = ""
    logo: str = ""
    payment_link: str = ""

    @property
    def colour(self) -> colors.Color:
        """The accent, or ink where none is set or it is no colour."""
        try:
            return colors.HexColor(self.accent) if self.accent else INK
        except ValueError:
            return INK


@dataclass(slots=True)
class _Page:
    """What stands on one page: shapes below, texts above them."""

    shapes: list[tuple[Any, ...]] = field(default_factory=list)
    texts: list[tuple[float, float, str, str, float, Any]] = field(default_factory=list)


class Pen:
    """Writes down a document from top to bottom. `y` is where the next line's top is."""

    def __init__(self, sheet: Sheet, faces: Faces, look: Look | None = None) -> None:
        self.sheet = sheet
        self.faces = faces
        self.look = look or Look()
        self.left = MARGIN
        self.right = sheet.size[0] - MARGIN
        self.top = sheet.size[1] - MARGIN
        self.bottom = FOOT + 4 * mm
        self.y = self.top
        self.pages = [_Page()]

    # ── where it is ─────────────────────────────────────────────────────────────────────────

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    def down(self, points: float) -> None:
        """Leave room."""
        self.y -= points

    def fits(self, points: float) -> bool:
        """Whether so much still has room on this page."""
        return bool(self.y - points >= self.bottom)

    def new_page(self) -> None:
        """Go on at the top of the next page."""
        self.pages.append(_Page())
        self.y = self.top

    def keep(self, points: float) -> bool:
        """Begin a page unless so much has room on this one; True where one was begun."""
        if self.fits(points):
            return False
        self.new_page()
        return True

    # ── what it writes ──────────────────────────────────────────────────────────────────────

    def put(
        self,
        x: float,
        text: str,
        size: float = 9,
        *,
        bold: bool = False,
        grey: bool = False,
        right: bool = False,
        colour: Any = None,
        drop: float = 0,
    ) -> None:
        """One line of text at this height, `drop` points lower, from x on or up to it."""
        if not text:
            return
        face = self.faces.bold if bold else self.faces.regular
        at = x - width(text, face, size) if right else x
        ink = colour or (GREY if grey else INK)
        self.pages[-1].texts.append((at, self.y - drop - size, text, face, size, ink))

    def block(
        self,
        x: float,
        text: str,
        room: float,
        size: float = 9,
        *,
        bold: bool = False,
        grey: bool = False,
        limit: int = 160,
    ) -> float:
        """A text broken into lines from x on, at this height; its height. Outside text is safe."""
        face = self.faces.bold if bold else self.faces.regular
        height = 0.0
        for line in broken(one_line(text, limit), face, size, room):
            self.put(x, line, size, bold=bold, grey=grey, drop=height)
            height += size * LEADING
        return height

    def flow(
        self,
        text: str,
        size: float = 9,
        *,
        bold: bool = False,
        grey: bool = False,
        limit: int = 900,
    ) -> None:
        """A paragraph over the whole width, over pages where it must be."""
        face = self.faces.bold if bold else self.faces.regular
        for line in broken(one_line(text, limit), face, size, self.inner):
            self.keep(size * LEADING)
            self.put(self.left, line, size, bold=bold, grey=grey)
            self.down(size * LEADING)

    def rule(
        self, x: float, until: float, y: float, thick: float = 0.4, colour: Any = None
    ) -> None:
        """A line across."""
        self.pages[-1].shapes.append(("line", x, y, until, y, thick, colour or RULE))

    def shade(self, x: float, y: float, wide: float, high: float, colour: Any = None) -> None:
        """A filled area; y is its lower edge."""
        self.pages[-1].shapes.append(("fill", x, y, wide, high, colour or SHADE))

    def dashes(self, y: float) -> None:
        """Where a slip is torn off."""
        self.pages[-1].shapes.append(("dash", self.left, y, self.right, y, 0.6, GREY))

    def picture(self, path: str, x: float, high: float, most: float) -> float:
        """A picture of the agency's own, its upper edge at this height; its width."""
        image = image_of(path)
        if image is None:
            return 0.0
        across, down = image.getSize()
        wide = min(most, high * across / max(1, down))
        self.pages[-1].shapes.append(("image", image, x, self.y - high, wide, high))
        return float(wide)

    def squares(self, rows: Sequence[Sequence[bool]], x: float, y: float, side: float) -> None:
        """A square of dark and light fields, such as a QR code; y is its lower edge."""
        self.pages[-1].shapes.append(("squares", rows, x, y, side))

    def blank(
        self,
        name: str,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        tip: str = "",
        value: str = "",
        longest: int = 200,
        several: bool = False,
        fixed: bool = False,
        choices: tuple[str, ...] = (),
    ) -> None:
        """A form field; y is its lower edge. `several` lines, `fixed`: hidden and not to be
        changed, or one of `choices`, of which the first stands there."""
        given: dict[str, Any] = {"width": wide, "height": high, "tooltip": tip or name}
        if choices:
            given |= {"options": list(choices), "value": choices[0]}
            self.pages[-1].shapes.append(("chosen", name, x, y, given))
            return
        flags = "readOnly" if fixed else "multiline" if several else ""
        given |= {"value": value, "maxlen": max(longest, len(value)), "fieldFlags": flags}
        given |= {"annotationFlags": "hidden"} if fixed else {}
        self.pages[-1].shapes.append(("blank", name, x, y, given))

    def tick(self, name: str, x: float, y: float, side: float, *, tip: str = "") -> None:
        """A box of a form to tick; y is its lower edge."""
        given = {"size": side, "tooltip": tip or name}
        self.pages[-1].shapes.append(("tick", name, x, y, given))

    # ── the end ─────────────────────────────────────────────────────────────────────────────

    def write(self, stream: BinaryIO, running: Running) -> None:
        """Draw the pages. The same document gives the same bytes."""
        canvas = Canvas(
            stream,
            pagesize=self.sheet.size,
            invariant=1,
            pageCompression=1,
            lang=words.LANGUAGE,
            initialFontName=self.faces.regular,
        )
        canvas.setTitle(one_line(running.title))
        canvas.setAuthor(one_line(running.author))
        canvas.setSubject(one_line(running.subject))
        canvas.setCreator("coordinator")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for number, page in enumerate(self.pages, 1):
            for shape in page.shapes:
                DRAWN[shape[0]](canvas, *shape[1:])
            self._texts(canvas, page, running, number)
            if running.stamp:
                stamp_over(canvas, running.stamp, self.sheet.size, self.faces.bold)
            canvas.showPage()
        canvas.save()

    def _texts(self, canvas: Canvas, page: _Page, running: Running, number: int) -> None:
        height = self.sheet.size[1]
        regular = self.faces.regular
        texts = page.texts
        if number > 1:
            head = one_line(running.head, 110)
            texts = [(self.left, height - 12 * mm, head, regular, 8, GREY), *texts]
            draw_line(canvas, self.left, height - 14 * mm, self.right, height - 14 * mm, 0.4, RULE)
        count = words.PAGE.format(page=number, pages=len(self.pages))
        at = self.right - width(count, regular, 8)
        foot = one_line(running.foot, 110)
        texts = [
            *texts,
            (self.left, 10 * mm, foot, regular, 8, GREY),
            (at, 10 * mm, count, regular, 8, GREY),
        ]
        written = canvas.beginText()
        set_in: tuple[str, float] | None = None
        ink: Any = None
        for x, y, text, face, size, colour in texts:
            if set_in != (face, size):
                written.setFont(face, size)
                set_in = (face, size)
            if ink is not colour:
                written.setFillColor(colour)
                ink = colour
            written.setTextOrigin(x, y)
            written.textOut(text)
        canvas.drawText(written)
