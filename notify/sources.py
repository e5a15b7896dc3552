"""One look into a source of answers: a mailbox, a folder, a file, or a text service's inbox."""

from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from notify.incoming import Fetched
from notify.mail_folders import MOST, fetch_eml, fetch_mbox
from notify.mail_taken_apart import Reading
from notify.mailed_texts import SHAPES, shapes_of
from notify.secrets import Secret, find_secret
from notify.source_urls import IMAP, TWILIO, NoSource, SourceUrl, is_loopback, source_url
from notify.text_exports import fetch_texts
from notify.text_rows import LAYOUTS, RowReading, own_layout

if TYPE_CHECKING:
    from notify.mailboxes import Mailbox

AGAIN = "Unlock it and set the source again"


def secret_of_source(name: str, url: str) -> str:
    """The name under which the keyring keeps a source's password; nothing where it has none."""
    read = source_url(url)
    if isinstance(read, NoSource) or not read.secret:
        return ""
    return f"from_{name}" + read.secret.removeprefix("secret")


def look(
    name: str,
    url: str,
    epoch: str,
    last: str,
    now: int,
    *,
    country_code: str = "1",
    shapes: str = "",
    secrets: Callable[[str], Secret] = find_secret,
) -> Fetched:
    """What has come to the source since `epoch` and `last`, which the look before gave.

    `now` is UTC seconds; `shapes` further lines of the table in `notify/mailed_texts.py`. Never
    raises for what the source holds or does: `trouble` says what went wrong, and `epoch` and `last`
    are then as far as was read.
    """
    read = source_url(url)
    if isinstance(read, NoSource):
        return Fetched((), epoch, last, read.reason)
    reading = Reading(name, (*shapes_of(shapes), *SHAPES), country_code)
    path, most = Path(read.path), int(read.option("most") or MOST)
    match read.scheme:
        case "eml":
            return fetch_eml(path, reading, last, now, most)
        case "mbox":
            return fetch_mbox(path, reading, epoch, last, now, most)
        case "texts":
            return fetch_texts(path, _rows(name, read, country_code), last, now)
    secret = secrets(secret_of_source(name, url))
    if secret.trouble:
        return Fetched((), epoch, last, secret.trouble)
    if read.scheme == TWILIO:
        return _texts_of(name, read, secret.value, country_code, last, now)
    return _mailbox(read, reading, secret.value, epoch, last, now)


def try_source(name: str, url: str, *, secrets: Callable[[str], Secret] = find_secret) -> str:
    """Go as far as the source's door, and take nothing; why that failed, or nothing."""
    read = source_url(url)
    if isinstance(read, NoSource):
        return read.reason
    if read.scheme in ("eml", "mbox", "texts"):
        path = Path(read.path)
        there = path.is_dir() if read.scheme == "eml" else path.exists()
        return "" if there else f"{path} is not there."
    secret = secrets(secret_of_source(name, url))
    if secret.trouble:
        return secret.trouble
    if read.scheme == TWILIO:
        from notify.reaching import host_reached

        return host_reached(read.host, read.port)
    from notify.mailboxes import try_login

    return try_login(_box(read, Reading(name), secret.value))


def _mailbox(
    read: SourceUrl, reading: Reading, password: str, epoch: str, last: str, now: int
) -> Fetched:
    from notify.mailboxes import fetch

    return fetch(_box(read, reading, password), epoch, last, now)


def _box(read: SourceUrl, reading: Reading, password: str) -> "Mailbox":
    from notify.mailboxes import Mailbox

    assert read.scheme in IMAP
    return Mailbox(
        reading,
        read.host,
        read.port,
        read.scheme,
        read.user,
        password,
        read.path or "INBOX",
        oauth=read.option("auth") == "xoauth2",
        mark_seen=read.option("seen") == "mark",
        most=int(read.option("most") or 200),
        since_on=read.option("since"),
        verify=read.option("verify") != "no",
    )


def _texts_of(
    name: str, read: SourceUrl, token: str, country_code: str, last: str, now: int
) -> Fetched:
    from notify.text_inboxes import TwilioInbox

    scheme = "http" if is_loopback(read.host) else "https"
    base = f"{scheme}://{read.host}:{read.port}"
    inbox = TwilioInbox(read.user, token, read.path, name, base, country_code)
    return inbox.since(last, now)


def _rows(name: str, read: SourceUrl, country_code: str) -> RowReading:
    columns = {
        word: read.option(word)
        for word in ("id", "from", "text", "at", "direction")
        if read.option(word)
    }
    wanted = read.option("layout")
    layout = own_layout(columns) if columns else None
    layout = next((known for known in LAYOUTS if known.name == wanted), layout)
    zone = ZoneInfo(read.option("zone")) if read.option("zone") else UTC
    return RowReading(name, layout, zone, country_code)
