"""Our own mail plugin for Apprise: `coordmail://` and `coordmails://`.

It understands everything that Apprise's `mailto://` does (it is that plugin, with its knowledge of
providers), but keeps the Message-ID of the message over all attempts, uses one line to the server
for a whole run, and tells what the server answered. So that a mail can be made before its turn, it
does not go through Apprise's `notify`, which makes and sends in one step.

Importing this module imports Apprise: only the gateways do, when there is something to send.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from apprise.manager_plugins import NotificationManager
from apprise.plugins.email.base import NotifyEmail

from notify.addresses import mailbox
from notify.gateway_urls import SCHEMAS
from notify.mail_line import MailLine, MailServer
from notify.mail_text import Sender, mail_of
from notify.parcels import Outcome, Parcel, Refused


class CoordinatorMail(NotifyEmail):  # type: ignore[no-untyped-call]
    """Makes mails, and has a line to their server. Set `clock` before the first."""

    service_name = "Coordinator mail"
    protocol = "coordmail"
    secure_protocol = "coordmails"
    request_rate_per_sec = 0

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)  # type: ignore[no-untyped-call]
        self.clock: Callable[[], int] = lambda: 0
        self.sender = Sender(str(self.from_addr[0] or ""), str(self.from_addr[1]))
        self.answer_to("", plus=False)
        self.line = MailLine(self._server())

    def made(self, parcel: Parcel) -> Parcel | Refused:
        """The parcel with its mail, or why that cannot be sent. Any thread."""
        words = replace(parcel, subject=parcel.subject.strip(), body=parcel.body.rstrip())
        if not words.body:
            return Refused("Not sent: the message has no text.")
        try:
            return replace(words, mail=mail_of(words, self.sender, self.clock()))
        except ValueError as error:
            return Refused(f"Not sent: {error}.")

    def send(self, *_given: Any, **_named: Any) -> bool:
        """Refuse: what comes by `notify` would go out under a Message-ID of Apprise's own."""
        raise NotImplementedError

    def hand_over(self, parcel: Parcel, meanwhile: Callable[[], None]) -> Outcome:
        """Give the parcel's mail to the server; `meanwhile` is called while that looks at it."""
        return self.line.hand_over(self.sender.address, parcel.address, parcel.mail, meanwhile)

    def answer_to(self, address: str, *, plus: bool) -> None:
        """Where answers go: the agency's mailbox, else what the URL says (`?reply=`)."""
        own = "".join(str(each) for each in list(self.reply_to)[:1])
        reply_to = mailbox(address) or mailbox(own.rpartition("<")[2].rstrip(">"))
        self.sender = replace(self.sender, reply_to=reply_to, plus=plus and bool(address))

    def _server(self) -> MailServer:
        return MailServer(
            host=str(self.smtp_host),
            port=int(self.port or 0),
            mode=str(self.secure_mode),
            user=str(self.user or "") if self.password else "",
            password=str(self.password or ""),
            verify=bool(self.verify_certificate),
            connect_timeout=float(self.socket_connect_timeout),
            read_timeout=float(self.socket_read_timeout),
            greeting=self.sender.domain,
        )


@cache
def register() -> None:
    """Make the plugin known to Apprise."""
    manager = NotificationManager()  # type: ignore[no-untyped-call]
    for schema in SCHEMAS.values():
        if schema not in manager:
            manager[schema] = CoordinatorMail
