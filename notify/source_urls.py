"""Where answers come from, as it is kept: a URL with `{secret}` where a password belongs.

So it can be shown, logged and exported as it is. The forms:

    imaps://details@town.gov:{secret}@imap.town.gov/INBOX     IMAP over TLS (993)
    imap://details:{secret}@mail.town.gov/INBOX               IMAP with STARTTLS (143)
    imap+plain://details:{secret}@localhost/INBOX             this machine only
    eml:/srv/answers                                          a folder of .eml files
    mbox:/var/mail/details                                    an mbox file
    texts:/srv/exports?layout=twilio                          CSV and JSON of a text service
    twilio://ACCOUNT:{secret}@api.twilio.com/+12025550100     a text service's inbox
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address
from urllib.parse import parse_qsl, unquote
from zoneinfo import ZoneInfo

from notify.addresses import phone

IMAP = {"imaps": 993, "imap": 143, "imap+plain": 143}
"""The ways to an IMAP server, and the port of each."""

FILES = ("eml", "mbox", "texts")
TWILIO = "twilio"

_SECRET = re.compile(r"\{secret(_[a-z0-9]+)?\}")
_URL = re.compile(r"([a-z+]{2,12}):(.+)", re.DOTALL)
_NET = re.compile(
    r"//(?:(?P<user>[^/]*?)(?::(?P<secret>[^/:@]*))?@)?"
    r"(?P<host>\[[0-9a-fA-F:.]+\]|[^/:@\[\]]+)(?::(?P<port>\d{1,5}))?(?:/(?P<path>.*))?",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class SourceUrl:
    """A source's URL, read. `secret` is the placeholder of its password, without the braces."""

    scheme: str
    path: str
    user: str = ""
    secret: str = ""
    host: str = ""
    port: int = 0
    options: Mapping[str, str] = field(default_factory=dict)

    def option(self, name: str) -> str:
        """What `?name=` says, or nothing."""
        return self.options.get(name, "")


@dataclass(frozen=True, slots=True)
class NoSource:
    """Why a URL is none."""

    reason: str


def source_url(url: str) -> SourceUrl | NoSource:
    """The URL, read; or in a sentence why it names no source."""
    found = _URL.fullmatch(url.strip())
    scheme = found[1] if found else ""
    if found is None or not (scheme in IMAP or scheme in FILES or scheme == TWILIO):
        return NoSource("A source begins with imaps:, imap:, eml:, mbox:, texts: or twilio:.")
    place, _mark, query = found[2].partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    if scheme in FILES:
        read: SourceUrl | NoSource = SourceUrl(scheme, _file(place), options=options)
    else:
        read = _net(scheme, place, options)
    if isinstance(read, NoSource):
        return read
    reason = _first_problem(read)
    return NoSource(reason) if reason else read


def masked(url: str) -> str:
    """The URL as it may be shown even where somebody typed a password into it."""
    return re.sub(r"(//[^/]*?:)(?!\{secret)[^/@:]+(@)", r"\1***\2", url)


def _file(place: str) -> str:
    return unquote(place.removeprefix("//"))


def _net(scheme: str, place: str, options: Mapping[str, str]) -> SourceUrl | NoSource:
    found = _NET.fullmatch(place)
    if found is None:
        return NoSource("The source lacks a server: //user:{secret}@server/folder.")
    secret = found["secret"] or ""
    if secret and not _SECRET.fullmatch(secret):
        return NoSource("The source holds a secret in the clear. Put {secret} in its place.")
    host = found["host"].strip("[]")
    port = int(found["port"] or IMAP.get(scheme, 443))
    path, user = unquote(found["path"] or ""), unquote(found["user"] or "")
    return SourceUrl(scheme, path, user, secret.strip("{}"), host, port, options)


def _first_problem(read: SourceUrl) -> str:
    checks = _CHECKS["imap" if read.scheme in IMAP else read.scheme]
    if surplus := sorted(read.options.keys() - checks.keys()):
        return f"The source has no ?{surplus[0]}=."
    for name, value in read.options.items():
        if trouble := checks[name](value):
            return trouble
    if read.scheme in FILES:
        return "" if read.path else "The source names no file."
    if not f"{read.user}{read.host}{read.path}".isprintable():
        return "The source holds letters that cannot be seen."
    if not read.user or not read.secret:
        return "The source lacks who logs in: //user:{secret}@server."
    if read.scheme == "imap+plain" and not is_loopback(read.host):
        return "imap+plain: is for this machine only; others would read the password."
    if read.scheme == TWILIO and not phone(read.path):
        return "The source lacks the number that receives: /+12025550100."
    return "" if 0 < read.port < 65_536 else "The source's port is none."


def is_loopback(host: str) -> bool:
    """Whether a name or number is this machine, without asking anybody."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _one_of(*words: str) -> Callable[[str], str]:
    return lambda value: "" if value in words else f"{value!r} is not one of {', '.join(words)}."


def _day(value: str) -> str:
    try:
        date.fromisoformat(value)
    except ValueError:
        return f"{value!r} is no date (2026-06-01)."
    return ""


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        return f"{value!r} is no time zone (America/New_York)."
    return ""


def _count(value: str) -> str:
    return (
        ""
        if value.isascii() and value.isdigit() and 0 < int(value[:6]) <= 5_000
        else (f"{value!r} is no number from 1 to 5000.")
    )


def _any(value: str) -> str:
    return "" if value.strip() else "A column lacks its name."


_MOST: Mapping[str, Callable[[str], str]] = {"most": _count}
_CHECKS: Mapping[str, Mapping[str, Callable[[str], str]]] = {
    "imap": {
        **_MOST,
        "seen": _one_of("leave", "mark"),
        "auth": _one_of("password", "xoauth2"),
        "verify": _one_of("yes", "no"),
        "since": _day,
    },
    "eml": _MOST,
    "mbox": _MOST,
    "texts": {
        **_MOST,
        "layout": _one_of("auto", "twilio", "bandwidth", "telnyx", "vonage", "plain"),
        "zone": _zone,
        **dict.fromkeys(("id", "from", "text", "at", "direction"), _any),
    },
    TWILIO: _MOST,
}
