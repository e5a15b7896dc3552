"""A message as an e-mail, with no way for a name or a subject to add a header of its own.

The policy raises on a line break in a header, but not on an encoded word (`=?utf-8?q?=0ABcc:...?=`)
that the library itself decodes into one; so encoded words are broken up, and the finished head is
compared with the headers that were meant.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from notify.addresses import mailbox
from notify.parcels import Parcel, one_line

_POLICY = SMTP.clone(cte_type="7bit")
_NOWHERE = "coordinator.invalid"


@dataclass(frozen=True, slots=True)
class Sender:
    """In whose name mail goes out. `reply_to` may be empty."""

    name: str
    address: str
    reply_to: str = ""

    @property
    def domain(self) -> str:
        """What the Message-IDs end in."""
        return self.address.partition("@")[2] or _NOWHERE


def message_id(key: str, sender: Sender) -> str:
    """The one Message-ID of a message, the same over all attempts."""
    return f"<{key}@{sender.domain}>"


def mail_of(parcel: Parcel, sender: Sender, now: int) -> bytes:
    """The e-mail for a parcel, as it goes over the line. `now` is UTC seconds.

    Raises ValueError where a header would hold a line break, or an address is not exactly one.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(sender.name, sender.address)
    mail["To"] = _address(parcel.name, parcel.address)
    if sender.reply_to:
        mail["Reply-To"] = _address("", sender.reply_to)
    mail["Subject"] = _harmless(parcel.subject) or "Message"
    mail["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    mail["Message-ID"] = message_id(parcel.key, sender)
    # Automatic answers to automatic mail would go round for ever (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.body)
    return _as_meant(mail)


def _as_meant(mail: EmailMessage) -> bytes:
    data = mail.as_bytes()
    head = data.partition(b"\r\n\r\n")[0].split(b"\r\n")
    names = [line.partition(b":")[0].decode() for line in head if line[:1] not in (b" ", b"\t")]
    if names != mail.keys() or b"\n" in b"".join(head):
        raise ValueError("a header would hold a line break")
    return data


def _harmless(text: str) -> str:
    return text.replace("=?", "= ?")


def _address(name: str, address: str) -> Address:
    one = mailbox(address)
    if not one:
        raise ValueError("not exactly one mail address")
    if not one.isascii():
        raise ValueError("the address has letters that mail servers do not carry")
    return Address(_harmless(one_line(name, 100)), addr_spec=one)
