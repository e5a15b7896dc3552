"""Our own mail plugin for Apprise: `coordmail://` and `coordmails://`.

It understands everything that Apprise's `mailto://` does (it is that plugin, with its knowledge of
providers), but keeps the Message-ID of the message over all attempts, uses one line to the server
for a whole run, and tells what the server answered.

Importing this module imports Apprise: only the gateways do, when there is something to send.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from apprise.manager_plugins import NotificationManager
from apprise.plugins.email.base import NotifyEmail

from notify.gateway_urls import SCHEMAS
from notify.mail_line import MailLine, MailServer
from notify.mail_text import Sender, mail_of
from notify.parcels import Outcome, Parcel, Refused

NOT_SENT = Refused("Not sent: the message has no text.")
"""What stands until the plugin is asked to send; Apprise does not ask for an empty text."""


class CoordinatorMail(NotifyEmail):  # type: ignore[no-untyped-call]
    """A line to one mail server. Set `parcel` and `clock`, call `notify`, read `outcome`."""

    service_name = "Coordinator mail"
    protocol = "coordmail"
    secure_protocol = "coordmails"
    request_rate_per_sec = 0

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)  # type: ignore[no-untyped-call]
        self.parcel: Parcel | None = None
        self.outcome: Outcome = NOT_SENT
        self.clock: Callable[[], int] = lambda: 0
        self.sender = Sender(str(self.from_addr[0] or ""), str(self.from_addr[1]))
        self.line = MailLine(self._server())

    def send(self, body: str, title: str = "", *_given: Any, **_named: Any) -> bool:
        """Hand the parcel over; what Apprise made of its title and body is what is sent."""
        parcel = self.parcel
        if parcel is None:
            raise RuntimeError("no parcel to hand over")
        same = (parcel.channel, parcel.key, parcel.name, parcel.address)
        try:
            mail = mail_of(Parcel(*same, title, body), self.sender, self.clock())
        except ValueError as error:
            self.outcome = Refused(f"Not sent: {error}.")
            return False
        self.outcome = self.line.hand_over(self.sender.address, parcel.address, mail)
        return not isinstance(self.outcome, Refused)

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
