"""What servers say of our mails: RFC 3464 reports, RFC 8098 receipts, and older plain bounces.

`action` is the report's own word (failed, delayed, delivered, relayed, expanded), or `read` of a
reader's receipt (`deleted` where he did not), `spam` of a complaint (RFC 5965). A forged
report looks as a true one does: whoever believes it compares the key, which nobody can guess, and
the address with the message.
"""

import re
from collections.abc import Iterator

from notify.addresses import mailbox
from notify.charsets import tidy
from notify.incoming import Reported
from notify.mail_heads import Head, identifiers, key_in, split_head, spoken
from notify.mail_html import html_text
from notify.mail_parts import Part, everything, text_of
from notify.parcels import one_line

MOST_REPORTED = 50

_MESSAGE_ID = re.compile(
    r"^[> ]*(?:X-Original-)?Message-I[Dd] ?: *<([^<>\s]{3,250})>", re.MULTILINE
)
_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_CODE = re.compile(r"(?<![\d.])([45])\d\d(?= |-|#)")
_PLAIN_ADDRESS = re.compile(r"<?([^\s@,;:<>()\[\]\"']{1,64}@[A-Za-z0-9.-]{1,250}[A-Za-z0-9])>?")
_COPY_BEGINS = re.compile(
    r"^[-= ]*(?:this is a copy of (?:the|your) message|below this line is a copy|original message"
    r"|returned message|message headers? follow|included is a copy|text of your message|"
    r"original message headers|reporting-mta)",
    re.IGNORECASE | re.MULTILINE,
)
_DELAYED = re.compile(
    r"delayed|has not (?:yet )?been delivered|will (?:be retried|continue|keep trying)"
    r"|still being (?:retried|attempted)|no action is required|temporarily|delivery incomplete",
    re.IGNORECASE,
)
_DAEMONS = re.compile(r"(mailer-daemon|postmaster|mail-daemon)@", re.IGNORECASE)


def reports_in(mail: Part) -> tuple[Reported, ...]:
    """Everything that a mail of a server reports, at most fifty; never raises."""
    key = _key(mail)
    found = list(_told(mail, key))
    return tuple(found[:MOST_REPORTED]) or (_plain(mail, key),)


def _told(mail: Part, key: str) -> Iterator[Reported]:
    words = _words(mail)
    for part in everything(mail):
        if part.kind == "message/delivery-status":
            for block in _blocks(part):
                if block.has("action") or block.has("final-recipient"):
                    yield _recipient(block, key, words)
        elif part.kind == "message/disposition-notification":
            for block in _blocks(part):
                if block.has("disposition"):
                    yield _receipt(block, key)
        elif part.kind == "message/feedback-report":
            for block in _blocks(part):
                address = _address(block.get("original-rcpt-to"))
                yield Reported(key, address, "spam", "", one_line(block.get("feedback-type")))


def _recipient(block: Head, key: str, words: str) -> Reported:
    diagnostic = spoken(block.get("diagnostic-code")).partition(";")
    said = one_line(diagnostic[2] or diagnostic[0]) or words
    address = _address(block.get("original-recipient")) or _address(block.get("final-recipient"))
    status = _status(block.get("status")) or _status(said)
    action = block.get("action").split(" ")[0].strip().lower()
    return Reported(key, address, action or _action_of(status), status, said)


def _receipt(block: Head, key: str) -> Reported:
    said = one_line(block.get("disposition"))
    own = next(map(key_in, identifiers(block.get("original-message-id"))), "")
    kind = said.rpartition(";")[2].split("/")[0].strip().lower()
    address = _address(block.get("original-recipient")) or _address(block.get("final-recipient"))
    action = "read" if kind in ("displayed", "") else kind
    return Reported(own or key, address, action, "", said)


def _plain(mail: Part, key: str) -> Reported:
    """A bounce in words alone: qmail's, Exim's, and what older servers wrote."""
    subject = spoken(mail.head.get("subject"))
    text = _text(mail)
    copy = _COPY_BEGINS.search(text)
    said = text[: copy.start()] if copy else text
    status = _status(said)
    delayed = _DELAYED.search(subject) or _DELAYED.search(said)
    action = "delayed" if delayed and not status.startswith("5") else "failed"
    address = _failed_address(mail.head, said)
    return Reported(key, address, action, status, one_line(_reason(said, address)) or subject)


def _reason(said: str, address: str) -> str:
    """What is said right after the address; else the last paragraph."""
    if address and (at := said.lower().find(address)) >= 0:
        after = said[at + len(address) :].lstrip(">: \n)")
        return after.split("\n\n")[0]
    paragraphs = [words for words in said.split("\n\n") if words.strip()]
    return paragraphs[-1] if paragraphs else ""


def _failed_address(head: Head, said: str) -> str:
    if listed := head.get("x-failed-recipients"):
        return _address(listed.split(",")[0])
    for found in _PLAIN_ADDRESS.finditer(said):
        if not _DAEMONS.match(found[1]):
            return mailbox(found[1]).lower()
    return ""


def _status(words: str) -> str:
    if found := _STATUS.search(words):
        return found[0]
    return f"{found[1]}.0.0" if (found := _CODE.search(words)) else ""


def _action_of(status: str) -> str:
    return {"2": "delivered", "4": "delayed"}.get(status[:1], "failed")


def _address(value: str) -> str:
    """The mailbox of `rfc822; someone@example.org`, in lower case."""
    return mailbox(value.rpartition(";")[2].strip(" <>")).lower()


def _blocks(part: Part) -> Iterator[Head]:
    """The groups of fields of a report, one a recipient."""
    rest = text_of(part).replace("\r\n", "\n").strip("\n").encode("utf-8", "replace")
    for _number in range(MOST_REPORTED + 1):
        if not rest.strip():
            return
        block, rest = split_head(rest)
        rest = rest.lstrip(b"\n")
        yield block


def _key(mail: Part) -> str:
    """The key of the message that it is about: from its returned copy or head, else the text."""
    for part in list(everything(mail))[1:]:
        identifier = part.head.get("message-id") if part.body or part.parts else ""
        if part.kind in ("text/rfc822-headers", "message/rfc822-headers"):
            identifier = split_head(text_of(part).encode("utf-8", "replace"))[0].get("message-id")
        if found := identifiers(identifier):
            return key_in(found[0])
    if in_words := _MESSAGE_ID.findall(_text(mail)):
        return key_in(in_words[-1])
    answered = mail.head.get("in-reply-to") or mail.head.get("x-original-message-id")
    return next(map(key_in, identifiers(answered)), "")


def _words(mail: Part) -> str:
    """The first paragraph of the notice that goes with a report."""
    return one_line(next((words for words in _text(mail).split("\n\n") if words.strip()), ""))


def _text(mail: Part) -> str:
    pieces = []
    for part in everything(mail):
        if part.kind == "text/html":
            pieces.append(html_text(text_of(part)))
        elif part.kind.startswith(("text/", "message/delivery")) and not part.parts:
            pieces.append(text_of(part))
    return tidy("\n\n".join(pieces))[:100_000]
