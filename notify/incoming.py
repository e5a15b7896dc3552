"""What comes in: one mail or text, taken apart, before anybody asks what it means."""

from dataclasses import dataclass, field
from enum import StrEnum


class Writer(StrEnum):
    """Who wrote it: a person; a machine that answers by itself; a server about our own mail."""

    PERSON = "person"
    MACHINE = "machine"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a server says of a message of ours (RFC 3464): `key` is that of its Message-ID, empty
    where the report does not say it; `address` whom it did not, or did, reach."""

    key: str
    address: str
    action: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One mail or text. Instants are UTC seconds.

    `key` is the same however often it is fetched: the Message-ID, the provider's id, or the hash of
    the bytes. `address` is the one mailbox or number that it came from, empty where there is none
    or there are several. `text` is what its writer wrote himself, nothing quoted. `answers`
    are the keys of our own messages that it refers to (In-Reply-To, References). `forwarded` says
    that it hands on somebody else's mail. `sent_at` is its writer's clock, `received_at` ours.
    """

    key: str
    channel: str
    source: str
    address: str
    subject: str
    text: str
    sent_at: int | None
    received_at: int
    raw: bytes
    writer: Writer = Writer.PERSON
    answers: tuple[str, ...] = ()
    forwarded: bool = False
    reported: tuple[Reported, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What one look into a source gave: mails and texts, how far it was read, what went wrong.

    `epoch` and `last` are kept and handed in at the next look.
    """

    incoming: tuple[Incoming, ...] = ()
    epoch: str = ""
    last: str = ""
    trouble: str = ""
    unread: tuple[str, ...] = field(default=())
    """Of files that could not be read: which, and why."""
