"""What a page has beside its texts: lines, areas, pictures, codes, stamps."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Final

from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas


def draw_line(
    canvas: Canvas, x: float, y: float, until: float, to: float, thick: float, colour: Any
) -> None:
    canvas.setLineWidth(thick)
    canvas.setStrokeColor(colour)
    canvas.line(x, y, until, to)


def _dash(
    canvas: Canvas, x: float, y: float, until: float, to: float, thick: float, colour: Any
) -> None:
    canvas.setDash(3, 3)
    draw_line(canvas, x, y, until, to, thick, colour)
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


def _blank(canvas: Canvas, name: str, x: float, y: float, given: dict[str, Any]) -> None:
    """A form field to fill in (ISO 32000, 12.7)."""
    canvas.acroForm.textfield(
        name=name, x=x, y=y, fontName="Helvetica", fontSize=10, borderWidth=0.5,
        fillColor=colors.white, **given,
    )  # fmt: skip


def _chosen(canvas: Canvas, name: str, x: float, y: float, given: dict[str, Any]) -> None:
    canvas.acroForm.choice(
        name=name, x=x, y=y, fontName="Helvetica", fontSize=10, borderWidth=0.5,
        fillColor=colors.white, **given,
    )  # fmt: skip


def _tick(canvas: Canvas, name: str, x: float, y: float, given: dict[str, Any]) -> None:
    canvas.acroForm.checkbox(
        name=name, x=x, y=y, borderWidth=0.5, fieldFlags="", fillColor=colors.white, **given
    )


DRAWN: Final[dict[str, Callable[..., None]]] = {
    "line": draw_line,
    "dash": _dash,
    "fill": _fill,
    "image": _picture,
    "squares": _squares,
    "blank": _blank,
    "chosen": _chosen,
    "tick": _tick,
}


def stamp_over(canvas: Canvas, stamp: str, size: tuple[float, float], face: str) -> None:
    """A word across the page, such as VOID."""
    across, down = size
    canvas.saveState()
    canvas.translate(across / 2, down / 2)
    canvas.rotate(35)
    canvas.setFont(face, 110)
    canvas.setFillColor(colors.Color(0.75, 0.1, 0.1, alpha=0.18))
    canvas.drawCentredString(0, -40, stamp)
    canvas.restoreState()


@lru_cache(maxsize=4)
def image_of(path: str) -> Any:
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
