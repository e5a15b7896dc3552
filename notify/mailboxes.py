"""A mailbox read by IMAP (RFC 3501), through imap-tools. Nothing in it is moved or deleted.

How far it was read is its UIDVALIDITY and the last UID. A mail larger than what we keep is fetched
no further than that. imap-tools' own `fetch` parses mails with the standard library, and its `flag`
expunges what somebody marked as deleted, so neither is used.
"""

import imaplib
import re
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from notify.incoming import Fetched, Incoming
from notify.mail_folders import ENOUGH_BYTES
from notify.mail_heads import instant
from notify.mail_taken_apart import RAW_BYTES, Reading
from notify.parcels import one_line

if TYPE_CHECKING:
    from imap_tools.mailbox import BaseMailBox

SSL, STARTTLS, PLAIN = "imaps", "imap", "imap+plain"
AT_ONCE = 20
"""How many mails are asked for in one command: what a cut line may cost."""
AT_ONCE_BYTES = 2 * RAW_BYTES
"""And of how many bytes together, where it is not one mail alone: what stands in memory."""

_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_RECEIVED = re.compile(rb'INTERNALDATE "([^"]{10,40})"')
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WANTED = f"(UID INTERNALDATE BODY.PEEK[]<0.{RAW_BYTES + 1}>)"


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Where mail is fetched. `oauth`: the password is an access token (XOAUTH2). `since_on` (ISO
    date) leaves older mail unread; `most` bounds one look; `timeout` is in seconds."""

    reading: Reading
    host: str
    port: int
    mode: str = SSL
    user: str = ""
    password: str = ""
    folder: str = "INBOX"
    oauth: bool = False
    mark_seen: bool = False
    most: int = 200
    since_on: str = ""
    verify: bool = True
    timeout: float = 30.0

    def __repr__(self) -> str:
        return f"Mailbox({self.host}:{self.port}/{self.folder})"


def fetch(box: Mailbox, epoch: str, last: str, now: int) -> Fetched:
    """What has come since `epoch` and `last`, oldest first. Never raises for what the server does.

    `now` (UTC seconds) stands in where the server does not say when a mail came. After a cut line,
    what had come before is given, with the trouble; the next look goes on behind it.
    """
    from imap_tools.errors import ImapToolsError

    look = _Look(box, epoch, last, now)
    try:
        with _opened(box) as mailbox:
            look.read(mailbox)
    except (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError, EOFError) as error:
        return look.result(_trouble(box, error))
    return look.result("")


def try_login(box: Mailbox) -> str:
    """Log in, open the folder to read only, and take nothing; why that failed, or nothing."""
    from imap_tools.errors import ImapToolsError

    try:
        with _opened(box) as mailbox:
            mailbox.folder.set(box.folder, readonly=True)
    except (OSError, imaplib.IMAP4.error, ImapToolsError, ValueError, EOFError) as error:
        return _trouble(box, error)
    return ""


class _Look:
    """One look into one mailbox."""

    def __init__(self, box: Mailbox, epoch: str, last: str, now: int) -> None:
        self.box, self.now = box, now
        self.epoch = epoch
        self.last = int(last) if last.isascii() and last.isdigit() else 0
        self.incoming: list[Incoming] = []
        self.unread: list[str] = []

    def result(self, trouble: str) -> Fetched:
        last = str(self.last) if self.epoch else ""
        return Fetched(tuple(self.incoming), self.epoch, last, trouble, tuple(self.unread))

    def read(self, mailbox: "BaseMailBox") -> None:
        self._same_numbers(mailbox)
        mailbox.folder.set(self.box.folder, readonly=not self.box.mark_seen)
        uids = self._new(mailbox)
        for some in _portions(uids, _sizes(mailbox, uids)):
            self._take(mailbox, some)
            self.last = some[-1]
            if self.box.mark_seen:
                mailbox.client.uid("STORE", _listed(some), "+FLAGS.SILENT", r"(\Seen)")
            if sum(len(mail.raw) for mail in self.incoming) > ENOUGH_BYTES:
                return

    def _same_numbers(self, mailbox: "BaseMailBox") -> None:
        """A folder made anew counts anew (RFC 3501 2.3.1.1): it is read from its beginning."""
        state = mailbox.folder.status(self.box.folder, ["UIDVALIDITY"])
        validity = str(state["UIDVALIDITY"])
        if validity != self.epoch:
            self.epoch, self.last = validity, 0

    def _new(self, mailbox: "BaseMailBox") -> list[int]:
        wanted = f"UID {self.last + 1}:*"
        if self.box.since_on:
            wanted += f" SINCE {_imap_day(self.box.since_on)}"
        # The star is the last mail even where it is older than what is asked for.
        found = sorted(int(uid) for uid in mailbox.uids(wanted, charset=None))
        return [uid for uid in found if uid > self.last][: self.box.most]

    def _take(self, mailbox: "BaseMailBox", uids: Sequence[int]) -> None:
        answer, data = mailbox.client.uid("FETCH", _listed(uids), _WANTED)
        if answer == "OK":
            self.incoming += _mails(data, self.box.reading, self.now)
        elif len(uids) == 1:
            self.unread.append(f"mail {uids[0]} of {self.box.folder}: {_said(data)}")
        else:
            # One of them cannot be had; the others can.
            for uid in uids:
                self._take(mailbox, (uid,))
                self.last = uid


def _sizes(mailbox: "BaseMailBox", uids: Sequence[int]) -> dict[int, int]:
    """How many bytes of each mail would come; of one that the server does not tell, all."""
    answer, data = (
        mailbox.client.uid("FETCH", _listed(uids), "(UID RFC822.SIZE)") if uids else ("", [])
    )
    told = [item for item in data if isinstance(item, bytes)] if answer == "OK" else []
    found = [(_UID.search(words), _SIZE.search(words)) for words in told]
    return {int(uid[1]): min(int(size[1]), RAW_BYTES) for uid, size in found if uid and size}


def _portions(uids: Sequence[int], sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """The mails in their order, so many at once as may be asked for together."""
    some: list[int] = []
    for uid in uids:
        together = sum(sizes.get(one, RAW_BYTES) for one in (*some, uid))
        if some and (len(some) >= AT_ONCE or together > AT_ONCE_BYTES):
            yield some
            some = []
        some = [*some, uid]
    if some:
        yield some


def _mails(data: Sequence[Any], reading: Reading, now: int) -> Iterator[Incoming]:
    """The mails in a FETCH answer: a literal, with words before and after it."""
    found: list[tuple[int, int, bytes]] = []
    for number, item in enumerate(data):
        if not isinstance(item, tuple) or len(item) < 2:
            continue
        after = data[number + 1] if number + 1 < len(data) else b""
        words = item[0] + b" " + (after if isinstance(after, bytes) else b"")
        uid, received = _UID.search(words), _RECEIVED.search(words)
        at = (
            instant(received[1].decode("ascii", "replace").replace("-", " ", 2))
            if received
            else None
        )
        found.append((int(uid[1]) if uid else 0, now if at is None else at, bytes(item[1])))
    for _uid, at, raw in sorted(found, key=lambda mail: mail[0]):
        yield reading.take(raw, at)


def _listed(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _imap_day(day: str) -> str:
    year, month, number = day.split("-")
    # strftime would write the month in the machine's own language.
    return f"{int(number)}-{_MONTHS[int(month) - 1]}-{year}"


@contextmanager
def _opened(box: Mailbox) -> "Iterator[BaseMailBox]":
    mailbox = _connected(box)
    try:
        _log_in(mailbox, box)
        yield mailbox
    finally:
        with suppress(Exception):
            mailbox.client.logout()


def _connected(box: Mailbox) -> "BaseMailBox":
    # Loaded here: nothing that a screen shows first needs it.
    from imap_tools.mailbox import MailBox, MailBoxStartTls, MailBoxUnencrypted

    if box.mode == SSL:
        return MailBox(box.host, box.port, timeout=box.timeout, ssl_context=_trust(box))
    if box.mode == STARTTLS:
        return MailBoxStartTls(box.host, box.port, timeout=box.timeout, ssl_context=_trust(box))
    return MailBoxUnencrypted(box.host, box.port, timeout=box.timeout)


def _trust(box: Mailbox) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not box.verify:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class _LoginRefused(imaplib.IMAP4.error):
    """The server knows us not."""


def _log_in(mailbox: "BaseMailBox", box: Mailbox) -> None:
    from imap_tools.errors import MailboxLoginError

    try:
        if box.oauth:
            mailbox.xoauth2(box.user, box.password, initial_folder=None)
        elif f"{box.user}{box.password}".isascii():
            mailbox.login(box.user, box.password, initial_folder=None)
        else:
            mailbox.login_utf8(box.user, box.password, initial_folder=None)
    except imaplib.IMAP4.abort:
        raise
    except (imaplib.IMAP4.error, MailboxLoginError) as error:
        raise _LoginRefused from error


def _trouble(box: Mailbox, error: Exception) -> str:
    """What went wrong, in a sentence without the password, which a server may repeat."""
    what = "token" if box.oauth else "password"
    if isinstance(error, _LoginRefused):
        return f"{box.host} refused the login of {box.user}: check the {what}."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"{box.host} shows a certificate that is not trusted: {error.verify_message}."
    if isinstance(error, TimeoutError):
        return f"{box.host} did not answer in time."
    if isinstance(error, imaplib.IMAP4.abort | EOFError):
        return f"{box.host} closed the line."
    if isinstance(error, OSError):
        return (
            f"{box.host}:{box.port} cannot be reached ({error.strerror or type(error).__name__})."
        )
    words = one_line(str(error))
    return f"{box.host}: {words.replace(box.password, '***') if box.password else words}"


def _said(data: Sequence[Any]) -> str:
    words = b" ".join(item for item in data if isinstance(item, bytes))
    return one_line(words.decode("utf-8", "replace")) or "the server does not give it."
