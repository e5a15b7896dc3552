"""The head of a mail or of one of its parts (RFC 5322, 2045, 2047), read without ever raising."""

import binascii
import re
from dataclasses import dataclass
from datetime import UTC
from email.utils import parsedate_to_datetime

from notify.addresses import mailbox
from notify.charsets import decoded, tidy

HEAD_BYTES = 64 * 1024
"""How much of a head is read."""

_FIELD = re.compile(rb"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_PARAMETER = re.compile(r';\s*([\w*-]{1,40})\s*=\s*("(?:[^"\\]|\\.){0,300}"|[^\s;"]{1,300})')
_ENCODED = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?\s]{0,900})\?=")
_BETWEEN = re.compile(r"(\?=)[ \t\r\n]+(?==\?)")
_IDENTIFIER = re.compile(r"<\s*([^<>\s]{1,250})\s*>")
_ONE_FROM = re.compile(
    r'\s*(?:(?P<name>"(?:[^"\\]|\\.)*"\s*|[^<>"]*)<(?P<angled>[^<>]*)>|(?P<bare>[^<>]*))\s*'
)
_COMMENT = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Head:
    """Header fields in their order, names in lower case, values as they came, unfolded."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of that name as text, encoded words as they stand."""
        return tuple(decoded(value).strip() for field, value in self.fields if field == name)

    def get(self, name: str) -> str:
        """The first value of that name, or nothing."""
        return next(iter(self.all(name)), "")

    def has(self, name: str) -> bool:
        """Whether there is such a field."""
        return any(field == name for field, _value in self.fields)

    @property
    def kind(self) -> str:
        """The media type in lower case; text/plain where there is none or none that is one."""
        kind = self.get("content-type").partition(";")[0].strip().lower()
        return kind if re.fullmatch(r"[\w.+-]+/[\w.+-]+", kind) else "text/plain"

    def parameter(self, field: str, name: str) -> str:
        """A parameter such as the charset of the Content-Type."""
        for key, value in _PARAMETER.findall(self.get(field)):
            if key.lower().rstrip("*") == name:
                return re.sub(r"\\(.)", r"\1", value[1:-1]) if value[:1] == '"' else str(value)
        return ""


def split_head(raw: bytes) -> tuple[Head, bytes]:
    """The head and the body. A `From ` line of an mbox before them is passed over."""
    if raw.startswith(b"From "):
        raw = raw.partition(b"\n")[2]
    if raw[:1] == b"\n" or raw[:2] == b"\r\n":
        return Head(), raw.partition(b"\n")[2]
    end = re.search(rb"\r?\n\r?\n", raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    return _read(head[:HEAD_BYTES]), body


def _read(head: bytes) -> Head:
    fields = []
    for line in re.split(rb"\r?\n(?![ \t])", head):
        if found := _FIELD.fullmatch(line):
            value = re.sub(rb"\r?\n[ \t]+", b" ", found[2]).strip()
            fields.append((found[1].decode("ascii").lower(), value))
    return Head(tuple(fields))


def spoken(value: str) -> str:
    """A header's value for people: encoded words decoded, on one line."""
    pieces: list[tuple[str, bytes]] = []
    at = 0
    value = _BETWEEN.sub(r"\1", value[:10_000])
    for word in _ENCODED.finditer(value):
        if word.start() > at:
            pieces.append(("", value[at : word.start()].encode("utf-8", "replace")))
        label, data = word[1].partition("*")[0].lower(), _word(word[2], word[3])
        if pieces and pieces[-1][0] == label:
            # A character may be cut in two between encoded words.
            data = pieces.pop()[1] + data
        pieces.append((label, data))
        at = word.end()
    pieces.append(("", value[at:].encode("utf-8", "replace")))
    return " ".join(tidy("".join(decoded(data, label) for label, data in pieces)).split())


def _word(way: str, data: str) -> bytes:
    raw = data.encode("ascii", "replace")
    return from_base64(raw) if way in "bB" else binascii.a2b_qp(raw, header=True)


def from_base64(data: bytes) -> bytes:
    """What base64 stands for, as far as it can be read."""
    clean = re.sub(rb"[^A-Za-z0-9+/]", b"", data.partition(b"=")[0])
    if len(clean) % 4 == 1:
        clean = clean[:-1]
    return binascii.a2b_base64(clean + b"=" * (-len(clean) % 4))


def writers_address(head: Head) -> str:
    """The one mailbox in From, in lower case; nothing where there are several, or none.

    A bare name that looks like another mailbox than the one that it stands for counts as several:
    mail programs do not agree on which of the two it is.
    """
    froms = head.all("from")
    if len(froms) != 1 or len(froms[0]) > 2_000:
        return ""
    found = _ONE_FROM.fullmatch(froms[0])
    if found is None:
        return ""
    if found["bare"] is not None:
        return mailbox(_COMMENT.sub("", found["bare"]).strip()).lower()
    address = mailbox(found["angled"].strip()).lower()
    name = found["name"].strip()
    if name.startswith('"'):
        return address
    if "," in name:
        return ""
    named = [mailbox(word.strip("\"'()[],;")).lower() for word in spoken(name).split()]
    return address if all(other in ("", address) for other in named) else ""


def sent_at(head: Head) -> int | None:
    """What Date says, in UTC seconds; None where there is none that can be read."""
    return instant(head.get("date"))


def instant(text: str) -> int | None:
    """A date of RFC 5322 in UTC seconds, or None."""
    try:
        when = parsedate_to_datetime(text[:200])
        # A zone of -0000 says UTC without saying where.
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        seconds = int(when.timestamp())
    except (ValueError, TypeError, IndexError, OverflowError, OSError):
        return None
    return seconds if 0 <= seconds < 2**33 else None


def identifiers(value: str) -> tuple[str, ...]:
    """The Message-IDs in a header's value, without their brackets."""
    return tuple(_IDENTIFIER.findall(value[:20_000]))


def key_in(identifier: str) -> str:
    """What stands before the @ of a Message-ID: of our own mails, the message's key."""
    return identifier.rpartition("@")[0]
