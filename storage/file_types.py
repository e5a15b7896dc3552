"""What a file is, told by its bytes: its name and whatever came with it are only claims.

Nothing is opened, unpacked or run: the first bytes are compared with the marks that formats begin
with, and texts are those that read as UTF-8 without control characters.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its words, its media type, and the suffix under which it is written out."""

    words: str
    media_type: str
    suffix: str


PDF = FileType("PDF", "application/pdf", "pdf")
PNG = FileType("picture (PNG)", "image/png", "png")
JPEG = FileType("picture (JPEG)", "image/jpeg", "jpg")
GIF = FileType("picture (GIF)", "image/gif", "gif")
TIFF = FileType("picture (TIFF)", "image/tiff", "tif")
WEBP = FileType("picture (WebP)", "image/webp", "webp")
HEIC = FileType("picture (HEIC)", "image/heic", "heic")
OLD_OFFICE = FileType("office document (old)", "application/x-ole-storage", "ole")
RTF = FileType("RTF", "application/rtf", "rtf")
TEXT = FileType("text", "text/plain", "txt")
UNKNOWN = FileType("unknown", "application/octet-stream", "bin")

_OPEN = "application/vnd.openxmlformats-officedocument."
OFFICE_SUFFIXES: Mapping[str, FileType] = {
    "docx": FileType("Word document", f"{_OPEN}wordprocessingml.document", "docx"),
    "xlsx": FileType("workbook", f"{_OPEN}spreadsheetml.sheet", "xlsx"),
    "pptx": FileType("slides", f"{_OPEN}presentationml.presentation", "pptx"),
    "odt": FileType("text document", "application/vnd.oasis.opendocument.text", "odt"),
    "ods": FileType("spreadsheet", "application/vnd.oasis.opendocument.spreadsheet", "ods"),
}
"""Suffix → what a packed document is called; its bytes only say that it is packed."""

_MARKS: tuple[tuple[bytes, FileType], ...] = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
    (b"{\\rtf", RTF),
)
_OFFICE_PARTS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa")
_HEIC = (b"ftypheic", b"ftypheix", b"ftypmif1")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13}) + b"\x7f"
KNOWN = (PDF, PNG, JPEG, GIF, TIFF, WEBP, HEIC, OLD_OFFICE, RTF, TEXT, *OFFICE_SUFFIXES.values())
_BY_MEDIA_TYPE = {each.media_type: each for each in KNOWN}


def type_of(data: bytes, name: str = "") -> FileType | None:
    """What the bytes are; None for a program. `name` only tells packed documents apart."""
    if data.startswith(_PROGRAMS):
        return None
    found = next((kind for mark, kind in _MARKS if data.startswith(mark)), None)
    if found:
        return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:12] in _HEIC:
        return HEIC
    if data.startswith(b"PK\x03\x04"):
        return _packed(data, name)
    return TEXT if _is_text(data) else UNKNOWN


def suffix_of(media_type: str) -> str:
    """The suffix under which a file of a media type is written out."""
    return _BY_MEDIA_TYPE.get(media_type, UNKNOWN).suffix


def words_of(media_type: str) -> str:
    """What a media type is called."""
    return _BY_MEDIA_TYPE.get(media_type, UNKNOWN).words


def _packed(data: bytes, name: str) -> FileType:
    """An office document says what it holds near its beginning; other archives are unknown."""
    if not any(part in data[:4096] for part in _OFFICE_PARTS):
        return UNKNOWN
    return OFFICE_SUFFIXES.get(name.rpartition(".")[2].casefold(), UNKNOWN)


def _is_text(data: bytes) -> bool:
    if not data or data.translate(None, _CONTROLS) != data:
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
