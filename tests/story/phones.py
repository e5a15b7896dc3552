"""The officers' and employers' phones: what reached them, and what they answer, by real servers."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from tests.notify.imap_server import ImapServer
from tests.notify.servers import MailServer, plain

DESK = "desk@rivermouth.example"
_CODE = re.compile(r"\b(?:YES|OFF|SEEN) ([1-9][0-9]{5})\b")


@dataclass
class Phones:
    """Everybody's telephone: it reads the mail server, and writes into the desk's mailbox."""

    mail: MailServer
    imap: ImapServer
    now: int
    _said: int = field(default=0)

    def inbox(self, address: str) -> list[EmailMessage]:
        """What came to an address, in order."""
        return [mail for mail in self.mail.mails() if address in str(mail["To"])]

    def heard(self, address: str, words: str) -> bool:
        """Whether anything that came to an address says so."""
        return any(words in plain(mail) for mail in self.inbox(address))

    def last(self, address: str) -> str:
        """The words of what came last."""
        return plain(self.inbox(address)[-1])

    def code(self, address: str, about: str = "") -> str:
        """The number to answer with, from the last message about something that has one."""
        texts = (plain(mail) for mail in self.inbox(address))
        found = [_CODE.search(text) for text in texts if about in text]
        return [code[1] for code in found if code][-1]

    def says(self, address: str, words: str) -> None:
        """Answer the last message, as a telephone does."""
        self.forges(address, address, words)

    def forges(self, sender: str, address: str, words: str) -> None:
        """Somebody answers the last message that came to an address."""
        asked = self.inbox(address)[-1]
        quoted = "\n".join(f"> {line}" for line in plain(asked).splitlines())
        answer = self._mail(sender, f"Re: {asked['Subject']}")
        answer["In-Reply-To"] = str(asked["Message-ID"])
        answer.set_content(f"{words}\n\nSent from my iPhone\n\n{quoted}\n")
        self._put(answer)

    def writes(self, sender: str, subject: str, words: str) -> None:
        """Somebody writes to the desk of his own accord."""
        mail = self._mail(sender, subject)
        mail.set_content(f"{words}\n\nSent from my iPhone\n")
        self._put(mail)

    def _mail(self, sender: str, subject: str) -> EmailMessage:
        self._said += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, DESK, subject
        mail["Message-ID"] = f"<{self._said}@phones.example>"
        mail["Date"] = format_datetime(datetime.fromtimestamp(self.now, UTC))
        return mail

    def _put(self, mail: EmailMessage) -> None:
        came = f"{datetime.fromtimestamp(self.now, UTC):%d-%b-%Y %H:%M:%S} +0000"
        self.imap.put("INBOX", mail.as_bytes(), at=came)
