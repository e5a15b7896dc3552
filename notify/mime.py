"""Parts of a mail put together as bytes (RFC 2045, RFC 2046), none longer than a line may be.

The library's own EmailMessage reads every header that it is given and writes it anew, which takes
longer than the mail server needs for the whole mail. Here only what is not plain goes through it.
"""

import re
from binascii import b2a_base64, b2a_qp
from dataclasses import dataclass
from email.headerregistry import Address
from email.policy import SMTP
from hashlib import sha256

_POLICY = SMTP.clone(cte_type="7bit")
_LONGEST = 990
_LINE = 78
_PLAIN = re.compile(r"(?! )[A-Za-z0-9 .,:;!'#/&%+*<>@()_-]{1,800}(?<! )")
_PLAIN_NAME = re.compile(r"(?! )[A-Za-z0-9 -]{1,40}(?<! )")
_PLAIN_MAILBOX = re.compile(r"[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9.-]{1,200}")
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: the lines of its head but for the encoding, and what it holds.

    Text is encoded only where it must be; other bytes always.
    """

    head: str
    data: bytes
    text: bool = True


@dataclass(frozen=True, slots=True)
class Together:
    """Parts that belong together: "alternative" (the last one that can be shown) or "mixed"."""

    kind: str
    parts: "tuple[Part | Together, ...]"


def header(name: str, value: str) -> str:
    """One header with its line end. Encoded words in the value are broken up before.

    Raises ValueError where the value holds a line break.
    """
    return _folded(name, value) if _PLAIN.fullmatch(value) else _by_library(name, value)


def address_header(name: str, person: str, mailbox: str) -> str:
    """A header that names one mailbox, and whose it is. Raises ValueError where it is none."""
    if not _PLAIN_MAILBOX.fullmatch(mailbox) or (person and not _PLAIN_NAME.fullmatch(person)):
        return _by_library(name, Address(person, addr_spec=mailbox))
    return _folded(name, f"{person} <{mailbox}>" if person else mailbox)


def _by_library(name: str, value: str | Address) -> str:
    _, parsed = _POLICY.header_store_parse(name, value)
    return str(_POLICY.fold(name, parsed))


def _folded(name: str, value: str) -> str:
    """Plain words, broken before the word that is too much for a line (RFC 5322 2.2.3)."""
    if len(name) + len(": ") + len(value) <= _LINE:
        return f"{name}: {value}\r\n"
    line, lines = f"{name}:", []
    for word in value.split(" "):
        if len(line) + 1 + len(word) > _LINE and line != f"{name}:" and word:
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\r\n".join((*lines, line)) + "\r\n"


def text_part(text: str, subtype: str, more: str = "") -> Part:
    """Words of a kind (plain, html, calendar); `more` are parameters beyond the charset."""
    lines = "\r\n".join(text.splitlines()) + "\r\n"
    return Part(f'Content-Type: text/{subtype}; charset="utf-8"{more}\r\n', lines.encode())


def file_part(media_type: str, name: str, data: bytes) -> Part:
    """A file under its name, which is one of our own making: letters, digits, dots, dashes."""
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.")[:100] or "file"
    return Part(
        f'Content-Type: {media_type}; name="{safe}"\r\n'
        f'Content-Disposition: attachment; filename="{safe}"\r\n',
        data,
        text=False,
    )


def body_of(part: Part | Together) -> bytes:
    """The part with the lines of its head, as it follows the mail's other headers."""
    if isinstance(part, Together):
        return _joined(part)
    return _encoded(part)


def _joined(group: Together) -> bytes:
    parts = [body_of(each) for each in group.parts]
    # No part can hold a hash of itself.
    mark = b"=_" + sha256(b"".join(parts)).hexdigest()[:32].encode()
    head = f'Content-Type: multipart/{group.kind}; boundary="{mark.decode()}"\r\n\r\n'.encode()
    inner = b"".join(b"--" + mark + b"\r\n" + each + b"\r\n" for each in parts)
    return head + inner + b"--" + mark + b"--\r\n"


def _encoded(part: Part) -> bytes:
    head = part.head.encode("ascii")
    if not part.text:
        return head + b"Content-Transfer-Encoding: base64\r\n\r\n" + _base64(part.data)
    longest = max(map(len, part.data.split(b"\n")))
    if longest < _LONGEST and not part.data.translate(None, _PRINTABLE):
        return head + b"Content-Transfer-Encoding: 7bit\r\n\r\n" + part.data
    quoted = b2a_qp(part.data, istext=True)
    return head + b"Content-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted


def _base64(data: bytes) -> bytes:
    lines = (b2a_base64(data[at : at + 57], newline=False) for at in range(0, len(data), 57))
    return b"\r\n".join(lines) + b"\r\n"
