"""The parts of a mail (RFC 2046): a small tree, bounded in depth and number.

The standard library's parser goes as deep as the mail does, and tests every line against every
boundary above it; one hostile mail would hold it for minutes.
"""

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from notify.charsets import decoded
from notify.mail_heads import Head, from_base64, split_head

DEEPEST = 12
MOST_PARTS = 200
TEXT_BYTES = 256 * 1024
"""How much of one part's text is read."""
WORDS_BYTES = 4 * TEXT_BYTES
"""How much is read of all that a mail says in itself; files that lie in it are kept whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part: a leaf with its body as it came, or what is in a multipart or an attached mail."""

    head: Head
    kind: str
    body: bytes = b""
    parts: tuple["Part", ...] = ()

    @property
    def attached(self) -> bool:
        """Whether it is a file rather than what its writer says."""
        disposition = self.head.get("content-disposition").partition(";")[0].strip().lower()
        return (
            disposition == "attachment"
            or bool(self.head.parameter("content-disposition", "filename"))
            or bool(self.head.parameter("content-type", "name"))
        )


@dataclass(slots=True)
class _Budget:
    left: int = field(default=MOST_PARTS)
    words: int = field(default=WORDS_BYTES)

    def leaf(self, part: Part) -> Part:
        """The part with as much of its words as may still be read."""
        if part.attached or not part.kind.startswith("text/"):
            return part
        body = part.body[: self.words]
        self.words -= len(body)
        return replace(part, body=body)


def parts_of(raw: bytes) -> Part:
    """The mail as a tree. What is too deep or too many stays unread; never raises."""
    head, body = split_head(raw)
    return _part(head, body, 0, _Budget(), "text/plain")


def text_of(part: Part) -> str:
    """A leaf's text: transfer encoding and character set undone as far as they can be."""
    return decoded(_content(part)[:TEXT_BYTES], part.head.parameter("content-type", "charset"))


def content_of(part: Part) -> bytes:
    """A leaf's bytes with the transfer encoding undone."""
    return _content(part)


def leaves(part: Part) -> Iterator[Part]:
    """Every part that holds no others, also those of attached mails, in their order."""
    if not part.parts:
        yield part
    for child in part.parts:
        yield from leaves(child)


def everything(part: Part) -> Iterator[Part]:
    """The part and all that is in it, in their order."""
    yield part
    for child in part.parts:
        yield from everything(child)


def _part(head: Head, body: bytes, depth: int, budget: _Budget, default: str) -> Part:
    budget.left -= 1
    kind = head.kind if head.has("content-type") else default
    if depth >= DEEPEST or budget.left <= 0:
        kept = kind if kind.startswith("text/") else "application/octet-stream"
        return budget.leaf(Part(head, kept, body))
    if kind.startswith("multipart/"):
        return _multipart(head, kind, body, depth, budget)
    if kind in ("message/rfc822", "message/global"):
        inner_head, inner_body = split_head(_decoded_body(head, body))
        inner = _part(inner_head, inner_body, depth + 1, budget, "text/plain")
        return Part(head, kind, b"", (inner,))
    return budget.leaf(Part(head, kind, body))


def _multipart(head: Head, kind: str, body: bytes, depth: int, budget: _Budget) -> Part:
    boundary = head.parameter("content-type", "boundary").encode("utf-8", "replace")
    default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
    pieces = _pieces(body, boundary) if boundary else ()
    parts = []
    for piece in pieces:
        if budget.left <= 0:
            break
        parts.append(_part(*split_head(piece), depth + 1, budget, default))
    # Without its boundaries a multipart is what one would read in it.
    if parts:
        return Part(head, kind, b"", tuple(parts))
    return budget.leaf(Part(head, "text/plain", body))


def _pieces(body: bytes, boundary: bytes) -> Iterator[bytes]:
    """What lies between the boundaries; the last piece may lack its end."""
    line = re.compile(rb"^--" + re.escape(boundary) + rb"(--)?[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
    begins: int | None = None
    for found in line.finditer(body):
        if begins is not None:
            yield body[begins : found.start()].removesuffix(b"\n").removesuffix(b"\r")
        if found[1]:
            return
        begins = found.end()
    if begins is not None:
        yield body[begins:]


def _content(part: Part) -> bytes:
    return _decoded_body(part.head, part.body)


def _decoded_body(head: Head, body: bytes) -> bytes:
    match head.get("content-transfer-encoding").lower():
        case "base64":
            return _base64(body)
        case "quoted-printable":
            return binascii.a2b_qp(body)
    return body


def _base64(body: bytes) -> bytes:
    """Mailing lists add their footers in the clear below; that is left out."""
    gap = re.search(rb"\S[ \t\r]*\n[ \t\r]*\n", body)
    footed = gap is not None and re.search(rb"[^A-Za-z0-9+/=\s]", body[gap.end() :])
    return from_base64(body[: gap.end()] if gap and footed else body)
