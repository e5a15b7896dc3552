"""A mail and what is to be understood of it."""

from dataclasses import dataclass

from notify.incoming import Reported
from tests.notify.mail_answer import DESK, SUBJECT

BAKER = "baker@pd.example"


@dataclass(frozen=True)
class Case:
    """A mail and what is to be understood of it; a text of None is anything."""

    name: str
    raw: bytes
    text: str | None = ""
    address: str = BAKER
    channel: str = "email"
    writer: str = "person"
    forwarded: bool = False
    reported: tuple[Reported, ...] = ()


def plain(
    text: str,
    *fields: str,
    sender: str = f"Lee Baker <{BAKER}>",
    subject: str = f"Re: {SUBJECT}",
) -> bytes:
    """A mail of plain text with further header fields."""
    own = f"From: {sender}\n" if sender else ""
    head = f"{own}To: {DESK}\nSubject: {subject}\nMessage-ID: <p@pd.example>\n"
    return (head + "".join(f"{field}\n" for field in fields) + "\n" + text).encode()
