"""What may stand as an address: exactly one mailbox, or one telephone number."""

import re

from coordinator.rules.words import Channel

_MAILBOX = re.compile(r"[^\s@,;:<>()\[\]\\\"]{1,64}@[^\s@,;:<>()\[\]\\\"]{1,253}")
_PHONE_MARKS = re.compile(r"[ \u00a0().\-/\u2010-\u2015]")
_PHONE = re.compile(r"\+?[0-9]{7,15}")
_PUSH = re.compile(r"[A-Za-z0-9_.\-]{1,64}")


def mailbox(text: str) -> str:
    """The one mailbox in the text, or nothing where it is none, several, or holds a header."""
    text = text.strip(" ")
    return text if text.isprintable() and _MAILBOX.fullmatch(text) else ""


def phone(text: str, country_code: str = "1") -> str:
    """The number as +digits, or nothing. Ten digits are read as one of this country."""
    digits = _PHONE_MARKS.sub("", text.strip(" "))
    if not digits.isascii() or not _PHONE.fullmatch(digits):
        return ""
    if digits.startswith("+"):
        return digits
    if len(digits) == 10:
        return f"+{country_code}{digits}"
    return f"+{digits}" if digits.startswith(country_code) and len(digits) > 10 else ""


def usable(channel: str, text: str, country_code: str = "1") -> str:
    """The address in the form in which the channel takes it, or nothing."""
    if channel == Channel.EMAIL:
        return mailbox(text)
    if channel == Channel.SMS:
        return phone(text, country_code)
    return text if channel == Channel.PUSH and _PUSH.fullmatch(text) else ""
