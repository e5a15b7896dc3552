"""Text from outside, made safe to print: never markup, never an instruction, never endless."""

import unicodedata
from xml.sax.saxutils import escape

from coordinator.rules.outside_text import blank, marked

NAME, BLOCK = 160, 600
"""Characters of a name, and of a block such as an address, that a document shows at most."""

PASSAGE = 1000
"""Characters of a sentence that says why: enough for the longest, and never endless."""


def one_line(text: str, limit: int = NAME) -> str:
    """The text on one line: controls and direction marks gone, blanks joined, cut with an …."""
    joined = " ".join(unicodedata.normalize("NFC", marked(text, blank)).split())
    return joined if len(joined) <= limit else joined[: limit - 1].rstrip() + "…"


def lines(text: str, limit: int = BLOCK, most: int = 8) -> tuple[str, ...]:
    """The non-empty lines of a block such as an address, each made safe."""
    found = [one_line(line, NAME) for line in text[: limit * 2].splitlines()]
    return tuple(line for line in found if line)[:most]


def markup(text: str, limit: int = NAME) -> str:
    """The text for a ReportLab paragraph, where every character stands for itself."""
    return escape(one_line(text, limit))


def markup_block(text: str) -> str:
    """A block for a paragraph, its lines kept."""
    return "<br/>".join(escape(line) for line in lines(text))


def cut(text: str, width: int) -> str:
    """The text in at most `width` characters, for a column of a plain sheet."""
    safe = one_line(text, max(width, 1))
    return f"{safe:<{width}}"
