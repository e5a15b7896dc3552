"""Which encoding a file's bytes are in, found by one pass that also takes its hash."""

import codecs
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from storage.imports.problems import BadFile

Opener = Callable[[], BinaryIO]

PIECE = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes in general: hash (hex), size, encoding, and whether all of it is plain ASCII.

    Plain files need no look at each cell for odd characters, which is most of the cost of reading
    a million rows.
    """

    sha256: str
    size: int
    encoding: str
    plain: bool


def inspect(opener: Opener, limit: int) -> Content:
    """Read the bytes once. `limit` is in bytes. Raises BadFile when too large or no known text."""
    with opener() as stream:
        start = stream.read(4)
    _refuse_packed(start)
    marked = next((name for mark, name in MARKS if start.startswith(mark)), None)
    candidates = (marked,) if marked else ("utf-8", "cp1252")
    digest, size, plain = measure(opener, limit)
    for encoding in candidates:
        if _decodes(opener, encoding):
            return Content(digest, size, encoding, plain and marked is None)
    raise BadFile(f"The file is not text in {' or '.join(candidates)}. Save it again as CSV UTF-8.")


def _refuse_packed(start: bytes) -> None:
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadFile(
            "This is an old or a protected spreadsheet. Save it as .xlsx without a password, or "
            "the sheet as CSV UTF-8, and take that."
        )
    if start.startswith(b"%PDF"):
        raise BadFile("This is a PDF. Ask for the data as CSV.")
    if start[:2] not in (b"", codecs.BOM_UTF16_LE) and b"\0" in start[:2]:
        raise BadFile("This looks like UTF-16 without its mark. Save it again as CSV UTF-8.")


def measure(opener: Opener, limit: int) -> tuple[str, int, bool]:
    """Hash (hex), size in bytes, and whether all is plain ASCII. Raises BadFile when too large."""
    digest, size, plain = sha256(), 0, True
    with opener() as stream:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += len(piece)
            plain = plain and piece.isascii() and b"\0" not in piece
            if size > limit:
                raise BadFile(f"The file is larger than {limit >> 20} MB. Split it and take parts.")
    if not size:
        raise BadFile("The file is empty.")
    return digest.hexdigest(), size, plain


def _decodes(opener: Opener, encoding: str) -> bool:
    # Lone surrogates pass here, so that their rows can be refused one by one with a reason,
    # instead of UTF-8 that holds one being taken for Windows-1252 throughout.
    decoder = codecs.getincrementaldecoder(encoding)(errors=surrogates(encoding))
    try:
        with opener() as stream:
            while piece := stream.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def surrogates(encoding: str) -> str:
    """The error handler under which a text of this encoding is read."""
    return "strict" if encoding == "cp1252" else "surrogatepass"
