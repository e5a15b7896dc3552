"""Which fonts a document is set in, how wide its texts are, and where their lines break."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.pdfbase import pdfmetrics

from exports.typesetting import BOLD, REGULAR, load_fonts


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
