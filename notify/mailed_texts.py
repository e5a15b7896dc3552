"""Text messages that arrive as mail: whose number sent them, by a table of shapes.

A line of the table is a domain, where the number stands (`address` or `subject`) and how:

    sms.example.com  subject  New text from {number}

`{number}` is the sender's number, `{any}` anything. What follows the pattern in a subject does not
matter. Settings may add lines; the domain is that of From, or one below it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from notify.addresses import phone

ADDRESS, SUBJECT = "address", "subject"

_NUMBER = r"(?P<number>\+?\(?[0-9][0-9 ().\u2010-]{5,22}[0-9])"
_LINE = re.compile(r"\s*([a-z0-9.-]+\.[a-z]{2,})\s+(address|subject)\s+(\S.{0,200}?)\s*")

_TABLE = """
txt.voice.google.com           address  {any}.{number}.{any}
vtext.com                      address  {number}
vzwpix.com                     address  {number}
mypixmessages.com              address  {number}
txt.att.net                    address  {number}
mms.att.net                    address  {number}
tmomail.net                    address  {number}
messaging.sprintpcs.com        address  {number}
pm.sprint.com                  address  {number}
email.uscc.net                 address  {number}
mms.uscc.net                   address  {number}
sms.cricketwireless.net        address  {number}
mms.cricketwireless.net        address  {number}
mymetropcs.com                 address  {number}
msg.fi.google.com              address  {number}
sms.myboostmobile.com          address  {number}
myboostmobile.com              address  {number}
text.republicwireless.com      address  {number}
mailmymobile.net               address  {number}
cellcom.quiktxt.com            address  {number}
cspire1.com                    address  {number}
txt.bell.ca                    address  {number}
txt.bellmobility.ca            address  {number}
pcs.rogers.com                 address  {number}
mms.rogers.com                 address  {number}
fido.ca                        address  {number}
msg.telus.com                  address  {number}
mms.telusmobility.com          address  {number}
vmobile.ca                     address  {number}
twilio.com                     subject  New {any}message from {number}
twilio.com                     subject  {any}SMS from {number}
ringcentral.com                subject  New Text Message from {any}{number}
voip.ms                        subject  {any}SMS{any}from {number}
voip.ms                        subject  {any}received{any}{number}
openphone.com                  subject  {any}message from {number}
clicksend.com                  subject  {any}from {number}
textmagic.com                  subject  {any}from {number}
simpletexting.com              subject  {any}from {number}
"""
_TRAILERS = re.compile(
    r"(to respond to this text message|to reply to this (?:text|message|sms)"
    r"|your account help center"
    r"|you can reply to this|reply to this email to|this (?:sms|text message|message) was sent to"
    r"|view (?:this )?(?:message|conversation) (?:in|on)|unsubscribe\b|this is an mms message"
    r"|hello, *you have received|https://voice\.google\.com>?$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TextShape:
    """How a service mails a text message on."""

    domain: str
    where: str
    pattern: re.Pattern[str]


class Unread(NamedTuple):
    """A line of the table that cannot be read, and why."""

    reason: str


def text_shape(line: str) -> TextShape | Unread:
    """One line of the table."""
    found = _LINE.fullmatch(line)
    if found is None:
        return Unread(f"{line.strip()[:80]!r} is not: domain, address or subject, pattern.")
    if found[3].count("{number}") != 1 or found[3].count("{any}") > 3:
        return Unread(f"{found[3]!r} needs one {{number}}, and at most three {{any}}.")
    filler = "[^@]{0,80}?" if found[2] == ADDRESS else ".{0,80}?"
    pattern = re.escape(found[3]).replace(r"\{number\}", _NUMBER).replace(r"\{any\}", filler)
    pattern = pattern.replace(r"\ ", r"\s+")
    return TextShape(found[1], found[2], re.compile(pattern, re.IGNORECASE))


def shapes_of(table: str) -> tuple[TextShape, ...]:
    """The table's lines, those that cannot be read left out."""
    read = (text_shape(line) for line in table.splitlines() if line.strip())
    return tuple(shape for shape in read if isinstance(shape, TextShape))


SHAPES = shapes_of(_TABLE)


def senders_number(
    address: str, subject: str, shapes: Iterable[TextShape] = SHAPES, country_code: str = "1"
) -> str:
    """The number that sent the text in a mail, as +digits; nothing where it is no such mail."""
    local, _at, domain = address.rpartition("@")
    for shape in shapes:
        if domain != shape.domain and not domain.endswith("." + shape.domain):
            continue
        if shape.where == ADDRESS:
            found = shape.pattern.fullmatch(local[:200])
        else:
            found = shape.pattern.match(subject[:300])
        if found and (number := phone(found["number"], country_code)):
            return number
    return ""


def texts_own(words: str) -> str:
    """The text message without what the service wrote around it."""
    kept: list[str] = []
    for line in words.split("\n"):
        if _TRAILERS.match(line.strip(" *_<")):
            if any(kept):
                break
            continue
        kept.append(line)
    return "\n".join(kept).strip()
