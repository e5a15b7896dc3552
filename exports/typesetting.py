"""What our PDFs share: fonts, styles, paper, and pages that say which of how many they are.

ReportLab takes 200 ms to import, so nothing that a screen or the command line imports at its
start may import this module.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO, Final

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph

from exports import words
from exports.text import PASSAGE, markup, one_line

REGULAR, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
INK, GREY, RULE, SHADE = (
    colors.HexColor(value) for value in ("#1a1f26", "#5b6470", "#c3c9d1", "#f1f3f6")
)
PAPERS: Final[dict[str, tuple[float, float]]] = {"letter": LETTER, "a4": A4}
MARGIN: Final[float] = 18 * mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a document is printed: paper ("letter" or "a4"), and whether it lies on its side."""

    paper: str = "letter"
    wide: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        size = PAPERS.get(self.paper, PAPERS["letter"])
        return (size[1], size[0]) if self.wide else size

    @property
    def inner(self) -> float:
        """The width between the margins, in points."""
        return self.size[0] - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Running:
    """What every page carries: the title above from page two on, the foot on all."""

    title: str
    author: str
    subject: str
    head: str
    foot: str
    stamp: str = ""


@cache
def load_fonts() -> None:
    """Register the shipped fonts once; they cover Latin with all diacritics, Greek, Cyrillic."""
    folder = Path(__file__).parent / "fonts"
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(
        REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD
    )


@cache
def style(size: float = 9, *, bold: bool = False, right: bool = False, grey: bool = False) -> Any:
    """A paragraph style. Long words are broken, so that no name leaves its column."""
    load_fonts()
    name = f"{size}{'b' * bold}{'r' * right}{'g' * grey}"
    return ParagraphStyle(
        name,
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        textColor=GREY if grey else INK,
        alignment=TA_RIGHT if right else 0,
        splitLongWords=1,
    )


def text(value: str, size: float = 9, **look: bool) -> Paragraph:
    """A paragraph of outside text: every character stands for itself."""
    return Paragraph(markup(value), style(size, **look))


def passage(value: str, size: float = 9, **look: bool) -> Paragraph:
    """The same of a sentence that must stand whole, such as a rule or a reason."""
    return Paragraph(markup(value, PASSAGE), style(size, **look))


class _NumberedCanvas(Canvas):  # type: ignore[misc]
    """Holds the pages back until their count is known."""

    def __init__(self, *args: Any, running: Running, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._running = running
        self._held: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._held, 1):
            self.__dict__.update(page)
            _draw_running(self, self._running, number, len(self._held))
            super().showPage()
        super().save()


def _draw_running(canvas: Canvas, running: Running, page: int, pages: int) -> None:
    width, height = canvas._pagesize
    canvas.setFont(REGULAR, 8)
    canvas.setFillColor(GREY)
    canvas.drawString(MARGIN, 10 * mm, one_line(running.foot, 110))
    number = words.PAGE.format(page=page, pages=pages)
    canvas.drawRightString(width - MARGIN, 10 * mm, number)
    if page > 1:
        canvas.drawString(MARGIN, height - 12 * mm, one_line(running.head, 110))
        canvas.setStrokeColor(RULE)
        canvas.line(MARGIN, height - 14 * mm, width - MARGIN, height - 14 * mm)
    if running.stamp:
        _draw_stamp(canvas, running.stamp, width, height)


def _draw_stamp(canvas: Canvas, stamp: str, width: float, height: float) -> None:
    canvas.saveState()
    canvas.translate(width / 2, height / 2)
    canvas.rotate(35)
    canvas.setFont(BOLD, 120)
    canvas.setFillColor(colors.Color(0.75, 0.1, 0.1, alpha=0.18))
    canvas.drawCentredString(0, -40, stamp)
    canvas.restoreState()


def build(stream: BinaryIO, sheet: Sheet, running: Running, story: Sequence[Flowable]) -> None:
    """Set the story on pages. The same story gives the same bytes."""
    load_fonts()
    width, height = sheet.size
    document = BaseDocTemplate(
        stream,
        pagesize=sheet.size,
        title=one_line(running.title),
        author=one_line(running.author),
        subject=one_line(running.subject),
        creator="coordinator",
        lang=words.LANGUAGE,
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
    )
    first = Frame(MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("page", [first])])
    document.build(list(story), canvasmaker=_canvas_for(running))


def _canvas_for(running: Running) -> Callable[..., Canvas]:
    def make(*args: Any, **kwargs: Any) -> Canvas:
        return _NumberedCanvas(*args, running=running, **kwargs)

    return make


def fitted(value: str, room: float, size: float) -> str:
    """The text made safe, as far as it fits in points, with an … where it does not."""
    safe = one_line(value)
    if pdfmetrics.stringWidth(safe, REGULAR, size) <= room:
        return safe
    short, long = 0, len(safe)
    while long - short > 1:
        middle = (short + long) // 2
        fits = pdfmetrics.stringWidth(f"{safe[:middle]}…", REGULAR, size) <= room
        short, long = (middle, long) if fits else (short, middle)
    return f"{safe[:short].rstrip()}…"


def broken(value: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text made safe, in at most so many lines of so many points; the last one ends with an …
    where there is more."""
    face = BOLD if bold else REGULAR
    safe = one_line(value)
    if most == 1 or pdfmetrics.stringWidth(safe, face, size) <= room:
        return [fitted(safe, room, size)]
    lines, words = [""], safe.split(" ")
    for at, word in enumerate(words):
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or pdfmetrics.stringWidth(longer, face, size) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = " ".join([lines[-1], *words[at:]])
            break
    return [fitted(line, room, size) for line in lines]
