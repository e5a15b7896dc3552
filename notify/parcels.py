"""What is handed to a gateway, and what comes of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with a mail. `media_type` is as in its head, with parameters."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message to one address. `key` stays the same over all attempts.

    Only mail carries the rest: `thread` are what it follows on, oldest first, as keys of ours or
    Message-IDs of others; `mail` is all of it as it goes over the line, once it has been made.
    """

    channel: str
    key: str
    name: str
    address: str
    subject: str
    body: str
    enclosures: tuple[Enclosure, ...] = ()
    thread: tuple[str, ...] = ()
    mail: bytes = b""


@dataclass(frozen=True, slots=True)
class Sent:
    """The gateway took it."""

    answer: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """The gateway did not take it, and may another time.

    `after` is how long it asked us to wait (seconds); `rests` how long nothing is to be tried on
    the channel at all, because the trouble is not this recipient's.
    """

    answer: str
    after: int = 0
    rests: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The gateway will never take it for this address."""

    answer: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """The line went dead after the message had left: it may have arrived or not."""

    answer: str


Outcome = Sent | Failed | Refused | Unknown


def one_line(text: str, limit: int = 300) -> str:
    """A gateway's words as one printable line, cut to a length that a list can show."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    words = " ".join(text.split())
    return words if len(words) <= limit else words[: limit - 1] + "…"
