"""One mail as it came, taken apart: who wrote it, what in his own words, about what.

Nothing that may stand in a mail raises: a mail that could not be read would come again for ever.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coordinator.rules.words import Channel
from notify.automatic_mail import reports_delivery, writer_of
from notify.incoming import Incoming, Writer
from notify.mail_heads import Head, identifiers, key_in, sent_at, spoken, writers_address
from notify.mail_html import html_text
from notify.mail_parts import Part, everything, leaves, parts_of, text_of
from notify.mail_reports import reports_in
from notify.mailed_texts import SHAPES, TextShape, senders_number, texts_own
from notify.own_words import OwnWords, own_words

RAW_BYTES = 16_000_000
"""How much of a mail is kept and read, enough for photographs of 11 MB; who fetches need not fetch
more than one byte beyond."""

MOST_ANSWERED = 20
_SUBJECT_CHARACTERS = 300
_FORWARDED = re.compile(r"(?:fw|fwd|wg|tr|rv|enc|i|doorst|vb|vs) ?:", re.IGNORECASE)


def taken_apart(
    raw: bytes,
    source: str,
    received_at: int,
    *,
    shapes: Iterable[TextShape] = SHAPES,
    country_code: str = "1",
) -> Incoming:
    """What a mail says. `received_at` is when our server had it (UTC seconds).

    `shapes` are those in which services mail text messages on; their number is then the address and
    their channel texts. Mailboxes are in lower case. Reads at most RAW_BYTES; `cut` says that
    there was more. Never raises.
    """
    kept = raw[:RAW_BYTES]
    try:
        return _read(kept, source, received_at, tuple(shapes), country_code, len(raw) > RAW_BYTES)
    except Exception:  # noqa: BLE001 - the next mails must come in whatever is wrong with this one
        return _unreadable(kept, source, received_at, len(raw) > RAW_BYTES)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the mails of one source are read: what it is called, its texts' shapes and country."""

    source: str
    shapes: tuple[TextShape, ...] = SHAPES
    country_code: str = "1"

    def take(self, raw: bytes, received_at: int) -> Incoming:
        """One mail of the source, taken apart."""
        return taken_apart(
            raw, self.source, received_at, shapes=self.shapes, country_code=self.country_code
        )


def _read(
    raw: bytes,
    source: str,
    received_at: int,
    shapes: tuple[TextShape, ...],
    country_code: str,
    cut: bool,
) -> Incoming:
    mail = parts_of(raw)
    subject = spoken(mail.head.get("subject"))[:_SUBJECT_CHARACTERS]
    address = writers_address(mail.head)
    number = senders_number(address, subject, shapes, country_code)
    own = own_words(_text(mail, files=bool(number)))
    return Incoming(
        key=_key(mail.head, raw),
        channel=Channel.SMS if number else Channel.EMAIL,
        source=source,
        address=number or address,
        subject=subject,
        text=texts_own(own.text) if number else own.text,
        sent_at=sent_at(mail.head),
        received_at=received_at,
        raw=raw,
        # Services send from addresses that take no mail; a person wrote what they pass on.
        writer=Writer.PERSON if number else writer_of(mail),
        answers=_answers(mail.head),
        forwarded=_forwards(mail, subject, own),
        reported=reports_in(mail) if reports_delivery(mail) and not number else (),
        cut=cut,
    )


def _unreadable(raw: bytes, source: str, received_at: int, cut: bool) -> Incoming:
    return Incoming(
        key=_hash(raw),
        channel=Channel.EMAIL,
        source=source,
        address="",
        subject="",
        text="",
        sent_at=None,
        received_at=received_at,
        raw=raw,
        cut=cut,
    )


def _text(mail: Part, *, files: bool) -> str:
    """What is to be read in it. `files`: also the text files in which picture messages come."""
    said = "\n".join(text for text in _texts(mail) if text.strip())
    if said.strip() or not files:
        return said
    return "\n".join(text_of(leaf) for leaf in leaves(mail) if leaf.kind == "text/plain")


def _texts(part: Part) -> Iterator[str]:
    if part.kind.startswith("message/") or (part.attached and not part.parts):
        return
    if part.kind == "multipart/alternative":
        yield _alternative(part)
    elif part.parts:
        for child in part.parts:
            yield from _texts(child)
    elif part.kind == "text/html":
        yield html_text(text_of(part))
    elif part.kind == "text/plain":
        yield text_of(part)


def _alternative(part: Part) -> str:
    """The plain form where it says anything, else the first that does."""
    forms = [(child.kind, "\n".join(_texts(child))) for child in part.parts]
    spoken_forms = [(kind, text) for kind, text in forms if text.strip()]
    plain = (text for kind, text in spoken_forms if kind == "text/plain")
    return next(plain, "") or next((text for _kind, text in spoken_forms), "")


def _forwards(mail: Part, subject: str, own: OwnWords) -> bool:
    attached = any(part.kind == "message/rfc822" for part in everything(mail))
    return (
        own.forwarded
        or _FORWARDED.match(subject) is not None
        or mail.head.has("resent-from")
        or (attached and not reports_delivery(mail))
    )


def _answers(head: Head) -> tuple[str, ...]:
    """The latest first, as it is the one that he most likely had before him."""
    referred = [*identifiers(head.get("in-reply-to"))]
    referred += reversed(identifiers(head.get("references")))
    keys = (key_in(identifier) for identifier in referred)
    return tuple(dict.fromkeys(key for key in keys if key))[:MOST_ANSWERED]


def _key(head: Head, raw: bytes) -> str:
    """The Message-ID, or a hash of the bytes where it has none, or several."""
    given = head.all("message-id")
    found = identifiers(given[0]) if len(given) == 1 else ()
    return found[0] if len(found) == 1 and found[0].isprintable() else _hash(raw)


def _hash(raw: bytes) -> str:
    # Line ends, and how many stand at its end, differ with the way on which a mail was fetched.
    return "sha256:" + hashlib.sha256(raw.replace(b"\r\n", b"\n").rstrip(b"\n")).hexdigest()
