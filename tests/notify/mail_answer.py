"""An officer's answer to one of our mails, and the mail around it as a server delivers it.

The quoted mail asks for YES and NO, so that a word of it taken for the writer's own is seen.
"""

import base64
import quopri
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

DESK = "details@rivermouth.example"
OUR_KEY = "9f86d081884c7d659a2feaa0"
OUR_ID = f"<{OUR_KEY}@rivermouth.example>"
SUBJECT = "Detail 26-0412.3: can you work Mon Jun 1 18:00-02:00?"
ASKED = (
    "Detail 26-0412.3, Gas main at Main St at 5th Ave, Monday, June 1, 2026, 18:00 to 02:00.",
    "",
    "Reply YES 482137 to take it or NO 482137 to pass, before 17:00 today.",
    "STOP ends these messages.",
    "",
    "Rivermouth Police, Secondary Employment",
)


@dataclass(frozen=True)
class Answer:
    """What an officer writes, and from where."""

    own: str
    name: str = "Lee Baker"
    address: str = "baker@pd.example"
    number: int = 1


Builder = Callable[[Answer], bytes]


def mail(
    answer: Answer,
    *,
    plain: str = "",
    html: str = "",
    extra: str = "",
    charset: str = "utf-8",
    encoding: str = "8bit",
    subject: str = f"Re: {SUBJECT}",
) -> bytes:
    """A mail with the forms that are given, as alternatives where there are two."""
    head = (
        f"Return-Path: <{answer.address}>\r\n"
        "Received: from mx.pd.example by rivermouth.example; Mon, 01 Jun 2026 05:58:03 -0400\r\n"
        f'From: "{answer.name}" <{answer.address}>\r\nTo: {DESK}\r\nSubject: {subject}\r\n'
        f"Date: Mon, 1 Jun 2026 05:58:00 -0400\r\nMessage-ID: <m{answer.number}@pd.example>\r\n"
        f"In-Reply-To: {OUR_ID}\r\nReferences: {OUR_ID}\r\nMIME-Version: 1.0\r\n{extra}"
    ).encode()
    forms = [
        part(text, kind, charset, encoding)
        for kind, text in (("plain", plain), ("html", html))
        if text
    ]
    if len(forms) == 1:
        return head + forms[0]
    lines = b"".join(b"--=_b1\r\n" + form + b"\r\n" for form in forms)
    kind = b'Content-Type: multipart/alternative; boundary="=_b1"\r\n\r\n'
    return head + kind + b"This is a multi-part message.\r\n" + lines + b"--=_b1--\r\n"


def part(text: str, kind: str, charset: str, encoding: str) -> bytes:
    """One form with its head."""
    data = text.replace("\n", "\r\n").encode(charset)
    if encoding == "base64":
        data = base64.encodebytes(data)
    elif encoding == "quoted-printable":
        data = quopri.encodestring(data)
    head = f"Content-Type: text/{kind}; charset={charset}\r\nContent-Transfer-Encoding: {encoding}"
    return head.encode() + b"\r\n\r\n" + data


def asked(mark: str = "") -> str:
    """The mail that is answered, each line with a mark."""
    return "\n".join(f"{mark}{line}".rstrip() for line in ASKED)


def asked_html(tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(line) or '&nbsp;'}</{tag}>" for line in ASKED)


def lines_html(text: str, tag: str = "div") -> str:
    return "".join(f"<{tag}>{escape(line) or '<br>'}</{tag}>" for line in text.split("\n"))
