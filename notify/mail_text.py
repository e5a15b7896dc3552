"""A message as an e-mail, with no way for a name or a subject to add a header of its own.

Plain words and a page made of them; an invitation stands beside the two, for programs that show it
in place, and once more as a file (invite.ics), for those that do not. Other files follow.

The policy raises on a line break in a header, but not on an encoded word (`=?utf-8?q?=0ABcc:...?=`)
that the library itself decodes into one; so encoded words are broken up, and the finished head is
compared with the headers that were meant.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime

from notify.addresses import mailbox
from notify.mail_page import page_of
from notify.mime import Part, Together, address_header, body_of, file_part, header, text_part
from notify.parcels import Enclosure, Parcel, one_line

_NOWHERE = "coordinator.invalid"
_FOREIGN_ID = re.compile(r"<?([^\s<>@]{1,200}@[^\s<>@]{1,200})>?")
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_MEDIA_TYPE = re.compile(r"([a-z]+/[a-z0-9.+-]+)(?:; *method=([A-Z]+))?")


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name mail goes out. `reply_to` may be empty: then answers go to `address`.

    With `plus` the key of the message stands in the address that is answered to: desk+key@agency.
    """

    name: str
    address: str
    reply_to: str = ""
    plus: bool = False

    @property
    def domain(self) -> str:
        """What the Message-IDs end in."""
        return self.address.partition("@")[2] or _NOWHERE

    def answers_to(self, key: str) -> str:
        """Where an answer to that message goes; empty where it goes to whoever sent it."""
        name, at, domain = self.reply_to.rpartition("@")
        return f"{name}+{key}@{domain}" if at and self.plus else self.reply_to


def message_id(key: str, sender: Sender) -> str:
    """The one Message-ID of a message, the same over all attempts."""
    return f"<{key}@{sender.domain}>"


def mail_of(parcel: Parcel, sender: Sender, now: int) -> bytes:
    """The e-mail for a parcel, as it goes over the line. `now` is UTC seconds.

    Raises ValueError where a header would hold a line break, or an address is not exactly one.
    """
    reply_to = sender.answers_to(parcel.key)
    people = [("From", sender.name, sender.address), ("To", parcel.name, parcel.address)]
    if reply_to:
        people.append(("Reply-To", "", reply_to))
    rest = [
        ("Subject", _harmless(parcel.subject) or "Message"),
        ("Date", format_datetime(datetime.fromtimestamp(now, UTC))),
        ("Message-ID", message_id(parcel.key, sender)),
        *_following_on(parcel, sender),
        # Automatic answers to automatic mail would go round for ever (RFC 3834).
        ("Auto-Submitted", "auto-generated"),
        ("MIME-Version", "1.0"),
    ]
    lines = [address_header(name, *_address(*whose)) for name, *whose in people]
    lines += [header(*each) for each in rest]
    head = _as_meant("".join(lines), [each[0] for each in (*people, *rest)])
    return head + body_of(_parts(parcel, sender.name, reply_to or sender.address))


def _following_on(parcel: Parcel, sender: Sender) -> Iterator[tuple[str, str]]:
    """Name what the mail follows on, so that a telephone shows it below that (RFC 5322 3.6.4)."""
    ids = [one for each in parcel.thread if (one := _id_of(each, sender))]
    if ids:
        yield "In-Reply-To", ids[-1]
        yield "References", " ".join(dict.fromkeys(ids))


def _id_of(one: str, sender: Sender) -> str:
    if found := _FOREIGN_ID.fullmatch(one):
        return f"<{found[1]}>" if one.isascii() and one.isprintable() else ""
    return message_id(one, sender) if _KEY.fullmatch(one) else ""


def _parts(parcel: Parcel, agency: str, answer_to: str) -> Together:
    page = page_of(parcel.subject, parcel.body, agency, answer_to)
    invitations = [each for each in parcel.enclosures if _is_invitation(each)]
    words = [text_part(parcel.body, "plain"), text_part(page, "html")]
    # A reader shows one of the alternatives: two events cannot both stand there.
    if len(invitations) == 1:
        method = f"; method={_media_type(invitations[0])[1] or 'PUBLISH'}"
        words.append(text_part(invitations[0].data.decode(), "calendar", method))
    alternative = Together("alternative", tuple(words))
    if not parcel.enclosures:
        return alternative
    return Together("mixed", (alternative, *map(_file, _numbered(parcel.enclosures))))


def _numbered(enclosures: tuple[Enclosure, ...]) -> Iterator[Enclosure]:
    """The files, each under a name of its own: a mail about several details has several events."""
    seen: Counter[str] = Counter()
    for each in enclosures:
        seen[each.name] += 1
        stem, dot, suffix = each.name.rpartition(".")
        count = seen[each.name]
        yield each if count == 1 else replace(each, name=f"{stem}-{count}{dot}{suffix}")


def _is_invitation(each: Enclosure) -> bool:
    return each.media_type.startswith("text/calendar")


def _file(each: Enclosure) -> Part:
    # As text/calendar a second time some readers would show the event twice.
    kind = "application/ics" if _is_invitation(each) else _media_type(each)[0]
    return file_part(kind, each.name, each.data)


def _media_type(each: Enclosure) -> tuple[str, str]:
    found = _MEDIA_TYPE.fullmatch(each.media_type)
    if found is None:
        raise ValueError(f"{one_line(each.media_type, 60)!r} is no kind of file")
    return found[1], found[2] or ""


def _as_meant(head: str, meant: list[str]) -> bytes:
    lines = head.encode("ascii").split(b"\r\n")[:-1]
    names = [line.partition(b":")[0].decode() for line in lines if line[:1] not in (b" ", b"\t")]
    if names != meant or b"\n" in b"".join(lines) or b"\r" in b"".join(lines):
        raise ValueError("a header would hold a line break")
    return head.encode("ascii")


def _harmless(text: str) -> str:
    return text.replace("=?", "= ?")


def _address(name: str, address: str) -> tuple[str, str]:
    one = mailbox(address)
    if not one:
        raise ValueError("not exactly one mail address")
    if not one.isascii():
        raise ValueError("the address has letters that mail servers do not carry")
    return _harmless(one_line(name, 100)), one
