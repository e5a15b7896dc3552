"""What kind of request a file or an attachment is, by its bytes alone."""

from typing import Final

from coordinator.rules.intake.request_file import FORMAT, MOST_BYTES, has_block, read_block
from storage.imports.requests.brought import Brought, read_json

PDF: Final = b"%PDF-"
MOST_PDF_BYTES: Final = 5_000_000


def is_json_request(data: bytes) -> bool:
    """Whether bytes look like the JSON of a request; others are papers."""
    head = data[:MOST_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and FORMAT.partition("/")[0].encode() in head


def read_file(data: bytes) -> Brought | None:
    """The request in a file: JSON, the text of a mail with a block, a filled PDF form.

    None where it is none of them. Never raises.
    """
    if data.startswith(PDF):
        from storage.imports.requests.filled_pdf import read_pdf

        return read_pdf(data) if len(data) <= MOST_PDF_BYTES else None
    if len(data) > MOST_BYTES:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if is_json_request(data):
        return read_json(text)
    return read_text(text) if has_block(text) else None


def read_text(text: str) -> Brought | None:
    """The request in a text that carries a block; None where it carries none."""
    block = read_block(text)
    if block is None:
        return None
    return Brought(problems=(block.problem,)) if block.problem else read_json(block.text)
