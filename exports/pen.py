"""Pages set line by line, for documents that are made by the hundred.

ReportLab's own layout spends three times as long on an invoice as drawing its lines takes. A `Pen`
knows where on the page it is, breaks text into lines, and begins pages; what stands on them is
drawn when the last one is known, in the order in which it was written, which is the reading order.

Text in Western European letters is set in Helvetica, which every reader has; any other letter makes
the whole document use the shipped fonts, which are embedded.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, BinaryIO, Final

from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from exports import words
from exports.text import one_line
from exports.typesetting import (
    BOLD,
    GREY,
    INK,
    MARGIN,
    REGULAR,
    RULE,
    SHADE,
    Running,
    Sheet,
    load_fonts,
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


@dataclass(frozen=True, slots=True)
class Faces:
    """The two fonts of a document."""

    regular: str
    bold: str


STANDARD = Faces("Helvetica", "Helvetica-Bold")
SHIPPED = Faces(REGULAR, BOLD)


def faces_for(texts: Iterable[str]) -> Faces:
    """Helvetica where all of these texts can be set in it, else the shipped fonts."""
    try:
        "".join(texts).encode("cp1252")
    except UnicodeEncodeError:
        load_fonts()
        return SHIPPED
    return STANDARD


@cache
def _widths(face: str) -> dict[str, float]:
    """Width of each character at one point of size; filled as characters are met."""
    return {}


@lru_cache(maxsize=20_000)
def width(text: str, face: str, size: float) -> float:
    """How wide a text is, in points."""
    known = _widths(face)
    total = 0.0
    for character in text:
        each = known.get(character)
        if each is None:
            each = known[character] = pdfmetrics.stringWidth(character, face, 1)
        total += each
    return total * size


@lru_cache(maxsize=4_000)
def broken(text: str, face: str, size: float, room: float) -> tuple[str, ...]:
    """The text in lines no wider than the room; a word that is wider itself is cut."""
    if width(text, face, size) <= room:
        return (text,)
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, face, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        line = word
        while width(line, face, size) > room and len(line) > 1:
            fits = _fitting(line, face, size, room)
            lines.append(line[:fits])
            line = line[fits:]
    return (*lines, line)


def _fitting(word: str, face: str, size: float, room: float) -> int:
    total = 0.0
    for place, character in enumerate(word):
        total += width(character, face, size)
        if total > room:
            return max(1, place)
    return len(word)


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
        image = _image(path)
        if image is None:
            return 0.0
        across, down = image.getSize()
        wide = min(most, high * across / max(1, down))
        self.pages[-1].shapes.append(("image", image, x, self.y - high, wide, high))
        return float(wide)

    def squares(self, rows: Sequence[Sequence[bool]], x: float, y: float, side: float) -> None:
        """A square of dark and light fields, such as a QR code; y is its lower edge."""
        self.pages[-1].shapes.append(("squares", rows, x, y, side))

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
                _DRAWN[shape[0]](canvas, *shape[1:])
            self._texts(canvas, page, running, number)
            if running.stamp:
                _stamp(canvas, running.stamp, self)
            canvas.showPage()
        canvas.save()

    def _texts(self, canvas: Canvas, page: _Page, running: Running, number: int) -> None:
        height = self.sheet.size[1]
        regular = self.faces.regular
        texts = page.texts
        if number > 1:
            head = one_line(running.head, 110)
            texts = [(self.left, height - 12 * mm, head, regular, 8, GREY), *texts]
            _line(canvas, self.left, height - 14 * mm, self.right, height - 14 * mm, 0.4, RULE)
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


def _line(
    canvas: Canvas, x: float, y: float, until: float, to: float, thick: float, colour: Any
) -> None:
    canvas.setLineWidth(thick)
    canvas.setStrokeColor(colour)
    canvas.line(x, y, until, to)


def _dash(
    canvas: Canvas, x: float, y: float, until: float, to: float, thick: float, colour: Any
) -> None:
    canvas.setDash(3, 3)
    _line(canvas, x, y, until, to, thick, colour)
    canvas.setDash()


def _fill(canvas: Canvas, x: float, y: float, wide: float, high: float, colour: Any) -> None:
    canvas.setFillColor(colour)
    canvas.rect(x, y, wide, high, stroke=0, fill=1)


def _picture(canvas: Canvas, image: Any, x: float, y: float, wide: float, high: float) -> None:
    canvas.drawImage(image, x, y, wide, high, mask="auto", preserveAspectRatio=True, anchor="nw")


def _squares(
    canvas: Canvas, rows: Sequence[Sequence[bool]], x: float, y: float, side: float
) -> None:
    """Runs of dark fields as one path: hundreds of rectangles would be slow to draw and to read."""
    step = side / max(1, len(rows))
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        begun = 0
        for across in range(len(row) + 1):
            dark = across < len(row) and row[across]
            if not dark:
                if across > begun:
                    top = y + side - (down + 1) * step
                    path.rect(x + begun * step, top, (across - begun) * step, step)
                begun = across + 1
    canvas.setFillColor(colors.black)
    canvas.drawPath(path, stroke=0, fill=1)


_DRAWN: Final[dict[str, Callable[..., None]]] = {
    "line": _line,
    "dash": _dash,
    "fill": _fill,
    "image": _picture,
    "squares": _squares,
}


def _stamp(canvas: Canvas, stamp: str, pen: Pen) -> None:
    across, down = pen.sheet.size
    canvas.saveState()
    canvas.translate(across / 2, down / 2)
    canvas.rotate(35)
    canvas.setFont(pen.faces.bold, 110)
    canvas.setFillColor(colors.Color(0.75, 0.1, 0.1, alpha=0.18))
    canvas.drawCentredString(0, -40, stamp)
    canvas.restoreState()


@lru_cache(maxsize=4)
def _image(path: str) -> Any:
    """The picture of a file, or None where it cannot be read."""
    from reportlab.lib.utils import ImageReader

    try:
        return ImageReader(path)
    except Exception:  # noqa: BLE001 - whatever the picture is, the invoice is made without it
        return None


@lru_cache(maxsize=64)
def qr_fields(text: str) -> tuple[tuple[bool, ...], ...]:
    """A QR code of a text, by rows, without the quiet zone; nothing where it is too long."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    try:
        code = QRCode(None, QRErrorCorrectLevel.M)
        code.addData(text)
        code.make()
    except Exception:  # noqa: BLE001 - a link that no code can hold is only printed
        return ()
    return tuple(tuple(bool(field) for field in row) for row in code.modules)
