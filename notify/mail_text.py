"""A message as an e-mail. The policy raises on a line break in a header; nothing gets past it."""

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


def mail_of(parcel: Parcel, sender: Sender, now: int) -> EmailMessage:
    """The e-mail for a parcel. `now` is UTC seconds.

    Raises ValueError where a header would hold a line break, or an address is not exactly one.
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = _address(sender.name, sender.address)
    mail["To"] = _address(parcel.name, parcel.address)
    if sender.reply_to:
        mail["Reply-To"] = _address("", sender.reply_to)
    mail["Subject"] = parcel.subject or "Message"
    mail["Date"] = format_datetime(datetime.fromtimestamp(now, UTC))
    mail["Message-ID"] = message_id(parcel.key, sender)
    # Automatic answers to automatic mail would go round for ever (RFC 3834).
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(parcel.body)
    return mail


def _address(name: str, address: str) -> Address:
    one = mailbox(address)
    if not one:
        raise ValueError("not exactly one mail address")
    if not one.isascii():
        raise ValueError("the address has letters that mail servers do not carry")
    return Address(one_line(name, 100), addr_spec=one)
